"""Kinds of pages that lost text, or gained another's, on sites that no rule was made for: three templates of each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage, Skip
from extract.article import extract_article

EN = (
    "Traders in Hyesan said the price of corn fell by a tenth in the first week of November, after a long summer.",
    "The drop followed the arrival of eleven wagons of grain at the city's rail yard on Monday, porters there said.",
    "A kilogram of rice, which most households cannot afford every day, stayed at the same price as in October.",
    "Officials at the market told women who sell from mats that they would have to pay for a stall from December.",
)
KO = (
    "양강도 혜산시 장마당에서 강냉이 가격이 이달 들어 열흘 만에 10% 넘게 떨어졌다고 현지 소식통이 전했다.",
    "소식통은 지난 월요일 화물열차 열한 량이 들어온 뒤부터 값이 내리기 시작했다며 상인들이 물건을 내놓고 있다고 했다.",
    "쌀값은 지난달과 같은 수준을 유지하고 있으나 주민 대부분은 매일 쌀을 사 먹을 형편이 못 된다고 한다.",
    "시장 관리소는 다음 달부터 돗자리 장사꾼들에게도 매대 사용료를 받겠다고 알렸다고 소식통은 덧붙였다.",
)
RU = (
    "Торговцы в Хесане рассказали, что цена кукурузы за первую неделю ноября упала на десятую часть после лета.",
    "Снижение началось, когда в понедельник на городскую станцию прибыли одиннадцать вагонов зерна, говорят грузчики.",
    "Килограмм риса, который большинство семей не может покупать каждый день, стоит столько же, сколько в октябре.",
    "Чиновники рынка предупредили женщин, торгующих с земли, что с декабря им придется платить за место в рядах.",
)
DE = (
    "Händler in Hyesan berichten, dass der Maispreis in der ersten Novemberwoche nach dem Sommer um ein Zehntel fiel.",
    "Der Rückgang folgte auf die Ankunft von elf Waggons Getreide am Güterbahnhof der Stadt, sagten Träger am Montag.",
    "Ein Kilogramm Reis, das sich die meisten Haushalte nicht täglich leisten können, kostet so viel wie im Oktober.",
    "Beamte des Marktes kündigten Frauen an, die von Matten verkaufen, dass sie ab Dezember für Stände zahlen müssten.",
)
HEADLINES = {EN: "Corn falls in Hyesan as grain arrives", KO: "혜산 강냉이 값 열흘 새 10% 하락"}
HEADLINES |= {RU: "Кукуруза в Хесане подешевела", DE: "Mais wird in Hyesan billiger"}


def read(body: str, told: tuple[str, ...], *, title: str | None = None) -> Article:
    head = HEADLINES[told] if title is None else title
    source = f"<html><head><meta charset='utf-8'><title>{head}</title></head><body>{body}</body></html>"
    return extract_article(
        RawPage(
            url="https://demo.example/news/corn-4411",
            outlet="demo",
            fetched_at=datetime(2025, 11, 3, tzinfo=UTC),
            body=source.encode(),
        )
    )


def ps(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    ("told", "template"),
    [
        (EN, "<article><h1>{h}</h1><div class='txt'>{a}</div><div class='txt'>{b}</div></article>"),
        (KO, "<article id='view'><h2>{h}</h2><div class='cont'>{a}{b}</div></article>"),
        (RU, "<main><h1>{h}</h1><section><div>{a}</div><div>{b}</div></section></main>"),
    ],
)
def test_a_paragraph_said_twice_among_others_is_the_authors(told: tuple[str, ...], template: str) -> None:
    page = template.format(h=HEADLINES[told], a=ps(*told[:3]), b=ps(told[3], told[1]))
    assert read(page, told).text.split("\n").count(told[1]) == 2


@pytest.mark.parametrize(
    ("told", "quote"),
    [
        (EN, "<blockquote class='Pullquote'><div>{q}</div></blockquote>"),
        (KO, "<aside class='quote-box'><p>{q}</p></aside>"),
        (DE, "<div class='zitat'><p class='zitat-text'>{q}</p></div>"),
    ],
)
def test_a_paragraph_quoted_large_is_said_once(told: tuple[str, ...], quote: str) -> None:
    page = f"<article><h1>{HEADLINES[told]}</h1>{ps(*told[:3])}{quote.format(q=told[2])}{ps(told[3])}</article>"
    assert read(page, told).text.split("\n") == list(told)


@pytest.mark.parametrize(
    ("told", "post"),
    [
        (EN, "<blockquote class='twitter-tweet'><p>{q}</p>— A trader (@trader) <a href='/s/1'>May 2</a></blockquote>"),
        (KO, "<blockquote class='instagram-media'><div><p>{q}</p></div></blockquote>"),
        (DE, "<blockquote class='bluesky-embed'><p>{q}</p></blockquote>"),
    ],
)
def test_what_several_posts_tell_stays(told: tuple[str, ...], post: str) -> None:
    posts = post.format(q=told[2]) + post.format(q=told[3])
    page = f"<article><h1>{HEADLINES[told]}</h1>{ps(*told[:2])}{posts}{ps(*EN)}</article>"
    assert all(said in read(page, told).text.split("\n") for said in told)


def test_one_post_beside_a_text_is_a_box() -> None:
    post = f"<blockquote class='twitter-tweet'><p>{RU[0]}</p>— A trader (@trader)</blockquote>"
    page = f"<article><h1>{HEADLINES[EN]}</h1>{ps(*EN[:3])}{post}{ps(EN[3])}</article>"
    article = read(page, EN)
    assert article.text.split("\n") == list(EN)
    assert "embed" in {item.reason for item in article.removed}


@pytest.mark.parametrize(
    ("told", "listed"),
    [
        (EN, "<dl class='latest'>{}</dl>|<dt>3 November</dt><dd>{}</dd>"),
        (
            KO,
            "<div class='slider'>{}</div>|<div class='slider-item'><h3>다른 소식</h3><p>{}</p><i>2025-11-03</i></div>",
        ),
        (DE, "<dl>{}</dl>|<dt><a href='/x'>Andere Meldung</a></dt><dd>{}</dd>"),
    ],
)
def test_news_in_a_list_of_terms_or_in_cards_are_no_table(told: tuple[str, ...], listed: str) -> None:
    around, item = listed.split("|")
    others = [f"{text[:-1]}…" for text in reversed(told)]
    page = f"<article><h1>{HEADLINES[told]}</h1>{ps(*told)}</article>{around.format(''.join(map(item.format, others)))}"
    article = read(page, told)
    assert article.tables == ()
    assert "\t" not in article.text


@pytest.mark.parametrize(("told", "opened"), [(EN, "<button>Menu"), (KO, "<noscript>"), (DE, "<object>")])
def test_a_page_within_an_element_never_closed_is_read(told: tuple[str, ...], opened: str) -> None:
    page = f"<header>{opened}</header><div><h1>{HEADLINES[told]}</h1><div class='t'>{ps(*told, *EN, *RU)}</div></div>"
    text = read(page, told).text
    assert all(paragraph in text for paragraph in told)


@pytest.mark.parametrize(
    ("told", "named"),
    [
        (EN, "<p><strong>Dorothy Must Die</strong></p><p>Danielle Paige</p><p>{} and there is more to come</p>"),
        (DE, "<p><em>Anna Karenina</em></p><p>Leo Tolstoi</p><p>{} und vieles andere mehr</p>"),
        (EN, "<p><b>Emma Brown</b></p><p>{} and so it went on for weeks</p>"),
    ],
)
def test_a_name_in_bold_above_more_text_signs_nothing(told: tuple[str, ...], named: str) -> None:
    long = " ".join(text.rstrip(".") for text in told)
    page = f"<article><h1>{HEADLINES[told]}</h1>{ps(*told)}{named.format(long)}</article>"
    assert long in read(page, told).text


@pytest.mark.parametrize(
    ("told", "template"),
    [
        (EN, "<h1>{h}</h1><div class='story'><p>{t}</p></div><ul>{o}</ul>"),
        (KO, "<h2>{h}</h2><div class='view'>{t}</div><aside><ul>{o}</ul></aside>"),
        (DE, "<div><h1>{h}</h1><span>Umwelt</span></div><div><p>{t}</p></div><nav>{o}</nav>"),
    ],
)
def test_a_brief_below_its_headline_is_no_list(told: tuple[str, ...], template: str) -> None:
    others = "".join(f"<li><a href='/n/{n}'>{told[n % 4][:40]} {n}</a></li>" for n in range(12))
    page = template.format(h=HEADLINES[told], t=" ".join(told[:2]), o=others)
    assert told[0] in read(page, told).text


@pytest.mark.parametrize(
    ("told", "stream"),
    [
        (EN, "<div class='col2'><ul>{}</ul></div>|<li class='item'><h3><a href='/{n}'>{t}</a></h3><p>{s}</p></li>"),
        (KO, "<div class='side'><h4>많이 본 뉴스</h4>{}</div>|<div class='box'><a href='/{n}'>{t}</a><p>{s}</p></div>"),
        (RU, "<section>{}</section>|<article class='card'><a href='/{n}'>{t}</a> <b>12:30</b><p>{s}</p></article>"),
    ],
)
def test_other_stories_beside_a_text_are_not_its_own(told: tuple[str, ...], stream: str) -> None:
    around, item = stream.split("|")
    cards = "".join(item.format(n=n, t=DE[n][:60], s=f"{DE[n]} {DE[n - 1]}") for n in range(4))
    text = ps(*told, *(f"{line} {line}" for line in reversed(told)))
    page = f"<div class='w'><div class='main'><h1>{HEADLINES[told]}</h1>{text}</div>{around.format(cards)}</div>"
    found = read(page, told).text
    assert all(line in found for line in told)
    assert not any(line in found for line in DE)


@pytest.mark.parametrize(
    ("told", "template"),
    [
        (EN, "<h1>{h}</h1><article id='dic_area'>{t}</article><div>Reads 44</div>"),
        (KO, "<h2>{h}</h2><div class='newsct'><article class='go_trans'>{t}</article></div>"),
        (RU, "<table><tr><td><h1>{h}</h1><font size='3'>{t}</font></td></tr><tr><td>Все новости</td></tr></table>"),
    ],
)
def test_the_first_and_last_of_bare_lines_are_read(told: tuple[str, ...], template: str) -> None:
    short = [f"{line.split(',')[0].split('.')[0]}." for line in told]
    page = template.format(h=HEADLINES[told], t="<br><br> ".join([*told, *short]))
    found = read(page, told).text.split("\n")
    assert [found[0], found[-1]] == [told[0], short[-1]]


def test_a_section_with_a_line_on_itself_is_still_none() -> None:
    others = "".join(f"<li><a href='/n/{n}'>{EN[n % 4][:40]} {n}</a></li>" for n in range(12))
    with pytest.raises(Skip):
        read(f"<h1>Economy</h1><div><p>{EN[0]}</p></div><ul>{others}</ul>", EN, title="Economy")
