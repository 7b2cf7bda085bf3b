"""How an article begins: where its dateline ends, and whether it is a digest, kept so that no page reads its text.

Datelines say where and by whom an article was sent, and not what it is about. A digest's items have nothing to do with
one another.
"""

from __future__ import annotations

import re

from corpus.schema.sqlite_library import Database

# (<place>, <day> (<agency>) --), in the five languages; only at the beginning of a text
_DATELINE = re.compile(
    r"\W*(?:"
    r"[^\n.!?]{0,70}?\([^)\n]{1,40}\) ?(?:--|-|–|—|=|：|:)"  # Pyongyang, March 2 (KCNA) --
    r"|[A-ZА-ЯЁ][^\n.!?]{1,50}?(?:\.? ?/[^/\n]{2,30}/\.?|\s(?:--|–|—)\s)"  # MOSCOW, March 2. /TASS/.
    r"|[(（【\[][^)）】\]\n]{2,40}[)）】\]]"  # (평양 3월 2일발 조선중앙통신), (서울=연합뉴스), 【平壌3月2日発】
    r"|\S{2,6}社\S{0,6}\d{1,2}月\d{1,2}日电"  # 新华社平壤3月2日电
    r")"
)
_DIGEST = re.compile(
    r"\b(?:digest|round-?up|in brief|briefs|(?:week|month) in review)\b|브리핑|단신|모아보기|简讯|要闻|短信|дайджест",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\s*(?:[-•▪■◆●▲○□*]|\d{1,2}[.)])\s", re.MULTILINE)
BATCH = 2000
_ITEMS = 4  # from so many lines on that are items of a list, an article is one

# "o" is the opening of the article that "n" names; none where the article has changed since
OPENING_OF = (
    "o.article_id = n.article_id and not exists (select 1 from stale_articles s where s.article_id = o.article_id)"
)


def dateline_end(text: str) -> int:
    """Where the dateline at the beginning of a text ends; 0 where there is none."""
    found = _DATELINE.match(text[:160])
    return found.end() if found else 0


def is_digest(title: str, text: str) -> bool:
    """Whether an article is a list of things that have nothing to do with one another."""
    return bool(_DIGEST.search(title)) or len(_ITEM.findall(text)) >= _ITEMS


def read_opening(title: str, text: str) -> tuple[int, bool]:
    """Where its dateline ends, and whether an article is a digest."""
    return dateline_end(text), is_digest(title, text)


def keep_openings(db: Database) -> int:
    """Read one batch of the articles that `stale_openings` lists; how many there were."""
    with db.atomic():
        rows = db.execute(
            "select s.article_id, a.title, a.text from (select article_id from stale_openings order by article_id"
            " limit ?) s left join articles a on a.id = s.article_id",
            [BATCH],
        ).fetchall()
        db.conn.executemany("delete from article_openings where article_id = ?", [row[:1] for row in rows])
        db.conn.executemany(
            "insert into article_openings values (?, ?, ?)",
            [(key, *read_opening(title, text)) for key, title, text in rows if text is not None],
        )
        db.conn.executemany("delete from stale_openings where article_id = ?", [row[:1] for row in rows])
    return len(rows)
