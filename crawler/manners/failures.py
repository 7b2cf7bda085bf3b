"""Names for what can go wrong with a request: an exception or a status in, a reason slug out."""

from __future__ import annotations

import re

from scrapy import exceptions
from scrapy.http import Response
from twisted.internet import error as net

from crawler.manners.challenge import is_challenge
from crawler.manners.middlewares import Refused
from crawler.manners.resolver import PrivateAddressError

CHALLENGE_HEADER = "cf-mitigated"


def name_failure(error: BaseException | None) -> tuple[str, str, bool]:
    """Reason slug, detail and whether a later run should try again."""
    if error is None:
        return "failed", "", True
    if isinstance(error, Refused):
        return error.reason, error.detail, error.retry
    for cause in _causes(error):
        if isinstance(cause, PrivateAddressError):
            return "private-address", str(cause), False
    detail = f"{type(error).__name__}: {error}"[:300]
    if isinstance(error, exceptions.IgnoreRequest):
        if "redirect" in str(error):
            return "redirect-loop", str(error), False
        return "too-large" if "DOWNLOAD_MAXSIZE" in str(error) else "ignored", str(error)[:300], False
    if isinstance(error, exceptions.DownloadCancelledError):
        return "too-large", detail, False
    if isinstance(error, exceptions.UnsupportedURLSchemeError | exceptions.NotSupported):
        return "bad-address", detail, False
    if any("SSL" in type(cause).__name__ or "OpenSSL" in repr(cause) for cause in _causes(error)):
        return "tls", detail, True
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
    """Reason, detail and whether to try again, for a status that is no success; None for 2xx.

    A bad evening costs nothing: what may pass is asked again, and 404 and 410 count once they last.
    """
    status = response.status
    if response.headers.get(CHALLENGE_HEADER):
        return "challenge", f"status {status} with {CHALLENGE_HEADER}: stay away", True
    if 200 <= status < 300:
        return None
    if is_challenge(response):
        return "challenge", f"status {status}", True
    if status == 429:
        return "rate-limited", "status 429", True
    return f"http-{status}", "", status >= 500 or status in (401, 403, 404, 408, 410, 425)


_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


def name_opt_out(response: Response) -> tuple[str, str] | None:
    """Reason and detail if a page reserves itself against text mining; else None.

    One that asks not to be archived is read: `asks_no_archive`.
    """
    if (response.headers.get("tdm-reservation") or b"").strip() == b"1":
        return "tdm-reserved", "header tdm-reservation: 1"
    head = _head(response.body)
    if b"tdm-reservation" in head and ("tdm-reservation", "1") in _metas(head):
        return "tdm-reserved", "meta tdm-reservation: 1"
    wishes = robots_wishes(response.body, b",".join(response.headers.getlist("X-Robots-Tag")).decode("latin-1"))
    return ("noai", "robots: noai") if "noai" in wishes else None


def asks_no_archive(body: bytes, robots_tag: str) -> bool:
    """Whether a page asks not to be archived, in its own words or in its answer's X-Robots-Tag."""
    return "noarchive" in robots_wishes(body, robots_tag)


def robots_wishes(body: bytes, robots_tag: str) -> frozenset[str]:
    """What a page asks of every robot, or of this one, in lower case: "noarchive", "noai", "noindex".

    A header may begin with the name of the robot that it is for.
    """
    head = _head(body)
    said = [_for_us(part) for part in robots_tag.lower().split(",")]
    if b"noarchive" in head or b"noai" in head:
        said += [part for name, content in _metas(head) if name in _NAMES for part in content.split(",")]
    return frozenset(part.strip() for part in said if part.strip())


_NAMES = ("robots", "jangmadang")
_ROBOT = re.compile(r"\s*([a-z][a-z0-9_-]*)\s*:\s*(.*)")


def _for_us(part: str) -> str:
    """A wish in a header, or "" where it is for another robot."""
    named = _ROBOT.fullmatch(part)
    if named is None or named[1] == "unavailable_after":
        return part
    return named[2] if named[1] in _NAMES else ""


def _head(body: bytes) -> bytes:
    return _COMMENT.sub(b"", body[:100_000]).lower()


def _metas(head_bytes: bytes) -> list[tuple[str, str]]:
    head = head_bytes.decode("latin-1")
    found = []
    for tag in re.findall(r"<meta\b[^>]{0,500}>", head):
        pairs = dict(re.findall(r"""([\w:-]+)\s*=\s*["']?([^"'>]*)["']?""", tag))
        found.append((pairs.get("name", "").strip(), pairs.get("content", "").strip()))
    return found
