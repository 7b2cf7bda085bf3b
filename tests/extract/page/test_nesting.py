"""A page whose elements lie deeper than the parser goes is read whole, as browsers show it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from corpus.records import RawPage
from extract.article import extract_article
from extract.page.nesting import KEPT_DEEP, flattened, is_cut_by_depth
from extract.page.parsing import parse_tree

LINES = (
    "Rice sold for 5,801 won a kilogram at the Hyesan market on Monday, traders told this outlet.",
    "A city official said the county mill had received new belts and that two of its four presses were running again.",
    "Women who sell soy sauce in the market said buyers had come back since the road was cleared of snow.",
    "The price of corn stood at 2,900 won, up from 2,700 won in February, according to a sheet kept by merchants.",
)
STORY = "<h1>Hyesan market note</h1>" + "".join(f"<p>{line}</p>" for line in LINES)
HALVES = STORY[: STORY.index("<p>Women")], STORY[STORY.index("<p>Women") :]
BRACKETED = '<div class="[&>p]:mt-0"><p>More of the market.</p></div>'
DEEP = {
    "boxes never closed": "<div>" * 20_000 + f"<article>{STORY}</article>",
    "bold and slanted type never closed": f"<article><p>{'<b><i>' * 8000}x{STORY}</article>",
    "closed again": f"<article>{HALVES[0]}{'<div><span>' * 400}x{'</span></div>' * 400}{HALVES[1]}</article>",
    "a font for each line": f"<article>{STORY.replace('<p>', '<font color=red>' * 90 + '<p>')}</article>",
    "lists": f"<article>{HALVES[0]}{'<ul><li>' * 300}<a href=/x>x</a>{'</li></ul>' * 300}{HALVES[1]}</article>",
    "tables": f"{'<table><tr><td>' * 200}{STORY}{'</td></tr></table>' * 200}",
    "signs in quotes": f"{'<div>' * 260}{BRACKETED * 400}<article>{STORY}</article>",
    "signs in quotes, never closed": f"{BRACKETED[: BRACKETED.index('<p>')] * 300}<article>{STORY}</article>",
    "quotes that nothing closes": '<div title=5">' * 300 + f"<article>{STORY}</article>",
    "behind a script and a comment": f"<script>'<div>'</script><!-- </div> -->{'<section>' * 999}{STORY}",
}


@pytest.mark.parametrize("kind", DEEP)
def test_a_page_that_is_deeper_than_the_parser_goes_is_read_whole(kind: str) -> None:
    source = (
        f"<!doctype html><html lang=en><head><title>Hyesan market note</title></head><body>{DEEP[kind]}</body></html>"
    )
    page = RawPage(
        url="https://desk.example/2026/03/02/note",
        outlet="desk",
        fetched_at=datetime(2026, 3, 3, tzinfo=UTC),
        body=source.encode(),
    )
    text = extract_article(page).text
    assert all(line in text for line in LINES), text


def test_a_page_of_common_depth_is_not_taken_for_cut() -> None:
    tree = parse_tree(f"<html><body>{'<div>' * 100}{STORY}{'</div>' * 100}<p>End of it.</p></body></html>")
    assert tree is not None and not is_cut_by_depth(tree)


def test_what_lies_deep_keeps_its_text_and_its_paragraphs() -> None:
    flat = flattened("<b>" * 100 + "<p>a > b</p><script>'</b>'</script>" + "</b>" * 100 + "</i><p>c</p>")
    kept = "<p>a > b</p><script>'</b>'</script>"
    assert flat == "<b>" * KEPT_DEEP + kept + "</b>" * KEPT_DEEP + "<p>c</p>"


def test_cells_of_a_table_that_lies_too_deep_are_lines() -> None:
    flat = flattened("<i>" * KEPT_DEEP + "<table><tr><td>rice</td><td>5,801</td></tr></table></i><table><tr><td>corn")
    assert flat.removeprefix("<i>" * KEPT_DEEP).split() == ["rice", "5,801", "</i><table><tr><td>corn"]


@pytest.mark.parametrize("box", ["div", "section", "blockquote"])
def test_boxes_that_lie_too_deep_are_lines_and_words_in_them_stay_whole(box: str) -> None:
    deep = "<font>" * KEPT_DEEP
    flat = flattened(f"{deep}<{box}>Kim visited the <b>m</b>ill.</{box}><{box}>Prices rose.</{box}>")
    assert flat.removeprefix(deep) == "\nKim visited the mill.\n\nPrices rose.\n"


@pytest.mark.parametrize("tag", ["<div class='[&>p]:mt-0'>", '<div class="[&>p]:mt-0">', '<div title="a < b">'])
def test_a_sign_in_quotes_ends_no_tag(tag: str) -> None:
    deep = "<div>" * (KEPT_DEEP - 1)
    assert flattened(f"{deep}{tag}{tag}x</div></div>y") == f"{deep}{tag}\nx\n</div>y"


def test_an_apostrophe_in_a_tag_quotes_nothing() -> None:
    deep = "<b>" * KEPT_DEEP
    assert flattened(f"{deep}<i title=Kim's>Kim's</i><i id='x'>y") == f"{deep}Kim'sy"


PIECES = (
    *(
        "<div>",
        "<!--<b>",
        "<script><b>",
        "<b a='<",
        '<i a="">',
        "</div><i>",
        "<div a='\"",
        "a",
        "<x a=\"'",
        "=",
        "= ",
        "='",
    ),
    *('<div class=">', "<div class='[&>p]:mt-0'>", '<div class="[&>p]:mt-0"><p>y</p></div>', "<a \"='<a '=\"", '="a"'),
    "<div><table><tr><td><p>y",
)


@pytest.mark.parametrize("before", ["", "x<", "<x a="])
@pytest.mark.parametrize("piece", PIECES)
def test_flattening_takes_time_in_step_with_the_length(piece: str, before: str) -> None:
    began = time.process_time()
    flattened("<div>" * 300 + before + piece * (700_000 // len(piece)))
    assert time.process_time() - began < 3
