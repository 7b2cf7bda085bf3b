"""Who says it, in the words of the text: a source by what it is, a person or body by name, tables that are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, is_home


def find_speaker(line: Line, grammar: Grammar) -> str | None:
    """Who a sentence says it was told by: a source by what it is, by name, or else by the words before the verb of
    speech; None where it names nobody.
    """
    reach = len(line.text) if grammar.language in ("ko", "ja") else 60  # there the verb ends the sentence
    matches = list(grammar.cue("speaker").finditer(line.text))
    if grammar.language == "ko":  # who tells it stands next to the verb: "환전상들은 … 바꿔줬다고 소식통이 전했다"
        outside = [match for match in matches if not _is_quoted(line.text, match.start())]
        matches = [*outside[::-1], *matches]
    for match in matches:
        if says(line.text, match.start(), match.end(), grammar, reach=reach):
            groups = match.groupdict()
            return (groups.get("said") or match[0]).strip(" ,")
    named = grammar.cue("named_speaker").search(line.masked)
    if named is not None:
        return _told_as(named, line)
    if line.field == "title" or not grammar.cue("may_tell").search(line.text):
        return None
    shown = grammar.cue("speaker_by_form").finditer(line.text)
    return next((words for match in shown if not _is_place(words := _told_as(match, line), line)), None)


def named_teller(line: Line, grammar: Grammar) -> str | None:
    """The body or person, by name, that a sentence says it is told by; None where there is none."""
    match = grammar.cue("own_speaker").search(line.masked)
    return next(iter(groups_told(match, line)), None) if match else None


def groups_told(match: re.Match[str], line: Line) -> Iterator[str]:
    """The words of each group of a cue that matched."""
    for name, value in match.groupdict().items():
        if value:
            yield line.text[match.start(name) : match.end(name)]


def _told_as(match: re.Match[str], line: Line) -> str:
    """The words of the group of a cue that matched."""
    group = next(name for name, value in match.groupdict().items() if value)
    return line.text[match.start(group) : match.end(group)].strip(" ,")


def _is_place(words: str, line: Line) -> bool:
    return any(name.text == words and is_home(name) for name in line.labelled("PLACE", "PRODUCT"))


def first_told(line: Line, grammar: Grammar) -> str | None:
    """Who a text that has named no speaker yet may be told by: a source that it speaks of without a verb of speech."""
    match = grammar.cue("source").search(line.text)
    if match is not None:
        return match["said"].strip(" ,")
    if "source" in grammar.cues:
        return None
    first = grammar.cue("speaker").search(line.text)
    return (first.groupdict().get("said") or first[0]).strip(" ,") if first else None


def is_again(words: str, speaker: str) -> bool:
    """Whether words only name again a speaker named before: "the source" is "the source in Hyesan"."""
    return " " not in words and words in speaker


def says(text: str, start: int, end: int, grammar: Grammar, *, reach: int) -> bool:
    """Whether a noun between two offsets tells something: a verb of speech is beside it, and in English its own."""
    if grammar.language == "en":
        return bool(grammar.cue("says").match(text, end) or grammar.cue("said_by_before").search(text[:start]))
    return grammar.cue("said").search(text[max(0, start - 40) : end + reach]) is not None


def _is_quoted(text: str, position: int) -> bool:
    before = text[:position]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
