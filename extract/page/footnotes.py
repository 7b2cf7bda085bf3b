"""Footnotes: their marks go out of the words, and the notes are marked so that they can be taken out of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from extract.page.blocks import HEADINGS, squeeze
from extract.page.element_names import markup_names, name_words
from extract.page.prose import is_paragraph

NOTES = "data-notes"  # set on what is a note, or holds nothing else
LONGEST_MARK = 10  # characters
LONGEST_LABEL = 40  # characters of the heading over notes
MOST_MARKS, MOST_RUNS = 400, 8  # what a page may hold of them; more are a contents or a trap
MOST_OF_TEXT = 0.15  # share of a page's text that its notes may hold: where they hold more they are a part of the work
_RAISED_FIGURES = "¹²³⁰⁴-⁹"
MARK = re.compile(
    r"[\[(（〔【]?\s?(?:(?:fn|note|n|주|각주|注|註|※|прим)\.?\s?)?"
    rf"(?P<sign>\d{{1,3}}|[*†‡§]{{1,3}}|[a-z]|[ivx]{{1,5}}|[{_RAISED_FIGURES}]{{1,3}})\s?[\])）〕】.]?",
    re.IGNORECASE,
)
_SURE_NAME = r"foot ?notes?|end ?notes?|ref ?list|mw references"
NOTE_NAMES = re.compile(
    rf"\b({_SURE_NAME}|_?ftn|_?edn|fn|fn ?ref|foot ?note ?ref|note ?ref|cite (note|ref)|references?|citations?)\b"
)
BOX_NAMES = re.compile(
    rf"(?:.* )?\b({_SURE_NAME})\b.*"
    r"|((article|post|entry|content) )?(references?|citations?|notes|fn)( (list|section|box))?"
)
_MAY_BE_NOTES = re.compile("note|ref|citation|fn", re.IGNORECASE)  # in names as they are written
NOTE_LABEL = re.compile(
    r"((foot|end)?notes?|references|sources|각주|미주|주석?|참고 ?(문헌|자료)|脚注|注釈|注释?|註釋?|尾注"
    r"|参考(文献|资料)|примечани[яе]|сноски|источники|anmerkungen|fußnoten)",
    re.IGNORECASE,
)
_ITEMS = ("li", "p", "dd", "dt", "div", "aside", "span", "small", "section")
_BODIES = ("body", "main", "article", "html")
_NUMBERED = re.compile(rf"\s*(?:[↑^]\s*)?(?:\[(\d{{1,3}})\]|([{_RAISED_FIGURES}]{{1,2}}))")
_ANY_NUMBER = re.compile(r"\[\d{1,3}\]|¹")
_LEADING = re.compile(rf"{_NUMBERED.pattern}|\s*(?:[↑^*†‡]|\(\d{{1,3}}\)|\d{{1,3}}[.)\s])")
_IN_TEXT = re.compile(rf"(?:(?<=\S)[ \u00a0])?(?:\[(\d{{1,3}})\]|([{_RAISED_FIGURES}]{{1,2}}))")
_UNIT = re.compile(r"(?:^|[\d\s/(])(?:[kcmd]?m|[км]м?|ft|in|mi|yd|x|[A-Z]|\d)$")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def settle_notes(body: HtmlElement) -> None:
    """Takes the marks of footnotes out of the text, and marks the notes themselves with `NOTES`, in place.

    A link is a mark where it leads to a note further down: to what its names call one, or what leads back.
    """
    links = [link for link in body.iter("a") if _fragment(link)]
    marks = [link for link in links if len(link.text_content()) <= LONGEST_MARK and _is_mark(link)][:MOST_MARKS]
    linked, gone = _linked_notes(body, marks) if marks else ([], [])
    boxes = [box for box in body.iter("div", "section", "aside", "ol", "ul", "p") if _is_named_box(box)]
    found = _whole([*linked, *boxes, *_numbered_notes(body)])
    held = sum(len(squeeze(note.text_content())) for note in found)
    if (found or gone) and held <= MOST_OF_TEXT * len(squeeze(body.text_content())):
        for note in found:
            note.set(NOTES, "1")
        for mark in gone:
            _take_out_mark(mark)
        if found:
            _take_out_unlinked(body, found)


def _linked_notes(body: HtmlElement, marks: Sequence[HtmlElement]) -> tuple[list[HtmlElement], list[HtmlElement]]:
    """The notes that marks lead to, with their boxes and headings, and the marks that are surely such."""
    places = {element: place for place, element in enumerate(body.iter())}
    targets = {name: e for e in places if isinstance(e.tag, str) for name in (e.get("id"), e.get("name")) if name}
    notes: dict[HtmlElement, None] = {}
    gone = []
    for mark in marks:
        target = targets.get(_fragment(mark))
        below = target is not None and places[target] > places[mark]
        note = _note_at(target) if below else None
        note = None if note is not None and note in mark.iterancestors() else note
        if note is not None and (_called_note(mark, target) or _leads_back(note, mark)):
            notes[note] = None
            gone.append(mark)
        elif target is None and mark.getparent().tag == "sup" and _called_note(mark):
            gone.append(mark)
    return list(_with_boxes(notes)), gone


def _fragment(link: HtmlElement) -> str:
    """The place on this page that a link leads to, or nothing."""
    href = link.get("href") or ""
    return href[1:] if href.startswith("#") else ""


def _is_mark(link: HtmlElement) -> bool:
    return MARK.fullmatch(squeeze(link.text_content())) is not None and next(link.iterancestors("table"), None) is None


def _is_named_box(box: HtmlElement) -> bool:
    """Whether a box is called footnotes and holds a numbered list or lines that begin with a figure or a sign."""
    if box.get("role") == "doc-endnotes":
        return True
    if not _MAY_BE_NOTES.search(markup_names(box)):
        return False
    names = name_words(box)
    if not names or not BOX_NAMES.fullmatch(names) or box.find(".//h1") is not None:
        return False
    if box.tag == "ol" or box.find(".//ol") is not None:
        return True
    return any(_LEADING.match(squeeze(line.text_content())) for line in (box, *box.iter("p", "li", "div", "dd")))


def _note_at(target: HtmlElement) -> HtmlElement | None:
    """The paragraph or item of a list that a mark's target is, or begins."""
    for element in (target, *islice(target.iterancestors(), 3)):
        if element.tag in _BODIES or next(element.iter(*HEADINGS), None) is not None:
            return None
        said = squeeze(element.text_content())
        if element.tag in _ITEMS and said and not MARK.fullmatch(said):
            return element
    return None


