"""Values as scripts write them."""

from __future__ import annotations

import pytest

from extract.page.js_values import called_state, read_value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (
            "{id: 7, 'head': \"Rice rises\", on: !0, off: !1,}",
            {"id": 7, "head": "Rice rises", "on": True, "off": False},
        ),
        ("['a', // one\n 'b' /* two */,]", ["a", "b"]),
        ("'It\\'s <b>dear<\\/b>\\u0021'", "It's <b>dear</b>!"),
        ("`a\nb`", "a\nb"),
        ("'one ' +\n 'two'", "one two"),
        ("{a: void_name, b: -1.5e2, c: 0x1f, $d: null}", {"a": None, "b": -150.0, "c": 31, "$d": None}),
    ],
)
def test_value_is_read_as_a_browser_reads_it(written: str, value: object) -> None:
    assert read_value(f"x = {written};", 4) == (value, 4 + len(written))


@pytest.mark.parametrize("broken", ["{a 1}", "'never closed", "[1 2]", "function () {}(", "{a: }", ""])
def test_what_is_no_value_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"\d+"):
        value, end = read_value(broken, 0)
        raise ValueError(f"{end} of {len(broken)}" if end < len(broken) else value)


def test_function_called_at_once_returns_its_state() -> None:
    source = '(function(a,b){return {data:[{title:a,open:b}]}}("Rice (again)",true))'
    assert called_state(source, 0) == {"data": [{"title": "Rice (again)", "open": True}]}
