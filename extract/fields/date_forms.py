"""Dates as they are written in pages: English, Korean, Chinese, Japanese, Russian, Juche, relative, in addresses.

Each reader returns every date it sees in a text, as a `WrittenDate` in the outlet's own time zone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from extract.fields.date_spellings import plain_spelling

JUCHE_OFFSET = 1911  # Juche 1 is 1912, the year of Kim Il Sung's birth
_MONTH_NAMES = tuple(
    tuple(row.split())
    for row in (
        "january jan января январь янв januar jänner janvier enero janv ene gennaio janeiro januari ianuarie "
        "ocak stycznia styczeń січня ledna tammikuuta január ιανουαρίου yanvar",
        "february feb февраля февраль фев februar février febrero févr febbraio fevereiro fev februari "
        "februarie şubat lutego luty февр лютого února helmikuuta február φεβρουαρίου",
        "march mar марта март мар märz mars marzo mrz março marco maart maret martie mart marca marzec "
        "березня března maaliskuuta március μαρτίου",
        "april apr апреля апрель апр avril abril avr abr aprile aprilie nisan kwietnia kwiecień квітня dubna "
        "huhtikuuta április απριλίου",
        "may мая май mai mayo maggio maio mei maj mayıs maja травня května toukokuuta május μαΐου",
        "june jun июня июнь июн juni juin junio giugno junho iunie haziran czerwca czerwiec червня června "
        "kesäkuuta június ιουνίου",
        "july jul июля июль июл juli juillet julio juil luglio julho iulie temmuz lipca lipiec липня července "
        "heinäkuuta július ιουλίου",
        "august aug августа август авг août agosto ago augusti augustus agustus ağustos sierpnia sierpień "
        "серпня srpna elokuuta augusztus αυγούστου",
        "september sept sep сентября сентябрь сен septembre septiembre settembre setembro septembrie eylül "
        "września wrzesień сент вересня září syyskuuta szeptember σεπτεμβρίου",
        "october oct октября октябрь окт oktober octobre octubre okt ottobre outubro octombrie ekim "
        "października październik жовтня října lokakuuta október οκτωβρίου",
        "november nov ноября ноябрь ноя novembre noviembre novembro noiembrie kasım listopada listopad нояб "
        "листопада listopadu marraskuuta νοεμβρίου",
        "december dec декабря декабрь дек dezember décembre diciembre dez déc dic dicembre dezembro desember "
        "decembrie aralık grudnia grudzień грудня prosince joulukuuta δεκεμβρίου",
    )
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
# Zones that news pages write after a time. Ambiguous ones (IST, CST) are left to the outlet's own zone.
_OFFSETS = {
    **{"WIB": 7, "WITA": 8, "WIT": 9, "ICT": 7, "PHT": 8, "ULAT": 8, "VLAT": 10, "EET": 2, "EEST": 3, "HST": -10},
    **{"GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "MSK": 3, "МСК": 3, "JST": 9, "KST": 9, "PYT": 9},
    **{"EST": -5, "EDT": -4, "PST": -8, "PDT": -7, "MYT": 8, "SGT": 8, "HKT": 8, "AEST": 10, "AEDT": 11},
}
# Zones of a place, summer and winter.
_PLACES = {"ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles"}
WEEKDAYS = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag"
    r"|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves"
    r"|viernes|s[áa]bado|domingo|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|domenica"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|понедельник|вторник|сред[аы]|четверг|пятниц[аы]|суббот[аы]"
    r"|воскресенье|пн|вт|ср|чт|пт|сб|вс|hai|ba|tư|năm|sáu|bảy|chủ nhật"
)
_WEEKDAY = (
    r"(?:\s*,?\s*[(（\[]?\s?(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?|[월화수목금토일]요일|[월화수목금토일]"
    r"|[月火水木金土日]曜?日?|(?:星期|周)[一二三四五六日天]|пн|вт|ср|чт|пт|сб|вс)\.?\s?[)）\]]?(?=[\s,|]|\d|$))?"
)
_CLOCK = _WEEKDAY + (
    r"(?:[\s,T|·/\[(-]*(?:(?:at|в|о|à|um|alle|ore|às|a las|kl\.?|saat|pukul|lúc|เวลา)\s+)?(?P<half>오전|오후"
    r"|上午|下午|午前|午後)?\s?(?P<hour>\d{1,2})(?:[:.h시時点]\s?(?P<minute>\d{2}))"
    r"[분分]?(?::(?P<second>\d{2})(?:\.\d+)?)?\s?(?P<ampm>[ap]\.?m\b\.?)?\s?\(?"
    r"(?:(?:local time|местное время|по местному времени|현지시간|当地时间|現地時間)[,\s]{1,2})?"
    r"(?P<zone>(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d{2})?\b|(?-i:[A-ZА-Я]{2,4})(?![A-Za-zА-яё\d])|Z\b|[+-]\d{2}:?\d{2}\b)?)?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenDate:
    """A date read from text: an aware UTC time, whether a time of day was written, and the words it was read from."""

    when: datetime
    exact: bool
    text: str


def read_dates(text: str, *, zone: tzinfo = UTC, now: datetime | None = None) -> list[WrittenDate]:
    """The dates written in a text, in the text's order. Words for days, as "3 hours ago", count from `now`."""
    found: list[tuple[int, WrittenDate]] = []
    taken: list[tuple[int, int]] = []
    plain = plain_spelling(text)
    for pattern, reader in _FORMS:
        for match in pattern.finditer(plain.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            written = _written(match, reader, zone, now)
            if written is not None:
                taken.append(match.span())
                words = plain.written(*match.span(), text).strip()
                found.append((match.start(), replace(written, text=words)))
    return [written for _, written in sorted(found, key=lambda item: item[0])]


def read_yearless(text: str, *, zone: tzinfo = UTC, now: datetime) -> list[WrittenDate]:
    """The day without a year in a text: with a time, as "24 November, 14:05", or as all that a part of the line says.

    It is the latest such day before `now`.
    """
    if read_dates(text, zone=zone):
        return []
    plain = plain_spelling(text)
    matches = [match for form in _YEARLESS if (match := form.search(plain.text)) is not None]
    matches += [match for form in _YEARLESS_ALONE if (match := form.search(plain.text)) is not None]
    for match in matches:
        month, day = match["month"].lower(), int(match["day"])
        number = MONTHS[month] if month in MONTHS else int(month)
        if number > 12 >= day:  # "25/11 18:42"
            number, day = day, number
        for year in (now.year, now.year - 1):
            when = _moment(year, number, day, zone, match)
            if when is not None and when <= now + timedelta(hours=1):
                words = plain.written(*match.span(), text).strip()
                return [WrittenDate(when=when, exact="hour" in match.groupdict(), text=words)]
    return []


def read_months(text: str) -> list[WrittenDate]:
    """The months with a year that are written in a text without a day, as an issue's: the first of each, in UTC."""
    found = []
    plain = plain_spelling(text)
    for pattern in _MONTH_ALONE:
        for match in pattern.finditer(plain.text):
            month = match["month"].lower()
            when = _moment(int(match["year"]), MONTHS.get(month) or int(month), 1, UTC)
            if when is not None:
                words = plain.written(*match.span(), text).strip()
                found.append(WrittenDate(when=when, exact=False, text=words))
    return found


def is_relative(written: str) -> bool:
    """Whether the words of a date count from the day of reading: "today", "3 hours ago"."""
    return not re.search(r"\d{4}|\d[-./]\d", plain_spelling(written).text)


def read_juche(text: str, *, zone: tzinfo = UTC) -> WrittenDate | None:
    """The first date counted in Juche years, as in the end mark "-0- (Juche113.11.2.)", or None."""
    for pattern, reader in _FORMS:
        match = pattern.search(text) if reader is _juche else None
        written = _written(match, reader, zone, None) if match else None
        if written is not None:
            return written
    return None


def read_dateline(
    text: str, *, fetched_at: datetime, zone: tzinfo = UTC, near: datetime | None = None
) -> WrittenDate | None:
    """The date of a dateline that names no year, as "Pyongyang, November 2 (KCNA)": its latest such day by the fetch.

    `near` is a time around which it must be, where one is known. None where the text does not begin with a dateline.
    """
    match = _DATELINE.match(text) or _DATELINE_DAY_FIRST.match(text) or _DATELINE_EAST.match(text)
    if match is None:
        return None
    month, day = MONTHS.get(match["month"].lower()) or int(match["month"]), int(match["day"])
    if near is not None:
        days = [when for year in (-1, 0, 1) if (when := _moment(near.year + year, month, day, zone)) is not None]
        nearest = min(days, key=lambda when: abs(when - near), default=None)
        return WrittenDate(when=nearest, exact=False, text=match.group(0).strip()) if nearest else None
    local = fetched_at.astimezone(zone)
    for year in (local.year, local.year - 1):
        when = _moment(year, month, day, zone)
        # A day of grace: the outlet's morning is the fetcher's evening before.
        if when is not None and when <= fetched_at + timedelta(days=1):
            return WrittenDate(when=when, exact=False, text=match.group(0).strip())
    return None


def _written(
    match: re.Match[str], reader: Callable[..., datetime | None], zone: tzinfo, now: datetime | None
) -> WrittenDate | None:
    when = reader(match, zone, now)
    if when is None:
        return None
    groups = match.groupdict()
    exact = groups.get("hour") is not None or groups.get("unit", "").lower().startswith(_EXACT_UNITS)
    return WrittenDate(when=when.astimezone(UTC), exact=exact, text=match.group(0).strip())


def _calendar(match: re.Match[str], zone: tzinfo, now: datetime | None) -> datetime | None:
    month = match["month"].lower()
    number = MONTHS[month] if month in MONTHS else int(month)
    return _moment(int(match["year"]), number, int(match["day"]), zone, match)


def _slashed(match: re.Match[str], zone: tzinfo, now: datetime | None) -> datetime | None:
    """A date of three numbers with the year last: the day first, but in America and where that cannot be."""
    first, second = int(match["day"]), int(match["month"])
    if first <= 12 and second <= 12 and first != second and zone is UTC:
        return None  # anybody's guess
    american = second > 12 or (first <= 12 and str(zone).startswith(("America/", "US/")))
    day, month = (second, first) if american else (first, second)
    return _moment(int(match["year"]), month, day, zone, match)


def _short_year(match: re.Match[str], zone: tzinfo, now: datetime | None) -> datetime | None:
    """A date that begins with a year of two digits, as Korean pages write it beside a clock or a label."""
    return _moment(2000 + int(match["short"]), int(match["month"]), int(match["day"]), zone, match)


def _juche(match: re.Match[str], zone: tzinfo, now: datetime | None) -> datetime | None:
    groups = match.groupdict()
    year = int(match["juche"]) + JUCHE_OFFSET
    if groups.get("western") and int(match["western"]) != year:
        year = int(match["western"])
    month = match["month"].lower()
    return _moment(year, MONTHS.get(month) or int(month), int(match["day"]), zone)


def _relative(match: re.Match[str], zone: tzinfo, now: datetime | None) -> datetime | None:
    if now is None:
        return None
    unit = match["unit"].lower()
    count = 1 if match["count"].lower() in ("a", "an") else int(match["count"])
    minutes = next((size for words, size in _UNITS if unit.startswith(words)), None)
    return None if minutes is None or count > 400 else now - timedelta(minutes=count * minutes)


def _day_word(match: re.Match[str], zone: tzinfo, now: datetime | None) -> datetime | None:
    if now is None:
        return None
    local = now.astimezone(zone) - timedelta(
        days=match["word"].lower() in ("yesterday", "어제", "昨天", "昨日", "вчера")
    )
    return _moment(local.year, local.month, local.day, zone, match)


def _moment(year: int, month: int, day: int, zone: tzinfo, clock: re.Match[str] | None = None) -> datetime | None:
    groups = clock.groupdict() if clock is not None else {}
    hour, minute = int(groups.get("hour") or 0), int(groups.get("minute") or 0)
    half = (groups.get("ampm") or groups.get("half") or "").lower().replace(".", "")
    if half in ("pm", "오후", "下午", "午後") and hour < 12:
        hour += 12
    elif half in ("am", "오전", "上午", "午前") and hour == 12:
        hour = 0
    try:
        local = datetime(year, month, day, hour, minute, int(groups.get("second") or 0), tzinfo=zone)
    except ValueError:
        return None
    return _in_zone(local, groups.get("zone") or "").astimezone(UTC)


def _in_zone(local: datetime, written: str) -> datetime:
    if re.fullmatch(r"[+-]\d{2}:?\d{2}", written):
        sign = -1 if written[0] == "-" else 1
        offset = sign * timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
    elif match := re.fullmatch(r"(?:GMT|UTC)\s?([+-])(\d{1,2}):?(\d{2})?", written, re.IGNORECASE):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0)) * (-1 if match[1] == "-" else 1)
    elif written.upper() in _PLACES:
        return local.replace(tzinfo=ZoneInfo(_PLACES[written.upper()]))
    elif written.upper() in _OFFSETS:
        offset = timedelta(hours=_OFFSETS[written.upper()])
    else:
        return local
    return local.replace(tzinfo=UTC) - offset


