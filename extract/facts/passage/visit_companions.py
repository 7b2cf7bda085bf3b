"""Companions of a visit that the lines behind it name: "He was accompanied by …"."""

from __future__ import annotations

from dataclasses import replace

from extract.facts.passage.carried import Carried
from extract.facts.passage.figure_candidates import Candidate
from extract.facts.passage.marks import Line
from extract.facts.passage.visit_links import VisitLinks

COMPANIONS_WITHIN = 6  # lines behind a visit in which its companions may be named


def with_companions(line: Line, found: list[Candidate], reader: VisitLinks, carried: Carried) -> list[Candidate]:
    """The visits so far with the companions that a line names without telling of a visit: "He was accompanied by …"."""
    match = reader.grammar.cue("companions").search(line.masked)
    if match is None:
        return found
    told = [each for each in found if each.line.field == "text" and not each.refused]
    if not told and carried.visitor:
        names = [name for start, _, name in reader.people() if start >= line.start + match.start()]
        carried.accompanied = (carried.visitor, tuple(dict.fromkeys(names)), carried.line)
    if not found or carried.line - carried.visit_line > COMPANIONS_WITHIN:
        return found
    last = found[-1]
    if last.slots["companions"] or last.slots["status"] == "history":
        return found
    together = [each for each in found if each.line is last.line and each.slots["visitor"] == last.slots["visitor"]]
    at = line.start + match.start()
    people = reader.people()
    names = [name for start, _, name in people if start >= at]
    if reader.grammar.cue("companions_before").search(line.masked):
        names = [name for _, _, name in people]
    names = [name for name in names if name != last.slots["visitor"]]
    if not names:
        return found
    companions = tuple(dict.fromkeys(names))
    return [
        replace(each, slots={**each.slots, "companions": companions}) if each in together else each for each in found
    ]
