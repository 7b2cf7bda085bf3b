"""Who may tell a figure: everybody near it, each with what speaks for and against him.

What counts is what he is, how near he spoke, who has spoken since, and who says the quotation that the figure is in.
Customs tell figures all through an article, a passer-by does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.option_sources import Article, Told
from extract.facts.passage.quotations import PERSONS, closing_of, sort_of
from extract.facts.passage.word_options import speaker_features

_PRONOUN = re.compile(
    r"\b(?:he|she|they) (?:\w+ )?(?:said|says|added|adds|told|explained|recalled|noted|put)\b"
    r"|[,”\"] (?:said|says|added|adds) (?:he|she|they)\b",
    re.IGNORECASE,
)
_DATA = re.compile(r"\b(?:data|figures|statistics|records)\b", re.IGNORECASE)


def teller_options(
    article: Article, candidate: Candidate, at: int, near: Sequence[Told]
) -> Iterator[tuple[str | None, dict[str, float]]]:
    """(words, features) of everybody who may tell a candidate in line `at`, and of nobody, last; `near` are the
    speakers of the lines before and of its own.
    """
    closing = closing_of(article.lines, at, candidate.mark.start)
    last = max(at + 1, closing[0] if closing else at)
    told = [*near, *(each for each in article.speakers if at < each.at <= last)]
    closer = next((each for each in told if closing and each.at == closing[0] and each.mark.start >= closing[1]), None)
    own = candidate.said_by
    kept: dict[str, dict[str, float]] = {}
    for each in told:
        features = _of_speaker(article, candidate, at, each, told)
        features |= dict.fromkeys(_of_quotation(each, closer, quoted=closing is not None), 1.0)
        kept[each.mark.text] = features
    if own is not None:
        kept.setdefault(own, {"far": 1.0, f"head={_head(own)}": 1.0, f"far {sort_of(own)}": 1.0})
    yield from kept.items()
    yield None, _of_nobody(article, candidate, at, told, len(kept), closer)


def _of_speaker(
    article: Article, candidate: Candidate, at: int, told: Told, near: Sequence[Told]
) -> dict[str, float]:  # fmt: skip
    words, back, sort, table = told.mark.text, at - told.at, sort_of(told.mark.text), candidate.table
    line = article.lines[told.at]
    found = {f"dl={max(-1, min(back, 5))}": 1.0, f"head={_head(words)}": 1.0}
    found["proper"] = float(words[:1].isupper())
    found |= {
        f"{'here' if back == 0 else 'off'} {name}": 1.0
        for name in speaker_features(line, words, told.mark.start, article.grammar)
    }
    before = told.mark.start < candidate.mark.start
    found[f"side={before} dl={max(-1, min(back, 5))}"] = 1.0
    since = (told.at, told.mark.start)
    later = [each for each in near if since < (each.at, each.mark.start) and each.at <= at]
    found[f"later={min(len(later), 3)} dl={min(back, 5)}"] = 1.0
    found["first"] = float(told is article.speakers[0])
    place = "here" if back == 0 else "ahead" if back < 0 else "before"
    paragraph = line.paragraph == candidate.line.paragraph
    found |= dict.fromkeys(
        (
            f"sort={sort} {table}", f"sort={sort} {place} paragraph={paragraph}",
            f"sort={sort} later={min(len(later), 2)}", f"sort={sort} first={found['first'] > 0}",
        ),
        1.0,
    )  # fmt: skip
    if _PRONOUN.search(candidate.line.text):
        found[f"pronoun {sort in PERSONS} later={min(len(later), 1)} {place}"] = 1.0
    if back and _DATA.search(candidate.line.text):
        found[f"data here, sort={sort}"] = 1.0
    return found


def _of_quotation(told: Told, closer: Told | None, *, quoted: bool) -> Iterator[str]:
    if quoted:
        yield f"quoted {sort_of(told.mark.text)}"
    if closer is not None:
        same = told.mark.text == closer.mark.text
        yield "quoted by him" if same else "quoted by another"
        if same:
            yield f"quoted by him, {sort_of(told.mark.text)}"


def _of_nobody(
    article: Article, candidate: Candidate, at: int, told: Sequence[Told], count: int, closer: Told | None
) -> dict[str, float]:
    table = candidate.table
    speeches = any(article.grammar.cue("speech_words").search(line.text) for line in article.lines)
    before = [each for each in told if each.at < at]
    latest = sort_of(before[-1].mark.text) if before else "-"
    here = next((sort_of(each.mark.text) for each in told if each.at == at), "-")
    names = [
        "none", f"none of {min(count, 3)}", f"none, speeches={speeches}", f"none in {article.grammar.language}",
        f"none for {table}", f"none latest={latest} {table}", f"none here={here}", f"none quoted={closer is not None}",
    ]  # fmt: skip
    return dict.fromkeys(names, 1.0)


def _head(words: str) -> str:
    return words.split()[0].lower() if words.isascii() else words[-2:]
