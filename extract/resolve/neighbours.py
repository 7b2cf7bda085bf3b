"""Which of several known places of one name is meant: the one that lies where a place named beside it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.resolve.document import NameState, Resolution, Spot

_SCORE = 0.8
_REACH = 300  # characters within which a name beside it tells more than the rest of the article

Around = Callable[[str], set[str]]  # a place and those that it lies in


def choose_places(
    spots: Sequence[Spot],
    found: dict[str, Resolution],
    state_of: Callable[[str, str], NameState],
    around: Around,
) -> dict[str, Resolution]:
    """The resolutions with those of places that share a name decided by the province named near them, or beside them
    in the article; what nothing tells stays as it was.
    """
    waiting = {
        spot.id: state
        for spot in spots
        if spot.label == "PLACE" and len((state := state_of("PLACE", spot.text)).candidates) > 1
    }
    if not waiting:
        return found
    told = [
        (spot, found[spot.id].entity_id)
        for spot in spots
        if spot.label == "PLACE" and spot.id not in waiting and found[spot.id].entity_id
    ]
    chosen = dict(found)
    for spot in spots:
        if spot.id not in waiting or found[spot.id].entity_id in waiting[spot.id].candidates:
            continue
        home = _home_of(waiting[spot.id].candidates, spot, told, around)
        if home:
            chosen[spot.id] = Resolution(
                entity_id=home, score=_SCORE, why="of several of that name, by the places beside it"
            )
    return chosen


def _home_of(candidates: Sequence[str], spot: Spot, told: Sequence[tuple[Spot, str | None]], around: Around) -> str:
    """The one candidate whose province, or a place of whose province, is named: the nearest decides."""
    provinces = {key: around(key) - {key, "place/north-korea"} for key in candidates}
    near = sorted(
        (abs(other.start - spot.start) if other.field == spot.field else _REACH + other.start, entity)
        for other, entity in told
        if entity is not None
    )
    for distance, entity in near:
        # a province itself, or near by a county of one
        where = {entity} if distance > _REACH else around(entity)
        fits = [key for key, own in provinces.items() if own & where]
        if len(fits) == 1:
            return fits[0]
    return ""
