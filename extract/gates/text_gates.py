"""Gates on what was read as the article's text: tickers, videos, what a wall left, lists, nothing at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from extract.fields.date_forms import read_dates
from extract.fields.stamps import is_stamp
from extract.gates.lists import is_linked_title
from extract.gates.page_gates import LONGEST_DETAIL, PROSE, names_around
from extract.gates.wordings import patterns, says
from extract.page.blocks import TELLING, Block, is_dense, text_key
from extract.page.element_names import name_words
from extract.page.hidden import is_hidden
from extract.page.json_ld import text_value, types_of
from extract.page.metadata import states_article
from extract.page.prose import SENTENCE_DENSE, SENTENCE_END, is_paragraph, is_sentence, prose_together
from extract.page.state_nodes import WALLED
from extract.page.trip_records import Body

BODY = 600  # characters of paragraphs in one place that no list of entries has; dense ones count thrice
SHORT = 300  # characters: a longer text is an article's, whatever stands around it
SHORT_DENSE = 120  # in Korean, Chinese and Japanese, which say as much in a third of the letters
SCRAP = 450  # characters: fewer are an article's only where something vouches for it
SCRAP_DENSE = 150
LONGEST_STAMP = 60
HEADLINE, HEADLINE_DENSE = 18, 8  # characters of a headline that is no section's name
NEAR = 12  # blocks between a headline and its text
LEAST_APART = 30  # words, one of which speaks to the reader
_QUOTED = re.compile(r"[\"“«「][^\"”»」]{0,300}[\"”»」]")
_READER = re.compile(
    r"\b(you|your|yours|we|our|us|ours|вы|вас|вам|ваш\w*|мы|нас|нам|наш\w*|sie|ihr\w*|uns|wir|vous|votre|vos|nous|notre"
    r"|usted|su|nosotros|nuestr\w+)\b|회원님|고객님|귀하|저희|당신|주세요|주십시오|하십시오|시기 바랍니다"
    r"|您|我们|我們|请|請|ください|お客様|あなた|当社|当サイト",
    re.IGNORECASE,
)
_WALL_NAMES = re.compile(
    r"\b(pay ?wall|reg ?wall|(\w+ )?wall|gate|piano|subs(cri(be|ber|ption))? (modal|prompt|box|offer)|locked|kakin"
    r"|premium|barrier|meter(ed)?|upsell)\b"
)
_DAY_NAMES = re.compile(r"publi|pubdate|issued|created|^(dc(terms)?\.)?date$")
_DAY_PATH = re.compile(r"(19|20)\d\d[-/_.]?(0?[1-9]|1[0-2])([-/_.]|\d\d(?!\d))")
MOSTLY = 0.6  # share of a text that stands beside pictures
PICTURES = 4  # captions on a page without text
LONGEST_LABEL = 200  # characters of a line that only says that the article is elsewhere
LONGEST_PROMPT = 400
MANY_LINKED_TITLES = 10
TEASER = 150  # characters before a paywall's prompt
TEASER_DENSE = 40
DENSE = 3
ALIKE = 70  # of two titles of one story, 0 to 100
ENTRY = 200  # characters of running text for each entry of a ticker that is told at length
ENTRY_ENDED = 120  # where the page says when it ended: it is a report by now
RIGHT_AFTER = 3  # blocks
SHORT_TEASER = 1_800  # characters: a longer text before a prompt is the whole article with the prompt left in the page


def live_ticker(body: Body) -> str | None:
    """Entries by the minute, with little running text for each."""
    metadata = body.fields.metadata
    live = any("LiveBlogPosting" in types_of(node) for node in metadata.nodes) or says("live", metadata.title)
    clock = patterns()["clock"]
    entries = [block for block in (body.kept if live else ()) if clock.match(block.text)]
    if not live and states_article(metadata) and prose_together(body.kept) >= BODY:
        return None  # the newest of all stories beside an article
    counted = {id(block.element) for block in entries}
    beside = [block for block in body.whole if id(block.element) not in counted and clock.match(block.text)]
    entries += [block for block in beside if any(says("live", name) for name in names_around(block.element))]
    told = [len(block.text) * (DENSE if is_dense(block.text) else 1) for block in body.kept]
    prose = sum(size for size in told if size >= PROSE)
    ended = any(text_value(node.get("coverageEndTime")) for node in metadata.nodes)
    each = ENTRY_ENDED if ended else ENTRY
    return metadata.title[:LONGEST_DETAIL] if len(entries) >= 3 and prose < each * len(entries) else None


def video(body: Body) -> str | None:
    """A page that says it is a video, or shows one, and holds little text."""
    return body.fields.metadata.title[:LONGEST_DETAIL] if _show(body) == "video" else None


def bot_check_in_place(body: Body) -> str | None:
    """A short text, one line of which asks for proof that a person is there."""
    return _label_that_says("challenge", body)


def error_in_place(body: Body) -> str | None:
    """A short text, one line of which says that there is no such article."""
    first = body.kept[0].text if body.kept and not states_article(body.fields.metadata) else ""
    size = sum(len(block.text) for block in body.kept)
    if len(first) < LONGEST_STAMP and size < 2 * SHORT and says("soft-404", first):
        return first
    return _label_that_says("soft-404", body)


def prompt_in_place(body: Body) -> str | None:
    """No text, and a line that asks to log in or to subscribe."""
    return None if body.kept else _label_that_says("prompt", body)


def gallery(body: Body) -> str | None:
    """A page of pictures with their captions, and little text."""
    return f"pictures: {body.fields.metadata.title}"[:LONGEST_DETAIL] if _show(body) == "gallery" else None


def links_left(body: Body) -> str | None:
    """No text, and many links long enough for headlines."""
    if body.kept:
        return None
    return "" if sum(is_linked_title(block, share=0.7) for block in body.whole) >= MANY_LINKED_TITLES else None


def nothing_left(body: Body) -> str | None:
    """No text."""
    return None if body.kept else ""


def nothing_vouches(body: Body) -> str | None:
    """A few lines to the reader, or beside many headlines, and no day, no author or word that calls it an article."""
    size = sum(len(line) for line in body.lines)
    if not body.kept or body.partial or size >= (SCRAP_DENSE if is_dense(body.text) else SCRAP) or _is_vouched(body):
        return None
    if _is_headed(body):
        return None
    headlines = sum(map(is_linked_title, body.whole))
    if headlines >= MANY_LINKED_TITLES and size < (SHORT_DENSE if is_dense(body.text) else SHORT):
        return f"{size} characters beside {headlines} headlines"
    if any(_dates(text) for text in body.visible.near_headline):
        return None
    if _speaks_to_reader(body.text):
        return f"{size} characters to the reader"
    return f"{size} characters, live" if says("live", body.fields.metadata.title) else None


def _is_headed(body: Body) -> bool:
    """Whether a whole paragraph stands below a headline of a few words that the page's title says, too."""
    paragraphs = [b for b in body.kept if is_paragraph(b.text, b.link_share)]
    if not paragraphs or _speaks_to_reader(body.text):
        return False
    size = sum(len(b.text) * (DENSE if is_dense(b.text) else 1) for b in paragraphs)
    title = text_key(body.fields.metadata.title)
    least = HEADLINE_DENSE if is_dense(body.fields.title) else HEADLINE
    first = next((i for i, b in enumerate(body.whole) if b.element is paragraphs[0].element), 0)
    above = body.whole[max(0, first - NEAR) : first]
    headed = any(b.element.tag in ("h1", "h2") and len(b.text) >= least and b.key in title for b in above)
    return headed and size >= SHORT // 2


