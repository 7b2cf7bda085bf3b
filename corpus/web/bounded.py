"""The served file: answers of a bounded size, in lanes of their own, that end when nobody waits for them."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from datasette.database import Database

from corpus.web.reserved_cells import reserved_lines, without_reserved
from corpus.web.sql_guards import limit_values

if TYPE_CHECKING:
    from datasette.app import Datasette

Answer = TypeVar("Answer")
ANSWER = 32 * 2**20  # bytes of one statement's rows
# our pages; what is asked of ours in lists or at length; what readers ask by themselves: each waits for its like alone
THREADS = {"pages": 4, "long": 2, "sql": 2}
_STEPS = 20  # times as many steps of SQLite between two looks at the time, each of which stops every other thread
_ROW, _CELL = 100, 60  # bytes that Python adds to a row and to a value

lane: ContextVar[str] = ContextVar("lane", default="sql")


class AnswerTooLarge(sqlite3.OperationalError):
    """A statement's rows are larger than ANSWER."""


class BoundedCursor(sqlite3.Cursor):
    """A cursor that counts what it has given."""

    given = 0


class BoundedConnection(sqlite3.Connection):
    """A connection whose work can be given up by another thread, and whose rows are counted."""

    given_up: threading.Event | None = None
    reserved: frozenset[str] = frozenset()
    seen = -1  # the version of the data in which the reserved lines were read

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._helper = sqlite3.connect(":memory:", check_same_thread=False)
        self._cursors = WeakSet[BoundedCursor]()
        limit_values(self, self._helper)

    def look_for_reserved(self) -> None:
        """Know the texts that may not leave, as the corpus has them now."""
        factory, self.row_factory = self.row_factory, None
        try:
            (version,) = self.execute("pragma data_version").fetchone()
            if version != self.seen:
                self.reserved, self.seen = reserved_lines(self), version
        finally:
            self.row_factory = factory

    def close(self) -> None:
        """Close the file."""
        self._helper.close()
        super().close()

    def cursor(self, factory: Any = BoundedCursor) -> Any:
        """A cursor that counts what it gives."""
        made = super().cursor(factory)
        self._cursors.add(made)
        return made

    def execute(self, *statement: Any) -> Any:
        """A cursor over a statement's rows: Python's own would be of the plain kind."""
        return self.cursor().execute(*statement)

    def set_progress_handler(self, handler: Callable[[], int | None] | None, n: int) -> None:
        """Datasette's handler for the time, which now also stops when the work is given up."""

        def ask() -> int | None:
            assert handler is not None
            return 1 if self.given_up is not None and self.given_up.is_set() else handler()

        super().set_progress_handler(None if handler is None else ask, n * _STEPS if n > 1 else n)

    @contextmanager
    def working(self, given_up: threading.Event) -> Iterator[None]:
        """While the block runs, `given_up` stops what is asked; its cursors end with it.

        One that an error's traceback holds on to would otherwise be let go where the error is told of: by the one
        thread that begins and ends every answer, and that then waits for the end of what is asked here next.
        """
        self.given_up = given_up
        try:
            yield
        finally:
            self.given_up = None
            for cursor in tuple(self._cursors):
                cursor.close()


def counted_row(cursor: BoundedCursor, row: tuple[Any, ...]) -> sqlite3.Row:
    """The row, as Datasette reads it.

    Raises:
        AnswerTooLarge: with this row the cursor has given more than ANSWER.
    """
    cursor.given += _ROW + sum(_CELL + len(value) if isinstance(value, (str, bytes)) else _CELL for value in row)
    if cursor.given > ANSWER:
        raise AnswerTooLarge(f"the answer is larger than {ANSWER // 2**20} MB: ask for fewer rows or columns")
    reserved: frozenset[str] = cursor.connection.reserved  # type: ignore[attr-defined]
    return sqlite3.Row(cursor, without_reserved(row, reserved))


class BoundedDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """A file as Datasette reads it, with our limits on each connection."""

    def __init__(self, served: Datasette, path: str, *, is_mutable: bool) -> None:
        super().__init__(served, path=path, is_mutable=is_mutable)
        self.pools = {name: ThreadPoolExecutor(most, thread_name_prefix=name) for name, most in THREADS.items()}
        self._of_thread = threading.local()

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection for reading.

        Raises:
            sqlite3.OperationalError: it is asked for one to write with.
        """
        if write:
            raise sqlite3.OperationalError("the corpus is served for reading only")
        mode = "mode=ro" if self.is_mutable else "immutable=1"
        connection = sqlite3.connect(
            f"file:{self.path}?{mode}", uri=True, check_same_thread=False, factory=BoundedConnection
        )
        self._all_file_connections.append(connection)
        return connection

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """What `fn` gives of a connection, in a thread of the lane at hand; given up when the caller is cancelled."""
        given_up = threading.Event()
        whose = lane.get()

        def ask() -> Answer:
            connection = self._connection()
            if whose == "sql":
                connection.look_for_reserved()
            with connection.working(given_up):
                return fn(connection)

        try:
            return await asyncio.get_running_loop().run_in_executor(self.pools[lane.get()], ask)
        except asyncio.CancelledError:
            given_up.set()
            raise

    def _connection(self) -> BoundedConnection:
        connection: BoundedConnection | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            opened: Any = self.connect()
            self.ds._prepare_connection(opened, self.name)
            opened.row_factory = counted_row
            connection = self._of_thread.connection = opened
        return connection

    def close(self) -> None:
        """End the threads and close what they opened."""
        for pool in self.pools.values():
            pool.shutdown()
        super().close()
