"""What goes out with every answer: headers that let a browser load nothing but ours, and CSV that is safe to open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from corpus.web.cells import CsvGuard

Asgi = Callable[..., Awaitable[None]]

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# OpenRefine shows the preview of an entity in a frame of its own
PREVIEW_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors *"
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}


def guard_responses(app: Asgi) -> Asgi:
    """The application with our headers on each answer and with safe cells in each CSV."""

    async def guarded(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        guard: CsvGuard | None = None

        async def send_guarded(message: dict[str, Any]) -> None:
            nonlocal guard
            if message["type"] == "http.response.start":
                headers = {name.lower(): value for name, value in message["headers"] if name.lower() != b"set-cookie"}
                cookies = [(name, value) for name, value in message["headers"] if name.lower() == b"set-cookie"]
                if headers.get(b"content-type", b"").startswith((b"text/csv", b"text/plain")) and _is_csv(scope):
                    guard = CsvGuard()
                    headers.pop(b"content-length", None)
                policy = PREVIEW_POLICY if scope["path"].startswith("/reconcile/preview") else POLICY
                headers.update(_HEADERS)
                headers[b"content-security-policy"] = policy.encode()
                message = {**message, "headers": [*headers.items(), *cookies]}
            elif guard is not None and message.get("body"):
                body = message["body"].decode("utf-8", "replace")
                message = {**message, "body": guard.guard(body).encode()}
            await send(message)

        await app(scope, receive, send_guarded)

    return guarded


def _is_csv(scope: dict[str, Any]) -> bool:
    """Whether Datasette streams a table: our own CSV is guarded where it is written."""
    path = scope["path"]
    return bool(path.startswith("/corpus") and (path.endswith(".csv") or b"_format=csv" in scope["query_string"]))
