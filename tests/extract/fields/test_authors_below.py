"""Authors who are named below the text, however it is set, and how their names are written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage
from extract.article import extract_article
from extract.fields.authors import clean_names, names_in_bio, read_authors
from extract.page.metadata import PageMetadata
from extract.page.trip_records import BylineLine

EN = [
    "The ferry brought forty tonnes of squid to the quay on Monday, the harbour master said.",
    "Nobody had ordered ice, and the buyers from Hunchun left before noon with empty lorries.",
    "By the evening a kilogram cost eleven yuan, two less than on the day before.",
    "The next boat is due on Friday if the wind allows it, according to the harbour's notice.",
]
KO = [
    "월요일 부두에 오징어 사십 톤을 실은 배가 들어왔다고 항만 관계자가 전했다.",
    "얼음을 주문한 사람이 없어 훈춘에서 온 상인들은 빈 트럭으로 돌아갔다고 한다.",
    "저녁에는 일 킬로그램 값이 십일 위안으로 전날보다 두 위안 내렸다.",
    "다음 배는 바람이 허락하면 금요일에 들어올 예정이라고 부두의 안내문은 밝혔다.",
]
JA = [
    "月曜日、イカ四十トンを積んだ船が埠頭に着いたと港の責任者が話した。",
    "氷を頼んだ者はおらず、琿春の買い手は空のトラックで昼前に帰ったという。",
    "夕方には一キロ十一元となり、前の日より二元安くなった。",
    "次の船は風が許せば金曜日に着く予定だと、港の掲示は告げている。",
]


def read(
    body: str, *, title: str = "Squid waits for ice on the quay of Rason", head: str = "", lang: str = "en"
) -> Article:
    html = (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>"
        f"<h1>{title}</h1>{body}</body></html>"
    )
    fetched = datetime(2026, 11, 29, 6, tzinfo=UTC)
    return extract_article(
        RawPage(url="https://x.example/2026/09/squid/", outlet="x", fetched_at=fetched, body=html.encode())
    )


def in_one_box(lines: list[str]) -> str:
    return "<br><br>\n".join(lines)


@pytest.mark.parametrize(
    ("lines", "lang", "below", "names"),
    [
        (KO, "ko", "<div class='byline'>단둥=한새봄 통신원, 서울=도윤채 기자</div>", ("한새봄", "도윤채")),
        (JA, "ja", "<div class='prof'><p class='name'>佐久間 史子（さくま・ふみこ）</p></div>", ("佐久間 史子",)),
        (EN, "en", "<p align='right'><font size='2'><i>Olga Brandt</i></font></p>", ("Olga Brandt",)),
    ],
)
def test_a_name_after_a_text_that_is_one_box_with_breaks_is_the_author(
    lines: list[str], lang: str, below: str, names: tuple[str, ...]
) -> None:
    found = read(f"<article><div class='txt'>{in_one_box(lines)}</div>{below}</article><h4>More</h4>", lang=lang)
    assert found.authors == names


@pytest.mark.parametrize(
    ("lines", "lang", "card", "names"),
    [
        (EN, "en", "<h3>Written by</h3><h4><a href='/e/1'>Yuna Tae-ri</a></h4><p>Fellow.</p>", ("Yuna Tae-ri",)),
        (EN, "en", "<div>Author</div><div>Olga Brandt</div>", ("Olga Brandt",)),
        (KO, "ko", "<dt>글</dt><dd>한새봄 기자</dd>", ("한새봄",)),
    ],
)
def test_a_label_alone_below_the_text_is_read_with_the_name_after_it(
    lines: list[str], lang: str, card: str, names: tuple[str, ...]
) -> None:
    text = "".join(f"<p>{line}</p>" for line in lines)
    assert read(f"<article><div>{text}</div><div class='card'>{card}</div></article>", lang=lang).authors == names


@pytest.mark.parametrize(
    "bio",
    [
        "<p><em>Somchai Pradit is a former harbour master. The views expressed are the author's own.</em></p>",
        "<p class='author-bio'>Somchai Pradit covers ports for the Post and lives in Rayong.</p>",
        "<p><i>About the author: Dr. Somchai Pradit is a lecturer at the Maritime College.</i></p>",
    ],
)
def test_who_is_told_of_under_the_text_wrote_it_and_the_line_is_none_of_its(bio: str) -> None:
    found = read("<div>" + "".join(f"<p>{line}</p>" for line in EN) + bio + "</div>")
    assert found.authors == ("Somchai Pradit",)
    assert found.text.split("\n") == EN


@pytest.mark.parametrize(
    "line",
    [
        "Somchai Pradit said that the boat is due on Friday.",
        "The quay is a long one.",
        "Pradit is a former harbour master.",
    ],
)
def test_other_sentences_tell_of_no_author(line: str) -> None:
    assert names_in_bio(line) == ()


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("佐久間 史子", ("佐久間 史子",)),
        ("中村 真子、木下 哲也", ("中村 真子", "木下 哲也")),
        ("林 真理子", ("林 真理子",)),
        ("王伟 李娜", ("王伟", "李娜")),
    ],
)
def test_the_space_within_a_japanese_name_parts_no_two_people(written: str, names: tuple[str, ...]) -> None:
    assert clean_names([written]) == names


def test_a_name_in_capitals_keeps_its_end() -> None:
    assert read_authors(PageMetadata(), (), (), about=[BylineLine(text="By MOON YE-DAM", names="byline")]) == (
        "Moon Ye-dam",
    )


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("KCNA WATCH", ("KCNA Watch",)),
        ("ITENA WATCH", ()),
        ("LENA ITENA", ("Lena ITENA",)),
        ("J.K. ORTEGA", ("J.K. Ortega",)),
        ("LENA NG", ("Lena Ng",)),
        ("  ", ()),
    ],
)
def test_a_house_in_a_name_in_capitals_stays_as_it_is(written: str, names: tuple[str, ...]) -> None:
    metadata = PageMetadata(meta={"author": (written,)})
    assert read_authors(metadata, (), (), sites=["itena"]) == names


def test_blanks_are_nobody() -> None:
    blank = {"@type": "NewsArticle", "author": [{"@type": "Person", "name": " \u3000"}, " "]}
    assert read_authors(PageMetadata(nodes=(blank,), meta={"author": (" \u3000",)}), (), ()) == ()


def test_a_person_named_twice_is_one() -> None:
    lines = [
        BylineLine(text="By RYU Eun-sil", names="byline"),
        BylineLine(text="Reporting by Ryu Eun-sil", place="below"),
    ]
    assert read_authors(PageMetadata(), (), (), about=lines) == ("Ryu Eun-sil",)


def test_a_team_named_after_the_site_is_nobody() -> None:
    head = "<meta property='og:site_name' content='ITENA'>"
    text = "<div class='byline'>By <a href='/e/sea'>ITENA Sea Watch</a></div>" + "".join(
        f"<p>{line}</p>" for line in EN
    )
    assert read(text, head=head).authors == ()


@pytest.mark.parametrize("frame", ["Rice (Hyesan, Nov 22 2026) 23,400", "Release of 1 October 2025", "2024-03-02"])
def test_the_month_of_the_address_is_believed_before_another_in_the_page_s_frame(frame: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in EN)
    html = f"<html><body><div class=bar>{frame}</div><main><h1>Squid waits for ice</h1>{text}</main></body></html>"
    fetched = datetime(2026, 11, 29, 6, tzinfo=UTC)
    page = RawPage(url="https://x.example/2021/01/squid/", outlet="x", fetched_at=fetched, body=html.encode())
    found = extract_article(page)
    assert (found.published, found.published_precision) == (datetime(2021, 1, 1, tzinfo=UTC), "month")


@pytest.mark.parametrize(
    ("lines", "lang", "below", "names"),
    [
        (
            EN,
            "en",
            "<footer><p class='byline-foot'><em>{}</em></p></footer>|Kang Yeon-hwa reported from Seoul.",
            "Kang Yeon-hwa",
        ),
        (KO, "ko", "<p class='col_bio'>{}</p>|성기훈 북방경제포럼 대표·전 대학 초빙연구위원", "성기훈"),
        (JA, "ja", "<div class='c-bio'><p>{}</p></div>|洪世羅　北方経済研究所主任研究員", "洪世羅"),
        (
            EN,
            "en",
            "<div class='author-note'><p>{}</p></div>|Hong Sera and Olga Brandt reported this story from Rason.",
            "Hong Sera|Olga Brandt",
        ),
    ],
)
def test_a_line_in_a_box_named_for_the_author_far_below_names_them(
    lines: list[str], lang: str, below: str, names: str
) -> None:
    box, said = below.split("|")
    between = "<div class='nav'><span>Previous</span><span>Next</span><a href='/1'>Coal waits in Rason</a></div>"
    page = f"<article>{''.join(f'<p>{line}</p>' for line in lines)}</article>{between}{box.format(said)}"
    assert read(page, lang=lang).authors == tuple(names.split("|"))


def test_the_parts_of_a_foreign_name_in_katakana_are_one_name() -> None:
    assert clean_names(["アンナ・クリロワ"]) == ("アンナ・クリロワ",)
    assert clean_names(["洪世羅・金未来"]) == ("洪世羅", "金未来")
