"""A port at which a monitor asks how `watch` is: /healthz as JSON, /metrics as Prometheus reads it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.read.monitoring import health_answer, present_state, prometheus_text
from corpus.records import Abort
from corpus.times import now


@contextmanager
def answering(data: Path, address: tuple[str, int], *, patience: timedelta) -> Iterator[tuple[str, int]]:
    """Answer at an address while the block runs; the address with the port that it really has.

    Raises:
        Abort: the port cannot be had.
    """
    try:
        server = ThreadingHTTPServer(address, _handler(data, patience.total_seconds()))
    except OSError as error:
        raise Abort(f"cannot listen on {address[0]}:{address[1]}: {error.strerror or error}") from error
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield address[0], server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(data: Path, patience: float) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Reads the state anew for each request: nothing is kept that could be out of date."""

        timeout = 10  # seconds, so that a client that says nothing holds no thread

        def do_GET(self) -> None:
            status, kind, text = _answer(data, self.path.partition("?")[0], patience)
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Say nothing: a monitor asks every few seconds."""

    return Handler


def _answer(data: Path, path: str, patience: float) -> tuple[int, str, str]:
    if path not in ("/healthz", "/metrics"):
        return 404, "text/plain; charset=utf-8", "there are /healthz and /metrics\n"
    try:
        state = present_state(data) if DataDir(data).corpus.exists() else None
    except Abort as error:
        return 503, "application/json", json.dumps({"status": "broken", "broken": [str(error)]}) + "\n"
    if path == "/metrics":
        return 200, "text/plain; version=0.0.4; charset=utf-8", prometheus_text(state) if state else ""
    status, document = health_answer(state, at=now(), patience=patience)
    return status, "application/json", json.dumps(document, ensure_ascii=False) + "\n"
