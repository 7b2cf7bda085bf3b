"""Stamps: the short lines of a page that say when its article was published or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

from extract.fields.date_evidence import DateEvidence
from extract.fields.date_forms import WEEKDAYS, is_relative, read_dates, read_yearless
from extract.fields.date_spellings import plain_spelling
from extract.page.prose import is_sentence

SHORT_LINE = 90  # characters: a longer line is a sentence, and its dates are those of what it tells
RENDERED = timedelta(hours=24)  # a stamp that is younger may be that of the page's own making
_CHANGE = (
    r"\bas of|\bstand|état au|stato al|stan na|по состоянию на|기준(?:일시?|시각)?|現在日時"
    r"|updated?|modified|edited|revised|corrected|correction|amended|업데이트|정정|보완|수정(?:일시?|시간)?|최종(?:\s?편집|\s?수정)?(?:일시?)?"
    r"|(?:更新|修改|编辑|編輯|更正|訂正|改訂|変更)(?:时间|時間|日期|日時|日|于|於)?|обновл\w*|изменен\w*|исправлен\w*|правка|оновлено"
    r"|aktualisier(?:t|ung)|geändert|überarbeitet|korrigiert|mise? à jour|modifiée?|corrigée?|actualizad[oa]"
    r"|actualización"
    r"|modificad[oa]|corregid[oa]|aggiornat[oa]|aggiornamento|atualizad[oa]|zaktualizowano|aktualizov\w*|ปรับปรุง|แก้ไข|aktualizacja|bijgewerkt|güncelleme"
    r"|güncellendi|diperbarui|cập nhật|päivitetty|uppdaterad"
)
UPDATED = re.compile(rf"({_CHANGE})\W{{0,4}}(on|at|am|le|el|il|em|op)?\W*$", re.IGNORECASE)
# "2026年3月9日 18:20 更新 / …": the word after the day, where the line goes on with no other day of its own.
_UPDATED_AFTER = re.compile(
    r"\s?[(（\[]?\s?(?:(?:最終)?(?:更新|修正|改訂|訂正|変更|修改)|수정|업데이트|정정)(?:됨|함|版)?\s?(?:$|[|)）·／/、,\]])"
)
_LABELS_FOLLOW = re.compile(
    r"^\W*\d.*\d\W{0,3}(?:更新|修正|改訂|訂正|変更|수정|업데이트|정정)\s?\D{0,3}\d.*(?:公開|配信|掲載|発表|発行|發布|发布|등록|입력|게시|발행)\s?[)）]?$"
)
# Days of other things than the article: a print or a copy of the page, what is announced, the paper's founding.
_OTHER_DAY = re.compile(
    r"(\b((photo(graph)?|picture|image)s? )?taken|\b(printed|date printed|print date|accessed|retrieved|archived"
    r"|captured|cached|downloaded"
    r"|saved( from \S+)?|snapshot"
    r"|as it appeared|event( date)?|date of( the)? (event|birth|meeting)|deadline|clos(es|ing)( date)?"
    r"|due( date)?|expires?"
    r"|valid (until|through|to|from)|effective( date)?|founded|established|est\.?|since|registered|born|died"
    r"|next (issue|update)"
    r"|gedruckt|abgerufen|gegründet|imprimée?|consultée?|fondée?|impreso|consultado|fundado)"
    r"|촬영(일|일시)?|창간(일|일자)?|설립(일)?|접수\s?(마감|기간)|마감(일|일시)?|신청\s?(기간|마감)|행사\s?(일시?|기간)|개최\s?(일시?|기간)"
    r"|출력\s?(일자|일시|일|시간)?|인쇄\s?(일시|일자|일|시간)?|열람(일|일시)?|캡처|유효\s?기간|시행일?|공모\s?기간|생년월일|출생|사망"
    r"|(拍摄|拍攝|撮影|摄|创刊|創刊|创办|創辦|成立|创立|設立|創業|生)(于|於|日)?|(活动|活動|会议|會議|报名|報名|截止|打印|列印|印刷|访问|訪問|抓取|快照|开会|举办|取得|閲覧"
    r"|保存|開催|締め?切り?|施行|实施)(时间|時間|日期|日時|期间|期間|于|於|日)?|有效期至?|有効期限|期限|生年月日|次回更新"
    r"|изда[её]тся с|выходит с|основан\w*( в)?|зарегистрирован\w*|дата (печати|обращения|проведения|мероприятия"
    r"|рождения|регистрации)"
    r"|распечатано|архивировано|сохранен[оа]|снимок|действ\w+ (до|с)|при[её]м заявок( до)?|родил\w+|умер\w*)"
    r"\W{0,4}(on|at|by|from|in|am|le|el|с|до)?\W*$",
    re.IGNORECASE,
)
_OTHER_DAY_AFTER = re.compile(
    r"\s?[(（]?(창간|설립|마감|까지|출생|創刊|创刊|設立|創業|成立|生まれ|開催|締切|まで|截止|施行)"
)
# A line that tells how the paper is registered tells days of the paper.
_REGISTRATION = re.compile(
    r"등록\s?번호|사업자\s?(등록)?\s?번호|신문\s?등록|\bISSN\b|ICP备|许可证|登録番号|свидетельство о регистрации"
    r"|рег(\.|истрационный) номер"
    r"|registration (no|number)",
    re.IGNORECASE,
)
# A date right after such a word is the article's own, whatever else the line says.
_PUBLISHED = re.compile(
    r"(?:\b(?:first )?(?:published|posted)|(?:기사)?(?:입력|등록|승인|게재|발행|게시|송고|작성)(?:일시?)?"
    r"|公開(?:日時?)?"
    r"|(?:[发發刊]布|掲載|配信|投稿|発行|发表|發表|刊登|刊发|刊發|登载|上传)(?:日時?|时间|時間|日期|日|于|於)?"
    r"|\b(?:опубликован[оа]|размещен[оа]|выложено|дата публикации|опубліковано"
    r"|(?:erst)?veröffentlich(?:t|ung)|erschienen|online seit|eingestellt|publiée?|publication|parution|paru|posté"
    r"|mise? en ligne|publicad[oa]|publicación|subid[oa]|postad[oa]|pubblicato|gepubliceerd|opublikowano"
    r"|publicerad|publiceret|publisert|julkaistu|publikov[áa]n[oa]|vydáno|zveřejněno|megjelent|közzétéve|objavljeno"
    r"|publicat|δημοσιε\w+|yayın(?:lan)?ma(?: tarihi)?|yayınlandı|diterbitkan|dipublikasikan|tayang"
    r"|ngày đăng|xuất bản|đăng|เผยแพร่(?:เมื่อ)?))"
    rf"(?:\s(?:on|am|den|le|el|il|em|op|dnia|pada|ngày|lúc|kl|w dniu))?(?:,?\s(?:{WEEKDAYS}))?\W{{0,4}}$",
    re.IGNORECASE,
)
# A state paper's own way to date its articles, in which no calendar or banner beside them is written.
_OF_STATE = re.compile(r"주체\s?\d|主体\s?\d|juche\s?\d|чучхе\s?\d", re.IGNORECASE)
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
            if is_of_another(before, after, text) or says_change(near[0], after, text) != changed:
                continue
            words, beside = words_in(before + after), words_in("".join(near))
            if is_relative(item.text) and beside > (RELATIVE_BESIDE if re.search(r"\d", item.text) else 0):
                continue
            if words > PROSE_BESIDE or (words > STAMP_BESIDE and is_sentence(text)):
                continue
            first = words_in(before) == 0 and beside == 0 and after != near[1]  # a day, then bars and who wrote it
            labelled = (_PUBLISHED.search(near[0][-30:]) or _OF_STATE.match(item.text)) is not None
            words = 0 if first or labelled else words
            again = _ORIGINAL.search(near[0][-40:]) is not None and words_in(after) == 0
            yield DateEvidence(
                when=item.when,
                source="visible",
                exact=item.exact,
                text=item.text,
                words=words,
                original=again,
                labelled=labelled,
            )


def says_change(before: str, after: str, line: str) -> bool:
    """Whether a day is that of a change, by the words before it or right after it in its line."""
    if _LABELS_FOLLOW.match(line):
        return before.strip() == ""
    if UPDATED.search(before[-30:]):
        return True
    return words_in(before) == 0 and _UPDATED_AFTER.match(after) is not None and not _PUBLISHED.search(before)


def is_of_another(before: str, after: str, line: str) -> bool:
    """Whether a day in a line is that of a print, a copy, an event, a deadline, a birth or the paper, by its label."""
    return (
        _OTHER_DAY.search(before[-40:]) is not None
        or _OTHER_DAY_AFTER.match(after) is not None
        or _REGISTRATION.search(line) is not None
    )


def is_stamp(text: str) -> bool:
    """Whether a line says when an article was published or changed, and nothing else; a count of views may follow."""
    if len(text) > SHORT_LINE or not re.search(r"\d", plain_spelling(text).text):
        return False
    rest = text
    for item in read_dates(text):
        rest = rest.replace(item.text, " ", 1)
    return rest != text and not re.search(r"[^\W\d_]", _BESIDE_STAMP.sub(" ", rest))


def opens_stamp(text: str) -> bool:
    """Whether a short line that is no sentence begins with a word for its publication and a day."""
    if len(text) > SHORT_LINE or is_sentence(text):
        return False
    for item in read_dates(text)[:1]:
        before = text.partition(item.text)[0]
        return before.strip() != "" and _PUBLISHED.sub("", before).strip() == ""
    return False


def words_in(text: str) -> int:
    """How many words a line has that are no labels of a stamp."""
    return len(re.findall(r"[^\W\d_]{2,}", _LABEL.sub("", text)))
