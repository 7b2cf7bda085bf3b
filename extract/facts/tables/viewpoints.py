"""Whose exports and imports a table tells: North Korea's, or those of the country that trades with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.facts.tables.known import Known, whole_name

_HOME = r"(?:North Korea|N\.? ?Korea|(?:the )?DPRK|(?:the )?North)"
_NORTH_SAID = re.compile(
    r"북한 (?:기준|입장|측 기준)|북한에서 본|北朝鮮(?:から|側から)(?:み|見)た|北朝鮮側の"
    r"|以朝鲜(?:一方|为)|从朝鲜(?:角度|方面)"
    r"|\bseen (?:from|by) (?:the )?(?:North|Pyongyang|DPRK)"
    r"|\bfrom (?:the )?(?:North|Pyongyang|DPRK)(?: Korea)?['’]s (?:side|point|perspective)"
    r"|с северокорейской стороны|с точки зрения КНДР|со стороны КНДР",
    re.IGNORECASE,
)
_OTHER_SAID = re.compile(
    r"중국 (?:기준|입장)|러시아 (?:기준|입장)|以(?!朝鲜)[^，。；]{2,6}为统计口径|中国側から"
    r"|\bseen (?:from|by) (?:China|Beijing|Russia|Moscow)"
    r"|\bfrom (?:China|Russia|Beijing|Moscow)['’]s (?:side|point|perspective)|с (?:российской|китайской) стороны",
    re.IGNORECASE,
)
_NORTH = re.compile(
    r"북한의? (?:대외 ?무역|수출|수입|대중|대러|교역|무역)|대(?:중|러)(?:국|시아)? ?(?:수출|수입|교역|무역)"
    r"|(?<![对自从由向])朝鲜(?:的)?(?:对华|对中|对俄|对外|进出口|出口|进口)|(?<!対)北朝鮮の(?:対|貿易|輸出|輸入)|対中(?:輸出|輸入|貿易)"
    rf"|\b{_HOME}(?:'s|’s)? (?:foreign |external |total |merchandise )?(?:trade|exports?|imports?)\b"
    r"|(?:экспорт|импорт|внешн\w+ торговл\w+|товарооборот) (?:КНДР|Северной Кореи)",
)
_OTHER = re.compile(
    r"对朝(?:鲜)?(?:进出口|贸易|出口|进口|商品|货运)|自朝(?:鲜)?进口|从朝鲜进口|대북 ?(?:수출|수입|교역|무역)"
    r"|対(?:北)?朝(?:鮮)?(?:輸出|輸入|貿易)|北朝鮮(?:向け輸出|からの輸入|との貿易)"
    rf"|\b(?:trade|exports?|imports?|turnover|commerce|business|shipments) (?:with|to|from) {_HOME}"
    r"|(?:экспорт|импорт|ввоз|вывоз|торговл\w+|товарооборот|поставк\w+)[^.;]{0,40}? (?:в|из|с|со) "
    r"(?:КНДР|Северн\w+ Коре\w+|Корейск\w+ Народно)",
    re.IGNORECASE,
)


_ADJECTIVES = (("российск", "Россия"), ("китайск", "Китай"))


def who_trades(texts: Sequence[str]) -> Known | None:
    """The country whose trade with the North a text tells by an adjective: "российский экспорт в КНДР"."""
    for text in texts:
        if _OTHER.search(text):
            for stem, name in _ADJECTIVES:
                if stem in text.lower():
                    return whole_name(name, "PLACE")
    return None


def is_of_the_other(texts: Sequence[str]) -> bool:
    """Whether "exports" are those of North Korea's partner: what is said of whose they are, else the first text that
    names the trade of one of both sides ("China's trade with North Korea", 对朝进出口).
    """
    for text in texts:
        if _NORTH_SAID.search(text):
            return False
        if _OTHER_SAID.search(text):
            return True
    for text in texts:
        north, other = _NORTH.search(text), _OTHER.search(text)
        if north or other:
            return north is None
    return False
