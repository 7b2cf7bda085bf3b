"""Names that what stands beside them tells: places together, bodies with whose they are, senses, lost spaces."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from corpus.store.unforeseen import processor_time
from extract.stages.tag import tag_texts
from models.components.bodies_of import ABROAD, follow_abroad, follow_heads
from models.components.coordinations import coordinated
from models.components.exercises import is_any_good
from models.components.firms import follow_words
from models.components.mentions import Candidate, trim_title
from models.components.named_after import follow_persons
from models.components.places_together import DIRECTIONS, UNDER_ONE_NOUN, follow_places
from models.components.senses import SENSES, Sense, follow_senses
from models.components.token_splits import missing_spaces

Tokenised = Callable[[str], Doc]


def _marked(tokenised: Tokenised, text: str, *names: tuple[str, str], known: str = "") -> tuple[Doc, list[Candidate]]:
    doc = tokenised(text)
    found, position = [], 0
    for surface, label in names:
        position = text.index(surface, position)
        span = doc.char_span(position, position + len(surface))
        assert span is not None
        found.append(Candidate(start=span.start, end=span.end, label=label, source="model", known=known))
        position += len(surface)
    return doc, found


def _texts(doc: Doc, mentions: list[Candidate]) -> list[tuple[str, str, str]]:
    return [(doc[item.start : item.end].text, item.label, item.whole) for item in mentions]


@pytest.mark.parametrize(
    ("text", "stem", "first"),
    [
        ("Rain fell in North and South Hwanghae provinces.", "South Hwanghae", "North"),
        ("Buses ran through South and North Phyongan.", "North Phyongan", "South"),
        ("Snow lay in East and West Berlin.", "West Berlin", "East"),
    ],
)
def test_a_direction_before_a_shared_name_is_a_place_of_its_own(
    tokenised: Tokenised, text: str, stem: str, first: str
) -> None:
    doc, mentions = _marked(tokenised, text, (stem, "PLACE"))
    found = _texts(doc, follow_places(doc, mentions))
    assert (first, "PLACE", f"{first} {stem.split()[1]}") in found and found[-1][0] == stem


def test_a_direction_before_two_peoples_is_left_alone(tokenised: Tokenised) -> None:
    doc, mentions = _marked(tokenised, "North and South Koreans met in Wonsan.", ("Wonsan", "PLACE"))
    assert follow_places(doc, mentions) == mentions


@pytest.mark.parametrize(
    ("text", "names", "wholes"),
    [
        ("in Okgang and Ryusan counties", ("Okgang", "Ryusan"), ["Okgang County", "Ryusan County"]),
        ("in Okgang, Ryusan and Samgi districts", ("Okgang", "Samgi"), ["Okgang District", "Samgi District"]),
        ("in Okgang County and Ryusan and Samgi counties", ("Okgang County", "Samgi"), ["", "Samgi County"]),
    ],
)
def test_places_under_one_noun_know_what_they_are(
    tokenised: Tokenised, text: str, names: tuple[str, ...], wholes: list[str]
) -> None:
    doc, mentions = _marked(tokenised, text, *((name, "PLACE") for name in names))
    assert [item.whole for item in follow_places(doc, mentions)] == wholes


def test_a_place_known_by_its_bare_name_keeps_it(tokenised: Tokenised) -> None:
    doc, mentions = _marked(tokenised, "in Okgang and Ryusan counties", ("Okgang", "PLACE"), known="place/okgang")
    assert follow_places(doc, mentions) == mentions


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("the Ryusan Farm in Songrim District and Oksan and Phalbong farms", ["Oksan Farm", "Phalbong Farm"]),
        ("at the Jadong Mine of Kosan County and Majang and Naeri mines", ["Majang Mine", "Naeri Mine"]),
        ("a mill in Okgang City, and Tongsan, Samgi and Ryusan farms", ["Tongsan Farm", "Samgi Farm", "Ryusan Farm"]),
    ],
)
def test_a_county_that_a_plant_lies_in_is_none_of_those_named_after_it(text: str, wholes: list[str]) -> None:
    assert [member.whole for member in coordinated(text)] == wholes


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Preparations for Construction of Hongwon Offshore Farm", "Hongwon Offshore Farm"),
        ("Project for Updating Songchon Machine Complex", "Songchon Machine Complex"),
        ("Remodeling of Anju Paper Mill", "Anju Paper Mill"),
        ("Inspecting Farm", ""),
        ("Site for Factory", ""),
        ("Building Materials Factory", "Building Materials Factory"),
    ],
)
def test_what_a_headline_says_of_a_plant_is_no_part_of_its_name(tokenised: Tokenised, text: str, kept: str) -> None:
    doc, mentions = _marked(tokenised, text, (text, "FACTORY"))
    assert [doc[item.start : item.end].text for item in follow_words(doc, mentions)] == ([kept] if kept else [])


@pytest.mark.parametrize(
    ("text", "names", "whole"),
    [
        (
            "pupils of Wonsan Ri Su Bok Teachers Training College",
            (("Wonsan", "PLACE"), ("Ri Su Bok", "PERSON"), ("Teachers Training College", "ORG")),
            "Wonsan Ri Su Bok Teachers Training College",
        ),
        (
            "in Kaesong Choe Kum Hui Normal University",
            (("Kaesong", "PLACE"), ("Choe Kum Hui", "PERSON")),
            "Kaesong Choe Kum Hui Normal University",
        ),
        (
            "at Sinuiju Kim Myong Ok Middle School",
            (("Sinuiju", "PLACE"), ("Kim Myong Ok", "PERSON")),
            "Sinuiju Kim Myong Ok Middle School",
        ),
    ],
)
def test_a_school_named_for_somebody_keeps_its_town(
    tokenised: Tokenised, text: str, names: tuple[tuple[str, str], ...], whole: str
) -> None:
    doc, mentions = _marked(tokenised, text, *names)
    assert _texts(doc, follow_persons(doc, mentions)) == [(whole, "ORG", "")]


@pytest.mark.parametrize(
    "name",
    [
        "Union of Korean Women in Poland",
        "League of Korean Students in Mongolia",
        "Federation of Overseas Merchants in Brazil",
    ],
)
def test_a_body_of_people_abroad_is_one_name(tokenised: Tokenised, name: str) -> None:
    assert ABROAD.fullmatch(name)
    text = f"a wreath of the {name} was laid"
    doc, mentions = _marked(tokenised, text, (name.split()[-1], "PLACE"))
    assert _texts(doc, follow_abroad(doc, mentions)) == [(name, "ORG", "")]


@pytest.mark.parametrize("pattern", [UNDER_ONE_NOUN, DIRECTIONS, ABROAD], ids=["noun", "directions", "abroad"])
@pytest.mark.parametrize(
    "unit", ["Ab ", "Ab, ", "Ab Ab, ", "Ab and ", "Ab-", "Union ", "Union of ", "Aa Union of Ab ", "Women "]
)
def test_long_run_of_names_takes_no_time(pattern: re.Pattern[str], unit: str) -> None:
    with processor_time(1):
        for text in (unit * 10_000, f"Union of {unit * 10_000} in "):
            assert not pattern.search(text)


@pytest.mark.parametrize(
    ("text", "names", "whole"),
    [
        (
            "the 12th General Assembly of the Rowing Council of Asia",
            ("General Assembly", "Rowing Council of Asia"),
            "General Assembly of the Rowing Council of Asia",
        ),
        (
            "the Board of Directors of the Sunrise Foundation",
            ("Sunrise Foundation",),
            "Board of Directors of the Sunrise Foundation",
        ),
        (
            "by the Executive Committee of Weavers United",
            ("Executive Committee", "Weavers United"),
            "Executive Committee of Weavers United",
        ),
    ],
)
def test_a_head_that_many_bodies_have_is_one_name_with_the_body(
    tokenised: Tokenised, text: str, names: tuple[str, ...], whole: str
) -> None:
    doc, mentions = _marked(tokenised, text, *((name, "ORG") for name in names))
    assert _texts(doc, follow_heads(doc, mentions)) == [(whole, "ORG", "")]


def test_a_congress_is_none_of_these(tokenised: Tokenised) -> None:
    doc, mentions = _marked(tokenised, "the Congress of the Weavers' Party", ("Weavers' Party", "ORG"))
    assert follow_heads(doc, mentions) == mentions


NAMES = {"crude and dirty play": "crude", "the destroyers of peace": "destroyers"}
NAMES |= {"the Pyongyang-Nampho area": "Pyongyang", "the Washington Declaration": "Washington"}


@pytest.mark.parametrize("rule", SENSES, ids=lambda rule: rule.example)
def test_each_rule_for_senses_reads_its_example(tokenised: Tokenised, rule: Sense) -> None:
    doc, mentions = _marked(tokenised, rule.example, (NAMES[rule.example], rule.label))
    assert [item.label for item in follow_senses(doc, mentions)] == ([rule.becomes] if rule.becomes else [])


@pytest.mark.parametrize(
    ("text", "name", "label", "kept"),
    [
        ("their crude and clumsy forgery", "crude", "PRODUCT", False),
        ("a crude but harmful trick", "crude", "PRODUCT", False),
        ("half a million tons of crude a year", "crude", "PRODUCT", True),
        ("imports of crude and refined oil", "crude", "PRODUCT", True),
        ("destroyers of the old order", "destroyers", "PRODUCT", False),
        ("two destroyers sailed", "destroyers", "PRODUCT", True),
        ("the Geneva Protocol was read out", "Geneva", "PLACE", False),
        ("the Helsinki Accords were signed", "Helsinki", "PLACE", False),
        ("Washington declared nothing", "Washington", "PLACE", True),
    ],
)
def test_a_known_name_counts_in_its_own_sense(
    tokenised: Tokenised, text: str, name: str, label: str, kept: bool
) -> None:
    doc, mentions = _marked(tokenised, text, (name, label), known="some/thing")
    assert bool(follow_senses(doc, mentions)) is kept


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The Pyongyang touchscreen sells well", "PRODUCT"),
        ("a handset of the brand Pyongyang", "PRODUCT"),
        ("the road from Pyongyang", "PLACE"),
        ("a Pyongyang summit", "PLACE"),
    ],
)
def test_a_phone_is_meant_only_among_phones(tokenised: Tokenised, text: str, label: str) -> None:
    doc, mentions = _marked(tokenised, text, ("Pyongyang", "PRODUCT"))
    assert [item.label for item in follow_senses(doc, mentions)] == [label]


@pytest.mark.parametrize(
    ("good", "refused"),
    [
        ("construction equipment", True),
        ("lethal equipment", True),
        ("ventilation equipment", True),
        ("fishing equipment", False),
        ("women players", True),
        ("football players", True),
        ("music players", False),
    ],
)
def test_equipment_of_no_kind_and_people_are_no_goods(tokenised: Tokenised, good: str, refused: bool) -> None:
    span = tokenised(good).char_span(0, len(good), label="PRODUCT")
    assert span is not None and is_any_good(span) is refused


@pytest.mark.parametrize("name", ["Puppet Yoon", "Arrest Park", "Traitor Ri"])
def test_a_cry_before_a_surname_is_no_part_of_it(tokenised: Tokenised, name: str) -> None:
    doc = tokenised(name)
    assert doc[trim_title(doc, 0, 2) :].text == name.split()[1]


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("theKim Jong Unvisited it", "the Kim Jong Un visited it"),
        ("of theKim Il Sung-Kim Jong IlPrize", "of the Kim Il Sung-Kim Jong Il Prize"),
        ("(KCNA) --Kim Jong Ilon Friday", "(KCNA) -- Kim Jong Il on Friday"),
        ("H.E.Kim Jong Un, who", "H.E. Kim Jong Un, who"),
        ("Kim Jong Ung and Kim Jong Un", "Kim Jong Ung and Kim Jong Un"),
    ],
)
def test_spaces_lost_at_leaders_names_are_found(text: str, spaced: str) -> None:
    found = text
    for offset in reversed(missing_spaces(text)):
        found = f"{found[:offset]} {found[offset:]}"
    assert found == spaced


@pytest.mark.parametrize(
    ("text", "name", "hint"),
    [
        (
            "The Board of Directors of theKim Il Sung-Kim Jong IlFoundation met in Rason.",
            "Board of Directors of theKim Il Sung-Kim Jong IlFoundation",
            "name:Board of Directors of the Kim Il Sung-Kim Jong Il Foundation",
        ),
        ("A song of GeneralKim Jong Ilrang out in Rason.", "Kim Jong Il", "person/kim-jong-il"),
        ("The respected ComradeKim Jong Unvisited Rason.", "Kim Jong Un", "person/kim-jong-un"),
    ],
)
def test_a_mention_beside_a_lost_space_stands_where_the_text_has_it(
    nlp: Language, text: str, name: str, hint: str
) -> None:
    (mentions,) = tag_texts(nlp, [("text", text)])
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(text[mention.sent_start : mention.sent_end] == text for mention in mentions)
    assert {mention.text: mention.hint for mention in mentions}[name] == hint
    assert "Rason" in {mention.text for mention in mentions}
