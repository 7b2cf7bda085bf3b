"""What a person is told when a page cannot be shown."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from corpus.records import Abort
from corpus.web.context import DATABASE, TooSlow, page
from corpus.web.programs import origin_headers, wants_json

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

HEADINGS = {
    400: "That cannot be asked",
    403: "That is not allowed here",
    404: "There is nothing here",
    501: "Not installed here",
    503: "Too much to ask",
}

NO_SUCH_DATABASE = "Database not found"

# What Datasette's own pages raise over a parameter that is no number, no JSON or no table.
_OF_ADDRESS = (ValueError, LookupError, TypeError, AssertionError)


async def error_page(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """The page, or the JSON, for an error: what cannot be asked is 400 and says why, on Datasette's own pages too."""
    if isinstance(exception, (TooSlow, QueryInterrupted, MemoryError)):
        status, message = (
            503,
            "This asks more of the corpus than a page may take; narrow it by a word, an outlet or a month.",
        )
    elif isinstance(exception, Base400):
        status, message = exception.status, str(exception.args[0]) if exception.args else ""
        if message == NO_SUCH_DATABASE:  # Datasette takes any unknown address for the name of one
            message = f"No page has the address {request.path}"
    elif isinstance(exception, Abort):
        status, message = 501, str(exception)  # a file that a package makes which is not installed
    elif isinstance(exception, DatasetteError):
        # its pages raise this for what was asked of them, mostly without a status of its own
        status = 400 if exception.status >= 500 else exception.status
        message = Markup(exception.message).striptags() if exception.message_is_html else exception.message
    elif isinstance(exception, sqlite3.DatabaseError) and request.path.startswith(f"/{DATABASE}"):
        status, message = 400, str(exception)  # a column or an expression in the address that there is not
    elif isinstance(exception, _OF_ADDRESS) and request.path.startswith(f"/{DATABASE}"):
        status, message = 400, "A part of this address cannot be read."
    else:
        status, message = 500, "The server has met an error; its log says more."
        logging.getLogger(__name__).error("%s", request.full_path, exc_info=exception)
    headers = origin_headers(request.path)
    if wants_json(request.path):
        return Response.json({"ok": False, "status": status, "error": message}, status=status, headers=headers)
    context = {"status": status, "message": message, "heading": HEADINGS.get(status, "Something went wrong")}
    answer = await page(datasette, request, "error", context, status=status)
    answer.headers.update(headers)
    return answer
