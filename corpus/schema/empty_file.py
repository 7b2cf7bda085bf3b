"""An empty file brought to the newest schema in one step, with the tables that all migrations together leave.

The migrations are five hundred statements, each of which makes SQLite read the schema again: some 60 ms, where the
tables that they leave are made in a tenth of it. A process works those out once, in memory, and makes each further
file of them: a shard's, a trial's, a test's.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from functools import cache

from corpus.schema.sqlite_library import Database, Migrations

_TABLE = Migrations.migrations_table
_MADE_WITH_ANOTHER = "shadow"  # what pragma table_list calls a table that a virtual one keeps its rows in


def make_at_once(db: Database, migrations: Migrations) -> bool:
    """Give an empty file all that its migrations would, as one transaction; False, and nothing done, if it holds any
    table. Afterwards it counts each migration as applied, now.
    """
    if not _is_empty(db):  # asked without the lock first: who opens a file does not wait for one who writes it
        return False
    statements, rows = _left_by(migrations)
    with db.atomic():
        if not _is_empty(db):
            return False
        for statement in statements:
            db.execute(statement).close()
        for statement, values in rows:
            db.conn.executemany(statement, values).close()
        applied = [(migrations.name, migration.name, str(datetime.now(UTC))) for migration in migrations._migrations]
        into = f"insert into {_TABLE}(migration_set, name, applied_at) values (?, ?, ?)"
        db.conn.executemany(into, applied).close()
    return True


def _is_empty(db: Database) -> bool:
    return db.execute("select 1 from sqlite_master limit 1").fetchone() is None


@cache
def _left_by(migrations: Migrations) -> tuple[tuple[str, ...], tuple[tuple[str, list[tuple[object, ...]]], ...]]:
    """The statements that make the tables, triggers last, and the rows that migrations put into them."""
    with closing(Database(memory=True, recursive_triggers=False)) as db:
        migrations.apply(db)
        inner = {
            name for name, kind in db.execute("select name, type from pragma_table_list") if kind == _MADE_WITH_ANOTHER
        }
        made = [
            (kind, name, sql)
            for kind, name, sql in db.execute("select type, name, sql from sqlite_master order by rowid")
            if sql and name not in inner and not name.startswith("sqlite_")
        ]
        virtual = {name for _, name, sql in made if sql.lower().startswith("create virtual")}
        rows = []
        for kind, name, _ in made:
            if kind == "table" and name not in virtual and name != _TABLE:
                values = db.execute(f'select * from "{name}"').fetchall()
                if values:
                    rows.append((f'insert into "{name}" values ({", ".join("?" * len(values[0]))})', values))
    made.sort(key=lambda each: each[0] == "trigger")
    return tuple(sql for _, _, sql in made), tuple(rows)
