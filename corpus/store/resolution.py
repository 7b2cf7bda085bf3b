"""The SQL of resolution: entities with their aliases, counts and redirects, the names seen, the doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Required, TypedDict

from corpus.records import WHOLE_NAME
from corpus.schema.sqlite_library import Database
from corpus.store.entity_totals import count_entities
from corpus.store.progress import OLDEST_FIRST, mark_done

STAGE = "resolve"
SETTLED = "settled"  # the state that says for which program and decisions the last run left nothing to do


class EntityRow(TypedDict, total=False):
    """An entity's own columns; those left out are null."""

    id: Required[str]
    label: Required[str]
    name: Required[str]
    kind: Required[str | None]
    status: Required[str]
    country: str | None
    lat: float | None
    lon: float | None
    parent_id: str | None
    maker_id: str | None
    wikidata: str | None
    geonames: str | None
    hs_code: str | None
    note: str | None
    source: str | None


ENTITY_COLUMNS = tuple(EntityRow.__annotations__)


@dataclass(frozen=True, kw_only=True, slots=True)
class NameRow:
    """What one spelling under one label means. `natural_id` is the entity without decisions, `entity_id` with them;
    `block` is the key under which it meets its like; `candidates` are ids that an article's context may choose from.
    """

    label: str
    text: str
    block: str
    natural_id: str | None
    entity_id: str | None
    score: float
    why: str
    candidates: str = ""


NAME_COLUMNS = ("label", "text", "block", "natural_id", "entity_id", "score", "why", "candidates")
_TAGGED = (
    "select t.article_id, t.version || ':' || t.input from {} join progress t on t.stage = 'tag' and {}"
    " left join progress p on p.stage = 'resolve' and p.article_id = t.article_id where {} order by {}"
)
# the articles that the log says may be pending, each asked for by its id
_WAITING = "(select article_id as id from waiting_articles where stage = 'resolve') w cross"
_UNRESOLVED = "p.input is not t.version || ':' || t.input"
# A mention `m` that is named together with others bears its whole name in its hint ("name:Unryul Mine"); there is an
# index of these.
_WHOLE, _HAS_WHOLE = "substr(m.hint, 6)", f"substr(m.hint, 1, 5) = '{WHOLE_NAME}'"
MENTION_NAME = f"iif({_HAS_WHOLE}, {_WHOLE}, m.text)"
_NAME_SELECT = f"select {', '.join(NAME_COLUMNS)} from names"


