"""Which way goods go, as North Korea sees it: "exports to North Korea" are its imports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.facts.tables.known import Known, names_within, whole_name
from extract.facts.tables.table_words import scan, without

_HOME_WORDS = re.compile(r"\b(?:the North|DPRK|D\.P\.R\.K\.|N\.? ?K(?:orea)?)\b|КНДР|북(?=측|에서|으로|의)")
# Two countries in one word, and a country as the aim of trade: (word, sign of the country, what the word says)
_PAIRS = {
    "북중": "place/china", "조중": "place/china", "북·중": "place/china", "中朝": "place/china", "朝中": "place/china",
    "중북": "place/china", "북러": "place/russia", "조러": "place/russia", "북·러": "place/russia",
    "朝俄": "place/russia", "俄朝": "place/russia", "露朝": "place/russia", "朝露": "place/russia",
    "ロ朝": "place/russia", "日朝": "place/japan",
    "북일": "place/japan", "남북": "place/south-korea",
}  # fmt: skip
_AIMS = {
    "대중": "place/china", "对华": "place/china", "对中": "place/china", "対中": "place/china", "대러": "place/russia",
    "对俄": "place/russia", "対露": "place/russia", "対ロ": "place/russia", "대일": "place/japan",
    "对日": "place/japan",
    "自华": "place/china", "从华": "place/china", "自朝": "", "从朝": "", "由朝": "",
    "대북": "", "对朝": "", "対朝": "", "対北": "",
}  # fmt: skip
_FREIGHT = re.compile(
    r"\b(?:ton(?:ne)?s?|wagons?|freight|cargo(?:es)?|goods|crossed|railed)\b|물량|화물|톤|货物|货运|吨|貨物|トン|груз|тонн|вагон",
    re.IGNORECASE,
)
LONGEST_LABEL = 8  # words
LONGEST_TEXT = 50  # characters
ABBREVIATED = re.compile("|".join(sorted((*_PAIRS, *_AIMS), key=len, reverse=True)))
_HANGUL = re.compile(r"[가-힣]")
_TO = re.compile(r"(?:\bto|\binto|\bв|\bво|→|->|对|對|向|対|往|至)\s?(?:the )?$", re.IGNORECASE)
_FROM = re.compile(r"(?:\bfrom|\bиз|\bот|\bс|从|由|自)\s?(?:the )?$", re.IGNORECASE)
_WITH = re.compile(r"\bсо? $", re.IGNORECASE)  # "товарооборот с КНДР"
_TO_AFTER = re.compile(r"^(?:へ|向け|向|에게|에 |으로|로(?: |$))")
_FROM_AFTER = re.compile(r"^(?:\s?→|\s?->|から|에서|산|로부터|产)")
_SENT_HOME = re.compile(r"(?:出口|输出|輸出|销往|运往)(?:至|到|往|给)?(?:朝鲜|朝鮮|北韩)")  # "出口朝鲜"
_SOLD = re.compile(
    r"\b(?:sold|sells?|shipped|sent|supplied|supplies|deliveries|shipments|поставк\w+|поставил\w*|отгрузк\w+)\b",
    re.IGNORECASE,
)
_BOUGHT = re.compile(r"\b(?:bought|buys?|purchased?|purchases|took|received|закуп\w+|купил\w*)\b", re.IGNORECASE)
# bodies with trade in their names
_BODIES = re.compile(
    r"\b(?:Foreign |International )?Trade (?:Bank|Ministry|Association|Agency|Organi[sz]ation|Office|Corporation"
    r"|Compan\w+|Promotion|Union)\b|\bMinistry of (?:Foreign |External )?(?:Trade|Commerce)\b"
    r"|\btrading (?:compan|firm|partner)\w*"
    r"|무역(?:은행|협회|성|회사|일군|기관|투자진흥공사|관)|贸易(?:银行|公司|商|局|促进)|貿易(?:銀行|会社|振興|商|省)|Внешторгбанк\w*"
    r"|[Тт]оргов\w+ (?:представ|палат|дом|центр|точк|сет)\w*",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """`kind` is "export", "import" or "trade" as North Korea sees it, or None where only a partner or a third
    country's trade is told. `sure` where the words name North Korea or the partner's side.
    """

    kind: str | None
    partner: Known | None = None
    third: bool = False
    sure: bool = False


@lru_cache(maxsize=2048)
def read_flow(text: str) -> Flow | None:
    """The flow of trade that a text tells of; None where it tells of none."""
    text = _BODIES.sub(lambda body: " " * len(body[0]), text)
    words = list(scan(text, ("flow",)))
    text = without(text, ("money",))  # "долл. США" names no partner
    word = next((token.value for token in words if token.value in ("export", "import")), None)
    if word is None and _SOLD.search(text):
        word = "export"
    if word is None and _BOUGHT.search(text):
        word = "import"
    both = {token.value for token in words} >= {"export", "import"}
    trading = bool(words)
    short = ABBREVIATED.search(text)
    if short is not None:
        return _abbreviated(text, short[0], word, both, trading or word is not None)
    countries = [known for known in names_within(text, "PLACE") if known.kind == "country"]
    foreign = [known for known in countries if known.country != "KP"]
    home = [known for known in countries if known.country == "KP"]
    spans = [(known.start, _end(known)) for known in home] or [match.span() for match in _HOME_WORDS.finditer(text)]
    for start, end in spans if trading or word or _is_label(text) else ():
        partner = foreign[0] if foreign else None
        if _TO.search(text[:start]) or _TO_AFTER.match(text[end:]):
            turned = word == "import" and text[:start].rstrip()[-1:] in ("对", "對", "対")  # 对朝鲜进口
            return Flow(kind="export" if turned else "import", partner=partner, sure=True)
        if trading and word is None and _WITH.search(text[:start]):
            return Flow(kind="trade", partner=partner, sure=True)
        if _FROM.search(text[:start]) or _FROM_AFTER.match(text[end:]):
            return Flow(kind="export", partner=partner, sure=True)
    if _SENT_HOME.search(text) and not foreign:
        return Flow(kind="import", sure=True)
    if not trading and not (word and (foreign or spans)):
        return None
    if both:
        return Flow(kind="trade", partner=foreign[0] if foreign else None, sure=bool(spans))
    return _by_partner(text, foreign, bool(spans), word)


def _is_label(text: str) -> bool:
    """Whether a text is short enough to say a way of trade without a word for trade: "to DPRK"; else phones come so."""
    return (len(text.split()) <= LONGEST_LABEL and len(text) <= LONGEST_TEXT) or _FREIGHT.search(text) is not None


def _end(known: Known) -> int:
    """Where a name ends, without the Korean particle that its offsets include."""
    return known.start + len(known.text) if _HANGUL.search(known.text) else known.end


def _abbreviated(text: str, short: str, word: str | None, both: bool, trading: bool) -> Flow | None:
    if short in _PAIRS:
        partner = _country(_PAIRS[short], text)
        return Flow(kind="trade" if trading or both else None, partner=partner, sure=True)
    if not _AIMS[short]:  # trade with the North, as the other side sees it
        turned = {"export": "import", "import": "export"}.get(word or "", "trade" if trading else None)
        named = [known for known in names_within(text, "PLACE") if known.kind == "country" and known.country != "KP"]
        return Flow(kind=turned, partner=named[0] if len(named) == 1 else None, sure=True)
    return Flow(kind=word or ("trade" if trading else None), partner=_country(_AIMS[short], text), sure=True)


_NAMES = {
    "place/china": ("중국", "中国", "中国"), "place/russia": ("러시아", "俄罗斯", "ロシア"),
    "place/japan": ("일본", "日本", "日本"),
    "place/south-korea": ("한국", "韩国", "韓国"),
}  # fmt: skip


def _country(entity_id: str, text: str) -> Known | None:
    """The country behind a short sign, by its name in the language of the text."""
    if not entity_id:
        return None
    korean, chinese, japanese = _NAMES[entity_id]
    own = korean if re.search("[가-힣]", text) else japanese if re.search("[\u3040-\u30ff]", text) else chinese
    return whole_name(own, "PLACE")


def _by_partner(text: str, foreign: list[Known], home: bool, word: str | None) -> Flow:
    """A flow that is told by its other end: "sold to China", "purchases from China", "China's exports"."""
    aims = [known for known in foreign if _TO.search(text[: known.start]) or _TO_AFTER.match(text[_end(known) :])]
    sources = [
        known for known in foreign if _FROM.search(text[: known.start]) or _FROM_AFTER.match(text[_end(known) :])
    ]
    others = [known for known in foreign if known not in aims and known not in sources]
    if not home and len({known.id for known in foreign}) > 1:
        return Flow(kind=None, third=True)
    if aims:
        return Flow(kind="export", partner=aims[0], sure=True)
    if sources:
        return Flow(kind="import", partner=sources[0], sure=True)
    if others and not home and word is not None:  # as the other country sees it
        return Flow(kind={"export": "import", "import": "export"}[word], partner=others[0])
    return Flow(kind=word or "trade", partner=foreign[0] if len(foreign) == 1 else None, sure=home)
