"""One saved page or text, read and tagged without a store: the work of `article` and `entities`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from w3lib.encoding import read_bom

from corpus.records import Abort, Mention, RawPage, Skip
from corpus.store.unforeseen import TooLong, processor_time
from corpus.times import now, write_time
from crawler.outlets import Outlet, outlet_for
from extract.article import extract_article
from extract.article.plaintext import article_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.language import Language

    from corpus.records import Article

_PLAIN_SUFFIXES = {".txt", ".text", ".md", ""}
_PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"WARC/")  # gzip, zstd
# the last three begin and end the signs of ISO 2022 texts
_PLAIN = bytes(byte for byte in range(256) if byte >= 32 or byte in b"\0\t\n\v\f\r\x0e\x0f\x1b")


@dataclass(frozen=True, kw_only=True, slots=True)
class FileMentions:
    """The mentions of one file, or why it was refused."""

    file: str
    mentions: tuple[Mention, ...] = ()
    refusal: str | None = None


def read_page(file: Path, *, url: str | None = None) -> RawPage:
    """The file ("-": stdin) as a page; one without an address of its own is known by the file's name.

    Raises:
        Abort: the file cannot be read, or it is packed or an archive, which an import takes.
        Skip: its bytes are no text.
    """
    try:
        body = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        fetched_at = now() if str(file) == "-" else datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError as error:
        raise Abort(f"cannot read {file}: {error.strerror}") from error
    if body.startswith(_PACKED):
        raise Abort(f"{file} is packed or an archive of pages: `jangmadang import` takes it")
    if _is_binary(body[:1000]):
        raise Skip("not-html", "the bytes are no text")
    plain = str(file) == "-" or (file.suffix.lower() in _PLAIN_SUFFIXES and not _looks_like_html(body))
    return RawPage(
        url=url or f"file:{file.name}",
        outlet="file",
        fetched_at=fetched_at,
        body=body,
        content_type="text/plain; charset=utf-8" if plain else "text/html",
        found_in="import",
    )


def article_record(page: RawPage, outlets: Mapping[str, Outlet]) -> dict[str, object]:
    """The article in a page, as the JSON object that `jangmadang article` prints.

    Raises:
        Skip: the page holds no article, or took more processor time than the stage gives one.
    """
    outlet = outlet_for(page.url, outlets)
    article = _in_time(page, outlet)
    return {
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "published": write_time(article.published) if article.published else None,
        "published_precision": article.published_precision,
        "published_source": article.published_source,
        "authors": list(article.authors),
        "language": article.language,
        "outlet": outlet.id if outlet else None,
        "topics": {topic.name: round(topic.score, 3) for topic in article.topics},
        "captions": list(article.captions),
        "partial": article.partial,
        "agency": article.agency,
        "tables": [asdict(table) for table in article.tables],
        "removed": [{"text": removed.text, "reason": removed.reason} for removed in article.removed],
        "certainty": article.certainty,
        "doubts": list(article.doubts),
        "method": article.method,
    }


def _in_time(page: RawPage, outlet: Outlet | None) -> Article:
    try:
        with processor_time():
            return extract_article(page, outlet=outlet)
    except TooLong as error:
        raise Skip("too-slow", str(error)) from error


def mentions_in_files(nlp: Language, files: Sequence[Path], outlets: Mapping[str, Outlet]) -> Iterator[FileMentions]:
    """The mentions of each file, in order; a file that holds no article is refused and the others go on.

    In a page offsets count in the article's text; in a plain text in the file's own text, furniture included.
    """
    from extract.stages.tag import tag_texts  # here, so that who reads a page alone does not load spaCy

    for file in files:
        try:
            text = text_to_tag(read_page(file), outlets)
        except (Skip, Abort) as error:
            yield FileMentions(file=str(file), refusal=str(error))
            continue
        for mentions in tag_texts(nlp, [("text", text)]):
            yield FileMentions(file=str(file), mentions=mentions)


def text_to_tag(page: RawPage, outlets: Mapping[str, Outlet]) -> str:
    """An HTML page's article text; a plain text as it is, with its furniture blanked so that offsets hold.

    Raises:
        Skip: the page holds no article or took too long, or the text is not UTF-8.
    """
    if not page.content_type.startswith("text/plain"):
        return _in_time(page, outlet_for(page.url, outlets)).text
    try:
        text = page.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Skip("not-utf-8", f"byte {error.start} is no UTF-8") from error
    return blank_furniture(text)


def blank_furniture(text: str) -> str:
    """The text with each line of page furniture made spaces: as long as before, so that offsets hold."""
    characters = list(text)
    for line in article_lines(text):
        if not line.kept:
            characters[line.start : line.end] = " " * (line.end - line.start)
    return "".join(characters)


def _is_binary(start: bytes) -> bool:
    """Whether a file that begins so is no text in any encoding; UTF-16 and UTF-32 have signs of two and four bytes."""
    if read_bom(start)[0] or any(mark in start for mark in (b"<\0", b"\0<")):
        return False
    return start.startswith(b"%PDF-") or b"\0\0" in start or len(start.translate(None, _PLAIN)) * 50 > len(start)


def _looks_like_html(body: bytes) -> bool:
    start = body[:2000].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<body" in start
