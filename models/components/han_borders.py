"""Where a trained tagger's span in Chinese or Japanese is no whole name, and what a name in quotes is.

The tagger reads characters; it takes the 市 of 市场 (a market) for a city's, and a brand in quotes for whatever its
characters look like. Each rule is a pattern over what stands around, with an example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN, _CLOSE = "\"“「『《‘'", "\"”」』》’'"


@dataclass(frozen=True, kw_only=True, slots=True)
class HanRule:
    """A pattern with a group "name": what of a match is the mention. `label` is what it becomes; `only` is the label
    of the spans that the rule may change, None for any. `example` holds one match, `name` what it names.
    """

    pattern: re.Pattern[str]
    label: str
    only: str | None
    example: str
    name: str


HAN_RULES = (
    HanRule(
        pattern=re.compile(r"(?P<name>[\u3400-\u9fff]{2,})市(?=[场場])"),
        label="PLACE",
        only="PLACE",
        example="清津市场上的米价",
        name="清津",
    ),
    HanRule(
        pattern=re.compile(
            rf"[{_OPEN}](?P<name>[^{_OPEN}{_CLOSE}\n]{{1,12}})[{_CLOSE}]"
            r"(?:的|の|という|と(?:いう|書かれた))?(?:牌(?!照|楼|坊)|品牌|牌子|商标|商標|标签|銘柄|ブランド|印の|マークの"
            r"|饮料|啤酒|香烟|化妆品|方便面|ビール|たばこ|タバコ|焼酎|飲料|化粧品|菓子)"
        ),
        label="PRODUCT",
        only=None,
        example="摆着“白桦泪”饮料",
        name="白桦泪",
    ),
    HanRule(
        pattern=re.compile(
            rf"(?:品牌|牌子|商标|商標|标签|銘柄|ブランド)(?:是|叫|为|上写着|は|の)?[{_OPEN}](?P<name>[^{_OPEN}{_CLOSE}\n]{{1,12}})[{_CLOSE}]"
        ),
        label="PRODUCT",
        only=None,
        example="ブランド「青い峰」を売る",
        name="青い峰",
    ),
)

Span = tuple[int, int, str]


def settle_han(line: str, spans: list[Span]) -> list[Span]:
    """The spans of a line as (start, end, label), put right by the rules; in order, none over another."""
    for rule in HAN_RULES:
        for match in rule.pattern.finditer(line):
            start, end = match.span("name")
            met = [span for span in spans if span[0] < match.end() and match.start() < span[1]]
            if rule.label == "PLACE":
                spans = [
                    (first, end, label)
                    if rule.only in (None, label) and first < end < last <= end + 1
                    else (first, last, label)
                    for first, last, label in spans
                ]
            elif all(rule.only in (None, label) and start <= first and last <= end for first, last, label in met):
                spans = sorted([*(span for span in spans if span not in met), (start, end, rule.label)])
    return spans
