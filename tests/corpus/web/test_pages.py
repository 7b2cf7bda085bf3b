"""Every page: it answers, escapes what it shows, loads nothing from elsewhere; its counts lead to sentences."""

from __future__ import annotations

import csv
import html
import io
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from corpus.records import article_id
from corpus.web.unknown_parameters import what_is_unknown

BAD = article_id("https://wire.example/bad?a=1&b=<2>")
PAGES = (
    "/",
    "/search",
    "/search?q=coal",
    "/search?entity=place/rason&not.outlet=daily&since=2026-01-01&sort=relevance&fold=no",
    "/search?q=%22%28&month=2026-03&page=9999",
    "/entity/place/rason",
    "/entity/place/rason?by=mentions",
    f"/article/{BAD}",
    "/plants",
    "/plants?unnamed=yes&sort=name&place=place/rason&name=%25",
    "/brief",
    "/brief?days=30&until=2026-03-31",
    "/brief?until=2026-03",
    "/compare",
    "/compare?of=place/rason&of=search:%20coal&of=%3Cb%3E&by=share",
    "/prices",
    "/prices?of=coal&in=place/rason&since=2026-01-01&until=2026-12-31",
    "/rates",
    "/trade?of=%22%27--",
    "/visits",
    "/entities",
    "/entities?label=PLACE&kind=province&country=KP&name=%25&since=2026-01&until=2026-12&sort=name",
    "/entities?with=place/rason&new=yes&page=9",
    f"/article/{BAD}?at=text.3-9",
    f"/article/{BAD}?at=text.99999-999999999",
    "/network/place/rason",
    "/network/place/rason?with=product/coal&label=PRODUCT",
    "/events",
    "/events?stories=2&page=3",
    "/events?stories=%27&page=-1&entity=place/rason",
    "/changes",
    "/stats",
    "/saved",
    "/saved?q=coal",
    "/reconcile/preview?id=place/rason",
    "/corpus",
    "/corpus/articles",
)


