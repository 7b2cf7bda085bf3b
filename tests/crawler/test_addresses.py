"""Addresses: one spelling each, belief in rel=canonical, what is private."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import (
    canonical_url,
    declared_url,
    is_home,
    is_public,
    is_redirector,
    is_web_port,
    literal_address,
    same_site,
    session_free,
)

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
        ("https://x.kr/a/./3", "https://x.kr/a/3"),
        ("https://x.kr/a/b/../%2e%2E/../3?q=/../", "https://x.kr/3?q=/../"),
        ("https://x.kr/a//.", "https://x.kr/a//"),
        ("https://x.kr/a/b/..", "https://x.kr/a/"),
        ("https://x.kr/.a/...", "https://x.kr/.a/..."),
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


# each leads to a private IPv4 or IPv6 address, or through somebody's tunnel, in one of the ways that systems know
HIDDEN = (
    *("64:ff9b::7f00:1", "64:ff9b::10.1.2.3", "64:ff9b:1::7f00:1", "64:ff9b:1:fffe::c0a8:1"),
    *("::127.0.0.1", "::7f00:1", "::192.168.1.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::ffff:0:127.0.0.1"),
    *("2002:7f00:1::", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:0:7f00:1::1"),
    *("fe80::1%eth0", "2606:4700:4700::1111%1", "fe80::5efe:10.0.0.1", "2606:4700::5efe:192.168.0.1"),
    *("2606:4700::200:5efe:127.0.0.1", "fec0::1", "ff02::1", "100::1", "2001:db8::1", "3fff::1", "5f00::1", "::"),
    *("192.88.99.1", "192.0.0.170", "198.18.0.1", "240.0.0.1", "203.0.113.7", "100.127.255.254", "4000::1", "1::1"),
)


@pytest.mark.parametrize("address", HIDDEN)
def test_private_address_is_seen_in_every_form(address):
    assert not is_public(address)
    assert not is_public(f"[{address}]")


@pytest.mark.parametrize(
    "address",
    ["64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1", "2400:cb00::1", "2a00:1450:4001::200e", "1.1.1.1"],
)
def test_public_address_is_public_in_every_form(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1.", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("0x7F.0x0.0x0.0x1", "127.0.0.1"),
        ("127.0x1", "127.0.0.1"),
        ("127.0.1", "127.0.0.1"),
        ("0xa9fea9fe", "169.254.169.254"),
        ("3232235777", "192.168.1.1"),
        ("0300.0250.1", "192.168.0.1"),
        ("１２７.０.０.１", "127.0.0.1"),
        ("①②⑦。⓪。⓪。①", "127.0.0.1"),
        ("[::1]", "::1"),
        ("256.1.1.1", "0.0.0.0"),
        ("1.2.3.4.5", "0.0.0.0"),
        ("0x", "0.0.0.0"),
        ("089", "0.0.0.0"),
        ("9" * 5000, "0.0.0.0"),
        ("99999999999", "0.0.0.0"),
        ("fe80::1%25eth0", "fe80::1%25eth0"),
        ("::1::", "0.0.0.0"),
        ("%31%32%37.0.0.1", "0.0.0.0"),
        ("0x7f.example", None),
        ("10.example.org", None),
    ],
)
def test_number_is_read_as_resolvers_read_it(host, address):
    assert literal_address(host) == address


@given(st.ip_addresses(v=4))
def test_every_spelling_of_an_address_is_the_same_address(ip):
    parts = ip.exploded.split(".")
    whole = int(ip)
    for host in (
        str(whole),
        hex(whole),
        f"0{whole:o}",
        ".".join(hex(int(part)) for part in parts),
        ".".join(f"0{int(part):o}" for part in parts),
        f"{parts[0]}.{whole & 0xFFFFFF}",
        f"{parts[0]}.{hex(int(parts[1]))}.{whole & 0xFFFF}",
    ):
        assert literal_address(host) == str(ip)


@given(st.ip_addresses(v=4))
def test_address_within_another_is_as_public_as_alone(ip):
    whole = int(ip)
    for holder in (f"::ffff:{ip}", f"64:ff9b::{ip}", f"2002:{whole >> 16:x}:{whole & 0xFFFF:x}::1"):
        assert is_public(holder) == is_public(str(ip))


@pytest.mark.parametrize(
    ("port", "answer"), [(None, True), (80, True), (8443, True), (22, False), (25, False), (6379, False), (9200, False)]
)
def test_ports_of_web_servers(port, answer):
    assert is_web_port(port) is answer


@pytest.mark.parametrize(
    ("url", "free"),
    [
        ("https://x.kr/a;jsessionid=1A2B?no=1", "https://x.kr/a?no=1"),
        ("https://x.kr/(S(abcdefghijklmnopqrst12))/a.aspx?no=1&page=2", "https://x.kr/a.aspx?no=1&page=2"),
        ("https://x.kr/a?no=1&PHPSESSID=9f&page=2", "https://x.kr/a?no=1&page=2"),
        ("https://x.kr/a?no=1&sid=0123456789abcdef&page=2", "https://x.kr/a?no=1&page=2"),
        ("https://x.kr/a?sid=104&page=2", "https://x.kr/a?sid=104&page=2"),
        ("https://x.kr/a?sid=0123456789012345", "https://x.kr/a?sid=0123456789012345"),
        ("https://x.kr/a?nosid=0123456789abcdef", "https://x.kr/a?nosid=0123456789abcdef"),
    ],
)
def test_only_what_tells_visitors_apart_goes(url, free):
    assert session_free(url) == free


def test_nought_may_be_written_with_no_figure_after_its_x():
    assert literal_address("127.0.0x.1") == "127.0.0.1"


TRACKING = (
    *(
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
    ),
    *(
        "mc_cid",
        "mc_eid",
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "__twitter_impression",
        "mkt_tok",
        "oly_anon_id",
        "oly_enc_id",
    ),
    *("vero_id", "wickedid", "s_cid", "ncid", "cmpid", "ito", "icid", "soc_src", "soc_trk", "wt_mc", "wt.mc_id"),
    *(
        "at_medium",
        "at_campaign",
        "ref_src",
        "ref_url",
        "feature_id",
        "guccounter",
        "guce_referrer",
        "guce_referrer_sig",
    ),
    *("tztc", "utm_x", "pk_x", "mtm_x", "hsa_x", "ns_x", "itm_x", "UTM_X", "FBCLID"),
)
CHANNELS = (
    "rss",
    "feed",
    "feeds",
    "rss_feed",
    "atom",
    "newsletter",
    "email",
    "mail",
    "twitter",
    "facebook",
    "social",
    "home",
)


@pytest.mark.parametrize("name", TRACKING)
def test_parameter_that_only_tracks_goes(name):
    assert canonical_url(f"https://x.kr/view?no=7&{name}=1") == "https://x.kr/view?no=7"
    assert canonical_url(f"https://x.kr/view?a{name}=1") == f"https://x.kr/view?a{name}=1"


@pytest.mark.parametrize("name", ["from", "ref", "source", "src", "via", "medium", "REF"])
def test_parameter_that_names_a_channel_goes(name):
    kept = [channel for channel in CHANNELS if canonical_url(f"https://x.kr/a?{name}={channel}") != "https://x.kr/a"]
    assert kept == []
    assert canonical_url(f"https://x.kr/a?{name}=104") == f"https://x.kr/a?{name}=104"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        *(("http://x.kr:80/a", "http://x.kr/a"), ("http://x.kr:443/a", "http://x.kr:443/a")),
        *(("https://x.kr:80/a", "https://x.kr:80/a"), ("https://x.kr./a", "https://x.kr/a")),
        *(("https://[2a00::1]:8080/a", "https://[2a00::1]:8080/a"), (" https://x.kr/a ", "https://x.kr/a")),
        *(("https://x.kr/a#!/7", "https://x.kr/a#!/7"), ("https://x.kr/a#7", "https://x.kr/a")),
        *(("https://x.kr/a?b=%3d%3D", "https://x.kr/a?b=%3D%3D"), ("https://x.kr/a/.%2e/%2E./b", "https://x.kr/b")),
        *(("https://x.kr/../a", "https://x.kr/a"), ("https://x.kr/a/%2e", "https://x.kr/a/")),
    ],
)
def test_canonical_url_has_one_spelling(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "name",
    [
        *("JSESSIONID", "phpsessid", "ASPSESSIONIDQA", "ASP.NET_SessionId", "sessionid", "session_id", "sess_id"),
        *("zenid", "osCsid", "CFID", "CFTOKEN"),
    ],
)
def test_session_in_the_query_goes_by_its_name(name):
    assert session_free(f"https://x.kr/a?no=1&{name}=7") == "https://x.kr/a?no=1"
    assert session_free(f"https://x.kr/a?{name}s=7") == f"https://x.kr/a?{name}s=7" or name == "ASPSESSIONIDQA"


@pytest.mark.parametrize("name", ["sid", "ssid", "s", "session", "token"])
def test_session_in_the_query_goes_by_its_value(name):
    assert session_free(f"https://x.kr/a?{name}=0123456789abcdef") == "https://x.kr/a"
    assert session_free(f"https://x.kr/a?{name}=0123456789abcde") != "https://x.kr/a"


@pytest.mark.parametrize("name", ["jsessionid", "sid", "PHPSESSID"])
def test_session_in_the_path_goes(name):
    assert session_free(f"https://x.kr/a;{name}=7/b?no=1") == "https://x.kr/a/b?no=1"
    assert session_free("https://x.kr/a;page=7") == "https://x.kr/a;page=7"


@pytest.mark.parametrize(
    ("path", "home"),
    [
        *((path, True) for path in ("", "/", "/index.html", "/index.htm", "/Index.PHP", "/main.do", "/default.aspx")),
        *((path, True) for path in ("/index", "/main/", "/index.asp", "/index.jsp", "/news", "/news/")),
        *((path, False) for path in ("/home", "/index.txt", "/?a=1", "/news/1")),
    ],
)
def test_front_page_by_its_path(path, home):
    assert is_home(f"https://x.kr{path}", "http://www.x.kr/news/") is home


@pytest.mark.parametrize(
    ("tag", "believed"),
    [
        ("<link rel=canonical href=/news/12>", True),
        ("<LINK data-a='1' REL = 'canonical' href='/news/12/amp/'>", True),
        ("<link href='/amp/news/12' rel='canonical'>", True),
        ("<link rel='canonical' href='/news/12.amp'>", True),
        ("<link rel='canonical' href='/news/12?page=2'>", False),
        ("<link rel='canonical' href=''>", False),
        ("<link rel='canonical'>", False),
        ("<link rel='alternate' href='/news/12'>", False),
        ("<link rel='canonical' href='https://[x/news/12'>", False),
        (" " * 200_000 + "<link rel='canonical' href='/news/12'>", False),
    ],
)
def test_address_that_a_page_declares(tag, believed):
    found = declared_url(f"<html>{tag}".encode(), "https://x.kr/news/12", accepts=None)
    assert (found is not None) is believed


def test_declared_address_has_no_parameter_of_its_own():
    base = "https://x.kr/view?id=12"
    assert declared_url(page("/view?id=12"), base, accepts=None) == base
    assert declared_url(page("/view?id=12&p=1"), base, accepts=lambda url: True) is None
    assert declared_url(page("/view?id=12"), base, accepts=lambda url: False) is None
    assert declared_url(page("/view"), base, accepts=lambda url: True) == "https://x.kr/view"


@pytest.mark.parametrize("port", [80, 81, 443, 591, 8000, 8008, 8080, 8081, 8088, 8443, 8888])
def test_web_servers_use_this_port(port):
    assert is_web_port(port)
    assert not is_web_port(port + 1) or port in (80, 8080)


@pytest.mark.parametrize(
    ("path", "leads_on"),
    [
        *(
            (f"/{name}{end}", True)
            for name in ("redirect", "redirector", "redir", "goto", "go")
            for end in ("", "/1", ".php")
        ),
        *(
            (f"/{name}{end}", True)
            for name in ("out", "outlink", "link", "click", "r", "l", "jump", "track")
            for end in ("", "?x")
        ),
        *(
            ("/golf", False),
            ("/news/go-home", False),
            ("/a?url=http://b.kr", True),
            ("/a?URL=HTTPS%3A", True),
            ("/a", False),
        ),
    ],
)
def test_redirector_is_known_by_its_address(path, leads_on):
    assert is_redirector(f"https://x.kr{path}") is leads_on
