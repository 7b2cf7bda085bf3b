"""Where a text is an address or markup and no words: no mention stands there, in any language."""

from __future__ import annotations

import re

# What makes it worth looking: without one of these a text holds no address and no markup.
_SIGNS = ("://", "www.", "@", "&", "<", "/")
_CHARS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]"
# A part of a host's name has 63 letters at most and who a mail is for 64; so long runs of letters and dots cost little.
_HOST = r"(?:[A-Za-z0-9\-]{1,63}\.){1,8}[a-z]{2,8}"
_ADDRESS = re.compile(
    rf"""
    [a-z][a-z0-9+.\-]{{1,9}}://{_CHARS}+            # https://news.example/view/AKR2025
    | \bwww\.{_CHARS}+                               # www.example.org/a
    | \b{_HOST}/{_CHARS}+                            # example.org/a?id=1
    | [A-Za-z0-9._+\-]{{1,64}}@{_HOST}
    | &(?:[a-z]{{2,8}}|\#x?[0-9a-fA-F]{{1,6}});?(?<=;)  # &quot;
    | </?[A-Za-z][^<>\n]{{0,200}}>
    """,
    re.VERBOSE,
)
# Punctuation that ends the sentence and not the address.
_AFTER = ".,;:!?)]'"


def addresses(text: str) -> list[tuple[int, int]]:
    """(start, end) of each web or mail address, HTML entity and tag, in order; code points."""
    if not any(sign in text for sign in _SIGNS):
        return []
    found = []
    for match in _ADDRESS.finditer(text):
        start, end = match.span()
        if not match.group().startswith(("&", "<")):
            while end > start and text[end - 1] in _AFTER:
                end -= 1
        found.append((start, end))
    return found
