"""What two stories have in common and what they tell differently: numbers that the score is worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import timedelta
from math import fsum

from corpus.labels import LABELS
from extract.events.counted_things import clashing
from extract.events.focus import Focus
from extract.events.genre import COMMENT, DIGEST
from extract.events.happenings import groups
from extract.events.sketch import Sketch
from extract.events.subjects import subject_weights
from extract.events.word_likeness import overlap_of

# two stories further apart than this, in days, tell no one event, however alike: the bound on an event's length
WINDOW = 6
# names by weight, and figures by weight, beyond which more in common says no more
ENOUGH_NAMES, ENOUGH_FIGURES, ENOUGH_SUBJECTS = 8.0, 10, 3.0
_SHARED_FOCUS = ("same", "narrow_same", "other", "titles_other")
_CALLED = {"factory": "plant", "product": "good"}  # as the trained signs are called
FOCUSES = {
    label.name: tuple(f"{_CALLED.get(label.stem, label.stem)}_{what}" for what in _SHARED_FOCUS)
    for label in LABELS.values()
}
PROVISIONAL = "/x."
# hashes of passages: so many in common are about three sentences
ENOUGH_PASSAGES = 8
LEAST_MEANING = 0.75
# so much that a sentence of a digest names, counts and is about must be told in the report that it is met in
LEAST_MET = 0.9
Features = dict[str, float]
_LONGEST = timedelta(days=WINDOW)
# what tells that one thing happened, more than names and what both are about
HAPPENED = ("figures_strong", "acts_shared", "day_told", "toll_same", "counted_same", "passages")
# what says more together than each by itself
TOGETHER = {
    "place_and_acts": ("place_narrow_same", "acts_title"),
    "plant_and_acts": ("plant_same", "acts_shared"),
    "day_and_place": ("day_told", "place_narrow_same"),
    "figures_and_names": ("figures_strong", "names_cross_share"),
    "words_and_names": ("head_words", "names_cross_share"),
    "cites_and_names": ("cites", "names_leading_share"),
    "good_and_place": ("good_narrow_same", "place_narrow_same"),
    "figures_and_acts_other": ("figures_other", "acts_other"),
    "standing_and_place": ("standing", "place_narrow_same"),
    "goods_and_counted_other": ("good_titles_other", "counted_other"),
    "acts_and_day_other": ("acts_title", "day_other"),
    "place_and_counted_other": ("place_narrow_same", "counted_other"),
}


def far_apart(a: Sketch, b: Sketch) -> bool:
    """Whether two stories came out too far apart for one event; one without a day is of no event but its own."""
    return a.published is None or b.published is None or abs(a.published - b.published) > _LONGEST


def compare(a: Sketch, b: Sketch) -> Features:
    """What the score rests on, by name; the same whichever story comes first. What is not there is 0."""
    found = _names(a, b)
    found |= _figures(a, b)
    found |= _counts(a, b)
    found |= _leading_figures(a, b)
    found |= _quantities(a, b)
    found |= _subjects(a, b)
    found |= _times(a, b)
    found |= _sources(a, b)
    found |= _acts(a, b)
    found["voice"] = float(a.voice != b.voice)
    found["standing"] = abs(a.standing - b.standing)
    found["comment"] = float((a.genre == COMMENT) != (b.genre == COMMENT))
    if (a.genre == DIGEST) != (b.genre == DIGEST):
        found["digest"] = 1.0
        found |= _of_digest(a, b)
    if a.language == b.language:
        found |= _words(a, b)
    found["headlines_apart"] = float(bool(a.headline and b.headline) and a.headline.isdisjoint(b.headline))
    found["titled_apart"] = float(bool(a.titled and b.titled) and a.titled.isdisjoint(b.titled))
    found["only_names"] = float(not any(found.get(name) for name in HAPPENED))
    if bool(a.days) != bool(b.days):
        found["standing_and_undated"] = found["standing"]
        found["undated_and_place"] = found.get("place_narrow_same", 0.0)
    for name, (one, other) in TOGETHER.items():
        if one in found and other in found:
            found[name] = found[one] * found[other]
    return {name: value for name, value in found.items() if value}


def _names(a: Sketch, b: Sketch) -> Features:
    found: Features = {}
    shared = [a.names[key].weight for key in a.names.keys() & b.names.keys()]
    if shared:
        least = min(a.leading_weight, b.leading_weight)
        cross = (a.leading.keys() & b.names.keys()) | (b.leading.keys() & a.names.keys())
        leading = sum([a.names[key].weight for key in a.leading.keys() & b.leading.keys()])
        found = {
            "names": min(sum(shared), ENOUGH_NAMES) / ENOUGH_NAMES,
            "names_leading": min(leading, ENOUGH_NAMES) / ENOUGH_NAMES,
            "names_leading_share": leading / least if least else 0.0,
            "names_cross_share": min(1.0, sum([a.names[key].weight for key in cross]) / least) if least else 0.0,
            "rarest": max(shared) / 3,
        }
    # the same figures of another country
    found["home_other"] = float(a.home != b.home)
    found["abroad_other"] = float(bool(a.abroad) and bool(b.abroad) and a.abroad.isdisjoint(b.abroad))
    across = a.language != b.language
    own, its = a.focuses(across=across), b.focuses(across=across)
    for label in own.keys() & its.keys():
        found |= _focus(a, b, own[label], its[label], FOCUSES[label])
    return found


def _focus(a: Sketch, b: Sketch, one: Focus, two: Focus, names: tuple[str, ...]) -> Features:
    """What two reports are about under one label: `same` when both leads name it, `other` when each names its own and
    neither the other's, `titles_other` when headlines (else leads) do so.
    """
    same, narrow_same, other, titles_other = names
    found: Features = {}
    if not one.leading.isdisjoint(two.leading):
        found[same] = 1.0
    if not one.narrow.names.keys().isdisjoint(two.narrow.names.keys()):
        found[narrow_same] = 1.0  # what both are about is named by both: it is not the other
    elif (
        one.narrow.is_other(two.narrow, named=b.names.keys())
        and two.narrow.is_other(one.narrow, named=a.names.keys())
        and (a.cities | b.cities).isdisjoint(one.narrow.parents & two.narrow.parents)
        and one.sounds.isdisjoint(two.sounds)  # one farm, whose kind each names in its own words
    ):
        found[other] = 1.0
    if one.title.is_other(two.title, named=two.titles) and two.title.is_other(one.title, named=one.titles):
        found[titles_other] = 1.0
    return found


def _figures(a: Sketch, b: Sketch) -> Features:
    least = min(a.figures_weight, b.figures_weight)
    if not least:
        return {"figures_none": 1.0}
    shared = a.figures.keys() & b.figures.keys()
    if shared:
        shared -= clashing(a.units, b.units)
    weight = sum([a.figures[name] for name in shared])
    strong = len(a.strong & b.strong & shared) if shared else 0
    return {
        "figures": min(weight, ENOUGH_FIGURES) / ENOUGH_FIGURES,
        "figures_strong": min(strong, 3) / 3,
        "figures_share": weight / least,
        "figures_other": float(not strong and bool(a.strong) and bool(b.strong)),
    }


def _counts(a: Sketch, b: Sketch) -> Features:
    least = min(len(a.counts), len(b.counts))
    if not least:
        return {}
    shared = len(a.counts & b.counts)
    return {
        "counts": min(shared, 3) / 3,
        "counts_share": shared / least,
        "counts_other": float(not shared),
    }


def _leading_figures(a: Sketch, b: Sketch) -> Features:
    """Whether the figures that headlines and leads tell are the same, or only such as stand further down."""
    both = a.lead_figures & b.lead_figures
    strong = not a.strong.isdisjoint(b.strong)
    titled = bool(a.title_figures and b.title_figures)
    met = not (a.figures.keys().isdisjoint(b.title_figures) and b.figures.keys().isdisjoint(a.title_figures))
    return {
        "figures_lead": min(sum([a.figures.get(n, 0) for n in both]), ENOUGH_FIGURES) / ENOUGH_FIGURES if both else 0.0,
        "figures_back": float(strong and not both),
        "figures_titled": float(met),
        "figures_titles_other": float(titled and not met),
    }


def _quantities(a: Sketch, b: Sketch) -> Features:
    """Whether what both leads count comes to the same: won, tons, people; and how many died."""
    found: Features = {}
    counted = a.lead_units.keys() & b.lead_units.keys()
    if counted:
        same = sum([not a.lead_units[unit].isdisjoint(b.lead_units[unit]) for unit in counted])
        found = {"counted_same": min(same, 2) / 2, "counted_other": float(not same)}
    if a.tolls and b.tolls:
        found["toll_other" if a.tolls.isdisjoint(b.tolls) else "toll_same"] = 1.0
    return found


def _subjects(a: Sketch, b: Sketch) -> Features:
    """What both reports are about beside names."""
    shared = a.subjects & b.subjects
    crossing = (a.subjects & b.spoken) | (b.subjects & a.spoken)
    if not shared and not crossing:
        return {}
    weight = subject_weights()
    both = sum([weight[each] for each in shared])
    least = min(a.subjects_weight, b.subjects_weight)
    either = a.subjects_weight + b.subjects_weight - both
    cross = sum([weight[each] for each in crossing])
    titles = a.title_subjects | b.title_subjects
    met = (a.title_subjects & b.subjects) | (b.title_subjects & a.subjects)
    return {
        "subjects": min(both, ENOUGH_SUBJECTS) / ENOUGH_SUBJECTS,
        "subjects_share": both / least if least else 0.0,
        "subjects_cross_share": cross / either if either else 0.0,
        "subjects_titles": sum([weight[x] for x in met]) / sum([weight[x] for x in titles]) if titles else 0.0,
    }


def _of_digest(a: Sketch, b: Sketch) -> Features:
    """Of a digest and a report: how much of the digest the other is met in, by sentences, 0 to 1; and whether its
    headline is of that.
    """
    digest, other = (a, b) if a.genre == DIGEST else (b, a)
    known = {*other.names, *other.figures, *other.spoken}
    whole = sum([length for length, item in digest.items if item])
    part = sum([length for length, item in digest.items if _met_in(item, known)]) / max(1, whole)
    told = {*other.names, *other.spoken}
    return {
        "digest_part": part,
        "digest_titled": float(not told.isdisjoint(digest.titled | digest.title_subjects)),
    }


def _met_in(item: Mapping[str, float], known: AbstractSet[str]) -> bool:
    """Whether a sentence tells what another report does."""
    return fsum(weight for each, weight in item.items() if each in known) >= LEAST_MET  # the same in whatever order


def _times(a: Sketch, b: Sketch) -> Features:
    assert a.published is not None and b.published is not None
    gap = abs((a.published - b.published).days)
    told = not a.days.isdisjoint(b.days)
    found = _happened_after(a, b)
    found["same_day"] = float(gap == 0)
    found["days"] = min(gap, WINDOW) / WINDOW
    found["day_told"] = float(told)
    if a.days and b.days and not told:
        nearest = min([abs((one - other).days) for one in a.days for other in b.days])
        found["day_other" if nearest >= 2 else "day_near"] = 1.0
    return found


def _happened_after(a: Sketch, b: Sketch) -> Features:
    """Whether the later report tells a day that had not come when the earlier one was published: a follow-up may. Its
    own day is mostly that of the report ("Seoul, Nov. 26", "said on Wednesday").
    """
    assert a.published is not None and b.published is not None
    if a.published == b.published:
        return {}
    first, last, days = (a.published, b.published, b.days)
    if a.published > b.published:
        first, last, days = b.published, a.published, a.days
    later = [day for day in days if first < day <= last]
    return {"after": float(any(day < last for day in later)), "after_reported": float(last in later)}


def _sources(a: Sketch, b: Sketch) -> Features:
    """Whether one has it from the other's outlet, or both from a third."""
    return {
        "cites": float(a.medium in b.cited or b.medium in a.cited),
        "cites_same": float(not a.cited.isdisjoint(b.cited)),
        # an outlet seldom tells one happening twice
        "one_outlet": float(a.outlet == b.outlet),
    }


