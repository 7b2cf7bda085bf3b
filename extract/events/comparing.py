"""What two stories have in common and what they tell differently: numbers that the score is worked out from."""

from __future__ import annotations

from datetime import timedelta

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
_CALLED = {"factory": "plant", "product": "good"}  # as the trained signs are called
FOCUSES = {label.name: _CALLED.get(label.stem, label.stem) for label in LABELS.values()}
PROVISIONAL = "/x."
# hashes of passages: so many in common are about three sentences
ENOUGH_PASSAGES = 8
LEAST_MEANING = 0.75
Features = dict[str, float]
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
    return a.published is None or b.published is None or abs(a.published - b.published) > timedelta(days=WINDOW)


def compare(a: Sketch, b: Sketch) -> Features:
    """What the score rests on, by name; the same whichever story comes first."""
    found = {
        **_names(a, b),
        **_figures(a, b),
        **_counts(a, b),
        **_leading_figures(a, b),
        **_quantities(a, b),
        **_subjects(a, b),
        **_times(a, b),
        **_sources(a, b),
        **_acts(a, b),
        "voice": float(a.voice != b.voice),
        "standing": abs(a.standing - b.standing),
        "comment": float((a.genre == COMMENT) != (b.genre == COMMENT)),
        "digest": float((a.genre == DIGEST) != (b.genre == DIGEST)),
        "digest_part": _part_of_digest(a, b),
    }
    if a.language == b.language:
        found |= _words(a, b)
    found["only_names"] = float(not any(found.get(name) for name in HAPPENED))
    if bool(a.days) != bool(b.days):
        found |= {"standing_and_undated": found["standing"], "undated_and_place": found.get("place_narrow_same", 0.0)}
    for name, (one, other) in TOGETHER.items():
        found[name] = found.get(one, 0.0) * found.get(other, 0.0)
    return {name: value for name, value in found.items() if value}


def _names(a: Sketch, b: Sketch) -> Features:
    shared = a.names.keys() & b.names.keys()
    both_lead = a.leading.keys() & b.leading.keys()
    least = min(a.leading_weight, b.leading_weight)
    cross = (a.leading.keys() & b.names.keys()) | (b.leading.keys() & a.names.keys())
    leading = sum(a.names[key].weight for key in both_lead)
    found = {
        "names": min(sum(a.names[key].weight for key in shared), ENOUGH_NAMES) / ENOUGH_NAMES,
        "names_leading": min(leading, ENOUGH_NAMES) / ENOUGH_NAMES,
        "names_leading_share": leading / least if least else 0.0,
        "names_cross_share": min(1.0, sum(a.names[key].weight for key in cross) / least) if least else 0.0,
        "rarest": max((a.names[key].weight for key in shared), default=0.0) / 3,
        # the same figures of another country
        "home_other": float(a.home != b.home),
        "abroad_other": float(bool(a.abroad) and bool(b.abroad) and a.abroad.isdisjoint(b.abroad)),
    }
    across = a.language != b.language
    own, its = a.focuses(across=across), b.focuses(across=across)
    for label in own.keys() & its.keys():
        found |= _focus(a, b, own[label], its[label], FOCUSES[label])
    return found


def _focus(a: Sketch, b: Sketch, one: Focus, two: Focus, name: str) -> Features:
    """What two reports are about under one label: `same` when both leads name it, `other` when each names its own and
    neither the other's, `titles_other` when headlines (else leads) do so.
    """
    in_one_city = a.cities | b.cities
    return {
        f"{name}_same": float(not one.leading.isdisjoint(two.leading)),
        f"{name}_narrow_same": float(not one.narrow.names.keys().isdisjoint(two.narrow.names)),
        f"{name}_other": float(
            one.narrow.is_other(two.narrow, named=b.names)
            and two.narrow.is_other(one.narrow, named=a.names)
            and in_one_city.isdisjoint(one.narrow.parents & two.narrow.parents)
        ),
        f"{name}_titles_other": float(
            one.title.is_other(two.title, named=two.titles) and two.title.is_other(one.title, named=one.titles)
        ),
    }


def _figures(a: Sketch, b: Sketch) -> Features:
    shared = (a.figures.keys() & b.figures.keys()) - clashing(a.units, b.units)
    weight = sum(a.figures[name] for name in shared) if shared else 0
    strong = len(a.strong & b.strong & shared)
    least = min(a.figures_weight, b.figures_weight)
    return {
        "figures": min(weight, ENOUGH_FIGURES) / ENOUGH_FIGURES,
        "figures_strong": min(strong, 3) / 3,
        "figures_share": weight / least if least else 0.0,
        "figures_other": float(not strong and bool(a.strong) and bool(b.strong)),
        "figures_none": float(not least),
    }


def _counts(a: Sketch, b: Sketch) -> Features:
    least = min(len(a.counts), len(b.counts))
    shared = len(a.counts & b.counts)
    return {
        "counts": min(shared, 3) / 3,
        "counts_share": shared / least if least else 0.0,
        "counts_other": float(least > 0 and not shared),
    }


