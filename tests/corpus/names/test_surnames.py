"""Korean surnames: one list, whoever reads, tags or makes up names."""

from __future__ import annotations

import ast
from pathlib import Path

from corpus.names import read_person
from corpus.names.people import CLASSES, CLASSES_HANGUL
from corpus.names.surnames import SURNAMES

ROOT = Path(__file__).parents[3]


def test_every_spelling_reads_as_its_surname() -> None:
    for surname in SURNAMES:
        classes = {CLASSES_HANGUL[form] for form in surname.hangul}
        assert len(classes) == 1
        for spelled in (*surname.newspapers, *surname.telling, *surname.settling, *surname.seoul):
            assert {CLASSES[spelled.lower()]} == classes, spelled


def test_form_of_the_north_is_the_one_with_the_initial_that_the_south_dropped() -> None:
    northern = {surname.northern for surname in SURNAMES} - {""}
    assert northern == {*"리림로류량라렴려륙룡"}
    assert not any(surname.northern for surname in SURNAMES if len(surname.hangul) == 1)


def test_surname_is_read_in_every_script() -> None:
    read = [read_person(name)[0].surname for name in ("최룡해", "崔龙海", "Choe Ryong Hae", "Цой Рён Хэ")]
    assert len({*read}) == 1


def test_no_module_lists_surnames_of_its_own() -> None:
    """No tuple, set or dict of a dozen spellings or more that are all of them surnames."""
    latin = {spelled for surname in SURNAMES for spelled in (*surname.spelled, *surname.telling)}
    listing = set()
    for package in ("corpus", "crawler", "extract", "models", "jangmadang"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                keys = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
                texts = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
                if len(texts) >= 12 and {text.title() for text in texts} <= latin:
                    listing.add(path.name)
    assert listing == set()
