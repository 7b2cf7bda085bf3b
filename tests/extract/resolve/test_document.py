"""Inside an article short forms take the full name before them; what fits two names stays open."""

from __future__ import annotations

from extract.resolve.document import NameState, Resolution, Spot, resolve_document

OPEN = NameState(entity_id=None, score=0.0, why="a surname alone")


def read(*names: str, fields: str = "") -> list[Resolution]:
    """The resolutions of names in a row, "LABEL:name"; a full name is an entity of its own. `fields`: t is a title."""
    spots = [
        Spot(
            id=str(number),
            field="title" if fields[number : number + 1] == "t" else "text",
            start=number * 10,
            text=name.partition(":")[2],
            label=name.partition(":")[0],
        )
        for number, name in enumerate(names)
    ]

    def state(label: str, text: str) -> NameState:
        if label == "PERSON" and " " not in text:
            return OPEN
        return NameState(entity_id=f"{label}/{text}", score=0.7, why="by its own name")

    found = resolve_document(spots, state)
    return [found[spot.id] for spot in spots]


def test_a_bare_surname_takes_the_full_name_before_it() -> None:
    assert read("PERSON:Jeong Eunlee", "PERSON:Jeong")[1].entity_id == "PERSON/Jeong Eunlee"


def test_a_bare_surname_before_any_full_name_stays_open() -> None:
    assert read("PERSON:Jeong", "PERSON:Jeong Eunlee")[0].entity_id is None


def test_a_bare_surname_after_two_people_of_that_name_stays_open() -> None:
    last = read("PERSON:Kim Song Nam", "PERSON:Kim Yong Chol", "PERSON:Kim")[2]
    assert last.entity_id is None
    assert last.why == "unsure: may be short for any of Kim Song Nam, Kim Yong Chol"


def test_a_headline_may_name_shortly_what_the_text_names_in_full() -> None:
    assert read("PERSON:Jeong", "PERSON:Jeong Eunlee", fields="t")[0].entity_id == "PERSON/Jeong Eunlee"


def test_a_given_name_alone_takes_the_full_name() -> None:
    assert read("PERSON:Jeong Eunlee", "PERSON:Eunlee")[1].entity_id == "PERSON/Jeong Eunlee"


def test_a_full_name_that_lost_its_surname_takes_the_whole_one_wherever_it_stands() -> None:
    assert read("PERSON:Jong Un", "PERSON:Kim Jong Un")[0].entity_id == "PERSON/Kim Jong Un"


def test_a_full_name_of_two_syllables_stands_for_itself_and_its_surname() -> None:
    found = read("PERSON:Ri Chol", "PERSON:Ri")
    assert [resolution.entity_id for resolution in found] == ["PERSON/Ri Chol"] * 2


def test_a_last_name_alone_takes_the_full_name() -> None:
    assert read("PERSON:Robert Hargreaves", "PERSON:Hargreaves")[1].entity_id == "PERSON/Robert Hargreaves"


def test_an_acronym_takes_its_expansion() -> None:
    names = ("ORG:Asia Border Trade Forum", "ORG:ABTF")
    assert [resolution.entity_id for resolution in read(*names)] == ["ORG/Asia Border Trade Forum"] * 2


def test_a_plant_without_its_last_words_takes_the_full_name() -> None:
    names = ("FACTORY:Pakto Iron and Steel Complex", "FACTORY:Pakto Complex")
    assert read(*names)[1].entity_id == "FACTORY/Pakto Iron and Steel Complex"


def test_a_short_form_does_not_take_another_plants_name() -> None:
    names = ("FACTORY:Pakto Iron and Steel Complex", "FACTORY:Unha Complex")
    assert read(*names)[1].entity_id == "FACTORY/Unha Complex"


def test_a_bare_place_that_may_be_county_or_city_takes_the_one_named_before_it() -> None:
    spots = [
        Spot(id=str(start), field="text", start=start, text=text, label="PLACE")
        for start, text in enumerate(("Pakto County", "Pakto"))
    ]
    states = {
        "Pakto County": NameState(entity_id="place/county", score=0.7, why=""),
        "Pakto": NameState(entity_id="place/either", score=0.5, why="", known=True, candidates=("place/county", "b")),
    }
    assert resolve_document(spots, lambda _, text: states[text])["1"].entity_id == "place/county"


def test_a_word_that_names_a_place_in_the_article_is_not_short_for_a_person() -> None:
    assert read("PERSON:Israel Katz", "PLACE:Israel", "PERSON:Israel")[2].entity_id is None


def test_a_party_is_not_short_for_its_committee() -> None:
    names = ("ORG:Central Committee of the Pakto Party", "ORG:Pakto Party")
    assert read(*names)[1].entity_id == "ORG/Pakto Party"


def test_a_bare_place_does_not_take_a_river() -> None:
    assert read("PLACE:Pakto River", "PLACE:Pakto")[1].entity_id == "PLACE/Pakto"


def test_a_place_is_not_short_for_a_person() -> None:
    assert read("PERSON:Kim Chaek", "PLACE:Chaek")[1].entity_id == "PLACE/Chaek"
