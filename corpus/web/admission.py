"""Which requests are answered at all: under a name of this server, of a bounded size, for as long as someone waits."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import socket
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

from corpus.web.bounded import lane
from corpus.web.programs import origin_headers, wants_json
from corpus.web.unknown_parameters import what_is_unknown

Asgi = Callable[..., Awaitable[None]]
Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]

BODY = 2**20  # bytes
BODIES = {"/screen": 8 * 2**20, "/screen.json": 8 * 2**20, "/screen.csv": 8 * 2**20}  # where files are sent
PARAMETERS = 200
FACETS = 10
SECONDS = 20  # until an answer begins; what is streamed may take longer
AT_WORK = 4  # requests for Datasette's own pages at one time
WAITING = 40  # of them that wait; more are turned away
TURN = 0.005  # seconds of a stream's writing after which the pages that are asked for have their turn
RESTS = 2  # times as long as it wrote, while there are any
LONG = 600  # bytes of an address that asks more than a person does
_LISTS = ("/reconcile", "/screen")
_LOCAL = frozenset(("localhost", "localhost.localdomain"))


class Admission:
    """The application behind a door. `names` are those it answers to beside this machine's own.

    `ours` answers what is asked of our own pages, if it is another.
    """

    def __init__(self, app: Asgi, *, ours: Asgi | None = None, names: Iterable[str] = ()) -> None:
        self.app = app
        self.ours = ours or app
        self.names = _LOCAL | {name.casefold().rstrip(".") for name in (*names, socket.gethostname()) if name}
        self._at_work = asyncio.Semaphore(AT_WORK)
        self._waiting = 0
        self._pages = 0  # of ours under way
        self._streams = 0

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer a request, or say in one line why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        most = BODIES.get(scope["path"], BODY)
        body = b"" if refusal else await read_body(receive, most)
        if body is None:
            refusal = (413, f"a request is {most // 1024} kB at most")
        if refusal or body is None:
            await say(send, scope, *(refusal or (400, "")))
            return
        lane.set(lane_of(scope))
        if lane.get() != "sql":
            with self._counted("_pages"):
                await self._answer(scope, body, receive, send)
            return
        if self._waiting >= WAITING:
            await say(send, scope, 503, "too many others ask at this moment; try again")
            return
        with self._counted("_waiting"):
            async with self._at_work:
                with self._counted("_streams"):
                    await self._answer(scope, body, receive, self._in_turns(send))

    @contextmanager
    def _counted(self, what: str) -> Iterator[None]:
        """Count one more of something while the block runs."""
        setattr(self, what, getattr(self, what) + 1)
        try:
            yield
        finally:
            setattr(self, what, getattr(self, what) - 1)

    def _in_turns(self, send: Send) -> Send:
        """The same for an answer that is written row by row, in turns with our pages: a table takes seconds to write,
        and what is written is written by the one thread that also begins and ends every page.
        """
        since = monotonic()

        async def send_in_turns(message: dict[str, Any]) -> None:
            nonlocal since
            await send(message)
            spent = monotonic() - since
            if spent >= TURN:
                await asyncio.sleep(min(spent, 10 * TURN) * RESTS * self._streams if self._pages else 0)
                since = monotonic()

        return send_in_turns

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        host = header(scope, b"host")
        if not self._is_ours(host):
            return 403, f"this server does not answer to the name {host!r}; `jangmadang serve --name` adds one"
        query = scope["query_string"].decode("latin-1")
        if query.count("&") >= PARAMETERS:
            return 400, f"an address has {PARAMETERS} parameters at most"
        names = [name for name, _ in parse_qsl(query, keep_blank_values=True)]
        facets = sum(name.startswith("_facet") for name in names)
        if facets > FACETS:
            return 400, f"{FACETS} facets are counted at most, not {facets}"
        unknown = what_is_unknown(scope["path"], names)
        return (400, unknown) if unknown else None

    def _is_ours(self, host: str) -> bool:
        """Whether a Host header names this machine: a page elsewhere can point its own name at it, but no number."""
        name = bare_name(host)
        if name in self.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    async def _answer(self, scope: Scope, body: bytes, receive: Any, send: Any) -> None:
        """Run the application until it ends, the client goes, or it takes too long to begin."""
        started = False

        async def note_start(message: dict[str, Any]) -> None:
            nonlocal started
            started = True
            await send(message)

        app = self.app if lane.get() == "sql" else self.ours
        work = asyncio.ensure_future(app(scope, Replay(body), note_start))
        gone = asyncio.ensure_future(until_gone(receive))
        try:
            await asyncio.wait({work, gone}, timeout=SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if started and not gone.done():
                await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()
            elif not gone.done():
                await _stop(work)
                await say(send, scope, 503, "this takes longer than a page may; ask for less")
        finally:
            await _stop(work, gone)


def lane_of(scope: Scope) -> str:
    """Among which questions a request stands: for a page of ours, for many things at once, in a reader's own SQL."""
    path: str = scope["path"]
    if path.startswith(("/corpus", "/-/")) and not path.startswith("/-/static"):
        return "sql"
    return "long" if path.startswith(_LISTS) or len(path) + len(scope["query_string"]) > LONG else "pages"


class Replay:
    """A request's body, given once; then nothing more comes."""

    def __init__(self, body: bytes) -> None:
        self._messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def __call__(self) -> dict[str, Any]:
        """The next message."""
        if self._messages:
            return self._messages.pop()
        await asyncio.Event().wait()
        raise AssertionError("nothing sets it")


async def read_body(receive: Any, most: int = BODY) -> bytes | None:
    """A request's body; None for one of more bytes than `most`, or whose sender has gone."""
    body = b""
    while True:
        message: Mapping[str, Any] = await receive()
        if message["type"] != "http.request":
            return None
        body += bytes(message.get("body", b""))
        if len(body) > most:
            return None
        if not message.get("more_body", False):
            return body


async def until_gone(receive: Any) -> None:
    """Wait until the client has closed its connection."""
    while (await receive())["type"] != "http.disconnect":
        continue


async def _stop(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def say(send: Any, scope: Scope, status: int, text: str) -> None:
    """A refusal in one line, as JSON to who asked for that."""
    as_json = wants_json(scope["path"])
    body = json.dumps({"ok": False, "status": status, "error": text}) if as_json else f"{text}\n"
    kind = b"application/json" if as_json else b"text/plain"
    headers = [(b"content-type", kind + b"; charset=utf-8"), (b"content-length", str(len(body.encode())).encode())]
    headers += [(name.lower().encode(), value.encode()) for name, value in origin_headers(scope["path"]).items()]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})


def header(scope: Scope, name: bytes) -> str:
    """A request's header, "" where it has none; of several the first."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name), "")


def bare_name(host: str) -> str:
    """A Host header without its port and brackets, in small letters."""
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return name.casefold().rstrip(".")