def _leading_figures(a: Sketch, b: Sketch) -> Features:
    """Whether the figures that headlines and leads tell are the same, or only such as stand further down."""
    both = a.lead_figures & b.lead_figures
    strong = not a.strong.isdisjoint(b.strong)
    titled = bool(a.title_figures and b.title_figures)
    met = (a.title_figures & b.figures.keys()) | (b.title_figures & a.figures.keys())
    return {
        "figures_lead": min(sum(a.figures.get(n, 0) for n in both), ENOUGH_FIGURES) / ENOUGH_FIGURES if both else 0.0,
        "figures_back": float(strong and not both),
        "figures_titled": float(bool(met)),
        "figures_titles_other": float(titled and not met),
    }


def _quantities(a: Sketch, b: Sketch) -> Features:
    """Whether what both leads count comes to the same: won, tons, people; and how many died."""
    counted = a.lead_units.keys() & b.lead_units.keys()
    same = sum(not a.lead_units[unit].isdisjoint(b.lead_units[unit]) for unit in counted)
    return {
        "counted_same": min(same, 2) / 2,
        "counted_other": float(bool(counted) and not same),
        "toll_same": float(not a.tolls.isdisjoint(b.tolls)),
        "toll_other": float(bool(a.tolls) and bool(b.tolls) and a.tolls.isdisjoint(b.tolls)),
    }


def _subjects(a: Sketch, b: Sketch) -> Features:
    """What both reports are about beside names."""
    weight = subject_weights()
    both = sum(weight[each] for each in a.subjects & b.subjects)
    least = min(a.subjects_weight, b.subjects_weight)
    either = a.subjects_weight + b.subjects_weight - both
    cross = sum(weight[each] for each in (a.subjects & b.spoken) | (b.subjects & a.spoken))
    titles = a.title_subjects | b.title_subjects
    met = (a.title_subjects & b.subjects) | (b.title_subjects & a.subjects)
    return {
        "subjects": min(both, ENOUGH_SUBJECTS) / ENOUGH_SUBJECTS,
        "subjects_share": both / least if least else 0.0,
        "subjects_cross_share": cross / either if either else 0.0,
        "subjects_titles": sum(weight[each] for each in met) / sum(weight[each] for each in titles) if titles else 0.0,
    }


def _part_of_digest(a: Sketch, b: Sketch) -> float:
    """How much of a digest the other report is met in, by sentences, 0 to 1."""
    digest, other = (a, b) if a.genre == DIGEST else (b, a)
    if other.genre == DIGEST or not digest.items:
        return 0.0
    known = {*other.names, *other.figures}
    told = sum(length for length, item in digest.items if item)
    return sum(length for length, item in digest.items if not known.isdisjoint(item)) / max(1, told)


def _times(a: Sketch, b: Sketch) -> Features:
    assert a.published is not None and b.published is not None
    gap = abs((a.published - b.published).days)
    found = {
        "same_day": float(gap == 0),
        "days": min(gap, WINDOW) / WINDOW,
        "day_told": float(bool(a.days & b.days)),
        "after": float(_happened_after(a, b)),
    }
    if a.days and b.days and not a.days & b.days:
        nearest = min(abs((one - other).days) for one in a.days for other in b.days)
        found["day_other"] = float(nearest >= 2)
        found["day_near"] = float(nearest < 2)
    return found


def _happened_after(a: Sketch, b: Sketch) -> bool:
    """Whether the later report tells a day that had not come when the earlier one was published: a follow-up may."""
    assert a.published is not None and b.published is not None
    first, last, days = (a.published, b.published, b.days)
    if a.published > b.published:
        first, last, days = b.published, a.published, a.days
    return any(first < day <= last for day in days)


def _sources(a: Sketch, b: Sketch) -> Features:
    """Whether one has it from the other's outlet, or both from a third."""
    return {
        "cites": float(a.medium in b.cited or b.medium in a.cited),
        "cites_same": float(not a.cited.isdisjoint(b.cited)),
        # an outlet seldom tells one happening twice
        "one_outlet": float(a.outlet == b.outlet),
    }


def _acts(a: Sketch, b: Sketch) -> Features:
    shared = a.happens & b.happens
    either = a.happens | b.happens
    group = groups()
    rivals = {group[x] for x in a.happens - b.happens if x in group} & {
        group[x] for x in b.happens - a.happens if x in group
    }
    heads = {group[x] for x in a.title_happens - b.happens if x in group}
    rival_heads = heads & {group[x] for x in b.title_happens - a.happens if x in group}
    return {
        "acts": len(shared) / len(either) if either else 0.0,
        "acts_shared": min(len(shared), 4) / 4,
        "acts_other": float(bool(a.happens) and bool(b.happens) and not shared),
        "acts_title": float(bool(a.title_happens & b.happens) and bool(b.title_happens & a.happens)),
        "acts_rival": float(bool(rivals)),
        "acts_rival_heads": float(bool(rival_heads)),
    }


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
