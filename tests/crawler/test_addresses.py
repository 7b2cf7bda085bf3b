"""Addresses: one spelling each, belief in rel=canonical, what is private."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import canonical_url, declared_url, is_home, is_public, literal_address, same_site

RODONG = "http://www.rodong.rep.kp/en/index.php?MTJAMjAyNi0wMi0xOS0wMDNAMUAxQEAwQDhA=="


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://News.Example.KR:443/a?utm_source=rss&utm_medium=feed#top", "https://news.example.kr/a"),
        (RODONG, RODONG),
        ("https://x.kr/news/articleView.html?idxno=77&fbclid=Ab", "https://x.kr/news/articleView.html?idxno=77"),
        ("https://x.kr/view?from=20260302&b=2", "https://x.kr/view?from=20260302&b=2"),
        ("https://x.kr/view?from=rss&b=2", "https://x.kr/view?b=2"),
        ("https://x.kr/%ec%8c%80", "https://x.kr/%EC%8C%80"),
        ("https://x.kr/쌀", "https://x.kr/%EC%8C%80"),
        ("http://x.kr", "http://x.kr/"),
        ("https://x.kr/A/b/?Q=Upper&q=", "https://x.kr/A/b/?Q=Upper&q="),
    ],
)
def test_canonical_url_drops_only_what_is_known_to_track(url, canonical):
    assert canonical_url(url) == canonical


def test_canonical_url_drops_an_outlets_own_parameters():
    assert canonical_url("https://x.kr/view?c=12&p=3", drop_params=("c",)) == "https://x.kr/view?p=3"


@pytest.mark.parametrize("url", ["ftp://x.kr/", "javascript:void(0)", "https://", "https://me:word@x.kr/", "/relative"])
def test_canonical_url_refuses_what_cannot_be_fetched(url):
    with pytest.raises(ValueError, match="address"):
        canonical_url(url)


@given(
    path=st.text(string.ascii_letters + string.digits + "/-_.~%쌀", max_size=20),
    query=st.text(string.ascii_letters + string.digits + "=&@+/", max_size=20),
)
def test_canonical_url_is_its_own_canonical_url(path, query):
    once = canonical_url(f"https://example.org/{path}?{query}")
    assert canonical_url(once) == once


def page(href):
    return f'<html><head><link rel="canonical" href="{href}"></head></html>'.encode()


@pytest.mark.parametrize(
    ("href", "base", "believed"),
    [
        ("https://www.x.kr/news/12", "https://m.x.kr/news/12/", "https://www.x.kr/news/12"),
        ("/news/12", "https://x.kr/news/12/amp", "https://x.kr/news/12"),
        ("https://x.kr/", "https://x.kr/news/12", None),
        ("https://other.kr/news/12", "https://x.kr/news/12", None),
        ("https://x.kr/news/13", "https://x.kr/news/12", None),
        ("https://x.kr/view.html", "https://x.kr/view.html?idxno=12", None),
        ("not an address", "https://x.kr/news/12", None),
    ],
)
def test_rel_canonical_is_believed_only_for_the_same_page(href, base, believed):
    assert declared_url(page(href), base, accepts=None) == believed


def test_rel_canonical_may_drop_a_parameter_if_the_rest_is_an_article():
    base = "https://x.kr/view?id=12&page=mobile"
    assert declared_url(page("https://x.kr/view?id=12"), base, accepts=lambda url: "id=" in url) is not None
    assert declared_url(page("https://x.kr/view"), base, accepts=lambda url: "id=" in url) is None


def test_same_site_compares_registrable_domains():
    assert same_site("https://a.news.co.kr/x", "http://news.co.kr/")
    assert not same_site("https://a.co.kr/", "https://b.co.kr/")
    assert same_site("http://news.co.kr:8080/", "https://news.co.kr/")


def test_the_ports_of_a_bare_address_are_different_sites():
    assert same_site("http://127.0.0.1:8001/a", "http://127.0.0.1:8001/b")
    assert not same_site("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/a")


def test_home_is_the_front_page_but_not_a_query():
    assert is_home("https://x.kr/", "https://x.kr/en/") and is_home("http://www.x.kr/en", "https://x.kr/en/")
    assert not is_home(RODONG, "http://www.rodong.rep.kp/en/")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1",
     "::ffff:127.0.0.1", "fd00::1", "224.0.0.1", "255.255.255.255", "not-an-address"],
)  # fmt: skip
def test_private_addresses_are_not_public(address):
    assert not is_public(address)


def test_public_addresses_are_public():
    assert is_public("8.8.8.8") and is_public("2606:4700:4700::1111")


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.0.0.1"])
def test_odd_spellings_of_loopback_are_seen_through(host):
    assert literal_address(host) == "127.0.0.1"


def test_a_name_is_no_literal_address():
    assert literal_address("news.example.org") is None
