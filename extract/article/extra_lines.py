"""Lines that an article's box holds beside the article: what asks to pay or to write, and quotations set large."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice
from urllib.parse import urlsplit

from extract.article.draft import Draft, Line
from extract.fields.authors import names_in_bio
from extract.fields.term_pairs import part_of, stamped_lists
from extract.furniture.line_rules import LinePolicy, line_reason
from extract.gates.text_gates import stands_in_wall
from extract.gates.wordings import says
from extract.page.blocks import Block, is_dense, text_key
from extract.page.element_names import name_words
from extract.page.prose import is_paragraph, is_prose

EDGE = 4  # lines from the start or the end within which a credit or date line is looked for
REFRAIN, REFRAIN_DENSE = 40, 16  # characters: a shorter line may be said again
QUOTED, QUOTED_DENSE = 16, 7  # letters of a quotation set large
QUOTES = ("blockquote", "aside", "q")
PULLED = re.compile(r"\b(pull ?quotes?|pq|quote ?(box|block)?|big ?quote|blockquote)\b")
_ALL_QUOTED = re.compile(r"[“„«「『\"][^“„«「『\"”»」』]+[”“»」』\"]\.?")
MAIL = re.compile(r"[\w.+-]{1,64}@([a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,4})", re.IGNORECASE)
LONGEST_BELOW = 240  # characters of a line below a signature that is no text
LONGEST_BIO = 600  # characters
_BIO = re.compile(r"\b(bio|authors?|contributors?|profile|about)\b")
OWN_MAIL, OWN_MAIL_DENSE = 160, 80  # characters of a line that asks to write to the site


def asks_to_pay(line: Line, first: Line, blocks: Sequence[Block]) -> bool:
    """Whether a short line asks to log in or to pay for the rest, by its words or by the wall it stands in."""
    if len(line.text) > (OWN_MAIL_DENSE if is_dense(line.text) else OWN_MAIL) or line.block is None:
        return False
    block = blocks[line.block]
    walled = first.block is not None and stands_in_wall(block, blocks[first.block].element)
    return walled or (says("prompt", line.text) and not is_prose(block))


def drop_own_mail(draft: Draft, policy: LinePolicy, url: str) -> None:
    """Takes out the short lines among the last that hold an address at the site's own host: whom to write to."""
    host = (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    for index in range(max(1, len(draft.lines) - EDGE), len(draft.lines)):
        line = draft.lines[index]
        domains = MAIL.findall(line.text) if len(line.text) <= OWN_MAIL else []
        own = any(host == domain or host.endswith(f".{domain}") or domain.endswith(f".{host}") for domain in domains)
        if (
            own
            and len(line.text) <= (OWN_MAIL_DENSE if is_dense(line.text) else OWN_MAIL)
            and not policy.keeps(line.text)
        ):
            draft.drop(index, "contact")
    draft.settle()


def drop_terms(draft: Draft, blocks: Sequence[Block], policy: LinePolicy) -> None:
    """Takes out the lists of terms that say when the page was written, and by whom: its lines are not the article's."""
    own = set(stamped_lists([blocks[line.block] for line in draft.lines if line.block is not None]))
    for index, line in enumerate(draft.lines):
        part = part_of(blocks[line.block]) if line.block is not None else None
        if part is not None and not own.isdisjoint(part.iterancestors("dl")) and not policy.keeps(line.text):
            draft.drop(index, "furniture")
    draft.settle()


def drop_repeats(draft: Draft, blocks: Sequence[Block]) -> None:
    """Takes out lines said before in the same words in another kind of place: quoted large, or in a copy of the text.

    Short ones may be refrains, and what stands twice among the same paragraphs is the author's.
    """
    seen: dict[str, Block | None] = {}
    for index, line in enumerate(draft.lines):
        if len(line.text) < (REFRAIN_DENSE if is_dense(line.text) else REFRAIN):
            continue
        block = None if line.block is None else blocks[line.block]
        if line.key in seen and not _are_brothers(block, seen[line.key]):
            draft.drop(index, "repeated")
        seen.setdefault(line.key, block)
    draft.settle()


def _are_brothers(one: Block | None, other: Block | None) -> bool:
    """Whether two blocks are made alike and stand side by side in one box, or in boxes that are and do."""
    if one is None or other is None:
        return one is other
    first, second = one.element, other.element
    for _ in range(3):
        if first is second:
            return True
        if first is None or second is None or (first.tag, first.get("class")) != (second.tag, second.get("class")):
            return False
        first, second = first.getparent(), second.getparent()
    return False


def drop_quoted(draft: Draft, blocks: Sequence[Block]) -> None:
    """Takes out quotations set apart from the paragraphs, in a box of their own, where a paragraph tells them too."""
    keys = [line.key for line in draft.lines]
    for index, line in enumerate(draft.lines):
        if line.block is None or len(line.key) < (QUOTED_DENSE if is_dense(line.text) else QUOTED):
            continue
        if blocks[line.block].heading:
            continue
        around = [blocks[line.block].element, *islice(blocks[line.block].element.iterancestors(), 2)]
        named = any(e.tag in QUOTES or PULLED.search(name_words(e)) for e in around if e.tag != "article")
        if not named and not (_ALL_QUOTED.fullmatch(line.text.strip()) and _stands_alone(blocks[line.block])):
            continue
        if any(line.key in key and len(key) > len(line.key) for key in keys):
            draft.drop(index, "repeated")
    draft.settle()


def _stands_alone(block: Block) -> bool:
    """Whether a block is all that a box of its own says."""
    box = block.element if block.element.tag in ("div", "section") else block.element.getparent()
    return box is not None and box.tag in ("div", "section") and text_key("".join(box.itertext())) == block.key


def drop_after_signature(
    draft: Draft, blocks: Sequence[Block], signed: Callable[[Line, Sequence[Block]], bool]
) -> None:
    """Takes out what follows the author's name under the article, none of it a paragraph."""
    for index in range(len(draft.lines) - 1, 1, -1):
        text = draft.lines[index].text
        if (is_paragraph(text, 0.0) or len(text) > LONGEST_BELOW) and line_reason(text, "any", "edge") is None:
            break
        if signed(draft.lines[index], blocks):
            for after in range(index + 1, len(draft.lines)):
                draft.drop(after, "furniture")
            break
    draft.settle()


def is_bio(line: Line, blocks: Sequence[Block]) -> bool:
    """Whether a line tells who the author is: set in slanted type as a whole, or in a box that is named so."""
    if line.block is None or len(line.text) > LONGEST_BIO or not names_in_bio(line.text):
        return False
    element = blocks[line.block].element
    slanted = any(text_key("".join(inner.itertext())) == line.key for inner in element.iter("i", "em"))
    return slanted or _BIO.search(f"{name_words(element)} {name_words(element.getparent())}") is not None
