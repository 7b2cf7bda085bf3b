"""CoNLL: a token a line with its address, its entity and its IOB2 tag last, as readers of CoNLL-2003 expect it.

The columns are separated by a space; a blank line ends a sentence, "-DOCSTART- -X- O O" starts a field of an
article. A token's address is the article's id, "-", the field and the offset: that of a mention is its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.exporters.documents import Document, documents, tokens
from corpus.exporters.package import Written
from corpus.exporters.source import Source

FILE = "articles.conll"
START = "-DOCSTART- -X- O O"


def write(source: Source, folder: Path) -> list[Written]:
    """Write all articles into one file; its rows are the tokens."""
    count = 0
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as out:
        for document in documents(source):
            out.write(f"{START}\n\n")
            for sentence in sentences(document):
                out.writelines(f"{line}\n" for line in sentence)
                out.write("\n")
                count += len(sentence)
    return [Written(path=FILE, rows=count, meaning="Tokens with address, entity and IOB2 tag")]


def sentences(document: Document) -> Iterator[list[str]]:
    """The lines of each sentence. Sentences without a mention are known only by the line they stand in."""
    ends = {end for mention in document.mentions for end in (mention["sent_start"], mention["sent_end"])}
    ends |= {place for place, character in enumerate(document.text) if character == "\n"}
    limits = iter([*sorted(ends), len(document.text) + 1])
    limit, lines = next(limits), list[str]()
    mentions = iter(document.mentions)
    mention = next(mentions, None)
    for offset, token in tokens(document):
        while offset >= limit:
            limit = next(limits)
            if lines:
                yield lines
            lines = []
        while mention is not None and offset >= mention["end"]:
            mention = next(mentions, None)
        entity, tag = "-", "O"
        if mention is not None and offset >= mention["start"]:
            entity = (mention["entity_id"] or "-").replace(" ", "_")
            tag = f"{'B' if offset == mention['start'] else 'I'}-{mention['label']}"
        lines.append(f"{token} {document.article_id}-{document.field}{offset} {entity} {tag}")
    if lines:
        yield lines