def _called_note(mark: HtmlElement, target: HtmlElement | None = None) -> bool:
    """Whether the names of a mark, of what it stands in or of where it leads call it a footnote's."""
    around = [mark, *([mark.getparent()] if mark.getparent().tag in ("sup", "span") else [])]
    around += [target, target.getparent()] if target is not None else []
    words = (f"{name_words(e)} {(e.get('role') or '').replace('-', ' ')} {e.get('rel') or ''}" for e in around)
    place = re.sub(r"[\W_\d]+", " ", _fragment(mark)).lower().strip()
    return place in ("note", "n") or any(NOTE_NAMES.search(text) for text in (*words, place))


def _leads_back(note: HtmlElement, mark: HtmlElement) -> bool:
    """Whether a note holds a link back to its mark."""
    around = (*mark.iter(), *islice(mark.iterancestors(), 2))
    names = {name for e in around for name in (e.get("id"), e.get("name")) if name}
    return any(_fragment(link) in names for link in note.iter("a"))


def _numbered_notes(body: HtmlElement) -> Iterator[HtmlElement]:
    """Paragraphs one after another that begin with [1], [2] or raised figures which the text before them holds.

    A heading that calls them notes may stand over them, and then a numbered list may, too.
    """
    said = body.text_content()
    numbered = _ANY_NUMBER.search(said) is not None or body.find(".//sup") is not None
    firsts = [p for p in body.iter("p", "li", "div") if _number(p) == 1][:MOST_RUNS] if numbered else []
    headed = [e for e in body.iter(*HEADINGS, "p", "b", "strong") if _is_label(e)][:MOST_RUNS]
    for first in firsts:
        run = [first]
        while (after := run[-1].getnext()) is not None and _number(after) == len(run) + 1:
            run.append(after)
        if _is_last(run[-1]) and _marked_before(body, first, len(run)):
            yield from run
            yield from _label_before(first)
    for label in headed:
        after = label.getnext()
        listed = after is not None and after.tag == "ol" and _is_last(after)
        if listed and _marked_before(body, after, sum(1 for _ in after.iterchildren("li"))):
            yield from (label, after)


def _number(element: HtmlElement) -> int:
    """The figure that a paragraph begins with, as [2], ² or raised; 0 where there is none."""
    if not isinstance(element.tag, str):
        return 0
    first = next(element.iterchildren(), None)
    if first is not None and first.tag == "sup" and not (element.text or "").strip():
        said = squeeze(first.text_content()).strip("[]()")
        return int(said) if re.fullmatch(r"[0-9]{1,3}", said) else 0
    found = _NUMBERED.match("".join(islice(element.itertext(), 4))[:20])
    return int((found[1] or found[2]).translate(_RAISED)) if found else 0


