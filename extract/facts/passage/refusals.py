"""Why a quantity is no figure: the language's refusals, each looked for where it counts.

A refusal's name ends in where it is looked for: `_before` in the clause before the quantity, `_after` right behind
it. Payments (fines, wages, fares) count only behind the quantity before; what is planned or denied, for the clause.
"""

from __future__ import annotations

from extract.facts.passage.grammar import Grammar
from extract.facts.passage.marks import Line, Quantity

_WHOLE_CLAUSE = ("forecast", "denial", "cap")


def clause_bounds(line: Line, mark_start: int, mark_end: int, grammar: Grammar) -> tuple[int, int]:
    """The clause around two offsets of the field: cut at semicolons, dashes and contrasting words."""
    pattern = grammar.cue("clause")
    start, end = mark_start - line.start, mark_end - line.start
    first = max((match.end() for match in pattern.finditer(line.masked, 0, start)), default=0)
    last = min((match.start() for match in pattern.finditer(line.masked, end)), default=len(line.masked))
    return line.start + first, line.start + last


def refusal(line: Line, index: int, grammar: Grammar, *, passed: frozenset[str] = frozenset()) -> str:
    """The name of the first reason against the quantity at `index`; "" where there is none. `passed` are left out."""
    quantity = line.quantities[index]
    first, last = clause_bounds(line, quantity.start, quantity.end, grammar)
    sums = [each.end for each in line.quantities[:index] if each.kind in ("money", "foreign", "bare")]
    left = sums[-1] if sums else line.start
    right = line.quantities[index + 1].start if index + 1 < len(line.quantities) else line.end
    near = line.between(max(first, left), quantity.start)
    clause = line.between(first, quantity.start)
    behind = line.between(quantity.end, max(min(right, last), min(last, quantity.end + 40)))
    far_behind = line.between(quantity.end, line.end)
    for name, pattern in grammar.refusals:
        cause, _, where = name.rpartition("_")
        if cause in passed or (cause == "conversion" and _behind_a_time(line, quantity)):
            continue
        whole = cause in _WHOLE_CLAUSE
        text = (clause if whole else near) if where == "before" else (far_behind if whole else behind)
        if pattern.search(text):
            return cause
    return ""


def _behind_a_time(line: Line, quantity: Quantity) -> bool:
    """Whether the bracket before a quantity stands behind a time: "2일(3400원)" tells no sum again."""
    bracket = max(line.text.rfind(sign, 0, quantity.start - line.start) for sign in "(（")
    return bracket >= 0 and any(0 <= line.start + bracket - time.end <= 1 for time in line.times)


def is_foreign(quantity: Quantity) -> bool:
    """Whether a quantity is of a money that no price of the North is told in."""
    return quantity.kind == "foreign" or quantity.unit == "KRW"
