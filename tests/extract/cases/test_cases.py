"""Pages in shapes that broke extraction once, with the right values: each kind in several templates and languages.

A case is an .html file and an .expected.json beside it: kind, shape, address, and what must come out. `must` are lines
that stand in the text once, `mustnot` are nowhere in it; a `content_type` that says "header only" is the server's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml.html import fromstring

from corpus.records import RawPage, Skip, digest
from crawler.outlets import load_outlets, outlet_for
from extract.article import extract_article
from extract.article.version import extraction_version

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
    found = read(facts["url"], body_of(case), facts.get("content_type", "text/html").partition(" (")[0])
    assert faults(facts["expected"], found) == [], facts["shape"]


def body_of(case: Path) -> bytes:
    """The page of a case."""
    return case.with_name(case.name.replace(".expected.json", ".html")).read_bytes()


@cache
def read(url: str, body: bytes, content_type: str) -> dict[str, Any]:
    """What extraction makes of a page, worked out once: the article's fields, or the reason why there is none."""
    page = RawPage(
        url=url, outlet="cases", fetched_at=FETCHED, body=body, content_type=content_type, found_in="import"
    )  # fmt: skip
    try:
        article = extract_article(page, outlet=outlet_for(page.url, load_outlets(None)))
    except Skip as skip:
        return {"outcome": skip.reason}
    return {
        "title": article.title,
        "url": article.url,
        "language": article.language,
        "authors": list(article.authors),
        "published": str(article.published or ""),
        "text": article.text,
    }


def copied(body: bytes) -> bytes:
    """A page as a reader copies it: the lines of its text."""
    lines = (line.strip() for line in fromstring(body).itertext())
    return "\n".join(line for line in lines if line).encode()


def test_output_is_as_recorded_at_this_version(golden: Callable[..., None]) -> None:
    """Each page as it is and as copied text: other rules than the newsroom's pages reach."""
    lines = []
    for case in CASES:
        url = json.loads(case.read_text(encoding="utf-8"))["url"]
        body = body_of(case)
        for content_type, given in (("text/html", body), ("text/plain", copied(body))):
            found = dict(read(url, given, content_type))
            if "text" in found:
                found["text"] = digest(found["text"])
            lines.append(json.dumps([case.name, content_type, found], ensure_ascii=False))
    golden("extract-cases", extraction_version().split("+")[0], lines)
