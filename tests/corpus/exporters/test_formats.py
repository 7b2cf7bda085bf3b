"""Each format, read by the library that it is for: the counts of the corpus, and values that trip readers up."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.exporters.conll import START
from corpus.exporters.csv_tables import plain_cell
from corpus.search.hits import Query, search

Exported = Callable[..., Path]


@pytest.fixture
def counts(desk: Path) -> dict[str, int]:
    """The rows of each table in the corpus."""
    with closing(sqlite3.connect(desk / "corpus.db")) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
        return {name: db.execute(f"select count(*) from [{name}]").fetchone()[0] for name in names}


@pytest.fixture
def labels(desk: Path) -> Counter[str]:
    """The corpus's mentions by label."""
    with closing(sqlite3.connect(desk / "corpus.db")) as db:
        return Counter(dict(db.execute("select label, count(*) from mentions group by label")))


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


# jsonl


def test_jsonl_has_every_row(exported: Exported, counts: dict[str, int]) -> None:
    folder = exported("jsonl")
    articles, entities = (json_lines(folder / f"{name}.jsonl") for name in ("articles", "entities"))
    assert (len(articles), len(entities)) == (counts["articles"], counts["entities"])
    assert sum(len(article["mentions"]) for article in articles) == counts["mentions"]
    assert sum(len(entity["entity_aliases"]) for entity in entities) == counts["entity_aliases"]


def test_jsonl_mentions_are_cut_from_their_fields(exported: Exported) -> None:
    for article in json_lines(exported("jsonl") / "articles.jsonl"):
        fields = {"title": article["title"], "text": article["text"], "caption": article["captions"]}
        assert article["mentions"]
        assert all(fields[m["field"]][m["start"] : m["end"]] == m["text"] for m in article["mentions"])


def test_jsonl_values_have_their_types(exported: Exported) -> None:
    folder = exported("jsonl")
    article = json_lines(folder / "articles.jsonl")[0]
    assert isinstance(article["authors"], list) and article["partial"] is False and article["topics"] == {}
    (quote,) = json_lines(folder / "price_quotes.jsonl")
    assert (quote["price"], len(quote["mentions"])) == (6200.0, 1)


def test_jsonl_without_text_has_contexts(exported: Exported) -> None:
    for article in json_lines(exported("jsonl", text=False) / "articles.jsonl"):
        assert not {"text", "captions", "removed"} & set(article) and article["url"]
        assert all(m["text"] in m["context"] and len(m["context"].split()) <= 25 for m in article["mentions"])


# csv


@pytest.mark.parametrize("text", [True, False], ids=["text", "no-text"])
def test_csv_read_by_pandas_has_every_row(exported: Exported, counts: dict[str, int], text: bool) -> None:
    pandas = pytest.importorskip("pandas")
    for path in exported("csv", text=text).glob("*.csv"):
        assert len(pandas.read_csv(path)) == counts[path.stem], path.name


def test_csv_holds_no_formula(exported: Exported) -> None:
    for path in exported("csv").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r")]


def test_csv_texts_come_back_as_they_were(exported: Exported, desk: Path) -> None:
    with closing(sqlite3.connect(desk / "corpus.db")) as db:
        texts = {row[0]: row[1:] for row in db.execute("select id, title, text from articles")}
    with (exported("csv") / "articles.csv").open(encoding="utf-8", newline="") as file:
        read = {row["id"]: (plain_cell(row["title"]), plain_cell(row["text"])) for row in csv.DictReader(file)}
    assert read == texts


# parquet


def test_parquet_read_by_pyarrow_has_every_row(exported: Exported, counts: dict[str, int]) -> None:
    dataset = pytest.importorskip("pyarrow.dataset", reason="the extra parquet is not installed")
    folder = exported("parquet")
    tables = {path.name.removesuffix(".parquet") for path in folder.iterdir() if path.suffix not in (".json", ".md")}
    for name in tables:
        path = folder / name if (folder / name).is_dir() else folder / f"{name}.parquet"
        assert dataset.dataset(path, partitioning="hive").count_rows() == counts[name], name


def test_parquet_read_by_duckdb_has_the_months(exported: Exported) -> None:
    duckdb = pytest.importorskip("duckdb")
    folder = exported("parquet")
    rows = duckdb.sql(f"select month, count(*) from '{folder}/articles/*/*.parquet' group by 1 order by 1").fetchall()
    assert rows == [("2026-03", 1), ("2026-04", 1), ("unknown", 1)]


def test_parquet_read_by_pandas_has_times_and_types(exported: Exported) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    articles = pandas.read_parquet(exported("parquet") / "articles")
    assert str(articles.published.dt.tz) == "UTC" and articles.partial.dtype == bool


# FollowTheMoney


@pytest.fixture
def proxies(exported: Exported) -> list[Any]:
    """The entities of an export as its library reads them."""
    model = pytest.importorskip("followthemoney", reason="the extra ftm is not installed").model
    return [model.get_proxy(line) for line in json_lines(exported("ftm") / "entities.ftm.json")]


def test_ftm_entities_are_valid_and_complete(proxies: list[Any], counts: dict[str, int]) -> None:
    schemata = Counter(proxy.schema.name for proxy in proxies)
    assert (schemata["Article"], schemata["Mention"]) == (counts["articles"], counts["mentions"])
    things = schemata.total() - schemata["Article"] - schemata["Mention"] - schemata["Documentation"]
    assert things == counts["entities"] - 1  # coal is a product: mentions alone
    for proxy in proxies:
        assert proxy.schema.validate(proxy.to_dict()) is None  # raises what it finds


