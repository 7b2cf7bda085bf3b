"""What a name may mean that nothing bears: the likely names that pages and commands which take a name offer."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.search.candidates import NameQuery, find_candidates
from corpus.search.longer_names import longer_names
from corpus.search.suggestions import Suggestion, suggest_names
from corpus.store.reader import Readable

OFFERED = 4


def names_meant(db: Readable, text: str, *, labels: Sequence[str] = ()) -> tuple[Suggestion, ...]:
    """The entities, of these labels (none given: of any), that a text may mean, at most OFFERED: those whose name it
    may be in another spelling, of which it may be a slip, and those with its words in a longer name.
    """
    near = (
        Suggestion(text=each.name, cost=0.0, by=each.name, id=each.id, label=each.label, kind=each.kind,
                   stories=each.stories)
        for each in find_candidates(db, NameQuery(text=text, labels=tuple(labels)), guess=False)
    )  # fmt: skip
    slips = suggest_names(db, text, labels=labels, limit=OFFERED)
    found = {each.id: each for each in reversed((*near, *slips, *longer_names(db, text, labels=labels, limit=OFFERED)))}
    return tuple(reversed(found.values()))[:OFFERED]
