"""The time zone of a page whose outlet nobody has described: that of its host's country."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.outlets import COUNTRY_ZONES

_DOMAINS = {"uk": "gb"}  # where a country's domain is not its code


def likely_zone(url: str) -> str | None:
    """The IANA name of the zone in which a page's clock times without one are read, or None.

    The language of a page tells none: much that is written in Korean or Chinese is written elsewhere.
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    domain = host.rpartition(".")[2]
    return COUNTRY_ZONES.get(_DOMAINS.get(domain, domain))
