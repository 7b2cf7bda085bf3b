"""Gates on pages of other kinds than articles: forms to log in, people, goods, events, programmes, contents.

Each asks for what such a page has and an article has not; a page that states that it is an article is asked little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from extract.fields.date_forms import read_dates
from extract.fields.dates import parse_iso
from extract.fields.stamps import is_stamp
from extract.gates.lists import OWN_ARTICLE
from extract.gates.page_gates import BODY, LONGEST_DETAIL
from extract.gates.wordings import patterns, says
from extract.page.blocks import Block, is_dense, squeeze, text_key
from extract.page.json_ld import text_value, types_of
from extract.page.metadata import states_article
from extract.page.prose import is_paragraph, prose_together
from extract.page.trip_records import Body, ParsedPage

LONG_PROSE = 2_500  # characters in one place that no page about the site, a person or an event has
FEWEST_CARDS = 3
FEWEST_ENTRIES = 4
MOSTLY = 0.6  # share of a text that stands in cards, or of its lines that are entries
TITLE, TITLE_DENSE = 15, 7
SHORTEST_HEAD = 6  # characters of a headline
SHORT = 60  # characters of a line that says when
LONGEST_PROMPT = 300
SOON = timedelta(hours=14)
_CARD_TAGS = ("li", "article", "div", "section", "tr", "dl")
_ENTRY = re.compile(r"(?:[01]?\d|2[0-3])[:.h：]\d\d\b|(?:오전|오후|午前|午後|上午|下午)\s?\d{1,2}\s?[:시時点]")
_HOUR_CELL = re.compile(r"(?:[01]?\d|2[0-9])(?:[:.]\d\d)?(?:\s?[–-]\s?\d\d?[:.]\d\d)?\t")
_STATED_TYPE = re.compile(r"(?:^|[:/])(Product|Book|Course|JobPosting|Event|\w+Event|Person|ProfilePage)$")
_PAGE_TYPES = ("ProfilePage",)
SAME_NAME = 80  # of 100
FEWEST_LABELS = 3  # labelled lines of an invitation or a vacancy
LONGEST_LABELLED = 160
LONGEST_NOTE = 1_200  # characters that such a page says at most; dense ones count thrice
FEWEST_CUES = 4  # of the signs that a page tells of a lost address
_LOGIN_PATH = re.compile(r"log[-_]?in|sign[-_]?in|/(auth|accounts?|members?|sso)\b", re.IGNORECASE)
_ABOUT_PATH = re.compile(
    r"(/[a-z-]{2,5})?/(about([-_]us)?|contact([-_]us)?|press([-_](room|office|contacts?))?|imprint|impressum|masthead"
    r"|terms([-_]of[-_](use|service))?|privacy([-_]policy)?|advertis(e|ing)|careers|jobs|faq|help|donate|newsletters?"
    r"|subscribe|subscriptions?|log[-_]?in|sign[-_]?in|register|membership)(\.\w{2,5})?/?",
    re.IGNORECASE,
)


def login_form(page: ParsedPage) -> str | None:
    """A form with a field for a password, a title or heading that asks to log in or to pay, and no article above it."""
    fields = page.tree.xpath("//input[translate(@type, 'PASWORD', 'pasword')='password']")
    if not fields:
        return None
    headings = [page.metadata.title, *(block.text for block in page.blocks if block.element.tag == "h1")]
    said = next((text for text in headings if says("login", text) or says("prompt", text)), None)
    if said is None:
        return None
    return None if _is_article_beside(page, fields) else f"login: {said}"[:LONGEST_DETAIL]


def _is_article_beside(page: ParsedPage, fields: Sequence[HtmlElement]) -> bool:
    """Whether a page with a form to log in is an article: prose outside the form, and something that vouches for it."""
    forms = {form for each in fields for form in islice(each.iterancestors("form"), 1)}
    outside = [b for b in page.blocks if forms.isdisjoint((b.element, *b.element.iterancestors()))]
    size = prose_together(outside)
    metadata = page.metadata
    dated = bool(metadata.articles or metadata.first("article:published_time", "datepublished"))
    if size >= LONG_PROSE or (dated and 2 * size >= BODY):
        return True
    if _LOGIN_PATH.search(urlsplit(page.decoded.raw.url).path):
        return False
    # og:type says of any page that it is an article; a day below a heading of its own says it of few others
    heads = [block for block in outside if block.heading and len(block.text) >= SHORTEST_HEAD]
    least = BODY if any(not says("login", block.text) for block in heads) else 2 * BODY
    stamped = any(is_stamp(block.text) for block in outside if len(block.text) < SHORT)
    return size >= OWN_ARTICLE or (stamped and bool(heads) and size >= least)


def lost_address(body: Body) -> str | None:
    """A text to the reader with the signs of a page about a lost address, and nothing that vouches for an article."""
    size = sum(len(block.text) * (3 if is_dense(block.text) else 1) for block in body.kept)
    if not body.kept or size >= LONGEST_NOTE or states_article(body.fields.metadata):
        return None
    if body.visible.bylines or body.visible.time_tags or any(map(is_stamp, body.visible.near_headline)):
        return None
    said = "\n".join(block.text for block in body.whole if block.link_share < 0.5)
    cues = [name for name in patterns() if name.startswith("lost-") and says(name, said)]
    return f"{len(cues)} signs of a lost address" if len(cues) >= FEWEST_CUES and says("lost-page", said) else None


def page_of_the_site(body: Body) -> str | None:
    """A page about the site, a person, goods, an event, a vacancy, a programme, or the contents of an issue."""
    metadata = body.fields.metadata
    if body.whole and prose_together(body.kept) < LONG_PROSE and _has_labels("event-label", body):
        return f"event: {body.fields.title}"[:LONGEST_DETAIL]
    if states_article(metadata) or not body.whole or prose_together(body.kept) >= LONG_PROSE:
        return None
    kind = next((kind for kind, holds in _KINDS if holds(body)), None)
    return f"{kind}: {body.fields.title}"[:LONGEST_DETAIL] if kind else None


def cards_alike(body: Body) -> str | None:
    """Most of the text stands in cards made alike, each with its own linked title or day."""
    metadata = body.fields.metadata
    if metadata.articles or metadata.first("article:published_time", "datepublished") or not body.kept:
        return None
    cards = set(_cards(body))
    if states_article(metadata):  # og:type says so of any page
        cards = {card for card in cards if any(is_stamp(text) for text in map(squeeze, card.itertext()) if text)}
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
    keys = [text_key(title) for title in body.fields.titles]
    stated = {
        kind
        for node in body.fields.metadata.nodes
        for kind in types_of(node)
        if not _STATED_TYPE.search(kind) or kind in _PAGE_TYPES or _is_named(node, keys)
    }
    for element in root.xpath("//*[@itemtype or @typeof]"):
        found = _STATED_TYPE.search(element.get("itemtype") or element.get("typeof") or "")
        inside = sum(len(b.text) for b in body.kept if element in (b.element, *b.element.iterancestors()))
        if found and inside >= MOSTLY * max(1, len(body.text)):
            stated.add(found[1])
    return stated


def _is_named(node: Mapping[str, Any], keys: Sequence[str]) -> bool:
    """Whether a thing that JSON-LD describes has the name that the page goes by: others are sold or held beside it."""
    key = text_key(text_value(node.get("name")) or text_value(node.get("title")))
    return bool(key) and any(fuzz.partial_ratio(key, title) >= SAME_NAME for title in keys)


def _is_named_so(body: Body) -> bool:
    """Whether the headline is nothing but what such a page is called: a guestbook, a glossary, a price list."""
    return any(says("page-title", title.strip(" .!:")) for title in body.fields.titles)


def _is_person(body: Body) -> bool:
    types = _types(body)
    return "ProfilePage" in types or body.fields.metadata.first("og:type").lower() == "profile"


def _is_goods(body: Body) -> bool:
    root = body.whole[0].element.getroottree().getroot()
    buttons = (*body.fields.buttons, *(squeeze("".join(link.itertext())) for link in root.iter("a")))
    return bool(_types(body) & {"Product", "Book"}) and any(says("cart", text) for text in buttons if len(text) < 40)


def _is_job(body: Body) -> bool:
    """Whether what the page states is a vacancy, or its lines have the labels of one."""
    return "JobPosting" in _types(body) or _has_labels("job-label", body)


def _has_labels(name: str, body: Body) -> bool:
    """Whether several lines begin with different labels of one kind, and little prose stands beside them."""
    label = patterns()[name]
    short = (block.text for block in body.whole if len(block.text) <= LONGEST_LABELLED and block.link_share < 0.5)
    labels = {match.group().strip(" :：\t").lower() for text in short if (match := label.match(text))}
    if len(labels) < FEWEST_LABELS and name == "event-label" and _asks_to_register(body):
        rows = (line for line in body.lines if "\t" in line)  # a list that was read as a table, as prices are
        labels |= {match.group().strip(" :：\t").lower() for text in rows if (match := label.match(text))}
    rest = [block for block in body.kept if not label.match(block.text)]
    return len(labels) >= FEWEST_LABELS and prose_together(rest) < OWN_ARTICLE


def _is_event(body: Body) -> bool:
    """Whether what the page states is an event, or the days by its headline are to come and it asks to register."""
    if _has_labels("event-label", body):
        return True
    if any(kind.endswith("Event") and kind != "PublicationEvent" for kind in _types(body)):
        return True
    now = body.fields.decoded.raw.fetched_at
    days = [found.when for text in body.visible.near_headline if len(text) < SHORT for found in read_dates(text)]
    days += [parsed[0] for text in body.visible.time_tags if (parsed := parse_iso(text, UTC))]
    if not days or min(days) <= now + SOON:
        return False
    return _asks_to_register(body)


def _asks_to_register(body: Body) -> bool:
    """Whether a short line, a link or a button asks to register, but for reading on."""
    asked = (*body.fields.buttons, *(block.text for block in body.whole if len(block.text) < LONGEST_PROMPT))
    return any(says("register", text) and not says("prompt", text) for text in asked)


def _is_programme(body: Body) -> bool:
    """Whether most lines are entries of a timetable, or half of them under a headline that calls them one."""
    lines = [line for line in body.lines if line.strip()]
    entries = sum(1 for line in lines if _ENTRY.match(line) or _HOUR_CELL.match(line))
    named = any(says("programme", title) for title in body.fields.titles)
    apart = sum(1 for block in body.whole if named and len(block.text) < SHORT and _ENTRY.match(block.text))
    entries = max(entries, apart)  # hours in cells of their own
    return entries >= FEWEST_ENTRIES - named and entries >= (0.5 if named else MOSTLY) * len(lines)


def _is_contents(body: Body) -> bool:
    """Whether the headline or a line under it names an issue, and the text is no prose of one piece."""
    named = any(patterns()["contents"].search(title) for title in body.fields.titles)
    heads = sum(block.heading and block.link_share < 0.5 for block in body.whole)
    if not named and heads >= FEWEST_ENTRIES and 3 * heads >= len(body.kept):
        named = any(
            says("contents", text) for text in (*body.visible.near_headline, *body.lines[:2]) if len(text) < SHORT
        )
    return named and not body.visible.bylines and _longest_run(body.kept) < FEWEST_CARDS


def _longest_run(kept: tuple[Block, ...]) -> int:
    """The most paragraphs that stand in one box directly."""
    places = Counter(b.element.getparent() for b in kept if b.element.tag == "p" and is_paragraph(b.text, b.link_share))
    return max(places.values(), default=0)


_KINDS = (
    ("about the site", _is_of_site),
    ("named", _is_named_so),
    ("person", _is_person),
    ("goods", _is_goods),
    ("job", _is_job),
    ("event", _is_event),
    ("programme", _is_programme),
    ("contents", _is_contents),
)