_UNITS = (
    (("min", "분", "分", "мин"), 1),
    (("h", "시간", "小时", "小時", "時間", "час"), 60),
    (("d", "일", "天", "日", "д"), 1440),
    (("w", "주", "周", "週", "нед"), 10080),
)
_EXACT_UNITS = ("min", "분", "分", "мин", "h", "시간", "小时", "小時", "時間", "час")
_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>(?:19|20)\d{2})"
_NUMBER_MONTH = r"(?P<month>\d{1,2})"
_JUCHE = r"(?:Juche|JUCHE|주체|主体|主體|チュチェ|чучхе|Чучхе)"


_CLOCK_FIRST = (
    r"\b(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s?(?P<ampm>[ap]\.?m\b\.?)?\s?"
    r"\(?(?P<zone>(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d{2})?\b|(?-i:[A-ZА-Я]{2,4})(?![A-Za-zА-яё\d]))?\)?\s?[,|·-]?\s?"
    rf"(?:(?:on|le|el|am|den|il|em|uhr|ngày|thứ|{WEEKDAYS})[.,]{{0,2}}\s){{0,4}}"
)
_SURE_CLOCK = _WEEKDAY + r"\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_LABELLED = r"(?:입력|등록|승인|작성일?|게재|기사입력|日付|发布|時間|时间)\s?[:：]?\s?"


