"""Visits of one person whom the title names, in lists and in tables without visitors; plants by their heads."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from corpus.records import RawPage
from corpus.store.derived import ActivityReport, ArticleText, Visit
from extract.article import extract_article
from extract.facts.tables.table_figures import read_tables


def told(day: str, title: str, html: str) -> list[str]:
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{html}</article></body></html>"
    raw = RawPage(url="https://lists.example/a", outlet="lists", fetched_at=datetime(2026, 6, 1, tzinfo=UTC),
                  body=page.encode(), found_in="import")  # fmt: skip
    article = extract_article(raw)
    text = ArticleText(id="a", title=article.title, text=article.text, caption="", language=article.language or "",
                       day=date.fromisoformat(day))  # fmt: skip
    found = []
    for figure in read_tables(text, article.tables):
        if isinstance(figure, Visit):
            companions = ", ".join(figure.companions)
            found.append(f"{figure.visitor} | {figure.place} | {companions} | {figure.date} {figure.date_end}")
        elif isinstance(figure, ActivityReport) and figure.kind != "visit":
            what = " ".join(part for part in (figure.product, figure.amount) if part)
            found.append(f"{figure.plant} | {figure.kind} | {what} | {figure.date} {figure.date_end}")
    return found


LISTS = [
    (
        "Kim Jong Un's economic outings, July 2024",
        "<p>Two of them, against one in June, according to reports of state media that were read for this page.</p>"
        "<ul><li><b>July 11–12</b> – Samjiyon City: hotels under construction; with Kim Tok Hun, Jo Yong Won.</li>"
        "<li>July 15 – Sinpho, a site for a planned shellfish farm; companions not listed.</li>"
        "<li>July 27 – Concert in Pyongyang.</li></ul>",
        [
            "Kim Jong Un | Samjiyon City | Kim Tok Hun, Jo Yong Won | 2024-07-11 2024-07-12",
            "Kim Jong Un | site for a planned shellfish farm |  | 2024-07-15 2024-07-15",
        ],
    ),
    (
        "박태성 총리 7월 현지료해 일지",
        "<p>로동신문 보도를 날짜순으로 정리했다. 회의와 행사는 뺐으며 보도일이 아니라 활동일을 적었다.</p>"
        "<ul><li>7월 3일: 순천세멘트련합기업소</li><li>7월 9일: 남포시 온천군 협동농장, 동행 리철만</li></ul>",
        [
            "박태성 | 순천세멘트련합기업소 |  | 2024-07-03 2024-07-03",
            "박태성 | 남포시 온천군 협동농장 | 리철만 | 2024-07-09 2024-07-09",
        ],
    ),
    (
        "Поездки Ким Чен Ына в июле",
        "<p>По сообщениям ЦТАК, лидер выезжал дважды, оба раза на восточное побережье страны.</p>"
        "<ul><li>4 июля — судоверфь в Нампхо; вместе с Чо Ён Вон, Ким Док Хун</li>"
        "<li>11 июля — завод боеприпасов</li></ul>",
        [
            "Ким Чен Ын | судоверфь в Нампхо | Чо Ён Вон, Ким Док Хун | 2024-07-04 2024-07-04",
            "Ким Чен Ын | завод боеприпасов |  | 2024-07-11 2024-07-11",
        ],
    ),
    (
        "Kim's calendar",
        "<p>State media say Kim Jong Un will visit several sites next month, though nothing of it is certain yet.</p>"
        "<ul><li>September 2: Wonsan-Kalma zone</li><li>September 9: Ryongsong Machine Complex</li></ul>",
        [],
    ),
]


@pytest.mark.parametrize(("title", "html", "visits"), LISTS, ids=[title for title, _, _ in LISTS])
def test_visits_in_a_list(title: str, html: str, visits: list[str]) -> None:
    assert told("2024-08-02", title, html) == visits


def test_a_table_of_days_and_sites_is_of_whom_the_title_names() -> None:
    table = (
        "<table><tr><th>日期</th><th>地点</th><th>陪同</th></tr><tr><td>7月4日</td><td>金策制铁联合企业</td>"
        "<td>李哲万</td></tr><tr><td>7月16日</td><td>顺川水泥联合企业（竣工）</td><td>无</td></tr></table>"
    )
    assert told("2024-08-02", "朝鲜内阁总理朴泰成7月视察行程", table + "<p>以上据朝中社和劳动新闻报道整理。</p>") == [
        "朴泰成 | 金策制铁联合企业 | 李哲万 | 2024-07-04 2024-07-04",
        "朴泰成 | 顺川水泥联合企业 |  | 2024-07-16 2024-07-16",
        "顺川水泥联合企业 | commissioning |  | 2024-07-16 2024-07-16",
    ]


def test_the_last_word_of_a_title_is_one_of_its_own() -> None:
    title = "Kim Jong Un: July visits"
    article = ArticleText(id="a", title=title, text="July 3: Sinpho\nJuly 9: Nampho", caption="", language="en",
                          day=date(2024, 8, 2))  # fmt: skip
    assert [each.place for each in read_tables(article, []) if isinstance(each, Visit)] == ["Sinpho", "Nampho"]


PLANTS = [
    (
        "Production at state mills in the first half",
        "<p>Minju Choson listed those that met their plans for January to June 2024.</p><table><tr><th>Enterprise</th>"
        "<th>Product</th><th>% of plan</th><th>Remarks</th></tr><tr><td>Hungnam Fertilizer</td><td>Urea</td>"
        "<td>104</td><td></td></tr><tr><td>Chonnaeri</td><td>Cement</td><td>111</td>"
        "<td>kiln halted in May 2024</td></tr><tr><td>Total</td><td></td><td>106</td><td></td></tr></table>",
        [
            "Hungnam Fertilizer | plan-fulfilled | Urea 104% | 2024-01-01 2024-06-30",
            "Chonnaeri | plan-fulfilled | Cement 111% | 2024-01-01 2024-06-30",
            "Chonnaeri | halt |  | 2024-05-01 2024-05-31",
        ],
    ),
    (
        "7月各企業の実績",
        "<p>朝鮮中央通信が伝えた実績をまとめた。</p><table><tr><th>企業所</th><th>千里馬製鋼</th><th>祥原セメント</th></tr>"
        "<tr><th>品目</th><td>鋼材</td><td>セメント</td></tr><tr><th>7月計画比</th><td>117%</td><td>―</td></tr>"
        "<tr><th>特記</th><td>電気炉を改修</td><td>―</td></tr></table>",
        [
            "千里馬製鋼 | plan-fulfilled | 鋼材 117% | 2024-07-01 2024-07-31",
            "千里馬製鋼 | modernisation |  | 2024-07-01 2024-07-31",
        ],
    ),
    (
        "Ход стройки на предприятиях КНДР",
        "<table><tr><th>Предприятие</th><th>Что произошло</th></tr><tr><td>ГЭС Танчхон-5</td>"
        "<td>введена в строй в апреле 2024 г.</td></tr><tr><td>Шахта Рёндын</td><td>план на август</td></tr></table>"
        "<p>Сводка составлена по сообщениям газет страны за весну и лето этого года.</p>",
        ["ГЭС Танчхон-5 | commissioning |  | 2024-04-01 2024-04-30"],
    ),
    (
        "Pay at plants",
        "<table><tr><th>Factory</th><th>Workers</th><th>Pay, won</th></tr><tr><td>Sunchon Cement</td><td>3,000</td>"
        "<td>50,000</td></tr></table><p>A guide to who pays what across the province this summer, from readers.</p>",
        [],
    ),
]


@pytest.mark.parametrize(("title", "html", "reports"), PLANTS, ids=[title for title, _, _ in PLANTS])
def test_plants_are_those_of_a_column_whose_head_says_so(title: str, html: str, reports: list[str]) -> None:
    assert told("2024-08-02", title, html) == reports
