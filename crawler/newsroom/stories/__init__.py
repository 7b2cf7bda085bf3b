"""Reads the invented stories. One file a story, `<outlet>/<slug>.md`: a TOML head between `+++` lines, then the text.

Paragraphs are separated by blank lines. `## ` opens a heading, `> ` a quotation, `![caption](file.jpg)` a picture with
its caption, and a paragraph `[[outlet/slug:2-5]]` stands for paragraphs 2 to 5 of another story: that is how copies,
wrapped copies and quotations are written. Times are `"day hh:mm"` in UTC, counted from `BASE_DATE`.
"""

from __future__ import annotations

import base64
import re
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.newsroom.desks import load_desks
from crawler.newsroom.press import BASE_DATE, KINDS, Block, Desk, Edition, Story

_KEYS = {
    *(
        "title",
        "at",
        "kind",
        "section",
        "authors",
        "byline",
        "standfirst",
        "language",
        "agency",
        "deleted",
        "gone",
        "of",
    ),
    *("relation", "charset", "broken", "listed", "furniture", "path", "edits"),
}
_FIGURE = re.compile(r"!\[(?P<caption>.+)\]\((?P<image>[\w.-]+)\)", re.DOTALL)
_INCLUDE = re.compile(r"\[\[(?P<id>\w+/[\w-]+):(?P<first>\d+)-(?P<last>\d+)\]\]")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A story file, split but with its inclusions still open."""

    desk: Desk
    slug: str
    head: Mapping[str, Any]
    body: str


@cache
def load_stories() -> tuple[Story, ...]:
    """All stories of all desks, oldest first.

    Raises: ValueError for a file with an unknown key, an edit that changes nothing, or an address used twice.
    """
    root = files(__name__)
    drafts: dict[str, _Draft] = {}
    for desk in load_desks():
        folder = root / desk.id
        if not folder.is_dir():
            continue
        for item in folder.iterdir():
            if item.name.endswith(".md"):
                slug = item.name.removesuffix(".md")
                drafts[f"{desk.id}/{slug}"] = read_draft(item.read_text("utf-8"), desk=desk, slug=slug)
    stories = sorted((_finish(draft, drafts) for draft in drafts.values()), key=lambda s: (s.published, s.id))
    seen: dict[tuple[str, str], str] = {}
    for story in stories:
        other = seen.setdefault((story.outlet, story.path), story.id)
        if other != story.id:
            raise ValueError(f"{story.id} and {other} have the same address {story.path}")
    return tuple(stories)


def read_draft(source: str, *, desk: Desk, slug: str) -> _Draft:
    """A story file's head and body.

    Raises: ValueError if the head is missing or has an unknown key or kind.
    """
    _, _, rest = source.partition("+++\n")
    front, mark, body = rest.partition("\n+++\n")
    if not mark:
        raise ValueError(f"{desk.id}/{slug}.md has no head between +++ lines")
    head = tomllib.loads(front)
    unknown = sorted(set(head) - _KEYS)
    if unknown:
        raise ValueError(f"{desk.id}/{slug}.md: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    if head.get("kind", "article") not in KINDS:
        raise ValueError(f"{desk.id}/{slug}.md: unknown kind {head['kind']!r}; known are {', '.join(KINDS)}")
    return _Draft(desk, slug, head, body.strip())


def at(offset: str) -> datetime:
    """The aware UTC time of `"day hh:mm"`."""
    day, clock = offset.split()
    hours, minutes = clock.split(":")
    return BASE_DATE + timedelta(days=int(day), hours=int(hours), minutes=int(minutes))


def _finish(draft: _Draft, drafts: Mapping[str, _Draft]) -> Story:
    head, desk = draft.head, draft.desk
    published = at(head["at"])
    authors = tuple(head.get("authors", ()))
    optional = {
        key: head[key]
        for key in ("kind", "section", "agency", "of", "relation", "gone", "charset", "broken", "listed")
        if key in head
    }
    return Story(
        id=f"{desk.id}/{draft.slug}",
        outlet=desk.id,
        slug=draft.slug,
        path=head.get("path") or story_path(desk, draft.slug, published),
        published=published,
        editions=_editions(draft, _blocks(draft, drafts), published),
        authors=authors,
        byline=head.get("byline", " and ".join(authors)),
        language=head.get("language", desk.language),
        precision=desk.precision,
        deleted=at(head["deleted"]) if "deleted" in head else None,
        furniture=(*desk.furniture, *head.get("furniture", ())),
        **optional,
    )


def story_path(desk: Desk, slug: str, published: datetime) -> str:
    """A story's path and query, from the desk's pattern. Numbers come from the slug, so files stay independent."""
    local = published.astimezone(desk.timezone)
    number = zlib.crc32(slug.encode()) % 1_000_000
    item = f"12@{local:%Y-%m-%d}-{number % 1000:03}@1@1@@0@{number % 97}@"
    code = base64.b64encode(item.encode()).decode()
    return desk.path.format(local=local, slug=slug, number=number, code=code)


def _blocks(draft: _Draft, drafts: Mapping[str, _Draft]) -> list[Block]:
    standfirst = draft.head.get("standfirst")
    blocks = [Block(kind="standfirst", text=standfirst)] if standfirst else []
    for paragraph in re.split(r"\n\s*\n", draft.body):
        include = _INCLUDE.fullmatch(paragraph.strip())
        if include:
            if include["id"] not in drafts:
                raise ValueError(f"{draft.desk.id}/{draft.slug}.md: there is no story {include['id']!r} to include")
            source = [b for b in _blocks(drafts[include["id"]], drafts) if b.kind == "p"]
            blocks += source[int(include["first"]) - 1 : int(include["last"])]
        elif paragraph.strip():
            blocks.append(_block(" ".join(paragraph.split())))
    return blocks


def _block(text: str) -> Block:
    figure = _FIGURE.fullmatch(text)
    if figure:
        return Block(kind="figure", text=figure["caption"], image=figure["image"])
    for mark, kind in (("## ", "h"), ("> ", "quote")):
        if text.startswith(mark):
            return Block(kind=kind, text=text.removeprefix(mark))
    return Block(kind="p", text=text)


def _editions(draft: _Draft, blocks: list[Block], published: datetime) -> tuple[Edition, ...]:
    editions = [Edition(since=published, title=draft.head["title"], blocks=tuple(blocks))]
    for edit in draft.head.get("edits", ()):
        last = editions[-1]
        after = tuple(_edited(block, edit.get("replace", ())) for block in last.blocks)
        if "add" in edit:
            after = (*after, _block(edit["add"]))
        edition = Edition(since=at(edit["at"]), title=edit.get("title", last.title), blocks=after)
        if (edition.title, edition.blocks) == (last.title, last.blocks):
            raise ValueError(f"{draft.desk.id}/{draft.slug}.md: the edit at {edit['at']!r} changes nothing")
        editions.append(edition)
    return tuple(editions)


def _edited(block: Block, pairs: list[list[str]]) -> Block:
    text = block.text
    for old, new in pairs:
        text = text.replace(old, new)
    return Block(kind=block.kind, text=text, image=block.image)
