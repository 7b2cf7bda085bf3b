"""What two stories have in common and what they tell differently: numbers that the score is worked out from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import timedelta

from extract.events.genre import COMMENT, DIGEST
from extract.events.happenings import groups
from extract.events.sketch import NARROW, Name, Sketch
from extract.events.word_likeness import cosine
from extract.stories.compare import common
from extract.stories.numbers import STRONG

# two stories further apart than this, in days, tell no one event, however alike: the bound on an event's length
WINDOW = 6
# names by weight, and figures by weight, beyond which more in common says no more
ENOUGH_NAMES, ENOUGH_FIGURES = 8.0, 10
# by weight: a name that says what a report is about
LEAST_SAME, LEAST_CITY = 0.6, 1.0
PROVINCE = "-province"  # how the ids of those end that hold many cities
FOCUSES = {"FACTORY": "plant", "PLACE": "place", "PERSON": "person", "PRODUCT": "good", "ORG": "org"}
PROVISIONAL = "/x."
# hashes of passages: so many in common are about three sentences
ENOUGH_PASSAGES = 8
LEAST_MEANING = 0.75
Features = dict[str, float]
# what says more together than each by itself
TOGETHER = {
    "place_and_acts": ("place_narrow_same", "acts_title"),
    "plant_and_acts": ("plant_same", "acts_shared"),
    "day_and_place": ("day_told", "place_narrow_same"),
    "figures_and_names": ("figures_strong", "names_cross_share"),
    "words_and_names": ("head_words", "names_cross_share"),
    "cites_and_names": ("cites", "names_leading_share"),
    "good_and_place": ("good_narrow_same", "place_narrow_same"),
}


def far_apart(a: Sketch, b: Sketch) -> bool:
    """Whether two stories came out too far apart for one event; one without a day is of no event but its own."""
    return a.published is None or b.published is None or abs(a.published - b.published) > timedelta(days=WINDOW)


def compare(a: Sketch, b: Sketch) -> Features:
    """What the score rests on, by name; the same whichever story comes first."""
    found = {
        **_names(a, b),
        **_figures(a.figures, b.figures),
        **_counts(a, b),
        **_times(a, b),
        **_sources(a, b),
        **_acts(a, b),
        "voice": float(a.voice != b.voice),
        "comment": float((a.genre == COMMENT) != (b.genre == COMMENT)),
        "digest": float((a.genre == DIGEST) != (b.genre == DIGEST)),
    }
    if a.language == b.language:
        found |= _words(a, b)
    found |= {name: math.prod(found.get(part, 0.0) for part in parts) for name, parts in TOGETHER.items()}
    return {name: value for name, value in found.items() if value}


def _names(a: Sketch, b: Sketch) -> Features:
    shared = a.names.keys() & b.names.keys()
    weight = sum(a.names[key].weight for key in shared)
    leading_a, leading_b = _leading(a.names), _leading(b.names)
    both_lead = leading_a.keys() & leading_b.keys()
    least = min(_weigh(leading_a.values()), _weigh(leading_b.values()))
    cross = (leading_a.keys() & b.names.keys()) | (leading_b.keys() & a.names.keys())
    found = {
        "names": min(weight, ENOUGH_NAMES) / ENOUGH_NAMES,
        "names_leading": min(_weigh(a.names[key] for key in both_lead), ENOUGH_NAMES) / ENOUGH_NAMES,
        "names_leading_share": _weigh(a.names[key] for key in both_lead) / least if least else 0.0,
        "names_cross_share": min(1.0, _weigh(a.names[key] for key in cross) / least) if least else 0.0,
        "rarest": max((a.names[key].weight for key in shared), default=0.0) / 3,
        # the same figures of another country
        "home_other": float(a.home != b.home),
    }
    for label, name in (
        ("FACTORY", "plant"),
        ("PLACE", "place"),
        ("PERSON", "person"),
        ("PRODUCT", "good"),
        ("ORG", "org"),
    ):
        found |= _focus(a, b, label, name)
    return found


def _leading(names: Mapping[str, Name]) -> dict[str, Name]:
    return {key: name for key, name in names.items() if name.leading}


def _weigh(names: Iterable[Name]) -> float:
    return sum(name.weight for name in names)


def _focus(a: Sketch, b: Sketch, label: str, name: str) -> Features:
    """What two reports are about under one label: `same` when both leads name it, `other` when each names its own and
    neither the other's, `titles_other` when headlines (else leads) do so.
    """
    across = a.language != b.language
    own_a, own_b = ({k: n for k, n in _leading(each.names).items() if _tells(n, label)} for each in (a, b))
    same = any(key in own_b for key in own_a)
    if label == "PLACE" or across:  # a name that the knowledge base does not hold may be the other's by another name
        own_a, own_b = ({k: n for k, n in own.items() if PROVISIONAL not in k} for own in (own_a, own_b))
    title_a, title_b = ({k: n for k, n in own.items() if n.titled} or own for own in (own_a, own_b))
    narrow_a, narrow_b = _narrowest(own_a), _narrowest(own_b)
    # a port and a district of one city are not two places; two districts of the capital are
    cities = {
        key
        for each in (a, b)
        for key, named in each.names.items()
        if named.weight >= LEAST_CITY and not key.endswith(PROVINCE)
    }
    return {
        f"{name}_same": float(same),
        f"{name}_narrow_same": float(any(key in narrow_b for key in narrow_a)),
        f"{name}_other": float(
            not cities & _parents(narrow_a) & _parents(narrow_b)
            and _other(narrow_a, b.names, narrow_b)
            and _other(narrow_b, a.names, narrow_a)
        ),
        f"{name}_titles_other": float(
            _other(_narrowest(title_a), title_b, _narrowest(title_b))
            and _other(_narrowest(title_b), title_a, _narrowest(title_a))
        ),
    }


def _tells(name: Name, label: str) -> bool:
    """Whether a name says what a report is about."""
    return name.label == label and name.weight >= (NARROW if label == "PLACE" else LEAST_SAME)


def _narrowest(own: Mapping[str, Name]) -> dict[str, Name]:
    """Without the places in which others of them lie: the county, not its province."""
    around = {name.parent for name in own.values()}
    return {key: name for key, name in own.items() if key not in around}


def _other(own: Mapping[str, Name], named: Mapping[str, Name], about: Mapping[str, Name]) -> bool:
    """Whether none of these is named in the other report, nor lies in what that is about, nor the other way round."""
    around = _parents(about)
    return bool(own and about) and not any(
        key in named or key in around or name.parent in about for key, name in own.items()
    )


def _parents(names: Mapping[str, Name]) -> set[str | None]:
    return {name.parent for name in names.values()}


def _figures(a: Mapping[str, int], b: Mapping[str, int]) -> Features:
    shared = a.keys() & b.keys()
    weight = sum(a[name] for name in shared)
    strong = sum(a[name] == STRONG for name in shared)
    least = min(sum(a.values()), sum(b.values()))
    strong_a, strong_b = (sum(value == STRONG for value in each.values()) for each in (a, b))
    return {
        "figures": min(weight, ENOUGH_FIGURES) / ENOUGH_FIGURES,
        "figures_strong": min(strong, 3) / 3,
        "figures_share": weight / least if least else 0.0,
        "figures_other": float(not strong and strong_a > 0 and strong_b > 0),
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
    earlier, later = sorted((a, b), key=lambda story: str(story.published))
    assert earlier.published is not None and later.published is not None
    return any(earlier.published < day <= later.published for day in later.days)


def _sources(a: Sketch, b: Sketch) -> Features:
    """Whether one has it from the other's outlet, or both from a third."""
    cited_a, cited_b = ({each.cited for each in story.citations} for story in (a, b))
    shared = cited_a & cited_b
    return {
        "cites": float(a.medium in cited_b or b.medium in cited_a),
        "cites_same": float(bool(shared)),
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


def _grouped(happenings: Iterable[str]) -> set[str]:
    """The groups of kinds of which only one can have happened."""
    return {groups()[kind] for kind in happenings if kind in groups()}


def _words(a: Sketch, b: Sketch) -> Features:
    found = {
        "title_words": cosine(a.title, b.title),
        "head_words": cosine(a.head, b.head),
        "words": cosine(a.words, b.words),
        "same_language": 1.0,
    }
    if a.meaning is not None and b.meaning is not None:
        # any two texts on one country point much the same way
        found["meaning"] = max(0.0, (float(a.meaning @ b.meaning) - LEAST_MEANING) / (1 - LEAST_MEANING))
    passages = common(a.passages, b.passages)
    found["passages"] = min(passages, ENOUGH_PASSAGES) / ENOUGH_PASSAGES
    found["passages_share"] = passages / max(1, min(len(a.passages), len(b.passages)))
    return found
