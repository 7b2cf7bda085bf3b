"""A text held against the corpus: known names in any script, unknown ones, lists that others keep."""

from __future__ import annotations

import pytest

from corpus.search.screening import is_list, screen_text
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh


@pytest.fixture
def known(rason: Corpus) -> Corpus:
    for key, label, name, aliases in (
        ("factory/beer", "FACTORY", "Taedonggang Beer Factory", ("대동강맥주공장", "大同江啤酒厂")),
        ("person/kim-jong-un", "PERSON", "Kim Jong Un", ("김정은",)),
        ("place/pyongyang", "PLACE", "Pyongyang", ("평양", "平壤")),
    ):
        rason.db.execute(
            "insert into entities(id, label, name, status) values (?, ?, ?, 'known')", [key, label, name]
        ).close()
        for alias in (name, *aliases):
            rason.db.execute("insert into entity_aliases values (?, ?, 'x', 'seen')", [key, alias]).close()
    rason.db.execute("insert into overlays values ('un', 'UN list', 'free', '2026-01-01', 'a file')").close()
    for entry, name, entity in (("E1", "KIM Jong Un", "person/kim-jong-un"), ("E2", "Orient Tide Ltd", None)):
        rason.db.execute(
            "insert into overlay_entries values ('un', ?, 'PERSON', ?, ?, 'DPRK', ?, null)", [entry, name, name, entity]
        ).close()
    refresh(rason.db)
    return rason


def found(corpus: Corpus, text: str) -> dict[str, int]:
    return {one.id: one.times for one in screen_text(corpus.db, text).known}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Taedong-gang Beer Factory sends coal. Coal is dear.", {"factory/beer": 1, "product/coal": 2}),
        ("대동강맥주공장에서 석탄을 평양으로 보냈다.", {"factory/beer": 1, "place/pyongyang": 1}),
        ("朝鲜平壤的大同江啤酒厂开始出口。", {"place/pyongyang": 1, "factory/beer": 1}),
        ("kim jong un is no name so.", {}),
        ("Kim Jong-un went to Raseon.", {"person/kim-jong-un": 1, "place/rason": 1}),
    ],
)  # fmt: skip
def test_known_names_are_found_in_every_script(known: Corpus, text: str, expected: dict[str, int]) -> None:
    assert found(known, text) == expected


def test_spans_are_those_of_the_names(known: Corpus) -> None:
    text = "In Rason, 평양에서도, coal."
    assert [text[start:end] for start, end, _, _ in screen_text(known.db, text).spans] == ["Rason", "평양", "coal"]


def test_what_looks_like_a_name_and_is_none_is_unknown(known: Corpus) -> None:
    text = "Officials of Orient Tide Ltd met Vasily Petrov in Rason on Monday. However, workers said little."
    assert [one.text for one in screen_text(known.db, text).unknown] == ["Orient Tide Ltd", "Vasily Petrov"]


def test_a_list_is_looked_up_line_by_line(known: Corpus) -> None:
    lines = "Rason\nTaedonggang Beer Factry\nOrient Tide Ltd\n"
    assert is_list(lines.splitlines())
    screened = screen_text(known.db, lines)
    assert [one.id for one in screened.known] == ["place/rason"]
    assert {one.text: one.meant for one in screened.unknown} == {
        "Orient Tide Ltd": (),
        "Taedonggang Beer Factry": (("factory/beer", "Taedonggang Beer Factory"),),
    }


def test_lists_that_others_keep_come_first(known: Corpus) -> None:
    screened = screen_text(known.db, "Coal went to Rason. Orient Tide Ltd wrote to Kim Jong Un.")
    assert screened.known[0].id == "person/kim-jong-un"
    assert [entry.entry_id for entry in screened.known[0].listed] == ["E1"]
    assert [entry.entry_id for entry in screened.unknown[0].listed] == ["E2"]


def test_text_is_no_list(known: Corpus) -> None:
    assert not is_list(["Coal went to Rason. It rained.", "Trucks came."])
    assert not is_list(["Rason"])
    assert screen_text(known.db, "").known == ()
