"""The annotated texts' format: documents with `[surface](LABEL)` and, where optional, `[surface](LABEL?)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.labels import LABELS

_HEADING = re.compile(r"## (\S+)\s*$")
_SPAN = re.compile(r"\[([^\[\]]*)\]\(([A-Z]+)(\??)\)")
_SEPARATOR = "\n\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotation:
    """A labelled span of a document's text; offsets in code points, end exclusive; `line` is the source file's."""

    start: int
    end: int
    label: str
    optional: bool = False
    line: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A document without its markup: paragraphs are parted by a blank line."""

    slug: str
    path: str
    text: str
    spans: tuple[Annotation, ...]


class MarkupError(ValueError):
    """The markup of one line cannot be read; the message names file and line."""


def parse_paragraph(source: str, *, where: str, line: int = 0) -> tuple[str, list[Annotation]]:
    """The plain text of one paragraph and its spans, with offsets in that text.

    Raises:
        MarkupError: an unknown label, an empty or untrimmed surface, or a bracket that opens no span.
    """
    pieces: list[str] = []
    spans: list[Annotation] = []
    length = position = 0
    for match in _SPAN.finditer(source):
        surface, label, mark = match.groups()
        if label not in LABELS:
            raise MarkupError(f"{where}: unknown label {label!r}; known are {', '.join(LABELS)}")
        if not surface.strip() or surface != surface.strip():
            raise MarkupError(f"{where}: empty surface or outer space in {match.group()!r}")
        before = source[position : match.start()]
        pieces += [before, surface]
        start = length + len(before)
        length = start + len(surface)
        spans.append(Annotation(start=start, end=length, label=label, optional=bool(mark), line=line))
        position = match.end()
    pieces.append(source[position:])
    text = "".join(pieces)
    if "](" in text:
        raise MarkupError(f"{where}: broken markup near {text[max(0, text.index('](') - 20) :][:60]!r}")
    return text, spans


def parse_documents(source: str, *, path: str) -> Iterator[Document]:
    """The documents of one file, in order.

    Raises:
        MarkupError: text before the first heading, a heading without slug, a slug used twice, or a broken paragraph.
    """
    sections: dict[str, list[tuple[int, str]]] = {}
    slug = ""
    for number, line in enumerate(source.splitlines(), start=1):
        heading = _HEADING.match(line)
        if heading:
            slug = heading.group(1)
            if slug in sections:
                raise MarkupError(f"{path}:{number}: the slug {slug!r} is used twice")
            sections[slug] = []
        elif line.startswith("#"):
            raise MarkupError(f"{path}:{number}: a heading is '## ' and a slug without spaces")
        elif line.strip():
            if not slug:
                raise MarkupError(f"{path}:{number}: text before the first '## slug'")
            sections[slug].append((number, line.strip()))
    for slug, paragraphs in sections.items():
        yield _join(slug, path, paragraphs)


def _join(slug: str, path: str, paragraphs: list[tuple[int, str]]) -> Document:
    texts, spans, offset = [], [], 0
    for number, source in paragraphs:
        text, found = parse_paragraph(source, where=f"{path}:{number}", line=number)
        spans += [
            Annotation(start=s.start + offset, end=s.end + offset, label=s.label, optional=s.optional, line=s.line)
            for s in found
        ]
        texts.append(text)
        offset += len(text) + len(_SEPARATOR)
    return Document(slug=slug, path=path, text=_SEPARATOR.join(texts), spans=tuple(spans))


def render(document: Document) -> str:
    """The document as markup again: the inverse of `parse_documents`."""
    pieces, position = [], 0
    for span in document.spans:
        mark = "?" if span.optional else ""
        pieces += [
            document.text[position : span.start],
            f"[{document.text[span.start : span.end]}]({span.label}{mark})",
        ]
        position = span.end
    return f"## {document.slug}\n\n{''.join(pieces)}{document.text[position:]}\n"


def read_folder(folder: Path) -> list[Document]:
    """All documents of a split, in the order of the files' names."""
    documents: list[Document] = []
    for path in sorted(folder.glob("*.md")):
        documents += parse_documents(path.read_text(encoding="utf-8"), path=str(path))
    return documents
