"""Small repairs of a parsed page."""

from __future__ import annotations

import time

from lxml.html import document_fromstring

from extract.page.mending import mend_tree


def test_many_elements_that_show_no_text_are_measured_in_time() -> None:
    held = f"<object><div></div><p>{'rice ' * 125}</p><p>b</p></object>"
    body = document_fromstring(f"<body>{held * 1000}</body>").body
    began = time.process_time()
    mend_tree(body)
    assert time.process_time() - began < 2
    assert len(list(body.iter("object"))) == 1000


def test_an_element_that_holds_nearly_the_whole_page_becomes_a_box() -> None:
    body = document_fromstring(f"<body><p>a</p><object><div></div><p>{'rice ' * 200}</p><p>b</p></object>").body
    mend_tree(body)
    assert not list(body.iter("object"))
