"""Writing from the browser: only with the token, only on this machine, into the same file as the command line."""

from __future__ import annotations

import re
from typing import Any

import pytest

from corpus.decisions import read_decisions
from corpus.searches import read_searches
from corpus.web.tokens import COOKIE


def log_in(desk: Any) -> None:
    answer = desk.get(f"/review?token={desk.served.desk_review}", follow_redirects=False)
    assert answer.status_code == 302
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    desk.cookies[COOKIE] = re.search(f"{COOKIE}=([^;]+)", cookie)[1]  # type: ignore[index]


def form(desk: Any, path: str) -> str:
    """The page with a form; the token against forged requests is kept for the next post."""
    answer = desk.get(path)
    assert answer.status_code == 200
    if "ds_csrftoken" in answer.headers.get("set-cookie", ""):
        desk.cookies["ds_csrftoken"] = re.search("ds_csrftoken=([^;]+)", answer.headers["set-cookie"])[1]  # type: ignore[index]
    return str(re.search('name="csrftoken" value="([^"]+)"', answer.text)[1])  # type: ignore[index]


def test_review_is_off_unless_asked_for(desk: Any) -> None:
    assert desk.get("/review").status_code == 403
    assert desk.get("/review?token=").status_code == 403
    assert desk.post("/review", {"verdict": "same", "a": "place/rason", "b": "product/coal"}).status_code == 403


@pytest.mark.parametrize("token", ["", "wrong", "a" * 32])
def test_wrong_token_opens_nothing(review_desk: Any, token: str) -> None:
    assert review_desk.get(f"/review?token={token}").status_code == 403
    review_desk.cookies[COOKIE] = token
    assert review_desk.get("/review").status_code == 403


def test_token_works_under_this_machines_own_name_alone(review_desk: Any) -> None:
    log_in(review_desk)
    assert review_desk.get("/review").status_code == 200
    assert review_desk.get("/review", headers={"host": "evil.example:8001"}).status_code == 403


def test_verdict_is_written_into_the_decisions_file(review_desk: Any, hostile: Any) -> None:
    log_in(review_desk)
    token = form(review_desk, "/review?a=place/rason&b=product/coal")
    verdict = {"verdict": "same", "a": "place/rason", "b": "product/coal", "label": "PLACE", "csrftoken": token}
    assert review_desk.post("/review", verdict, follow_redirects=False).status_code == 302
    (decision,) = read_decisions(hostile.data)
    assert (decision.verdict, decision.a, decision.b, decision.who) == (
        "same",
        "place/rason",
        "product/coal",
        "browser",
    )
    review_desk.post("/review", {"undo": decision.id, "csrftoken": token})
    assert read_decisions(hostile.data) == ()


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("hide a", ("hide", "place/rason", "")),
        ("hide b", ("hide", "product/coal", "")),
        ("rename b", ("rename", "product/coal", "Coal")),
    ],
)
def test_one_side_can_be_hidden_or_renamed(
    review_desk: Any, hostile: Any, verdict: str, expected: tuple[str, ...]
) -> None:
    log_in(review_desk)
    token = form(review_desk, "/review?a=place/rason&b=product/coal")
    data = {"verdict": verdict, "a": "place/rason", "b": "product/coal", "name_b": "Coal", "csrftoken": token}
    review_desk.post("/review", data)
    assert [(d.verdict, d.a, d.b) for d in read_decisions(hostile.data)] == [expected]


def test_post_without_the_forms_own_token_is_refused(review_desk: Any, hostile: Any) -> None:
    log_in(review_desk)
    form(review_desk, "/review?a=place/rason&b=product/coal")
    answer = review_desk.post("/review", {"verdict": "same", "a": "place/rason", "b": "product/coal"})
    assert answer.status_code == 403
    assert read_decisions(hostile.data) == ()


@pytest.mark.parametrize("verdict", ["", "sameish", "split"])
def test_unknown_verdict_is_refused(review_desk: Any, verdict: str) -> None:
    log_in(review_desk)
    token = form(review_desk, "/review?a=place/rason&b=product/coal")
    data = {"verdict": verdict, "a": "place/rason", "b": "product/coal", "csrftoken": token}
    assert review_desk.post("/review", data).status_code == 400


def test_doubt_shows_both_sides_and_goes_once_decided(review_desk: Any, hostile: Any) -> None:
    hostile.db.execute("insert into doubts values ('place/rason', 'product/coal', 'PLACE', .8, 'near')").close()
    log_in(review_desk)
    page = review_desk.get("/review").text
    assert "1 pair waiting. near" in page
    assert page.count('<section aria-labelledby="side-') == 2
    token = form(review_desk, "/review")
    review_desk.post("/review", {"verdict": "different", "a": "place/rason", "b": "product/coal", "csrftoken": token})
    assert "No pair waits" in review_desk.get("/review").text


def test_search_is_saved_with_a_feed_of_its_own(review_desk: Any, hostile: Any) -> None:
    log_in(review_desk)
    token = form(review_desk, "/saved?q=coal&not.outlet=daily")
    review_desk.post("/saved", {"name": "Coal watch", "query": "q=coal&not.outlet=daily", "csrftoken": token})
    (search,) = read_searches(hostile.data)
    assert (search.slug, search.query) == ("coal-watch", "q=coal&not.outlet=daily")
    assert "Rason port busy again" in review_desk.get("/saved/coal-watch.atom").text
    review_desk.post("/saved", {"forget": "coal-watch", "csrftoken": token})
    assert read_searches(hostile.data) == ()


def test_nothing_is_saved_without_the_token(desk: Any, hostile: Any) -> None:
    assert desk.post("/saved", {"name": "x", "query": "q=coal"}).status_code == 403
    assert read_searches(hostile.data) == ()