def _speaks_to_reader(text: str) -> bool:
    """Whether a text speaks of "you" and "us", as those of forms, walls and error pages do; what is quoted does not."""
    said = _QUOTED.sub(" ", text)
    found = sum(1 for _ in _READER.finditer(said))
    return found >= 2 and found * LEAST_APART >= len(said.split()) + (len(said) // 3 if is_dense(said) else 0)


def _is_vouched(body: Body) -> bool:
    """Whether metadata, a machine-written day, a byline, the address or a listing speak for an article."""
    metadata, raw = body.fields.metadata, body.fields.decoded.raw
    if metadata.first("og:type").lower() == "article" or raw.published is not None or raw.title:
        return True
    if any(node.get("datePublished") or node.get("author") for node in metadata.articles):
        return True
    names = (name for name, values in metadata.meta.items() if any(re.search(r"\d{4}", value) for value in values))
    if any(_DAY_NAMES.search(name) for name in names) or _DAY_PATH.search(raw.url):
        return True
    return bool(body.visible.time_tags or body.visible.bylines)


def _dates(text: str) -> bool:
    """Whether a line by the headline is a stamp, or short and tells a day of this week in words."""
    return is_stamp(text) or (len(text) <= LONGEST_STAMP and bool(read_dates(text, now=datetime.now(UTC))))


def no_line(body: Body) -> str | None:
    """A text without markup of which no line reads like an article's."""
    return None if body.lines else "no line of the text reads like an article"


def short_teaser(body: Body) -> str | None:
    """Hardly a sentence of the text stands before a paywall's prompt."""
    prompt = next((index for index, block in enumerate(body.kept) if says("prompt", block.text)), len(body.kept))
    text = " ".join(block.text for block in body.kept[:prompt] if is_sentence(block.text))
    return f"{len(text)} characters" if len(text) < (TEASER_DENSE if is_dense(text) else TEASER) else None


def is_partial(body: Body) -> bool:
    """Whether the text is a first part: short, and a wall follows it in the page, or it breaks off before one.

    What the markup hides is a wall for a text that breaks off only: many pages send one that a script may show.
    """
    size, articles = len(body.text) * (DENSE if is_dense(body.text) else 1), body.fields.metadata.articles
    if size < 2 * SHORT_TEASER and any(node.get(WALLED) for node in articles):
        return True
    closed = any(str(node.get("isAccessibleForFree", "")).lower() == "false" for node in articles)
    following = _following(body)
    prompts = [b for b in following if len(b.text) < LONGEST_PROMPT and "|" not in b.text and says("prompt", b.text)]
    if size >= (2 * SHORT_TEASER if closed else SHORT_TEASER):
        # a long text is a first part only where a paragraph stops in mid-sentence right before the prompt
        stops = bool(body.kept) and body.kept[-1].element.tag in ("p", "div") and _breaks_off(body)
        return stops and any(block in prompts and not is_hidden(block.element) for block in following[:RIGHT_AFTER])
    if any(not is_hidden(block.element) for block in prompts):
        return True
    return _breaks_off(body) and (
        bool(prompts) or closed or any(stands_in_wall(block, body.kept[0].element) for block in following)
    )


def _following(body: Body) -> list[Block]:
    """The blocks right after the text; after the first line of a little text, which may end in a footer."""
    keys = {id(block.element) for block in body.kept}
    places = [index for index, block in enumerate(body.whole) if id(block.element) in keys]
    last = max(places, default=-1) if len(body.text) > SHORT else min(places, default=-1)
    return list(body.whole[last + 1 : last + 9])


def _breaks_off(body: Body) -> bool:
    """Whether the last line of the text is a paragraph that does not end as a sentence does."""
    last = body.kept[-1].text if body.kept else ""
    long = len(last) >= (SENTENCE_DENSE if is_dense(last) else PROSE // 2)
    return long and (SENTENCE_END.search(last) is None or last.endswith(("…", "...")))


def stands_in_wall(block: Block, beside: HtmlElement) -> bool:
    """Whether a block stands in a box that its names call a wall before the rest of a text, `beside` being text."""
    for above in islice((block.element, *block.element.iterancestors()), 4):
        if above.tag in ("body", "main", "html") or above is beside or above in set(beside.iterancestors()):
            return False
        if above.tag != "p" and _WALL_NAMES.search(name_words(above)):  # paragraphs behind a wall are named so, too
            return len("".join(above.itertext())) <= LONGEST_PROMPT
    return False


def _of_another_story(node: Mapping[str, Any], body: Body) -> bool:
    """Whether a video is named otherwise than the article that the page describes."""
    name = text_key(text_value(node.get("name")))
    titles = [key for title in body.fields.titles if len(key := text_key(title)) >= HEADLINE_DENSE]
    described = bool(body.fields.metadata.articles)
    return described and bool(name) and not any(fuzz.partial_ratio(name, title) >= ALIKE for title in titles)


def _is_short(body: Body) -> bool:
    dense = is_dense("".join(block.text for block in body.kept))
    return sum(len(block.text) for block in body.kept) < (SHORT_DENSE if dense else SHORT)


def _label_that_says(name: str, body: Body) -> str | None:
    if not _is_short(body):
        return None
    own = [block for block in body.kept if not says(name, block.text)]
    if name != "prompt" and states_article(body.fields.metadata) and prose_together(own) >= PROSE:
        return None
    labels = (block.text for block in body.kept or body.whole if len(block.text) < LONGEST_LABEL)
    said = next((text for text in labels if says(name, text)), None)
    return said[:LONGEST_DETAIL] if said else None


def _pictured(body: Body) -> int:
    """How many lines say what a picture beside them shows, where they are most of the text; else 0."""
    boxes = {block.element for block in body.kept}  # one may hold thousands of lines
    pictured = {element for element in boxes if _has_picture(element)}
    beside = [block for block in body.kept if block.element in pictured]
    most = sum(len(block.text) for block in beside) >= MOSTLY * sum(len(block.text) for block in body.kept)
    return len(beside) if most else 0


def _has_picture(element: HtmlElement) -> bool:
    """Whether a picture and a short line are all that the box of an element holds."""
    for box in islice((element, *element.iterancestors()), 3):
        if box.find(".//img") is not None:
            return len("".join(box.itertext()).strip()) <= LONGEST_LABEL
    return False


def _show(body: Body) -> str | None:
    """ "video" or "gallery" where a page is there for these: it says so and holds little text, or none beside them."""
    metadata = body.fields.metadata
    text = "".join(block.text for block in body.kept)
    prose = sum(
        len(block.text)
        for block in body.kept
        if block.link_share < 0.5 and (len(block.text) >= PROSE or block.element.get(TELLING))
    )
    if prose >= (SHORT_DENSE if is_dense(text) else SHORT):
        return None
    kinds = {kind for node in metadata.nodes for kind in types_of(node)}
    titles = [metadata.first("og:title"), metadata.title, *(b.text for b in body.whole if b.element.tag == "h1")]
    if metadata.first("og:type").startswith("video") and prose < SHORT // 2:
        return "video"
    if any(kind.endswith("Gallery") for kind in kinds):
        return "gallery"
    said = next((show for show in ("video", "gallery") if any(says(show, title) for title in titles)), None)
    # half as much is an article's brief text, which a video may go with
    if said or prose >= SHORT // 2 or not body.whole:
        return said
    root = body.whole[0].element.getroottree().getroot()
    own = [node for node in metadata.nodes if "VideoObject" in types_of(node) and not _of_another_story(node, body)]
    if own or next(root.iter("video"), None) is not None:
        return "video"
    captioned = len(body.captions) if len(text) < SHORT else 0
    if not states_article(metadata):
        captioned = max(captioned, _pictured(body))
    return "gallery" if max(captioned, sum(1 for _ in root.iter("figcaption"))) >= PICTURES else None
