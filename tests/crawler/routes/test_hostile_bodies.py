"""What a server sends is read in the crawl's own loop: no body of a few bytes said again and again holds it up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.records import Skip
from corpus.store.unforeseen import Faults, processor_time
from crawler.manners.wishes import robots_wishes
from crawler.routes.next_parts import next_part, repeats
from crawler.routes.tolerant_xml import mend_xml

URL = "https://desk.example/news/1"
LENGTH = 400_000
READERS: dict[str, Callable[[bytes], object]] = {
    "what a page asks of robots": lambda body: robots_wishes(b"noarchive" + body, ""),
    "the next page": lambda body: next_part(b'rel="next page 2 of 3 ' + body, URL),
    "the same paragraphs": lambda body: repeats(body, body),
    "mended XML": lambda body: mend_xml(body.decode()),
}
UNITS = (
    *(b"<!--", b"<p>", b"<p ", b"<a ", b"<a " + b"a" * 990 + b">", b"<meta " + b"a" * 490 + b">", b"<![CDATA["),
    *(b"a", b" ", b"&", b"<", b"]]>", b"</p ", b"page 1 ", b"1/"),
)


@pytest.mark.parametrize("reader", READERS)
def test_reader_takes_no_longer_for_what_is_said_again_and_again(reader: str) -> None:
    for unit in UNITS:
        with processor_time(1):
            READERS[reader](unit * (LENGTH // len(unit)))


def test_comments_say_nothing_of_robots_and_one_without_an_end_is_none() -> None:
    wish = b'<meta name="robots" content="noarchive">'
    assert not robots_wishes(b"<!-- a --" + b" -->" + b"<!--" + wish + b"-->", "")
    assert robots_wishes(b"<!-- a -->" + wish + b"<!-- b -->", "") == {"noarchive"}
    assert robots_wishes(b"<!-- " + wish, "") == {"noarchive"}


def test_sections_keep_their_ampersands_and_one_without_an_end_is_none() -> None:
    assert mend_xml("<a>&<![CDATA[ & ]]>&</a>") == "<a>&amp;<![CDATA[ & ]]>&amp;</a>"
    assert mend_xml("<![CDATA[ & ") == "<![CDATA[ &amp; "


def test_paragraphs_that_are_not_closed_end_where_the_next_begins() -> None:
    prose = [b"<p>Rice sold for %d won a kilogram at the market of Hyesan.\n" % number for number in range(9)]
    assert repeats(b"".join(prose), b"".join(prose[::-1]))
    assert not repeats(b"".join(prose[:4]), b"".join(prose[4:]))


def test_guarded_reader_that_breaks_is_an_outcome_and_its_own_refusal_stays(tmp_path: Path) -> None:
    faults = Faults(tmp_path, "crawl")

    def refuse() -> None:
        raise Skip("not-a-feed")

    with pytest.raises(Skip, match="not-a-feed"):
        faults.guard(refuse, item=URL, sample=b"")
    with pytest.raises(Skip, match="internal-error"):
        faults.guard(lambda: {}["gone"], item=URL, sample=b"<rss>")
    assert [path.read_bytes() for path in faults.folder.glob("*.sample")] == [b"<rss>"]
