"""Stamps: the short lines of a page that say when its article was published or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from extract.fields.date_evidence import DateEvidence
from extract.fields.date_forms import is_relative, read_dates, read_yearless
from extract.fields.date_spellings import plain_spelling
from extract.page.prose import is_sentence

SHORT_LINE = 90  # characters: a longer line is a sentence, and its dates are those of what it tells
RENDERED = timedelta(hours=24)  # a stamp that is younger may be that of the page's own making
_UPDATED = re.compile(
    r"(updated?|modified|edited|revised|수정(?:일시?|시간)?|최종(?:\s?편집|\s?수정)?(?:일시?)?|(?:更新|修改)(?:时间|時間|日期|日時|日)?"
    r"|обновл\w*|изменен\w*"
    r"|aktualisier(t|ung)|geändert|überarbeitet|mise? à jour|modifiée?|actualizad[oa]|actualización|modificad[oa])"
    r"\W{0,4}(on|at|am|le|el)?\W*$",
    re.IGNORECASE,
)
# A date right after such a word is the article's own, whatever else the line says.
_PUBLISHED = re.compile(
    r"(\b(published|posted|first published)(\s+on)?|(기사)?(입력|등록|승인|게재)(일시?)?|发布(时间)?|公開"
    r"|опубликовано|\b((erst)?veröffentlich(t|ung)|erschienen|publiée?|publication|parution|publicad[oa]|publicación)"
    r"(\s(am|le|el))?)\W{0,4}$",
    re.IGNORECASE,
)
# Of a text published again, the day of the first time.
_ORIGINAL = re.compile(
    r"\b(originally|first) (published|posted|appeared|printed|issued)( on)?\W*$"
    r"|(최초|처음) ?(게재|발행|등록|보도|입력)(일)?\W*$"
    r"|(首发|首發|初次发布|初次發布|原载|原載|首次发布)(于|於|时间)?\W*$"
    r"|(初出|初掲載|初回掲載|初回公開)\W*$|впервые (опубликовано|вышло|напечатано)\W*$",
    re.IGNORECASE,
)
# A line with more words than this beside its date may name another's: "Border Post / 2 March 2026". Believed later.
MANY_WORDS = 1
STAMP_BESIDE = 3  # words beside a date in a line that ends like a sentence: with more of them it tells of that day
PROSE_BESIDE = 12
RELATIVE_BESIDE = 2
_BAR = re.compile(r"[|·•∙ㅣ/]|\s[–—-]\s")
_LABEL = re.compile(
    r"\b(published|posted|first|updated|on|at|by|date|am|pm|written)\b|(기사)?(입력|등록|승인|작성|게재)|发布(时间)?|時間|公開"
    r"|опубликовано",
    re.IGNORECASE,
)
_BESIDE_STAMP = re.compile(
    _LABEL.pattern + r"|\b(last|modified|edited|revised|local time|posted|gmt|utc|[ap]\.m\.?|first|st|nd|rd|th)\b"
    r"|\bviews?\b|\b(zuletzt|aktualisier(t|ung)|geändert|(erst)?veröffentlich(t|ung)|erschienen|am|um|uhr"
    r"|mise? à jour|le"
    r"|publiée?|publication|actualizad[oa]|actualización|publicad[oa]|publicación|el)\b"
    r"|\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b|\b(пн|вт|ср|чт|пт|сб|вс)\b|[월화수목금토일]요일"
    r"|обновлено|изменено|просмотр\w*|местное время|мск|조회수?|수정|최종|更新|修改|阅读|浏览|次|最終|配信|閲覧"
    r"|掲載|[(（][月火水木金土日]曜?日?[)）]|[월화수목금토일](?=[)）])|[上中下]旬|(?<=[月월])[号號호]|\bissue\b",
    re.IGNORECASE,
)


def written_near(
    lines: Sequence[str],
    zone: tzinfo,
    now: datetime | None,
    *,
    latest: datetime | None = None,
    changed: bool = False,
) -> Iterator[DateEvidence]:
    """The dates in stamps: short lines that are no sentences. Words for days are believed beside next to nothing.

    A day without a year is the latest such by `latest`. Those of a change are passed over, or `changed` asks for them.
    """
    for text in lines:
        short = len(text) <= SHORT_LINE and latest is not None
        yearless = read_yearless(text, zone=zone, now=latest + RENDERED) if short and latest is not None else []
        for item in [*read_dates(text, zone=zone, now=now), *yearless]:
            before, _, after = text.partition(item.text)
            near = _BAR.split(before)[-1], _BAR.split(after)[0]
            if (_UPDATED.search(near[0][-30:]) is not None) != changed:
                continue
            words, beside = words_in(before + after), words_in("".join(near))
            if is_relative(item.text) and beside > (RELATIVE_BESIDE if re.search(r"\d", item.text) else 0):
                continue
            if words > PROSE_BESIDE or (words > STAMP_BESIDE and is_sentence(text)):
                continue
            first = words_in(before) == 0 and beside == 0 and after != near[1]  # a day, then bars and who wrote it
            words = 0 if first or _PUBLISHED.search(near[0][-30:]) else words
            again = _ORIGINAL.search(near[0][-40:]) is not None and words_in(after) == 0
            yield DateEvidence(
                when=item.when, source="visible", exact=item.exact, text=item.text, words=words, original=again
            )


def is_stamp(text: str) -> bool:
    """Whether a line says when an article was published or changed, and nothing else; a count of views may follow."""
    if len(text) > SHORT_LINE or not re.search(r"\d", plain_spelling(text).text):
        return False
    rest = text
    for item in read_dates(text):
        rest = rest.replace(item.text, " ", 1)
    return rest != text and not re.search(r"[^\W\d_]", _BESIDE_STAMP.sub(" ", rest))


def words_in(text: str) -> int:
    """How many words a line has that are no labels of a stamp."""
    return len(re.findall(r"[^\W\d_]{2,}", _LABEL.sub("", text)))
