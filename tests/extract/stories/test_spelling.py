"""Words in one spelling, whatever the house's style."""

from __future__ import annotations

import pytest

from extract.stories.spelling import STYLES, normal_words, spell_words

STYLED = """
1 one
2 two
3 three
4 four
5 five
6 six
7 seven
8 eight
9 nine
10 ten
11 eleven
12 twelve
20 twenty
30 thirty
january jan
february feb
march mar
april apr
june jun
july jul
august aug
september sep sept
october oct
november nov
december dec
monday mon
tuesday tues tue
wednesday wed
thursday thurs thu
friday fri
saturday sat
sunday sun
kilometers kilometres kilometer kilometre km
meters metres meter metre
tons tonnes tonne ton
kilograms kilogrammes kilogram kg
center centre centres centers
theater theatre
gray grey
program programme programmes programs
defense defence
"""


def test_numbers_months_days_and_units_have_one_style() -> None:
    rows = [line.split() for line in STYLED.split("\n") if line]
    assert {style: first for first, *others in rows for style in others} == STYLES
    assert all(set(normal_words(" ".join(row))) == {row[0]} for row in rows)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # British as American
        ("organise organises organised organiser organisers", "organize organizes organized organizer organizers"),
        ("organising organisation organisations", "organizing organization organizations"),
        ("arise rise wise analysis", "arise rise wise analysis"),
        ("labour labours laboured labouring labourable favourite", "labor labors labored laboring laborable favorite"),
        ("our hour pour colour", "our hour pour color"),
        # numbers
        *(("007 agents", "7 agents"), ("0 tons", "0 tons"), ("5 000 tons", "5000 tons"), ("5,000,000", "5000000")),
        *(("12345 678", "12345 678"), ("1.5 000", "1 5 0"), ("5%", "5 percent"), ("5 per cent", "5 percent")),
        *(("2nd", "2 nd"), ("v2", "v2"), ("12km", "12 kilometers")),
        # names and signs
        *(("N. Korea and S. Korea", "north korea and south korea"), ("U.S.A. troops", "usa troops"), ("e.g.", "eg")),
        *(
            ("“Yes” ‘no’ – — …", "yes no"),
            ("a\u00a0b\u2009c", "a b c"),
            ("１２月", "12 月"),
            ("Kim–Il a_b c—d", "kim il a b c d"),
        ),
        *(("don’t", "don t"), ("", ""), ("大米rice", "大 米 rice")),
    ],
)
def test_text_is_made_of_plain_words(text: str, words: str) -> None:
    assert normal_words(text) == words.split()
    spelled = spell_words(text)
    assert not spelled.strip() or (spelled[0], spelled[-1]) == (" ", " ")
