"""Headlines, standfirsts, captions and headings of outlets that nobody had met, each kind in three more templates."""

from __future__ import annotations

import json

import pytest

from tests.extract.article.test_bylines_of_unmet_pages import STANDFIRST
from tests.extract.article.test_foreign_layouts import TITLES, TONGUES, headed, read, told


@pytest.mark.parametrize(
    ("lang", "stated", "shown"),
    [
        ("en", "Rason ferry sails again", "Four winters after the gales, the Rason ferry slowly sails again"),
        ("en", "Coal falls along river", "With the ice gone, coal falls in price along the river"),
        ("en", "Port workers wait", "No wages since May: the workers at the port wait"),
    ],
)
def test_short_title_for_search_engines_gives_way_to_the_headline(lang: str, stated: str, shown: str) -> None:
    head = f"<title>{stated} - Harbour</title><meta property='og:title' content='{stated}'>"
    node = json.dumps({"@type": "NewsArticle", "headline": stated})
    head += f"<script type='application/ld+json'>{node}</script>"
    assert read(f"<main><h1>{shown}</h1>{told(lang)}</main>", head=head, lang=lang, title=False).title == shown


@pytest.mark.parametrize(
    ("lang", "short", "rest"),
    [
        ("ko", "라선 여객선 네 해 만에 다시 출항", "…승객 열한 명"),
        ("zh", "罗先客轮时隔四年再次启航", "：船上有十一名旅客"),
        ("en", "Rason ferry sails again", ": eleven on board"),
    ],
)
def test_headline_that_the_page_shows_longer_than_it_states_is_whole(lang: str, short: str, rest: str) -> None:
    head = f"<title>Harbour :: {short}{rest}</title><meta property='og:title' content='{short}'>"
    body = f"<table><tr><td class='t1'>{short}{rest}</td></tr><tr><td>{told(lang)}</td></tr></table>"
    assert read(body, head=head, lang=lang, title=False).title == f"{short}{rest}"


@pytest.mark.parametrize(
    ("lang", "names"), [("en", "art__announce"), ("ko", "view-abstract"), ("zh", "content-ingress")]
)
def test_standfirst_by_other_names_comes_back(lang: str, names: str) -> None:
    standfirst = f"<div class='{names}'>{STANDFIRST[lang]}</div>"
    body = f"<article>{headed(lang)}{standfirst}<div class='b'>{told(lang)}</div></article>"
    assert read(body, lang=lang).text.split("\n") == [STANDFIRST[lang], *TONGUES[lang]]


@pytest.mark.parametrize("names", ["media__desc", "b-media-description", "mediaDesc"])
def test_description_of_media_is_a_caption(names: str) -> None:
    box = f"<div class='x'><img src='/p.jpg' alt=''><div class='{names}'>The gangway in May.</div></div>"
    first, *rest = TONGUES["en"]
    body = f"<article>{headed('en')}<p>{first}</p>{box}{''.join(f'<p>{text}</p>' for text in rest)}</article>"
    article = read(body)
    assert article.text.split("\n") == list(TONGUES["en"])
    assert "The gangway in May." in article.caption_text


@pytest.mark.parametrize(
    ("lang", "heading", "kind"),
    [
        ("en", "An old trade with a new price", {"type": "heading", "level": 2}),
        ("ko", "다시 열린 뱃길", {"type": "subhead"}),
        ("zh", "码头上的账本", {"blockType": "h2"}),
    ],
)
def test_headings_of_a_text_in_script_state_are_read(lang: str, heading: str, kind: dict[str, object]) -> None:
    texts = TONGUES[lang]
    body = [{"type": "paragraph", "text": text} for text in texts]
    body.insert(3, {**kind, "text": heading})
    state = json.dumps({"story": {"headline": TITLES[lang], "blocks": body}})
    page = f"<main>{headed(lang)}</main><script id='__NEXT_DATA__' type='application/json'>{state}</script>"
    assert read(page, lang=lang).text.split("\n") == [*texts[:3], heading, *texts[3:]]
