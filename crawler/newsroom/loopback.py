"""Serves the newsroom over real sockets: one HTTP server an outlet, each on its own loopback address.

A Mac has 127.0.0.1 alone; there each outlet has a port of its own.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from crawler.newsroom.desks import PLACEHOLDER, load_desks
from crawler.newsroom.faults import FAULTS
from crawler.newsroom.press import BASE_DATE, DAYS, Desk, Story
from crawler.newsroom.scale import scaled_desks, scaled_stories
from crawler.newsroom.site import Response, Site, conditional
from crawler.newsroom.stories import load_stories

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One request as the server saw it: `at` on the monotonic clock, in seconds; `now` the simulated moment."""

    at: float
    now: datetime
    outlet: str
    path: str
    status: int
    user_agent: str
    headers: Mapping[str, str]


class Newsroom:
    """The running newsroom, a context manager. What it serves follows `now`, which may be set while it runs.

    `faults[outlet] = name` makes an outlet go wrong (names in `faults.FAULTS`), `robots[outlet] = text` replaces its
    robots.txt, `requests` is the log. `scale` adds outlets with that many generated pages. `port` 0 takes free ports;
    a fixed one keeps addresses, and so article ids, the same from start to start. `one_address` puts all outlets at
    127.0.0.1, behind ports that follow on the fixed one; None does so where the machine has no other.
    """

    def __init__(
        self,
        *,
        now: datetime = BASE_DATE + timedelta(days=DAYS),
        scale: int = 0,
        port: int = 0,
        one_address: bool | None = None,
        stories: Sequence[Story] | None = None,
    ) -> None:
        if now.tzinfo is None:
            raise ValueError("now must be aware: the newsroom's times are in UTC")
        self.now = now
        self.port = port
        self.one_address = one_address
        self.stories = tuple(load_stories() if stories is None else stories) + scaled_stories(scale)
        self.desks = {desk.id: desk for desk in (*load_desks(), *scaled_desks(scale))}
        self.faults: dict[str, str] = {}
        self.robots: dict[str, str] = {}
        self.requests: list[Request] = []
        self.bases: dict[str, str] = {}
        self._servers: list[_OutletServer] = []
        self._threads: list[threading.Thread] = []
        self.closing = threading.Event()

    def __enter__(self) -> Newsroom:
        try:
            if self.one_address is None:
                self.one_address = not all(_is_ours(desk.address) for desk in self.desks.values())
            for desk in self.desks.values():
                stories = [story for story in self.stories if story.outlet == desk.id]
                self._open(Site(desk=desk, stories=stories, bases=self.bases))
        except OSError:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stops all servers, cuts open connections and waits for their threads."""
        self.closing.set()
        for server in self._servers:
            server.shutdown()
            server.cut_connections()
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._servers.clear()
        self._threads.clear()

    def url(self, story: Story) -> str:
        """A story's running address."""
        return self.bases[story.outlet] + story.path

    def outlets_dir(self, path: Path) -> Path:
        """Writes one outlet file a desk, with the running addresses, into the folder; gives the folder back."""
        path.mkdir(parents=True, exist_ok=True)
        for desk in self.desks.values():
            (path / f"{desk.id}.toml").write_text(outlet_file(desk, self.bases[desk.id]), encoding="utf-8")
        return path

    def _open(self, site: Site) -> None:
        address, port = site.desk.address, self.port
        if self.one_address:
            address, port = LOOPBACK, port + len(self._servers) if port else 0
        server = _OutletServer((address, port), site, self)
        base = f"http://{address}:{server.server_address[1]}"
        site.base = self.bases[site.desk.id] = base
        # A short poll: shutdown() waits for the loop, and tests open and close many newsrooms.
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name=site.desk.id)
        thread.start()
        self._servers.append(server)
        self._threads.append(thread)


def _is_ours(address: str) -> bool:
    """Whether this machine has an address."""
    with socket.socket() as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
    return True


def outlet_file(desk: Desk, base: str) -> str:
    """The outlet file of a desk that runs at `base`."""
    return desk.outlet_file.replace(PLACEHOLDER, base)


class _OutletServer(ThreadingHTTPServer):
    """One outlet's server. Connections are kept, so that closing can cut those that a client left open."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], site: Site, newsroom: Newsroom) -> None:
        self.site = site
        self.newsroom = newsroom
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        # HTTPServer's own bind looks up the address's name, which may ask a name server.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no event; anything else is printed as usual."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def cut_connections(self) -> None:
        with self._lock:
            for connection in self._connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the client was first

    def answer(self, path: str, headers: Mapping[str, str]) -> Response | None:
        """The response to a GET, with the outlet's fault if it has one; None if there is to be none."""
        newsroom, desk = self.newsroom, self.site.desk
        fault = FAULTS[newsroom.faults[desk.id]] if desk.id in newsroom.faults else None
        bare = urlsplit(path).path
        if fault is not None and bare != "/robots.txt" and fault.touches(listing=bare in desk.listings):
            if fault.hang:
                newsroom.closing.wait()
                return None
            newsroom.closing.wait(fault.delay)
            if fault.answer is not None:
                return fault.answer(path)
        self.site.robots = newsroom.robots.get(desk.id)
        return conditional(self.site.respond(path, now=newsroom.now), headers)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _OutletServer
    # Head and body go out in two writes; without this the second waits for the client's delayed ACK.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._serve(with_body=True)

    def do_HEAD(self) -> None:
        self._serve(with_body=False)

    def _serve(self, *, with_body: bool) -> None:
        at = time.monotonic()
        response = self.server.answer(self.path, dict(self.headers))
        newsroom = self.server.newsroom
        newsroom.requests.append(
            Request(
                at=at,
                now=newsroom.now,
                outlet=self.server.site.desk.id,
                path=self.path,
                status=response.status if response else 0,
                user_agent=self.headers.get("User-Agent", ""),
                headers=dict(self.headers),
            )
        )
        if response is None:
            self.close_connection = True
            return
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != 304:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if with_body and response.status != 304:
            self.wfile.write(response.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: `newsroom.requests` is the log."""
