"""Gates on pages of other kinds than articles: forms to log in, people, goods, events, programmes, contents.

Each asks for what such a page has and an article has not; a page that states that it is an article is asked little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extract.fields.date_forms import read_dates
from extract.fields.dates import is_stamp, parse_iso
from extract.gates.lists import OWN_ARTICLE
from extract.gates.page_gates import LONGEST_DETAIL
from extract.gates.wordings import patterns, says
from extract.page.blocks import Block, is_dense, squeeze
from extract.page.json_ld import types_of
from extract.page.metadata import states_article
from extract.page.prose import is_paragraph, prose_together
from extract.page.trip_records import Body, ParsedPage

LONG_PROSE = 2_500  # characters in one place that no page about the site, a person or an event has
FEWEST_CARDS = 3
FEWEST_ENTRIES = 4
MOSTLY = 0.6  # share of a text that stands in cards, or of its lines that are entries
TITLE, TITLE_DENSE = 15, 7
SHORT = 60  # characters of a line that says when
LONGEST_PROMPT = 300
SOON = timedelta(hours=14)
_CARD_TAGS = ("li", "article", "div", "section", "tr", "dl")
_ENTRY = re.compile(r"(?:[01]?\d|2[0-3])[:.h：]\d\d\b|(?:오전|오후|午前|午後|上午|下午)\s?\d{1,2}\s?[:시時点]")
_HOUR_CELL = re.compile(r"(?:[01]?\d|2[0-9])(?:[:.]\d\d)?(?:\s?[–-]\s?\d\d?[:.]\d\d)?\t")
_STATED_TYPE = re.compile(r"(?:^|[:/])(Product|Book|Event|\w+Event|Person|ProfilePage)$")
_LOGIN_PATH = re.compile(r"log[-_]?in|sign[-_]?in|/(auth|accounts?|members?|sso)\b", re.IGNORECASE)
_ABOUT_PATH = re.compile(
    r"(/[a-z-]{2,5})?/(about([-_]us)?|contact([-_]us)?|press([-_](room|office|contacts?))?|imprint|impressum|masthead"
    r"|terms([-_]of[-_](use|service))?|privacy([-_]policy)?|advertis(e|ing)|careers|jobs|faq|help|donate|newsletters?"
    r"|subscribe|subscriptions?|log[-_]?in|sign[-_]?in|register|membership)(\.\w{2,5})?/?",
    re.IGNORECASE,
)


def login_form(page: ParsedPage) -> str | None:
    """A form with a field for a password, under a title or a heading that asks to log in, and no article above it."""
    fields = page.tree.xpath("//input[translate(@type, 'PASWORD', 'pasword')='password']")
    if not fields:
        return None
    headings = [page.metadata.title, *(block.text for block in page.blocks if block.element.tag == "h1")]
    said = next((text for text in headings if says("login", text)), None)
    if said is None:
        return None
    own = _LOGIN_PATH.search(urlsplit(page.decoded.raw.url).path) is not None
    size = prose_together(page.blocks)
    if size >= LONG_PROSE or (not own and (states_article(page.metadata) or size >= OWN_ARTICLE)):
        return None
    return f"login: {said}"[:LONGEST_DETAIL]


def page_of_the_site(body: Body) -> str | None:
    """A page about the site, a person, goods, an event, a programme, or the contents of an issue."""
    metadata = body.fields.metadata
    if states_article(metadata) or not body.whole or prose_together(body.kept) >= LONG_PROSE:
        return None
    kind = next((kind for kind, holds in _KINDS if holds(body)), None)
    return f"{kind}: {body.fields.title}"[:LONGEST_DETAIL] if kind else None


def cards_alike(body: Body) -> str | None:
    """Most of the text stands in cards made alike, each with its own linked title or day."""
    if states_article(body.fields.metadata) or not body.kept:
        return None
    cards = set(_cards(body))
    total = sum(len(block.text) for block in body.kept)
    inside = sum(len(b.text) for b in body.kept if any(e in cards for e in (b.element, *b.element.iterancestors())))
    return f"{len(cards)} cards alike" if len(cards) >= FEWEST_CARDS and inside >= MOSTLY * total else None


def _cards(body: Body) -> Iterator[HtmlElement]:
    """The boxes around the kept paragraphs that have brothers made alike."""
    seen: set[HtmlElement] = set()
    for block in body.kept:
        for element in (block.element, *block.element.iterancestors()):
            if element in seen or element.tag in ("body", "html"):
                break
            seen.add(element)
            parent = element.getparent()
            if element.tag not in _CARD_TAGS or parent is None:
                continue
            alike = [e for e in parent.iterchildren(element.tag) if _made(e) == _made(element) and _is_card(e)]
            if len(alike) >= FEWEST_CARDS and element in alike:
                yield from alike


def _made(element: HtmlElement) -> str:
    return next(iter((element.get("class") or "").split()), "")


def _is_card(element: HtmlElement) -> bool:
    """Whether a box holds a linked title and something beside it that the link does not say; one title alone."""
    text = squeeze(" ".join(element.itertext()))
    linked = [said for link in element.iter("a") if (said := squeeze("".join(link.itertext())))]
    least = TITLE_DENSE if is_dense(text) else TITLE
    titles = {said for said in linked if len(said) >= least}
    if len(titles) != 1 or len(text) < 2 * least + len(next(iter(titles))):
        return False
    first = next((text for text in map(squeeze, element.itertext()) if len(text) > 1 and not is_stamp(text)), "")
    return first in next(iter(titles))


def _is_of_site(body: Body) -> bool:
    """Whether the address is that of a page about the site, and no day stands by its headline."""
    path = urlsplit(body.fields.decoded.raw.url).path
    return _ABOUT_PATH.fullmatch(path) is not None and not any(map(is_stamp, body.visible.near_headline))


def _types(body: Body) -> set[str]:
    """The types of things that the page's JSON-LD and its markup say it is about, but those in small boxes."""
    root = body.whole[0].element.getroottree().getroot()
    stated = {kind for node in body.fields.metadata.nodes for kind in types_of(node)}
    for element in root.xpath("//*[@itemtype or @typeof]"):
        found = _STATED_TYPE.search(element.get("itemtype") or element.get("typeof") or "")
        inside = sum(len(b.text) for b in body.kept if element in (b.element, *b.element.iterancestors()))
        if found and inside >= MOSTLY * max(1, len(body.text)):
            stated.add(found[1])
    return stated


