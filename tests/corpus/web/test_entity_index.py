"""The indexes of entities: narrowed by label, kind, country and time; counts as the sentences behind them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from corpus.read import period_counts
from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh


def names(desk: Any, asked: str) -> list[str]:
    return [row["name"] for row in desk.get(f"/entities.json?{asked}").json()["entities"]]


def test_only_what_articles_name_is_listed(desk: Any) -> None:
    assert names(desk, "") == ["Rason", "coal"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("label=PLACE", ["Rason"]),
        ("label=PERSON", []),
        ("kind=province", ["Rason"]),
        ("name=raseon", ["Rason"]),
        ("name=%25", []),  # no wildcard
        ("sort=name", ["coal", "Rason"]),
        ("new=yes&since=2026-03&until=2026-03", ["Rason"]),
        ("new=yes&since=2026-03-02&until=2026-03-02", ["Rason"]),
        ("new=yes&since=2026-03-03&until=2026-03", []),
        ("new=yes&since=2026-04", []),
    ],
)
def test_a_list_is_narrowed(desk: Any, asked: str, found: list[str]) -> None:
    assert names(desk, asked) == found


@pytest.mark.parametrize("within", ["sentence", "paragraph", "article"])
def test_those_named_with_another_within_reach(desk: Any, within: str) -> None:
    assert names(desk, f"with=product/coal&within={within}") == ["Rason"]
    assert f"in one {within} with" in desk.get(f"/entities?with=coal&within={within}").text


def test_one_story_together_is_no_company_unless_it_is_asked_for(desk: Any) -> None:
    page = desk.get("/entities?with=coal").text
    assert "Named together in 2 stories or more" in page and "No name fits in 2 stories" in page
    assert 'href="/entities?with=product%2Fcoal&amp;least=1"' in page
    assert 'href="/entities.csv?with=product%2Fcoal&amp;least=2"' in page
    assert names(desk, "with=coal") == names(desk, "with=coal&least=1") == ["Rason"]
    assert names(desk, "with=coal&least=2") == []
    every = desk.get("/entities?with=coal&least=1").text
    assert "/together?of=product%2Fcoal&amp;with=place%2Frason" in every and 'name="least" value="1"' in every


def test_what_meets_less_often_than_chance_is_marked(desk: Any, hostile: Corpus) -> None:
    assert "less than expected" not in desk.get("/entities?with=coal&least=1").text
    hostile.db.execute("update entities set stories = 9 where id = 'place/rason'").close()
    hostile.db.execute("update row_counts set rows = 1 where name = 'stories'").close()
    hostile.db.execute(
        "insert into entity_articles(entity_id, published, article_id, story_id, outlet, mentions)"
        " select 'product/coal', published, id, 'other', outlet, 1 from articles where url like '%bad%'"
    ).close()
    assert "less than expected" in desk.get("/entities?with=coal&least=1").text


def test_count_of_those_named_together_leads_to_the_sentences(desk: Any) -> None:
    assert "/together?of=product%2Fcoal&amp;with=place%2Frason" in desk.get("/entities?with=product/coal&least=1").text
    (one,) = desk.get("/together.json?of=product/coal&with=place/rason").json()["sentences"]
    assert one["sentence"] == "Cranes moved coal in Rason on Monday."
    assert desk.get("/together?of=product/coal&with=place/nowhere").status_code == 404
    assert desk.get("/together").status_code == 404


def test_counts_of_whole_months_are_those_kept(desk: Any) -> None:
    rows = desk.get("/entities.json?since=2026-03&until=2026-03").json()["entities"]
    whole = desk.get("/entities.json?since=2025").json()["entities"]
    assert rows == whole
    assert desk.get("/entities.json?since=2026-04").json()["total"] == 0


def counts(desk: Any, asked: str) -> dict[str, tuple[int, int, int]]:
    rows = desk.get(f"/entities.json?{asked}").json()["entities"]
    return {row["id"]: (row["mentions"], row["articles"], row["stories"]) for row in rows}


@pytest.fixture
def later(hostile: Corpus, article: Callable[..., Article], mention: Callable[..., Mention]) -> Corpus:
    """Beside the two articles of 2 March one of 9 March and one of 20 January that name coal."""
    for url, day in (("https://wire.example/later", (2026, 3, 9)), ("https://wire.example/before", (2026, 1, 20))):
        one = article(url=url, text="Trucks carried coal.", published=datetime(*day, tzinfo=UTC))
        hostile.save_article(one, page_url=one.url)
        hostile.save_mentions(one.id, [mention(one.text, "coal", "PRODUCT")], pipeline="by-hand-1")
    hostile.db.execute("update mentions set entity_id = 'product/coal' where text = 'coal'").close()
    refresh(hostile.db)
    return hostile


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("since=2026-03-02&until=2026-03-08", {"product/coal": (1, 1, 1), "place/rason": (3, 2, 2)}),
        ("since=2026-03-03&until=2026-03-09", {"product/coal": (1, 1, 1)}),
        ("since=2026-03-10&until=2026-03-20", {}),
        ("since=2026-01-21&until=2026-03-08", {"product/coal": (1, 1, 1), "place/rason": (3, 2, 2)}),
        ("since=2026-01-20", {"product/coal": (3, 3, 3), "place/rason": (3, 2, 2)}),
        ("until=2026-03-02", {"product/coal": (2, 2, 2), "place/rason": (3, 2, 2)}),
    ],
)
@pytest.mark.parametrize("most", [5000, 3])  # with few, only the first and the last month are counted by days
def test_a_list_of_some_days_counts_those_days(
    later: Corpus, desk: Any, monkeypatch: pytest.MonkeyPatch, asked: str, expected: dict[str, Any], most: int
) -> None:
    monkeypatch.setattr(period_counts, "MOST_BY_DAYS", most)
    assert counts(desk, asked) == expected
    found = desk.get(f"/entities.json?{asked}").json()
    given = dict(part.split("=") for part in asked.split("&"))
    assert (found["counted_since"], found["counted_until"]) == (given.get("since", ""), given.get("until", ""))


def test_where_too_many_are_of_the_days_months_are_counted_and_named(
    later: Corpus, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(period_counts, "MOST_BY_DAYS", 0)
    asked = "since=2026-03-02&until=2026-03-08"
    found = desk.get(f"/entities.json?{asked}").json()
    assert (found["counted_since"], found["counted_until"]) == ("2026-03-01", "2026-03-31")
    assert counts(desk, asked)["product/coal"] == (2, 2, 2)
    page = desk.get(f"/entities?{asked}").text
    assert "<h1>Names, Mar 2026</h1>" in page and "You asked for 2 – 8 Mar 2026" in page
    assert "since=2026-03-01&amp;until=2026-03-31" in page


def test_days_in_the_title_are_those_counted_and_lead_to_their_sentences(later: Corpus, desk: Any) -> None:
    page = desk.get("/entities?since=2026-03-02&until=2026-03-08").text
    assert "<h1>Names, 2 – 8 Mar 2026</h1>" in page and "You asked for" not in page
    assert "/search?entity=product%2Fcoal&amp;since=2026-03-02&amp;until=2026-03-08" in page
    beside = desk.get("/entities.json?with=place/rason&since=2026-03-02&until=2026-03-08").json()["entities"]
    assert [(row["id"], row["articles"]) for row in beside] == [("product/coal", 1)]


def test_what_datelines_and_captions_alone_name_is_marked(
    hostile: Corpus, desk: Any, article: Callable[..., Article], mention: Callable[..., Mention]
) -> None:
    for key, label, name in (("org/mct", "ORG", "MCT"), ("person/x", "PERSON", "Baek")):
        hostile.db.execute(
            "insert into entities(id, label, name, status, mentions, stories) values (?, ?, ?, 'known', 1, 1)",
            [key, label, name],
        ).close()
    one = article(
        url="https://wire.example/sent", text="Rason, March 9 (MCT) -- Trucks carried coal.", captions=("Photo: Baek",)
    )
    hostile.save_article(one, page_url=one.url)
    found = [mention(one.text, "MCT", "ORG"), mention(one.text, "coal", "PRODUCT")]
    found.append(mention("Photo: Baek", "Baek", "PERSON", field="caption"))
    hostile.save_mentions(one.id, found, pipeline="by-hand-1")
    for key, name in (("org/mct", "MCT"), ("person/x", "Baek"), ("product/coal", "coal")):
        hostile.db.execute("update mentions set entity_id = ? where text = ?", [key, name]).close()
    refresh(hostile.db)
    rows = desk.get("/entities.json").json()["entities"]
    assert {row["name"]: row["beside_text"] for row in rows} == {"MCT": 1, "Baek": 1, "Rason": 0, "coal": 0}
    assert desk.get("/entities").text.count("only in datelines, captions and credits") == 2


def test_names_are_ranked_by_the_stories_that_tell_of_them(
    hostile: Corpus, desk: Any, article: Callable[..., Article], mention: Callable[..., Mention]
) -> None:
    """An outlet in its own articles and an author in his or her own are credits; in those of others they are news."""
    for key, label, name in (("org/wire", "ORG", "Wire <b>"), ("person/jin", "PERSON", "Jin Sol")):
        hostile.db.execute(
            "insert into entities(id, label, name, status, mentions, stories) values (?, ?, ?, 'provisional', 3, 3)",
            [key, label, name],
        ).close()
    for number, (text, outlet) in enumerate(
        [
            ("Wire <b> asked three traders of coal. JIN SOL reports.", "wire"),
            ("Wire <b> saw the coal unloaded. JIN SOL was there.", "wire"),
            ("Police took away JIN SOL, a reporter of Wire <b>.", "daily"),
        ]
    ):
        one = article(
            url=f"https://{outlet}.example/jin-{number}",
            outlet=outlet,
            text=text,
            title=f"Coal {number}",
            authors=("Jin Sol",) if outlet == "wire" else (),
        )
        hostile.save_article(one, page_url=one.url)
        named = [mention(text, "Wire <b>", "ORG"), mention(text, "JIN SOL", "PERSON")]
        named += [mention(text, "coal", "PRODUCT")] if "coal" in text else []
        hostile.save_mentions(one.id, named, pipeline="by-hand-1")
    for key, words in (("org/wire", "Wire <b>"), ("person/jin", "JIN SOL"), ("product/coal", "coal")):
        hostile.db.execute("update mentions set entity_id = ? where text = ?", [key, words]).close()
    hostile.db.execute("update entities set stories = 2 where id = 'product/coal'").close()
    refresh(hostile.db)
    rows = {row["id"]: row for row in desk.get("/entities.json").json()["entities"]}
    assert {key: (row["stories"], row["told"]) for key, row in rows.items() if key != "place/rason"} == {
        "product/coal": (2, 2),
        "org/wire": (3, 1),
        "person/jin": (3, 1),
    }
    assert [key for key in rows if key != "place/rason"] == ["product/coal", "org/wire", "person/jin"]
    by_all = [row["id"] for row in desk.get("/entities.json?sort=stories").json()["entities"]]
    assert by_all.index("org/wire") < by_all.index("product/coal")
    assert "datelines, captions and credits among them" in desk.get("/entities").text


def test_those_left_out_for_having_no_country_are_counted(hostile: Corpus, desk: Any) -> None:
    hostile.db.execute("update entities set country = 'KP' where id = 'place/rason'").close()
    found = desk.get("/entities.json?country=kp").json()
    assert ([row["id"] for row in found["entities"]], found["no_country"]) == (["place/rason"], 1)
    assert desk.get("/entities.json").json()["no_country"] is None
    assert names(desk, "country=none") == ["coal"]
    page = desk.get("/entities?country=KP").text
    assert "1 name that would fit has no country here" in page and "country=NONE" in page
    assert '<option value="NONE">not known (1)</option>' in page


def test_those_named_together_in_fewer_stories_are_counted(desk: Any) -> None:
    assert desk.get("/entities.json?with=coal&least=2").json()["in_fewer"] == 1
    assert desk.get("/entities.json?with=coal").json()["in_fewer"] == 0
    assert "1 name more is left out for that" in desk.get("/entities?with=coal").text


@pytest.mark.parametrize(
    "asked",
    [
        "label=DISH",
        "status=provisonal",
        "since=26",
        "until=2026-13",
        "within=town",
        "page=0",
        "page=two",
        "least=0",
        "least=few",
    ],
)
def test_what_cannot_be_asked_is_said(desk: Any, asked: str) -> None:
    assert desk.get(f"/entities?{asked}").status_code == 400


@pytest.mark.parametrize("asked", ["label=DISH", "not.label=DISH", "month=2026-13", "month=x", "not.month=2026-00"])
def test_a_search_for_what_there_is_not_is_said_alike(desk: Any, asked: str) -> None:
    assert desk.get(f"/search?{asked}").status_code == desk.get(f"/search.json?{asked}").status_code == 400
    assert desk.get("/network/place/rason?label=DISH").status_code == 400
    for known in ("label=place", "month=2026", "month=2026-03", "month=2026-03-01", "month=undated"):
        assert desk.get(f"/search?{known}").status_code == 200


def test_the_names_that_the_knowledge_base_has_not_are_asked_for(desk: Any) -> None:
    every, own = (desk.get(f"/entities.json?new=yes{asked}").json() for asked in ("", "&status=provisional"))
    assert own["total"] == sum(row["status"] == "provisional" for row in every["entities"])


def test_counts_lead_to_as_many(desk: Any) -> None:
    """Those of the brief, and those of the things in the corpus."""
    stats = desk.get("/stats.json").json()["entities"]
    assert {label: desk.get(f"/entities.json?label={label}").json()["total"] for label in stats} == stats
    page = desk.get("/stats").text
    assert all(f'href="/entities?label={label}">{count}</a>' in page for label, count in stats.items())
    lists = {"events": "", "plants": "total", "entities": "total", "visits": "observations", "changes": "changes"}
    for section in desk.get("/brief.json?days=366").json()["sections"]:
        name, _, asked = section["path"][1:].partition("?")
        if section["listed"] and name in lists:
            found = desk.get(f"/{name}.json?{asked}").json()
            rows = found[lists[name]] if lists[name] else found
            assert section["total"] == (rows if isinstance(rows, int) else len(rows)), section["path"]


def test_a_page_beyond_the_last_says_so(desk: Any) -> None:
    assert "The last page is 1" in desk.get("/entities?page=99").text


def test_unknown_company_is_not_found_and_what_was_meant_is_said(desk: Any) -> None:
    assert desk.get("/entities?with=place/nowhere").status_code == 404
    assert "did you mean Rason?" in desk.get("/entities?with=Rsaon").text


def test_csv_has_the_same_rows(desk: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(desk.get("/entities.csv").text.lstrip("\ufeff"))))
    assert [row["id"] for row in rows] == ["place/rason", "product/coal"]


def test_plants_page_and_brief_say_which_new_plants_they_count(hostile: Corpus, desk: Any) -> None:
    for key, status in (("factory/a", "known"), ("factory/x.b", "provisional"), ("factory/x.c", "provisional")):
        hostile.db.execute(
            "insert into entities(id, label, name, status, mentions, stories, first_seen)"
            " values (?1, 'FACTORY', ?1, ?2, 1, 1, '2026-03-05T08:00:00+00:00')",
            [key, status],
        ).close()
    page = desk.get("/plants?new=yes&since=2026-03-02&until=2026-03-08").text
    listed = "/entities?label=FACTORY&amp;status=provisional&amp;new=yes&amp;since=2026-03-02&amp;until=2026-03-08"
    assert "<h1>3 plants</h1>" in page and f'<a href="{listed}">2 of them are not in the knowledge base</a>' in page
    assert len(desk.get(listed.replace("&amp;", "&").replace("?", ".json?")).json()["entities"]) == 2
    assert "not in the knowledge base" not in desk.get("/plants?new=yes&since=2026-03-02&kind=cement").text
