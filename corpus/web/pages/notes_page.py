"""Notes and collections: the lists, files to cite from; writing for whoever holds the token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote as quoted
from urllib.parse import unquote, urlencode

from datasette.utils.asgi import BadRequest, NotFound, Response

from corpus.data_dir import NOTES
from corpus.decisions.kept import collections_of, kept, new_note
from corpus.decisions.notes import Note, add_note, one_line, read_notes, remove_note
from corpus.exporters.collection import collection_file
from corpus.times import now, write_time
from corpus.web.context import as_file, page, read
from corpus.web.tokens import may_write, require_write

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

    from corpus.store.reader import Readable

FILES = (("Markdown", "md"), ("CSV", "csv"), ("Word", "docx"))
UNNAMED = "loose"  # the address of the notes in no collection


async def notes_page(datasette: Datasette, request: Request) -> Response:
    """The collections, and the form for a note on what the address names; a POST adds or removes one."""
    if request.method == "POST":
        require_write(datasette, request)
        return await _write(datasette, request)
    notes = _notes(datasette)
    about, sentence = (request.args.get("about") or "")[:300], one_line(request.args.get("quote") or "")
    new = await read(datasette, lambda db: _about(db, about, sentence)) if about else None
    groups = collections_of(notes)
    context: dict[str, Any] = {
        "groups": [(name, _path(name), found) for name, found in groups.items()],
        "tags": sorted({tag for note in notes for tag in note.tag_list}),
        "new": new,
        "names": [name for name in groups if name],
        "last": notes[-1].collection if notes else "",
        "may_write": may_write(datasette, request),
        "file": NOTES.name,
    }
    return await page(datasette, request, "notes", context)


def _notes(datasette: Datasette) -> tuple[Note, ...]:
    data = getattr(datasette, "desk_data", None)
    return read_notes(data) if data else ()


def _path(collection: str) -> str:
    return f"/notes/{quoted(collection or UNNAMED, safe='')}"


def _about(db: Readable, about: str, sentence: str) -> Note:
    """A note on what an address names. Raises NotFound, or BadRequest for a sentence that is not there."""
    try:
        return new_note(db, about, sentence)
    except LookupError as error:
        raise NotFound(str(error.args[0])) from error
    except ValueError as error:
        raise BadRequest(str(error)) from error


async def _write(datasette: Datasette, request: Request) -> Response:
    form = await request.post_vars()
    collection = one_line(form.get("collection", ""))[:120]
    if form.get("remove"):
        remove_note(datasette.desk_data, form["remove"])
        return Response.redirect(_path(collection))
    sentence = one_line(form.get("quote", ""))
    new = await read(datasette, lambda db: _about(db, form.get("about", "")[:300], sentence))
    words = {name: one_line(form.get(name, "")) for name in ("note", "tags")}
    if not (sentence or any(words.values()) or collection):
        raise BadRequest("A note needs words, a tag, a sentence or a collection.")
    own = {name: getattr(new, name) for name in ("about", "quote", "title", "outlet", "published", "url")}
    note = Note(**own, **words, collection=collection, who="browser", at=write_time(now()))
    add_note(datasette.desk_data, note)
    return Response.redirect(_path(collection))


async def collection_page(datasette: Datasette, request: Request) -> Response:
    """One collection, its sentences beside the articles as they are now; or the notes with a tag, of any."""
    name, suffix = unquote(request.url_vars["name"]), request.url_vars["suffix"]
    tag = (request.args.get("tag") or "").strip()
    groups = collections_of(_notes(datasette))
    if name != UNNAMED and name not in groups:
        raise NotFound(f"no collection {name}")
    chosen = [note for note in groups.get("" if name == UNNAMED else name, []) if not tag or tag in note.tag_list]
    found = await read(datasette, lambda db: kept(db, chosen))
    if suffix:
        return as_file(name, suffix, collection_file(name, found, suffix))
    asked = f"?{urlencode({'tag': tag})}" if tag else ""
    path = _path(name)
    context = {
        "name": name,
        "collection": "" if name == UNNAMED else name,
        "notes": found,
        "tag": tag,
        "tags": sorted({each for note in chosen for each in note.tag_list}),
        "formats": [
            (text, f"{path}.{form}{asked}") for text, form in (("Markdown", "md"), ("CSV", "csv"), ("Word", "docx"))
        ],
        "path": path,
        "may_write": may_write(datasette, request),
    }
    return await page(datasette, request, "collection", context)


ROUTES = [
    (r"^/notes$", notes_page),
    (r"^/notes/(?P<name>[^/]+)\.(?P<suffix>md|csv|docx)$", collection_page),
    (r"^/notes/(?P<name>[^/]+?)(?P<suffix>)$", collection_page),
]
