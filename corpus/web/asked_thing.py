"""A thing that an address names: by its id, or by a name of it in any script."""

from __future__ import annotations

from collections.abc import Sequence

from datasette.utils.asgi import BadRequest, NotFound

from corpus.labels import LABELS
from corpus.read.entity import Entity, find_entity
from corpus.search.candidates import entities_called
from corpus.search.names_meant import names_meant
from corpus.store.reader import Readable


def asked_label(label: str) -> str:
    """The label that an address names, in whatever case; "" for none.

    Raises:
        BadRequest: there is no such label; the message names it.
    """
    if label and label.upper() not in LABELS:
        raise BadRequest(f"label={label[:40]} is none of {', '.join(LABELS)}")
    return label.upper()


def asked_entity(db: Readable, name: str, *, labels: Sequence[str] = ()) -> Entity | None:
    """The entity of an id or a name, of these labels (none given: of any), the most named first; None for "".

    Raises:
        NotFound: nothing is called so; the message has the names that may have been meant.
    """
    if not name:
        return None
    called = (find_entity(db, key) for key in entities_called(db, name))
    found = find_entity(db, name) or next((one for one in called if one and (not labels or one.label in labels)), None)
    if found is None:
        meant = ", ".join(each.text for each in names_meant(db, name, labels=labels))
        raise NotFound(f"nothing is called {name}" + (f"; did you mean {meant}?" if meant else ""))
    return found
