"""The news agency a text was taken from, which story clusters need: credit lines, datelines, authors."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Name as shown, and the forms in which credits write it. Agencies that report on North Korea, and the large ones.
AGENCIES = {
    "Reuters": ("Reuters", "Thomson Reuters", "로이터", "ロイター", "路透社?", "Рейтер"),
    "AFP": ("AFP", "Agence France-Presse", "AFP통신", "法新社"),
    "AP": ("AP", "The Associated Press", "Associated Press", "AP통신", "美联社"),
    "Yonhap": ("Yonhap", "Yonhap News(?: Agency)?", "연합뉴스", "聯合ニュース", "韩联社", "韓聯社", "Ёнхап"),
    "KCNA": ("KCNA", "Korean Central News Agency", "조선중앙통신", "朝鮮中央通信", "朝中社", "ЦТАК"),
    "Xinhua": ("Xinhua", "Xinhua News Agency", "新华社", "新華社", "신화통신", "Синьхуа"),
    "TASS": ("TASS", "ITAR-TASS", "ТАСС", "타스(?:통신)?", "塔斯社"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости", "俄新社"),
    "Interfax": ("Interfax", "Интерфакс"),
    "Kyodo": ("Kyodo", "Kyodo News", "共同(?:通信|社)", "교도(?:통신)?"),
    "Jiji": ("Jiji", "Jiji Press", "時事(?:通信)?"),
    "Bloomberg": ("Bloomberg", "Bloomberg News", "블룸버그"),
    "dpa": ("dpa", "Deutsche Presse-Agentur"),
    "EFE": ("EFE", "Agencia EFE"),
    "ANI": ("ANI",),
    "PTI": ("PTI", "Press Trust of India"),
    "UPI": ("UPI", "United Press International"),
    "Newsis": ("Newsis", "뉴시스"),
    "News1": ("News1", "뉴스1"),
    "IANS": ("IANS",),
}


def find_agency(lines: Sequence[str], *, own: str = "") -> str | None:
    """The agency that these credit or byline texts name alone, or None. `own` is the outlet's name and never counts."""
    for line in lines:
        match = _CREDIT.fullmatch(line.strip())
        if match:
            name = _named(match["name"])
            if name and name.lower() not in own.lower():
                return name
    return None


def dateline_agency(text: str, *, own: str = "") -> str | None:
    """The agency in a dateline, as in "SEOUL, March 2 (Yonhap) --" or "PYONGYANG (AP) —"; also one that is not listed.

    `own` is the outlet's name: its own dateline is no credit.
    """
    match = _DATELINE.match(text)
    if match is None:
        return None
    named = match["bracket"] or match["slashes"] or match["equals"]
    name = _named(named) or named.strip()
    initials = "".join(word[0] for word in own.split() if word[:1].isupper())
    if not own or (name.lower() not in own.lower() and name.upper() != initials.upper()):
        return name
    return None


def credited_agency(lines: Sequence[str], credits: Sequence[str], *, own: str = "") -> str | None:
    """The agency of an article: from a dateline in its first lines, the last lines' brackets, or its credit lines."""
    found = next((name for line in lines[:3] if (name := dateline_agency(line, own=own))), None)
    if found:
        return found
    tails = [match["name"] for line in lines[-2:] if (match := _TAIL.search(line))]
    named = (source_line(line, own=own) for line in credits)
    return find_agency([*credits, *tails], own=own) or next(filter(None, named), None)


def source_line(line: str, *, own: str = "") -> str | None:
    """The outlet that a line names before a slash and a date, as "Border Post / 2 March 2026, 12:00 GMT+9"."""
    match = _SOURCE_LINE.fullmatch(line.strip())
    if match is None or match["name"].lower() in own.lower():
        return None
    return _named(match["name"]) or match["name"].removesuffix(" Wire")


def _named(text: str) -> str | None:
    return next((name for name, pattern in _FORMS if pattern.fullmatch(text.strip(" ./"))), None)


_FORMS = tuple((name, re.compile("|".join(forms), re.IGNORECASE)) for name, forms in AGENCIES.items())
_ANY = "|".join(form for forms in AGENCIES.values() for form in forms)
_CREDIT = re.compile(
    rf"(?:(?:source|by|from|via|text|story|출처|자료|来源|來源|источник)\s?[:：]?\s+|[\[(（【<]?\s*)?(?P<name>{_ANY})"
    r"(?:\s?[/,|]\s?.{0,60}|\s(?:staff|wire|news agency).{0,30})?\s*[\])）】>]?\.?",
    re.IGNORECASE,
)
_SOURCE_LINE = re.compile(r"(?P<name>[^\W\d_][\w .&'’-]{1,40}?)\s+/\s+\d{1,2}\s\w+\s\d{4}.{0,30}")
_TAIL = re.compile(rf"[\[(（【]\s*(?:source:?\s?)?(?P<name>{_ANY})\s*[\])）】]\.?\s*$", re.IGNORECASE)
_DATELINE = re.compile(
    r"\s*[^\W\d_][\w .,'’\-]{1,60}?(?:,?\s+[\w.]{3,10}\.?\s+\d{1,2}|,?\s+\d{1,2}\s+\w{3,10})?"
    r"\s*(?:[(（](?P<bracket>(?![a-z])[^\W\d_][\w .&-]{1,30})[)）]\s*(?:--?|—|–|-|=|:)"
    r"|[.,]?\s*/(?P<slashes>[\w -]{2,20})/)"
    r"|\s*[(（\[【][^\W\d_]{1,20}\s?=\s?(?P<equals>[\w ]{2,20})[)）\]】]"
)
