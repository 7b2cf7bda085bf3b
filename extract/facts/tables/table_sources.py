"""Who is named as the source of figures beside a table, by the rules of sources.tsv."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from extract.facts.tables.russian_speakers import nominative

_NO_SPEAKER = re.compile(
    r"^(?!.*\b(?:association|agency|ministry|institute|office|customs|administration|bank|committee|bureau|service"
    r"|department|council|network|source|trader|resident)s?\b)"
    r".*\b(?:trade|exports?|imports?|prices?|rates?|deliveries|shipments|output|production)\b"
    r"|^(?:가격|물가|무역|수출|수입|환율)|^(?:贸易|出口|进口|价格)|^(?:торгов|экспорт|импорт|цен)"
    r"|^(?:在|对|从|于|向)|^(?:о|обо?|во?|на|по|из|со?|за|для|ко?|при|не) ",  # a piece of a sentence
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"发布时间|发布日期|发表时间|责任编辑|浏览次?数?：|입력 ?\d|등록일|송고시간|公開日|掲載日|Дата публикации"
)  # of a page
_OF_DATA = re.compile(r"['’]s (?:\w+ ){0,2}(?:surveys?|data|figures|prices|database|statistics|reports?|website)$")
_BEFORE_SPEAKER = re.compile(r"^(?:.*(?:다고|라고|냐고|며|면서)\s|一?[位名个](?=\S{2})|(?:данны[хме]|данным)\s)")
_BEHIND_SPEAKER = re.compile(r"\s(?:приведен|приведён|указан|получен|собран|представлен|взят)\w*.*$")


@cache
def _source_rules() -> tuple[re.Pattern[str], ...]:
    with resources.files("extract.facts.tables").joinpath("sources.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(re.compile(row["pattern"]) for row in rows)


def named_sources(text: str) -> Iterator[tuple[str, int, int]]:
    """(words, start, end) of everybody whom a text names as whose figures they are, the surest rule first."""
    if _BYLINE.search(text):
        return
    for rule in _source_rules():
        if (match := rule.search(text)) is not None:
            group = "of" if "of" in rule.groupindex else "who"
            who = match[group].strip(" «»\"“”'（）()=:")
            who = _BEHIND_SPEAKER.sub("", _BEFORE_SPEAKER.sub("", who))
            if not who or _NO_SPEAKER.search(who):
                continue
            who = _OF_DATA.sub("", who.partition(" | ")[0])
            who = nominative(who) if group == "of" else who
            bracket = re.match(r"(.{2,}?)\s?[（(](.+)$", who)
            yield bracket[1].strip() if bracket else who, match.start(group), match.end(group)
