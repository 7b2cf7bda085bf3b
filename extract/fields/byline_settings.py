"""How pages set a byline, undone: labels in brackets or before a bar, names set wide, family names first."""

from __future__ import annotations

import re

from corpus.names.surnames import SURNAMES
from extract.fields.byline_words import byline_words, han_surnames
from extract.fields.no_names import one_script

_LABELLED = re.compile(
    r"(?<!\s)\s*[【［\[〔(（<〈]\s?([^\W\d_](?:[^\W_]|[ ·・/／]){0,11})\s?[】］\]〕)）>〉]\s*[:：]?\s*(?=\w)"
)
_BARRED = re.compile(r"(?<![^\W_])([^\W\d_]{1,5}(?:[·・/／][^\W\d_]{1,4})?)(?:\s?[丨ㅣ│｜︱●]\s?|\|)(?=[^\W\d_])")
_AMONG = re.compile(r"[ ·・/／]")
_WHOLE = re.compile(r"[（(【\[〔［〈<]\s*([^（）()【】\[\]〔〕［］〈〉<>]{2,120})\s*[）)】\]〕］〉>]\.?")
# Words beside which a line of Chinese names people; Japanese keeps the space within a name.
_CHINESE = re.compile(r"记者|通讯员|作者|撰文|撰稿|采写|编辑|摄影|(?<![\u4e00-\u9fff])文\s?[:：/／丨|]")
_KANA = re.compile(r"[\u3041-\u30fa]|取材|執筆|写真|記者")
_WIDE = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]{1,4}([\u4e00-\u9fff])(?![\u4e00-\u9fff:：／/丨|])")
_LABELS = frozenset("文图摄编译")
_WIDE_KOREAN = re.compile(
    r"(?<![가-힣])([가-힣])\s{1,3}([가-힣])(?:\s{1,3}([가-힣]))?(?![가-힣])(?=\s{0,3}(?:기자|특파원))"
)
# state media put the office first: "본사기자 김 현 철"
_WIDE_BEHIND = re.compile(r"(?<=기자 )([가-힣])\s{1,3}([가-힣])(?:\s{1,3}([가-힣]))?(?![가-힣])")
_KOREAN = re.compile(r"[A-Z][a-z]+-[a-z]+")
_FAMILY = frozenset(form.casefold() for surname in SURNAMES for form in surname.spelled)
# A weekday after a name, with the day that follows it: "By Hong Sera Thu., 19 Mar. 2026 at 14:20".
_DAY_AFTER = re.compile(
    r"(?<=[^\W\d_])[,|·]?\s+(?:on )?(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]{0,2}\s+"
    r"(?:\d{1,2}\b|[a-z]{3,9}\.? \d{1,2}\b).*$",
    re.IGNORECASE,
)
# Who gathered and who wrote, each after a label: "자료 수집 민보라·하도준 / 정리 서문경".
_GROUP = re.compile(
    r"(?:(?P<wrote>(?:(?:자료|현지|시세|가격|현장|공동)\s?)?(?:수집|조사|취재|정리|집필|작성|구성|글)"
    r"|(?:询价|采价|调查|数据|资料)(?:采集|整理|收集)?|整理|执笔|撰文|采写|取材|調査|執筆|構成|まとめ|сбор данных|текст"
    r"|(?:research|reporting|words|text)(?=:))|사진|그래픽|편집|디자인|번역|摄影|攝影|制图|编辑|撮影|写真|編集|фото|редактор"
    r"|(?:photos?|graphics?|pictures|editing)(?=:))\s?[:：=]?\s?(?P<names>\S.{1,60})",
    re.IGNORECASE,
)
# Who put it into another language, after who wrote it: "Oh Sung-min. Translated from Korean by Hong Sera".
_TRANSLATED = re.compile(
    r"(?<=\w)\W{1,3}(?:translated (?:from|into)(?: the)? \w+ by|перевод с \w+(?: языка)?\s?[:：—–-]"
    r"|traduit d\S* \w+ par|aus dem \w+ von)\s.+$",
    re.IGNORECASE,
)
_GROUPS = re.compile(r"\s+[/|]\s+|\s*[／｜]\s*")
_INVERTED = re.compile(
    r"(?P<family>[A-ZÀ-ÝЀ-Я][\w’'-]+), "
    r"(?P<given>(?:[A-ZÀ-ÝЀ-Я]\.?(?:[ -][A-ZÀ-ÝЀ-Я]\.?)*|[A-ZÀ-ÝЀ-Я][\w’'-]+(?: [A-ZÀ-ÝЀ-Я][\w’'.-]*)?))"
    r"(?: ?\([^()]*\))?"
)
_SAYS_WHO = re.compile(
    r"(?:작성자|글쓴이|저자|필자|기자명?|authors?|written by|автор|作者|撰文|著者|筆者|執筆"
    r"|autore?|auteur)\s?[:：]\s?\S",
    re.IGNORECASE,
)


