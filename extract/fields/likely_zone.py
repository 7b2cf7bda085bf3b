"""The time zone of a page whose outlet nobody has described: that of its host's country."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.outlets import COUNTRY_ZONES

COUNTRY = 2  # letters of a country's domain
_DOMAINS = {"uk": "gb"}  # where a country's domain is not its code


def likely_zone(url: str, language: str = "") -> str | None:
    """The IANA name of the zone in which a page's clock times without one are read, or None.

    The `language` that a page declares tells one for Korean alone, where the host's domain is no country's: the Koreas
    share their hour. Much that is written in Chinese, Russian or English is written elsewhere.
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    domain = host.rpartition(".")[2]
    country = _DOMAINS.get(domain, domain)
    korean = language.lower().partition("-")[0] == "ko" and len(domain) > COUNTRY
    return COUNTRY_ZONES.get(country) or (COUNTRY_ZONES.get("kr") if korean else None)
