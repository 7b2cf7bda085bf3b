"""What a page asks of robots, in its own words or in its answer's headers."""

from __future__ import annotations

import re
from functools import lru_cache

_NAMES = ("robots", "jangmadang")
_ROBOT = re.compile(r"\s*([a-z][a-z0-9_-]*)\s*:\s*(.*)")


def asks_no_archive(body: bytes, robots_tag: str) -> bool:
    """Whether a page asks not to be archived, in its own words or in its answer's X-Robots-Tag."""
    return "noarchive" in robots_wishes(body, robots_tag)


def robots_wishes(body: bytes, robots_tag: str) -> frozenset[str]:
    """What a page asks of every robot, or of this one, in lower case: "noarchive", "noai", "noindex".

    A header may begin with the name of the robot that it is for.
    """
    head = page_head(body)
    said = [_for_us(part) for part in robots_tag.lower().split(",")]
    if b"noarchive" in head or b"noai" in head:
        said += [part for name, content in head_metas(head) if name in _NAMES for part in content.split(",")]
    return frozenset(part.strip() for part in said if part.strip())


def _for_us(part: str) -> str:
    """A wish in a header, or "" where it is for another robot."""
    named = _ROBOT.fullmatch(part)
    if named is None or named[1] == "unavailable_after":
        return part
    return named[2] if named[1] in _NAMES else ""


@lru_cache(maxsize=1)  # several ask it of one page, one after another
def page_head(body: bytes) -> bytes:
    """The beginning of a page in small letters, without comments."""
    return _without_comments(body[:100_000]).lower()


def _without_comments(body: bytes) -> bytes:
    """The bytes outside comments; one that never ends is none. A pattern would look for the end of each anew."""
    kept, at = [], 0
    while (begins := body.find(b"<!--", at)) >= 0 and (ends := body.find(b"-->", begins + 4)) >= 0:
        kept.append(body[at:begins])
        at = ends + 3
    return b"".join([*kept, body[at:]])


def head_metas(head_bytes: bytes) -> list[tuple[str, str]]:
    """(name, content) of each meta tag of such a beginning."""
    head = head_bytes.decode("latin-1")
    found = []
    for tag in re.findall(r"<meta\b[^>]{0,500}>", head):
        pairs = dict(re.findall(r"""(?<![\w:-])([\w:-]+)\s*=\s*["']?([^"'>]*)["']?""", tag))
        found.append((pairs.get("name", "").strip(), pairs.get("content", "").strip()))
    return found
