"""Every reason that an address may end for is listed, and no reason is listed that none ends for."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.outcomes import HTTP_STATUS, OUTCOMES, check_reason
from corpus.records import Outcome, Skip

ROOT = Path(__file__).parents[2]
SOURCES = {
    path: path.read_text("utf-8")
    for package in ("crawler", "extract", "corpus")
    for path in (ROOT / package).rglob("*.py")
}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize("reason", ["no-such-reason", "", "http-", "http-x", HTTP_STATUS, "no-text: nothing"])
def test_unknown_reason_is_refused(reason: str) -> None:
    with pytest.raises(ValueError, match="no reason"):
        Skip(reason)
    with pytest.raises(ValueError, match="no reason"):
        Outcome(stage="extract", url="https://x.example/a", reason=reason)


def test_reason_of_another_stage_is_refused() -> None:
    check_reason("robots", stage="crawl")
    with pytest.raises(ValueError, match="'extract'"):
        Outcome(stage="extract", url="https://x.example/a", reason="robots")
    with pytest.raises(ValueError, match="'tag'"):
        Outcome(stage="tag", url="https://x.example/a", reason="no-text")


@pytest.mark.parametrize("stage", ["crawl", "import", "extract"])  # the stages that see what a server said
def test_any_http_status_is_a_reason(stage: str) -> None:
    check_reason("http-410", stage=stage)


def test_skip_passes_between_processes() -> None:
    skip = pickle.loads(pickle.dumps(Skip("too-short", "12 characters")))
    assert (skip.reason, skip.detail, str(skip)) == ("too-short", "12 characters", "too-short: 12 characters")


@pytest.mark.parametrize("stage", OUTCOMES)
def test_reasons_are_slugs_in_order_with_a_line_each(stage: str) -> None:
    reasons = OUTCOMES[stage]
    assert list(reasons) == sorted(reasons)
    assert [reason for reason in reasons if reason != HTTP_STATUS and not SLUG.fullmatch(reason)] == []
    assert [line for line in reasons.values() if not line or "\n" in line or "|" in line] == []


def test_reasons_named_in_the_sources_are_listed() -> None:
    named = {reason for source in SOURCES.values() for reason in reasons_in(ast.parse(source))}
    named |= set(first_of_returned(ast.parse(SOURCES[ROOT / "crawler" / "manners" / "failures.py"])))
    assert len(named) > 30
    assert sorted(named - {reason for reasons in OUTCOMES.values() for reason in reasons}) == []


def test_listed_reasons_are_given_somewhere() -> None:
    texts = [source for path, source in SOURCES.items() if path.name != "outcomes.py"]
    listed = {reason for reasons in OUTCOMES.values() for reason in reasons} - {HTTP_STATUS}
    assert sorted(reason for reason in listed if not any(f'"{reason}"' in text for text in texts)) == []


def reasons_in(tree: ast.AST) -> Iterator[str]:
    """The reasons written out where one is given: the first argument, or the one called `reason`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = {word.arg: word.value for word in node.keywords}.get("reason")
        if called in ("Skip", "Refused", "Gate") and node.args:
            given = node.args[0]
        elif called == "note" and len(node.args) > 2:
            given = node.args[2]
        elif called not in ("Skip", "Refused", "Outcome", "Verdict", "Gate"):
            continue
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield given.value


def first_of_returned(tree: ast.AST) -> Iterator[str]:
    """The strings that come first in a tuple that a function returns."""
    for node in ast.walk(tree):
        first = node.value.elts[0] if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value
