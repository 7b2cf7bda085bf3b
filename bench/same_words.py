"""What the scorer takes for the same: speakers in two wordings or languages, and kinds of visits in any language."""

from __future__ import annotations

import re

_SPACED = re.compile(r"[A-Za-zА-Яа-я가-힣]")  # scripts that part words by spaces
_FILLERS = {"a", "an", "the", "one", "two", "another", "한", "또", "다른", "there", "of"}
_OF_CUSTOMS = {
    "authoritie",
    "authority",
    "data",
    "figure",
    "statistic",
    "agency",
    "administration",
    "general",
    "department",
    "office",
    "official",
    "service",
}  # what customs are called
_SHORT_NAMES = {
    "kita": "korea international trade association", "kotra": "korea trade-investment promotion agency",
    "gacc?": "general administration of customs", "un": "u.n.", "asiapress's": "asiapress",
}  # fmt: skip
_COUNTRIES = {"china's": "chinese", "beijing's": "chinese", "beijing": "chinese", "china": "chinese",
              "russia's": "russian", "moscow's": "russian", "russia": "russian", "moscow": "russian"}  # fmt: skip
VISIT_KINDS = {
    "guidance": "guidance|현지지도|现[地场]指导|現地指導|руководств",
    "inspection": "inspect|시찰|료해|视察|考察|視察|了解|инспек|осмотр",
    "ceremony": "ceremony|준공식|착공식|仪式|式|церемони",
}
# who speaks, as gold in English and a text in its own language call it
_SPEAKERS = {
    "customs": "customs|해관|세관|海关|税関|海関|тамож",
    "source": r"\bsources?\b|소식통|消息|情報筋|関係筋|источник|собеседник",
    "trader": r"\b(?:traders?|merchants?|dealers?)\b|상인|장사꾼|무역상|업자|商户|商人|商贩|贸易商|業者|торгов",
    "partner": r"\b(?:partners?|contacts?|collaborators?)\b|협력자|協力者|联系人|партн[её]р",
    "resident": r"\bresidents?\b|주민|居民|住民|жител",
    "ministry": "ministry|부처|통일부|部$|省$|министерств",
    "bank": "bank|은행|银行|銀行|банк",
    "committee": "committee|위원회|委员会|委員会|комитет",
    "embassy": "embassy|대사관|使馆|大使館|посольств",
    "group": r"\bgroup\b|단체|团体|団体|групп",
    "visitor": r"\btravell?ers?\b|\btourists?\b|турист|관광객|游客|旅行者",
    "student": r"\bstudents?\b|유학생|留学生|студент",
    "Daily NK": "daily ?nk|데일리nk|デイリーnk|每日朝鲜",
    "Asiapress": "asiapress|아시아프레스|アジアプレス|亚洲新闻社|азия ?пресс|асиапресс",
    "Radio Free Asia": r"\brfa\b|radio free asia|자유아시아방송|自由亚洲|自由アジア",
    "customs of China": "해관총서|海关总署|海関総署|税関総署",
}


def same_speaker(one: str, other: str) -> bool:
    """Whether two wordings are of one speaker: one holds all words of the other, as "a source in Hyesan" does those of
    "source". A source of another town or trade is another.
    """
    if _initials(one) == other or _initials(other) == one:  # "KITA"
        return True
    if one.isascii() != other.isascii() and _roles(one) & _roles(other):
        return True
    first, second = _speaker_words(one), _speaker_words(other)
    if first and second and not _SPACED.search(one + other):
        return one in other or other in one
    return bool(first and second) and (first <= second or second <= first)


def _speaker_words(words: str) -> set[str]:
    plain_words = words.casefold().replace("’", "'")
    for short, whole in _SHORT_NAMES.items():
        plain_words = re.sub(rf"\b{short}\b", whole, plain_words)
    found = re.findall(r"[\w']+", plain_words)
    found = ["pyongyang" if word == "capital" else word for word in found]
    plain = {
        word if word == "customs" else word.removesuffix("'s").rstrip("s").removesuffix("들")
        for word in found
        if word not in _FILLERS
    }
    if "customs" not in plain:
        return plain
    countries = {_COUNTRIES.get(word, word) for word in found} & {"chinese", "russian"}
    kept = {word for word in plain if word not in _OF_CUSTOMS and word not in {"in", "from"} | _COUNTRIES.keys()}
    return kept | countries


def kind_of_visit(word: str | None) -> str:
    """The kind that a word of a text, in any language, tells of a visit: guidance, inspection, ceremony, or visit."""
    return next((kind for kind, pattern in VISIT_KINDS.items() if re.search(pattern, word or "")), "visit")


def _initials(words: str) -> str:
    """The first letters of the words of a name: KITA of the Korea International Trade Association."""
    return "".join(word[0] for word in words.split() if word[0].isupper()) if " " in words else ""


def _roles(words: str) -> set[str]:
    return {role for role, pattern in _SPEAKERS.items() if re.search(pattern, words.casefold())}
