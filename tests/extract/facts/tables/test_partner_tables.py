"""Whose trade a table of partners is, as the texts around it say."""

from __future__ import annotations

import pytest

from extract.facts.tables.partner_tables import whose_partners


@pytest.mark.parametrize(
    ("texts", "language", "place"),
    [
        (["海关总署", "进口额"], "zh", "place/china"),
        (["海关总署", "进口额"], "", "place/china"),
        (["財務省貿易統計"], "ja", None),
        (["財務省貿易統計", "国別の輸入額"], "", None),
        (["北韓貿易統計"], "ko", None),
        (["Trade of Russia by partner"], "en", "place/russia"),
    ],
)
def test_only_chinese_texts_that_name_nobody_are_of_china(texts: list[str], language: str, place: str | None) -> None:
    known = whose_partners(texts, language)
    assert (known.id if known else None) == place