def _is_person(body: Body) -> bool:
    types = _types(body)
    return "ProfilePage" in types or body.fields.metadata.first("og:type").lower() == "profile"


def _is_goods(body: Body) -> bool:
    root = body.whole[0].element.getroottree().getroot()
    buttons = (squeeze("".join(e.itertext())) for e in root.iter("button", "a"))
    return bool(_types(body) & {"Product", "Book"}) and any(says("cart", text) for text in buttons if len(text) < 40)


def _is_event(body: Body) -> bool:
    """Whether what the page states is an event, or the days by its headline are to come and it asks to register."""
    if any(kind.endswith("Event") and kind != "PublicationEvent" for kind in _types(body)):
        return True
    now = body.fields.decoded.raw.fetched_at
    days = [found.when for text in body.visible.near_headline if len(text) < SHORT for found in read_dates(text)]
    days += [parsed[0] for text in body.visible.time_tags if (parsed := parse_iso(text, UTC))]
    if not days or min(days) <= now + SOON:
        return False
    asked = (block.text for block in body.whole if len(block.text) < LONGEST_PROMPT)
    return any(says("register", text) and not says("prompt", text) for text in asked)


def _is_programme(body: Body) -> bool:
    """Whether most lines are entries of a timetable, or half of them under a headline that calls them one."""
    lines = [line for line in body.lines if line.strip()]
    entries = sum(1 for line in lines if _ENTRY.match(line) or _HOUR_CELL.match(line))
    named = any(says("programme", title) for title in body.fields.titles)
    return entries >= FEWEST_ENTRIES - named and entries >= (0.5 if named else MOSTLY) * len(lines)


def _is_contents(body: Body) -> bool:
    """Whether the headline names an issue, and the text is no prose of one piece."""
    named = any(patterns()["contents"].search(title) for title in body.fields.titles)
    return named and not body.visible.bylines and _longest_run(body.kept) < FEWEST_CARDS


def _longest_run(kept: tuple[Block, ...]) -> int:
    """The most paragraphs that stand in one box directly."""
    places = Counter(b.element.getparent() for b in kept if b.element.tag == "p" and is_paragraph(b.text, b.link_share))
    return max(places.values(), default=0)


_KINDS = (
    ("about the site", _is_of_site),
    ("person", _is_person),
    ("goods", _is_goods),
    ("event", _is_event),
    ("programme", _is_programme),
    ("contents", _is_contents),
)
