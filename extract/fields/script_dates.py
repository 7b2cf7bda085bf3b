"""The day of publication as a page's own scripts, comments and data attributes give it: pubtime: "2026-11-12 09:02"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice

MOST = 2_000_000  # characters of a page that are looked at
AROUND = 600  # characters around a date in which the headline may stand
MOST_STATED = 50  # dates of a script that are looked at one by one
REACH = 20_000  # characters before and after a date within which the object that holds it begins and ends
DEPTH = 3  # objects around a date
SHORTEST_TITLE = 6
TITLE = 16  # characters of the headline that are looked for
# What systems call it; "date" alone is the page's making as often.
_KEY = (
    r"(?:pub(?:lish(?:ed)?)?[_-]?(?:time|date|at|on)|(?:time|date)[_-]?published|first[_-]?published(?:[_-]?(?:at|date|time))?"
    r"|(?:release|post|issue|news|article|doc)[_-]?(?:date|time)|date[_-]?(?:release|posted|issued)|reg[_-]?(?:date|dt|time)"
    r"|ptime|pdate|input[_-]?(?:date|time)|display[_-]?date|original[_-]?date|create[_-]?time)"
)
_VALUE = (
    r"(?P<value>(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}[^\"'<>\n&]{0,24}|1[0-9]{9}(?:\d{3})?|20\d{12}|20\d{6})"
)
_STATED = re.compile(rf"(?<![A-Za-z]){_KEY}(?:\\?[\"'])?\s*[:=]\s*(?:\\?[\"'])?{_VALUE}", re.IGNORECASE)
_OPENING = re.compile(r"<script\b([^<>]*)>|(<!--)|<[a-z][a-z0-9]*\b([^<>]*)>", re.IGNORECASE)
_CLOSING = {"script": re.compile("</script>", re.IGNORECASE), "comment": re.compile("-->")}
_FIELD = re.compile(
    rf"<(?:[a-z][a-z0-9]*\b[^<>]{{0,400}}?\bdata-(?:(?:pub(?:lish(?:ed)?)?|post(?:ed)?|created?)(?:-?(?:at|on|time|date))?|date-published"
    r"|(?:u|unix|epoch)?-?time(?:stamp)?|ts|epoch|date(?:-?time)?|livestamp)"
    rf"|input\b[^<>]{{0,200}}?\bname\s*=\s*[\"']?{_KEY}[\"']?\s[^<>]{{0,200}}?\bvalue)\s*=\s*[\"']?{_VALUE}",
    re.IGNORECASE,
)
_COMMENTED = re.compile(
    r"\b(?:published|created|updated) (?:at|on) (?P<value>(?:19|20)\d\d-\d\d-\d\d[ T\d:]{0,9})", re.I
)


def scripted_dates(source: str, titles: Sequence[str] = ()) -> tuple[str, ...]:
    """The dates that the page's source states for its publication: all of one day, else those beside the headline."""
    found = list(_stated(source[:MOST]))
    if len({text[:10] for text, _ in found}) > 1 and (own := _beside_headline(source[:MOST], titles)):
        found = own
    if len({text[:10] for text, _ in found}) > 1:
        found = [(text, around) for text, around in found if any(_named(title, around) for title in titles)]
    return tuple(dict.fromkeys(text for text, _ in found)) if len({text[:10] for text, _ in found}) == 1 else ()


def _stated(source: str) -> Iterator[tuple[str, str]]:
    """Each date with the words around it."""
    for field in _FIELD.finditer(source):
        yield field["value"].strip(), source[max(0, field.start() - AROUND) : field.end() + AROUND]
    for kind, text in _unseen(source):
        commented = _COMMENTED.finditer(text) if kind == "comment" else ()
        for stated in (*_STATED.finditer(text), *commented):
            yield stated["value"].strip(), text[max(0, stated.start() - AROUND) : stated.end() + AROUND]


def _unseen(source: str) -> Iterator[tuple[str, str]]:
    """The scripts but for JSON-LD ("script"), the comments and the attributes of elements with data, in their order.

    What nobody closed is passed over, and its end looked for once: a damaged page opens thousands of comments.
    """
    at, endless = 0, set()
    while opening := _OPENING.search(source, at):
        attributes, comment, element = opening.groups()
        at = opening.end()
        if element is not None:
            if "data-" in element:
                yield "element", element
            continue
        kind = "comment" if comment else "script"
        closing = None if kind in endless else _CLOSING[kind].search(source, at)
        if closing is None:
            endless.add(kind)
            continue
        if kind == "comment" or "ld+json" not in attributes:
            yield kind, source[at : closing.start()]
        at = closing.end()


def _beside_headline(source: str, titles: Sequence[str]) -> list[tuple[str, str]]:
    """The dates of the script objects that hold the headline and as little else as any: no related story's."""
    sized: list[tuple[int, str, str]] = []
    for kind, text in _unseen(source):
        whole = [title for title in titles if _says(title, text)]  # the first words may be a series'
        if kind != "script" or not (whole or any(_named(title, text) for title in titles)):
            continue
        for stated in islice(_STATED.finditer(text), MOST_STATED):
            around = _objects(text, stated.start())
            if whole:
                holder = next((one for one in around if any(_says(title, one) for title in whole)), "")
            else:
                holder = next((one for one in around if any(_named(title, one) for title in titles)), "")
            if holder:
                sized.append((len(holder), stated["value"].strip(), holder))
    least = min((size for size, _, _ in sized), default=0)
    return [(value, holder) for size, value, holder in sized if size == least]


def _objects(text: str, at: int) -> Iterator[str]:
    """The objects of a script around a place in it, from the inside out; braces in its texts are taken for its own."""
    first, last = max(0, at - REACH), min(len(text), at + REACH)
    start, end = at, at
    for _ in range(DEPTH):
        start, end = _brace(text, start, first, -1), _brace(text, end, last, 1)
        if start < 0 or end < 0:
            return
        yield text[start : end + 1]
        end += 1


def _brace(text: str, at: int, bound: int, step: int) -> int:
    """Where the brace stands that opens (`step` -1) or closes what is around a place; -1 before `bound` is reached."""
    out, into = ("{", "}") if step < 0 else ("}", "{")
    open_ones = 0
    index = at - 1 if step < 0 else at
    while (index >= bound) if step < 0 else (index < bound):
        if text[index] == out:
            if open_ones == 0:
                return index
            open_ones -= 1
        elif text[index] == into:
            open_ones += 1
        index += step
    return -1


def _named(title: str, around: str) -> bool:
    """Whether the beginning of a title stands in some words of a script."""
    return _says(title[:TITLE], around)


def _says(title: str, around: str) -> bool:
    """Whether a title stands in some words of a script, as it is or as scripts write it."""
    return len(title) >= SHORTEST_TITLE and (title in around or json.dumps(title)[1:-1] in around)
