"""What every page needs: reading the corpus within a time limit, and answers as HTML, JSON or CSV."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote as quoted

from datasette.plugins import get_plugins
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import NotFound, Response

from corpus.exporters.collection import FORMATS
from corpus.files import safe_cell
from corpus.store.leaving import leaving
from corpus.store.reader import Readable, Reader

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

Answer = TypeVar("Answer")
DATABASE = "corpus"
TIME_LIMIT = 5000  # milliseconds for all that one page asks of the corpus


class TooSlow(Exception):
    """A page asked more of the corpus than its time allows."""


async def read(datasette: Datasette, question: Callable[[Readable], Answer]) -> Answer:
    """What `question` finds in the corpus, asked read-only in one of Datasette's threads.

    Raises:
        NotFound: the served databases hold no corpus.
        TooSlow: it took longer than TIME_LIMIT.
    """
    if DATABASE not in datasette.databases:
        raise NotFound("no corpus.db is served here")

    def ask(connection: sqlite3.Connection) -> Answer:
        factory, connection.row_factory = connection.row_factory, None
        # Datasette decodes each text by Python, to put up with what is no UTF-8; the corpus has none such
        decode, connection.text_factory = connection.text_factory, str
        try:
            with sqlite_timelimit(connection, TIME_LIMIT):
                return question(Reader(connection))
        except sqlite3.OperationalError as error:
            if error.args == ("interrupted",):
                raise TooSlow from error
            raise
        finally:
            connection.row_factory, connection.text_factory = factory, decode

    answer: Answer = await datasette.get_database(DATABASE).execute_fn(ask)
    return answer


async def page(
    datasette: Datasette, request: Request, template: str, context: dict[str, Any], status: int = 200
) -> Response:
    """A page of ours."""
    return Response.html(
        await datasette.render_template(f"desk_{template}.html", context, request=request), status=status
    )


def as_json(value: Any) -> Response:
    """JSON of records and plain values, readable from any origin, without texts that may not leave."""
    return Response.json(plain(leaving(value)), headers={"Access-Control-Allow-Origin": "*"})


def plain(value: Any) -> Any:
    """Dataclasses as dicts, all the way down."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """A CSV file whose cells no spreadsheet runs; with a byte-order mark, by which spreadsheets know UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response("\ufeff" + text.getvalue(), headers=headers, content_type="text/csv; charset=utf-8; header=present")


def as_file(name: str, form: str, body: bytes) -> Response:
    """A file to cite from, in one of `collection.FORMATS`."""
    ascii_name = name if name.isascii() and '"' not in name else "collection"
    headers = {
        "Content-Disposition": f"attachment; filename=\"{ascii_name}.{form}\"; filename*=UTF-8''{quoted(name)}.{form}"
    }
    return Response(body, headers=headers, content_type=FORMATS[form])


def static_path() -> str:
    """Where Datasette serves our static files."""
    for plugin in get_plugins():
        if (plugin["static_path"] or "").endswith("corpus/web/static"):
            return f"/-/static-plugins/{plugin['name']}"
    raise LookupError("the plugin corpus.web is not registered")
