"""A text held against the corpus: which known things it names, which names are unknown, which lists name them.

Known names are found by their letters, as the corpus and the knowledge base spell them; what else looks like a name is
looked up as `match` does. Nothing is stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.names.text import fold, script_of
from corpus.names.tsv import words
from corpus.names.vocabulary import MONTHS
from corpus.search.candidates import PART, SURE, NameQuery, entities_called, find_candidates
from corpus.search.same_name import NAME_ALONE
from corpus.search.suggestions import suggest_names
from corpus.store.reader import Readable
from corpus.store.settled import settled

LONGEST = 200_000  # characters of a text
MOST_LINES = 300  # names of a list
_WORDS = 9  # of the longest name that is looked for
_SIGNS = 14  # of the longest Korean, Chinese or Japanese one
_LOOKED_UP = 80  # unknown names that are looked up in other spellings
_MEANT = 25  # of a text, of which what they may be slips of
_MEANT_IN_LIST = 100  # unknown names of a list that are asked the same; each takes some 15 ms
_MEANT_EACH = 2  # things that one may mean

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_INSIDE = frozenset(("of", "the", "and", "for", "in", "on", "de", "&"))
# what begins sentences with a capital and is no name
_NO_NAMES = words(
    """
    The A An I It He She We They This That These Those There Here In On At By For From To Of And But Or If When While
    After Before Since As With Without No Not Its His Her Their Our Mr Mrs Ms Dr Monday Tuesday Wednesday Thursday
    Friday Saturday Sunday Juche Following Meanwhile However Also According Some Many Most All One Two
    """
) | {month.capitalize() for month in MONTHS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """An entry of a list that others keep: the list's title, the entry's id and name there, and its programmes; `doubt`
    says that a person was found there by the name alone.
    """

    title: str
    entry_id: str
    name: str
    programs: str
    doubt: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownName:
    """A known thing that the text names: as it stands there, how often, and in how many stories of the corpus."""

    id: str
    label: str
    name: str
    kind: str | None
    stories: int
    spelled: tuple[str, ...]
    times: int
    listed: tuple[Listing, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownName:
    """What looks like a name and means nothing known; `meant` are things that it may be a slip of, (id, name)."""

    text: str
    times: int
    meant: tuple[tuple[str, str], ...] = ()
    listed: tuple[Listing, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Screened:
    """What a text holds; `length` are its words, `spans` are the known names in it, (start, end, label, entity id).

    `is_list` says that each line was taken for a name.
    """

    length: int
    is_list: bool
    known: tuple[KnownName, ...]
    unknown: tuple[UnknownName, ...]
    spans: tuple[tuple[int, int, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    key: str


Owner = tuple[str, str]  # an entity and its label


def screen_text(db: Readable, text: str) -> Screened:
    """What a text of no more than LONGEST characters names; a list of names, one a line, is looked up line by line."""
    text = text[:LONGEST]
    lines = [line.strip(" \t-•*;,") for line in text.splitlines() if line.strip(" \t-•*;,")]
    if is_list(lines):
        return screen_names(db, [(line, "") for line in lines])
    tokens = [_Token(m.start(), m.end(), m[0], fold(m[0])) for m in _TOKEN.finditer(text)]
    spans = list(_known_spans(settled(db, "screen", lambda: _read_owners(db)), tokens))
    taken = {position for start, end, *_ in spans for position in range(start, end)}
    rest = _count(_capitalised(text, tokens, taken))
    spelled: dict[str, list[str]] = {}
    for start, end, _, entity in spans:
        spelled.setdefault(entity, []).append(" ".join(text[start:end].split()))
    unknown = []
    for at, (name, times) in enumerate(rest.items()):
        called = entities_called(db, name) if at < _LOOKED_UP else []
        if called:
            spelled.setdefault(called[0], []).extend([name] * times)
        else:
            unknown.append((name, times))
    meant = _meant_in_text(db, [name for name, _ in unknown])
    return Screened(
        length=len(tokens), is_list=False, known=_known(db, spelled), unknown=_unknown(db, unknown, meant),
        spans=tuple(spans),
    )  # fmt: skip


def is_list(lines: Sequence[str]) -> bool:
    """Whether lines are names rather than text: several, nearly all of a few words without a full stop."""
    short = [line for line in lines if len(line.split()) <= 8 and not re.search(r"[.!?。]$|[.!?] [A-Z]", line)]
    return len(lines) > 1 and len(short) >= 0.9 * len(lines)


def screen_names(db: Readable, names: Sequence[tuple[str, str]]) -> Screened:
    """What the first MOST_LINES of a table's names are, each with its label or ""."""
    spelled: dict[str, list[str]] = {}
    unknown: list[tuple[str, str]] = []
    for name, label in names[:MOST_LINES]:
        called = _called(db, name, label)
        if called:
            spelled.setdefault(called, []).append(name)
        else:
            unknown.append((name, label))
    labels = dict(reversed(unknown))
    counted = list(_count(name for name, _ in unknown).items())
    meant = {name: _meant_in_list(db, name, labels[name]) for name, _ in counted[:_MEANT_IN_LIST]}
    return Screened(
        length=sum(len(name.split()) for name, _ in names[:MOST_LINES]), is_list=True, known=_known(db, spelled),
        unknown=_unknown(db, counted, meant), spans=(),
    )  # fmt: skip


