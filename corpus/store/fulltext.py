"""The full-text index over articles: what is written into it and how a person's query becomes a match.

SQLite's unicode61 tokenizer sees a run of Hangul or Han as one word and so finds no word inside a longer one;
its trigram tokenizer finds nothing shorter than three characters. Every such character is therefore indexed as a
word of its own, and a Korean or Chinese word is searched as a phrase of its characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from corpus.store.reader import Readable
from corpus.store.word_forms import phrase_forms, word_forms

_CJK = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_CJK_CHARACTER = re.compile(f"([{_CJK}])")
_QUERY_TOKEN = re.compile(r'-\(|-?"[^"]*"\*?|[()]|[^\s()"]+')
_WORD = re.compile(r"\w+", re.UNICODE)
_OPERATORS = {"AND", "OR", "NOT"}
_BRACKETS = {"(", ")", "-("}
DEEPEST = 12  # parentheses in one another; FTS5's parser has a stack of 100, of which each level takes several
FIELDS = ("title", "text", "captions")


def spread(text: str) -> str:
    """The text with every Korean, Chinese or Japanese character as a word of its own; other text is unchanged."""
    return _CJK_CHARACTER.sub(r" \1 ", text)


def docid_of(article_id: str) -> int:
    """The row of an article in the index and in `articles`: the number that its id begins with."""
    return int(article_id[:15], 16)


def index_article(db: Readable, row: Mapping[str, Any]) -> None:
    """Add an article's row (docid, title, text, captions) to the index."""
    db.execute(
        "insert into articles_fts(rowid, title, text, captions) values (?, ?, ?, ?)",
        [row["docid"], *(spread(row[field]) for field in FIELDS)],
    )


def unindex_article(db: Readable, row: Mapping[str, Any]) -> None:
    """Take an article's row out of the index; the row must hold what was indexed."""
    db.execute(
        "insert into articles_fts(articles_fts, rowid, title, text, captions) values ('delete', ?, ?, ?, ?)",
        [row["docid"], *(spread(row[field]) for field in FIELDS)],
    )


def match_expression(query: str) -> str:
    """An FTS5 expression for a person's query; empty when the query holds no word.

    Words are joined by AND; "a phrase", prefix*, OR, NOT (AND NOT too), -word and parentheses work. Whatever would not
    parse, or is nested more deeply than FTS5 reads, is searched as plain words instead (`searched_as`), so no query is
    an error. A word in Korean or Russian that stands alone is looked for in its forms.
    """
    expression = _obeyed(query)
    return expression if _well_formed(expression) else " ".join(query_terms(query, quoted=True))


def searched_as(query: str) -> str:
    """The plain words that a query is searched as because its operators do not fit together; "" where they do."""
    if not any(token in _OPERATORS or token in _BRACKETS for token in _QUERY_TOKEN.findall(query)):
        return ""
    expression = _obeyed(query)
    return "" if _well_formed(expression) else " ".join(query_words(query))


def _obeyed(query: str) -> str:
    """The expression that a query asks for, well formed or not."""
    parts: list[str] = []
    for token in _QUERY_TOKEN.findall(query):
        if token in _OPERATORS or token in _BRACKETS:
            parts += ["NOT", "("] if token == "-(" else [token]
            continue
        negated, body = (True, token[1:]) if token.startswith("-") and len(token) > 1 else (False, token)
        term = _any_form(body)
        if term:
            parts += ["NOT", term] if negated else [term]
    return _join(_settled(parts))


def query_terms(query: str, *, quoted: bool = False) -> list[str]:
    """The plain words and phrases a query asks for, without operators and excluded words, for marking in a text."""
    terms: list[str] = []
    for words in query_words(query):
        phrase = words.startswith('"')
        bare = words.strip('"')
        terms += [_term(bare)] if quoted else phrase_forms(bare) if phrase else word_forms(bare)
    return terms


def query_words(query: str) -> list[str]:
    """The words and "phrases" a query asks for as they were typed, without operators and excluded words."""
    found: list[str] = []
    left_out = [False]  # of what stands within each parenthesis that is open
    negated = False
    for token in _QUERY_TOKEN.findall(query):
        if token == "NOT":
            negated = not negated
            continue
        if token in ("(", "-("):
            left_out.append(left_out[-1] ^ negated ^ (token == "-("))
        elif token == ")":
            left_out = left_out[:-1] or [False]
        elif token not in _OPERATORS:
            words = " ".join(_WORD.findall(token))
            if words and not left_out[-1] ^ negated ^ token.startswith("-"):
                found.append(f'"{words}"' if token.startswith('"') else words)
        negated = False
    return found


def _term(token: str) -> str:
    prefix = token.endswith("*")
    words = _WORD.findall(spread(token))
    return f'"{" ".join(words)}"{" *" if prefix else ""}' if words else ""


def _any_form(token: str) -> str:
    """The term of a token, or its terms in each of its forms; a beginning has none but its own."""
    if token.endswith("*"):
        forms: tuple[str, ...] = (token,)
    else:
        forms = phrase_forms(token) if token.startswith('"') else word_forms(token)
    terms = [term for form in forms if (term := _term(form))]
    return f"( {' OR '.join(terms)} )" if len(terms) > 1 else "".join(terms)


def _settled(parts: list[str]) -> list[str]:
    """The parts with each NOT between two terms, the only place where FTS5 knows it.

    "NOT NOT x" is "x", "AND NOT x" and "AND (NOT x)" are "NOT x", and what is left out at the beginning is left out of
    all that follows.
    """
    settled: list[str] = []
    at = 0
    while at < len(parts):
        if parts[at : at + 2] == ["NOT", "NOT"]:  # not left out after all
            at += 2
            continue
        if parts[at : at + 2] == ["(", "NOT"] and parts[at + 3 : at + 4] == [")"] and parts[at + 2] not in "()":
            settled += parts[at + 1 : at + 3]
            at += 4
            continue
        settled.append(parts[at])
        at += 1
    settled = [
        part for part, after in zip(settled, [*settled[1:], ""], strict=False) if (part, after) != ("AND", "NOT")
    ]
    for _ in range(settled.count("NOT")):
        if settled[0] == "NOT" and len(settled) > 2 and settled[1] not in "()" and "OR" not in settled:
            rest = settled[2:]
            settled = [*(rest[1:] if rest[0] == "AND" else rest), *settled[:2]]
    return settled


def _join(parts: list[str]) -> str:
    """FTS5 binds neighbours by an implicit AND, but not next to a parenthesis: write every AND out."""
    joined: list[str] = []
    for part in parts:
        first = part.split(" ", 1)[0] if part in _OPERATORS or part.startswith("NOT ") else part
        if joined and first not in _OPERATORS and part != ")" and joined[-1] not in _OPERATORS and joined[-1] != "(":
            joined.append("AND")
        joined.append(part)
    return " ".join(joined)


_TOKENS = re.compile(r'"[^"]*"(?: \*)?|\(|\)|AND|OR|NOT')


def _well_formed(expression: str) -> bool:
    """Whether operators stand between terms and parentheses pair up."""
    depth, wants_term = 0, True
    for token in _TOKENS.findall(expression):
        if token == "(":
            if not wants_term:
                return False
            depth += 1
            if depth > DEEPEST:
                return False
        elif token == ")":
            depth -= 1
            if wants_term or depth < 0:
                return False
        elif token in _OPERATORS:
            if wants_term:
                return False
            wants_term = True
        else:
            if not wants_term:
                return False
            wants_term = False
    return depth == 0 and not wants_term
