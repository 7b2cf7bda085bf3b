"""Who tells the figures of a table, by the words around it (sources.tsv)."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from extract.facts.tables.russian_speakers import nominative

_LOWER = re.compile(r"[a-zа-яё]")
_SAID = re.compile(
    r"\b(?:said|says|noted|told|added|explained|complained)\b|말했|전했|밝혔|했다$|고 한다|설명했"
    r"|说[，,：:]|表示|告诉|と話|と語|と言|と述べ|сказал|рассказал|сообщил|пояснил|отметил"
)
_LISTED = re.compile(
    r"\b(?:list(?:ed)?|prices?|figures?|tables?|rates?|data|notebook|board|these|numbers|posted|collected|recorded)\b"
    r"|가격|시세|환율|목록|수치|자료|조사|적은|价[格目]|数据|统计|抄|记录|汇率|価格|物価|相場|この表|統計|調べ"
    r"|[Цц]ен[ыа]?\b|[Кк]урс|[Сс]пис|[Дд]анны|[Тт]аблиц|[Сс]водк",
)
_NO_SPEAKER = re.compile(
    r"^(?!.*\b(?:association|agency|ministry|institute|office|customs|administration|bank|committee|bureau|service"
    r"|department|council|network|source|trader|resident)s?\b)"
    r".*\b(?:trade|exports?|imports?|prices?|rates?|deliveries|shipments|output|production)\b"
    r"|^(?:가격|물가|무역|수출|수입|환율)|^(?:贸易|出口|进口|价格)|^(?:торгов|экспорт|импорт|цен)"
    r"|^(?:在|对|从|于|向)|^(?:о|обо?|во?|на|по|из|со?|за|для|ко?|при) ",  # a piece of a sentence
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"发布时间|发布日期|发表时间|责任编辑|浏览次?数?：|입력 ?\d|등록일|송고시간|公開日|掲載日|Дата публикации"
)  # of a page
_OF_DATA = re.compile(r"['’]s (?:\w+ ){0,2}(?:surveys?|data|figures|prices|database|statistics|reports?|website)$")
_BEFORE_SPEAKER = re.compile(r"^(?:.*(?:다고|라고|냐고|며|면서)\s|一?[位名个](?=\S{2}))")
_BEHIND_SPEAKER = re.compile(r"\s(?:приведен|приведён|указан|получен|собран|представлен|взят)\w*.*$")


def speaker_of(near: Sequence[str], after: Sequence[str], others: Sequence[str]) -> str | None:
    """Whose the figures are: caption and heading say it before the sentences behind a table, these before the others.

    None where nobody is named, or only in letters without capitals: "our partners" are the page's own.
    """
    who = source_of([*near, *(text for text in (*after, *others) if _of_the_list(text))])
    return None if who is None or (_LOWER.search(who) and who == who.lower()) else who


def _of_the_list(text: str) -> bool:
    """Whether a sentence behind a table tells whose the figures are, and not what somebody said of other things."""
    return _SAID.search(text) is None or _LISTED.search(text) is not None


@cache
def _source_rules() -> tuple[re.Pattern[str], ...]:
    with resources.files("extract.facts.tables").joinpath("sources.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(re.compile(row["pattern"]) for row in rows)


def source_of(texts: Sequence[str]) -> str | None:
    """Whose figures they are, where a text says so."""
    for text in texts:
        if _BYLINE.search(text):
            continue
        for rule in _source_rules():
            if (match := rule.search(text)) is not None:
                who = (match["of"] if "of" in rule.groupindex else match["who"]).strip(" «»\"“”'（）()=:")
                who = _BEHIND_SPEAKER.sub("", _BEFORE_SPEAKER.sub("", who))
                if not who or _NO_SPEAKER.search(who):
                    continue
                who = _OF_DATA.sub("", who.partition(" | ")[0])
                who = nominative(who) if "of" in rule.groupindex else who
                bracket = re.match(r"(.{2,}?)\s?[（(](.+)$", who)
                return bracket[1].strip() if bracket else who
    return None
