"""Authors that stand beside those whom the page states, and those who took part."""

from __future__ import annotations

from extract.fields.authors import read_authors
from extract.page.metadata import PageMetadata
from extract.page.trip_records import BylineLine

STATED = PageMetadata(nodes=({"@type": "NewsArticle", "author": {"@type": "Person", "name": "Hanna Virtala"}},))


def test_a_byline_that_names_the_stated_author_and_another_names_both() -> None:
    line = BylineLine(text="By Hanna Virtala and Odo Brandt", names="byline")
    assert read_authors(STATED, (), (), about=[line]) == ("Hanna Virtala", "Odo Brandt")


def test_who_reported_too_comes_after_the_stated_author() -> None:
    line = BylineLine(text="Additional reporting by Choe Un-byol in Seoul", place="below")
    assert read_authors(STATED, (), (), about=[line]) == ("Hanna Virtala", "Choe Un-byol")


def test_another_byline_does_not_replace_the_stated_author() -> None:
    assert read_authors(STATED, (), (), about=[BylineLine(text="By Odo Brandt")]) == ("Hanna Virtala",)


def test_lines_made_alike_name_an_author_each() -> None:
    lines = [BylineLine(text=f"{name} | Fellow", tag="li", names="author") for name in ("Runa Askeland", "Odo Brandt")]
    assert read_authors(PageMetadata(), (), (), about=lines) == ("Runa Askeland", "Odo Brandt")


def test_all_of_a_list_are_named_where_several_are_known() -> None:
    said = "With assistance by Runa Askeland, Odo Brandt, Pim Haas, Aino Virtala and Malcolm Reede"
    names = read_authors(STATED, (), (), about=[BylineLine(text=said, place="below")])
    assert names == ("Hanna Virtala", "Runa Askeland", "Odo Brandt", "Pim Haas", "Aino Virtala", "Malcolm Reede")
