"""The analyst's pages, as a Datasette plugin over corpus.db: routes, templates, headers, errors.

It serves a database named "corpus" and leaves any other as it is. Datasette loads plugins while it is itself being
imported, so each hook imports what it needs when it is called.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request
    from jinja2 import Environment

Asgi = Callable[..., Awaitable[None]]


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Our addresses; Datasette's own (/corpus, /-/…) stay."""
    from corpus.web import pages

    return pages.routes()


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Our filters."""
    from corpus.exporters.collection import word_installed
    from corpus.read.counted import count_words
    from corpus.web.marking import mark_snippet, plain_text
    from corpus.web.wording import day_span, known_time, long_day, long_time, month_name, times_span

    env.filters.update(marked=mark_snippet, plain=plain_text, day=long_day, time=long_time, known=known_time)
    env.globals["word_files"] = word_installed()  # a file that cannot be made is not offered
    env.filters.update(month=month_name, counted=count_words, span=day_span, times=times_span)


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Let each reader see the file as memory: a page looks into tens of thousands of places.

    What it keeps besides is what it has sorted, and that little of each of several threads.
    """
    if database == "corpus":
        conn.execute(f"pragma mmap_size = {8 * 2**30}")
        conn.execute(f"pragma cache_size = {-16 * 2**10}")


@hookimpl
def extra_template_vars(datasette: Datasette) -> dict[str, Any]:
    """Where our static files are, and whether decisions can be taken."""
    from corpus.web.context import static_path

    return {"desk": static_path(), "reviewing": bool(getattr(datasette, "desk_review", None))}


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Asgi], Asgi]:
    """Who is answered, and for how long; security headers on every answer, and safe cells in every CSV."""
    from corpus.web.admission import Admission
    from corpus.web.headers import guard_responses
    from corpus.web.kept_answers import KeptAnswers

    data = getattr(datasette, "desk_data", None)
    names = getattr(datasette, "desk_names", ())

    def wrap(app: Asgi) -> Asgi:
        return guard_responses(Admission(app, ours=KeptAnswers(app, data) if data else app, names=names))

    return wrap


@hookimpl
def skip_csrf(scope: dict[str, Any]) -> bool:
    """OpenRefine and programs post questions from elsewhere; they change nothing."""
    return bool(scope["path"].startswith(("/reconcile", "/screen")))


@hookimpl(tryfirst=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Awaitable[Any]]:
    """Our page for what cannot be shown."""
    from corpus.web.errors import error_page

    async def inner() -> Any:
        return await error_page(datasette, request, exception)

    return inner
