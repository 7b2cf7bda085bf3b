"""Refusing answers that are bot checks are told from plain refusals."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from crawler.manners.challenge import is_challenge
from crawler.manners.failures import name_status

CHECKS = {
    "moment": (403, "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>"),
    "Korean moment": (403, "<title>잠시만 기다리십시오…</title>"),
    "browser": (503, "<h1>Checking your browser before accessing ledger.example.</h1>"),
    "script alone": (403, "<script src='https://ct.captcha-delivery.com/c.js'></script><p>Please enable JS</p>"),
    "button": (403, "<h1>Please verify you are a human</h1><div id='px-captcha'></div>"),
    "firewall": (403, "<TITLE>Access Denied</TITLE><H1>Access Denied</H1> Reference #18.5e3f"),
    "no method": (405, "<script>window.awsWafCookieDomainList=[]</script>"),
}


def answer(status: int, body: str) -> HtmlResponse:
    return HtmlResponse("https://ledger.example/a", status=status, body=body.encode())


@pytest.mark.parametrize(("status", "body"), CHECKS.values(), ids=CHECKS)
def test_bot_check_is_named_a_challenge(status: int, body: str) -> None:
    named = name_status(answer(status, body))
    assert named is not None
    assert named[0] == "challenge"


@pytest.mark.parametrize("status", [403, 503])
def test_plain_refusal_keeps_its_status(status: int) -> None:
    named = name_status(answer(status, "<title>Not for you</title>"))
    assert named is not None
    assert named[0] == f"http-{status}"


def test_page_that_was_given_is_none_whatever_it_says() -> None:
    assert not is_challenge(answer(200, "<title>Just a moment...</title>"))
