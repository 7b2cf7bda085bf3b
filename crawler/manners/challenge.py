"""Bot checks in place of a page, told by what their makers leave in them."""

from __future__ import annotations

import re

from scrapy.http import Response

_CHALLENGE = re.compile(
    rb"cf[-_]chl|challenge-platform|_incapsula_|px-captcha|_pxappid|captcha-delivery|awswafcookie|[gh]-(?:re)?captcha"
    rb"|<(?:title|h1)[^>]{0,100}>\s*(?:just a moment|attention required|one moment, please|are you a (?:robot|human)"
    rb"|(?:please )?(?:verify|confirm|prove) (?:that )?you are (?:a )?human|checking (?:if|your)"
    rb"|ddos[- ](?:guard|protection)"
    rb"|pardon our interruption|request unsuccessful|[^<]{0,40}access denied|one more step"
    rb"|\xec\x9e\xa0\xec\x8b\x9c\xeb\xa7\x8c"
    rb"|access to this page has been denied|security check|human verification|robot check)",
    re.IGNORECASE,
)


def is_challenge(response: Response) -> bool:
    """Whether a refusing answer is a bot check: by the names its scripts and boxes have, or by its title."""
    if response.status not in (401, 403, 405, 429, 503):
        return False
    return _CHALLENGE.search(response.body[:60_000]) is not None
