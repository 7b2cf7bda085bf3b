"""What may not be fetched at all: asked before a request is made, and again of the connection that answered it."""

from __future__ import annotations

from ipaddress import ip_address
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.manners.middlewares import DefenceMiddleware, Refused


@pytest.fixture
def defence() -> DefenceMiddleware:
    settings = Settings({"PRIVATE_HOSTS": ["newsroom.test", "127.0.0.1"], "NAMED_PORTS": ["daily.example:7001"]})
    crawler: Any = SimpleNamespace(settings=settings)
    return DefenceMiddleware(crawler)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://[64:ff9b::7f00:1]/", "private-address"),
        ("http://[::127.0.0.1]/", "private-address"),
        ("http://[::ffff:169.254.169.254]/latest/meta-data", "private-address"),
        ("http://[fe80::1%25eth0]/", "private-address"),
        ("http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "private-address"),
        ("http://0300.0250.1/", "private-address"),
        ("http://2130706434/", "private-address"),
        ("http://127.0.0.2./", "private-address"),
        ("http://api.localhost/", "private-address"),
        ("http://news.example:22/", "bad-address"),
        ("http://news.example:6379/", "bad-address"),
        ("https://news.example:7001/", "bad-address"),
        ("http://8.8.8.8:53/", "bad-address"),
        ("http://news.example:0/", "bad-address"),
        ("http://me@news.example/", "credentials"),
    ],
)
def test_request_is_refused(defence: DefenceMiddleware, url: str, reason: str) -> None:
    with pytest.raises(Refused) as raised:
        defence.process_request(Request(url))
    assert raised.value.reason == reason


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/",
        "http://news.example:8080/",
        "http://daily.example:7001/feed",
        "http://newsroom.test:40123/",
        "http://127.0.0.1:40123/",
        "http://[2606:4700:4700::1111]/",
    ],
)
def test_request_passes(defence: DefenceMiddleware, url: str) -> None:
    defence.process_request(Request(url))


@pytest.mark.parametrize("peer", ["127.0.0.1", "10.0.0.7", "::1", "::ffff:10.0.0.7"])
def test_answer_from_a_private_address_is_no_answer(defence: DefenceMiddleware, peer: str) -> None:
    request = Request("https://news.example/")
    with pytest.raises(Refused, match="not on the public internet") as raised:
        defence.process_response(request, Response(request.url, ip_address=ip_address(peer)))
    assert raised.value.reason == "private-address"


def test_answer_from_elsewhere_passes(defence: DefenceMiddleware) -> None:
    for url, peer in (("https://news.example/", "8.8.8.8"), ("http://newsroom.test/", "127.0.0.1")):
        answer = Response(url, ip_address=ip_address(peer))
        assert defence.process_response(Request(url), answer) is answer
    assert defence.process_response(Request(url), Response(url)).ip_address is None
