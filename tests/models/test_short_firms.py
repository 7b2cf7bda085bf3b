"""The short names of a text's firms."""

from __future__ import annotations

import pytest

from models.components.short_firms import as_firms

FIRMS = [
    ("锦宸置业回应。锦宸的业主", "锦宸置业", "锦宸", "PLACE", "ORG"),
    ("한빛그룹은 커졌다. 한빛 주가", "한빛그룹", "한빛", "PERSON", "ORG"),
    ("平壤集团成立。平壤的天气", "平壤集团", "平壤", "PLACE", "PLACE"),
    ("锦宸集团回应。清江的业主", "锦宸集团", "清江", "PLACE", "PLACE"),
]


@pytest.mark.parametrize(("text", "firm", "short", "label", "wanted"), FIRMS)
def test_a_short_name_is_its_firm_unless_it_is_a_known_place(
    text: str, firm: str, short: str, label: str, wanted: str
) -> None:
    at = text.rindex(short)
    found = [(0, len(firm), "ORG", ""), (at, at + len(short), label, "")]
    named = as_firms(text, found, lambda name, _: name == "平壤")
    assert [row[2] for row in named] == ["ORG", wanted]