def plain_byline(line: str) -> str:
    """A line with its labels before colons and each name in one piece.

    "【文】松本陸 【写真】田中みのり" gives "文：松本陸 写真：田中みのり", "记者 韩 松" gives "记者 韩松". A weekday and
    the day after it go.
    """
    line = _LABELLED.sub(_with_colon, _DAY_AFTER.sub("", _TRANSLATED.sub("", one_script(line))))
    line = _BARRED.sub(_with_colon, line).strip()
    if _CHINESE.search(line) and not _KANA.search(line):
        line = _WIDE.sub(lambda match: match[1] + match[2] if _is_surname(match[1]) else match[0], line)
    for spaced in (_WIDE_KOREAN, _WIDE_BEHIND):
        line = spaced.sub(lambda match: "".join(filter(None, match.groups())), line)
    return line


def inside_brackets(line: str) -> str:
    """What a line says that stands in brackets as a whole; the line where it does not."""
    match = _WHOLE.fullmatch(line.strip())
    return match[1].strip() if match else line


def turned_names(line: str) -> str:
    """A list of family names first, "VIRTALA, Hanna (HRI); CHOE, Un-byol", with each name as it is spoken.

    Koreans keep their family name first. The line as it is, where it is no such list.
    """
    parts = [match for part in line.split(";") if (match := _INVERTED.fullmatch(part.strip(" .")))]
    listed = len(parts) == line.count(";") + 1
    if not listed or len(parts) < 2:  # "HAN JIWOO, Staff Writer" is one with a role
        return line
    return ", ".join(map(_turned, parts))


def _turned(name: re.Match[str]) -> str:
    family, given = name["family"], name["given"]
    family = family if not family.isupper() else family.title()
    stop = "." if re.search(r"(?:^|[ -])[^\W\d_]$", given) else ""
    korean = _KOREAN.fullmatch(given) is not None and family.casefold() in _FAMILY
    return f"{family} {given}" if korean else f"{given}{stop} {family}"


def labelled_groups(line: str) -> tuple[str, ...]:
    """The names after each label of a line of groups, without editors and photographers; () if it is none."""
    groups = [_GROUP.fullmatch(part.strip()) for part in _GROUPS.split(inside_brackets(line))]
    if len(groups) < 2 or not all(groups):
        return ()
    return tuple(group["names"] for group in groups if group and group["wrote"])


def _is_surname(sign: str) -> bool:
    return sign in han_surnames() and sign not in _LABELS


def _with_colon(label: re.Match[str]) -> str:
    words = [word for word in _AMONG.split(label[1].lower()) if word]
    kinds = {byline_words().get(word, "") for word in words}
    return f"  {label[1].strip()}：" if kinds and kinds <= {"wrote", "edited"} else label[0]


def names_writer(line: str) -> bool:
    """Whether a line is a row of a list of terms that says who wrote the article: "작성자: 홍세라"."""
    return _SAYS_WHO.match(line) is not None
