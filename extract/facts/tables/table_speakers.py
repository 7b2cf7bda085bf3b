"""Whose figures a table's are: a softmax over everybody named around it, and nobody, by weights of
`bench/train_table_speakers.py`.

A page names many who speak: customs that publish figures, a source who complains of wages, the writer of the page. Each
is an option with where it stands, what kind of speaker it is and what goes with it; the likeliest is taken.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extract.facts.tables.named_speakers import Named, speakers_within
from extract.facts.tables.table_days import Texts

_NOTE = re.compile(r"^\s?(?:[※*＊(（\[〔【주注]|Note|\d\)|[Пп]рим)")
_REACH = 80  # characters on either side of a name that are looked at
_SHORT = 70  # characters of a line that is no sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeakerOption:
    """Somebody who may tell a table's figures, with features; `words` is None for nobody."""

    words: str | None
    features: Mapping[str, float]


def likeliest_speaker(texts: Texts, *, trade: bool) -> str | None:
    """Who tells a table's figures of trade, or its others, in the words of the text; None where nobody is likelier."""
    weights = load_speaker_weights()
    return max(speaker_options(texts, trade=trade), key=lambda option: total(option, weights)).words


def total(option: SpeakerOption, weights: Mapping[str, float]) -> float:
    """The sum of the weights of an option's features, the same in whatever order they come."""
    return math.fsum(weights.get(name, 0.0) * value for name, value in option.features.items())


def speaker_options(texts: Texts, *, trade: bool) -> list[SpeakerOption]:
    """Everybody named around a table, each once, and nobody, last."""
    kind = "trade" if trade else "price"
    kept: dict[str, dict[str, float]] = {}
    for place, text, back in _placed(texts):
        for named in speakers_within(text):
            cues = frozenset(_cues(named, text))
            if named.sort == "person" and "byline" in cues:
                continue  # who wrote the page
            if "no teller" in cues:
                continue  # who confirmed nothing, who is credited with a picture
            features = dict.fromkeys((*_of_name(named, text, place, kind, cues), f"back={back}"), 1.0)
            known = next((words for words in kept if named.words in words or words in named.words), None)
            if known is None:
                kept[named.words] = features
                continue
            older = kept.pop(known)
            more = {f"also {name}": 0.5 for name in features if name not in older}
            kept[max(known, named.words, key=len)] = {**more, **older, "again": 1.0}
    options = []
    for number, (words, features) in enumerate(kept.items()):
        common = {f"of {min(len(kept), 4)}": 1.0, **({"first": 1.0} if number == 0 else {})}
        options.append(SpeakerOption(words=words, features={**features, **common}))
    return [*options, SpeakerOption(words=None, features=dict.fromkeys(_of_nobody(options, kind), 1.0))]


def _placed(texts: Texts) -> Iterator[tuple[str, str, int]]:
    """(where, sentence, how many sentences it is off) of each sentence around a table, the nearest kinds first."""
    yield from (("near", text, 0) for text in texts.near)
    last = len(texts.before) - 1
    for number, text in enumerate(texts.before):
        lead = "lead" if number == 0 else "before"
        yield ("last" if number == last and number else lead), text, min(last - number, 4)
    for number, text in enumerate(texts.after):
        yield ("note" if _NOTE.search(text) or len(text) < _SHORT else "after"), text, -min(number + 1, 3)
    yield "title", texts.title, 9


def _of_name(named: Named, text: str, place: str, kind: str, cues: frozenset[str]) -> Iterator[str]:
    yield f"at {place}"
    yield f"is {named.sort}"
    yield f"{named.sort} for {kind}"
    yield f"{named.sort} at {place}"
    for how in named.how:
        yield f"by {how}"
        yield f"by {how} at {place}"
    for cue in cues:
        yield cue
        yield f"{cue} at {place}"
        yield f"{cue} of {named.sort}"
    if not cues & {"label", "by data", "gave", "published", "said"}:
        yield "no cue"
        yield f"no cue at {place}"
    if "quotation" in cues and "said" in cues and not cues & {"gave", "of figures"}:
        yield "comments"
    if named.start == 0:
        yield "opens"
    if named.words.islower() and " " not in named.words:
        yield "bare word"
    if named.words == named.words.lower() and named.words.isascii():
        yield "small letters"
    if len(text) < _SHORT:
        yield f"short line at {place}"


def _cues(named: Named, text: str) -> Iterator[str]:
    before, after = text[max(0, named.start - _REACH) : named.start], text[named.end : named.end + _REACH]
    parts = {"before": before, "after": after, "any": text}
    for cue, where, pattern in _rules():
        if pattern.search(parts[where]):
            yield cue


def _of_nobody(options: Sequence[SpeakerOption], kind: str) -> Iterator[str]:
    told = {name for option in options for name in option.features}
    yield "nobody"
    yield f"nobody for {kind}"
    yield f"nobody of {min(len(options), 4)}"
    for name in ("label", "by data", "gave", "published", "said", "of figures"):
        yield f"nobody, {name}: {name in told}"


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    with resources.files("extract.facts.tables").joinpath("speaker_cues.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple((row["cue"], row["where"], re.compile(row["pattern"])) for row in rows)


@cache
def load_speaker_weights() -> Mapping[str, float]:
    """The weights by feature."""
    file = resources.files("extract.facts.tables") / "table_speaker_weights.json"
    weights: Mapping[str, float] = json.loads(file.read_text("utf-8"))["weights"]
    return weights
