"""Every pattern of the project begun at a long line of every kind: none takes a page's time, but for those named here.

Asked for anywhere in a line (`search`), some forty still try each place of a long run; an item's processor time is what
bounds those.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from corpus.store.unforeseen import TooLong, processor_time
from extract.page.bounds import short_blanks

pytestmark = [pytest.mark.slow, pytest.mark.long]

ROOT = Path(__file__).parent.parent
LENGTH = 50_000
SECONDS = 4.0
KINDS = {
    **{"blanks": (" ", "!"), "tabs": (" \t", "x"), "newlines": ("\n", "x"), "wide blanks": ("\u3000\xa0", "x")},
    **{"letters": ("a", "!"), "capitals": ("A", "!"), "digits": ("7", "x"), "figures": ("1,234.5 ", "x")},
    **{"stops": (". ", "x"), "dots": (".", "x"), "dashes": ("-", "x"), "Hangul": ("가", "!"), "Han": ("中", "!")},
    **{"Cyrillic": ("я", "!"), "words": ("a b ", "!"), "names": ("Kim Il ", "!"), "tags": ("<a ", "x")},
    **{"quotes": ("\"'", "x"), "brackets": ("(", "x"), "path": ("/a", "x y"), "dates": ("2026-03-02 ", "x")},
    **{"Korean": ("한국 은 ", "!"), "prepositions": ("by of the ", "!"), "references": ("&#", "x")},
}
# Asked of short texts only, as the module says: a cell, a line's end, a word, a credit. Found by what they begin with.
SHORT = {
    "extract/facts/tables/table_context.py": "of whom figures are: a pattern's own find",
    "extract/facts/passage/grammar.py": "of parts of one sentence, within an article's processor time",
    "extract/fields/agency.py": "of one line, of which no run of blanks is longer than bounds.short_blanks leaves",
    "models/components/lexicon.py": "of one word",
    "models/components/korean_borders.py": "of one word",
    "models/scripts/scoring.py": "of our own texts",
    "extract/fields/authors.py": "of one byline",
    "extract/fields/byline_forms.py": "of one byline",
    "extract/page/lifting.py": "of one short line",
    "extract/page/grids.py": "of one cell",
    "extract/page/cell_text.py": "of one cell",
    "extract/furniture/line_rules.py": "of one line, within a page's processor time",
}


def line_of(kind: str) -> str:
    unit, end = KINDS[kind]
    return short_blanks((unit * (LENGTH // len(unit) + 1))[: LENGTH - len(end)] + end)


@cache
def census() -> tuple[tuple[str, int, str], ...]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "pattern_census.py"), str(ROOT)],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    return tuple((pattern, flags, where) for pattern, flags, where in json.loads(done.stdout))


def test_census_finds_patterns_of_modules_of_calls_and_of_rule_files() -> None:
    places = {where.partition(":")[0] for _, _, where in census()}
    assert {"extract/fields/authors.py", "extract/page/bounds.py", "extract/facts/passage/grammar.py"} <= places
    assert len(census()) > 1500


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_pattern_is_lost_at_the_start_of_a_long_line(kind: str) -> None:
    line, slow = line_of(kind), []
    for pattern, flags, where in census():
        if where.partition(":")[0] in SHORT:
            continue
        compiled = re.compile(pattern, flags)
        began = time.process_time()
        try:
            with processor_time(SECONDS):
                compiled.match(line)
                compiled.fullmatch(line)
        except TooLong:
            slow.append((where, pattern[:100]))
        assert time.process_time() - began < 2 * SECONDS
    assert slow == []


def test_pattern_that_is_not_linear_is_noticed() -> None:
    with pytest.raises(TooLong), processor_time(0.2):
        re.compile(r"(a+)+b").search(line_of("letters"))
