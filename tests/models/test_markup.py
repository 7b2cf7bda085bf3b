"""The inline markup of the annotated texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.labels import LABELS
from models.scripts.markup import Annotation, Document, MarkupError, parse_documents, parse_paragraph, render

WORDS = st.text(alphabet=st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=8)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of one paragraph: words parted by spaces, some of them labelled."""
    text, spans = "", []
    for word in draw(st.lists(WORDS, min_size=1, max_size=12)):
        label = draw(st.sampled_from([None, *LABELS]))
        start = len(text) + bool(text)
        text = f"{text} {word}" if text else word
        if label:
            optional = draw(st.booleans())
            spans.append(Annotation(start=start, end=len(text), label=label, optional=optional, line=3))
    return Document(slug="made-up", path="x.md", text=text, spans=tuple(spans))


@given(documents())
def test_parse_documents_inverts_render(document: Document) -> None:
    assert list(parse_documents(render(document), path="x.md")) == [document]


def test_spans_of_later_paragraphs_count_from_the_document_s_begin() -> None:
    source = "## two\n\n[Rason](PLACE) sold [coal](PRODUCT).\n\nThen [Kim](PERSON) left.\n"
    (document,) = parse_documents(source, path="x.md")
    assert [document.text[span.start : span.end] for span in document.spans] == ["Rason", "coal", "Kim"]


def test_optional_spans_are_told_apart() -> None:
    _, (span,) = parse_paragraph("a [coal](PRODUCT?) mine", where="x.md:1")
    assert span.optional
    assert span.label == "PRODUCT"


def test_plain_brackets_are_text() -> None:
    text, spans = parse_paragraph("workers [sic] left (again)", where="x.md:1")
    assert (text, spans) == ("workers [sic] left (again)", [])


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("a [coal](GOOD) mine", "x.md:3: unknown label 'GOOD'"),
        ("a [ coal](PRODUCT) mine", "x.md:3: empty surface or outer space"),
        ("a [coal](product) mine", "x.md:3: broken markup"),
    ],
)
def test_broken_markup_names_file_and_line(source: str, complaint: str) -> None:
    with pytest.raises(MarkupError) as error:
        list(parse_documents(f"## one\n\n{source}\n", path="x.md"))
    assert str(error.value).startswith(complaint)


def test_a_slug_used_twice_is_an_error() -> None:
    with pytest.raises(MarkupError, match=r"x\.md:5: the slug 'one' is used twice"):
        list(parse_documents("## one\n\ntext\n\n## one\n", path="x.md"))


def test_text_before_the_first_heading_is_an_error() -> None:
    with pytest.raises(MarkupError, match=r"x\.md:1: text before"):
        list(parse_documents("text\n\n## one\n", path="x.md"))
