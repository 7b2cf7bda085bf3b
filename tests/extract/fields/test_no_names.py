"""What stands in the place of an author and names nobody, and what stands around a name."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from extract.fields.authors import clean_names, read_authors
from extract.fields.no_names import is_nobody
from extract.page.metadata import PageMetadata
from extract.page.trip_records import BylineLine
from tests.extract.article.test_foreign_layouts import headed, read, told


def test_each_row_refuses_its_example() -> None:
    with resources.files("extract.fields").joinpath("no_names.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["example"] for row in rows if not is_nobody(row["example"])] == []


@pytest.mark.parametrize(
    "name",
    [
        "April Kim",
        "Juli Clover",
        "Perry Link",
        "Bing Fan",
        "J. T. Maddox",
        "김경제",
        "André de la Tour",
        "Le Hong Hiep",
        "欧阳文",
        "Dong-hyun KIM",
        "Yuki SATO",
        "Anna Maria TOWN",
    ],
)
def test_people_whose_names_look_like_words_are_people(name: str) -> None:
    assert clean_names([name]) == (name,)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("J. T. Maddox & P. K. Rhee", ("J. T. Maddox", "P. K. Rhee")),
        ("Théo Dorangeon avec Alixan Lavorel", ("Théo Dorangeon", "Alixan Lavorel")),
        ("O.B. avec AFP", ("O.B.",)),
        ("Caio Quero BBC Brasil", ("Caio Quero",)),
        ("the BBC's David Botti", ("David Botti",)),
        ("Rebekah Iliff Become a fan", ("Rebekah Iliff",)),
        ("이남경 Mk스포츠", ("이남경",)),
        ("スクープ 寺町六花, 寺町六花", ("寺町六花",)),
        ("차미르 객원기자", ("차미르",)),
        ("马可·德尔菲诺", ("马可·德尔菲诺",)),
        ("安娜·李", ("安娜·李",)),
        ("Anna Kim, Kim", ("Anna Kim",)),
        ("Jean Duval RFA", ("Jean Duval",)),
    ],
)
def test_what_stands_around_names_goes(written: str, names: tuple[str, ...]) -> None:
    assert clean_names([written]) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("훈춘=박도형 특파원·왕리(王莉) 통신원", ("박도형", "왕리")),
        ("엘리자 코로트코바(극동연구소), 방지섭(본원 국제협력실장)", ("엘리자 코로트코바", "방지섭")),
        ("文/图 本报记者 邵雨 本报通讯员 宋春江", ("邵雨", "宋春江")),
    ],
)
def test_names_in_other_scripts_offices_and_several_labels(line: str, names: tuple[str, ...]) -> None:
    assert read_authors(PageMetadata(), (), (), about=[BylineLine(text=line, names="byline")]) == names


@pytest.mark.parametrize(
    ("lang", "by", "name"),
    [
        ("en", "Hosted by Marcus Odell", "Marcus Odell"),
        ("en", "Anchored by Ruth Amadi", "Ruth Amadi"),
        ("en", "Narrated by Ida Moe", "Ida Moe"),
    ],
)
def test_who_presents_a_programme_is_its_author(lang: str, by: str, name: str) -> None:
    assert read(f"<main>{headed(lang)}<p>{by}</p><div>{told(lang)}</div></main>", lang=lang).authors == (name,)


@pytest.mark.parametrize(
    ("lang", "house", "tag"),
    [("en", "Harbour Media Group", "Joint Ventures"), ("ko", "디지털뉴스부", "연해주"), ("zh", "港口日報", "歐盟")],
)
def test_a_house_for_author_is_nobody_and_tags_do_not_take_its_place(lang: str, house: str, tag: str) -> None:
    tags = f"<ul><li><a href='/tag/1'>{tag}</a></li><li><a href='/tag/2'>{tag[::-1]}</a></li></ul>"
    body = f"<main>{headed(lang)}{tags}<div>{told(lang)}</div></main>"
    assert read(body, lang=lang, head=f"<meta name='author' content='{house}'>").authors == ()


@pytest.mark.parametrize(
    ("lang", "by", "name"),
    [("en", "By Alex Heigl", "Alex Heigl"), ("ko", "한서준 기자", "한서준"), ("zh", "本报记者 王晓波", "王晓波")],
)
def test_byline_right_before_the_text_far_below_the_headline(lang: str, by: str, name: str) -> None:
    buttons = "".join(f"<div>{word}</div>" for word in ["Save", "Gift", "Print", "A", "B", "C", "D", "E"] * 2)
    assert read(f"<main>{headed(lang)}{buttons}<p>{by}</p><div>{told(lang)}</div></main>", lang=lang).authors == (name,)


def test_who_comments_is_no_author() -> None:
    after = "<div><p>1 reply</p><p>W. Thorne</p><p>I had that coat.</p></div>"
    assert read(f"<main>{headed('en')}<div>{told('en')}</div>{after}</main>").authors == ()


@pytest.mark.parametrize(
    "line", ["Dana Whitlock 2 March 2026", "Dana Whitlock, Mar. 2, 2026", "2026-03-02 10:15 Dana Whitlock"]
)
def test_a_name_and_a_day_in_one_line(line: str) -> None:
    assert read(f"<main>{headed('en')}<p>{line}</p><div>{told('en')}</div></main>").authors == ("Dana Whitlock",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("北亚社平壤10月21日电（记者 高瑞 通讯员 洪吉男）", ("高瑞", "洪吉男")),
        ("본사기자 김 현 철", ("김현철",)),
        ("글 및 사진 특파기자 전 경 옥, 본사기자 로 은 별", ("전경옥", "로은별")),
        ("본사기자 리은주", ("리은주",)),
    ],
)
def test_offices_before_names_are_no_names(line: str, names: tuple[str, ...]) -> None:
    assert read_authors(PageMetadata(), [], [line]) == names