class Sources(HTMLParser):
    """What a page loads, and where it leads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.inline = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("script", "img", "iframe", "source") and values.get("src"):
            self.loaded.append(str(values["src"]))
        if tag == "link" and values.get("rel") in ("stylesheet", "icon"):
            self.loaded.append(str(values.get("href")))
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        self.inline += "style" in values or any(name.startswith("on") for name in values)


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_and_loads_only_from_here(desk: Any, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 200, answer.text
    assert [source for source in Sources(answer.text).loaded if urlsplit(source).netloc] == []
    assert "<script>alert" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", [path for path in PAGES if not path.startswith("/corpus")])
def test_our_pages_keep_to_their_own_policy(desk: Any, path: str) -> None:
    page = desk.get(path).text
    assert Sources(page).inline == 0
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []


@pytest.mark.parametrize("path", ["/", "/search?q=coal", "/entity/place/rason", f"/article/{BAD}", "/plants"])
def test_every_link_of_a_page_leads_somewhere(desk: Any, path: str) -> None:
    links = {link for link in Sources(desk.get(path).text).links if link.startswith("/")}
    assert links
    answers = {link: desk.get(link.partition("#")[0]).status_code for link in sorted(links)}
    assert {link: code for link, code in answers.items() if code != 200} == {}


def test_marks_of_direction_are_shown_as_codes(desk: Any) -> None:
    page = desk.get(f"/article/{BAD}").text
    assert "U+202E" in page
    assert "\u202e" not in page


def test_marked_name_tells_entity_score_and_source(desk: Any) -> None:
    page = desk.get(f"/article/{BAD}").text
    assert re.search(
        r'<a class="name place" href="/entity/place/rason" title="PLACE · Rason \(place/rason\)[^"]*by hand', page
    )


def test_bar_of_a_timeline_leads_to_the_sentences_of_its_month(desk: Any) -> None:
    page = desk.get("/entity/place/rason").text
    (link,) = {link for link in Sources(page).links if "month=2026-03" in link and "/search?" in link}
    assert "2 articles" in desk.get(link).text


def test_merged_entity_leads_to_its_successor(desk: Any, hostile: Any) -> None:
    hostile.db.execute("insert into entity_redirects values ('place/rajin-sonbong', 'place/rason', null)").close()
    for suffix in ("", ".json", ".atom"):
        answer = desk.get(f"/entity/place/rajin-sonbong{suffix}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, f"/entity/place/rason{suffix}")


@pytest.mark.parametrize("path", ["/entity/place/atlantis", "/article/0123456789abcdef", "/story/0123456789abcdef"])
def test_what_is_not_there_is_said_plainly(desk: Any, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


@pytest.mark.parametrize(
    "path", ["/search.csv", "/plants.csv?unnamed=yes", "/corpus/articles.csv", "/entity/place/rason.csv"]
)
def test_csv_holds_no_cell_that_a_spreadsheet_runs(desk: Any, path: str) -> None:
    answer = desk.get(path)
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    assert len(rows) >= 1
    numbers = re.compile(r"-?\d+(\.\d+)?")
    assert [
        cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t") and cell and not numbers.fullmatch(cell)
    ] == []
    if "article" in path or "search" in path:
        assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)


@pytest.mark.parametrize(
    "path", ["/search.json", "/entity/place/rason.json", f"/article/{BAD}.json", "/start.json", "/plants.json"]
)
def test_json_can_be_read(desk: Any, path: str) -> None:
    assert isinstance(desk.get(path).json(), dict)


@pytest.mark.parametrize("path", ["/search.atom?q=Rason", "/entity/place/rason.atom"])
def test_feed_has_an_entry_for_each_article(desk: Any, path: str) -> None:
    feed = ET.fromstring(desk.get(path).text)
    titles = [
        entry.findtext("{http://www.w3.org/2005/Atom}title")
        for entry in feed.iter("{http://www.w3.org/2005/Atom}entry")
    ]
    assert sorted(str(title) for title in titles) == ['=HYPERLINK("http://evil.example")', "Rason port busy again"]


def test_network_can_be_read_as_gexf(desk: Any) -> None:
    graph = ET.fromstring(desk.get("/network/place/rason.gexf").content)
    labels = {node.get("label") for node in graph.iter() if node.tag.endswith("}node")}
    assert labels == {"Rason", "coal"}


def test_node_that_is_no_centre_leads_to_the_network_around_both(desk: Any) -> None:
    links = Sources(desk.get("/network/place/rason?label=PRODUCT").text).links
    assert "/network/place/rason?with=product%2Fcoal&label=PRODUCT" in links


def test_sql_can_be_asked_but_not_written(desk: Any) -> None:
    assert desk.get("/corpus.json?sql=select+count(*)+as+n+from+articles").json()["rows"] == [[2]]
    for sql in ("delete from articles", "insert into outlets(id) values (1)", "pragma query_only=0"):
        assert desk.get("/corpus.json", params={"sql": sql}).status_code == 400
    assert desk.get("/corpus.json?sql=select+count(*)+as+n+from+articles").json()["rows"] == [[2]]


def test_query_that_takes_too_long_is_ended(desk: Any) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    answer = desk.get("/corpus.json", params={"sql": endless})
    assert answer.status_code == 400
    assert "interrupted" in answer.text.lower() or "took too long" in answer.text.lower()


@pytest.mark.parametrize("path", ["/brief", "/events", "/search", "/changes", "/prices"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-13-01"])
def test_a_day_that_nothing_can_be_counted_from_is_400(desk: Any, path: str, day: str) -> None:
    answer = desk.get(f"{path}?until={day}")
    assert answer.status_code == 400 and "is no day" in answer.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/corpus?sql=selec", "SELECT"),
        ("/corpus.json?sql=selec", "SELECT"),
        ("/corpus?sql=attach+%27x%27+as+y", "SELECT"),
        ("/corpus/articles?_sort=nope", "nope"),
        ("/corpus/articles.json?_sort_desc=nope", "nope"),
        ("/corpus/articles?_where=x+y", "syntax error"),
        ("/corpus/articles.json?_col=nope", "nope"),
    ],
)
def test_what_cannot_be_asked_of_a_table_is_400_and_says_why(desk, address, said):
    answer = desk.get(address)
    assert answer.status_code == 400 and said in answer.text
    assert (answer.headers["content-type"].partition(";")[0] == "application/json") == (".json" in address)


def test_names_are_offered_while_they_are_typed(desk: Any) -> None:
    for typed in ("ra", "rase", "라", "Rsaon"):
        (offered,) = desk.get("/suggest.json", params={"q": typed}).json()
        assert (offered["id"], offered["text"], offered["label"]) == ("place/rason", "Rason", "PLACE")
    assert desk.get("/suggest.json").json() == []


def test_search_that_finds_nothing_says_what_may_have_been_meant(desk: Any) -> None:
    page = desk.get("/search?q=Rasno").text
    assert 'Did you mean <a class="thing place" href="/entity/place/rason">Rason</a>?' in page
    assert desk.get("/search.json?q=Rasno").json()["suggestions"][0]["id"] == "place/rason"
    assert "Did you mean" not in desk.get("/search?q=Rason").text


def test_search_says_what_was_looked_for_where_its_operators_do_not_fit_together(desk: Any) -> None:
    params = {"q": "Rason OR NOT (market)"}
    assert "searched as <kbd>Rason</kbd>" in desk.get("/search", params=params).text
    assert desk.get("/search.json", params=params).json()["searched_as"] == "Rason"
    assert "searched as" not in desk.get("/search", params={"q": "Rason NOT market"}).text


def test_entity_is_found_under_any_name_and_else_what_may_have_been_meant(desk: Any) -> None:
    answer = desk.get("/entity/Ra-seon.json", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, "/entity/place/rason.json")
    missing = desk.get("/entity/place/rasno")
    assert missing.status_code == 404 and ">Rason</a>?" in missing.text
    assert desk.get("/entity/place/rasno.json").status_code == 404


def test_an_unknown_address_is_named(desk: Any) -> None:
    answer = desk.get("/nosuchpage")
    assert answer.status_code == 404 and "No page has the address /nosuchpage" in answer.text


def test_an_error_of_ours_is_in_the_log(
    desk: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("corpus.web.pages.stats_page.read", None)
    assert desk.get("/stats").status_code == 500
    (record,) = (record for record in caplog.records if record.name == "corpus.web.errors")
    assert record.getMessage() == "/stats" and record.exc_info


@pytest.mark.parametrize("path", PAGES)
def test_json_that_a_page_links_to_knows_what_it_is_asked(desk: Any, path: str) -> None:
    for address in re.findall(r'href="(/[^"]+\.json\?[^"]*)"', desk.get(path).text):
        parts = urlsplit(html.unescape(address))
        asked = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
        assert what_is_unknown(parts.path, asked) == "", address