def _forms() -> Iterator[tuple[re.Pattern[str], Callable[..., datetime | None]]]:
    flags = re.IGNORECASE
    juche = rf"{_JUCHE}\s?(?P<juche>\d{{2,3}})"
    yield (
        re.compile(rf"{juche}\s?(?:[(（](?P<western>\d{{4}})[)）])?\s?[.\-]\s?{_NUMBER_MONTH}\s?[.\-]\s?{_DAY}"),
        _juche,
    )
    yield (
        re.compile(
            rf"{juche}\s?[년年]?\s?[(（](?P<western>\d{{4}})[)）]?\s?[년年]?[)）]?,?\s*{_NUMBER_MONTH}\s?[월月]\s?{_DAY}\s?[일日]"
        ),
        _juche,
    )
    yield re.compile(rf"{juche}\s?[년年]\s?{_NUMBER_MONTH}\s?[월月]\s?{_DAY}\s?[일日]"), _juche
    yield re.compile(rf"{_MONTH}\s?{_DAY}[,.]?\s{juche}(?:\s?[(（](?P<western>\d{{4}})[)）])?", flags), _juche
    yield re.compile(rf"{_CLOCK_FIRST}{_MONTH}\s{_DAY},?\s{_YEAR}", flags), _calendar
    yield re.compile(rf"{_CLOCK_FIRST}{_DAY}(?:st|nd|rd|th)?\s{_MONTH},?\s{_YEAR}", flags), _calendar
    yield re.compile(rf"{_CLOCK_FIRST}{_DAY}[./](?P<month>\d{{1,2}})[./]{_YEAR}\b", flags), _slashed
    yield re.compile(rf"{_CLOCK_FIRST}{_YEAR}[-./]{_NUMBER_MONTH}[-./]{_DAY}\b", flags), _calendar
    yield re.compile(rf"{_YEAR}\s?[-./]\s?{_NUMBER_MONTH}\s?[-./]\s?{_DAY}(?:\b|(?=T\d))\.?{_CLOCK}"), _calendar
    yield re.compile(rf"{_YEAR}\s?[년年]\s?{_NUMBER_MONTH}\s?[월月]\s?{_DAY}\s?[일日]{_CLOCK}"), _calendar
    yield (
        re.compile(
            rf"\b{_DAY}(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?{_MONTH},?\s(?:de\s)?{_YEAR}(?:\s?(?:г\.|года))?{_CLOCK}",
            flags,
        ),
        _calendar,
    )
    yield re.compile(rf"\b{_DAY}[-/.]{_MONTH}[-/.]{_YEAR}{_CLOCK}", flags), _calendar
    yield re.compile(rf"\b{_YEAR}[.,]?[\s-]{_MONTH}[\s-]{_DAY}(?:st|nd|rd|th|\.)?(?!\d){_CLOCK}", flags), _calendar
    yield re.compile(rf"\b{_MONTH}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}{_CLOCK}", flags), _calendar
    yield re.compile(rf"\b{_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}{_CLOCK}"), _calendar
    yield re.compile(rf"(?<![\d/-]){_DAY}[/-](?P<month>\d{{1,2}})[/-]{_YEAR}(?![\d/]){_CLOCK}", flags), _slashed
    yield (
        re.compile(
            rf"(?<![\d./-])(?P<month>\d{{1,2}})[-./]{_DAY}[-./](?P<short>\d{{2}})(?!\d)[\s,|]{{1,3}}(?:at\s)?"
            r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s?(?P<ampm>[ap]\.?m\b\.?)(?:\s(?P<zone>[ECMP][SD]?T)\b)?",
            flags,
        ),
        _short_year,
    )
    yield (
        re.compile(rf"(?<![\d./-])(?P<short>\d{{2}})[-./]{_NUMBER_MONTH}[-./]{_DAY}\b(?=[(（\s]){_SURE_CLOCK}"),
        _short_year,
    )
    yield re.compile(rf"{_LABELLED}(?P<short>\d{{2}})[-./]{_NUMBER_MONTH}[-./]{_DAY}\b"), _short_year
    yield (
        re.compile(r"\b(?P<count>\d{1,3}|an?)\s?(?P<unit>min(?:ute)?s?|hours?|hrs?|h|days?|d|weeks?)\sago\b", flags),
        _relative,
    )
    yield (
        re.compile(r"(?P<count>\d{1,3})\s?(?P<unit>분|시간|일|주|分钟|小时|小時|時間|天|日|周|週間?)\s?(?:전|前)"),
        _relative,
    )
    yield re.compile(r"(?P<count>\d{1,3})\s(?P<unit>мин\w*|час\w*|дн\w*|день|нед\w*)\sназад", flags), _relative
    yield (
        re.compile(rf"\b(?P<word>today|yesterday|오늘|어제|今天|昨天|今日|昨日|сегодня|вчера)\b{_CLOCK}", flags),
        _day_word,
    )