def _is_last(element: HtmlElement) -> bool:
    """Whether no paragraph follows an element in its box."""
    return not any(
        isinstance(after.tag, str) and is_paragraph(squeeze(after.text_content()), 0.0) and after.tag in ("p", "div")
        for after in element.itersiblings()
    )


def _marked_before(body: HtmlElement, notes: HtmlElement, count: int) -> bool:
    """Whether the text before some notes holds the marks of all; those of a table are read with it, and stay."""
    seen: set[int] = set()
    in_tables = {element for table in body.iter("table") for element in table.iter()}
    for element in body.iter():
        if element is notes:
            break
        if not isinstance(element.tag, str) or element in in_tables:
            continue
        if element.tag == "sup" and (said := squeeze(element.text_content()).strip("[]()")).isdecimal():
            seen.add(int(said[:4]))
        for text in (element.text, element.tail):
            for found in _IN_TEXT.finditer(text or ""):
                seen.add(int((found[1] or found[2]).translate(_RAISED)))
    return count > 0 and seen >= set(range(1, count + 1))


def _with_boxes(notes: dict[HtmlElement, None]) -> Iterator[HtmlElement]:
    """The notes, those that fill a box between them, but for a heading, as that box; a heading over them, too."""
    done: set[HtmlElement] = set()
    for note in notes:
        box = note.getparent()
        if note in done or box is None:
            continue
        fills = all(child in notes or _is_empty(child) or _is_label(child) for child in box.iterchildren())
        if fills and box.tag not in _BODIES and not (box.text or "").strip():
            done.update(box.iterchildren())
            note = box
        yield note
        yield from _label_before(note)


def _is_empty(element: HtmlElement) -> bool:
    return not isinstance(element.tag, str) or not squeeze(element.text_content())


def _is_label(element: HtmlElement) -> bool:
    """Whether an element is a heading that calls what follows notes."""
    text = "".join(islice(element.itertext(), 9)) if isinstance(element.tag, str) else ""
    return len(text) <= LONGEST_LABEL and NOTE_LABEL.fullmatch(squeeze(text).strip(" :：[]<>【】")) is not None


def _label_before(element: HtmlElement) -> Iterator[HtmlElement]:
    """The heading right before notes that calls them so."""
    before = element.getprevious()
    while before is not None and before.tag == "hr":
        before = before.getprevious()
    if before is not None and _is_label(before):
        yield before


def _whole(found: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The elements that stand in none of the others, each once."""
    every = set(found)
    return [e for e in dict.fromkeys(found) if not any(above in every for above in e.iterancestors())]


def _take_out_mark(mark: HtmlElement) -> None:
    """Takes out a mark, and what held nothing but marks and the signs between them."""
    around = mark.getparent()
    mark.drop_tree()
    if around.tag in ("sup", "span") and not re.search(r"\w", around.text_content()):
        around.drop_tree()


def _take_out_unlinked(body: HtmlElement, notes: Sequence[HtmlElement]) -> None:
    """Takes out the marks that are no links, where the notes number as many: raised figures, "[2]" and "¹"."""
    inside = {inner for note in notes for inner in note.iter()}
    count = sum(max(1, sum(1 for _ in note.iter("li", "p"))) for note in notes)
    for raised in list(body.iter("sup")):
        sign = MARK.fullmatch(squeeze(raised.text_content()))
        if sign is None or raised in inside or next(raised.iterancestors("table"), None) is not None:
            continue
        before = raised.getprevious()
        told = (raised.getparent().text if before is None else before.tail) or ""
        if sign["sign"].isdecimal() and int(sign["sign"]) <= count and not _UNIT.search(told[-4:]):
            raised.drop_tree()
    for element in body.iter("p", "li", "div", "td", "span", "b", "strong", "em", "i", "a", "br", "blockquote"):
        if not (_IN_TEXT.search(element.text or "") or _IN_TEXT.search(element.tail or "")) or element in inside:
            continue
        if next(element.iterancestors("table"), None) is None:
            element.text = _unmarked(element.text, count)
            element.tail = _unmarked(element.tail, count)


def _unmarked(text: str | None, count: int) -> str | None:
    if not text:
        return text

    def left(match: re.Match[str]) -> str:
        number = int((match[1] or match[2]).translate(_RAISED))
        unit = match[2] and _UNIT.search(text[max(0, match.start() - 4) : match.start()])
        return match[0] if not 0 < number <= count or unit else ""

    return _IN_TEXT.sub(left, text)