class Entities:
    """Readers and writers over an open corpus; each method may be called inside a transaction."""

    def __init__(self, db: Database) -> None:
        self.db = db

    # state

    def state(self, key: str) -> str | None:
        """A remembered value, such as the digest of the base that was last applied."""
        row = self.db.execute("select value from resolve_state where key = ?", [key]).fetchone()
        return row[0] if row else None

    def set_state(self, key: str, value: str) -> None:
        """Remember a value."""
        self.db.execute("insert or replace into resolve_state values (?, ?)", [key, value]).close()

    # what is pending

    def is_settled(self, mark: str) -> bool:
        """Whether the last run came to its end under this mark, and nothing has come or gone since."""
        logs = ("waiting_articles where stage = 'resolve'", "touched_entities", "dropped_names")
        waits = " or ".join(f"exists (select 1 from {log})" for log in logs)
        return self.state(SETTLED) == mark and not self.db.execute(f"select {waits}").fetchone()[0]

    def pending(self) -> list[tuple[str, str]]:
        """(article, its tagging) for articles whose present mentions have not been resolved, by article id."""
        waiting = _TAGGED.format(_WAITING, "t.article_id = w.id", _UNRESOLVED, "t.article_id")
        return self.db.execute(waiting).fetchall()

    def outdated(self, *, version: str) -> list[tuple[str, str]]:
        """The same for articles that another version resolved, those resolved longest ago first."""
        resolved = "p.input is t.version || ':' || t.input and p.version is not ?1"
        outdated = _TAGGED.format("(select 1)", "true", resolved, OLDEST_FIRST)
        return self.db.execute(outdated, [version]).fetchall()

    def forget_waiting(self) -> None:
        """Take out of the log what is resolved as it is now, and what waits for its tagging."""
        self.db.execute(
            "delete from waiting_articles where stage = 'resolve' and article_id not in"
            f" (select t.article_id from {_WAITING} join progress t on t.stage = 'tag' and t.article_id = w.id"
            f" left join progress p on p.stage = 'resolve' and p.article_id = w.id where {_UNRESOLVED})"
        ).close()

    def mentions_of(self, article_id: str) -> list[tuple[Any, ...]]:
        """(id, field, start, name, label, entity_id, entity_score, entity_why) of an article's mentions.

        A mention's name is its text, or the whole name that its hint gives.
        """
        return self.db.execute(
            f"select id, field, start, {MENTION_NAME}, label, entity_id, entity_score, entity_why from mentions m"
            " where article_id = ?",
            [article_id],
        ).fetchall()

    def save_resolutions(self, rows: Sequence[tuple[str | None, float | None, str, str]]) -> None:
        """Write (entity_id, score, why, mention id)."""
        self.db.conn.executemany(
            "update mentions set entity_id = ?, entity_score = ?, entity_why = ? where id = ?", rows
        )

    def mark_done(self, articles: Sequence[tuple[str, str]], *, version: str) -> None:
        """Note that these articles' mentions, so tagged, are resolved."""
        mark_done(self.db, STAGE, articles, version=version)

    # names

    def new_names(self, articles: Sequence[str]) -> list[tuple[str, str]]:
        """(label, name) of the articles' mentions, and of their earlier texts', that `names` does not hold."""
        self.db.execute("create temp table if not exists asked (id text primary key)").close()
        self.db.execute("delete from asked").close()
        self.db.conn.executemany("insert into asked values (?)", ((article,) for article in articles))
        return self.db.execute(
            f"select distinct m.label, {MENTION_NAME} from asked cross join mentions m on m.article_id = asked.id"
            f" where not exists (select 1 from names n where n.label = m.label and n.text = {MENTION_NAME})"
            " union select v.label, v.text from asked cross join version_mentions v on v.article_id = asked.id"
            " where not exists (select 1 from names n where n.label = v.label and n.text = v.text)"
        ).fetchall()

    def orphan_names(self) -> list[tuple[str, str, str, str | None]]:
        """(label, text, block, entity) of names that no mention bears any more, and no earlier text of an article.

        Only those are looked at that somebody has dropped.
        """
        return self.db.execute(
            "select n.label, n.text, block, entity_id from dropped_names d"
            " cross join names n on n.label = d.label and n.text = d.text"
            " left join name_counts c on c.label = n.label and c.text = n.text where coalesce(c.mentions, 0) = 0"
            f" and not exists (select 1 from mentions m where m.label = n.label and {_WHOLE} = n.text and {_HAS_WHOLE})"
            " and not exists (select 1 from version_mentions v where v.text = n.text and v.label = n.label)"
        ).fetchall()

    def drop_names(self, names: Iterable[tuple[str, str]]) -> None:
        """Forget names, and that any was dropped: those that somebody bears still are looked at when they are again."""
        for label, text in names:
            for table in ("names", "name_blocks"):
                self.db.execute(f"delete from {table} where label = ? and text = ?", [label, text]).close()
        self.db.execute("delete from dropped_names").close()

    def any_names(self) -> bool:
        """Whether any name is known."""
        return bool(self.db.execute("select exists (select 1 from names)").fetchone()[0])

    def name(self, label: str, text: str) -> NameRow | None:
        """What is known of a spelling."""
        row = self.db.execute(f"{_NAME_SELECT} where label = ? and text = ?", [label, text]).fetchone()
        return _name_row(row) if row else None

    def all_names(self) -> Iterator[NameRow]:
        """Every name."""
        return (_name_row(row) for row in self.db.execute(f"{_NAME_SELECT} order by label, text").fetchall())

    def names_in_block(self, label: str, block: str) -> list[NameRow]:
        """The names that meet under a key."""
        rows = self.db.execute(f"{_NAME_SELECT} where label = ? and block = ? order by text", [label, block])
        return [_name_row(row) for row in rows.fetchall()]

    def names_of(self, entity_id: str) -> list[NameRow]:
        """The names that mean an entity."""
        rows = self.db.execute(f"{_NAME_SELECT} where entity_id = ? order by text", [entity_id])
        return [_name_row(row) for row in rows.fetchall()]

    def touch_named(self) -> None:
        """Touch every entity that a name means."""
        self.db.execute(
            "insert or ignore into touched_entities select distinct entity_id from names where entity_id is not null"
        ).close()

    def names_with_key(self, label: str, key: str) -> list[NameRow]:
        """The names that have a key among theirs, at whatever rank."""
        rows = self.db.execute(
            f"select {', '.join('n.' + column for column in NAME_COLUMNS)} from name_blocks b"
            " cross join names n on n.label = b.label and n.text = b.text"
            " where b.label = ? and b.key = ? order by n.text",
            [label, key],
        )
        return [_name_row(row) for row in rows.fetchall()]

    def save_names(self, rows: Iterable[NameRow]) -> None:
        """Upsert names."""
        self.db.conn.executemany(
            f"insert or replace into names({', '.join(NAME_COLUMNS)}) values (?, ?, ?, ?, ?, ?, ?, ?)",
            [tuple(getattr(row, column) for column in NAME_COLUMNS) for row in rows],
        )

    def save_keys(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Note (label, key, text): under which keys a name can be met."""
        self.db.conn.executemany("insert or ignore into name_blocks values (?, ?, ?)", rows)

    def drop_keys(self) -> None:
        """Forget under which keys names can be met."""
        self.db.execute("delete from name_blocks").close()

    def reopen(self, names: Iterable[tuple[str, str]]) -> int:
        """Make the articles that hold these names pending again; how many articles that is."""
        count = 0
        for label, text in names:
            count += self.db.execute(
                "delete from progress where stage = 'resolve' and article_id in"
                " (select article_id from mentions where label = ?1 and text = ?2 union all"
                f" select article_id from mentions m where label = ?1 and {_WHOLE} = ?2 and {_HAS_WHOLE})",
                [label, text],
            ).rowcount
        return count

    # entities

    def touch(self, ids: Iterable[str | None]) -> None:
        """Note entities whose row is to be worked out again before the run ends."""
        rows = [(key,) for key in ids if key]
        self.db.conn.executemany("insert or ignore into touched_entities values (?)", rows)

    def touched(self) -> list[str]:
        """The entities to be worked out again, by id."""
        return [row[0] for row in self.db.execute("select id from touched_entities order by id").fetchall()]

    def clear_touched(self) -> None:
        """All of them are done."""
        self.db.execute("delete from touched_entities").close()

    def add_entity(self, row: EntityRow, aliases: Iterable[tuple[str, str, str]]) -> None:
        """Insert an entity that has no row yet, with its (alias, script, source); the first of two equal ones holds."""
        marks = ", ".join("?" * len(ENTITY_COLUMNS))
        self.db.conn.execute(
            f"insert into entities({', '.join(ENTITY_COLUMNS)}) values ({marks})",
            [row.get(column) for column in ENTITY_COLUMNS],
        )
        self.db.conn.executemany(
            "insert or ignore into entity_aliases values (?, ?, ?, ?)", [(row["id"], *alias) for alias in aliases]
        )

    def save_entity(self, row: EntityRow) -> None:
        """Write an entity's own columns where they changed; its counts stay.

        No upsert: its conflict clause would rule inside the triggers that hang on this table.
        """
        values = {column: row.get(column) for column in ENTITY_COLUMNS}
        old = next(self.db.query(f"select {', '.join(ENTITY_COLUMNS)} from entities where id = ?", [row["id"]]), None)
        if old != values:
            sets = ", ".join(f"{column} = :{column}" for column in ENTITY_COLUMNS if column != "id")
            self.db.execute(f"update entities set {sets} where id = :id", values).close()

    def save_basis(self, key: str, field: str, basis: str, precision: str) -> None:
        """Note on what a column of an entity rests, and how exact a point is; an empty basis forgets it."""
        self.db.execute("delete from entity_basis where entity_id = ? and field = ?", [key, field]).close()
        if basis:
            self.db.execute("insert into entity_basis values (?, ?, ?, ?)", [key, field, basis, precision]).close()

    def save_relations(self, rows: Iterable[Sequence[str | None]]) -> None:
        """Make these rows the relations between things."""
        self.db.execute("delete from entity_relations").close()
        self.db.conn.executemany("insert into entity_relations values (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def existing(self, keys: Iterable[str]) -> list[str]:
        """Those of the ids that have a row."""
        find = "select 1 from entities where id = ?"
        return [key for key in keys if self.db.execute(find, [key]).fetchone()]

    def drop_entity(self, key: str) -> None:
        """Take an entity, its aliases and its doubts out."""
        self.db.execute("delete from entities where id = ?", [key]).close()
        self.db.execute("delete from entity_aliases where entity_id = ?", [key]).close()
        self.db.execute("delete from entity_basis where entity_id = ?", [key]).close()
        self.drop_doubts(key)

    def save_aliases(self, key: str, aliases: Iterable[tuple[str, str, str]]) -> None:
        """Make these (alias, script, source) the entity's aliases; the first of two equal ones holds."""
        wanted: dict[str, tuple[str, str]] = {}
        for alias, script, source in aliases:
            wanted.setdefault(alias, (script, source))
        rows = self.db.execute("select alias, script, source from entity_aliases where entity_id = ?", [key]).fetchall()
        held = {row[0]: (row[1], row[2]) for row in rows}
        for alias in held:
            if wanted.get(alias) != held[alias]:
                self.db.execute("delete from entity_aliases where entity_id = ? and alias = ?", [key, alias]).close()
        for alias, (script, source) in wanted.items():
            if held.get(alias) != (script, source):
                self.db.execute("insert into entity_aliases values (?, ?, ?, ?)", [key, alias, script, source]).close()

    def refresh_counts(self) -> None:
        """Count mentions, articles and stories of the touched entities again, and when they were first and last seen.
        An article in no story counts as one.
        """
        count_entities(self.db, "touched_entities")
        self.db.execute(
            "update entities set mentions = c.mentions, articles = c.articles, stories = c.stories,"
            " first_seen = c.first_seen, last_seen = c.last_seen from counted c where entities.id = c.id"
        ).close()

    def commonest_names(self) -> dict[str, str]:
        """For each touched entity the spelling that most mentions bear; of equal ones the first by order."""
        rows = self.db.execute(
            "select n.entity_id, n.text from touched_entities t cross join names n on n.entity_id = t.id"
            " left join name_counts c on c.label = n.label and c.text = n.text"
            " order by n.entity_id, coalesce(c.mentions, 0), n.text desc"
        )
        return {row[0]: row[1] for row in rows.fetchall()}

    # redirects, doubts, decisions

    def redirects(self) -> dict[str, str]:
        """Merged id -> its successor."""
        return dict(self.db.execute("select id, successor_id from entity_redirects").fetchall())

    def save_redirect(self, key: str, successor: str, why: str) -> None:
        """Note that an id is now another; those that led to it follow."""
        self.db.execute("insert or replace into entity_redirects values (?, ?, ?)", [key, successor, why]).close()

    def drop_redirects(self, where: str, values: Sequence[str] = ()) -> None:
        """Forget the redirects that a condition names."""
        self.db.execute(f"delete from entity_redirects where {where}", list(values)).close()

    def drop_doubts(self, key: str) -> None:
        """Forget the doubts about an entity."""
        for side in ("a", "b"):
            self.db.execute(f"delete from doubts where {side} = ?", [key]).close()

    def doubted_with(self, keys: Iterable[str]) -> set[str]:
        """The entities that have a doubt in common with one of these, or a name that may mean one of them."""
        wanted = set(keys)
        find = "select b from doubts where a = ?1 union select a from doubts where b = ?1"
        partners = {row[0] for key in wanted for row in self.db.execute(find, [key]).fetchall()}
        waiting = self.db.execute("select entity_id, candidates from names where candidates != ''").fetchall()
        return partners | {entity for entity, candidates in waiting if wanted.intersection(candidates.split("|"))}

    def drop_stray_doubts(self) -> None:
        """Forget the doubts about entities that are no more."""
        self.db.execute(
            "delete from doubts where a not in (select id from entities) or b not in (select id from entities)"
        ).close()

    def save_doubt(self, a: str, b: str, label: str, score: float, why: str) -> None:
        """Note that two entities may be one; the likelier reason of two holds."""
        first, second = sorted((a, b))
        self.db.execute(
            "insert into doubts values (?, ?, ?, ?, ?) on conflict (a, b) do update"
            " set score = excluded.score, why = excluded.why"
            " where (excluded.score, excluded.why) > (doubts.score, doubts.why)",
            [first, second, label, score, why],
        ).close()

    def doubts(self) -> list[dict[str, Any]]:
        """The pairs that wait for a person, as `doubts` has them, those with the most mentions first."""
        return list(
            self.db.query(
                "select d.a, d.b, d.label, coalesce(d.score, 0.0) as score, coalesce(d.why, '') as why from doubts d"
                " join entities ea on ea.id = d.a join entities eb on eb.id = d.b"
                " order by min(ea.mentions, eb.mentions) desc, ea.mentions + eb.mentions desc, d.score desc, d.a, d.b"
            )
        )

    def save_decisions(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Make these the rows of `decisions`: (id, verdict, a, b, label, who, at, why)."""
        self.db.execute("delete from decisions").close()
        self.db.conn.executemany("insert or replace into decisions values (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _name_row(row: tuple[Any, ...]) -> NameRow:
    return NameRow(**dict(zip(NAME_COLUMNS, row, strict=True)))
