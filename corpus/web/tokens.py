"""Who may write: whoever opened the link with the token that `jangmadang serve --review` printed, on this machine."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from datasette.utils.asgi import Forbidden

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

COOKIE = "desk_review"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def may_write(datasette: Datasette, request: Request) -> bool:
    """Whether a request carries the token and comes under this machine's own name."""
    token = getattr(datasette, "desk_review", None)
    if not token or not is_local(request):
        return False
    return secrets.compare_digest(request.cookies.get(COOKIE, "").encode(), token.encode())


def is_local(request: Request) -> bool:
    """Whether the request was made to a loopback name: a page elsewhere can point its own name at this machine."""
    host = request.headers.get("host", "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return name in _LOOPBACK


def require_write(datasette: Datasette, request: Request) -> None:
    """Raises Forbidden unless `may_write`."""
    if not may_write(datasette, request):
        raise Forbidden("Open the link that `jangmadang serve --review` printed; it carries the token.")


def takes_token(datasette: Datasette, request: Request) -> str | None:
    """The token, when the request's address carries the right one; it is then kept as a cookie."""
    token: str | None = getattr(datasette, "desk_review", None)
    given = request.args.get("token") or ""
    if token and given and is_local(request) and secrets.compare_digest(given.encode(), token.encode()):
        return token
    return None