def _called(db: Readable, name: str, label: str) -> str:
    """The entity that a name of a list is beyond doubt or, with no label, the most told of those called so; or ""."""
    if not label:
        return next(iter(entities_called(db, name)), "")
    found = find_candidates(db, NameQuery(text=name, labels=(label,), limit=1))
    return found[0].id if found and found[0].score >= SURE else ""


def _meant_in_list(db: Readable, name: str, label: str) -> tuple[tuple[str, str], ...]:
    """What an unknown name of a list may mean, as `match` would say: the likely ones alone where there are some."""
    found = find_candidates(db, NameQuery(text=name, labels=(label,) if label else (), limit=_MEANT_EACH))
    likely = [each for each in found if each.score > PART]
    return tuple((each.id, each.name) for each in likely or found)


def _read_owners(db: Readable) -> dict[str, tuple[Owner, ...]]:
    """Every name's folded letters to the things called so, the most told of first; those of two letters are none."""
    rows = db.execute(
        "select n.alias, e.id, e.label, e.stories from (select entity_id, alias from entity_aliases union"
        " select id, name from entities) n join visible_entities e on e.id = n.entity_id"
        # an organisation that one word alone made is a word with a capital, more often than not
        " where not (e.label = 'ORG' and e.status = 'provisional' and instr(n.alias, ' ') = 0 and n.alias < '\u007f')"
        " order by e.stories desc, e.id"
    )
    found: dict[str, dict[Owner, None]] = {}
    for alias, entity, label, _ in rows:
        key = fold(alias)
        if len(key) > 2 or (len(key) == 2 and script_of(alias) != "latin"):
            found.setdefault(key, {})[entity, label] = None
    return {key: tuple(owners) for key, owners in found.items()}


def _known_spans(owners: dict[str, tuple[Owner, ...]], tokens: Sequence[_Token]) -> Iterator[tuple[int, int, str, str]]:
    """The known names in a text, the longest at each place, none inside another."""
    at = 0
    while at < len(tokens):
        if script_of(tokens[at].text) in ("han", "kana"):
            yield from _in_run(owners, tokens[at])
            at += 1
            continue
        found = _longest(owners, tokens, at)
        if found is None:
            at += 1
            continue
        length, end, (entity, label) = found
        yield tokens[at].start, end, label, entity
        at += length


def _longest(owners: dict[str, tuple[Owner, ...]], tokens: Sequence[_Token], at: int) -> tuple[int, int, Owner] | None:
    """(tokens, where it ends, whose it is) of the longest name that begins at a token."""
    first = tokens[at]
    if script_of(first.text) != "latin":
        return _in_signs(owners, tokens, at)
    for length in range(min(_WORDS, len(tokens) - at), 0, -1):
        key = "".join(token.key for token in tokens[at : at + length])
        for owner in owners.get(key, ()):
            if _may_be(first.text, key, owner[1], length):
                return length, tokens[at + length - 1].end, owner
    return None


def _may_be(first: str, key: str, label: str, length: int) -> bool:
    """Whether words spelled so name a thing of a label: goods in small letters, all else with a capital."""
    if label == "PRODUCT":
        return len(key) > 3 or first.isupper()
    return first[:1].isupper() and (len(key) > 3 or (first.isupper() and length == 1)) and first not in _NO_NAMES


def _in_signs(owners: dict[str, tuple[Owner, ...]], tokens: Sequence[_Token], at: int) -> tuple[int, int, Owner] | None:
    """The same in scripts that put no space, or a particle, behind a name: it may end inside a token."""
    best: tuple[int, int, Owner] | None = None
    key = ""
    for length, each in enumerate(tokens[at : at + 4]):
        for count in range(1, min(len(each.key), _SIGNS) + 1):
            owner = owners.get(key + each.key[:count])
            if owner and len(each.key) == len(each.text):
                best = (length + 1, each.start + count, owner[0])
        key += each.key
    return best


