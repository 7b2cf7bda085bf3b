"""Pages of other kinds than articles are refused by what they have and no article has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.records import RawPage, Skip
from extract.article import extract_article

PROSE = (
    "<p>The lock at Rongam was built in 1971 and has not been dredged since the flood of eight years ago.</p>"
    "<p>Boatmen pay a tenth of their load to the keeper, who writes nothing down and forgets nobody.</p>"
    "<p>He says that a new gate was promised for the spring, and that it came in two halves of unlike length.</p>"
)
PERSON = '{"@context": "https://schema.org", "@type": "ProfilePage", "about": {"@type": "Person", "name": "Ida Moe"}}'
EVENT = (
    "<h1>An evening on locks</h1><p>14 January 2027, 18:30</p>"
    "<p>Two keepers and an engineer talk about gates that do not fit. Registration closes at noon on the day.</p>"
)
PROGRAMME = "<h1>Two days of locks</h1><ul>" + "".join(
    f"<li>{hour}:30 The keeper of lock number {hour} shows what he has written down</li>" for hour in range(9, 15)
)
GOODS = f"<h1>The keeper's book</h1><div itemtype='http://schema.org/Book'>{PROSE}</div><button>Add to cart</button>"
ISSUE = (
    "<h1>Locks and Gates, vol. 9, no. 3</h1><div><p>Who pays the keeper, and with what? Pages 3 to 19.</p></div>"
    "<div><p>A gate in two halves: notes on a measurement that nobody made. Pages 20 to 41.</p></div>"
)
LOGIN = f"<h1>ログイン</h1>{PROSE}<form>メール<input>暗号<input type='PASSWORD'></form>"


def read(inner: str, *, head: str = "", path: str = "p/7") -> str:
    html = f"<!DOCTYPE html><html><head><title>Locks</title>{head}</head><body><main>{inner}</main></body></html>"
    fetched = datetime(2026, 11, 29, tzinfo=UTC)
    page = RawPage(url=f"https://barge.example/{path}", outlet="x", fetched_at=fetched, body=html.encode())
    return extract_article(page).text


@pytest.mark.parametrize(
    ("kind", "inner", "head"),
    [
        ("person", f"<h1>Ida Moe</h1>{PROSE}", f"<script type='application/ld+json'>{PERSON}</script>"),
        ("event", EVENT, ""),
        ("programme", PROGRAMME, ""),
        ("goods", GOODS, ""),
        ("contents", ISSUE, ""),
        ("login", LOGIN, ""),
    ],
)
def test_page_of_another_kind_is_refused(kind: str, inner: str, head: str) -> None:
    with pytest.raises(Skip, match=kind) as refused:
        read(inner, head=head)
    assert refused.value.reason == "other-page"


@pytest.mark.parametrize(
    "inner",
    [
        f"<h1>Keepers learn to log in</h1><p>20 November 2026</p>{PROSE * 4}<form><input type='password'></form>",
        f"<h1>A schedule for the lock</h1><p>20 November 2026</p>{PROSE}<p>09:30 is when it opens.</p>",
        f"<h1>Talk on locks</h1><p>20 November 2026</p>{PROSE}<p>The next one is on 14 January 2027; register.</p>",
        f"<h1>The keeper's book</h1>{PROSE}<div itemscope itemtype='https://schema.org/Book'>It costs $9.</div>"
        "<button>Add to cart</button>",
    ],
)
def test_article_that_speaks_of_such_a_thing_is_read(inner: str) -> None:
    assert "forgets nobody" in read(inner)


def test_page_about_the_site_is_told_by_its_address_and_an_article_there_by_its_day() -> None:
    with pytest.raises(Skip, match="about the site"):
        read(f"<h1>Press</h1>{PROSE}", path="en/press/")
    assert read(f"<h1>Press for a lock</h1><p>20 November 2026</p>{PROSE}", path="en/press/")
