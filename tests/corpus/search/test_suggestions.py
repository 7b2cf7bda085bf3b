"""Did you mean, and names while they are typed; over the names of the whole base."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import pytest

from corpus.names import script_of
from corpus.records import Article
from corpus.search.hits import Query, search
from corpus.search.suggestions import complete_name, suggest_names, suggest_words
from corpus.store.articles import Corpus
from corpus.store.reader import Readable
from corpus.store.summaries import refresh
from models.kb import load_base

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def write_base(corpus: Corpus) -> None:
    """The base's entities with their names, as resolution would leave them."""
    for entity in load_base():
        row = (entity.id, entity.label, entity.name, "known")
        corpus.db.execute("insert into entities(id, label, name, status) values (?, ?, ?, ?)", row).close()
        corpus.db.conn.executemany(
            "insert or ignore into entity_aliases values (?, ?, ?, ?)",
            [(entity.id, alias.text, alias.script, alias.basis) for alias in entity.aliases],
        )
    corpus.db.conn.commit()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Readable]:
    """A corpus without articles that holds the names of the base."""
    with Corpus(tmp_path_factory.mktemp("base")) as corpus:
        write_base(corpus)
        yield corpus.db


def slip(name: str, chance: random.Random) -> str:
    """The name with two letters swapped, one dropped, doubled, or struck beside its key."""
    at = chance.choice([place for place, letter in enumerate(name) if letter.isalpha()])
    kind = chance.choice(("swap", "drop", "double", "beside"))
    if kind == "swap" and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if kind == "drop":
        return name[:at] + name[at + 1 :]
    row = next((row for row in KEYS if name[at].lower() in row), "")
    if kind == "beside" and row:
        key = row.index(name[at].lower())
        return name[:at] + row[key - 1 if key else 1] + name[at + 1 :]
    return name[:at] + name[at] + name[at:]


def mistyped(count: int, chance: random.Random) -> list[tuple[str, str]]:
    """(id, its name with one slip or two) of entities with a Latin name of five letters or more."""
    known = sorted((entity.id, entity.name) for entity in load_base() if len(entity.name) > 4)
    known = [pair for pair in known if script_of(pair[1]) == "latin"]
    chosen = chance.sample(known, count)
    return [(key, slip(slip(name, chance) if chance.random() < 0.5 else name, chance)) for key, name in chosen]


def test_mistyped_names_are_among_the_first_three_and_soon(base: Readable) -> None:
    suggest_names(base, "Rason")  # the names are read once
    right, took = 0, []
    cases = mistyped(200, random.Random(17))
    for key, typed in cases:
        started = time.process_time()
        found = suggest_names(base, typed, limit=3)
        took.append(time.process_time() - started)
        right += key in [each.id for each in found]
    assert right >= 0.97 * len(cases)
    assert sorted(took)[-len(took) // 20] < 0.05, "but for one in twenty, in which the interpreter may collect garbage"


def test_letters_that_are_no_name_suggest_nothing(base: Readable) -> None:
    assert suggest_names(base, "qqxzvvwjk") == []
    assert suggest_names(base, "x") == []


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("대동갈맥주공장", "factory/taedonggang-beer-factory"),
        ("Sunchon Cemnt", "factory/sunchon-cement-complex"),
        ("Фхеньян", "place/pyongyang"),
    ],
)
def test_other_scripts_and_beginnings_are_understood(base: Readable, typed: str, key: str) -> None:
    assert key in [each.id for each in suggest_names(base, typed)]


def test_labels_narrow_what_is_suggested(base: Readable) -> None:
    assert {each.label for each in suggest_names(base, "Rasno", labels=("PLACE",))} == {"PLACE"}


@pytest.mark.parametrize(
    ("typed", "name"), [("kim jong u", "Kim Jong Un"), ("대동강맥", "Taedonggang Beer"), ("rasn", "Rason")]
)
def test_names_are_offered_while_they_are_typed(base: Readable, typed: str, name: str) -> None:
    assert name in [each.text for each in complete_name(base, typed)]


def test_names_that_begin_so_come_before_those_that_hold_a_word_that_does(base: Readable) -> None:
    offered = complete_name(base, "beer", limit=50)
    costs = [each.cost for each in offered]
    assert costs == sorted(costs) and costs[0] == 0 < costs[-1]


@pytest.fixture
def worded(corpus: Corpus, article: Callable[..., Article]) -> Corpus:
    """Three articles about fertilizer and one about tyres, with their words counted."""
    for number, text in enumerate(["The fertilizer went up."] * 3 + ["New tyres and fertiliser came."]):
        made = article(url=f"https://wire.example/{number}", text=f"{text} Report {number}.", title="News")
        corpus.save_article(made, page_url=made.url)
    refresh(corpus.db)
    return corpus


def test_words_that_no_article_has_are_put_right(worded: Corpus) -> None:
    meant = suggest_words(worded.db, "fertilzer tyrse AND nwe")  # "nwe" is too short to be put right
    assert meant is not None and (meant.text, meant.id) == ("fertilizer tyres AND nwe", None)
    assert suggest_words(worded.db, "fertilizer tyres") is None
    assert suggest_words(worded.db, "zzzzzzzz") is None


def test_british_and_american_spellings_find_each_other(worded: Corpus) -> None:
    for text in ("fertiliser", "fertilizer", '"fertiliser"', "Fertiliser"):
        assert search(worded.db, Query(text=text)).total == 4
    assert search(worded.db, Query(text="tires")).total == search(worded.db, Query(text='"new tires"')).total == 1
