"""The sieve: no page with the North in it is held back, in whatever encoding or escape its name stands."""

from __future__ import annotations

import csv
import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1251", "koi8-r", "gb18030"])
@pytest.mark.parametrize("blank", ["-", "_", "\n", " ", "&nbsp;", "%20", "+"])
def test_two_words_of_a_name_are_found_in_every_encoding_too(blank, encoding):
    for words in (("Kim", "Jong"), ("Ким", "Чен")):
        assert may_name_the_north(b"x " + blank.join(words).encode(encoding) + b" x"), words
        address = blank.join(quote(word, encoding=encoding) for word in words).encode()
        assert may_name_the_north(address) or encoding == "utf-16-le", words
    assert not may_name_the_north(blank.join(("Ким", "Чан")).encode(encoding))


@pytest.mark.parametrize(
    "name", ["Kim\u00a0Jong", "Kim&#160;Jong", "Kim%C2%A0Jong", "&#1050;&#1080;&#1084;-&#1063;&#1077;&#1085;"]
)
def test_two_words_of_a_name_are_found_by_their_numbers_too(name):
    assert may_name_the_north(name.encode())


def test_letters_are_found_by_their_names_and_in_any_piece():
    assert may_name_the_north(b"cor&eacute;ia")
    assert may_name_the_north(b"x" * 16_380 + b"pyongyang" + b"x" * 20_000)  # over the edge of two pieces
    assert not may_name_the_north(b"x" * 50_000)


def table_words() -> list[str]:
    """The words of the table that are looked for in every dress; the names of the knowledge base are not."""
    rows = csv.DictReader((files("crawler.intake") / "north.tsv").read_text("utf-8").splitlines(), delimiter="\t")
    return [word.replace("_", " ") for row in rows if row["kind"] != "known" for word in row["words"].split()]


def encodable(word: str, encoding: str) -> bytes:
    """The word in an encoding, b"" where it cannot write it."""
    try:
        return word.encode(encoding)
    except UnicodeEncodeError:
        return b""


def in_address(data: bytes) -> bytes:
    """As browsers write them, which leave an apostrophe as it is."""
    return quote(data, safe="'").encode()


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-16-le", "utf-16-be", "cp949", "johab", "gb18030", "big5", "big5hkscs", "cp932", "euc_jp"),
        *("cp1251", "koi8-r", "iso8859-5", "cp866", "cp1252", "cp1250", "cp1254"),
    ],
)
def test_every_word_of_the_table_is_seen_in_every_encoding(encoding):
    written = {word: encodable(word, encoding) for word in table_words()}
    assert sum(map(bool, written.values())) > 90
    assert [word for word, data in written.items() if data and not may_name_the_north(b"<b>" + data + b"</b>")] == []
    percent = {word: in_address(data) for word, data in written.items() if data and not word.isascii()}
    if encoding.startswith("utf-16"):
        percent = {}  # no address is written in it
    assert [word for word, data in percent.items() if not may_name_the_north(data)] == []


@pytest.mark.parametrize(
    "word", ["корея", "кндр", "ким чен", "пхеньян", "coréia", "pjöngjang", "hàn quốc", "sŏn'gun", "ｄｐｒｋ"]
)
def test_word_is_seen_in_small_and_capital_letters_and_in_letters_with_marks_apart(word):
    # bytes are folded as ASCII alone: "К" and "к" are two letters to them
    for spelt in (word, word.upper(), word.title(), word.capitalize()):
        for form in ("NFC", "NFD"):
            data = unicodedata.normalize(form, spelt).encode()
            assert may_name_the_north(data), (spelt, form)
            assert may_name_the_north(in_address(data)), (spelt, form)


@pytest.mark.parametrize(
    "written",
    [
        # Cyrillic and Latin letters have three digits, which are filled up to four or not
        *("&#x43A;&#x43D;&#x434;&#x440;", "&#x043A;&#x043D;&#x0434;&#x0440;", "&#1082;&#1085;&#1076;&#1088;"),
        *("&amp;#x43a;&amp;#x43d;&amp;#x434;&amp;#x440;", r"\u043a\u043d\u0434\u0440", r"\u{43a}\u{43d}\u{434}\u{440}"),
        *("%u043A%u043D%u0434%u0440", "ras&#335;n", r"ras\u014fn", "ras%C5%8Fn"),
        # the blank that ends a letter's number in a style need not stand behind the last one
        r'content: "\5e73 \58e4"',
        # letters that have a name stand by it, beside others by their numbers
        *("cor&eacute;e", "CORÉE", "H&agrave;n Qu&#7889;c", "Tri&#7873;u&nbsp;Ti&ecirc;n"),
    ],
)
def test_letters_are_found_in_whatever_way_they_are_written(written):
    assert may_name_the_north(written.encode())


@pytest.mark.parametrize("written", ["서울", "&#49436;&#50872;", "%EC%84%9C%EC%9A%B8", "S&eacute;oul", "Сеул"])
def test_other_words_written_so_are_held_back(written):
    assert not may_name_the_north(written.encode())


def test_page_is_judged_by_its_body_its_address_or_its_title():
    bare = RawPage(url="https://x.example/a", outlet="x", fetched_at=datetime(2026, 3, 2, tzinfo=UTC), body=b"<p>-</p>")
    assert not names_the_north(bare)
    for changed in ({"url": "https://x.example/Pyongyang"}, {"title": "Снова Пхеньян"}, {"body": b"<p>Wonsan</p>"}):
        assert names_the_north(replace(bare, **changed)), changed


def test_letters_in_seven_bits_pass_all():
    # after such a switch any bytes may be Japanese or Korean: nothing can be said of them
    assert may_name_the_north(b"\x1b$B!!\x1b(B") and may_name_the_north(b"\x1b(I12")
    assert not may_name_the_north(b"\x1b(B rain over Lisbon")


def test_shortest_pattern_has_three_bytes():
    assert min(len(pattern) for pattern in patterns() if not pattern.startswith(b"\x1b")) == 3


def test_names_of_the_knowledge_base_are_looked_for_as_they_are_alone():
    # they are many, and a page in another encoding names the North by a shorter word as well
    assert may_name_the_north(b"AGOCHI") and may_name_the_north(b"<i>Anju&nbsp;Silk&nbsp;Mill</i>")
    assert not may_name_the_north("Agochi".encode("utf-16-le"))
