"""Annotated documents as spaCy's training documents."""

from __future__ import annotations

import pytest
from spacy.language import Language

from models.scripts.convert import to_doc
from models.scripts.markup import MarkupError, parse_documents


def test_required_spans_become_entities_and_optional_ones_missing_annotation(blank: Language) -> None:
    source = "## one\n\n[Rason](PLACE) has a [coal](PRODUCT?) mine.\n"
    (document,) = parse_documents(source, path="x.md")
    doc = to_doc(blank, document)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Rason", "PLACE")]
    assert [token.text for token in doc if token.ent_iob_ == ""] == ["coal"]


def test_a_span_inside_a_token_is_an_error_with_file_and_line(blank: Language) -> None:
    (document,) = parse_documents("## one\n\nThe [Ra](PLACE)son port.\n", path="x.md")
    with pytest.raises(MarkupError, match=r"x\.md:3: 'Ra' is no run of whole tokens; the tokens are 'Rason'"):
        to_doc(blank, document)


def test_a_name_before_a_full_stop_is_whole_even_if_it_looks_like_a_month(blank: Language) -> None:
    (document,) = parse_documents("## one\n\nThey met [Sin Il Jun](PERSON).\n", path="x.md")
    (ent,) = to_doc(blank, document).ents
    assert ent.text == "Sin Il Jun"
