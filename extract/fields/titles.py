"""The headline, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from extract.page.blocks import squeeze, text_key
from extract.page.metadata import PageMetadata, text_value

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«›:>-]|::|--)\s+|\s*(?:\||::|»)\s*|:\s+")
# A state agency's Juche date at the end of a headline.
_JUCHE = re.compile(r"\s*\[Juche[\d. ]+\]\s*$", re.IGNORECASE)
LONGEST = 300


def read_title(metadata: PageMetadata, headings: Iterable[str], *, url: str, outlet: str = "", listed: str = "") -> str:
    """The headline: of JSON-LD, else of the page's one h1, else of og:title or the title tag, else as it was listed.

    Ends and beginnings that name the site are cut off, where something is left.
    """
    sites = _site_names(metadata, url, outlet)
    h1 = [heading for heading in map(squeeze, headings) if len(heading) > 3 and not _names_site(heading, sites)]
    stated = [squeeze(text_value(node.get("headline"))) for node in metadata.articles]
    candidates = [
        *stated,
        *(h1 if len(h1) == 1 else ()),
        metadata.first("og:title", "twitter:title"),
        metadata.title,
        *h1,
        listed,
    ]
    for candidate in candidates:
        title = clean_title(candidate, sites)
        if title and not _names_site(title, sites):
            return title[:LONGEST]
    return squeeze(listed or metadata.title)[:LONGEST]


def clean_title(title: str, sites: Iterable[str]) -> str:
    """A title without the names of its site at either end and without a Juche date."""
    title = _JUCHE.sub("", squeeze(title))
    names = tuple(sites)
    while True:
        pieces = [(m.start(), m.end()) for m in _SEPARATOR.finditer(title)]
        cut = title
        if pieces and _names_site(title[pieces[-1][1] :], names):
            cut = title[: pieces[-1][0]]
        elif pieces and _names_site(title[: pieces[0][0]], names):
            cut = title[pieces[0][1] :]
        if cut == title or len(text_key(cut)) < 4:
            return title
        title = cut


def _names_site(text: str, sites: Iterable[str]) -> bool:
    key = text_key(text)
    return bool(key) and any(key == site or fuzz.ratio(key, site) > 88 for site in sites)


def _site_names(metadata: PageMetadata, url: str, outlet: str) -> tuple[str, ...]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = [outlet, *metadata.meta.get("og:site_name", ()), *metadata.meta.get("application-name", ()), host]
    names += [text_value(node.get("publisher")) for node in metadata.articles]
    names += [host.split(".")[0], *re.split(_SEPARATOR, outlet)]
    # What follows the headline in the title tag is the site's name, whatever it is.
    og = text_key(metadata.first("og:title"))
    pieces = _SEPARATOR.split(metadata.title)
    if len(pieces) > 1 and og and og == text_key(" ".join(pieces[:-1])):
        names.append(pieces[-1])
    return tuple(dict.fromkeys(key for name in names if (key := text_key(name))))
