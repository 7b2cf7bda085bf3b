"""Names for what can go wrong with a request: an exception or a status in, a reason slug out."""

from __future__ import annotations

import sqlite3

from scrapy import exceptions
from scrapy.http import Response
from twisted.internet import error as net

from crawler.manners.challenge import is_challenge
from crawler.manners.middlewares import Refused
from crawler.manners.resolver import PrivateAddressError
from crawler.manners.wishes import reserves_text, robots_wishes

CHALLENGE_HEADER = "cf-mitigated"


def name_failure(error: BaseException | None) -> tuple[str, str, bool]:
    """Reason slug, detail and whether a later run should try again.

    Raises what a database said, which is no fault of a page: it ends the run.
    """
    if error is None:
        return "failed", "", True
    if isinstance(error, sqlite3.Error):
        raise error
    if isinstance(error, Refused):
        return error.reason, error.detail, error.retry
    for cause in _causes(error):
        if isinstance(cause, PrivateAddressError):
            return "private-address", str(cause), False
    detail = f"{type(error).__name__}: {error}"[:300]
    if isinstance(error, exceptions.IgnoreRequest):
        if "redirect" in str(error):
            return "redirect-loop", str(error), True
        return "too-large" if "DOWNLOAD_MAXSIZE" in str(error) else "ignored", str(error)[:300], False
    if isinstance(error, exceptions.DownloadCancelledError):
        return "too-large", detail, False
    if isinstance(error, exceptions.UnsupportedURLSchemeError | exceptions.NotSupported):
        return "bad-address", detail, False
    if any("SSL" in type(cause).__name__ or "OpenSSL" in repr(cause) for cause in _causes(error)):
        return "tls", detail, True
    if isinstance(error, ValueError):  # an address that a redirect gave, and that cannot be read
        return "bad-address", detail, True
    table = {
        "timeout": (exceptions.DownloadTimeoutError, net.TimeoutError),
        "dns": (exceptions.CannotResolveHostError, net.DNSLookupError),
        "unreachable": (exceptions.DownloadConnectionRefusedError, net.ConnectError, OSError),
    }
    return next((name for name, kinds in table.items() if isinstance(error, kinds)), "connection-lost"), detail, True


def _causes(error: BaseException) -> list[BaseException]:
    """An exception with what it came from, Twisted's lists of reasons included."""
    found: list[BaseException] = []
    queue: list[BaseException | None] = [error]
    while queue and len(found) < 20:
        one = queue.pop()
        if one is None or one in found:
            continue
        found.append(one)
        queue += [
            one.__cause__,
            *(reason.value for reason in getattr(one, "reasons", None) or () if hasattr(reason, "value")),
        ]
    return found


def name_status(response: Response) -> tuple[str, str, bool] | None:
    """Reason, detail and whether to try again, for a status that brings no whole page; None for 200 and 203.

    A bad evening costs nothing: whatever may pass is asked again, and counts once it lasts.
    """
    status = response.status
    if response.headers.get(CHALLENGE_HEADER):
        return "challenge", f"status {status} with {CHALLENGE_HEADER}: stay away", True
    if status in (200, 203):
        return None
    if is_challenge(response):
        return "challenge", f"status {status}", True
    if status == 429:
        return "rate-limited", "status 429", True
    return f"http-{status}", "", True


def name_opt_out(response: Response) -> tuple[str, str] | None:
    """Reason and detail if a page reserves itself against text mining; else None.

    One that asks not to be archived is read: `wishes.asks_no_archive`.
    """
    if any(value.strip() == b"1" for value in response.headers.getlist("tdm-reservation")):
        return "tdm-reserved", "header tdm-reservation: 1"
    if reserves_text(response.body):
        return "tdm-reserved", "meta tdm-reservation: 1"
    wishes = robots_wishes(response.body, robots_tags(response))
    return ("noai", "robots: noai") if "noai" in wishes else None


def robots_tags(response: Response) -> str:
    """An answer's X-Robots-Tag headers, one a line."""
    return b"\n".join(response.headers.getlist("X-Robots-Tag")).decode("latin-1")
