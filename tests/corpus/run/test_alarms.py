"""Alarms through apprise, to a webhook on loopback."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from corpus.records import Abort
from corpus.run.alarms import send_alert

REPORT = {"id": "r1", "broken": ["demo: 0 links listed, 5 expected"], "warnings": ["demo: low"]}
pytest.importorskip("apprise")


@pytest.fixture
def webhook():
    """A server that keeps what is posted to it."""
    posted: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"json://127.0.0.1:{server.server_address[1]}/", posted
    server.shutdown()
    server.server_close()
    thread.join()


def test_broken_expectations_are_posted_one_a_line(webhook):
    address, posted = webhook
    assert send_alert(REPORT, [address])
    assert posted[0]["title"] == "jangmadang: 1 expectation broken"
    assert posted[0]["message"].splitlines() == [REPORT["broken"][0], "warning: demo: low"]


def test_nothing_broken_posts_nothing(webhook):
    address, posted = webhook
    assert not send_alert({"broken": [], "warnings": ["demo: low"]}, [address])
    assert posted == []


def test_unknown_address_is_named_without_its_password():
    with pytest.raises(Abort, match="nonsense://…") as raised:
        send_alert(REPORT, ["nonsense://me:secret@host/"])
    assert "secret" not in str(raised.value)
