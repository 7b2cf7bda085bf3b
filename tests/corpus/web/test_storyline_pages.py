"""The pages of storylines: lines in time, feeds, what cannot be asked."""

from __future__ import annotations

from typing import Any

import pytest

PAGES = ("/storyline/place/rason", "/storyline/place/rason?days=7", "/storylines", "/goods", "/goods?in=Rason&of=coal")


@pytest.mark.parametrize("path", PAGES)
def test_pages_and_their_other_forms_answer(desk: Any, path: str) -> None:
    head, _, asked = path.partition("?")
    page = desk.get(path)
    assert page.status_code == 200
    for suffix in (".csv", ".json"):
        assert desk.get(f"{head}{suffix}?{asked}").status_code == 200
        assert f"{head}{suffix}" in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/storyline/place/nowhere", 404),
        ("/storyline/place/rason?days=8", 400),
        ("/storylines?label=dish", 400),
        ("/goods?in=Nowhereville", 404),
        ("/goods?relation=eats", 400),
        ("/goods?since=yesterday", 400),
        ("/events?since=yesterday", 400),
    ],
)
def test_what_cannot_be_asked_is_said(desk: Any, path: str, status: int) -> None:
    assert desk.get(path).status_code == status


def test_a_line_has_a_feed(desk: Any) -> None:
    answer = desk.get("/storyline/place/rason.atom?days=30")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert "what follows" in answer.text
