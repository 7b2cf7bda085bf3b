"""A copied page is told apart line by line, and every line keeps its place in the file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.article.plaintext import article_lines

DUMP = """\ufeffAdvertisement

Musan mine sends first ore since spring, traders say

Home > Business > North Korea

print dictionary print

Musan mine sends first ore since spring, traders say

Reading time: 4 minutes
Why you can trust the Border Gazette
1
Trucks wait at Chilsong bridge, as a reader drew them. [BORDER GAZETTE]
Trucks wait at Chilsong bridge, as a reader drew them. [BORDER GAZETTE]
Trucks loaded with iron ore crossed the Tumen at Chilsong on Monday for the first time since April.
KOSPI
2,655.10
+12.40 (+0.47%)
USD/KRW
1,371.20
Related Article
Coal barges return to Nampo
Flour mills wait for wheat
"We were told to bring twelve trucks a day," said a driver who has hauled ore for nine years.
The mine's managers, he added, pay for diesel in yuan and settle the rest in flour and shoes.

BY PAK SOL [[email protected]]
This article was originally written in Korean and translated with the help of AI tools.
Log in to Twitter or Facebook account to connect
To write comments, please log in to one of the accounts.
Standards Board Policy (0/250)
"""


def kept(text: str) -> list[str]:
    return [line.text for line in article_lines(text) if line.role == "text"]


def reasons(text: str) -> dict[str, str | None]:
    return {line.text: line.reason for line in article_lines(text) if not line.kept}


def test_story_is_kept_whole() -> None:
    assert [line[:12] for line in kept(DUMP)] == ["Trucks loade", '"We were tol', "The mine's m"]


def test_furniture_is_listed_with_its_reasons() -> None:
    assert reasons(DUMP) == {
        "Advertisement": "advertisement",
        "Home > Business > North Korea": "navigation",
        "print dictionary print": "print",
        "Musan mine sends first ore since spring, traders say": "headline",
        "Reading time: 4 minutes": "reading-time",
        "Why you can trust the Border Gazette": "trust",
        "1": "debris",
        "Trucks wait at Chilsong bridge, as a reader drew them. [BORDER GAZETTE]": "repeated",
        "KOSPI": "ticker",
        "2,655.10": "ticker",
        "+12.40 (+0.47%)": "ticker",
        "USD/KRW": "ticker",
        "1,371.20": "ticker",
        "Related Article": "related",
        "Coal barges return to Nampo": "related",
        "Flour mills wait for wheat": "related",
        "BY PAK SOL [[email protected]]": "contact",
        "This article was originally written in Korean and translated with the help of AI tools.": "ai-note",
        "Log in to Twitter or Facebook account to connect": "login",
        "To write comments, please log in to one of the accounts.": "comments",
        "Standards Board Policy (0/250)": "trust",
    }


def test_first_headline_is_the_title() -> None:
    (title,) = [line for line in article_lines(DUMP) if line.role == "title"]
    assert DUMP[title.start : title.end] == "Musan mine sends first ore since spring, traders say"


def test_caption_is_kept_apart() -> None:
    assert [line.role for line in article_lines(DUMP) if line.text.endswith("[BORDER GAZETTE]")] == [
        "caption",
        "removed",
    ]


def test_two_numbers_in_a_row_are_no_ticker() -> None:
    text = "Rice cost more in March, a trader in Sinuiju told us by phone.\n5,600 won\n5,900 won\n"
    assert kept(text)[1:] == ["5,600 won", "5,900 won"]


@given(st.text(max_size=300))
def test_lines_stand_where_they_say(text: str) -> None:
    end = 0
    for line in article_lines(text):
        assert text[line.start : line.end] == line.text
        assert line.start >= end
        end = line.end


@given(st.lists(st.sampled_from(DUMP.splitlines()), max_size=20), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_no_line_is_lost(lines: list[str], ends: str) -> None:
    text = ends.join(lines)
    assert [line.text for line in article_lines(text)] == [s for line in lines if (s := line.strip("\ufeff "))]
