"""From texts and verdicts to stories and links: which articles tell one story, and who quotes or translates whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from corpus.decisions.story_rulings import Ruling
from corpus.store.clustering import Places, Report, Story, StoryLink
from corpus.times import parse_time
from extract.stories.grouping import average_link, put_together
from extract.stories.index import Surroundings
from extract.stories.judging import SHORT, Verdict
from extract.stories.lineage import Told, arrival, tell
from extract.stories.relations import Pair
from extract.stories.story_versions import inside_several, lines_of, with_copies

# so far apart, texts must be this alike (in thousandths) to be one story, and short ones more: a formula comes again
FAR, ALIKE, SHORT_ALIKE = timedelta(days=4), 650, 850
TRANSLATED_WITHIN = timedelta(days=5)
# longer texts this much alike are one, whatever places their leads name
SAME_PLACES = 900
# how much of its likeness a text keeps that is as nothing beside the one it lies in: it must not tie two such texts,
# which may be two stories, nor keep one of them from its equals
LEAST_BY_SIZE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """What telling needs to know: articles by id, the articles that carry each text, and what people have ruled."""

    reports: Mapping[str, Report]
    carriers: Mapping[int, Sequence[str]]
    sizes: Mapping[int, int]
    places: Mapping[int, Places]
    rulings: frozenset[Ruling] = field(default_factory=frozenset)

    def first(self, text: int) -> Report:
        """The earliest article with a text."""
        return min((self.reports[key] for key in self.carriers[text]), key=arrival)


def tell_stories(around: Surroundings, scene: Scene) -> list[Story]:
    """The stories that texts tied by likeness (or by a ruling) tell."""
    firsts = {text: scene.first(text) for text in around.texts}
    ordered = sorted(around.texts, key=lambda text: arrival(firsts[text]))
    together, apart, split = _ruled(scene, ordered)
    likeness = _likeness(around, scene, firsts, ordered, split)
    groups = put_together(_groups(ordered, likeness, apart, scene), together, apart)
    text_of = {key: text for text in ordered for key in scene.carriers[text]}
    return [
        tell(
            Told(
                reports=[scene.reports[key] for text in group for key in scene.carriers[text]],
                text_of=text_of,
                sizes=scene.sizes.__getitem__,
                verdicts=around.near,
            )
        )
        for group in groups
    ]


def _likeness(
    around: Surroundings, scene: Scene, firsts: Mapping[int, Report], ordered: Sequence[int], split: set[int]
) -> dict[Pair, int]:
    """How much two texts are alike, by their verdict, their time and the places that they name."""
    place = {text: position for position, text in enumerate(ordered)}
    found = {}
    for (a, b), verdict in around.near.items():
        pair = (a, b) if place[a] < place[b] else (b, a)
        if (a in split) != (b in split):
            found[pair] = 0
            continue
        short = min(scene.sizes[a], scene.sizes[b]) < SHORT
        alike = _with_time(verdict.likeness, firsts[a], firsts[b], needed=SHORT_ALIKE if short else ALIKE)
        if elsewhere(scene.places[a], scene.places[b]) and alike < (1000 if short else SAME_PLACES):
            alike = -abs(alike)
        found[pair] = alike
    return found


def _groups(
    ordered: Sequence[int], likeness: Mapping[Pair, int], apart: Sequence[Pair], scene: Scene
) -> list[list[int]]:
    """The texts by stories: first versions by one outlet and their copies, then what is alike on the whole."""
    if not likeness:
        return [[text] for text in ordered]
    parted = {frozenset(pair) for pair in apart}
    published = {text: _published(text, scene) for text in ordered}
    joining = {pair: alike for pair, alike in likeness.items() if frozenset(pair) not in parted}
    versions = lines_of(ordered, joining, scene.sizes, published)
    sized = {pair: by_size(alike, *sorted(scene.sizes[text] for text in pair)) for pair, alike in likeness.items()}
    sized |= dict.fromkeys(inside_several(likeness, scene.sizes, versions), 0)
    lines = with_copies(ordered, versions, {pair: sized[pair] for pair in joining})
    # a copy goes where its version goes, and ties that to nothing else
    copies = {text for line in lines for text in line} - {text for line in versions for text in line}
    telling = {pair: alike for pair, alike in sized.items() if not copies.intersection(pair)}
    return average_link(ordered, telling, apart=apart, lines=lines)


def _published(text: int, scene: Scene) -> dict[str, list[datetime]]:
    """When each outlet brought a text."""
    found: dict[str, list[datetime]] = {}
    for report in (scene.reports[key] for key in scene.carriers[text]):
        if report.published:
            found.setdefault(report.outlet, []).append(parse_time(report.published))
    return found


def by_size(likeness: int, least: int, most: int) -> int:
    """Likeness between texts of these sizes: all of it between equals, less the smaller a part the shorter is."""
    if likeness <= 0 or not most:
        return likeness
    return round(likeness * (LEAST_BY_SIZE + (1 - LEAST_BY_SIZE) * least / most))


def elsewhere(a: Places, b: Places) -> bool:
    """Whether each of two texts names a place or plant in its lead that the other does not name at all."""
    return bool(a.lead - b.all) and bool(b.lead - a.all)


def _with_time(likeness: int, a: Report, b: Report, *, needed: int) -> int:
    if not (0 < likeness < needed and a.published and b.published):
        return likeness
    gap = abs(parse_time(a.published) - parse_time(b.published))
    return -likeness if gap >= FAR else likeness


def _ruled(scene: Scene, texts: Sequence[int]) -> tuple[list[Pair], list[Pair], set[int]]:
    """Pairs of texts that people put together, pairs they put apart, and texts they took out of their story."""
    if not scene.rulings:
        return [], [], set()
    text_of = {key: text for text in texts for key in scene.carriers[text]}
    pairs: dict[str, list[Pair]] = {"same": [], "different": []}
    split = set()
    for verdict, a, b in scene.rulings:
        if verdict == "split" and a in text_of:
            split.add(text_of[a])
        elif a in text_of and b in text_of and text_of[a] != text_of[b]:
            pairs[verdict].append((text_of[a], text_of[b]))
    return pairs["same"], pairs["different"], split


def find_links(links: Mapping[Pair, Verdict], scene: Scene, story_of: Mapping[str, str]) -> list[StoryLink]:
    """The links between stories, one a kind and pair of stories, from the later article to the earlier one."""
    best: dict[tuple[str, str, str], tuple[tuple[int, tuple[str, str], tuple[str, str]], StoryLink]] = {}
    for (a, b), verdict in links.items():
        earlier, later = sorted((scene.first(a), scene.first(b)), key=arrival)
        stories = sorted((story_of[earlier.id], story_of[later.id]))
        if stories[0] == stories[1] or (verdict.link == "translation" and not _may_translate(earlier, later)):
            continue
        link = StoryLink(
            article_id=later.id,
            other_id=earlier.id,
            relation=verdict.link,
            score=verdict.strength / 1000,
            why=verdict.why,
        )
        rank = (-verdict.shared, arrival(earlier), arrival(later))
        key = (verdict.link, stories[0], stories[1])
        if key not in best or rank < best[key][0]:
            best[key] = rank, link
    return [link for _, link in best.values()]


def _may_translate(earlier: Report, later: Report) -> bool:
    """A translation appears within days, in another language, and names what both languages' sources know."""
    if earlier.language == later.language or not earlier.published or not later.published:
        return False
    if earlier.known and later.known and not earlier.known & later.known:
        return False
    return parse_time(later.published) - parse_time(earlier.published) <= TRANSLATED_WITHIN
