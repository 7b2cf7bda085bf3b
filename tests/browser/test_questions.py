"""An analyst's ten questions, each in three clicks or one command, answered as SQL over the same corpus answers it."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from jangmadang.client import Desk as Client
from jangmadang.client import Refused
from tests import forked_commands
from tests.browser.conftest import follow


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus made for the questions."""
    found = importlib.util.spec_from_file_location("question_corpus", Path(__file__).parent / "question_corpus.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["question_corpus"] = module
    found.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("questions")
    module.build(folder)
    return folder


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    command = ("serve", "--port", "0", "--data", str(data))
    with forked_commands.start(*command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        found = re.search(r"http://\S+", server.stderr.readline())
        assert found
        yield found[0].rstrip("/")
        server.terminate()


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def sql(data: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(data / "corpus.db")) as db:
        return db.execute(statement).fetchall()


def names(page: Page, table: int = 0) -> set[str]:
    """The first cells of a table's rows."""
    return {text.strip() for text in page.locator("table").nth(table).locator("tbody th[scope=row]").all_inner_texts()}


def open_page(page: Page, name: str) -> None:
    follow(page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True))


def command(data: Path, *words: str) -> str:
    done = forked_commands.run(*words, "--data", data)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def test_which_plants_make_fertiliser_this_year_and_where(desk: Page, data: Path) -> None:
    open_page(desk, "Plants")
    desk.get_by_label("Makes").fill("fertilizer")
    desk.get_by_label("from").fill("2026-01-01")
    follow(desk.get_by_role("button", name="Show"))
    gold = sql(
        data,
        "select e.name, r.kind, coalesce(r.amount, ''), p.name from activity_reports r join entities e on e.id ="
        " r.entity_id join entities p on p.id = e.parent_id where r.date >= '2026-01-01' and (r.product = 'urea' or"
        " (r.product is null and e.id in (select subject_id from entity_relations where object_id = 'product/urea')))",
    )
    assert names(desk) == {row[0] for row in gold}
    reports = desk.get_by_role("region", name="What is reported of them").locator("tbody tr")
    told = [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in reports.all()]
    assert sorted((plant, kind, amount, place) for plant, place, kind, _, amount, _ in told) == sorted(gold)
    expect(desk.locator("svg[aria-label*='Reports by month'] a")).to_have_count(2)
    expect(desk.locator(".map svg a[aria-label*='Hungnam']")).to_have_count(1)


def test_who_went_with_kim_jong_un_to_which_plants(desk: Page, data: Path) -> None:
    open_page(desk, "Visits")
    desk.get_by_label("With", exact=True).fill("Jo Yong Won")
    desk.get_by_label("plants alone").check()
    follow(desk.get_by_role("button", name="Show"))
    gold = sql(
        data,
        "select place from visits where visitor = 'Kim Jong Un' and place_id like 'factory/%' and companions like"
        " '%Jo Yong Won%'",
    )
    rows = desk.locator("table.figures tbody tr")
    assert [row.locator("td").nth(2).inner_text() for row in rows.all()] == [place for (place,) in gold]
    desk.locator("table.figures tbody tr td a").last.click()
    expect(desk.locator("#at")).to_contain_text("Kim Jong Un visited Musan Mine with Jo Yong Won")


def test_chinese_companies_named_with_coal(desk: Page, data: Path) -> None:
    desk.goto("/entities?label=ORG")  # Names, organisations
    desk.get_by_label("Named with").fill("coal")
    desk.get_by_label("Country").select_option("CN")
    follow(desk.get_by_role("button", name="Show"))
    gold = sql(
        data,
        "select e.name, count(distinct m.article_id) from mentions m join entities e on e.id = m.entity_id"
        " join mentions c on c.article_id = m.article_id and c.field = m.field and c.sent_start = m.sent_start and"
        " c.entity_id = 'product/coal' where e.label = 'ORG' and e.country = 'CN' group by 1",
    )
    assert names(desk) == {row[0] for row in gold} == {"Dandong Tide Trading"}
    desk.locator("a[href^='/together']").click()
    expect(desk.locator("main .sentence")).to_have_count(gold[0][1])


def test_musan_mine_by_month_beside_tanchon(desk: Page, data: Path) -> None:
    desk.goto("/compare")
    for name in ("Musan Mine", "Tanchon Smelter"):
        desk.get_by_label("Add a name").fill(name)
        follow(desk.get_by_role("button", name="Add"))
    months = desk.request.get(f"{desk.url.replace('/compare?', '/compare.json?')}").json()
    for one, key in zip(months["series"], ("factory/musan", "factory/tanchon"), strict=True):
        gold = dict(
            sql(
                data,
                "select substr(a.published, 1, 7), count(distinct a.id) from mentions m join articles a on a.id ="
                f" m.article_id where m.entity_id = '{key}' group by 1",
            )
        )
        assert {month: value for month, value in zip(months["months"], one["values"], strict=True) if value} == gold


def test_goods_said_to_come_from_sinuiju(desk: Page, data: Path) -> None:
    open_page(desk, "Goods")
    desk.get_by_label("Place", exact=True).fill("Sinuiju")
    follow(desk.get_by_role("button", name="Show"))
    said = sql(data, "select id from articles where text like '%soap from Sinuiju%'")
    row = desk.locator("tbody tr", has_text="comes from")
    assert row.locator("th").inner_text() == "soap"
    assert {
        str(link.get_attribute("href")).split("/")[2].split("?")[0]
        for link in row.locator("td a[href^='/article']").all()
    } == {key for (key,) in said}
    known = desk.locator("tbody tr", has_text="Sinuiju Soap Factory")
    expect(known).to_contain_text("made in")


def test_plants_named_for_the_first_time_this_month(desk: Page, data: Path) -> None:
    desk.goto("/entities?label=FACTORY")  # Names, plants
    desk.get_by_label("from").fill("2026-03-01")
    desk.get_by_label("to", exact=True).fill("2026-03-31")
    desk.get_by_label("named for the first time then").check()
    follow(desk.get_by_role("button", name="Show"))
    gold = sql(
        data,
        "select e.name from entities e join mentions m on m.entity_id = e.id join articles a on a.id = m.article_id"
        " where e.label = 'FACTORY' group by e.id having min(substr(a.published, 1, 7)) = '2026-03'",
    )
    assert names(desk) == {name for (name,) in gold}


def test_what_state_media_edited_or_deleted(desk: Page, data: Path) -> None:
    open_page(desk, "Edits")
    desk.get_by_label("press").select_option("state media")
    follow(desk.get_by_role("button", name="Show"))
    gold = sql(
        data,
        "select count(*) from articles a join outlets o on o.id = a.outlet where o.country = 'kp' and"
        " (a.gone_at is not null or a.id in (select article_id from article_versions group by 1 having count(*) > 1))",
    )
    expect(desk.locator("main .hit")).to_have_count(gold[0][0])
    expect(desk.locator("main .hit", has_text="withdrawn")).to_have_count(1)
    expect(desk.locator("main .hit", has_text="Names that vanished")).to_contain_text("Musan Mine")


def test_price_of_rice_in_hyesan_since_january(desk: Page, data: Path) -> None:
    desk.goto("/prices?of=쌀&in=Hyesan&since=2026-01")
    gold = sql(data, "select price from price_quotes where commodity_id = 'product/rice' and date >= '2026-01-01'")
    figures = desk.locator("table.figures td.num").all_inner_texts()
    assert [float(text.replace(",", "")) for text in figures] == [price for (price,) in gold]
    told = json.loads(command(data, "prices", "rice", "--place", "Hyesan", "--json"))
    assert [row["price"] for row in told] == [price for (price,) in gold]


def test_each_price_of_a_table_leads_to_its_cell(desk: Page, data: Path) -> None:
    desk.goto("/prices?since=2025-05-11&until=2025-05-11")
    links = desk.locator("td.num a")
    shown = links.all_inner_texts()
    assert sorted(shown) == ["22,600", "23,300", "24,900", "25,700", "4,050", "4,150"]
    for number, price in enumerate(shown):
        follow(links.nth(number))
        cell = desk.locator("td#at")
        expect(cell).to_have_text(price)
        expect(cell).to_be_in_viewport()
        desk.go_back()


@pytest.mark.parametrize("label", ["PRODUCT", "PERSON", "PLACE"])
def test_most_named_in_a_period(desk: Page, data: Path, label: str) -> None:
    desk.goto(f"/entities?label={label}")
    desk.get_by_label("from").fill("2026-03-01")
    desk.get_by_label("to", exact=True).fill("2026-03-31")
    follow(desk.get_by_role("button", name="Show"))
    follow(desk.get_by_role("link", name="Mentions", exact=True))
    gold = sql(
        data,
        "select e.name, count(*) from mentions m join entities e on e.id = m.entity_id join articles a on a.id ="
        f" m.article_id where e.label = '{label}' and a.published like '2026-03%' group by 1",
    )
    rows = desk.locator("table tbody tr").all()
    shown = [(row.locator("th").inner_text(), int(row.locator("td.num").first.inner_text())) for row in rows]
    assert sorted(shown) == sorted(gold)
    assert [count for _, count in shown] == sorted((count for _, count in shown), reverse=True)


@pytest.mark.parametrize("name", ["Rajin Port", "Rajin-Sonbong port", "라진항", "Rajin Sonbong port"])
def test_everything_on_rajin_port_under_any_of_its_names(desk: Page, data: Path, name: str) -> None:
    desk.get_by_role("searchbox").fill(name)
    follow(desk.get_by_role("button", name="Search"))
    gold = sql(data, "select count(distinct article_id) from mentions where entity_id = 'factory/rajin-port'")
    expect(desk.get_by_role("heading", level=1)).to_contain_text(f"{gold[0][0]} article")
    found = json.loads(command(data, "search", name, "--json"))
    assert len(found["hits"]) == gold[0][0]


def test_what_is_reported_of_a_plant_and_by_which_side(desk: Page, data: Path) -> None:
    open_page(desk, "Plants")
    follow(desk.get_by_role("link", name="Hungnam Fertilizer Complex", exact=True).first)
    follow(desk.get_by_role("link", name="and who tells"))
    gold = sql(
        data,
        "select o.name, case when o.country = 'kp' then 'state media' else 'outside' end, r.kind"
        " from activity_reports r"
        " join articles a on a.id = r.article_id join outlets o on o.id = a.outlet"
        " where r.entity_id = 'factory/hungnam'",
    )
    told = [tuple(line.split(" · ")[1:4]) for line in desk.locator("main .hit .meta").all_inner_texts()]
    assert sorted(told) == sorted(gold)
    rows = json.loads(command(data, "panel", "Hungnam Fertilizer Complex", "--json"))
    assert sorted((row["side"], row["kind"]) for row in rows) == sorted((side, kind) for _, side, kind in gold)


def test_where_the_leader_was(desk: Page, data: Path) -> None:
    open_page(desk, "Visits")
    desk.get_by_label("Visitor").select_option("leader")
    follow(desk.get_by_role("button", name="Show"))
    gold = sql(data, "select place from visits where visitor = 'Kim Jong Un'")
    rows = desk.locator("table.figures tbody tr")
    assert sorted(row.locator("td").nth(2).inner_text() for row in rows.all()) == sorted(place for (place,) in gold)
    told = json.loads(command(data, "visits", "--who", "leader", "--json"))
    assert sorted(row["place"] for row in told) == sorted(place for (place,) in gold)


@pytest.mark.parametrize("partner", ["China", "Russia"])
def test_what_is_traded_with_whom_and_when(desk: Page, data: Path, partner: str) -> None:
    open_page(desk, "Prices")
    follow(desk.get_by_role("link", name="trade", exact=True))
    desk.get_by_label("Partner").select_option(f"place/{partner.lower()}")
    follow(desk.get_by_role("button", name="Show"))
    gold = sql(data, f"select flow, good, amount from trade_figures where partner = '{partner}'")
    rows = [row.locator("th, td").all_inner_texts() for row in desk.locator("table.figures tbody tr").all()]
    assert [(row[1], row[2], float(row[4].replace(",", ""))) for row in rows] == gold
    assert {row[0] for row in rows} == {"Feb 2026"}
    told = json.loads(command(data, "trade", "--partner", partner, "--json"))
    assert [(row["flow"], row["good"], row["amount"]) for row in told] == gold


def test_sentences_that_name_two_things_are_cited(desk: Page, data: Path) -> None:
    docx = pytest.importorskip("docx")
    desk.goto("/entity/coal")
    follow(desk.locator("#with a[href^='/together'][aria-label*='Dandong Tide Trading']"))
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Word").click()
    lines = [paragraph.text for paragraph in docx.Document(str(download.value.path())).paragraphs]
    gold = sql(
        data,
        "select substr(a.text, m.sent_start + 1, m.sent_end - m.sent_start), a.url from mentions m join articles a"
        " on a.id = m.article_id join mentions c on c.article_id = a.id and c.sent_start = m.sent_start"
        " and c.entity_id = 'product/coal' where m.entity_id = 'org/dandong-tide'",
    )
    assert len(gold) == 2
    for sentence, url in gold:
        assert sentence.strip() in lines and any(url in line for line in lines)
    told = list(csv.DictReader(io.StringIO(command(data, "together", "coal", "Dandong Tide Trading", "--csv"))))
    assert sorted((row["sentence"].strip(), row["url"]) for row in told) == sorted(
        (text.strip(), url) for text, url in gold
    )


def test_which_names_of_a_list_are_known_and_where_they_lead(desk: Page, data: Path, tmp_path: Path) -> None:
    names_given = "Rajin-Sonbong port\n쌀\nMusan Mine\nTanchon Smeltr\nNobody Widget Corp\n"
    open_page(desk, "Screen")
    desk.get_by_label("A text, or names").fill(names_given)
    follow(desk.get_by_role("button", name="Screen"))
    assert names(desk) == {"Rajin Port", "rice", "Musan Mine"}
    unknown = desk.locator("section[aria-labelledby=unknown] li")
    assert [text.split(" search")[0] for text in unknown.all_inner_texts()] == ["Tanchon Smeltr", "Nobody Widget Corp"]
    expect(unknown.first).to_contain_text("maybe Tanchon Smelter")
    follow(desk.locator("tr", has_text="Musan Mine").locator("a[href^='/search']"))
    gold = sql(data, "select count(distinct article_id) from mentions where entity_id = 'factory/musan'")[0][0]
    expect(desk.locator("main .hit")).to_have_count(gold)
    (tmp_path / "names.txt").write_text(names_given)
    rows = json.loads(command(data, "search", "--batch", str(tmp_path / "names.txt"), "--json"))
    assert [row["entities"] for row in rows] == [
        ["factory/rajin-port"], ["product/rice"], ["factory/musan"], [], []
    ]  # fmt: skip
    assert rows[2]["articles"] == gold


def test_coal_beside_rice_and_who_tells_of_coal_most(desk: Page, data: Path) -> None:
    desk.goto("/entity/coal")
    gold = sql(
        data,
        "select o.name, count(distinct a.id) from mentions m join articles a on a.id = m.article_id join outlets o"
        " on o.id = a.outlet where m.entity_id = 'product/coal' group by 1",
    )
    counts = desk.locator("aside a[href*='entity=product'][href*='outlet=']").all()
    told = [str(link.get_attribute("aria-label")).split(" of ") for link in counts]
    assert sorted((outlet, int(count.split()[0])) for count, outlet in told) == sorted(gold)
    # the menu has a link of that name too, which leads to nothing to compare yet
    follow(desk.locator("main").get_by_role("link", name="Compare"))
    desk.get_by_label("Add a name").fill("rice")
    follow(desk.get_by_role("button", name="Add"))
    for key in ("coal", "rice"):
        months = sql(
            data,
            "select count(distinct a.id) from mentions m join articles a on a.id = m.article_id where m.entity_id ="
            f" 'product/{key}' group by substr(a.published, 1, 7)",
        )
        column = ["coal", "rice"].index(key)
        shown = [row.locator("td").nth(column).inner_text() for row in desk.locator("main table tbody tr").all()]
        assert sorted(int(text) for text in shown if text.strip() not in ("", "0")) == sorted(n for (n,) in months)


def test_why_a_figure_is_none(desk: Page, data: Path) -> None:
    ((article, start),) = sql(data, "select article_id, start from figure_candidates")
    desk.goto(f"/article/{article}")
    expect(desk.get_by_role("region", name="Figures read out of it").locator("tbody tr")).to_have_count(2)
    desk.get_by_text("and why (1)").click()
    refused = desk.locator("#refused li")
    expect(refused).to_contain_text("fine, 0.20 5,000 won")
    follow(refused.get_by_role("link"))
    assert f"text.{start}-" in desk.url
    expect(desk.locator("#at")).to_contain_text("He paid 5,000 won.")


def test_client_asks_the_same(address: str, data: Path) -> None:
    client = Client(address)
    assert [row.name for row in client.plants(makes="fertilizer", since="2026").factories] == [
        "Hungnam Fertilizer Complex"
    ]
    sentences = client.together("coal", "Dandong Tide Trading").sentences
    assert [one.sentence for one in sentences] == [
        "Dandong Tide Trading bought coal at sea.",
        "Dandong Tide Trading bought coal again.",
    ]
    assert client.entity("라진항").entity.id == "factory/rajin-port"
    assert client.screen("Coal left Rajin Port.").known[0].id in ("product/coal", "factory/rajin-port")
    with pytest.raises(Refused, match="is no day") as refused:
        client.prices(since="yesterday")
    assert refused.value.status == 400
