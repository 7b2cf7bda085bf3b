"""Addresses that programs ask: whatever is told there, an error too, is JSON, and at some any origin may read it."""

from __future__ import annotations

_SERVICE, _FRAME = "/reconcile", "/reconcile/preview"
_ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type",
}


def wants_json(path: str) -> bool:
    """Whether an error at an address is told as JSON, and not as a page."""
    return path.endswith(".json") or (_of_service(path) and path != _FRAME)


def origin_headers(path: str) -> dict[str, str]:
    """The headers by which a page of any origin may read what is answered there; none where only ours may."""
    return dict(_ANY_ORIGIN) if _of_service(path) else {}


def _of_service(path: str) -> bool:
    return path == _SERVICE or path.startswith(f"{_SERVICE}/")
