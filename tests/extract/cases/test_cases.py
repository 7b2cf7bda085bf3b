"""Pages in shapes that broke extraction once, with the right values: each kind in several templates and languages.

A case is an .html file and an .expected.json beside it: kind, shape, address, and what must come out. `must` are lines
that stand in the text once, `mustnot` are nowhere in it; a `content_type` that says "header only" is the server's.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.records import RawPage, Skip
from crawler.outlets import load_outlets, outlet_for
from extract.article import extract_article

CASES = sorted(Path(__file__).parent.glob("*/*.expected.json"))
FETCHED = datetime(2026, 11, 28, 19, 5, 35, tzinfo=UTC)


def faults(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What of a case's expected values does not hold."""
    if "outcome" in expected or "outcome" in found:
        same = expected.get("outcome") == found.get("outcome")
        return [] if same else [f"{expected.get('outcome')} wanted, {found.get('outcome')} found"]
    wrong = [
        f"{key}: {expected[key]!r} wanted, {found[key]!r} found"
        for key in ("title", "url", "language", "authors")
        if key in expected and expected[key] != found[key]
    ]
    if "published" in expected:
        wanted = expected["published"] if isinstance(expected["published"], list) else [expected["published"] or ""]
        if not any(found["published"].startswith(day) for day in wanted) or (wanted == [""] and found["published"]):
            wrong.append(f"published: {wanted} wanted, {found['published']!r} found")
    text = found["text"]
    wrong += [f"{text.count(line)} times: {line!r}" for line in expected.get("must", ()) if text.count(line) != 1]
    return wrong + [f"kept: {line!r}" for line in expected.get("mustnot", ()) if line in text]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.removesuffix(".expected.json"))
def test_page_of_this_shape_is_read_right(case: Path) -> None:
    facts = json.loads(case.read_text(encoding="utf-8"))
    body = case.with_name(case.name.replace(".expected.json", ".html")).read_bytes()
    page = RawPage(
        url=facts["url"],
        outlet="cases",
        fetched_at=FETCHED,
        body=body,
        content_type=facts.get("content_type", "text/html").partition(" (")[0],
        found_in="import",
    )
    found: dict[str, Any]
    try:
        article = extract_article(page, outlet=outlet_for(page.url, load_outlets(None)))
        found = {
            "title": article.title,
            "url": article.url,
            "language": article.language,
            "authors": list(article.authors),
            "published": str(article.published or ""),
            "text": article.text,
        }
    except Skip as skip:
        found = {"outcome": skip.reason}
    assert faults(facts["expected"], found) == [], facts["shape"]
