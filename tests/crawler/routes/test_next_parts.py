"""Which address is the next page of an article, and which only looks like it."""

from __future__ import annotations

import pytest

from crawler.routes.next_parts import next_part, repeats

HERE = "https://b.example/news/view.php?id=8123456"


def page(link: str) -> bytes:
    return f"<html><head></head><body><p>Words of the article.</p>{link}</body></html>".encode()


@pytest.mark.parametrize(
    ("url", "link", "expected"),
    [
        (HERE, f'<link rel="next" href="{HERE}&amp;page=2">', f"{HERE}&page=2"),
        (HERE, '<a rel=next href="?id=8123456&page=2">more</a>', f"{HERE}&page=2"),
        (HERE, '<a href="?page=2&id=8123456">2</a>', "https://b.example/news/view.php?page=2&id=8123456"),
        (f"{HERE}&page=2", f'<a href="{HERE}&page=3">다음</a> <a href="{HERE}">1</a>', f"{HERE}&page=3"),
        ("https://b.example/a-long-story", '<link rel="next" href="/a-long-story/2">', "https://b.example/a-long-story/2"),
        ("https://b.example/a-long-story/2/", '<a rel="next" href="/a-long-story/3/">Next</a>',
         "https://b.example/a-long-story/3/"),
        ("https://b.example/story.html", '<p>Page 1 of 2</p><a href="story_2.html">on</a>', "https://b.example/story_2.html"),
        # the next article, the next page of comments or of a list, the page itself
        ("https://b.example/news/3", '<link rel="next" href="/news/4">', None),
        ("https://b.example/2026/03/rice", '<link rel="next" href="/2026/03/corn">', None),
        (HERE, f'<a href="{HERE}&cpage=2">Next</a>', None),
        (HERE, '<a href="/list.php?page=2">2</a>', None),
        (HERE, f'<a href="{HERE}&page=2">another way to say it</a>', None),
        (HERE, f'<a href="{HERE}&page=3">3</a>', None),
        (f"{HERE}&page=2", f'<a rel="next" href="{HERE}&page=2">2</a>', None),
        (HERE, "<p>No link at all, page 1.</p>", None),
    ],
)  # fmt: skip
def test_next_part(url: str, link: str, expected: str | None) -> None:
    assert next_part(page(link), url) == expected


def test_a_list_below_an_article_does_not_go_on_with_it() -> None:
    first = b"<p>Rice sold for 5,800 won a kilogram at Hyesan.</p><p>Women said buyers had come back.</p><ul>list 1"
    assert repeats(first, first.replace(b"list 1", b"list 2"))
    assert not repeats(first, b"<p>On the second day the price of corn fell by a tenth in all stalls.</p>")
    assert repeats(first, b"<p>no</p>"), "a page without a paragraph adds nothing"
