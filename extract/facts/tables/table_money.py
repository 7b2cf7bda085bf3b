"""The currency and the scale of a table's figures, as the texts around it tell them, and whose won they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.tables.cell_labels import own_money
from extract.facts.tables.known import Known, names_within
from extract.facts.tables.table_words import Token, scan, without

Money = tuple[str | None, float, str | None, float]
_NONE: Money = (None, 1.0, None, 1.0)
_LOT = re.compile(r"(?<![\d.,])(10{1,3})\s?$")
AFTER_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?\s?(?:[천만억千万亿億백만]+\s?)?$")
_A_SUM = re.compile(r"\s?(?!10{0,3}\s?(?:thousand|million|billion|m\b|k\b))\d")
_POWERS = {"1000": 1e3, "10000": 1e4, "100000": 1e5, "1000000": 1e6}
_POWER_BEFORE = re.compile(r"(?<![\d.,])(10{0,2}(?:[,. ]?000){1,2})\s?$")
_POWER_AFTER = re.compile(r"\s?(10{0,2}(?:[,. ]?000){1,2})(?![.,]?\d)")
UNIT_CUE = re.compile(r"\b[Uu]nits?\b|\b[Ii]n \d|단위|单位|単位|[Ее]д\.|[Вв] \d")
_ROUND = re.compile(r"(?<![\d.,])(10{1,2})\s?$")  # "RMB 100 million"
_ROUND_SCALE = re.compile(r"(?<![\d.,])10{0,2}\s?[만억천만万億亿千]\s?$")  # 単位：100万ドル
ONE = re.compile(r"(?<!\d)(?<!\d[.,])(?:1|one|a|an|per|за 1|за один|за)\s?$", re.IGNORECASE)
_NORTH = re.compile(
    r"\bNorth Korean won\b|\bKPW\b|북한 ?(?:원|돈)|조선 ?(?:원|돈)|朝鲜(?:元|圆|币)|朝元|朝币|北朝鮮ウォン"
    r"|северокорейск\w+ вон"
)
_SOUTH = re.compile(r"\b(?:South Korean won|KRW)\b|한국 원|南朝鮮ウォン|韩元|韓国ウォン")
# what stands before a currency, or behind it, in a sentence that says what all figures are in
_SAID_BEFORE = re.compile(
    r"\bunits?\b|\b(?:prices?|values?|figures?|amounts?|totals?|sums?|rates?|quotes?|numbers|breakdown|table|columns?|all)\b"
    r"(?!.*\b(?:paid|pay|paying|charged?|settled?|traded?|changed)\b)[^;]{0,60}\b(?:in|are)\b[^;\d]{0,30}$"
    r"|^[^;]{0,20}\bin (?:thousands|millions|billions) of[^;]{0,20}$"
    r"|단위|(?:값|가격|금액|액수|수치|숫자|시세)[은는이가]?\s?(?:모두|전부|다)?[^.]{0,12}$"
    r"|单位|單位|(?:价格?|金额|数值|数字|价钱|均|全部|以下)[^。]{0,4}(?:为|以|是|按|用)[^。]{0,10}$"
    r"|単位|(?:値段|価格|金額|数字|いずれも|すべて|全て)[はがも]?[^。]{0,12}$"
    r"|[Ее]д\.|[Ее]диниц|(?:[Цц]ен[ыа]|[Сс]тоимость|[Сс]умм[ыа]|[Зз]начения|[Дд]анные|[Вв]с[её])[^;]{0,40}\bв\b[^;\d]{0,25}$",
    re.IGNORECASE,
)
_SAID_BEHIND = re.compile(r"^(?:元|화|币|幣|貨)?(?:计价|结算|计算?|計算|建て|表示|표시|기준|환산)")


def money_of(near: Sequence[str], others: Sequence[str] = ()) -> Money:
    """The currency and the scale of the figures, and the currency whose rate they are, with how much of it ("won for
    one dollar", "won for 100 yuan").

    Texts `near` a table (its caption) say it first, then sentences that tell what all figures are in ("Prices in
    North Korean won", 단위), then those that name a currency, then sums in sentences.
    """
    told = [(text, found) for text in (*near, *others) if (found := _told(text)) is not None]
    if told:
        return next((found for text, found in told if text in near or says_all(text)), told[0][1])
    sums = [tokens for text in (*near, *others) if (tokens := _sums(text))]
    return (sums[0][0].value, 1.0, None, 1.0) if sums else _NONE


def says_all(text: str) -> bool:
    """Whether a sentence tells what currency all figures are in ("Prices in won", 단위: 원), and not only names one."""
    return any(
        _SAID_BEFORE.search(text[: token.start]) or _SAID_BEHIND.search(text[token.end :])
        for token in scan(text, ("money",))
        if not _is_figure(text, token)
    )


def _sums(text: str) -> list[Token]:
    """The currencies of a sentence that all go with a sum: "$2.36 billion"."""
    told = [token for token in scan(text, ("money",)) if not _is_figure(text, token)]
    are_sums = all(_A_SUM.match(text[token.end :]) and power_of(text, token) == 1.0 for token in told)
    return told if are_sums else []


def _told(text: str) -> Money | None:
    """The currency that one text names, and how; None where it names none, or a sum only."""
    told = [token for token in scan(text, ("money",)) if not _is_figure(text, token)]
    if not told or _sums(text):
        return None
    told.sort(key=lambda token: token.start)
    values = list(dict.fromkeys(token.value for token in told))
    won = next((value for value in values if value in ("won", "KPW")), None)
    foreign = [value for value in values if value not in ("won", "KPW", "KRW")]
    scale = 1.0
    for token in scan(text, ("money", "scale")):
        near = any(-1 < token.start - t.end <= 6 or -1 < t.start - token.end <= 12 for t in told)
        before = text[: token.start]
        round_sum = _ROUND.search(before)
        told_so = ONE.search(before) or round_sum or not AFTER_NUMBER.search(before)
        if token.kind == "scale" and near and told_so:
            scale = float(token.value) * (float(round_sum[1]) if round_sum else 1.0)
    if scale == 1.0 and won is None:
        scale = max(power_of(text, token) for token in told)
    pair = foreign[0] if won and len(foreign) == 1 and not goods_within(text) else None
    lot = _lot(text) if won and not goods_within(text) else None
    return (won, scale, *lot) if won and lot else (won or values[0], scale, pair, 1.0)


def _lot(text: str) -> tuple[str, float] | None:
    """The foreign currency of which a text names a round sum, and that sum: "won for 100 yuan"."""
    for token in scan(text, ("money",)):
        lot = _LOT.search(text[: token.start].removesuffix("元"))
        if lot is not None and own_money(token.value) not in ("won", "KPW", "KRW"):
            return own_money(token.value), float(lot[1])
    return None


def _is_figure(text: str, token: Token) -> bool:
    """Whether a currency's word goes with a number other than one: it tells a sum, and not what the table is in."""
    before = text[: token.start]
    if UNIT_CUE.search(text) and (power_of(text, token) != 1.0 or _ROUND_SCALE.search(before)):
        return False
    return AFTER_NUMBER.search(before) is not None and ONE.search(before) is None


def power_of(text: str, token: Token) -> float:
    """What all figures are times of, where a unit is told with a round number: "US$1,000", "1,000 tons"; else 1."""
    found = _POWER_BEFORE.search(text[: token.start]) or _POWER_AFTER.match(text[token.end :])
    return _POWERS[re.sub(r"\D", "", found[1])] if found else 1.0


def is_of_south_money(texts: Sequence[str]) -> bool:
    """Whether the won are the South's: its won is named no later than the currency of the figures."""
    for text in texts:
        if _NORTH.search(text):
            return False  # "1,000 North Korean won are 49 South Korean won"
        if any(AFTER_NUMBER.search(text[: named.start()]) is None for named in _SOUTH.finditer(text)):
            return True  # "52,000 South Korean won" compares one sum
        if any(token.value in ("won", "KPW") and not _is_figure(text, token) for token in scan(text, ("money",))):
            return False
    return False


def goods_within(text: str) -> list[Known]:
    """The goods in a text, without brands, whose names are also those of places."""
    text = re.sub(r"(?<=[가-힣])(?=생산(?:량|실적))", " ", text)  # "석탄생산량"
    text = without(text, ("money", "scale"))  # 천 is cloth, and a thousand
    return [known for known in names_within(text, "PRODUCT") if known.kind == "commodity"]
