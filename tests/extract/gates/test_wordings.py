"""Each wording that a gate looks for is there for a text that holds it."""

from __future__ import annotations

import re

import pytest

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
