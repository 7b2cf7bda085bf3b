"""Writing from the browser: only with the token, only on this machine, into the same file as the command line."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from corpus.cli import cli
from corpus.decisions.file import read_decisions, write_decisions
from corpus.search.saved import read_searches
from corpus.web.tokens import COOKIE


def log_in(desk: Any) -> None:
    answer = desk.get(f"/review?token={desk.served.desk_review}", follow_redirects=False)
    assert answer.status_code == 302
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    desk.cookies[COOKIE] = re.search(f"{COOKIE}=([^;]+)", cookie)[1]  # type: ignore[index]


def form(desk: Any, path: str) -> str:
    """The token against forged requests from the page's form; its cookie is kept for the next post."""
    return forms(form_page(desk, path))[0]["csrftoken"]


def form_page(desk: Any, path: str) -> str:
    """A page with a form; the cookie that goes with its token is kept."""
    answer = desk.get(path)
    assert answer.status_code == 200
    if "ds_csrftoken" in answer.headers.get("set-cookie", ""):
        desk.cookies["ds_csrftoken"] = re.search("ds_csrftoken=([^;]+)", answer.headers["set-cookie"])[1]  # type: ignore[index]
    return str(answer.text)


def forms(page: str) -> list[dict[str, str]]:
    """What each form that posts would send; `verdict` holds those of its buttons, joined by "|"."""
    found = []
    for body in re.findall(r'<form method="post".*?</form>', page, re.S):
        fields = {
            name: unescape(value)
            for name, value in re.findall(r'<input [^>]*?name="(\w+)"[^>]*? value="([^"]*)"', body)
        }
        found.append({**fields, "verdict": "|".join(re.findall('name="verdict" value="([^"]+)"', body))})
    return found


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
    data = {"verdict": verdict, "a": "place/rason", "b": "product/coal", "name": "Coal", "csrftoken": token}
    review_desk.post("/review", data)
    assert [(d.verdict, d.a, d.b) for d in read_decisions(hostile.data)] == [expected]


@pytest.mark.parametrize(
    ("verdict", "keys", "name"),
    [
        ("same", "s", ""),
        ("different", "d", ""),
        ("hide a", "a", ""),
        ("hide b", "b", ""),
        ("rename a", "rRason City\n", "Rason City"),
    ],
)
def test_browser_and_command_line_write_the_same_line(
    review_desk: Any, hostile: Any, monkeypatch: pytest.MonkeyPatch, verdict: str, keys: str, name: str
) -> None:
    monkeypatch.setattr("extract.cli.review_desk.takes_keys", lambda: True)  # click's runner gives them
    hostile.db.execute("insert into doubts values ('place/rason', 'product/coal', 'PLACE', .8, 'near')").close()
    walked = CliRunner().invoke(cli, ["review", "--data", str(hostile.data)], input=keys)
    assert walked.exit_code == 0, walked.output
    (written,) = read_decisions(hostile.data)
    write_decisions(hostile.data, ())
    log_in(review_desk)
    page = form_page(review_desk, "/review")
    (filled,) = [fields for fields in forms(page) if verdict in fields.pop("verdict").split("|")]
    review_desk.post("/review", {**filled, "verdict": verdict, **({"name": name} if name else {})})
    (decision,) = read_decisions(hostile.data)
    assert decision.id == written.id
    assert replace(decision, who="", at="") == replace(written, who="", at="")


def test_later_shows_the_next_pair_and_decides_nothing(review_desk: Any, hostile: Any) -> None:
    hostile.db.execute(
        "insert into doubts values ('place/rason', 'product/coal', 'PLACE', .8, 'first'),"
        " ('place/rason', 'place/rason-2', 'PLACE', .7, 'second')"
    ).close()
    hostile.db.execute(
        "insert into entities(id, label, name, status) values ('place/rason-2', 'PLACE', 'Raso', 'provisional')"
    ).close()
    log_in(review_desk)
    shown = review_desk.get("/review").text
    (later,) = re.findall('<a class="button" href="([^"]+)" data-key="l">', shown)
    following = review_desk.get(later).text
    assert {why for why in ("first", "second") if f"2 pairs waiting. {why}" in shown} != {
        why for why in ("first", "second") if f"2 pairs waiting. {why}" in following
    }
    assert read_decisions(hostile.data) == ()


def test_pair_that_is_not_there_cannot_be_decided(review_desk: Any, hostile: Any) -> None:
    log_in(review_desk)
    token = form(review_desk, "/review?a=place/rason&b=product/coal")
    answer = review_desk.post(
        "/review", {"verdict": "same", "a": "place/rason", "b": "place/atlantis", "csrftoken": token}
    )
    assert answer.status_code == 400
    assert "not in the corpus" in answer.text
    assert read_decisions(hostile.data) == ()


def test_review_is_refused_to_any_address_but_this_machines(tmp_path: Path) -> None:
    answer = CliRunner().invoke(cli, ["serve", "--review", "--host", "0.0.0.0", "--data", str(tmp_path)])
    assert answer.exit_code == 2
    assert "this machine alone" in answer.output


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
