"""Answers kept while nothing has changed: the pages that everyone asks for are worked out once, not once a visitor.

An answer is given again to whoever asks the same without a cookie, until a file of the data directory that a page can
depend on has changed, or a minute has gone by: some pages count from the present day.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from corpus.data_dir import CORPUS

Asgi = Callable[..., Awaitable[None]]
Scope = dict[str, Any]
Message = dict[str, Any]

SECONDS = 60.0
LARGEST = 2**20  # bytes of one answer
LONGEST = 4000  # bytes of a request's address and headers: longer ones are asked once
MOST = 16 * 2**20  # of all
_OWN = frozenset((b"cookie", b"authorization", b"range"))  # headers of a request whose answer is one person's
_SAME = frozenset((b"user-agent", b"connection", b"accept-encoding", b"cache-control", b"pragma"))  # that change none


class KeptAnswers:
    """An application whose answers are kept; `data` is the directory that its pages show."""

    def __init__(self, app: Asgi, data: Path) -> None:
        self.app = app
        self.data = data
        self._kept: OrderedDict[object, tuple[float, object, list[Message]]] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer from what is kept, else ask the application and keep what it says."""
        key = _key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        state = files_state(self.data)
        known = self._kept.get(key)
        if known is not None and known[1] == state and monotonic() - known[0] < SECONDS:
            self._kept.move_to_end(key)
            for message in known[2]:
                await send(dict(message))
            return
        self._drop(key)
        said: list[Message] = []
        size = 0

        async def note(message: Message) -> None:
            nonlocal size
            size += len(message.get("body", b""))
            if size <= LARGEST:
                said.append(dict(message))
            await send(message)

        asked = monotonic()
        await self.app(scope, receive, note)
        if size <= LARGEST and _is_for_all(said):
            self._keep(key, (asked, state, said))

    def _keep(self, key: object, answer: tuple[float, object, list[Message]]) -> None:
        self._drop(key)
        self._kept[key] = answer
        self._bytes += _size(answer[2])
        while self._bytes > MOST:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: object) -> None:
        answer = self._kept.pop(key, None)
        if answer is not None:
            self._bytes -= _size(answer[2])


def files_state(data: Path) -> object:
    """What tells whether a file has changed on which pages depend: the corpus, and what people keep beside it."""
    found = []
    for path in data.iterdir():
        if path.name in (CORPUS.name, f"{CORPUS.name}-wal") or path.suffix in (".csv", ".json", ".toml"):
            with suppress(FileNotFoundError):  # it went while we looked
                stat = path.stat()
                found.append((path.name, stat.st_size, stat.st_mtime_ns, stat.st_ino))
    return sorted(found)


def _key(scope: Scope) -> object | None:
    """What is asked, where the answer may be the same for everyone; else None."""
    if scope["method"] != "GET" or any(name.lower() in _OWN for name, _ in scope["headers"]):
        return None
    if len(scope["query_string"]) + sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST:
        return None
    headers = frozenset((name.lower(), value) for name, value in scope["headers"] if name.lower() not in _SAME)
    return scope.get("scheme"), scope.get("raw_path") or scope["path"], scope["query_string"], headers


def _is_for_all(said: list[Message]) -> bool:
    """Whether an answer came to its end, says what there is or that there is nothing, and gives no cookie."""
    if not said or said[0].get("status") not in (200, 404) or said[-1].get("more_body"):
        return False
    return len(said) > 1 and not any(name.lower() == b"set-cookie" for name, _ in said[0]["headers"])


def _size(said: list[Message]) -> int:
    return LONGEST + sum(len(message.get("body", b"")) + 2000 for message in said)
