"""Days as other languages and calendars write them, and zones by their names, put into plain figures and English.

Rules of `Spelling`, each with an example before and after; `date_spellings.py` reads a text with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

BUDDHIST = 543  # years that the Buddhist era is ahead
JUCHE_BEFORE = 1911  # the year before Juche 1
# The first of the ten figures of a script, which stand in a row.
_FIRST_FIGURES = "٠۰०০๐໐༠၀០᠐"
FIGURES = {ord(first) + n: str(n) for first in _FIRST_FIGURES for n in range(10)}
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Months in scripts whose words end in signs that are no letters, so that no pattern finds where they end.
_MONTH_ROWS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
)
_MONTH_WORDS = {word: name for row in _MONTH_ROWS for word, name in zip(row.split(), _ENGLISH, strict=True)}
# What a zone is called in words, the sign that is read for it, and an example.
_ZONES = (
    (
        r"мск|по московскому времени|по москве|московского времени|moscow time|莫斯科时间|モスクワ時間|모스크바 ?시간",
        "MSK",
        "мск",
    ),
    (
        r"по владивостоку|по владивостокскому времени|владивостокского времени|vladivostok time",
        "UTC+10",
        "по Владивостоку",
    ),
    (
        r"北京时间|北京時間|台北時間|臺北時間|香港時間|beijing time|china standard time|hong kong time|taipei time"
        r"|по пекинскому времени|по пекину|베이징 ?시간|중국 ?시간",
        "UTC+8",
        "北京时间",
    ),
    (
        r"日本時間|東京時間|日本时间|東京时间|tokyo time|japan(?:ese)?(?: standard)? time|по токийскому времени"
        r"|일본 ?시간",
        "JST",
        "日本時間",
    ),
    (
        r"한국 ?시간|서울 ?시간|평양 ?시간|韓国時間|韩国时间|韓國時間|首尔时间|首爾時間|平壤时间|平壤時間|平壌時間"
        r"|(?:seoul|koreas?|korean|pyongyang)(?: standard)? time|по сеульскому времени|по корейскому времени",
        "KST",
        "韓国時間",
    ),
    (
        r"(?:u\.?s\.? )?eastern(?: (?:standard|daylight))?(?: time)?|美东时间|美東時間|米東部時間|미 ?동부 ?시간"
        r"|new york time",
        "ET",
        "Eastern",
    ),
    (r"(?:u\.?s\.? )?pacific(?: (?:standard|daylight))?(?: time)?|미 ?서부 ?시간|美西时间", "PT", "Pacific"),
    (r"(?:u\.?s\.? )?central(?: (?:standard|daylight))? time", "CT", "Central Time"),
    (r"central european(?: summer)? time|по центральноевропейскому времени", "CET", "Central European Time"),
    (
        r"greenwich mean time|universal time|coordinated universal time|по гринвичу|世界时|協定世界時|協定世界时",
        "UTC",
        "по Гринвичу",
    ),
)
_CLOCK = r"\d{1,2}\s?[:.h시時点]\s?\d{2}(?::\d{2})?(?:\s?[분分])?(?:\s?[ap]\.?m\b\.?)?"
_CYRILLIC_MONTH = "(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"


@dataclass(frozen=True, slots=True)
class Spelling:
    """One rule: what is found, what it is read as (None: it is no date), and an example before and after."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], str | None]
    example: tuple[str, str]


def _zone_after(words: str, sign: str, name: str) -> Spelling:
    pattern = re.compile(rf"(?P<clock>{_CLOCK}),?\s?[(（\[]?\s?(?:{words})(?![^\W\d_])\s?[)）\]]?", re.IGNORECASE)
    return Spelling(pattern, lambda match: f"{match['clock']} {sign}", (f"10:20 ({name})", f"10:20 {sign}"))


def _zone_before(words: str, sign: str, name: str) -> Spelling:
    pattern = re.compile(
        rf"[(（\[]?(?:{words})[)）\]]?\s?[:：]?\s?(?P<day>(?:19|20)\d\d[^\n|]{{4,28}}?{_CLOCK})(?![:\d])", re.IGNORECASE
    )
    example = f"{name} 2026-03-05 03:30", f"2026-03-05 03:30 {sign}"
    return Spelling(pattern, lambda match: f"{match['day']} {sign}", example)


def _buddhist(match: re.Match[str]) -> str | None:
    year = int(match["year"])
    year = year + 2500 if year < 100 else year
    if match["era"] and match["era"].startswith("ค"):
        return f"{match['day']} {match['month']} {year}"
    return f"{match['day']} {match['month']} {year - BUDDHIST if year > 2400 else year}"


