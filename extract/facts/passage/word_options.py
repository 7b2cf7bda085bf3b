"""What is told by words rather than by names: which way trade went, what a price is for, who says it.

The options of these slots with their features; `slot_options.py` has those of names and times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.grammar import Grammar
from extract.facts.passage.link_helpers import measure_of
from extract.facts.passage.marks import Line, NameMark
from extract.facts.passage.speakers import find_speaker, first_told
from extract.facts.tagged_sentences import HOME

FLOWS = ("import", "export", "trade")
REACH = 7  # words on either side in which a side of trade counts for a word
_TOKEN = re.compile(r"[^\W\d_]+|[;,:$%]")
_SIDES = {
    "north": "N", "pyongyang": "N", "dprk": "N", "китай": "C", "китая": "C", "кндр": "N", "北朝鲜": "N", "朝鲜": "N",
    "chinese": "C", "russian": "C", "japanese": "C", "mongolian": "C", "vietnamese": "C", "indian": "C", "beijing": "C",
    "moscow": "C", "abroad": "C", "overseas": "C", "foreign": "C",
}  # fmt: skip
_COUNTED = re.compile(r"^,? (?:an?|per|each|apiece|the|every)\b(?: (?P<word>[a-z]+))?", re.I)
_ONE = re.compile(r"\bones?\b")
_ONE_BEFORE = re.compile(r"\b(?P<n>an?|one|each|two|three|the same|another)\s(?:[\w-]+ ){0,2}$", re.I)


def sides(line: Line) -> list[tuple[str, int]]:
    """The words of a line in order with where they begin: N for the North, C for other countries, G for goods."""
    names = [name for name in line.names if name.label in ("PLACE", "PRODUCT", "FACTORY", "ORG")]
    found = [(_side(name), name.start) for name in names]
    spans = [(name.start - line.start, name.end - line.start) for name in names]
    for match in _TOKEN.finditer(line.text):
        if not any(first <= match.start() < last for first, last in spans):
            word = match[0].lower()
            found.append((_SIDES.get(word, word), line.start + match.start()))
    return sorted(found, key=lambda each: each[1])


def _side(name: NameMark) -> str:
    if name.label == "PRODUCT":
        return "G"
    if name.label == "ORG" or not name.country:
        return "O"
    return "N" if HOME in name.country.split("|") else "C"


def flow_features(line: Line, at: int, language: str) -> Iterator[str]:
    """What the words around an amount say of the way of trade: each with the sides of trade before and behind it."""
    told = sides(line)
    words = [word for word, _ in told]
    where = sum(start < at for _, start in told)
    for number, word in enumerate(words):
        if len(word) < 2 and word not in "NC":
            continue
        stem = word[:5] if language in ("ru", "en") else word[:3]
        ahead = next((each for each in words[max(0, number - REACH) : number][::-1] if each in ("N", "C")), "-")
        behind = next((each for each in words[number + 1 : number + 1 + REACH] if each in ("N", "C")), "-")
        place = "b" if number < where else "a"
        if abs(number - where) <= 14 and word not in ("N", "C"):
            yield f"{stem} {ahead}{behind}"
            yield f"{place} {stem} {ahead}{behind}"
        if number + 1 < len(words):
            yield f"{stem}_{words[number + 1][:5]}"
    parties = [word for word in words if word in ("N", "C")]
    yield f"sides {''.join(parties[:4])}"


def unit_features(line: Line, candidate: Candidate, good: NameMark | None) -> list[str]:
    """What speaks for a measure that no word of measure tells: one piece, or a weight that is understood."""
    end, start = candidate.mark.end, candidate.mark.start
    after, before = line.between(end, line.end), line.between(line.start, start)
    found = [f"hs={good.hs[:2] if good else '?'}", f"currency={candidate.slots['currency']}"]
    counted = _COUNTED.match(after)
    if counted:
        found += ["counted behind", f"counted behind={counted['word']}"]
    if good is not None and line.start <= good.start < start:
        one = _ONE_BEFORE.search(line.between(line.start, good.start))
        found.append(f"one={one['n'].lower() if one else '-'} many={good.text.endswith('s')}")
    elif good is not None:
        found.append(f"many={good.text.endswith('s')} here={line.start <= good.start < line.end}")
    found.append(f"one of them={_ONE.search(before[-40:]) is not None}")
    found += [f"w={word}" for word in re.findall(r"[^\W\d_]+", before.lower())[-4:]]
    return found


def measures_of(line: Line, grammar: Grammar) -> list[tuple[tuple[float, str], int]]:
    """The measures that a line names with "a", "per" or a number, each with where it stands."""
    found = []
    for match in grammar.cue("per_before").finditer(line.masked):
        measure = measure_of(match, grammar)
        if measure:
            found.append((measure, line.start + match.start()))
    return found


def speakers_of(line: Line, grammar: Grammar) -> list[tuple[str, int]]:
    """Who a line may be told by, as its words, with where they stand: by a verb of speech, or by name."""
    found = [words for words in (find_speaker(line, grammar), first_told(line, grammar)) if words]
    found += [match.groupdict().get("said") or match[0] for match in grammar.cue("speaker").finditer(line.text)]
    told = [(words.strip(" ,"), line.start + max(0, line.text.find(words))) for words in found]
    told += [(name.text, name.start) for name in line.labelled("ORG", "PERSON")]
    kept: dict[str, int] = {}
    for words, start in told:
        if words and not any(words in other for other in kept):
            kept[words] = start
    return list(kept.items())


def speaker_features(line: Line, words: str, start: int, grammar: Grammar) -> Iterator[str]:
    """What speaks for and against these words being who says it."""
    first, end = start - line.start, start - line.start + len(words)
    label = next((name.label for name in line.names if name.start <= start < name.end), "words")
    yield f"label={label}"
    by_rules = words == find_speaker(line, grammar)
    yield f"speaks={by_rules} {label}"
    after = re.findall(r"[^\W\d_]+", line.text[end:].lower())[:2]
    before = re.findall(r"[^\W\d_]+", line.text[:first].lower())[-2:]
    yield f"verb={' '.join(after[:1])}"
    yield f"lead={' '.join(before[-1:])}"
    yield f"lead2={' '.join(before)}"
    yield f"opens={first < 12} {label}"
    yield f"field={line.field}"


def near_flows(candidates: Sequence[Candidate], candidate: Candidate) -> Iterator[tuple[str, str]]:
    """(how near, flow) of the figures of trade before a candidate, as the rules have them."""
    before = [each for each in candidates if each.table == "trade" and each.slots and not each.refused
              and each.line.field == "text" and each.mark.start < candidate.mark.start]  # fmt: skip
    if before:
        yield ("here" if before[-1].line is candidate.line else "before"), str(before[-1].slots["flow"])
