"""What the tagger of Chinese and Japanese leaves half said: the town before a market, a brand in quotes."""

from __future__ import annotations

import pytest

from models.components.han_borders import HAN_RULES, HanRule, settle_han


@pytest.mark.parametrize("rule", HAN_RULES, ids=lambda rule: rule.name)
def test_each_rule_reads_its_example(rule: HanRule) -> None:
    (match,) = rule.pattern.finditer(rule.example)
    assert match["name"] == rule.name


@pytest.mark.parametrize(
    ("line", "spans", "settled"),
    [
        ("惠山市场的玉米", [("惠山市", "PLACE"), ("玉米", "PRODUCT")], [("惠山", "PLACE"), ("玉米", "PRODUCT")]),
        ("平壤市场价格上涨", [("平壤市", "PLACE")], [("平壤", "PLACE")]),
        ("清津市場で米が売られた", [("清津市", "PLACE"), ("米", "PRODUCT")], [("清津", "PLACE"), ("米", "PRODUCT")]),
        ("清津市当局", [("清津市", "PLACE")], [("清津市", "PLACE")]),
        ("店里有“雪松谷”香烟", [("雪松谷", "PLACE")], [("雪松谷", "PRODUCT")]),
        (
            "以「赤石」牌出口煤油炉",
            [("赤石", "PERSON"), ("煤油炉", "PRODUCT")],
            [("赤石", "PRODUCT"), ("煤油炉", "PRODUCT")],
        ),
        ("「白い波」というブランドの干物", [], [("白い波", "PRODUCT")]),
        ("贴上“三池渊一号”标签", [("三池渊", "PLACE")], [("三池渊一号", "PRODUCT")]),
        ("“大安”牌楼前", [("大安", "PLACE")], [("大安", "PLACE")]),
        ("他说“从惠山来”，啤酒没有", [("惠山", "PLACE")], [("惠山", "PLACE")]),
    ],
)
def test_spans_are_put_right(line: str, spans: list[tuple[str, str]], settled: list[tuple[str, str]]) -> None:
    given = [(line.index(name), line.index(name) + len(name), label) for name, label in spans]
    assert [(line[start:end], label) for start, end, label in settle_han(line, given)] == settled