def _in_run(owners: dict[str, tuple[Owner, ...]], token: _Token) -> Iterator[tuple[int, int, str, str]]:
    """The names in a run of Chinese or Japanese, which has no spaces: looked for from each sign, the longest first."""
    at = 0
    while at < len(token.text):
        for count in range(min(_SIGNS, len(token.text) - at), 1, -1):
            owner = owners.get(fold(token.text[at : at + count]))
            if owner:
                entity, label = owner[0]
                yield token.start + at, token.start + at + count, label, entity
                at += count
                break
        else:
            at += 1


def _capitalised(text: str, tokens: Sequence[_Token], taken: set[int]) -> Iterator[str]:
    """What looks like a name in Latin letters and is none of the known: words with capitals, joined by small ones."""
    run: list[_Token] = []
    for token in [*tokens, None]:
        joined = token is not None and run and not text[run[-1].end : token.start].strip(" -&")
        capital = token is not None and token.text[:1].isupper() and token.start not in taken
        if token is not None and joined and (capital or (token.text in _INSIDE and token.start not in taken)):
            run.append(token)
            continue
        yield from _name_of(text, run)
        run = [token] if token is not None and capital else []


def _name_of(text: str, run: list[_Token]) -> Iterator[str]:
    while run and (run[-1].text in _INSIDE or run[-1].text in _NO_NAMES):
        run = run[:-1]
    while run and run[0].text in _NO_NAMES:
        run = run[1:]
    if len(run) > 2 and run[0].text.endswith("s") and run[1].text == "of":
        run = run[2:]  # Officials of the Ministry
    if not run:
        return
    joint = next((at for at in range(2, len(run) - 2) if run[at].text in _INSIDE), None)
    if joint is not None:  # Vasily Petrov of Orient Tide Ltd
        yield from _name_of(text, run[:joint])
        yield from _name_of(text, run[joint + 1 :])
        return
    opens = not text[: run[0].start].rstrip(" \"'“‘(").endswith(tuple("abcdefghijklmnopqrstuvwxyz,;:-0123456789"))
    # one word with a capital at a sentence's beginning is a word like any other
    if len(run) > 1 or (not opens and len(run[0].text) > 2):
        yield " ".join(text[run[0].start : run[-1].end].split())


def _count(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _known(db: Readable, spelled: dict[str, list[str]]) -> tuple[KnownName, ...]:
    rows = db.query(
        "select e.id, e.label, e.name, e.kind, e.stories from json_each(?) j join visible_entities e on e.id = j.value",
        [json.dumps(list(spelled))],
    )
    listed = _listed(db, "e.entity_id in (select value from json_each(?))", list(spelled), by="entity_id")
    found = [
        KnownName(
            **row, spelled=tuple(dict.fromkeys(spelled[row["id"]])), times=len(spelled[row["id"]]),
            listed=tuple(listed.get(row["id"], ())),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.listed, -one.times, -one.stories, one.id)))


def _unknown(
    db: Readable, names: Sequence[tuple[str, int]], meant: Mapping[str, tuple[tuple[str, str], ...]]
) -> tuple[UnknownName, ...]:
    listed = _listed(db, "e.name in (select value from json_each(?))", [name for name, _ in names], by="name")
    found = [
        UnknownName(text=name, times=times, meant=meant.get(name, ()), listed=tuple(listed.get(name, ())))
        for name, times in names
    ]
    return tuple(sorted(found, key=lambda one: not one.listed))


def _meant_in_text(db: Readable, names: Sequence[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """In a text one word alone may be any word: what it may be a slip of is not asked."""
    asked = [name for name in names[:_MEANT] if " " in name]
    found = {name: suggest_names(db, name, limit=_MEANT_EACH) for name in asked}
    return {name: tuple((each.id, each.text) for each in slips if each.id) for name, slips in found.items()}


def _listed(db: Readable, condition: str, values: list[str], *, by: str) -> dict[str, list[Listing]]:
    rows = db.execute(
        f"select e.{by}, o.title, e.entry_id, e.name, e.programs, e.label from overlay_entries e join overlays o"
        f" on o.name = e.overlay where {condition} order by o.title, e.entry_id",
        [json.dumps(values)],
    ).fetchall()
    found: dict[str, list[Listing]] = {}
    for key, title, entry, name, programs, label in rows:
        doubt = NAME_ALONE if label == "PERSON" else ""
        listing = Listing(title=title, entry_id=entry, name=name, programs=programs, doubt=doubt)
        found.setdefault(key, []).append(listing)
    return found
