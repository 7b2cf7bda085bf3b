"""Which sentences are shown for a match, and where the marks fall in them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from corpus.search.snippets import make_snippet, mention_snippets, term_snippets, with_names

TEXT = "Coal left Rason.\nCoal stayed in Rajin, and coal again. Nothing else."


def row(**fields: Any) -> dict[str, Any]:
    return {"title": "Coal moves", "text": TEXT, "captions": "", "noarchive": 0, **fields}


def found(start: int, end: int, bounds: tuple[int, int], field: str = "text") -> dict[str, Any]:
    values = {"field": field, "start": start, "end": end, "sent_start": bounds[0], "sent_end": bounds[1]}
    return {**values, "label": "PRODUCT", "entity_id": "product/coal"}


def test_body_comes_before_the_title_and_a_sentence_once() -> None:
    mentions = [found(0, 4, (0, 10), "title"), found(17, 21, (17, 54)), found(43, 47, (17, 54))]
    body, title = mention_snippets(row(), mentions)
    assert (body.text, [body.text[a:b] for a, b, _ in body.marks]) == (TEXT[17:54], ["Coal", "coal"])
    assert (title.field, title.text) == ("title", "Coal moves")


def test_sentence_with_most_of_the_words_is_shown() -> None:
    (snippet,) = term_snippets(row(), ["coal", "rajin"])
    assert snippet.text == "Coal stayed in Rajin, and coal again."
    assert [snippet.text[a:b] for a, b, _ in snippet.marks] == ["Coal", "Rajin", "coal"]


def test_phrase_across_punctuation_is_found() -> None:
    (snippet,) = term_snippets(row(), ["rajin and"])
    assert [snippet.text[a:b] for a, b, _ in snippet.marks] == ["Rajin, and"]


def test_search_without_words_shows_the_title() -> None:
    assert [snippet.text for snippet in term_snippets(row(), [])] == ["Coal moves"]


def test_names_of_other_sentences_are_left_out() -> None:
    snippet = make_snippet("text", TEXT, 17, 54, [(17, 21, "PRODUCT")])
    named = with_names(snippet, [found(0, 4, (0, 16)), found(17, 21, (17, 54)), found(0, 4, (0, 10), "title")])
    assert named.names == ((0, 4, "PRODUCT", "product/coal"),)


@given(st.text(max_size=60), st.text("abc Äß나.\n", min_size=1, max_size=12))
def test_marks_lie_within_their_sentence(text: str, term: str) -> None:
    for snippet in term_snippets(row(text=text), term.split()):
        assert "\n" not in snippet.text
        for start, end, _ in snippet.marks:
            assert 0 <= start < end <= len(snippet.text)
