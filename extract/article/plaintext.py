"""Plain text as analysts keep it: a copied page, furniture and all, told apart line by line and by shape.

Offsets are code points in the text as it was read; nothing is normalised, so that a mention found in a kept line can be
shown in the analyst's own file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Removed
from extract.article.table_lines import settle_tables
from extract.furniture.clearing import FurnitureRules
from extract.furniture.line_rules import LinePolicy
from extract.furniture.recurring import Furniture, mask_numbers
from extract.page.blocks import squeeze, text_key
from extract.page.bounds import bound_text
from extract.page.metadata import PageMetadata
from extract.page.text_tables import text_runs
from extract.page.trip_records import Body, DecodedPage, PageFields, VisibleTexts

EDGE = 4
PROSE = 60
RUN = 3  # so many lines of quotes on end are a ticker
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_SENTENCE = re.compile(r"[.!?。！？…][\"”’')\]]*\s*$")
_CAPTION = re.compile(
    r"(photo|image|picture|file photo|graphic|사진|写真|图|фото)s?( by| courtesy of)? ?[:：=/].{2,80}$"
    r"|\[[^\[\]]{2,40}\]\s*$|\((photo|image|courtesy|file).{0,60}\)\s*$|\b(file|handout|pool) photo\b",
    re.IGNORECASE,
)
_BLANKS = " \t\u00a0\u3000\ufeff\u200b"
# After one of these nothing but furniture follows, unless running text does.
_ENDS = ("related", "comments", "copyright", "login", "subscribe", "credit", "navigation")


@dataclass(frozen=True, kw_only=True, slots=True)
class TextLine:
    """A line of a text: `text == whole[start:end]`, without the white space around it.

    `role` is "title", "text" or "caption" for a kept line and "removed" for furniture, whose `reason` is a slug.
    """

    start: int
    end: int
    text: str
    role: str = "text"
    reason: str | None = None

    @property
    def kept(self) -> bool:
        """Whether the line belongs to the article and may carry mentions."""
        return self.reason is None

    def drop(self, reason: str) -> TextLine:
        """The line as furniture."""
        return replace(self, role="removed", reason=reason)


def read_plain(page: DecodedPage, rules: FurnitureRules) -> Body:
    """The body of an article in a text without markup; one of which no line is the article's has no lines."""
    listed = page.raw.title or ""
    source = bound_text(page.source)
    lines = article_lines(source, title=listed, policy=rules.policy, furniture=rules.learned)
    text, tables = settle_tables([(line.text, None) for line in lines if line.role == "text"])
    titles = (listed, *(line.text for line in lines if line.role == "title"), *(line[:120] for line in text[:1]))
    edges = (line.text for line in (*lines[:12], *lines[-12:]) if len(line.text) < 160 and line.role == "removed")
    return Body(
        fields=PageFields(decoded=page, metadata=PageMetadata(), title=next(filter(None, titles), "")),
        lines=text,
        captions=tuple(dict.fromkeys(line.text for line in lines if line.role == "caption")),
        removed=tuple(Removed(text=line.text, reason=line.reason) for line in lines if line.reason),
        visible=VisibleTexts(near_headline=tuple(edges), first_lines=text[:3], last_lines=text[-3:]),
        tables=tables,
    )


def article_lines(
    text: str, *, title: str = "", policy: LinePolicy | None = None, furniture: Furniture | None = None
) -> tuple[TextLine, ...]:
    """Every line of a plain text that is not blank, kept or with the reason why not, in order.

    `title` is the headline where it is known; otherwise the first line that reads like one is taken.
    """
    policy = policy or LinePolicy()
    whole = lines = _split(text)
    lines = _drop_by_rules(lines, policy, furniture)
    lines = _drop_tickers(lines, policy)
    lines = _mark_title(lines, title)
    lines = _mark_captions(lines)
    lines = _drop_repeats(lines, policy)
    lines = _drop_related_titles(lines, policy)
    return tuple(_keep_tables(whole, _drop_edges(lines, policy)))


def _split(text: str) -> list[TextLine]:
    lines = []
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip(_BLANKS)
        if "\t" in stripped and raw.lstrip(_BLANKS.replace("\t", "")).startswith("\t"):
            stripped = "\t" + stripped  # a row of a table whose first cell is empty
        if stripped:
            start = match.start() + raw.index(stripped)
            lines.append(TextLine(start=start, end=start + len(stripped), text=stripped))
    return lines


