"""JSON-LD with the usual faults is read; of what is beyond repair its plain statements are."""

from __future__ import annotations

import pytest

from extract.page.json_ld import REPAIRS, read_json, text_value


@pytest.mark.parametrize("broken", [example for _, _, example in REPAIRS])
def test_fault_is_mended(broken: str) -> None:
    assert read_json(broken)


def test_text_beyond_repair_keeps_what_it_states() -> None:
    broken = '{"@type": "NewsArticle", "headline": "Corn falls", "description": "A "no"", "datePublished": "2026-03-02"'
    assert read_json(broken) == {"@type": "NewsArticle", "headline": "Corn falls", "datePublished": "2026-03-02"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"givenName": "Sera", "familyName": "Hong"}, "Sera Hong"),
        ("&amp;quot;Corn&amp;quot; falls", '"Corn" falls'),
        ("Sam\u00adjiyon", "Samjiyon"),
        (1772410500000, "1772410500000"),
        ([], ""),
        (None, ""),
    ],
)
def test_value_becomes_a_line_of_text(value: object, text: str) -> None:
    assert text_value(value) == text
