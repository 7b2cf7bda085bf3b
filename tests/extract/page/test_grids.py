"""Tables, lists and boxes as grids: spans, heads, captions, what is data and what lays out the page."""

from __future__ import annotations

import pytest
from lxml import html

from extract.page.grids import Grid
from extract.page.lifting import find_grids, lift_grids


def grids(markup: str) -> list[Grid]:
    return [grid for _, grid in find_grids(html.fromstring(f"<html><body>{markup}</body></html>").body)]


def lines(markup: str) -> list[str]:
    (grid,) = grids(markup)
    return grid.lines()


CELLS = "<tr><th>Good</th><th>Price</th></tr><tr><td>Rice</td><td>6,200</td></tr><tr><td>Corn</td><td>3,000</td></tr>"


def test_rows_are_lines_and_cells_are_parted_by_tabs():
    assert lines(f"<table>{CELLS}</table>") == ["Good\tPrice", "Rice\t6,200", "Corn\t3,000"]


def test_cell_over_rows_stands_in_each_and_over_columns_once():
    table = """<table><tr><th rowspan="2">City</th><th colspan="2">Rice</th></tr><tr><th>May</th><th>June</th></tr>
      <tr><td rowspan="2">Rason</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"""
    (grid,) = grids(table)
    assert grid.lines() == ["City\tRice", "City\tMay\tJune", "Rason\t1\t2", "Rason\t3\t4"]
    assert grid.cells[0] == ("City", "Rice", "Rice")
    assert grid.head_rows == 2
    assert set(grid.spans) == {(0, 0, 2, 1), (0, 1, 1, 2), (2, 0, 2, 1)}


def test_empty_head_cell_leaves_a_line_that_begins_with_a_tab():
    table = "<table><tr><td></td><td>May</td></tr><tr><td>Rice</td><td>5</td></tr></table>"
    assert lines(table)[0] == "\tMay"


@pytest.mark.parametrize(
    "head",
    [
        f"<table><thead>{CELLS.split('</tr>')[0]}</tr></thead><tbody>{CELLS.split('</tr>', 1)[1]}</tbody></table>",
        f"<table>{CELLS}</table>",
        f"<table>{CELLS.replace('th>', 'td>')}</table>",
    ],
    ids=["thead", "th", "told by figures"],
)
def test_head_is_found(head: str):
    assert grids(head)[0].head_rows == 1


def test_first_row_of_amounts_is_no_head():
    assert grids(f"<table>{CELLS.split('</tr>', 1)[1]}</table>")[0].head_rows == 0


def test_caption_and_heading_above_are_kept():
    (grid,) = grids(f"<h3>Pyongyang</h3><table><caption>Won per kilogram</caption>{CELLS}</table>")
    assert (grid.caption, grid.heading) == ("Won per kilogram", "Pyongyang")


def test_bold_line_above_is_a_heading_and_a_paragraph_is_none():
    assert grids(f"<p><b>Hyesan</b></p><table>{CELLS}</table>")[0].heading == "Hyesan"
    assert grids(f"<p>Hyesan</p><table>{CELLS}</table>")[0].heading == ""


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("24,000<sup>1</sup>", "24,000"),
        ("24,000*", "24,000"),
        ("24,000 †", "24,000"),
        ('24,000<a href="#n1">[1]</a>', "24,000"),
        ('<span class="sr-only">Price: </span>24,000', "24,000"),
        ('<span class="visually-hidden">won</span>24,000', "24,000"),
        ("24,000<br>a sack", "24,000 a sack"),
        ("40 m<sup>3</sup>", "40 m3"),
        ("May 5<sup>th</sup>", "May 5th"),
        ("<ul><li>6,800 won</li></ul>", "6,800 won"),
    ],
)
def test_cell_says_what_a_reader_sees(cell: str, text: str):
    table = f"<table><tr><th>Good</th><th>Price</th></tr><tr><td>Rice</td><td>{cell}</td></tr></table>"
    assert grids(table)[0].cells[1][1] == text


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><p>A paragraph.</p></td></tr></table>",
        f"<table><tr><td>Menu</td><td>{'A long text of the article that a table lays out. ' * 8}</td></tr></table>",
        f'<table role="presentation">{CELLS}</table>',
        f"<table><tr><td><table>{CELLS}</table></td><td>side</td></tr></table>".replace(CELLS, "<tr><td>x</td></tr>"),
        '<table><tr><td><a href="/1">News of 2024</a></td><td><a href="/2">News of 2025</a></td></tr></table>',
        "<ul><li>Rice has come.</li><li>Corn is dear.</li></ul>",
        '<ul><li><a href="/a">Photos: 12</a></li><li><a href="/b">Videos: 4</a></li></ul>',
        "<ul><li>Posted: 2024-05-01 10:00</li><li>Changed: 2024-05-02 11:30</li></ul>",
        "<ul><li>Two batches of $1 bills printed in 2014 are odd</li><li>Six pairs of $1 bills were found</li></ul>",
        "<dl><dt>Who</dt><dd>A trader</dd><dt>Where</dt><dd>In Rason</dd></dl>",
        f"<footer><table>{CELLS}</table></footer>",
        f'<div class="sidebar"><table>{CELLS}</table></div>',
    ],
)
def test_layout_and_furniture_are_no_grids(markup: str):
    assert grids(markup) == []


