"""The frozen records that stages hand to one another. Standard library only.

Times are aware and in UTC. Offsets are Unicode code points, end exclusive.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from corpus.outcomes import check_reason


class Skip(Exception):
    """One item ends here. `reason` is a slug that corpus/outcomes.py lists, `detail` a line for a person."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Raises ValueError for a reason that no stage knows."""
        check_reason(reason)
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[Skip], tuple[str, str]]:
        """How it passes from process to process: made anew of its two parts."""
        return type(self), (self.reason, self.detail)


class Abort(Exception):
    """The run ends here; the message is one line for a person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An address that an outlet listed, with what the listing said of it."""

    url: str
    outlet: str
    found_in: str  # "feed", "sitemap", "page", "archive", "import"
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    text: str | None = None  # full text, where a feed carries it (HTML)


@dataclass(frozen=True, kw_only=True, slots=True)
class RawPage:
    """What one fetch of one address brought, before anything is understood.

    `url` is the canonical address, the key of everything that follows; `body` are the bytes as they came.
    `title`, `published` and `found_in` are the listing's word, never the page's. `found_in` is a link's, or "listing"
    where a feed gives only the time of its last change as `published`. `headers` are the answer's, as they came;
    `noarchive` says that the page asks not to be archived, `next_url` where its article goes on.
    """

    url: str
    outlet: str
    fetched_at: datetime
    body: bytes = field(repr=False)
    content_type: str = "text/html"
    status: int = 200
    requested_url: str | None = None
    responded_url: str | None = None
    title: str | None = None
    published: datetime | None = None
    found_in: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    noarchive: bool = False
    next_url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Removed:
    """A passage that was taken out of a page's text, and why (a slug)."""

    text: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A topic slug with its score between 0 and 1."""

    name: str
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table or a list of figures in an article, whose rows are lines of the text from `start` to `end`.

    `kind` is "table", "list" (of items with a figure each) or "text" (lines parted by tabs or bars). `cells` are rows
    of one length, the first `head_rows` of them the head. A cell over several places stands in each of them; `spans`
    names such cells by row, column, rows and columns. `heading` is the heading above the table.
    """

    position: int
    kind: str
    caption: str
    heading: str
    head_rows: int
    cells: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[int, int, int, int], ...]
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """The article in a page. `captions` are kept apart from `text`; `partial` marks a paywall's teaser.

    `published` is known to the minute, or only to the day, month or year, as `published_precision` says; it is then
    the first moment of that day, month or year in UTC. `published_source` names the evidence that won ("json-ld",
    "feed", …), `published_evidence` is what lost, best first, a line each.
    `method` names the extractor and its version.

    `certainty`, 0 to 1, is how sure the extraction is of the text, None where it cannot tell, as of a text without
    markup; `doubts` name what speaks against the text, the strongest first.
    """

    url: str
    outlet: str
    title: str
    text: str
    fetched_at: datetime
    method: str
    published: datetime | None = None
    published_precision: str | None = None
    published_source: str | None = None
    published_evidence: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    language: str | None = None
    topics: tuple[Topic, ...] = ()
    captions: tuple[str, ...] = ()
    partial: bool = False
    agency: str | None = None
    removed: tuple[Removed, ...] = ()
    tables: tuple[Table, ...] = ()
    noarchive: bool = False
    certainty: float | None = None
    doubts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """16 hex digits of the SHA-256 of the canonical address."""
        return article_id(self.url)

    @property
    def caption_text(self) -> str:
        """The captions as one field, one a line; mentions in captions count their offsets here."""
        return "\n".join(self.captions)

    @property
    def fingerprint(self) -> str:
        """32 hex digits over title, text and captions: what the pipeline sees, and what makes a version."""
        return digest("\x1f".join((self.title, self.text, self.caption_text)))


# What a hint begins with that is the whole name of a mention and no known entity's id.
WHOLE_NAME = "name:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A name in an article's field: `text == article.<field>[start:end]`.

    `field` is "text", "title" or "caption"; `sent_start` and `sent_end` bound its sentence in the same field.
    `source` says what found it ("model", "gazetteer", "suffix-rule"), `score` how sure it was (0 to 1),
    `hint` the known entity that the gazetteer matched, if it did, or after "name:" the whole name of one that is named
    together with others ("Unryul" in "Unryul and Jaeryong mines": "name:Unryul Mine").
    """

    field: str
    start: int
    end: int
    text: str
    label: str
    sent_start: int
    sent_end: int
    source: str
    score: float
    hint: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Why an address gave no result at a stage. `reason` is one that corpus/outcomes.py lists for the stage."""

    stage: str
    url: str
    reason: str
    detail: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError for a reason that the stage does not know."""
        check_reason(self.reason, stage=self.stage)


def digest(text: str) -> str:
    """32 hex digits of the SHA-256 of a text in UTF-8; lone surrogates are replaced first."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def article_id(url: str) -> str:
    """16 hex digits of the SHA-256 of a canonical address: the id of its page and of its article."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:16]
