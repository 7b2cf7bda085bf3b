"""What hosts allow: robots.txt, Crawl-delay, ai.txt, tdmrep.json, Retry-After."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import Skip
from crawler.manners.hosts import HostRules, read_ai_txt, read_tdmrep
from crawler.manners.middlewares import retry_after

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def rules(robots: str = "", *, status: int = 200, opt_out: str = "") -> HostRules:
    return HostRules(host="x.kr", read_at=NOW, robots_status=status, robots=robots, opt_out=opt_out)


def test_robots_refusal_of_our_name_is_kept_to():
    robots = "User-agent: *\nAllow: /\n\nUser-agent: jangmadang\nDisallow: /\n"
    assert not rules(robots).allows("https://x.kr/news/1")


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        *((name, True) for name in ("Jangmadang", "jangmadang/0.1.0", "JANGMADANG/2 # ours", "*jangmadang*")),
        *((name, True) for name in ("jangmadang/0.1.0 (news monitor; +a@b.example)", "jangmadang bot", '"jangmadang"')),
        *((name, True) for name in ("other, jangmadang/0.1.0", "jangmadang; other", "x, *")),
        *((name, True) for name in ("jang*", "'Jangmadang/1'", "jangmadang*")),
        *((name, False) for name in ("jang", "J", "madang", "jang/2.0", "jang, jangma", "*bot*", "jangmadang-x")),
        *((name, False) for name in ("jangmadangs", "other/1.0", "other (not jangmadang)", "360bot", "", "#")),
    ],
)
def test_rule_is_ours_however_our_name_is_written(name, ours):
    assert rules(f"User-agent: {name}\nDisallow: /\n").allows("https://x.kr/a") is not ours
    given = rules(f"User-agent: *\r\nDisallow: /\r\n\r\nuser-agent : {name}\r\nAllow: /\r\n")
    assert given.allows("https://x.kr/a") is (ours or name == "x, *")


@pytest.mark.parametrize("field", ["User agent:", "Useragent:", "user-agent", "USER-AGENT :"])
def test_rule_is_ours_however_its_field_is_written(field):
    assert not rules(f"{field} jangmadang/0.1.0 (x)\nDisallow: /\n").allows("https://x.kr/a")
    assert rules(f"{field} jang\nDisallow: /\n").allows("https://x.kr/a")


def test_robots_wildcards_are_understood():
    assert not rules("User-agent: *\nDisallow: /*?print=").allows("https://x.kr/news/1?print=1")


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (400, True), (500, False), (0, False), (429, False)]
)
def test_missing_robots_allows_and_a_servers_fault_forbids(status, allowed):
    assert rules(status=status).allows("https://x.kr/news/1") is allowed


def test_crawl_delay_is_read_and_bounded():
    assert rules("User-agent: *\nCrawl-delay: 2").crawl_delay == 2
    assert rules("User-agent: *\nCrawl-delay: 86400").crawl_delay == 300
    assert rules("User-agent: *\nDisallow:").crawl_delay == 0


def test_ai_txt_that_reserves_text_reserves_everything():
    opt_out = read_ai_txt("User-Agent: *\nDisallow: *.txt\nAllow: *.jpg\n")
    assert rules(opt_out=opt_out).reserves("https://x.kr/news/1")


@pytest.mark.parametrize("text", ["", "User-agent: *\nAllow: /", "<html>not found, disallow</html>"])
def test_ai_txt_that_reserves_nothing(text):
    assert not rules(opt_out=read_ai_txt(text)).reserves("https://x.kr/news/1")


def test_tdmrep_reserves_its_locations_only():
    opt_out = read_tdmrep('[{"location": "/premium/*", "tdm-reservation": 1}, {"location": "/", "tdm-reservation": 0}]')
    assert rules(opt_out=opt_out).reserves("https://x.kr/premium/1")
    assert not rules(opt_out=opt_out).reserves("https://x.kr/news/1")


@pytest.mark.parametrize(
    "text",
    [
        '[{"location": "/p", "tdm-reservation": 1, "tdm-policy": NaN},]',
        '[{"location": "/p", "tdm-reservation": "1",}, {"location": "/q" "tdm-reservation": 0}]',
        '{"location": "/p", "tdm-reservation": 1}',
        '// ours\n[{"location": "/p", "tdm-reservation": true}]',
        '[{"location": "p", "tdm-reservation": 1, "n": 1' + "0" * 5000 + "}]",
    ],
)
def test_a_tdmrep_with_a_slip_in_it_is_read(text):
    opt_out = read_tdmrep(text)
    assert rules(opt_out=opt_out).reserves("https://x.kr/p")
    assert not rules(opt_out=opt_out).reserves("https://x.kr/q")


def test_a_tdmrep_of_which_nothing_can_be_read_is_said():
    with pytest.raises(Skip, match="unparsable"):
        read_tdmrep('[{"location": "/p", "tdm-reservation" 1}]')
    with pytest.raises(Skip, match="unparsable"):
        read_tdmrep('{"tdm-reservation": 1, "x": ' + "[" * 100_000)


@pytest.mark.parametrize("text", ["", "{}", "[1, 2]", "not json", "<html>a</html>", '[{"location": "/"}]'])
def test_tdmrep_that_says_nothing_reserves_nothing(text):
    assert read_tdmrep(text) == ""


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [(b"7", 7, 8), (b"Mon, 02 Mar 2026 00:00:30 GMT", 30, 31), (b"Sun, 01 Mar 2026 00:00:00 GMT", 0, 1)],
)
def test_retry_after_is_seconds_or_a_date(value, low, high):
    seconds = retry_after({"Retry-After": value}, now=NOW)
    assert seconds is not None and low <= seconds <= high


@pytest.mark.parametrize("value", [None, b"", b"soon"])
def test_retry_after_that_says_nothing_is_none(value):
    assert retry_after({"Retry-After": value} if value is not None else {}, now=NOW) is None