_FORMS = tuple(_forms())
_TIMED = (
    r"[\s,|в]{1,4}(?:at\s)?(?P<half>오전|오후|上午|下午|午前|午後)?\s?"
    r"(?P<hour>\d{1,2})[:시時点]\s?(?P<minute>\d{2})[分분]?(?![\d:])"
)
_YEARLESS = (
    re.compile(rf"(?<!\d)(?<!\d[./-]){_DAY}\s{_MONTH}{_TIMED}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s{_DAY}(?:st|nd|rd|th)?{_TIMED}", re.IGNORECASE),
    re.compile(rf"(?<![\d년年]){_NUMBER_MONTH}\s?[월月]\s?{_DAY}\s?[일日]{_TIMED}"),
    re.compile(
        rf"(?<![\d./-])(?P<month>0[1-9]|1[0-2])[-.](?P<day>[0-2]\d|3[01])\.?\s{_TIMED.replace('{1,4}', '{0,3}')}"
    ),
    # "11/13 18:42": the month first, where it can be
    re.compile(rf"(?<![\d./-])(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})\s?{_TIMED.replace('{1,4}', '{0,3}')}"),
)
# What else a line may say beside a day without a year: a weekday, a label, how long the article takes to read.
_ALONE_START = (
    r"(?:^|[|·•∙ㅣ]\s*|(?:^|\s)(?:published|posted|on|입력|등록|승인|게재|发布|公開|опубликовано)\s?[:：]?\s*)"
)
_ALONE_END = _WEEKDAY + r"\s*(?:$|[|·•∙ㅣ]|\s[–—-]\s)"
_YEARLESS_ALONE = (
    re.compile(
        rf"{_ALONE_START}(?:[a-z]{{3,9}}day,?\s|(?:mon|tue|wed|thu|fri|sat|sun)\.?,?\s)?{_MONTH}\s{_DAY}(?:st|nd|rd|th)?{_ALONE_END}",
        re.I,
    ),
    re.compile(
        rf"{_ALONE_START}(?:[a-z]{{3,9}}day,?\s|(?:mon|tue|wed|thu|fri|sat|sun)\.?,?\s)?{_DAY}(?:st|nd|rd|th)?\s{_MONTH}{_ALONE_END}",
        re.I,
    ),
    re.compile(rf"{_ALONE_START}{_NUMBER_MONTH}\s?[월月]\s?{_DAY}\s?[일日号號]자?{_ALONE_END}"),
)
_MONTH_ALONE = (
    re.compile(
        rf"(?<!\d\s)(?<!\d\.\s)(?<!\d(?:st|nd|rd|th)\s)(?<!\sde\s)\b{_MONTH}(?:\s?[-–/&]\s?[a-z]{{3,9}})?,?\s{_YEAR}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"{_YEAR}\s?[년年]\s?{_NUMBER_MONTH}\s?[월月](?!\s?\d)"),
    re.compile(rf"^{_YEAR}[-./]{_NUMBER_MONTH}$"),
    re.compile(rf"{_YEAR}\s?[-./]\s?{_NUMBER_MONTH}\s?[월月]?\s?[호号號](?!\w)"),
)
_PLACE = r"[^\W\d_][\w.'’ -]{1,40}"
_DATELINE = re.compile(rf"\s*{_PLACE},?\s+{_MONTH}\s+{_DAY}\s*(?:\((?!\d)|/|--|—|–|-|\.\s?/)", re.IGNORECASE)
_DATELINE_DAY_FIRST = re.compile(rf"\s*{_PLACE},\s+{_DAY}\.?\s+{_MONTH}\s*(?:\((?!\d)|\.?\s?/|--|—|–|-)", re.IGNORECASE)
_DATELINE_EAST = re.compile(
    rf"\s*[(（【\[〔]?(?:[\u3040-\u30ff\u3400-\u9fff가-힣]{{2,12}}[=＝\s,，、]{{0,2}}){{1,2}}{_NUMBER_MONTH}\s?[월月]\s?{_DAY}\s?[일日]"
    r"\s?(?:[발発电電讯訊]|[(（【\[][^)）】\]]{2,16}[)）】\]]|[)）】\]〕=＝])"
)
