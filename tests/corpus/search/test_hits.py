"""Search: by words, by name under any alias, by label and time; sentences with what to mark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from corpus.records import Article
from corpus.search.hits import Query, search, sentence_bounds
from corpus.store.articles import Corpus


def marked(results: object) -> list[list[str]]:
    hits = results.hits  # type: ignore[attr-defined]
    return [[s.text[a:b] for s in hit.snippets for a, b, _ in s.marks] for hit in hits]


def test_words_find_the_sentence_that_holds_them(rason: Corpus) -> None:
    (hit,) = search(rason.db, Query(text="port staff")).hits
    (snippet,) = hit.snippets
    assert snippet.text == "The Sunchon Cement Complex sent trucks, port staff said."
    assert [snippet.text[start:end] for start, end, _ in snippet.marks] == ["port", "staff"]


@pytest.mark.parametrize("name", ["Rason", "raseon", "라선", '"Rason"', "place/rason"])
def test_any_alias_finds_the_mentions_of_its_entity(rason: Corpus, name: str) -> None:
    results = search(rason.db, Query(text=name))
    assert results.entities == ("place/rason",)
    assert marked(results) == [["Rason", "Rason"]]
    assert results.hits[0].snippets[0].field == "text"


def test_label_keeps_articles_with_such_a_name(rason: Corpus) -> None:
    assert search(rason.db, Query(label="FACTORY")).total == 1
    assert search(rason.db, Query(label="PERSON")).total == 0


def test_time_span_includes_its_start_and_not_its_end(rason: Corpus) -> None:
    published = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert search(rason.db, Query(start=published)).total == 1
    assert search(rason.db, Query(end=published)).total == 0


def test_newest_comes_first_and_pages_follow_one_another(corpus: Corpus, article: Callable[..., Article]) -> None:
    for day in (1, 3, 2):
        dated = article(url=f"https://wire.example/{day}", published=datetime(2026, 3, day, tzinfo=UTC))
        corpus.save_article(dated, page_url=dated.url)
    first = search(corpus.db, Query(text="cranes", limit=2))
    second = search(corpus.db, Query(text="cranes", limit=2, offset=2))
    assert first.total == second.total == 3
    days = [hit.published[8:10] for hit in (*first.hits, *second.hits) if hit.published]
    assert days == ["03", "02", "01"]


def test_korean_word_of_two_characters_is_found_inside_a_longer_one(
    corpus: Corpus, article: Callable[..., Article]
) -> None:
    korean = article(text="대동강맥주공장이 라선에서 새 맥주를 내놓았다.", title="맥주", language="ko")
    corpus.save_article(korean, page_url=korean.url)
    for query in ("맥주", "라선", "공장"):
        assert search(corpus.db, Query(text=query)).total == 1
    assert search(corpus.db, Query(text="선라")).total == 0


def test_diacritics_make_no_difference_and_marks_still_fit(corpus: Corpus, article: Callable[..., Article]) -> None:
    accented = article(text="Ships left Wŏnsan and Rason.")
    corpus.save_article(accented, page_url=accented.url)
    assert marked(search(corpus.db, Query(text="wonsan"))) == [["Wŏnsan"]]


def test_query_without_a_word_finds_nothing(rason: Corpus) -> None:
    assert search(rason.db, Query(text="?!")).total == 0


def test_an_abbreviation_ends_no_sentence_and_known_ones_stand() -> None:
    text = "As of Feb. 28, rice cost 6,200 won. Mr. Kim of the U.S. Treasury left. He went to the U.S. The end"
    ends = [text[start:end] for start, end in sentence_bounds(text)]
    assert ends == [
        "As of Feb. 28, rice cost 6,200 won.",
        "Mr. Kim of the U.S. Treasury left.",
        "He went to the U.S.",
        "The end",
    ]
    assert sentence_bounds(text, [(0, 35), (10, 50)])[0] == (0, 50)


def test_no_sentence_beside_a_known_one_has_blanks_at_its_ends() -> None:
    text = "A head \n Rice rose in Hyesan. A trader said so."
    assert sentence_bounds(text, [(9, 29)]) == [(0, 6), (9, 29), (30, 47)]


def test_sentence_bounds_cover_every_word() -> None:
    text = "One sentence. Another one!\nA line without an end"
    assert [text[start:end] for start, end in sentence_bounds(text)] == [
        "One sentence.",
        "Another one!",
        "A line without an end",
    ]
