"""The resolver's guard: a public name that leads to a private address."""

from __future__ import annotations

import pytest
from scrapy import Spider
from scrapy.utils.test import get_crawler
from twisted.internet.testing import MemoryReactorClock

from crawler.manners.failures import name_failure
from crawler.manners.resolver import GuardedResolver, PrivateAddressError, let_pass


@pytest.fixture
def resolver() -> GuardedResolver:
    resolver = GuardedResolver.__new__(GuardedResolver)
    resolver.private_hosts = frozenset({"newsroom.test"})
    return resolver


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "192.168.1.1"])
def test_private_answer_for_a_public_name_is_refused(resolver, address):
    with pytest.raises(PrivateAddressError, match=address) as raised:
        resolver._check(address, "news.example")
    assert name_failure(raised.value)[0] == "private-address"


def test_public_answer_passes(resolver):
    assert resolver._check("8.8.8.8", "news.example") == "8.8.8.8"


def test_private_answer_for_an_outlet_that_may_be_private_passes(resolver):
    assert resolver._check("127.0.0.1", "newsroom.test") == "127.0.0.1"


def test_hosts_that_may_be_private_come_from_the_settings_of_the_crawl():
    crawler = get_crawler(Spider, {"PRIVATE_HOSTS": ["newsroom.test"]})
    assert GuardedResolver.from_crawler(crawler, MemoryReactorClock()).private_hosts == {"newsroom.test"}


def test_guard_that_was_made_before_lets_hosts_pass_later(resolver, monkeypatch):
    monkeypatch.setattr("twisted.internet.reactor.resolver", resolver, raising=False)
    let_pass(["archive.test"])
    assert resolver.private_hosts == {"newsroom.test", "archive.test"}
    monkeypatch.setattr("twisted.internet.reactor.resolver", object(), raising=False)
    let_pass(["archive.test"])  # nothing is guarded there
