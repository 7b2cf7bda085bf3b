"""What stands beside an author's name and is nobody: buttons, other pages' links, a podcast's or a book's name."""

from __future__ import annotations

import pytest

from extract.fields.authors import read_authors
from extract.page.trip_records import BylineLine
from tests.extract.article.test_foreign_layouts import headed, read, told
from tests.extract.fields.test_authors_beside import STATED


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("ko", "<dl class='writer'><dt>민보라</dt><dd>기자 구독</dd><dd>이 기자의 다른 기사 보기</dd></dl>",
         "민보라"),
        ("ko", "<div class='reporter'><b>민보라 기자</b><button>팔로우</button><span>응원하기</span></div>", "민보라"),
        ("ko", "<ul class='writer'><li>민보라</li><li>알림 받기</li><li>기자 페이지</li></ul>", "민보라"),
        ("en", "<div class='author'><p>Runa Haas</p><p>Following</p><p>More from this author</p></div>", "Runa Haas"),
        ("en", "<dl class='by-line'><dt>Runa Haas</dt><dd>Get alerts</dd><dd>See all stories</dd></dl>", "Runa Haas"),
        ("en", "<ul class='author'><li>Hanna Virtala</li><li>Message</li><li>View profile</li></ul>", "Hanna Virtala"),
        ("zh", "<div class='author'><p>骆一宁</p><p>关注</p><p>查看更多文章</p></div>", "骆一宁"),
        ("zh", "<dl class='writer'><dt>骆一宁</dt><dd>已订阅</dd><dd>作者主页</dd></dl>", "骆一宁"),
        ("ja", "<dl class='author'><dt>鷲尾圭吾</dt><dd>フォローする</dd><dd>他の記事を見る</dd></dl>", "鷲尾圭吾"),
        ("ru", "<div class='author'><p>Анна Ли</p><p>Подписаться</p><p>Все материалы автора</p></div>", "Анна Ли"),
    ],
)  # fmt: skip
def test_controls_beside_a_name_are_nobody(lang: str, line: str, names: str) -> None:
    lang = lang if lang in ("ko", "zh") else "en"
    assert read(f"<main><div>{headed(lang)}{line}</div>{told(lang)}</main>", lang=lang).authors == (names,)


@pytest.mark.parametrize(
    "bio",
    [
        "Hanna Virtala is a political reporter in Seoul and co-hosts the Night Ferry podcast.",
        "Hanna Virtala is a senior correspondent and writes the Harbour Lights newsletter.",
        "Hanna Virtala covers trade from Dandong and presents Two Rivers on the radio.",
        "Hanna Virtala is a columnist and hosts Cold Front with Pim Haas.",
    ],
)
def test_what_an_author_has_made_is_no_author(bio: str) -> None:
    line = BylineLine(text=bio, place="below")
    assert read_authors(STATED, (), (), about=[line]) == ("Hanna Virtala",)


def test_those_who_reported_with_the_author_are_named() -> None:
    line = BylineLine(text="Hanna Virtala reported from Seoul, and Odo Brandt from Dandong.", place="below")
    assert read_authors(STATED, (), (), about=[line]) == ("Hanna Virtala", "Odo Brandt")


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("ko", "자료 수집 민보라·하도준 / 정리 서문경", ("민보라", "하도준", "서문경")),
        ("ko", "현지 조사 민보라, 하도준 | 글 서문경", ("민보라", "하도준", "서문경")),
        ("ko", "취재: 민보라 / 자료조사: 하도준 / 편집: 노은별", ("민보라", "하도준")),
        ("zh", "询价 骆一宁、沈小舟 / 整理 赵敏", ("骆一宁", "沈小舟", "赵敏")),
    ],
)
def test_those_who_gathered_and_who_wrote_are_all_named(lang: str, line: str, names: tuple[str, ...]) -> None:
    body = f"<main><article>{headed(lang)}<div>{told(lang)}</div><p class='w'><span class='by'>{line}</span></p>"
    assert read(f"{body}</article></main>", lang=lang).authors == names
