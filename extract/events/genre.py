"""What manner of text a report is, where its words say so: comment, a look back, a digest."""

from __future__ import annotations

import re

COMMENT, DIGEST, NEWS = "comment", "digest", "news"

# by language, how headlines or first lines of comment call themselves
COMMENTS = {
    "en": re.compile(
        r"\b(?:opinion|editorial|commentary|column|op-ed|viewpoint|guest essay|letter to the editor)\b", re.IGNORECASE
    ),
    "ko": re.compile(r"사설|칼럼|논평|시론|기고|오피니언|데스크의? ?눈|[\[(【]시각|기자수첩|특별기고"),
    "zh": re.compile(r"社论|社評|社评|评论[:：|｜]|时评|观点[:：|｜]|专栏"),
    "ja": re.compile(r"社説|論評|コラム|オピニオン|寄稿"),
    "ru": re.compile(r"мнение|колонк|комментарий", re.IGNORECASE),
}
DIGESTS = {
    "en": re.compile(
        r"\b(?:digest|round-?up|in brief|briefs|(?:week|month)ly? in review|this week|headlines)\b", re.IGNORECASE
    ),
    "ko": re.compile(r"브리핑|주간|단신|모아보기|한눈에"),
    "zh": re.compile(r"一周|简讯|综述|要闻|简报"),
    "ja": re.compile(r"まとめ|週間|短信|ダイジェスト"),
    "ru": re.compile(r"дайджест|обзор|за неделю|коротко", re.IGNORECASE),
}


def genre_of(title: str, text: str, language: str) -> str:
    """COMMENT, DIGEST or NEWS, by the headline and the first words."""
    opening = f"{title}\n{text[:60]}"
    if language in DIGESTS and DIGESTS[language].search(opening):
        return DIGEST
    if language in COMMENTS and COMMENTS[language].search(opening):
        return COMMENT
    return NEWS


# the writer speaks of himself, or the headline asks and explains: comment, more often than not
VOICES = {
    "en": re.compile(
        r"\bI\b(?![.])|\bmy\b|\banalysis\s*[:|]|\bexplain(?:er|ed)\s*[:|]|^why \b|^what .{0,40} means?\b|[Ff]orgive me"
    ),
    "ko": re.compile(r"나는|필자|해설|분석[\])】:]"),
    "zh": re.compile(r"笔者|我认为|解读|分析[:：|｜]"),
    "ja": re.compile(r"私は|筆者|解説"),
    "ru": re.compile(r"\bя\b|автор этих строк|разбор|анализ:", re.IGNORECASE),
}
_QUOTED = re.compile(r'"[^"\n]{0,400}"|“[^”\n]{0,400}”|«[^»\n]{0,400}»|「[^」\n]{0,400}」|‘[^’\n]{0,200}’')


def has_voice(title: str, text: str, language: str) -> bool:
    """Whether the writer speaks, outside of quotations."""
    pattern = VOICES.get(language)
    return bool(pattern and pattern.search(_QUOTED.sub(" ", f"{title}\n{text}")))