def test_ftm_references_lead_to_entities_of_their_range(proxies: list[Any]) -> None:
    known = {proxy.id: proxy.schema for proxy in proxies}
    references = [(prop, value) for proxy in proxies for prop, value in proxy.itervalues() if prop.range]
    assert {prop.name for prop, _ in references} == {"document", "resolved", "addressEntity", "entity"}
    assert all(known[value].is_a(prop.range) for prop, value in references)


def test_ftm_article_has_what_the_outlet_published(proxies: list[Any]) -> None:
    (article,) = [proxy for proxy in proxies if proxy.schema.name == "Article" and "busy" in proxy.caption]
    assert article.first("publishedAt") == "2026-03-02T12:00:00" and article.first("publisher") == "Wire, The"
    assert article.first("language") == "eng" and article.first("bodyText")


# spaCy, CoNLL


def test_spacy_docs_hold_every_mention_with_its_link(exported: Exported, labels: Counter[str], desk: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    vocab = spacy.blank("xx").vocab
    docs = [doc for path in exported("spacy").glob("*.spacy") for doc in DocBin().from_disk(path).get_docs(vocab)]
    ents = [(ent.id_, ent.text, ent.kb_id_) for doc in docs for ent in doc.ents]
    with closing(sqlite3.connect(desk / "corpus.db")) as db:
        assert sorted(ents) == sorted(db.execute("select id, text, coalesce(entity_id, '') from mentions"))
    assert Counter(ent.label_ for doc in docs for ent in doc.ents) == labels


def test_spacy_docs_have_the_very_texts(exported: Exported, desk: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from spacy.tokens import DocBin

    docs = DocBin().from_disk(exported("spacy") / "articles-0000.spacy").get_docs(spacy.blank("xx").vocab)
    with closing(sqlite3.connect(desk / "corpus.db")) as db:
        texts = {row[0]: row[1] for row in db.execute("select id, text from articles")}
    read = {doc.user_data["article"]: doc.text for doc in docs if doc.user_data["field"] == "text"}
    assert read == texts


def test_conll_read_by_spacy_has_every_mention(exported: Exported, labels: Counter[str]) -> None:
    pytest.importorskip("spacy")
    from spacy.training.converters import conll_ner_to_docs

    text = (exported("conll") / "articles.conll").read_text("utf-8")
    docs = list(conll_ner_to_docs(text, n_sents=1, no_print=True))
    assert Counter(ent.label_ for doc in docs for ent in doc.ents) == labels


def test_conll_addresses_are_those_of_mentions(exported: Exported, desk: Path) -> None:
    lines = (exported("conll") / "articles.conll").read_text("utf-8").split("\n")
    begun = [line.split(" ")[1] for line in lines if " B-" in line and line != START]
    with closing(sqlite3.connect(desk / "corpus.db")) as db:
        assert sorted(begun) == [row[0] for row in db.execute("select id from mentions order by id")]


# networks and maps


def test_gexf_read_by_networkx_has_what_is_named_together(exported: Exported) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_gexf(exported("gexf") / "co-mentions.gexf")
    assert graph.nodes["person/author"]["label"] == "=Author & <Son>"
    assert graph.edges["place/rason", "product/coal"]["articles"] == 2
    assert graph.edges["place/rason", "factory/sunchon-cement"]["weight"] == 1
    assert not graph.has_edge("org/rason-bank", "place/rason")


def test_geojson_has_places_at_their_points_and_plants_at_their_places(exported: Exported) -> None:
    collection = json.loads((exported("geojson") / "places.geojson").read_text("utf-8"))
    points = {feature["id"]: feature for feature in collection["features"]}
    assert points["place/rason"]["geometry"] == {"type": "Point", "coordinates": [130.3, 42.25]}
    assert points["factory/sunchon-cement"]["geometry"]["coordinates"] == [125.9, 39.4]
    assert points["factory/sunchon-cement"]["properties"]["point_of"] == "place/sunchon"
    assert points["place/hunchun"]["geometry"] is None
    assert "place/sunchon" not in points  # which no article names itself


# pages and the copy


def test_warc_read_by_warcio_has_every_version_of_every_page(exported: Exported) -> None:
    from warcio.archiveiterator import ArchiveIterator

    with (exported("warc") / "pages.warc.gz").open("rb") as stream:
        bodies = [r.content_stream().read() for r in ArchiveIterator(stream) if r.rec_type == "response"]
    assert sorted(bodies) == sorted([b"<p>one", b"<p>two", "<p>라선".encode()])


@pytest.mark.parametrize("text", [True, False], ids=["text", "no-text"])
def test_sqlite_copy_has_every_row_and_can_be_searched(exported: Exported, counts: dict[str, int], text: bool) -> None:
    from corpus.store.reader import open_readonly

    copy = open_readonly(exported("sqlite", text=text) / "corpus.db")
    for table in ("articles", "mentions", "entities", "price_quotes"):
        assert copy.execute(f"select count(*) from {table}").fetchone()[0] == counts[table]
    assert copy.execute("select count(*) from progress").fetchone() == (0,)
    assert bool(search(copy, Query(text="berths")).hits) is text
    copy.close()


def test_sqlite_copy_without_text_has_contexts(exported: Exported) -> None:
    with closing(sqlite3.connect(exported("sqlite", text=False) / "corpus.db")) as db:
        assert db.execute("select count(*) from mentions where instr(context, text) = 0").fetchone() == (0,)
        assert db.execute("select max(length(text) + length(captions)) from articles").fetchone() == (0,)
