"""Authors, agencies and headlines are read as names, without the words around them."""

from __future__ import annotations

import pytest

from extract.fields.agency import credited_agency, dateline_agency, find_agency, source_line
from extract.fields.authors import clean_names, read_authors, split_byline
from extract.fields.titles import read_title
from extract.fields.written_names import as_names
from extract.page.metadata import PageMetadata

URL = "https://www.bordergazette.example/2025/corn"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ri Song Mi in Seoul", ("Ri Song Mi",)),
        ("By Ok Na-rae and Jang Seo-yeon", ("Ok Na-rae", "Jang Seo-yeon")),
        ("BY CHUNG YEONG-GYO [[email protected]]", ("Chung Yeong-gyo",)),
        ("By Mira Castell · 02 March 2026", ("Mira Castell",)),
        ("By Jean Mills, Border News", ("Jean Mills",)),
        ("서다온 기자", ("서다온",)),
        ("옌지=마예솔 기자", ("마예솔",)),
        ("기자명 서다온 기자", ("서다온",)),
        ("By the Associated Press", ()),
        ("By Staff Reporter", ()),
        ("By far the largest mine in the province", ()),
        ("The price fell by a tenth", ()),
    ],
)
def test_byline_is_split_into_names(line: str, names: tuple[str, ...]) -> None:
    assert as_names(split_byline(line)) == names


def test_author_of_the_metadata_comes_before_the_byline() -> None:
    node = {"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Ri Song Mi"}, {"name": "Pak Sol"}]}
    assert read_authors(PageMetadata(nodes=(node,)), ["By Another Name"], []) == ("Ri Song Mi", "Pak Sol")


def test_outlet_as_author_is_none() -> None:
    node = {"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Border Gazette"}}
    assert read_authors(PageMetadata(nodes=(node,)), [], []) == ()


def test_repeated_names_are_said_once() -> None:
    assert clean_names(["Ri Song Mi", "RI SONG MI, Ri Song Mi"]) == ("Ri Song Mi",)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("SEOUL, March 2 (Yonhap) -- A plant opened.", "Yonhap"),
        ("MEXICO CITY (AP) — Prices rose.", "AP"),
        ("VLADIVOSTOK, November 2. /TASS/. Coal was loaded.", "TASS"),
        ("KATHMANDU, April 25 (Reuters) - Flights resumed.", "Reuters"),
        ("(서울=연합뉴스) 쌀값이 올랐다.", "Yonhap"),
        ("Kim Jong Un (right) -- and his guest", None),
        ("Rice cost more in March.", None),
    ],
)
def test_agency_is_read_from_the_dateline(line: str, agency: str | None) -> None:
    assert dateline_agency(line) == agency


def test_own_dateline_is_no_credit() -> None:
    assert dateline_agency("Pyongyang, March 2 (KCNA) -- A dam.", own="Korean Central News Agency (KCNA)") is None


@pytest.mark.parametrize("credit", ["Source: AFP", "[AFP]", "(AFP)", "By AFP", "AFP / Border Gazette"])
def test_agency_is_read_from_a_credit_line(credit: str) -> None:
    assert find_agency([credit]) == "AFP"


def test_agency_is_read_from_the_end_of_the_text() -> None:
    assert credited_agency(["Corn fell.", "Rice did not. (Yonhap)"], []) == "Yonhap"


def test_source_outlet_is_read_before_a_date() -> None:
    assert source_line("Tumen Dispatch / 2 March 2026, 12:00 GMT+9") == "Tumen Dispatch"


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("Corn falls in Hyesan - Border Gazette", "Border Gazette"),
        ("Border Gazette: Corn falls in Hyesan", ""),
        ("Corn falls in Hyesan :: bordergazette", ""),
        ("Corn falls in Hyesan [Juche114.11.2.]", ""),
    ],
)
def test_title_loses_the_name_of_its_site(title: str, site: str) -> None:
    metadata = PageMetadata(title=title, meta={"og:site_name": (site,)} if site else {})
    found = read_title(metadata, [], url=URL, outlet="Border Gazette")
    assert found == "Corn falls in Hyesan"


def test_title_keeps_a_dash_of_its_own() -> None:
    metadata = PageMetadata(meta={"og:title": ("Corn, rice – and why they fell",)})
    assert read_title(metadata, [], url=URL) == "Corn, rice – and why they fell"


def test_single_heading_comes_before_the_title_tag() -> None:
    metadata = PageMetadata(title="Corn | Border Gazette")
    assert read_title(metadata, ["Corn falls in Hyesan"], url=URL) == "Corn falls in Hyesan"


def test_title_tag_that_nobody_closed_is_read_at_its_beginning_alone() -> None:
    """With a dash after each word, every end and beginning of it would be compared: hours for a long page."""
    metadata = PageMetadata(title="Corn falls in Hyesan | " + "market - " * 20_000)
    assert read_title(metadata, [], url=URL, shown={"cornfallsinhyesan"}) == "Corn falls in Hyesan"
