"""The markup of a page that its scripts hold as rows of elements, each `["$", tag, key, {"children": …}]`.

A server may send the frame of a page as HTML and its article as such rows, which refer to one another by number.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement, fragment_fromstring

from extract.page.json_ld import MAX_JSON, read_json
from extract.page.script_state import flight_strings

MARK = "__next_f"
MAX_DEPTH = 60
MAX_MARKUP = 400_000  # characters
_ROW = re.compile(r"^([0-9a-f]{1,6}):(?=[\[{\"])", re.MULTILINE)
_REFERENCE = re.compile(r"\$[L@]?([0-9a-f]{1,6})")
_TAG = re.compile(r"[a-z][a-z0-9]{0,9}")
_ATTRIBUTES = {
    "className": "class",
    "dateTime": "datetime",
    "href": "href",
    "itemProp": "itemprop",
    "rel": "rel",
    "id": "id",
}
_UNSEEN = ("script", "style", "svg", "link", "meta", "title", "head", "noscript", "template")


def flight_markup(tree: HtmlElement) -> HtmlElement | None:
    """The longest part of a page that its scripts hold as elements, in a box of its own; None where they hold none."""
    sources = [script.text or "" for script in tree.iter("script") if MARK in (script.text or "")]
    text = "".join(piece for source in sources if len(source) <= MAX_JSON for piece in flight_strings(source))
    found = list(_ROW.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    rows = {match[1]: text[match.end() : end].strip() for match, end in zip(found, ends, strict=True)}
    rows = {name: row for name, row in rows.items() if row.startswith("[") and '"$"' in row}
    referred = {name for row in rows.values() for name in _REFERENCE.findall(row)}
    roots = [name for name in rows if name not in referred] or list(rows)
    markup = max((_Page(rows).row(name) for name in roots), key=len, default="")
    return fragment_fromstring(markup, create_parent="div") if markup else None


@dataclass(slots=True)
class _Page:
    """A page's rows as they are put together, each once."""

    rows: dict[str, str]
    used: set[str] = field(default_factory=set)
    size: int = 0

    def row(self, name: str, depth: int = 0) -> str:
        """The markup of a row; "" of one that was used or is none."""
        if name in self.used or name not in self.rows:
            return ""
        self.used.add(name)
        return self.told(read_json(self.rows[name]), depth + 1)

    def told(self, value: Any, depth: int) -> str:
        """The markup of an element, a list of them, a text or a reference."""
        if depth > MAX_DEPTH or self.size > MAX_MARKUP:
            return ""
        if isinstance(value, str):
            reference = _REFERENCE.fullmatch(value)
            if reference:
                return self.row(reference[1], depth)
            self.size += len(value)
            return "" if value.startswith("$") else html.escape(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, list):
            if _is_element(value):
                return self.element(value[1], value[3], depth)
            # elements side by side are told apart by their looks
            between = " " if all(_is_element(item) or item is None for item in value) else ""
            return between.join(self.told(item, depth + 1) for item in value)
        return ""

    def element(self, tag: str, properties: dict[str, Any], depth: int) -> str:
        """An element's markup, or what a component of the site's own holds."""
        if tag in _UNSEEN:
            return ""
        raw = properties.get("dangerouslySetInnerHTML")
        inner = raw.get("__html") if isinstance(raw, dict) else None
        if isinstance(inner, str):
            self.size += len(inner)
            held = inner
        else:
            held = self.told(properties.get("children"), depth + 1)
        if not _TAG.fullmatch(tag):
            return held
        said = "".join(
            f' {name}="{html.escape(value)}"'
            for key, name in _ATTRIBUTES.items()
            if isinstance(value := properties.get(key), str)
        )
        return f"<{tag}{said}>{held}</{tag}>" if held or tag in ("br", "hr") else ""


def _is_element(value: Any) -> bool:
    """Whether a value is an element, or stands for one."""
    if isinstance(value, str):
        return _REFERENCE.fullmatch(value) is not None
    return (
        isinstance(value, list)
        and len(value) >= 4
        and value[0] == "$"
        and isinstance(value[1], str)
        and isinstance(value[3], dict)
    )