def _acts(a: Sketch, b: Sketch) -> Features:
    if not a.happens and not b.happens:
        return {}
    shared = a.happens & b.happens
    found: Features = {
        "acts": len(shared) / len(a.happens | b.happens),
        "acts_shared": min(len(shared), 4) / 4,
        "acts_other": float(bool(a.happens) and bool(b.happens) and not shared),
        "acts_title": float(not a.title_happens.isdisjoint(b.happens) and not b.title_happens.isdisjoint(a.happens)),
    }
    found["acts_rival"] = float(_rivals(a.happens - b.happens, b.happens - a.happens))
    found["acts_rival_heads"] = float(_rivals(a.title_happens - b.happens, b.title_happens - a.happens))
    return found


def _rivals(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts each tell something that what the other tells excludes."""
    if not one or not other:
        return False
    group = groups()
    return not {group[x] for x in one if x in group}.isdisjoint([group[x] for x in other if x in group])


def _words(a: Sketch, b: Sketch) -> Features:
    found = {
        "title_words": overlap_of(a.title, b.title),
        "head_words": overlap_of(a.head, b.head),
        "words": overlap_of(a.words, b.words),
        "same_language": 1.0,
    }
    if a.meaning is not None and b.meaning is not None:
        # any two texts on one country point much the same way
        found["meaning"] = max(0.0, (float(a.meaning @ b.meaning) - LEAST_MEANING) / (1 - LEAST_MEANING))
    passages = len(a.passages & b.passages)
    found["passages"] = min(passages, ENOUGH_PASSAGES) / ENOUGH_PASSAGES
    found["passages_share"] = passages / max(1, min(len(a.passages), len(b.passages)))
    return found
