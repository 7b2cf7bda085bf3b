"""Whom a sentence beside a table names who may have told its figures: bodies, outlets, people by what they are.

The phrases are those of sources.tsv, which tell how somebody is named as the source of figures, of speaker_words.tsv,
which tell what such words look like wherever they stand, and the organisations of the knowledge base.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from extract.facts.tables.known import names_within
from extract.facts.tables.russian_speakers import nominative
from extract.facts.tables.table_sources import named_sources

_SORTS = {
    "customs": r"\bcustoms\b|\bGACC?\b|해관|세관|관세청|海关|税関|海関|тамож|\bФТС\b",
    "partner": r"\bpartners?\b|협력자|협조자|協力者|联络员|线人|通讯员|통신원|通信員",
    "source": r"\bsources?\b|\binformants?\b|\bcontacts?\b|소식통|情報筋|消息|人士|источник|собеседни",
    "resident": r"\bresidents?\b|주민|住民|居民|жител",
    "trader": r"\btraders?\b|\bmerchants?\b|\bentrepreneurs?\b|\bdealers?\b|\bchangers?\b"
    r"|상인|장사꾼|업자|무역상|환전상|돈데꼬|商人|商户|商贩|贸易商|摊主|业者|業者|両替商|兑换|客商|торгов|предприним|бизнесмен|менял",
    "visitor": r"\bvisitors?\b|\btravell?ers?\b|\btourists?\b|\bdiplomats?\b|\bstudents?\b"
    r"|留学|游客|関係者|訪問者|турист|диплом|сотрудник|유학생|관광객",
    "reporter": r"\breporters?\b|\bcorrespondents?\b|记者|特派|корреспондент|記者|기자",
    "expert": r"\bexperts?\b|\banalysts?\b|\bofficials?\b"
    r"|당국자|전문가|负责人|専門家|幹部|эксперт|аналитик|экспедитор|관계자",
    "un": r"\bU\.?N\.?\b|\b1718\b|[Cc]ommittee|위원회|제재위|委员会|委員会|комитет|ООН|유엔",
    "bank": r"\b[Bb]ank\b|은행|银行|銀行|банк",
    "embassy": r"[Ee]mbassy|대사관|使馆|大使館|посольств",
    "ministry": r"[Mm]inistry|통일부|部$|省$|министерств|商务",
    "statistics": r"[Ss]tatistic|통계|统计|統計|Росстат",
    "body": r"[Ii]nstitute|[Aa]ssociation|[Aa]gency|[Oo]rgani[sz]ation|협회|연구|공사"
    r"|协会|研究|協会|団体|機構|управлени|служб|институт|\bKOTRA\b|\bKITA\b|\bKDI\b|\bWFP\b|\bFAO\b|코트라|дорог|ДВЖД|ジェトロ|надзор",
    "place of trade": r"市场|市場|시장|\bmarket\b|рынк|管理处",
}  # fmt: skip
_SORT = {name: re.compile(words, re.IGNORECASE) for name, words in _SORTS.items()}
_PERSON = re.compile(r"(?:[A-Z][\w'’-]+ ){1,2}[A-Z][\w'’-]+$")
_KINDS_OF_KNOWN = {"media": "outlet", "customs": "customs", "think_tank": "body", "ministry": "ministry",
                   "bank": "bank", "international": "un", "association": "body", "government": "body"}  # fmt: skip
_BARE = re.compile(r"(?:one )?[a-z]+$")  # "partners", "sources", "one household": the page's own
_UNTOLD = ("other", "person")
_ARTICLE = re.compile(r"^(?:[Aa]n?|[Oo]ur|[Oo]ne|[Tt]he) ")
_OWN = re.compile(r"['’]s?$")
LONGEST = 70  # characters of a phrase


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Words of a sentence that name somebody: as they are told, what kind of speaker, and by which lists (`how`:
    "source", "known", "words").
    """

    words: str
    start: int
    end: int
    sort: str
    how: frozenset[str]


@lru_cache(maxsize=2048)
def speakers_within(text: str) -> tuple[Named, ...]:
    """Everybody whom a sentence names, in its order; words that overlap are one."""
    found = sorted(_each(text), key=lambda each: (each.start, -each.end))
    kept: list[Named] = []
    for each in found:
        if kept and each.start < kept[-1].end:
            kept[-1] = _joined(kept[-1], each)
        else:
            kept.append(each)
    return tuple(kept)


def _joined(one: Named, other: Named) -> Named:
    """Two that overlap as one: the words of the first, unless the other alone says what kind of speaker it is."""
    best = other if (one.sort in _UNTOLD) > (other.sort in _UNTOLD) else one
    end = max(one.end, other.end) if best is other else one.end
    return Named(words=best.words, start=one.start, end=end, sort=best.sort, how=one.how | other.how)


def _each(text: str) -> Iterator[Named]:
    for told, start, end in named_sources(text):
        words = _ARTICLE.sub("", told)
        if not _BARE.match(words):
            yield Named(words=words, start=start, end=end, sort=sort_of(words),
                        how=frozenset(("source",)))  # fmt: skip
    for known in names_within(text, "ORG"):
        if known.kind in _KINDS_OF_KNOWN:
            words = _OWN.sub("", text[known.start : known.end] if text.isascii() else known.text)
            yield Named(words=words, start=known.start, end=known.end, sort=_KINDS_OF_KNOWN[known.kind],
                        how=frozenset(("known",)))  # fmt: skip
    for rule in _rules():
        for match in rule.finditer(text):
            russian = "of" in rule.groupindex
            words = _ARTICLE.sub("", match["of" if russian else "who"].strip())
            if 1 < len(words) <= LONGEST and not _BARE.match(words):
                told = nominative(words) if russian else words
                yield Named(words=told, start=match.start(), end=match.start() + len(match[0]), sort=sort_of(told),
                            how=frozenset(("words",)))  # fmt: skip


def sort_of(words: str) -> str:
    """What kind of speaker words name: customs, a source, a trader, an embassy."""
    sort = next((name for name, pattern in _SORT.items() if pattern.search(words)), None)
    return sort or ("person" if _PERSON.match(words) else "other")


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    with resources.files("extract.facts.tables").joinpath("speaker_words.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(re.compile(row["pattern"]) for row in rows)
