"""What a command line asks for by name, looked up: what nothing is called is one line on stderr and exit code 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from corpus.cli.options import CliError

if TYPE_CHECKING:
    from corpus.store.reader import Readable

# Slips a letter that a name may hold to be proposed where one is refused: "nowhere" is no slip of any place.
_NEAR = 0.25
_PROPOSED = 5
# what an option takes: the labels of the things, and what these are called
PLACES = (("PLACE", "FACTORY", "ORG"), "place")
PLANTS = (("FACTORY", "ORG"), "plant")
GOODS = (("PRODUCT",), "good")
COUNTRIES = (("PLACE",), "country")
VISITORS = (("PERSON", "ORG"), "visitor")
ANYTHING: tuple[tuple[str, ...], str] = ((), "entity")


def entity_id(db: Readable, name: str) -> str:
    """The most-mentioned entity of that name. Raises `CliError` with the nearest names when there is none."""
    from corpus.search.candidates import entities_called

    found = entities_called(db, name)
    if found:
        return found[0]
    raise unknown(db, name, ANYTHING)


def check_name(db: Readable, name: str, taken: tuple[tuple[str, ...], str]) -> None:
    """Raise `CliError` with the nearest names of what an option takes where nothing at all is called so."""
    from corpus.read.names_called import names_called

    if not names_called(db, name)[0]:
        raise unknown(db, name, taken)


def check_money(name: str) -> None:
    """Raise `CliError` with the moneys that there are when none is called so."""
    from corpus.read.names_called import MONEYS, money_called
    from corpus.search.slips import form_of, nearest

    if money_called(name):
        return
    forms = [(form_of(word), code) for code, words in MONEYS.items() for word in (code, *words)]
    slips = nearest(form_of(name), [form for form, _ in forms])
    near = dict.fromkeys(forms[place][1] for cost, place in slips if _is_near(name, cost))
    there = ", ".join(f"{code} ({words[0]})" for code, words in MONEYS.items())
    raise CliError(f"no money is called {name!r}; " + (f"did you mean {', '.join(near)}?" if near else f"say {there}"))


def unknown(db: Readable, name: str, taken: tuple[tuple[str, ...], str]) -> CliError:
    """The line that nothing of the kind is called so, with the names that may have been meant."""
    from corpus.search.longer_names import longer_names
    from corpus.search.suggestions import complete_name, suggest_names

    labels, noun = taken
    slips = [each for each in suggest_names(db, name, labels=labels) if _is_near(name, each.cost)]
    begun = (
        each for each in complete_name(db, name, limit=50) if each.cost < 0.5 and (not labels or each.label in labels)
    )
    said = ", ".join(
        f"{each.text} ({each.id})"
        for each in (slips or list(begun) or longer_names(db, name, labels=labels))[:_PROPOSED]
    )
    return CliError(
        f"no {noun} is called {name!r}; " + (f"did you mean {said}?" if said else "try `jangmadang search`")
    )


def _is_near(name: str, cost: float) -> bool:
    from corpus.search.slips import form_of

    return cost <= max(1.0, _NEAR * len(form_of(name)))


def check_query(db: Readable, query: str) -> None:
    """Raise `CliError` where a query has nothing to look for: only what NOT leaves out, or no letter."""
    from corpus.search.candidates import entities_called
    from corpus.store.fulltext import query_terms

    if not query_terms(query) and not entities_called(db, query):
        raise CliError(f"{query!r} has nothing to look for; NOT and - only leave out of what other words find")


def check_known(db: Readable, value: str, column: str, otherwise: str) -> None:
    """Raise `CliError` with the values that there are when a filter's value is none of them."""
    there = [row[0] for row in db.execute(f"select distinct {column} order by 1").fetchall()]
    if value not in there:
        raise CliError(f"{otherwise} {value}; there are {', '.join(there) or 'none yet'}")


def check_outlet(db: Readable, outlet: str | None) -> None:
    """Raise `CliError` with the outlets that there are when no article is from this one."""
    if outlet:
        check_known(db, outlet, "outlet from articles", "no article is from")


def say_cut(shown: int, of: int) -> None:
    """Say on stderr that a list goes on after what was printed."""
    if shown < of:
        click.echo(f"{shown:,} of {of:,} (--limit)", err=True)
