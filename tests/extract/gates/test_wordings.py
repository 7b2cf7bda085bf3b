"""Each wording that a gate looks for is there for a text that holds it."""

from __future__ import annotations

import re

import pytest

from corpus.store.unforeseen import processor_time
from extract.gates.wordings import Wording, says, wordings


@pytest.mark.parametrize("wording", wordings(), ids=lambda wording: wording.example)
def test_wording_is_found_in_its_own_example(wording: Wording) -> None:
    assert re.search(wording.pattern, wording.example, re.IGNORECASE)
    assert says(wording.name, wording.example)


def test_wordings_for_headings_count_in_headings_alone() -> None:
    assert says("soft-404", "Whoops", heading=True)
    assert not says("soft-404", "Whoops")


def test_prompt_to_comment_is_no_paywalls() -> None:
    assert says("prompt", "Log in to continue")
    assert not says("prompt", "Log in to view the comments")


@pytest.mark.parametrize("name", sorted({wording.name for wording in wordings()}))
def test_run_of_figures_takes_no_time(name: str) -> None:
    with processor_time(1):
        assert not says(name, "KOSPI 3,012.40 +8.2" + "9" * 50_000)
