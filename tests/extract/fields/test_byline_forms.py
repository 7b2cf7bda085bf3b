"""Each form of a byline is there for a line that it reads."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage
from extract.article import extract_article
from extract.fields.authors import names_in_bio, read_authors, split_byline
from extract.fields.byline_forms import BylineForm, byline_forms
from extract.page.metadata import PageMetadata


@pytest.mark.parametrize("form", byline_forms(), ids=lambda form: form.example)
def test_form_reads_the_names_in_its_example(form: BylineForm) -> None:
    if form.where == "bio":
        assert names_in_bio(form.example) == form.names
        return
    found = read_authors(PageMetadata(), (), [form.example]) if form.where == "end" else split_byline(form.example)
    assert found == form.names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("저자 홍길동 북한대학원 교수", ("홍길동",)),
        ("이메일 문의는 편집국 대표", ()),
        ("现任 北方大学经济研究所主任", ()),
        ("編集 北方新聞社の経済部記者", ()),
        ("本文 作者为北方大学教授", ()),
        ("作者 洪世羅是大学教授", ("洪世羅",)),
    ],
)
def test_a_label_is_no_name_and_gives_way_to_the_name_after_it(line: str, names: tuple[str, ...]) -> None:
    assert names_in_bio(line) == names


def read(above: str, *, head: str = "", title: str = "Lorries wait for the scales of Hunchun until Friday") -> Article:
    prose = "".join(
        f"<p>Each of the {n} drivers waits for nine hours, and tea is sold from a van.</p>" for n in range(4)
    )
    html = (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1>{above}"
        f"<div class='txt'>{prose}</div></main></body></html>"
    )
    fetched = datetime(2026, 11, 29, 6, tzinfo=UTC)
    return extract_article(RawPage(url="https://x.example/n/7", outlet="x", fetched_at=fetched, body=html.encode()))


STANDFIRST = (
    "<p>The weighbridge was repaired in August, and lorries have been queueing for it ever since, the drivers say.</p>"
)


@pytest.mark.parametrize(
    ("above", "names"),
    [
        (f"{STANDFIRST}<div><a href='/experts/moe'>Ida Moe</a> <div>Published 02.07.2026</div></div>", ("Ida Moe",)),
        ("<p>2 July 2026 · 6 min · <a href='/authors/i-moe/'>Ida Moe</a>, <a href='/authors/k/'>Kwak Ji-ho</a></p>",
         ("Ida Moe", "Kwak Ji-ho")),
        ("<div><span>2026-11-18</span> <span>来源：江渡晚报</span> <span>作者：记者 骆一宁</span> <a>评论</a></div>",
         ("骆一宁",)),
        ("<div class='author cf'>佟柏川 沈嘉禾</div>", ("佟柏川", "沈嘉禾")),
        ("<p>Words: Ida Moe  Pictures: Tuya Ganbold</p>", ("Ida Moe",)),
        ("<p><a href='/authors/'>Authors</a> <a href='/author/border'>Border</a></p>", ()),
    ],
)  # fmt: skip
def test_authors_of_an_unknown_site_are_told_by_where_they_stand(above: str, names: tuple[str, ...]) -> None:
    assert read(above).authors == names


@pytest.mark.parametrize(
    ("above", "head", "day"),
    [
        (f"{STANDFIRST}<div>Published 02.07.2026 · Revised 20.11.2026</div>", "", "2026-07-02"),
        ("<abbr class='published' title='2026-11-14'>two weeks ago</abbr>", "", "2026-11-14"),
        ("<span property='schema:datePublished' content='2026-11-02'>2.11.26</span>", "", "2026-11-02"),
        ("<p>기사입력: 2026/11/19 [11:47] ⓒ 강마을일보 프린트 이메일 크게 작게</p>",
         "<meta name='date' content='2026-11-29'>", "2026-11-19"),
        ("<p class='meta'><time datetime='2026-11-23T10:30:00Z'>23 Nov 2026</time> by Ida Moe, who writes by a river."
         " Last modified: 29 Nov 2026 03:00 (commit 8c1fd0e)</p>", "", "2026-11-23"),
    ],
)  # fmt: skip
def test_day_by_the_headline_is_found_in_other_dress(above: str, head: str, day: str) -> None:
    published = read(above, head=head).published
    assert published is not None and published.date().isoformat() == day


def test_listed_storys_json_ld_and_a_headline_cut_short_tell_nothing() -> None:
    listed = '{"@type": "NewsArticle", "headline": "Bear in the yard", "datePublished": "2026-11-28", "author": "B Ek"}'
    head = f"<script type='application/ld+json'>{listed}</script>"
    article = read("<p>20 November 2026</p><ol><li>Bear in the yard</li></ol>", head=head)
    assert (article.authors, article.title[:7]) == ((), "Lorries")
    cut = '{"@type": "NewsArticle", "headline": "Lorries wait for the scales of Hunchun"}'
    assert read("", head=f"<script type='application/ld+json'>{cut}</script>").title.endswith("until Friday")
