"""What the newsroom knows of its outlets and stories: the truth that extraction is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

BASE_DATE = datetime(2026, 3, 2, tzinfo=UTC)
"""Day 0, 00:00: every story's time counts from here."""
DAYS = 5
"""Stories appear on days 0 to 4."""

KINDS = (
    "article",
    "off-topic",
    "short",
    "list",
    "section",
    "live-ticker",
    "video",
    "soft-404",
    "consent-wall",
    "challenge",
    "paywall-teaser",
)
"""What a page really is. The first two are whole articles; all others should end as an outcome or as partial."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A piece of a story: "standfirst", paragraph "p", heading "h", quotation "quote", captioned picture "figure"."""

    kind: str
    text: str
    image: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """A story as it stood from `since` on."""

    since: datetime
    title: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The article's own text, a paragraph or heading a line, a standfirst first; no title, no captions."""
        return "\n".join(block.text for block in self.blocks if block.kind != "figure")

    @property
    def captions(self) -> tuple[str, ...]:
        """The captions of its pictures, in order."""
        return tuple(block.text for block in self.blocks if block.kind == "figure")


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One page of an invented outlet, with everything that is true of it.

    `precision` is "minute", or "day" where the outlet shows no time of day. `gone` says what the address answers
    after `deleted`: "404", "410", "home" or "soft-404". `of` and `relation` tie a copy, quotation or translation to
    its source's id. `furniture` are lines that stand on its page and are not the article.
    """

    id: str
    outlet: str
    slug: str
    path: str
    published: datetime
    editions: tuple[Edition, ...]
    kind: str = "article"
    section: str = ""
    authors: tuple[str, ...] = ()
    byline: str = ""
    language: str = "en"
    agency: str | None = None
    precision: str = "minute"
    deleted: datetime | None = None
    gone: str = "404"
    of: str | None = None
    relation: str | None = None
    charset: str | None = None
    broken: bool = False
    listed: bool = True
    furniture: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The headline it was first published under."""
        return self.editions[0].title

    @property
    def text(self) -> str:
        """The text it was first published with, a paragraph a line."""
        return self.editions[0].text

    @property
    def captions(self) -> tuple[str, ...]:
        """The captions it was first published with."""
        return self.editions[0].captions

    def edition(self, now: datetime) -> Edition | None:
        """The edition that stands at `now`; None before publication and after deletion."""
        if now < self.published or (self.deleted is not None and now >= self.deleted):
            return None
        return max((e for e in self.editions if e.since <= now), key=lambda e: e.since)


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """How one invented outlet serves its pages, beside the outlet file that a crawler reads.

    `path` is a format string for a story's address with `local` (its time in the outlet's zone), `slug`, `number` and
    `code`. `listings` maps a path to a format of `listings.FORMATS`. `furniture` stands on each of its article pages.
    `window` is how many stories a feed holds, `home` the path of the home page.
    """

    id: str
    name: str
    language: str
    timezone: ZoneInfo
    address: str
    path: str
    robots: str
    listings: Mapping[str, str]
    home: str
    outlet_file: str
    furniture: tuple[str, ...] = ()
    precision: str = "minute"
    charset: str = "utf-8"
    feed_suffix: str = ""
    window: int = 40
    skin: str = ""

    @property
    def templates(self) -> str:
        """The folder of its templates: its own, unless it wears another desk's skin."""
        return self.skin or self.id