def test_list_of_figures_is_rows():
    markup = "<ul><li>Rice: 6,200 won</li><li>Pork – 24,000 won</li><li>Salt 900 won</li></ul>"
    assert lines(markup) == ["Rice\t6,200 won", "Pork\t24,000 won", "Salt\t900 won"]


def test_list_within_a_list_names_what_it_stands_under():
    nested = "<li>{}<ul><li>Rice: 6,200</li><li>Corn: 3,000</li></ul></li>"
    markup = f"<ul>{nested.format('Rason')}{nested.format('Nampo')}</ul>"
    assert lines(markup) == ["Rason\tRice\t6,200", "Rason\tCorn\t3,000", "Nampo\tRice\t6,200", "Nampo\tCorn\t3,000"]


def test_terms_and_what_is_said_of_them_are_rows():
    markup = "<dl><dt>July 3</dt><dd>Yuan 6,180</dd><dd>Rice 26,000</dd><dt>July 10</dt><dd>Yuan 6,210</dd></dl>"
    assert lines(markup) == ["July 3\tYuan 6,180", "July 3\tRice 26,000", "July 10\tYuan 6,210"]


def test_boxes_that_play_a_table():
    row = '<div role="row"><span role="cell">{}</span><span role="cell">{}</span></div>'
    markup = f'<div role="table">{row.format("Rice", "6,200")}{row.format("Corn", "3,000")}</div>'
    assert lines(markup) == ["Rice\t6,200", "Corn\t3,000"]
    row = '<div class="tr"><div class="td">{}</div><div class="td">{}</div></div>'
    markup = f"<div>{row.format('Good', 'Won')}{row.format('Rice', '6,200')}{row.format('Corn', '3,000')}</div>"
    assert lines(markup) == ["Good\tWon", "Rice\t6,200", "Corn\t3,000"]


def test_preformatted_columns():
    assert lines("<pre>Good | Won\n-----|-----\nRice | 6,200\nCorn | 3,000</pre>")[1:] == ["Rice\t6,200", "Corn\t3,000"]
    assert lines("<pre>Good    Won\nRice  6,200\nCorn  3,000</pre>") == ["Good\tWon", "Rice\t6,200", "Corn\t3,000"]


def test_a_paragraph_stands_where_a_grid_stood_and_keeps_what_follows():
    body = html.fromstring(f"<html><body><div><table>{CELLS}</table>after</div></body></html>").body
    (paragraph,) = lift_grids(body)
    assert (paragraph.tag, paragraph.tail) == ("p", "after")
    assert "".join(paragraph.itertext()).split() == ["Good", "Price", "Rice", "6,200", "Corn", "3,000"]


def test_absurd_spans_stay_within_bounds():
    table = '<table><tr><td rowspan="9999" colspan="9999">x</td><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>'
    for grid in grids(table):
        assert len(grid.cells) <= 2 and len(grid.cells[0]) <= 60


def test_one_figure_makes_a_list_where_the_other_items_say_that_there_is_none():
    assert lines("<ul><li>Petrol: 15,900 won</li><li>Diesel: none on sale</li></ul>") == [
        "Petrol\t15,900 won",
        "Diesel\tnone on sale",
    ]
    assert grids("<ul><li>Petrol: 15,900 won</li><li>Diesel was nowhere to be had in those days</li></ul>") == []
    assert grids("<ul><li>Petrol: dear</li><li>Diesel: none on sale</li></ul>") == []


def test_caption_of_a_figure_that_shows_a_table_is_the_tables():
    figure = f"<figure><table>{CELLS}</table><figcaption>Won per kg</figcaption></figure>"
    assert grids(figure)[0].caption == "Won per kg"
    body = html.fromstring(f"<html><body><div>{figure}</div></body></html>").body
    lift_grids(body)
    assert body.text_content().split("\n")[0] == "Won per kg"
    assert body.text_content().count("Won per kg") == 1
    pictured = figure.replace("<figcaption>", '<img src="a.png"><figcaption>')
    assert grids(pictured)[0].caption == ""


def test_preformatted_table_in_a_frame():
    rule = "+------+-------+"
    frame = f"<pre>{rule}\n| Good | Won   |\n{rule}\n| Rice | 6,200 |\n| Corn | 3,000 |\n{rule}</pre>"
    assert lines(frame) == ["Good\tWon", "Rice\t6,200", "Corn\t3,000"]
