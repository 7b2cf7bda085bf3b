"""What manner of text a report is, where its words say so: comment, a look back, a digest."""

from __future__ import annotations

import re

COMMENT, DIGEST, NEWS = "comment", "digest", "news"

# by language, how headlines or first lines of comment call themselves
COMMENTS = {
    "en": re.compile(
        r"\b(?:opinion|editorial|commentary|column|op-ed|viewpoint|guest essay|letter to the editor)\b"
        r"|^comment\s*[:|]",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        # none is the end of a longer word: "잠기고 인삼밭이" (under water, and the ginseng), "수렴시론"
        r"(?<![가-힣])(?:사설|칼럼|논평|시론|(?:특별)?기고|오피니언|데스크의? ?눈|기자수첩)|[\[(【]시각"
    ),
    "zh": re.compile(r"社论|社評|社评|评论[:：|｜]|时评|观点[:：|｜]|专栏"),
    "ja": re.compile(r"社説|論評|コラム|オピニオン|寄稿"),
    "ru": re.compile(r"мнение|колонк|комментарий", re.IGNORECASE),
}
DIGESTS = {
    "en": re.compile(
        r"\b(?:digest|round-?up|press review|in brief|briefs|in review|bulletin \d+|issue \d+|this week|headlines)\b"
        r"|^week \d+\b|\bthe week (?:on|in)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(r"브리핑|신문개관|주간|단신|모아보기|한눈에|[이한]번? ?주(?:의|:| 북한)|이달의|소식 모음"),
    "zh": re.compile(r"一周|简讯|综述|要闻|简报"),
    "ja": re.compile(r"まとめ|週間|短信|ダイジェスト"),
    "ru": re.compile(r"дайджест|обзор|за неделю|коротко", re.IGNORECASE),
}
# what a writer calls himself who gives his opinion
_QUOTED = re.compile(r'"[^"\n]{0,400}"|“[^”\n]{0,400}”|«[^»\n]{0,400}»|「[^」\n]{0,400}」|‘[^’\n]{0,200}’')
WRITERS = {"ko": re.compile(r"필자"), "zh": re.compile(r"笔者|筆者"), "ja": re.compile(r"筆者")}


# where a digest goes on to its other items, in small letters, its beginning after a line's end and a space
MORE = {
    "en": (
        # apart, since a pattern whose alternatives begin with what may be said of all of them is found faster
        re.compile(
            r"[.;!?”\"\n] (?:also (?:in this issue|noted|on)|(?:also )?briefly(?: also)?|in short|elsewhere|otherwise"
            r"|others?(?: items)?|further items|smaller|shorter|also|next week)\s?[:.]"
        ),
        re.compile(
            r"lead(?<!\wlead) (?:item|story)\b|main(?<!\wmain) (?:item|story)\b|top(?<!\wtop) (?:item|story)\b"
            r"|item of the week\b|\(lead\)|\(main\)|\n lead[:.]"
        ),
    ),
    "ko": (
        re.compile(
            r"\[(?:기타|주요 ?보도|단신)\]|머리소식|머리글\)|주요 내용\)|다음 주에는|[▷■].{20,}[▷■]|①.{20,}②", re.DOTALL
        ),
    ),
    "zh": (re.compile(r"另外?[:：]|[▷■].{20,}[▷■]|①.{20,}②", re.DOTALL),),
    "ja": (re.compile(r"ほかに[:：]|[▷■].{20,}[▷■]|①.{20,}②", re.DOTALL),),
    "ru": (re.compile(r"(?:также|коротко|ещ[её])\s?[:.]|[▷■].{20,}[▷■]", re.DOTALL),),
}


def genre_of(title: str, text: str, language: str) -> str:
    """COMMENT, DIGEST or NEWS, by the headline and the first words."""
    opening = f"{title}\n{text[:60]}"
    if language in DIGESTS:
        whole = f"\n {text.lower()}"
        if DIGESTS[language].search(opening) or any(pattern.search(whole) for pattern in MORE[language]):
            return DIGEST
    if language in COMMENTS and COMMENTS[language].search(opening):
        return COMMENT
    if language in WRITERS and WRITERS[language].search(text) and WRITERS[language].search(_QUOTED.sub(" ", text)):
        return COMMENT
    return NEWS


# the writer speaks of himself, or the headline asks and explains: comment, more often than not
VOICES = {
    "en": re.compile(r"I\b(?<!\wI)(?![.])|my\b(?<!\wmy)|analysis\s*[:|]|explain(?:er|ed)\s*[:|]|Forgive me|forgive me"),
    "ko": re.compile(r"나는|필자|해설|분석[\])】:]"),
    "zh": re.compile(r"笔者|我认为|解读|分析[:：|｜]"),
    "ja": re.compile(r"私は|筆者|解説"),
    "ru": re.compile(r"\bя\b|автор этих строк|разбор|анализ:", re.IGNORECASE),
}
ASKING = {"en": re.compile(r"why \b|what .{0,40} means?\b", re.IGNORECASE)}


def has_voice(title: str, text: str, language: str) -> bool:
    """Whether the writer speaks, outside of quotations."""
    pattern, whole = VOICES.get(language), f"{title}\n{text}"
    if language in ASKING and ASKING[language].match(title):
        return True
    if pattern is None or not pattern.search(whole):
        return False
    return bool(pattern.search(_QUOTED.sub(" ", whole)))
