"""What an edit changed, and texts whose names overlap or run to the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from corpus.records import Article
from corpus.store.articles import Corpus
from corpus.web.diffs import diff_lines
from corpus.web.marking import Span, mark_text, plain_text


def test_edit_shows_the_words_that_went_and_came(desk: Any, hostile: Corpus, article: Callable[..., Article]) -> None:
    before = article(url="https://wire.example/edited", text="Rason sold coal.\nThe end.")
    after = article(url=before.url, text="Rason sold <beer>.\nThe end.", fetched_at=datetime(2026, 3, 5, tzinfo=UTC))
    hostile.save_article(after, page_url=after.url, earlier=(before,))
    hostile.save_version_names(after.id, before.fetched_at.isoformat(), [("coal", "PRODUCT")])
    page = desk.get(f"/article/{after.id}").text
    assert "Rason sold <del>coal.</del>" in page
    assert "Rason sold <ins>&lt;beer&gt;.</ins>" in page
    assert 'Names that vanished: <span class="name product">coal</span>' in page
    assert "names that moved" in desk.get("/changes").text
    hostile.db.execute(
        "insert into names values ('PRODUCT', 'coal', 'coal', 'product/coal', 'product/coal', 1, '', '')"
    ).close()
    assert "“coal” was taken out" in desk.get("/entity/product/coal").text


def test_lines_that_stayed_are_left_out() -> None:
    assert diff_lines("a\nb\nc", "a\nx\nc") == [("gone", Markup("<del>b</del>")), ("new", Markup("<ins>x</ins>"))]


def test_of_two_names_that_overlap_the_longer_is_marked() -> None:
    spans = [
        Span(start=0, end=5, label="PLACE"),
        Span(start=0, end=10, label="FACTORY"),
        Span(start=6, end=8, label="ORG"),
    ]
    assert str(mark_text("Rason Mill.", spans)) == '<mark class="name factory">Rason Mill</mark>.'


@given(st.text(), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6)), max_size=5))
def test_marked_text_holds_no_markup_but_ours(text: str, spans: list[tuple[int, int]]) -> None:
    marked = mark_text(text, [Span(start=a, end=a + n, label="", entity="") for a, n in spans])
    bare = str(marked).replace('<mark class="word">', "").replace("</mark>", "")
    assert bare == str(plain_text(text))
    if "U+" not in bare:
        assert Markup(bare).unescape() == text.replace("\ue000", "").replace("\ue001", "")
    assert "<script" not in bare


def test_page_shows_a_month_where_no_day_is_known(desk: Any, hostile: Corpus, article: Callable[..., Article]) -> None:
    issue = article(
        url="https://wire.example/issue", published=datetime(2025, 11, 1, tzinfo=UTC), published_precision="month"
    )
    hostile.save_article(issue, page_url=issue.url)
    page = desk.get(f"/article/{issue.id}").text
    assert '<p class="lead">Nov 2025' in page
    assert "1 Nov 2025" not in page
    assert '<time datetime="2025-11">Nov 2025</time>' in desk.get("/search?q=cranes").text
