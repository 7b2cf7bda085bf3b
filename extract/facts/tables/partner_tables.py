"""Tables of another country's trade, in which North Korea is one of its partners: its lines alone are of the North."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.tables.cell_labels import read_label
from extract.facts.tables.columns import Shape
from extract.facts.tables.known import Known, names_within, whole_name

_HAN = re.compile(r"[\u4e00-\u9fff]{2}")  # a Chinese table that names nobody is of China
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
LEAST_OTHERS = 2  # other countries beside North Korea that make a table one of somebody's partners


def is_of_partners(cells: Sequence[Sequence[str]], shape: Shape) -> bool:
    """Whether the labels of a table name North Korea among other countries, so that it is the trade of a third one."""
    runs = [[row[column] for row in cells[shape.head_rows :]] for column in shape.columns("label")]
    runs += [[cells[row][column] for column in shape.columns("value")] for row in range(shape.head_rows)]
    for run in runs:
        named = [read_label(text).countries for text in dict.fromkeys(run) if text]
        single = [countries[0] for countries in named if len(countries) == 1]
        others = {known.id for known in single if known.country != "KP"}
        if any(known.country == "KP" for known in single) and len(others) >= LEAST_OTHERS:
            return True
    return False


def whose_partners(texts: Sequence[str], language: str = "") -> Known | None:
    """The country or province that the texts say the trade is of: the first that they name besides North Korea.

    Texts in Chinese that name none are of China; `language` is that of the article, "" if nobody has told it.
    """
    for text in texts:
        for known in names_within(text, "PLACE"):
            if known.kind in ("country", "province") and "KP" not in known.country:
                return known
    chinese = language.startswith("zh") if language else not any(map(_KANA.search, texts))
    return whole_name("中国", "PLACE") if chinese and any(map(_HAN.search, texts)) else None


TURNED = {"export": "import", "import": "export"}
