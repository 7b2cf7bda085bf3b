"""The names of an article's authors, split from bylines and metadata, without places, titles and outlets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from extract.fields.agency import find_agency
from extract.page.metadata import PageMetadata, text_value

LONGEST_BYLINE = 140
LONGEST_MARKED = 60
_BYLINE = re.compile(
    r"^(?:(?:written|reported|submitted|posted|published|story|text|words|analysis|commentary)\s+)?by[:\s]\s*(?P<names>.+)$"
    r"|^(?:author|reporter|기자명|글|作者|记者|記者|автор|文)s?\s?[:：]?\s(?P<labelled>.+)$"
    r"|^(?:[가-힣]{2,6}\s?=\s?)?(?P<korean>[가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4})*)\s?(?:선임|수석|인턴)?\s?(?:기자|특파원|논설위원)(?:\s.*)?$"
    r"|^[\[(（【][^\])）】]{2,30}[\])）】]\s?(?P<lead>[가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4})*)\s?(?:기자|특파원)\s?=",
    re.IGNORECASE,
)
# What follows a byline's names on the same line: a place, a date, an address, a bar.
_TAIL = re.compile(
    r"\s*(?:[|·•/\[(<—–:;]|\d|[\w.+-]+@|\s-\s|,?\s+(?:in|at|on|for|from|updated|published|posted)\s|$).*$"
    r"|,\s+(?:(?:[A-Z][\w.'’]*\s+){0,3}(?:News|Times|Post|Press|Journal|Dispatch|Reuters|AFP|AP|Yonhap|Staff\s\w+))\s*$"
)
_JOIN = re.compile(r"\s*(?:,|;|&|、|·|\band\b|\bwith\b|\bund\b|\bи\b|와\s|및\s)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(reporters?|correspondents?|staff( writers?)?|editors?|columnists?|contributors?|analysts?|bureau( chief)?"
    r"|writers?|special to .*|guest|senior|chief|our|desk|team|agencies|newsroom|wire|service|newspapers?|press|online"
    r"|admin(istrator)?|editorial( board)?|기자|특파원|논설위원|선임기자|记者|記者)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’‘-]*(?:\s+[^\W\d_][\w.'’‘-]*){0,5}")


def read_authors(
    metadata: PageMetadata, near_headline: Iterable[str], edges: Iterable[str], marked: Iterable[str] = ()
) -> tuple[str, ...]:
    """The authors' names in order: as JSON-LD has them, else meta tags, else the byline by the headline or at an edge.

    `marked` are short lines that the page's own class names call a byline. A name in capitals alone is written as a
    name.
    """
    for node in metadata.articles:
        authors = node.get("author")
        named = clean_names(_ld_names(authors if isinstance(authors, list) else [authors]))
        if named:
            return named
    for key in ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "dable:author"):
        named = clean_names(value for value in metadata.meta.get(key, ()) if "://" not in value)
        if named:
            return named
    for line in marked:
        named = split_byline(line) or clean_names([line] if len(line) <= LONGEST_MARKED else [])
        if named:
            return named
    for line in (*near_headline, *edges):
        named = split_byline(line)
        if named:
            return named
    return ()


def split_byline(line: str) -> tuple[str, ...]:
    """The names in a line that is a byline, as "By Ri Song Mi and Pak Chol in Seoul"; () if it is none."""
    match = _BYLINE.match(line.strip()[:LONGEST_BYLINE])
    if len(line) > LONGEST_BYLINE and (match is None or not match["lead"]):
        return ()
    if match is None:
        return ()
    names = match["names"] or match["labelled"] or match["korean"] or match["lead"] or ""
    return clean_names([_TAIL.sub("", names)])


def clean_names(values: Iterable[str]) -> tuple[str, ...]:
    """Personal names in texts that may join several, repeat them, or name a role, an outlet or an agency instead."""
    names: list[str] = []
    for value in values:
        value = re.sub(r"^\s*(by|author:)\s+", "", value, flags=re.IGNORECASE)
        for part in _JOIN.split(_TAIL.sub("", value)):
            name = re.sub(r"^[가-힣]{2,6}\s?=\s?|\s+(기자|특파원|记者|記者)$", "", part.strip(" .·-–—"))
            if _is_name(name):
                names.append(_as_name(name))
    return tuple(dict.fromkeys(names))


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= 60 or _NAME.fullmatch(name) is None:
        return False
    return not _ROLE.search(name) and find_agency([name]) is None and not name.islower()


def _as_name(name: str) -> str:
    if not name.isupper() or len(name) < 4:
        return name
    # "CHUNG YEONG-GYO": the part after a hyphen of a Korean given name is written small.
    return " ".join(
        "-".join([p[:1] + p[1:].lower() if i == 0 else p.lower() for i, p in enumerate(w.split("-"))])
        for w in name.split()
    )


def _ld_names(authors: Sequence[Any]) -> Iterable[str]:
    for author in authors:
        if isinstance(author, dict) and "Person" not in str(author.get("@type", "Person")):
            continue
        name = text_value(author)
        if name and "://" not in name:
            yield name