def _drop_by_rules(lines: Sequence[TextLine], policy: LinePolicy, furniture: Furniture | None) -> list[TextLine]:
    learned = {block.pattern for block in furniture.blocks if block.place == "text"} if furniture else set()
    checked = []
    for line in lines:
        scopes = ("any", "text") if _is_prose(line.text) else ("any", "text", "link")
        reason = policy.reason(squeeze(line.text), *scopes)
        if reason is None and mask_numbers(squeeze(line.text)) in learned and not policy.keeps(line.text):
            reason = "furniture"
        checked.append(line.drop(reason) if reason else line)
    return checked


def _drop_tickers(lines: Sequence[TextLine], policy: LinePolicy) -> list[TextLine]:
    """Drops runs of quotes: names of indices, values, changes."""
    dropped = list(lines)
    quotes = [policy.reason(squeeze(line.text), "run") == "ticker" for line in lines]
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (quotes[end] or (end > start and not lines[end].kept)):
            end += 1
        if sum(quotes[start:end]) >= RUN:
            dropped[start:end] = [line if not line.kept else line.drop("ticker") for line in lines[start:end]]
        start = max(end, start + 1)
    return dropped


def _mark_title(lines: Sequence[TextLine], title: str) -> list[TextLine]:
    """Marks the headline: the line that says `title`, else the first before the running text that reads like one."""
    marked = list(lines)
    key = text_key(title)
    for index, line in enumerate(marked):
        if key and text_key(line.text) == key:
            marked[index] = replace(line, role="title", reason=None)
            return marked
    if key:
        return marked
    for index, line in enumerate(marked):
        if not line.kept:
            continue
        if 15 <= len(line.text) <= 200 and not _SENTENCE.search(line.text) and line.text[0] not in "•-–*":
            marked[index] = replace(line, role="title")
            break
        if _is_prose(line.text):
            break
    return marked


def _mark_captions(lines: Sequence[TextLine]) -> list[TextLine]:
    """Marks captions: lines that end in a photo credit, and lines said twice on end, as copied pages do with them."""
    marked = list(lines)
    for index, line in enumerate(marked):
        if not line.kept or line.role == "title" or len(line.text) > 500:
            continue
        following = next((other for other in marked[index + 1 : index + 3] if other.kept), None)
        twice = following is not None and following.text == line.text
        if twice or _CAPTION.search(line.text):
            marked[index] = replace(line, role="caption")
    return marked


def _drop_repeats(lines: Sequence[TextLine], policy: LinePolicy) -> list[TextLine]:
    seen: set[str] = set()
    kept = []
    title = next((text_key(line.text) for line in lines if line.role == "title"), None)
    for line in lines:
        key = text_key(line.text)
        if line.kept and line.role != "title" and not policy.keeps(line.text):
            if key == title:
                line = line.drop("headline")
            elif len(line.text) >= 40 and key in seen:
                line = line.drop("repeated")
        if line.kept:
            seen.add(key)
        kept.append(line)
    return kept


def _drop_related_titles(lines: Sequence[TextLine], policy: LinePolicy) -> list[TextLine]:
    """Drops the titles under "Related articles", and what follows the article's end."""
    dropped = list(lines)
    last_prose = max((i for i, line in enumerate(lines) if line.kept and _is_prose(line.text)), default=len(lines))
    under = False
    for index, line in enumerate(dropped):
        if not line.kept:
            under = line.reason == "related" or (line.reason in _ENDS and index > last_prose) or (under and index > 0)
            continue
        if _is_prose(line.text) or line.role in ("title", "caption") or policy.keeps(line.text):
            under = False
        elif under:
            dropped[index] = line.drop("related" if index < last_prose else "tail")
    return dropped


def _drop_edges(lines: Sequence[TextLine], policy: LinePolicy) -> list[TextLine]:
    """Drops credit and date lines near the article's start and end."""
    dropped = list(lines)
    kept = [index for index, line in enumerate(lines) if line.kept and line.role != "title"]
    for index in {*kept[:EDGE], *kept[-EDGE:]}:
        reason = policy.reason(squeeze(lines[index].text), "edge")
        if reason is not None:
            dropped[index] = lines[index].drop(reason)
    return dropped


def _keep_tables(whole: Sequence[TextLine], lines: Sequence[TextLine]) -> list[TextLine]:
    """Puts back the rows of tables that were taken for furniture, a title or a caption; a ticker stays out."""
    kept = list(lines)
    for first, last, grid in text_runs([line.text for line in whole]):
        reasons = {line.reason for line in lines[first:last]}
        if grid.kind == "text" and not reasons <= {"ticker", "outlet"}:
            kept[first:last] = [
                line if line.reason == "outlet" else own
                for own, line in zip(whole[first:last], lines[first:last], strict=True)
            ]
    return kept


def _is_prose(line: str) -> bool:
    return len(line) >= PROSE and _SENTENCE.search(line) is not None
