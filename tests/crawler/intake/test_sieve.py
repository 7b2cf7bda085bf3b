"""The sieve: no page with the North in it is held back, in whatever encoding or escape its name stands."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import RawPage
from corpus.store.page_archive import PageArchive
from crawler.intake.importing import ImportOptions, import_paths
from crawler.intake.sieve import may_name_the_north, names_the_north, patterns
from crawler.newsroom.press import BASE_DATE
from extract.page.decoding import decode_page
from extract.page.parsing import parse_tree
from extract.topics.classifier import text_features
from models.kb import load_base

SETS = Path(__file__).parents[2] / "extract"
NAMES = ("북한", "평양", "朝鲜", "北朝鮮", "平壤", "平壌", "朝鮮", "КНДР", "Пхеньян", "северокорейский")
LATIN = ("North Korea", "DPRK")

# names of places in the North that are better known as others', in the South or as other languages' words
ELSEWHERE_TOO = (
    *(
        "Central District",
        "Daean",
        "Dongnim",
        "Gangnam",
        "Gangwon",
        "Hwasong",
        "Icheon",
        "Ichon",
        "Ichŏn",
        "Insan",
        "Jeongju",
    ),
    *("Kyojo", "Lanam", "Naman", "Nason", "North", "Orang", "Sin-ni", "Taean"),
)


def names_it(text: str) -> bool:
    """Whether a text names the North or something in it, as the classifier of topics has it."""
    features = text_features("", text)
    return features.get("n:north", 0.0) > 0


def visible(page: RawPage) -> str:
    tree = parse_tree(decode_page(page.body, page.content_type))
    return "" if tree is None else str(tree.text_content())


def page_of(path: Path) -> RawPage:
    address = "https://example.org/page"
    return RawPage(url=address, outlet="x", fetched_at=datetime(2026, 3, 2, tzinfo=UTC), body=path.read_bytes())


@pytest.mark.parametrize("name", ["cases/pages", "cases/others", "trial/pages"])
def test_every_page_of_ours_that_names_the_north_passes(name):
    pages = [page_of(path) for path in sorted((SETS / name).glob("*.html"))]
    about = [page for page in pages if names_it(visible(page))]
    assert len(about) > 5
    assert [page.body[:200] for page in about if not names_the_north(page)] == []


def test_every_page_of_the_newsroom_that_names_the_north_passes(make_desk):
    desk = make_desk()
    desk.crawl(BASE_DATE + timedelta(days=3))
    with PageArchive(desk.data) as archive:
        pages = [page for page in archive.latest() if names_it(visible(page))]
    assert len(pages) > 50
    assert [page.url for page in pages if not names_the_north(page)] == []


def test_places_and_plants_of_the_knowledge_base_pass_by_their_names_alone():
    known = [
        entity for entity in load_base() if entity.country.lower() == "kp" and entity.label in ("PLACE", "FACTORY")
    ]
    names = {alias.text for entity in known for alias in entity.aliases if alias.script == "latin"}
    held = {name for name in names if len(name) > 4 and name[0].isupper() and not may_name_the_north(name.encode())}
    assert len(names) > 1500
    assert sorted(name for name in held if not name.startswith(ELSEWHERE_TOO)) == []


def test_pages_of_the_world_are_held_back():
    world = "Feeder wars at Busan. Coal trains wait in Ulaanbaatar. Сахалин. 上海的港口很忙。서울 시내에 눈이 왔다."
    encodings = ("utf-8", "utf-16", "gb18030")
    assert [encoding for encoding in encodings if may_name_the_north(world.encode(encoding, "ignore"))] == []


@pytest.mark.parametrize("name", [*NAMES, *LATIN])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-be", "cp949", "gb18030", "big5", "cp932", "euc_jp", "iso2022_jp", "cp1251"]
)
def test_name_is_seen_in_every_encoding_that_can_write_it(name, encoding):
    try:
        data = f"<p>1 2 {name} 3</p>".encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("it cannot")
    assert may_name_the_north(data)


@pytest.mark.parametrize("name", NAMES)
def test_name_is_seen_however_it_is_escaped(name):
    forms = {
        "json": json.dumps(name),
        "JSON": json.dumps(name).upper(),
        "json in json": json.dumps(json.dumps(name)),
        "entities": "".join(f"&#{ord(letter)};" for letter in name),
        "hexadecimal": "".join(f"&#x{ord(letter):X};" for letter in name),
        "escaped twice": "".join(f"&amp;#{ord(letter)};" for letter in name),
        "percent": quote(name),
        "small percent": quote(name).lower(),
        "old script": "".join(f"%u{ord(letter):04X}" for letter in name),
        "style": "".join(f"\\{ord(letter):x} " for letter in name),
    }
    assert [kind for kind, form in forms.items() if not may_name_the_north(f"<p>{form}</p>".encode())] == []
    assert may_name_the_north(quote(name.encode("gb18030")).encode())


@given(st.binary(max_size=60), st.sampled_from(NAMES), st.binary(max_size=60))
def test_name_is_seen_whatever_stands_around_it(before, name, after):
    assert may_name_the_north(before + name.encode() + after)


@pytest.mark.parametrize("before", [0, 10_000, 16_380, 16_384, 40_000])
def test_name_is_seen_wherever_it_stands(before):
    assert may_name_the_north(b"-" * before + "".join(f"&amp;#{ord(letter)};" for letter in "평양").encode() + b"-" * 9)
    assert not may_name_the_north(b"-" * before + b"Lisbon" + b"-" * 20_000)


def test_address_and_title_count_too():
    page = RawPage(url="https://x.example/a", outlet="x", fetched_at=datetime(2026, 3, 2, tzinfo=UTC), body=b"<p>-</p>")
    named = RawPage(url="https://x.example/dprk/1", outlet="x", fetched_at=page.fetched_at, body=page.body)
    assert not names_the_north(page) and names_the_north(named)


def test_no_pattern_is_so_short_that_it_stands_everywhere():
    assert min(map(len, patterns())) >= 2
    assert sum(len(pattern) < 4 for pattern in patterns()) < 20


def test_import_through_the_sieve_counts_what_it_left(tmp_path):
    lines = [
        {"url": "https://a.example/1", "text": "Trains wait at Sinuiju."},
        {"url": "https://b.example/2", "text": "Rain over Lisbon all week."},
    ]
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    report = import_paths(tmp_path / "data", [path], ImportOptions(sieve=True))
    assert (report.read, report.sieved, report.stored) == (2, 1, 1)
    with PageArchive(tmp_path / "data") as archive:
        assert [page.url for page in archive.latest()] == ["https://a.example/1"]


@pytest.mark.parametrize("blank", ["-", "_", "+", "%20", "&nbsp;", "\xa0", "\n", " "])
def test_two_words_of_a_name_are_found_whatever_parts_them(blank):
    assert may_name_the_north(f"x Kim{blank}Jong x".encode())


@pytest.mark.parametrize(
    "letter", ["\\u{:04x}", "\\\\u{:04x}", "%u{:04X}", "\\u{{{:x}}}", "\\{:x} ", "&#{};", "&#x{:X};"]
)
def test_letters_are_found_by_their_numbers(letter):
    assert may_name_the_north("".join(letter.format(ord(each)) for each in "평양").encode())
    assert may_name_the_north("".join(letter.format(ord(each)) for each in "평양").replace("&", "&amp;").encode())
    assert not may_name_the_north("".join(letter.format(ord(each)) for each in "서울").encode())


def test_letters_are_found_by_their_names_and_in_any_piece():
    assert may_name_the_north(b"cor&eacute;ia")
    assert may_name_the_north(b"x" * 16_380 + b"pyongyang" + b"x" * 20_000)  # over the edge of two pieces
    assert not may_name_the_north(b"x" * 50_000)
