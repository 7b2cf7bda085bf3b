"""What a page asks of robots, in its own words or in its answer's headers."""

from __future__ import annotations

import re

from crawler.manners.said_metas import said_metas

_NAMES = ("robots", "jangmadang", "*")
_ROBOT = re.compile(r"\s*([a-z*][\w.-]*)(?:/[\w.-]*)?\s*:\s*(.*)", re.DOTALL)
# rules that have a value: no name of a robot, though a colon follows
_WITH_VALUE = re.compile(r"unavailable_after|max-[a-z-]+")
_BETWEEN = re.compile(r"[\s,;/]+")  # the slash of an unquoted <meta content=noai/>


def asks_no_archive(body: bytes, robots_tags: str) -> bool:
    """Whether a page asks not to be archived, in its own words or in its answer's X-Robots-Tag."""
    return "noarchive" in robots_wishes(body, robots_tags)


def reserves_text(body: bytes) -> bool:
    """Whether a page reserves itself against text mining in its own words."""
    return ("tdm-reservation", "1") in said_metas(body)


def robots_wishes(body: bytes, robots_tags: str) -> frozenset[str]:
    """What a page asks of every robot, or of this one, in lower case: "noarchive", "noai", "noindex".

    `robots_tags` are its answer's X-Robots-Tag headers, one a line. The name of a robot in one is the addressee of all
    that comes after it in that header, up to the next name.
    """
    said = [rule for header in robots_tags.lower().splitlines() for rule in _for_us(header)]
    said += [content for name, content in said_metas(body) if name in _NAMES]
    return frozenset(part for rule in said for part in _BETWEEN.split(rule) if part)


def _for_us(header: str) -> list[str]:
    """The rules of a header that are for all robots or for this one."""
    found, is_ours = [], True
    for part in header.split(","):
        named = _ROBOT.fullmatch(part)
        rule = part
        if named is not None and not _WITH_VALUE.fullmatch(named[1]):
            is_ours, rule = named[1] in _NAMES, named[2]
        if is_ours:
            found.append(rule)
    return found