def _minguo(match: re.Match[str]) -> str:
    return f"{match['label']}{int(match['year']) + 1911}-{match['month']}-{match['day']}"


def _juche(match: re.Match[str]) -> str:
    return f"{match['day']} {match['month']} {match['western'] or int(match['juche']) + JUCHE_BEFORE}"


LANGUAGES = (
    *(_zone_after(*zone) for zone in _ZONES),
    *(_zone_before(*zone) for zone in _ZONES[2:5]),
    Spelling(
        re.compile(
            r"(?<=\d)\s{0,3}(?P<month>"
            + "|".join(map(re.escape, sorted(_MONTH_WORDS, key=len, reverse=True)))
            + r"),?\s{0,3}(?=\d|พ|ค)"
        ),
        lambda match: f" {_MONTH_WORDS[match['month']]} ",
        ("4 มีนาคม 2569", "4 March 2569"),
    ),
    Spelling(
        re.compile(
            rf"(?<!\d)(?P<day>\d{{1,2}})\s{{0,3}}(?P<month>{'|'.join(_ENGLISH)})\s{{1,3}}(?P<era>พ\.ศ\.|ค\.ศ\.)?\s?"
            r"(?P<year>2[45]\d\d|\d{2})(?![\d:])"
        ),
        _buddhist,
        ("4 March พ.ศ. 2569", "4 March 2026"),
    ),
    Spelling(
        re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})(?P<bar>[/.-])(?P<month>\d{1,2})(?P=bar)(?P<year>25[4-9]\d)(?!\d)"),
        lambda match: f"{int(match['year']) - BUDDHIST}-{match['month']}-{match['day']}",
        ("4/3/2569", "2026-3-4"),
    ),
    Spelling(
        re.compile(
            r"(?:ngày\s)?(?P<day>\d{1,2})\stháng\s(?P<month>\d{1,2})(?:,|\snăm|,\snăm)?\s(?P<year>(?:19|20)\d\d)",
            re.IGNORECASE,
        ),
        lambda match: f"{match['year']}-{match['month']}-{match['day']}",
        ("Ngày 4 tháng 3 năm 2026", "2026-3-4"),
    ),
    Spelling(
        re.compile(
            r"(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy)|chủ\snhật)(?:,|\sngày)?\s(?P<day>\d{1,2})(?P<bar>[/-])(?P<month>\d{1,2})"
            r"(?P=bar)(?P<year>(?:19|20)\d\d)",
            re.IGNORECASE,
        ),
        lambda match: f"{match['year']}-{match['month']}-{match['day']}",
        ("Thứ tư, 4/3/2026", "2026-3-4"),
    ),
    Spelling(
        re.compile(r"(?P<year>(?:19|20)\d\d)\s?оны\s(?P<month>\d{1,2})(?:[-\s]?р)?\s?сарын\s(?P<day>\d{1,2})"),
        lambda match: f"{match['year']}-{match['month']}-{match['day']}",
        ("2026 оны 3-р сарын 4", "2026-3-4"),
    ),
    Spelling(
        re.compile(
            rf"(?P<day>\d{{1,2}})\s(?P<month>{_CYRILLIC_MONTH})\s(?P<juche>\d{{2,3}})(?:-го)?\sгода?\sчучхе"
            r"(?:\s?\((?P<western>(?:19|20)\d\d)\)?)?(?:\s?г(?:\.|ода))?\)?",
            re.IGNORECASE,
        ),
        _juche,
        ("4 марта 115 года чучхе (2026)", "4 марта 2026"),
    ),
    Spelling(
        re.compile(
            rf"чучхе\s(?P<juche>\d{{2,3}})(?:\sгода?)?(?:\s?\((?P<western>(?:19|20)\d\d)\)?)?(?:\sгода?)?\)?,?\s"
            rf"(?P<day>\d{{1,2}})\s(?P<month>{_CYRILLIC_MONTH})",
            re.IGNORECASE,
        ),
        _juche,
        ("Чучхе 115 (2026), 4 марта", "4 марта 2026"),
    ),
    Spelling(
        re.compile(
            r"(?P<label>(?:日期|時間|發布|發佈|刊登|更新|公告日?|上版日?|張貼日?|建檔日?)\s?[:：]?\s?)(?P<year>1[0-4]\d)(?P<bar>[./-])"
            r"(?P<month>1[0-2]|0?[1-9])(?P=bar)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d./-])"
        ),
        _minguo,
        ("發布日期：115.03.04", "發布日期：2026-03-04"),
    ),
)
