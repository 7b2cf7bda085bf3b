"""Plants named together, names taken as one, what is called after people: the rules' data and their examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from models.components.coordinations import (
    COORDINATIONS,
    Coordination,
    coordinated,
    follow_coordinations,
    follow_short_forms,
)
from models.components.exercises import EXERCISES
from models.components.makers import MAKER_RULES, MakerRule, follow_makers
from models.components.mentions import Candidate
from models.components.named_after import NAMED_AFTER, NamedAfter, follow_persons
from models.components.parting import PARTINGS, Parting, parts_of
from models.components.suffix_rules import factory_offsets

Tokenised = Callable[[str], Doc]


@pytest.mark.parametrize("rule", COORDINATIONS, ids=lambda rule: rule.example)
def test_each_rule_for_plants_named_together_reads_its_example(rule: Coordination) -> None:
    (match,) = rule.pattern.finditer(rule.example)
    found = tuple((rule.example[member.start : member.end], member.whole) for member in rule.read(match))
    assert found == rule.members


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "the Sunchon and Haeju knitwear factories",
            {"Sunchon": "Sunchon Knitwear Factory", "Haeju knitwear factories": "Haeju Knitwear Factory"},
        ),
        (
            "The Tongrim and Kusong quilted garment factories",
            {
                "Tongrim": "Tongrim Quilted Garment Factory",
                "Kusong quilted garment factories": "Kusong Quilted Garment Factory",
            },
        ),
        (
            "the Anju and Kaechon condensed milk plants",
            {"Anju": "Anju Condensed Milk Plant", "Kaechon condensed milk plants": "Kaechon Condensed Milk Plant"},
        ),
        (
            "the Songjin Iron and Steel Complex, the Tanchon and Hamhung steel complexes",
            {"Tanchon": "Tanchon Steel Complex", "Hamhung steel complexes": "Hamhung Steel Complex"},
        ),
        (
            "Workers of the Ryangchaek and Pyongyang bearing factories competed",
            {"Ryangchaek": "Ryangchaek Bearing Factory", "Pyongyang bearing factories": "Pyongyang Bearing Factory"},
        ),
        (
            "the Nampho, Haeju, Songrim, Wonsan and Hamhung wheat processing factories",
            {
                "Nampho": "Nampho Wheat Processing Factory",
                "Haeju": "Haeju Wheat Processing Factory",
                "Songrim": "Songrim Wheat Processing Factory",
                "Wonsan": "Wonsan Wheat Processing Factory",
                "Hamhung wheat processing factories": "Hamhung Wheat Processing Factory",
            },
        ),
        (
            "Sinpho and Hongwon Fishery Stations",
            {"Sinpho": "Sinpho Fishery Station", "Hongwon Fishery Stations": "Hongwon Fishery Station"},
        ),
        (
            "the Hwanghae and Chongjin steelworks",
            {"Hwanghae": "Hwanghae Steelworks", "Chongjin steelworks": "Chongjin Steelworks"},
        ),
        (
            "the Kim Jong Suk Pyongyang Silk Mill and the Hamhung and Nyongbyon silk mills",
            {"Hamhung": "Hamhung Silk Mill", "Nyongbyon silk mills": "Nyongbyon Silk Mill"},
        ),
        (
            "Kujang Power Stations No. 7 and No. 8",
            {"Kujang Power Stations No. 7": "Kujang Power Station No. 7", "No. 8": "Kujang Power Station No. 8"},
        ),
        (
            "Orangchon Power Stations Nos. 2, 3 and 4.",
            {
                "Orangchon Power Stations Nos. 2": "Orangchon Power Station No. 2",
                "3": "Orangchon Power Station No. 3",
                "4": "Orangchon Power Station No. 4",
            },
        ),
        (
            "Nos. 1, 2 and 3 Ryesonggang Power Stations",
            {
                "Nos. 1": "Ryesonggang Power Station No. 1",
                "2": "Ryesonggang Power Station No. 2",
                "3 Ryesonggang Power Stations": "Ryesonggang Power Station No. 3",
            },
        ),
        (
            "The Ryesonggang Power Stations No. 1 and 2",
            {
                "Ryesonggang Power Stations No. 1": "Ryesonggang Power Station No. 1",
                "2": "Ryesonggang Power Station No. 2",
            },
        ),
        # no plants named together
        ("Chinese and Russian factories", {}),
        ("Sinuiju and Hyesan visited two factories", {}),
        ("Kaesong and Haeju factories of every size", {}),
        ("Nos. 1 and 2 kilns", {}),
        ("Workers and Miners of two mines", {}),
    ],
)
def test_plants_named_together_are_each_a_name(text: str, members: dict[str, str]) -> None:
    assert {text[member.start : member.end]: member.whole for member in coordinated(text)} == members


def test_organisations_keep_their_label_among_plants(tokenised: Tokenised) -> None:
    doc = tokenised("Ford and Toyota steel plants")
    mentions = [
        Candidate(start=0, end=1, label="ORG", source="model"),
        Candidate(start=2, end=3, label="ORG", source="model"),
    ]
    assert follow_coordinations(doc, mentions) == mentions


def test_a_member_takes_the_place_of_what_was_found_on_its_words(tokenised: Tokenised) -> None:
    doc = tokenised("Unryul and Jaeryong mines")
    mentions = [Candidate(start=i, end=i + 1, label="PLACE", source="gazetteer", known="place/x") for i in (0, 2)]
    found = follow_coordinations(doc, mentions)
    assert [(doc[m.start : m.end].text, m.label, m.known, m.whole) for m in found] == [
        ("Unryul", "FACTORY", "", "Unryul Mine"),
        ("Jaeryong mines", "FACTORY", "", "Jaeryong Mine"),
    ]


@pytest.mark.parametrize("rule", PARTINGS, ids=lambda rule: rule.example)
def test_each_rule_for_names_taken_as_one_parts_its_example(rule: Parting) -> None:
    assert tuple(rule.example[start:end] for start, end in parts_of(rule.example, rule.labels[0])) == rule.parts


@pytest.mark.parametrize(
    ("text", "label", "parts"),
    [
        (
            "Anju Pump Factory and Tanchon Magnesia Factory",
            "FACTORY",
            ["Anju Pump Factory", "Tanchon Magnesia Factory"],
        ),
        (
            "Ragwon Machine Complex, Ryongsong Machine Complex and Taean Heavy Machine Complex",
            "FACTORY",
            ["Ragwon Machine Complex", "Ryongsong Machine Complex", "Taean Heavy Machine Complex"],
        ),
        (
            "Hwanghae Iron and Steel Complex and Kim Chaek Iron and Steel Complex",
            "ORG",
            ["Hwanghae Iron and Steel Complex", "Kim Chaek Iron and Steel Complex"],
        ),
        ("Hwanghae Iron and Steel Complex", "FACTORY", ["Hwanghae Iron and Steel Complex"]),
        ("Longjing City of Jilin Province", "PLACE", ["Longjing City", "Jilin Province"]),
        (
            "Wangjaesan-ri of Onsong County of North Hamgyong Province",
            "PLACE",
            ["Wangjaesan-ri", "Onsong County", "North Hamgyong Province"],
        ),
        ("Taehung-dong, Tanchon City", "PLACE", ["Taehung-dong", "Tanchon City"]),
        ("East Sea of Korea", "PLACE", ["East Sea of Korea"]),
        ("Republic of Korea", "PLACE", ["Republic of Korea"]),
        ("Jongju City of North Phyongan Province", "ORG", ["Jongju City of North Phyongan Province"]),
    ],
)
def test_names_side_by_side_are_parted(text: str, label: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in parts_of(text, label)] == parts


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Yongang Farm and Sinso Farm finished.", ["Yongang Farm", "Sinso Farm"]),
        ("Construction of Sinpho City Offshore Farm Completed", ["Sinpho City Offshore Farm"]),
        ("Inauguration of the Kusong Shoe Factory Held", ["Kusong Shoe Factory"]),
        (
            "Completion of Ryonpho Greenhouse Farm and Jungphyong Greenhouse Farm",
            ["Ryonpho Greenhouse Farm", "Jungphyong Greenhouse Farm"],
        ),
        ("Teams from Hwanghae Iron and Steel Complex came.", ["Hwanghae Iron and Steel Complex"]),
    ],
)
def test_units_are_found_one_by_one(text: str, units: list[str]) -> None:
    assert [text[start:end] for start, end in factory_offsets(text)] == units


@pytest.mark.parametrize("rule", NAMED_AFTER, ids=lambda rule: rule.example)
def test_what_is_called_after_a_person_is_one_name(rule: NamedAfter, tokenised: Tokenised) -> None:
    doc = tokenised(f"In {rule.example} it snowed.")
    person = Candidate(start=1, end=4, label="PERSON", source="gazetteer")
    (found,) = follow_persons(doc, [person])
    assert (doc[found.start : found.end].text, found.label) == (rule.example, rule.label)


def test_a_person_beside_a_place_stays_a_person(tokenised: Tokenised) -> None:
    doc = tokenised("Then Kim Chaek led troops to Kapsan County.")
    mentions = [
        Candidate(start=1, end=3, label="PERSON", source="model"),
        Candidate(start=6, end=8, label="PLACE", source="model"),
    ]
    assert follow_persons(doc, mentions) == mentions


@pytest.mark.parametrize(
    "name", ["Ulji Freedom Shield", "Ulchi Freedom Shield", "Freedom Edge", "Talisman Sabre", "Zapad"]
)
def test_exercises_are_known_by_name(name: str) -> None:
    assert EXERCISES.fullmatch(name)


def _marked(tokenised: Tokenised, marked: str, label: str, known: str = "") -> tuple[Doc, Candidate]:
    """The document of a text with one mention in brackets, and that mention."""
    doc = tokenised(marked.replace("[", "").replace("]", ""))
    span = doc.char_span(marked.index("["), marked.index("]") - 1)
    assert span is not None
    return doc, Candidate(start=span.start, end=span.end, label=label, source="model", known=known)


@pytest.mark.parametrize("rule", MAKER_RULES, ids=lambda rule: rule.example)
def test_each_rule_for_firms_and_brands_reads_its_example(rule: MakerRule, tokenised: Tokenised) -> None:
    for label in rule.labels:
        doc, item = _marked(tokenised, rule.example, label)
        assert [found.label for found in follow_makers(doc, [item])] == [rule.gives]


@pytest.mark.parametrize(
    ("marked", "label", "known"),
    [
        ("[Kim Jong Un] cut its ribbon", "PERSON", ""),
        ("[Park] pilots the plan", "PERSON", ""),
        ("[Sergei Lavrov] told reporters", "PERSON", ""),
        ("a town called [Rason] lies there", "PLACE", ""),
        ("the brand called [Pyongyang] is known", "PLACE", "place/pyongyang"),
        ("[Kangso] cut its forecast", "PLACE", ""),
    ],
)
def test_other_mentions_keep_their_label(tokenised: Tokenised, marked: str, label: str, known: str) -> None:
    doc, item = _marked(tokenised, marked, label, known)
    assert follow_makers(doc, [item]) == [item]


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("a firm, [Yantai Machinery Co.], Ltd, in Yantai", "ORG", "Yantai Machinery Co., Ltd"),
        ("[Yantai Machinery Co.], a firm", "ORG", "Yantai Machinery Co."),
        ("[Choco Pie boxes] from there", "PRODUCT", "Choco Pie"),
        ("[gift boxes] from there", "PRODUCT", "gift boxes"),
    ],
)
def test_firms_keep_their_legal_form_and_brands_lose_their_box(
    tokenised: Tokenised, marked: str, label: str, expected: str
) -> None:
    doc, item = _marked(tokenised, marked, label)
    (found,) = follow_makers(doc, [item])
    assert doc[found.start : found.end].text == expected


@pytest.mark.parametrize(
    ("text", "label", "whole"),
    [
        ("Oryong mines rest. Only Oryong stayed.", "FACTORY", "Oryong Mine"),
        ("Oryong mines rest. Snow in Oryong stayed.", "PLACE", ""),
        ("Oryong mines rest. Then Oryong county slept.", "PLACE", ""),
    ],
)
def test_a_place_that_nobody_knows_may_be_the_plant_named_before(
    tokenised: Tokenised, text: str, label: str, whole: str
) -> None:
    doc = tokenised(text)
    plant = Candidate(start=0, end=2, label="FACTORY", source="suffix-rule", whole="Oryong Mine")
    start = [token.text for token in doc].index("Oryong", 1)
    short = Candidate(start=start, end=start + 1, label="PLACE", source="model")
    found = follow_short_forms(doc, [plant, short])[1]
    assert (doc[found.start].text, found.label, found.whole) == ("Oryong", label, whole)
