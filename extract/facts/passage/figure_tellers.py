"""Who tells a figure where the words linked to it stand in for another: "the statement", "wholesalers there".

A paper speaks for who wrote it. A named body or person that speaks in the figure's own sentence is who says it. What is
told behind somebody who only comments is the survey's that told the figures before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line
from extract.facts.passage.option_sources import Article
from extract.facts.passage.quotations import day_told
from extract.facts.passage.speakers import find_speaker, groups_told, named_teller

REACH = 4  # lines before the figure's own in which the writer of a paper is looked for
_FIGURES = ("price", "rate", "trade")


def with_teller(candidate: Candidate, article: Article) -> Candidate:
    """The candidate with who is meant in place of words that stand in for him; None where nobody is named for them."""
    grammar, line = article.grammar, candidate.line
    if (
        "stand_in" not in grammar.cues
        or candidate.table not in _FIGURES
        or not candidate.slots
        or line.field == "title"
    ):
        return candidate
    lines = [each for each in article.lines if each.field in ("text", "title")]
    at = next(number for number, each in enumerate(lines) if each is line)
    meant = _meant(candidate, lines[: at + 1], grammar)
    return candidate if meant == candidate.said_by else replace(candidate, said_by=meant)


def with_day_told(candidate: Candidate, article: Article) -> Candidate:
    """The candidate of the day on which the quotation that it stands in was told, where nothing else tells its day."""
    line = candidate.line
    if candidate.table not in ("price", "rate") or candidate.date_source != "published" or line.field == "title":
        return candidate
    at = next(number for number, each in enumerate(article.lines) if each is line)
    found = day_told(article.lines, at, candidate.mark.start, article.grammar)
    if found is None or found[1].first is None or found[1].last is None:
        return candidate
    source = "sentence" if found[0] == at else "article"
    features = {name: value for name, value in candidate.features.items() if name != "date_published"}
    features[f"date_{source}"] = 1.0
    return replace(candidate, period=(found[1].first, found[1].last), date_source=source, features=features)


def _meant(candidate: Candidate, lines: Sequence[Line], grammar: Grammar) -> str | None:
    line, words = candidate.line, candidate.said_by
    own = named_teller(line, grammar)
    if own is not None and (words is None or words not in line.text or _is_of(words, own, line)):
        return own
    if words is None:
        closing = grammar.cue("closing_speaker").search(line.text)
        if closing is not None:
            return next(value for value in closing.groupdict().values() if value)
        told = find_speaker(line, grammar)
        if told is not None and grammar.cue("stand_in").fullmatch(told):
            return _writer(lines, grammar)
        return _writer(lines, grammar) if grammar.cue("paper_tells").search(line.text) else None
    if grammar.cue("stand_in").fullmatch(words):
        return own or _writer(lines, grammar)
    if words in line.text or _is_named_again(words, line):
        return words
    before = lines[:-1]
    spoke = next((number for number in range(len(before) - 1, -1, -1) if words in before[number].text), None)
    if spoke is not None and (person := named_teller(before[spoke], grammar)) and _is_of(words, person, before[spoke]):
        return person
    if grammar.cue("unnamed_body").fullmatch(words):
        since = before[spoke or 0 :]
        return next((named for each in since[::-1] if (named := named_teller(each, grammar))), words)
    survey = _survey(before[:spoke], grammar)
    if grammar.cue("bystander").fullmatch(words):
        return survey
    aside = spoke is not None and before[spoke].paragraph != line.paragraph and candidate.table != "trade"
    return survey if survey and aside else words


def _is_of(words: str, own: str, line: Line) -> bool:
    """Whether words only say where a person is from: "Lim Su-ho of the bank's research team said"."""
    return re.search(rf"{re.escape(own)} (?:of|at|from|with) (?:the |an? )?{re.escape(words)}", line.text) is not None


def _is_named_again(words: str, line: Line) -> bool:
    """Whether a sentence goes on with a speaker by what he is: "the official" is the ministry's named before."""
    noun = re.split(r" (?:in|from|of|at|with) ", words)[0].split()[-1]
    return re.search(rf"\b[Tt]he {re.escape(noun)}\b", line.text) is not None


def _survey(lines: Sequence[Line], grammar: Grammar) -> str | None:
    """The outlet whose own survey the first of these lines to name one tells of."""
    found = (grammar.cue("own_survey").search(each.masked) for each in lines)
    pairs = ((match, each) for match, each in zip(found, lines, strict=True) if match)
    return next((next(groups_told(match, line)) for match, line in pairs), None)


def _writer(lines: Sequence[Line], grammar: Grammar) -> str | None:
    """Who wrote the paper that the last of these lines goes by: who spoke last before it, or whose paper it is."""
    for line in lines[-2 : -2 - REACH : -1]:
        paper = grammar.cue("paper_of").search(line.masked)
        if paper is not None:
            return next(groups_told(paper, line))
        named = named_teller(line, grammar) or find_speaker(line, grammar)
        if named and not grammar.cue("stand_in").fullmatch(named) and line.field == "text":
            return named
    return None
