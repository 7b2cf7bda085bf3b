"""Small numbers in a headline and lead, in digits or words: how many died, how many ships, how many counties."""

from __future__ import annotations

import re

# below this in digits; one of anything says nothing
LEAST, MOST = 2, 99
WORDS = {
    "en": {
        **{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
        **{"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30},
        **{"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    },
    "ru": {
        **dict.fromkeys(("два", "две", "двух", "двое"), 2),
        **dict.fromkeys(("три", "трёх", "трех", "трое"), 3),
        **dict.fromkeys(("четыре", "четырёх", "четырех", "четверо"), 4),
        **dict.fromkeys(("пять", "пяти", "пятеро"), 5),
        **dict.fromkeys(("шесть", "шести"), 6),
        **dict.fromkeys(("семь", "семи"), 7),
        **dict.fromkeys(("восемь", "восьми"), 8),
        **dict.fromkeys(("девять", "девяти"), 9),
        **dict.fromkeys(("десять", "десяти"), 10),
    },
    "ko": {
        **{"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10},
        **{"한": 1, "스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80},
        **{"아흔": 90},
        **{"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10},
    },
    "zh": {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10},
    "ja": {"二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10},
}
# a Korean or Chinese numeral counts only before what is counted
_COUNTED = {
    "ko": re.compile(
        r"(?<![가-힣])(?:(열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)?(한|두|세|네|다섯|여섯|일곱|여덟|아홉|스무)"
        r"|(열|서른|마흔|쉰|예순|일흔|여든|아흔)) ?(?=명|곳|척|개|대|번|차례|동|가구|마리|사람|군데|도시|달|해"
        r"|살|벌|장|량|통|시간|건|층|그루|줄|배(?![가-힣]))"
        r"|(?<![가-힣])(이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘)(?=[ 간째만에동을,.])"
    ),
    "zh": re.compile(r"(?<![一二三四五六七八九十百千万])(两|[三四五六七八九十])(?=[名人艘家座个辆条所处次台])"),
    "ja": re.compile(r"(?<![一二三四五六七八九十百千万])([二三四五六七八九十])(?=[人隻社棟台回件基カヶか])"),
}
_DIGITS = re.compile(r"(?<![\d.,:/-])\d{1,2}(?![\d.,:/%-]|\s?(?:%|년|월|일|年|月|日|시|時|时|p\.m|a\.m))")
_WORD = re.compile(r"[a-zа-яё]+")


def counts_in(text: str, language: str) -> frozenset[int]:
    """The numbers from 2 to 99 that count something; times and parts of greater numbers do not."""
    found = {int(match[0]) for match in _DIGITS.finditer(text)}
    words = WORDS.get(language, {})
    if language in _COUNTED:
        found.update(
            sum(words.get(part or "", 0) for part in match.groups()) for match in _COUNTED[language].finditer(text)
        )
    elif words:
        found.update(words[word] for word in _WORD.findall(text.lower()) if word in words)
    return frozenset(number for number in found if LEAST <= number <= MOST)
