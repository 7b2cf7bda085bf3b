"""What Python programs import from `jangmadang`: a page, texts, a corpus; and what each import loads."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import jangmadang
from jangmadang import Abort, Article, Skip, open_corpus, read_article, tag, to_frame

STORY = "<p>Trucks carried coal to the port of Rason on Monday, two drivers who wait there every week said.</p>" * 4
PAGE = f"<html><body><nav>Home</nav><article><h1>Coal to Rason</h1>{STORY}</article></body></html>"


def loaded_after(code):
    """Which of the heavy libraries a fresh process has loaded after some code."""
    heavy = "print(sorted({'spacy', 'trafilatura', 'scrapy', 'sqlite_utils', 'pandas', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", f"import sys\n{code}\n{heavy}"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_every_exported_name_is_there():
    assert {name: getattr(jangmadang, name).__name__ for name in jangmadang.__all__} == {n: n for n in dir(jangmadang)}


def test_import_loads_nothing():
    assert loaded_after("import jangmadang") == "[]"


@pytest.mark.slow
def test_no_spacy_until_tag_is_called(facts_data: Path):
    code = f"from jangmadang import open_corpus, read_article, tag\nread_article({PAGE!r})"
    assert "trafilatura" in loaded_after(code) and "spacy" not in loaded_after(code)
    assert loaded_after(f"from jangmadang import open_corpus\nopen_corpus({str(facts_data)!r}).prices()") == "[]"


def test_page_gives_its_article():
    article = read_article(PAGE, "https://wire.example/coal", published=datetime(2026, 3, 2, tzinfo=UTC))
    assert article.title == "Coal to Rason"
    assert article.text.startswith("Trucks carried coal")
    assert article.published == datetime(2026, 3, 2, tzinfo=UTC)
    assert read_article(PAGE.encode("utf-16"), "https://wire.example/coal").text == article.text


def test_page_of_a_known_outlet_is_the_outlets():
    article = read_article(PAGE, "https://en.yna.co.kr/view/AEN20260302001400315")
    assert article.outlet == "yonhap_en"


def test_page_without_an_article_says_why():
    with pytest.raises(Skip) as caught:
        read_article("<html><body><p>Page not found</p></body></html>")
    assert caught.value.reason


def test_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        read_article(STORY, published=datetime(2026, 3, 2))


def test_text_gives_its_mentions():
    text = "Trucks of the Sunchon Cement Complex took coal to Rason."
    found = tag(text)
    assert {(m.label, m.text) for m in found} >= {("FACTORY", "Sunchon Cement Complex"), ("PLACE", "Rason")}
    assert all(text[m.start : m.end] == m.text for m in found)


def test_many_texts_give_what_each_gives_alone():
    article = Article(
        url="https://wire.example/a",
        outlet="wire",
        title="Coal leaves Rason",
        text="Rice is sold in Hyesan.",
        captions=("A crane in Chongjin",),
        fetched_at=datetime(2026, 3, 2, tzinfo=UTC),
        method="by hand",
    )
    texts = ["Coal left Rason.", "", article, "Rice is sold in Hyesan."]
    assert list(tag(iter(texts))) == [tag(text) for text in texts]
    fields = {"text": article.text, "title": article.title, "caption": article.caption_text}
    found = tag(article)
    assert {mention.field for mention in found} == set(fields)
    assert all(fields[m.field][m.start : m.end] == m.text for m in found)


def test_figures_lead_to_their_sentence(facts_data: Path):
    with open_corpus(facts_data / "corpus.db") as corpus:
        (price,) = corpus.prices("쌀", place="Hyesan")
        assert (price.price, price.currency, price.unit) == (6200, "KPW", "kg")
        assert price.date == date(2026, 3, 13)
        assert price.sentence.startswith("A kilogram of rice cost 6,200 won")
        assert price.url == "https://border-post.example/rice"
        assert [rate.rate for rate in corpus.rates("USD")] == [8900]
        assert corpus.rates("CNY") == []
        assert [(t.flow, t.amount, t.unit) for t in corpus.trade("China")] == [("import", 2.18e9, "USD")]
        assert corpus.trade(flow="export") == []
        assert [a.kind for a in corpus.activity()] == ["halt"]
        assert len(corpus.prices()) == 1
        with pytest.raises(KeyError, match="no entity is called 'Atlantis'"):
            corpus.prices(place="Atlantis")


def test_corpus_is_searched_and_closed(facts_data: Path):
    with open_corpus(facts_data) as corpus:
        assert corpus.stats().articles == 2
        assert [hit.title for hit in corpus.search("rice").hits] == ["Rice dearer in Hyesan"]
        assert corpus.search("rice", end=datetime(2026, 1, 1, tzinfo=UTC)).total == 0
        assert corpus.search(entity="Hyesan").total == 1
        assert corpus.entity("혜산").entity.name == "Hyesan"
        assert "Hyesan" in corpus.sentences("Hyesan")[0].snippets[0].text
        with pytest.raises(Exception, match="readonly"):
            list(corpus.query("delete from articles returning id"))
    with pytest.raises(Exception, match="closed"):
        corpus.stats()


def test_where_no_corpus_is_an_error_says_so(tmp_path: Path):
    with pytest.raises(Abort, match=r"there is no corpus\.db"):
        open_corpus(tmp_path)


def test_records_make_a_frame(facts_data: Path):
    pytest.importorskip("pandas")
    with open_corpus(facts_data) as corpus:
        frame = to_frame(corpus.prices())
        rows = to_frame(corpus.query("select outlet, title from articles order by title"))
    assert frame.price.tolist() == [6200]
    assert str(frame.date.dtype).startswith("datetime64") and "UTC" in str(frame.published.dtype)
    assert rows.columns.tolist() == ["outlet", "title"] and len(rows) == 2
    with pytest.raises(TypeError, match="not of str"):
        to_frame(["no record"])
