"""An article in a state of nodes: told from other stories, people and pieces by the page's title and its own keys."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from corpus.records import Article, RawPage
from extract.article import extract_article

TITLE = "Kiln eleven burns again at the edge of Tumen"
WORDS = (
    (
        "The eleventh kiln of the brickworks was lit on Sunday, and by noon ",
        "its smoke",
        " could be seen from the bridge.",
    ),
    ("A foreman said that coal had come down the branch line for the first time since the flood of two years ago.",),
    ("Bricks are sold at the gate, forty to a cart.",),
)
ROWS = [["Month", "Bricks"], ["May", "11,200"], ["June", "14,900"]]
OTHER = "A cannery on the other bank has stopped buying squid, and its boats have been drawn up on the beach. " * 4


def body(block: str, words: str) -> list[dict[str, object]]:
    """Paragraphs of words, the second word of the first one linked; a picture, an order form and a table among them."""
    leaf = lambda text: {block: "w", words: text}  # noqa: E731
    first, second, third = WORDS
    return [
        {block: "para", "in": [leaf(first[0]), {block: "ref", "in": [leaf(first[1])]}, leaf(first[2])]},
        {block: "photo", words: "The kiln on Sunday, seen from the road.", "who": "Hanne Lund"},
        {block: "para", "in": [leaf(second[0])]},
        {block: "newsletter", "in": [leaf("Five stories every Friday, in one letter, for those who build.")]},
        {block: "sheet", "rows": ROWS},
        {block: "para", "in": [leaf(third[0])]},
    ]


def state(block: str = "y", words: str = "v") -> dict[str, object]:
    return {
        "made": 1795900000000,
        "texts": {"c": "We keep small files on your device, and so do the partners who pay for this page."},
        "things": {
            "w3": {"sort": "writer", "called": "Hanne Lund", "about": "Hanne Lund has written about kilns for years."},
            "s1": {"sort": "story", "line": "Cannery falls silent", "first": 1795000000000, "tree": {"in": [
                {block: "para", "in": [{block: "w", words: OTHER}]}]}},
            "s2": {"sort": "story", "line": TITLE, "first": 1795138200000, "changed": 1795890000000,
                   "writers": ["w3"], "tree": {block: "doc", "in": body(block, words)}, "locked": False},
        },
        "talk": [{"nick": "clay", words: "I have laid bricks for forty years and have never seen one from there."}],
    }  # fmt: skip


def page(scripts: str) -> RawPage:
    html = f"<!DOCTYPE html><html><head><title>{TITLE} | Edge</title></head><body><p></p>{scripts}</body></html>"
    fetched = datetime(2026, 11, 29, tzinfo=UTC)
    return RawPage(url="https://edge.example/s/kiln-77", outlet="edge", fetched_at=fetched, body=html.encode())


def carried(carrier: str, block: str, words: str) -> Article:
    told = json.dumps(state(block, words))
    if carrier == "json":
        scripts = f"<script type='application/json'>{told}</script>"
    elif carrier == "assigned":
        scripts = f"<script>window.E = JSON.parse({json.dumps(told)});</script>"
    else:
        cuts = [told[at : at + 700] for at in range(0, len(told), 700)]
        scripts = "".join(f"<script>self.E_q.push([1,{json.dumps(cut)}])</script>" for cut in cuts)
    return extract_article(page(scripts))


@pytest.mark.parametrize("carrier", ["json", "assigned", "pushed"])
@pytest.mark.parametrize(("block", "words"), [("y", "v"), ("nodeKind", "chars")])
def test_the_story_of_the_title_is_read_whole_and_alone(carrier: str, block: str, words: str) -> None:
    article = carried(carrier, block, words)
    first, second, third = ("".join(parts) for parts in WORDS)
    assert article.text.split("\n") == [first, second, *("\t".join(row) for row in ROWS), third]
    assert article.title == TITLE
    assert article.authors == ("Hanne Lund",)
    assert article.published == datetime.fromtimestamp(1795138200, UTC)


def test_a_wall_in_the_state_makes_a_short_text_partial() -> None:
    told = state()
    told["things"]["s2"]["locked"] = True  # type: ignore[index]
    article = extract_article(page(f"<script type='application/json'>{json.dumps(told)}</script>"))
    assert article.partial
