"""Each form of a byline is there for a line that it reads."""

from __future__ import annotations

import pytest

from extract.fields.authors import BylineForm, byline_forms, split_byline


@pytest.mark.parametrize("form", byline_forms(), ids=lambda form: form.example)
def test_form_reads_the_names_in_its_example(form: BylineForm) -> None:
    assert split_byline(form.example) == form.names
