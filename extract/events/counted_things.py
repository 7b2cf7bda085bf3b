"""What figures count: so that 300 tons and 300 won are not taken for one figure, nor seven dead for three."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.events.counting import WORDS
from extract.stories.numbers import figures_in_place

# what a figure counts, by what stands after it; the first that matches
_UNIT = re.compile(
    r"\s?-?(?:"
    r"(?P<percent>%|percent|per cent|퍼센트|프로|процент)"
    r"|(?P<dollar>(?:u\.?s\.? )?dollar|달러|딸라|美元|美金|米?ドル|доллар)"
    r"|(?P<yuan>(?:chinese )?yuan|rmb|renminbi|위안|元|块|юан)"
    r"|(?P<won>(?:north korean |korean )?won\b|원|朝元|朝币|ウォン|вон\b|северокорейск\w+ вон)"
    r"|(?P<ruble>rubles?|roubles?|루블|卢布|ルーブル|рубл)"
    r"|(?P<ton>(?:metric )?ton(?:ne)?s?\b|t\b|톤|吨|噸|トン|тонн|т\b)"
    # (what a bare 킬로 or キロ counts, kilograms or kilometers, is not told)
    r"|(?P<kilogram>kilo(?:gram)?s?\b|kgs?\b|킬로그|公斤|キロ ?グ|килограмм|кг)"
    r"|(?P<household>households?|famil(?:y|ies)|homes?\b|세대|가구|가정|户|世帯|戸|сем(?:ей|ьи)|домов)"
    r"|(?P<person>(?:\w+ )?(?:people|persons?|men|women|workers?|miners|soldiers|residents|students|sailors)\b"
    r"|여?명|名|人|человек|рабочих)"
    r"|(?P<length>kilomet|km\b|met(?:er|re)s?\b|m\b|킬로미터|미터|公里|米|キロメ|メートル|километр|метр)"
    r"|(?P<area>(?:hectare|acre)s?|square|정보|헥타르|평|公顷|亩|ヘクタール|гектар)"
    r")"
)
_BEFORE = {"$": "dollar", "¥": "yuan", "￥": "yuan"}


def quantities_in(text: str) -> tuple[dict[str, int], dict[str, frozenset[str]]]:
    """(figures by weight, what each of them counts where that is told) of a text in small letters."""
    weights: dict[str, int] = {}
    units: dict[str, frozenset[str]] = {}
    for name, weight, before, after in figures_in_place(text):
        weights[name] = weight
        unit = _BEFORE.get(before.strip()[-1:])
        match = None if unit else _UNIT.match(after)
        unit = match.lastgroup if match else unit
        if unit:
            units[name] = units.get(name, frozenset()) | {unit}
    return weights, units


def clashing(a: Mapping[str, frozenset[str]], b: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The figures that count one thing in one text, and another in the other."""
    return frozenset(name for name in a.keys() & b.keys() if a[name].isdisjoint(b[name]))


_WORDED = {language: "|".join(sorted(words, key=len, reverse=True)) for language, words in WORDS.items()}
# how many died or are missing: by language, "#" stands for the number; each with an example
TOLLS = {
    "en": (
        (r"\b# (?:[\w-]+ ){0,4}(?:died|dead|killed|drown\w*|missing|perish\w*|lost their lives)\b", "seven men died"),
        (r"\b(?:kill(?:ed|s|ing)|deaths? of|claimed) (?:at least |about |some |nearly )?#\b", "killed at least 3"),
    ),
    "ko": (
        (r"# ?명(?:이|의|은)?[^.\d]{0,12}(?:숨|사망|죽|목숨|실종|희생)", "9명 숨져"),
        (r"(?:숨진|사망한|죽은|실종된) ?(?:사람은 )?# ?명", "숨진 3명"),
    ),
    "zh": (
        (r"#[名人](?:[^。，\d]{0,6})?(?:死|遇难|丧生|身亡|失踪)", "7人死亡"),
        (r"(?:造成|致)#[名人][^。，\d]{0,4}(?:死|遇难|失踪)", "造成三人死亡"),
    ),
    "ja": ((r"#人(?:が|の)?[^。\d]{0,8}(?:死|行方不明|犠牲|亡くな)", "七人が死亡"),),
    "ru": (
        (r"(?:погиб\w*|убит\w*|пропал\w*)[^.\d]{0,14}?\b#\b", "погибли девять"),
        (r"\b# (?:\w+ ){0,2}(?:погиб|пропал|утонул)", "семь человек погибли"),
    ),
}
_TOLLS = {
    language: [re.compile(form.replace("#", rf"(\d{{1,3}}|{_WORDED[language]})")) for form, _ in forms]
    for language, forms in TOLLS.items()
}
_DEATH = re.compile(
    r"die|dead|kill|drown|missing|perish|lives|death|claimed|숨|사망|죽|목숨|실종|희생|死|遇难|丧生|身亡|失踪|行方不明|犠牲"
    r"|亡く|погиб|убит|пропал|утонул"
)


def tolls_in(text: str, language: str) -> frozenset[int]:
    """How many died or are missing, by a headline and lead in small letters."""
    if language not in _TOLLS or not _DEATH.search(text):
        return frozenset()
    found = (match[1] for form in _TOLLS[language] for match in form.finditer(text))
    return frozenset(int(number) if number.isdigit() else WORDS[language][number] for number in found)
