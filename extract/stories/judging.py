"""Whether two texts are one story, one quoting the other, or two events told alike."""

from __future__ import annotations

from dataclasses import dataclass

from extract.stories.compare import Overlap, Text, measure
from extract.stories.guards import Difference, difference

NEAR = "near"
QUOTATION = "quotation"

LEAST_CONTAINED = 0.35
LEAST_TOLD = 0.3
LEAST_SHARED = 8
# below this share of the longer text, the shorter is an item in a digest unless it is the longer one's beginning
DIGEST_SHARE = 0.2
# words in a row that are no coincidence and no title of office
LEAST_QUOTED = 25
# in shingles: texts shorter than this are judged by their lead alone; so many shared ones allow one changed fact
SHORT, WORDS_A_SWAP = 100, 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """How two texts are related: `likeness` in thousandths, below 0 for two events in one formula."""

    kind: str
    likeness: int
    shared: int
    why: str


def judge(a: Text, b: Text) -> Verdict | None:
    """How two texts are related, the same whichever comes first; None when they are not."""
    overlap = measure(a, b)
    thousandths = round(1000 * overlap.contained)
    if overlap.contained >= LEAST_CONTAINED and overlap.shared >= LEAST_SHARED:
        if overlap.told < LEAST_TOLD or _is_digest_item(a, b):
            return Verdict(
                kind=QUOTATION, likeness=thousandths, shared=overlap.shared, why=f"{overlap.run} words in a row"
            )
        differs = difference(a, b)
        conflict = _conflict(overlap, differs, least=min(a.size, b.size))
        why = f"{overlap.contained:.0%} of the shorter"
        if conflict:
            return Verdict(kind=NEAR, likeness=-thousandths, shared=overlap.shared, why=f"{why}, but {conflict}")
        return Verdict(kind=NEAR, likeness=thousandths, shared=overlap.shared, why=why)
    if overlap.run >= LEAST_QUOTED * (2 if a.words.cjk else 1):
        return Verdict(kind=QUOTATION, likeness=thousandths, shared=overlap.shared, why=f"{overlap.run} words in a row")
    return None


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
    if differs.all * WORDS_A_SWAP >= overlap.shared:
        return differs.example
    if least < SHORT:
        # one number may be corrected in a copy; an act, a day or a name makes it another event
        figures = lead.count("number")
        facts = len(lead) - figures
        return differs.example if facts or figures >= 2 or (figures and overlap.contained < 0.8) else ""
    return differs.example if len(lead) >= (3 if overlap.contained >= 0.6 else 2) else ""
