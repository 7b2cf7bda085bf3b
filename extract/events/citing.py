"""Who has something from whom: media that a report names as where it was told first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.store.event_records import Citation, NamedIn, StoryText
from extract.events.leads import lead_of

MEDIA = "media"
# "@" stands for the medium's name; each with an example
CUES = {
    "en": (
        (r"according to (?:\w+ ){0,5}@", "according to the South Korean @"),
        (
            r"@[^.;]{0,40}\b(?:report(?:s|ed|ing)|sa(?:ys|id)|quoted|wrote|noted|claimed|broadcast|announced)\b",
            "@ reported on Monday",
        ),
        (r"\b(?:cit(?:ed|es|ing)|quot(?:ed|es|ing)|told|tells) (?:\w+ ){0,4}@", "citing @"),
        (
            r"\b(?:report(?:s|ed)?|dispatch|article|interview|footage|broadcast)[^.;]{0,20}"
            r" (?:by|in|from|with|on) (?:\w+ ){0,4}@",
            "in a report by @",
        ),
        (r"@(?:['’]s)? (?:report|dispatch|article|story|footage)\b", "@'s report"),
    ),
    "ko": (
        (r"@[^.]{0,12}(?:에 따르면|을 인용|를 인용|보도에)", "@에 따르면"),
        (r"@[^.]{0,60}(?:보도했|보도하|전했|밝혔|공개했|인용)", "@은 23일 … 보도했다"),
    ),
    "zh": (
        (r"(?:据|援引|引述|引用)[^。，]{0,10}@", "据@报道"),
        (r"@[^。]{0,30}(?:报道|报导|消息|发布|披露|称)", "@21日报道"),
    ),
    "ja": (
        (r"@[^。]{0,8}(?:によると|によれば|の報道|が伝え|が報じ|を引用)", "@によると"),
        (r"@[^。]{0,60}(?:報じた|伝えた|報道した|報じて)", "@は21日、…と報じた"),
    ),
    "ru": (
        (
            r"(?:по (?:данным|сообщению|информации)|со ссылкой на|сообща\w+|переда[её]т|пишет|цитиру\w+|рассказал\w*)"
            r"[^.]{0,25}@",
            "сообщает @",
        ),
        (r"@[^.]{0,40}(?:сообщ|переда|пишет|написал|рассказал)", "@ сообщило"),
    ),
}
_PATTERNS = {
    language: tuple(re.compile(pattern.replace("@", "\x00"), re.IGNORECASE) for pattern, _ in cues)
    for language, cues in CUES.items()
}


def citations(text: StoryText, names: Sequence[NamedIn]) -> tuple[Citation, ...]:
    """The media other than its own that a report has something from, each once, where it says so first."""
    found: dict[str, Citation] = {}
    for each in _cited(text, names):
        if each.cited != text.medium and each.cited not in found:
            found[each.cited] = each
    return tuple(found[key] for key in sorted(found))


# what only a medium does, so that a name which nobody knows is one: a company "says", a medium "reports"
TELLING = {
    "en": (
        (r"@,? (?:\w+ ){0,2}(?:report(?:s|ed)|quoted|wrote|broadcast)\b", "Border Wire reported"),
        (r"\b(?:citing|quoting|(?:reported|carried|published) by) (?:\w+ ){0,3}@", "citing the outlet Border Wire"),
    ),
    "ko": (
        (r"@(?:을|를)? 인용", "한강통신을 인용"),
        (r"@(?:은|는|이|가)? ?(?:\d{1,2}일 ?)?[^.]{0,60}보도(?:했|하|에)", "한강통신은 3일 … 보도했다"),
    ),
    "zh": ((r"据@(?:\d{1,2}日)?(?:报道|报导)|@\d{0,2}日?(?:报道|报导)", "据@报道"),),
    "ja": ((r"@(?:の報道|が報じ|が伝え|を引用)", "@の報道"),),
    "ru": ((r"(?:сообща\w+|переда[её]т|пишет|со ссылкой на) (?:\w+ ){0,2}@", "сообщает @"),),
}
_TELLING = {
    language: tuple(re.compile(pattern.replace("@", "\x00"), re.IGNORECASE) for pattern, _ in cues)
    for language, cues in TELLING.items()
}
# who tells, before the first word: "PYONGYANG, March 2 (CBK) --"
_DATELINE = re.compile(r"^[^\n(]{0,60}\(([^()\n]{2,40})\)\s*(?:--?|—|–|=)")


def tellers(text: StoryText, names: Sequence[NamedIn]) -> frozenset[str]:
    """Those of the names that stand where a medium is named as who tells, whatever they were taken for."""
    if not names:
        return frozenset()
    language = text.language or "en"
    line = _DATELINE.match(text.text)
    fields = {"title": text.title, "text": text.text}
    found = set()
    for name in names:
        if name.field not in fields or name.entity_id in found:
            continue
        whole = fields[name.field]
        if name.field == "text" and line and line.start(1) <= name.start < line.end(1):
            found.add(name.entity_id)
        elif name.label == "ORG":
            sentence = f"{whole[name.sent_start : name.start]}\x00{whole[name.end : name.sent_end]}"
            if any(pattern.search(sentence) for pattern in _TELLING.get(language, ())):
                found.add(name.entity_id)
    return frozenset(found)


def _cited(text: StoryText, names: Sequence[NamedIn]) -> Iterator[Citation]:
    language = text.language or "en"
    lead = len(lead_of(text))
    fields = {"title": text.title, "text": text.text}
    for name in sorted(names, key=lambda name: (name.field != "title", name.start)):
        if name.kind != MEDIA or name.label != "ORG" or name.field not in fields:
            continue
        whole = fields[name.field]
        sentence = f"{whole[name.sent_start : name.start]}\x00{whole[name.end : name.sent_end]}"
        for pattern in _PATTERNS.get(language, ()):
            match = pattern.search(sentence)
            if match:
                yield Citation(
                    cited=name.entity_id,
                    words=match[0].replace("\x00", name.text),
                    field=name.field,
                    start=name.start,
                    end=name.end,
                    leading=name.field == "title" or name.start < lead,
                )
                break
