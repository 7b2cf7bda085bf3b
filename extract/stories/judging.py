"""Whether two texts are one story, one quoting the other, or two events told alike."""

from __future__ import annotations

from dataclasses import dataclass

from extract.stories.compare import Overlap, Text, longest_quoted, longest_run, measure, most_in_a_row
from extract.stories.event_guards import Difference, difference
from extract.stories.numbers import figures
from extract.stories.words import SHINGLE_WORDS

QUOTATION = "quotation"
TRANSLATION = "translation"

LEAST_CONTAINED = 0.35
LEAST_SHARED = 8
# two reports that share so little outside of quotations, of all that they share, have a speaker in common, no source
LEAST_TOLD = 0.3
# a text that lies wholly in another, quotations and all, is a cut of it
WHOLLY = 0.85
# below this share of the longer text, the shorter is an item in a digest unless it is the longer one's beginning;
# such a pair (in thousandths) joins no two texts by itself, and parts none that others join
DIGEST_SHARE, DIGEST_LIKENESS = 0.2, 300
# words in a row that are no coincidence, within quotation marks and outside, where titles of office are long
LEAST_QUOTED, LEAST_PASSAGE = 15, 40
# by weight: so many figures, and so many of those of the text with fewer, are no coincidence across languages
LEAST_FIGURES, FIGURES_SHARE = 5, 0.6
# in shingles: texts shorter than this are judged by their lead alone; so many shared ones allow one changed fact
SHORT, WORDS_A_SWAP = 100, 50
# a long text (in shingles) this much alike to another is another event only when it differs in two ways, however often
# each comes: a list of times in another zone says "et / mt" in every line
VERY_ALIKE, LONG = 0.95, 150


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """How two texts are related. `likeness` is in thousandths: 0 when they are not one story, below 0 when they are
    two events told in one formula. `link` is "quotation", "translation" or "", `strength` the share (in thousandths)
    of the lesser side that both have. `shared` counts shingles or weighs figures, `why` is for a person.
    """

    likeness: int
    link: str
    strength: int
    shared: int
    why: str


def judge_translation(a: str, b: str) -> Verdict | None:
    """Whether two texts in two scripts give the same figures: a translation, or a report on the same numbers."""
    figures_a, figures_b = figures(a), figures(b)
    common = figures_a.keys() & figures_b.keys()
    weight = sum(figures_a[name] for name in common)
    least = min(sum(figures_a.values()), sum(figures_b.values()))
    if weight < LEAST_FIGURES or weight < FIGURES_SHARE * least:
        return None
    shown = ", ".join(sorted(common, key=lambda name: (-figures_a[name], name))[:6])
    strength = round(1000 * weight / least)
    return Verdict(
        likeness=0,
        link=TRANSLATION,
        strength=strength,
        shared=weight,
        why=f"{weight} of {least} for figures such as {shown}",
    )


def judge(a: Text, b: Text) -> Verdict | None:
    """How two texts are related, the same whichever comes first; None when they are not."""
    overlap = measure(a, b)
    if overlap.contained < LEAST_CONTAINED or overlap.shared < LEAST_SHARED:
        return _quotation(overlap, a, b) if overlap.shared else None
    if overlap.told < LEAST_TOLD * overlap.contained and overlap.contained < WHOLLY:
        return _quotation(overlap, a, b)
    why = f"{overlap.contained:.0%} of the shorter"
    if _is_digest_item(a, b):
        return _verdict(overlap, likeness=DIGEST_LIKENESS, link=QUOTATION, why=f"{why}, a part of the longer")
    if overlap.shared == min(a.size, b.size):  # wholly in the other: nothing is said differently
        return _verdict(overlap, likeness=1000, why=why)
    differs = difference(a, b)
    likeness = round(1000 * overlap.contained)
    conflict = _conflict(overlap, differs, least=min(a.size, b.size))
    if conflict:
        return _verdict(overlap, likeness=-likeness, why=f"{why}, but {conflict}")
    # every twelfth word changed leaves few shingles whole, and eleven twelfths of the words in their order
    in_order = round(2000 * differs.aligned - 1000)
    if in_order > likeness:
        return _verdict(overlap, likeness=in_order, why=f"{differs.aligned:.0%} of the words in order")
    return _verdict(overlap, likeness=likeness, why=why)


def _verdict(overlap: Overlap, *, likeness: int, why: str, link: str = "") -> Verdict:
    strength = round(1000 * overlap.contained)
    return Verdict(likeness=likeness, link=link, strength=strength, shared=overlap.shared, why=why)


def _quotation(overlap: Overlap, a: Text, b: Text) -> Verdict | None:
    """A passage that both have, long enough to be no formula."""
    scale = a.words.per_shingle / SHINGLE_WORDS
    most = most_in_a_row(a, b, overlap.shared)
    if most < LEAST_QUOTED * scale:
        return None
    quoted = longest_quoted(a, b)
    run = longest_run(a.words, b.words) if most >= LEAST_PASSAGE * scale or quoted >= LEAST_QUOTED * scale else 0
    if quoted < LEAST_QUOTED * scale and run < LEAST_PASSAGE * scale:
        return None
    words = max(quoted, run)
    return _verdict(overlap, likeness=0, link=QUOTATION, why=f"{words} words in a row")


def _is_digest_item(a: Text, b: Text) -> bool:
    """Whether the shorter text is a small part of the longer one, and not its beginning."""
    short, long = sorted((a, b), key=lambda text: text.size)
    if short.size >= DIGEST_SHARE * long.size:
        return False
    beginning = set(long.words.ordered[: max(short.size, 40)].tolist())
    return len(beginning.intersection(short.words.shingles.tolist())) < 0.3 * short.size


def _conflict(overlap: Overlap, differs: Difference, *, least: int) -> str:
    """Why two texts alike tell two events, or ""."""
    lead = differs.lead
    if differs.dated and not (overlap.contained >= 0.85 and overlap.shared >= 150):
        return "the datelines differ"
    very_alike = overlap.contained >= VERY_ALIKE and overlap.shared >= LONG
    if very_alike and differs.distinct < 2:
        return ""
    changed = differs.distinct if very_alike else differs.all
    if changed * WORDS_A_SWAP >= overlap.shared:
        return differs.example
    if least < SHORT:
        # one number may be corrected in a copy; an act, a day or a name makes it another event
        figures = lead.count("number")
        facts = len(lead) - figures
        return differs.example if facts or figures >= 2 or (figures and overlap.contained < 0.8) else ""
    return differs.example if len(lead) >= (3 if overlap.contained >= 0.6 else 2) else ""
