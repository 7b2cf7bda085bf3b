"""Whose a body is, in which form it is named, and which of several places or plants an article means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import pytest

from corpus.names import name_keys
from corpus.names.bodies import plain_body
from corpus.names.tsv import read_rows
from extract.resolve.base import base_index
from extract.resolve.document import NameState, Resolution, Spot, fits_short, is_any_plant, resolve_document
from extract.resolve.name_blocks import read_natural
from extract.resolve.neighbours import choose_places
from extract.resolve.plant_facts import plant_kind, plant_place
from extract.resolve.said import county_of_first, read_said
from extract.resolve.state_bodies import country_of_article, country_told, is_bare_body
from extract.stages.resolve_names import resolve_pending

Rows = Callable[[Path, str], list[tuple[object, ...]]]


@pytest.mark.parametrize("row", list(read_rows("bodies.tsv")), ids=lambda row: row["example"])
def test_each_rule_for_bodies_makes_its_example_the_plain_name(row: dict[str, str]) -> None:
    assert name_keys(row["example"], "ORG")[0] == name_keys(row["same"], "ORG")[0]
    assert plain_body(row["example"].lower()) != row["example"].lower()


@pytest.mark.parametrize(
    ("name", "known"),
    [
        (
            "Political Bureau of the Ninth Central Committee of the WPK",
            "org/political-bureau-of-the-wpk-central-committee",
        ),
        ("Political Bureau of WPK Central Committee", "org/political-bureau-of-the-wpk-central-committee"),
        ("Central Committee of the glorious Workers' Party of Korea", "org/wpk-central-committee"),
        ("Central Committee of our Party", "org/wpk-central-committee"),
        ("13th Supreme People's Assembly", "org/supreme-peoples-assembly"),
        ("UN Security Council", "org/united-nations-security-council"),
        ("Ministry of National Defence of DPRK", "org/ministry-of-national-defence"),
    ],
)
def test_a_body_in_another_form_is_the_known_one(name: str, known: str) -> None:
    assert read_natural(name, "ORG", base_index()).ids == (known,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Central Committee of the CPV", "Central Committee of the WPK"),
        ("Central Committee of the Communist Party of Vietnam", "Central Committee of the Communist Party of China"),
        ("Jagang Provincial Committee of the WPK", "Jagang Provincial Committee of the UAWK"),
    ],
)
def test_bodies_of_two_parties_stay_two(one: str, other: str) -> None:
    assert not set(name_keys(one, "ORG")) & set(name_keys(other, "ORG"))


@pytest.mark.parametrize("name", ["Navy", "Air Force", "the General Staff", "Board of Directors"])
def test_what_every_army_has_is_no_name(name: str) -> None:
    assert read_natural(name, "ORG", base_index()).ids == ()


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("Navy", "KPA Navy", True),
        ("Presidium", "Presidium of the Assembly of Weavers", True),
        ("Board of Directors", "Board of Directors of the Sunrise Foundation", True),
        ("Weavers' Party", "Central Committee of the Weavers' Party", False),
    ],
)
def test_a_head_is_short_for_the_body_that_it_is_of(short: str, full: str, fits: bool) -> None:
    assert fits_short(short, full, "ORG") is fits


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Republic of Poland", "place/poland"),
        ("Kingdom of Cambodia", "place/cambodia"),
        ("People's Republic of Bangladesh", "place/bangladesh"),
        ("Shenyang City", "place/shenyang"),
        ("Moscow City", "place/moscow"),
        ("Asia-Pacific region", "place/asia-pacific"),
        ("Mexico City", "place/mexico-city"),
    ],
)
def test_the_long_form_of_a_place_is_the_place(name: str, place: str) -> None:
    assert read_natural(name, "PLACE", base_index()).ids == (place,)


@pytest.mark.parametrize("name", ["Republic of China", "Republic of Congo", "Poland City", "Unbyol City"])
def test_what_only_looks_like_a_long_form_is_none(name: str) -> None:
    assert not read_natural(name, "PLACE", base_index()).why.startswith("the long form")


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Ministry of Fisheries", True),
        ("Foreign Ministry", True),
        ("Cabinet", True),
        ("Russian Foreign Ministry", False),
        ("Ministry of Fisheries of the Republic of Palau", False),
        ("Weavers' Party", False),
    ],
)
def test_a_body_is_bare_without_its_country(name: str, bare: bool) -> None:
    assert is_bare_body(name) is bare


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Guests from Chinese institutions, including the Court of Cassation, the [X], came.", "CN"),
        ("From the DPRK side were officials of the [X] and from the Lao side members of a delegation.", "KP"),
        ("It was claimed by the [X] of the ROK.", "KR"),
        ("The Mongolian Federation of Weavers and the [X] sent wreaths.", "MN"),
        ("He told the Russian guest that the [X] would help.", ""),
        ("The [X] of the Democratic People's Republic of Korea said so.", "KP"),
        ("The [X] met.", ""),
    ],
)
def test_a_sentence_tells_whose_a_body_is(sentence: str, country: str) -> None:
    start = sentence.index("[X]")
    assert country_told(sentence, start, start + 3) == country


@pytest.mark.parametrize(
    ("text", "among", "country"),
    [
        ("Japan voted. Japan paid. Tokyo's budget grew. The Japanese taxpayer pays. Korea slept.", (), "JP"),
        ("Japan voted. Russia paid. Japan slept. Japan paid. Russia slept.", (), ""),
        ("Japan voted. Russia paid. Japan slept.", ("JP", "RU"), "JP"),
    ],
)
def test_an_article_may_speak_of_one_country(text: str, among: tuple[str, ...], country: str) -> None:
    assert country_of_article("News", text, frozenset(among)) == country


def test_bodies_of_other_states_are_none_of_the_norths(tmp_path: Path, write: Callable[..., None], rows: Rows) -> None:
    texts = [
        "From Chinese institutions including the [Ministry of Justice](ORG) and the [Foreign Ministry](ORG) came.",
        "The [Ministry of Justice](ORG) of the DPRK announced it.",
        "The [Ministry of Justice](ORG) announced it.",
    ]
    write(tmp_path, texts)
    resolve_pending(tmp_path)
    found = dict.fromkeys(
        tuple(row)
        for row in rows(
            tmp_path, "select m.text, m.entity_id, e.name from mentions m join entities e on e.id = m.entity_id"
        )
    )
    assert (
        "Foreign Ministry",
        "org/ministry-of-foreign-affairs-of-china",
        "Ministry of Foreign Affairs of China",
    ) in found
    assert ("Ministry of Justice", "org/x.justice_ministry.cn", "Ministry of Justice (China)") in found
    assert ("Ministry of Justice", "org/ministry-of-justice-dprk", "Ministry of Justice (DPRK)") in found
    assert len(found) == 3


@pytest.mark.parametrize(
    ("sentence", "counties"),
    [
        ("At farms in Kosan County, including Okye and [X], they worked.", {"ko.san"}),
        ("At mines of Tanchon City, such as [X], they worked.", {"tan.con"}),
        ("at [X] and Samgi farms and the Tongsan Farm in Hoesang District, Hamhung City", {"ham.hung"}),
        ("the [X] and the Samgi Farm in Cholwon County", {"col.won"}),
        ("the [X] of Unpha County and the Samgi Farm of Kumchon County", {"un.pa"}),
    ],
)
def test_a_county_is_told_for_all_that_are_named_together(sentence: str, counties: set[str]) -> None:
    start = sentence.index("[X]")
    assert read_said(sentence, start, start + 3, "FACTORY").counties == counties


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("A power station in Orang County supplies it.\nThe rest.", "o.nang"),
        ("Between Orang County and Kosan County it rained.\nThe rest.", ""),
        ("It rained.\nIn Orang County, too.", ""),
    ],
)
def test_the_first_sentences_may_name_one_county(text: str, key: str) -> None:
    assert county_of_first(text) == key


@pytest.mark.parametrize(
    ("name", "marks", "place"),
    [
        ("Kumchon Vegetable Farm", ["man.kyong.tae"], "place/mangyongdae-district"),
        ("Unpha Pig Farm", ["ko.san"], "place/kosan-county"),
        ("Haeju Cement Factory", ["~~won.san"], "place/haeju"),
        ("Unbyol Farm", ["~~won.san"], "place/wonsan"),
        ("Phyongsan Wild Berry Processing Station", [], "place/phyongsan-county"),
        ("Fukushima Atomic Power Plant", [], "place/fukushima"),
    ],
)
def test_a_county_at_the_plant_outweighs_its_name(name: str, marks: list[str], place: str) -> None:
    lie = plant_place([name], marks, base_index())
    assert lie is not None and lie.place_id == place


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Unbyol Sportswear Factory", "textile"),
        ("Children's Books Printing Plant", "printing"),
        ("Unbyol Printing House", "printing"),
    ],
)
def test_printing_is_no_paper_and_sportswear_is_sewn(name: str, kind: str) -> None:
    assert plant_kind([name]) == kind


@pytest.fixture
def two_counties() -> Iterator[dict[str, NameState]]:
    yield {
        "Twin County": NameState(
            entity_id="place/x.twin",
            score=0.5,
            why="unsure: one name of several",
            known=True,
            candidates=("place/n", "place/s"),
        )
    }


@pytest.mark.parametrize(
    ("beside", "chosen"),
    [
        (("place/north",), "place/n"),
        (("place/south",), "place/s"),
        (("place/sister",), "place/n"),
        ((), "place/x.twin"),
    ],
)
def test_of_two_places_of_a_name_that_one_is_meant_whose_province_is_named(
    two_counties: dict[str, NameState], beside: tuple[str, ...], chosen: str
) -> None:
    parents = {"place/n": "place/north", "place/s": "place/south", "place/sister": "place/north"}

    def around(key: str) -> set[str]:
        return {key, parents.get(key, key)}

    def state(label: str, text: str) -> NameState:
        return two_counties.get(text) or NameState(entity_id=text, score=1.0, why="", known=True)

    names = ["Twin County", *beside]
    spots = [Spot(id=name, field="text", start=20 * n, text=name, label="PLACE") for n, name in enumerate(names)]
    found = {spot.id: Resolution(entity_id=state("PLACE", spot.text).entity_id, score=1.0, why="") for spot in spots}
    assert choose_places(spots, found, state, around)["Twin County"].entity_id == chosen


@pytest.mark.parametrize(
    ("headline", "texts", "meant"),
    [
        ("Vegetable Farm", ["Hyongsan Vegetable Farm"], "FACTORY/Hyongsan Vegetable Farm"),
        ("Chemical Fibre Mill", ["Unbyol Chemical Fibre Mill", "Okgang Mine"], "FACTORY/Unbyol Chemical Fibre Mill"),
        ("Paper Mill", ["Okgang Mine"], None),
        ("Paper Mill", ["Okgang Paper Mill", "Samgi Paper Mill"], None),
    ],
)
def test_a_headlines_word_for_a_plant_is_the_plant_of_the_text(
    headline: str, texts: list[str], meant: str | None
) -> None:
    assert is_any_plant(headline) and not any(map(is_any_plant, texts))
    spots = [Spot(id="title", field="title", start=0, text=headline, label="FACTORY")]
    spots += [Spot(id=text, field="text", start=9 * n, text=text, label="FACTORY") for n, text in enumerate(texts)]

    def state(label: str, text: str) -> NameState:
        return NameState(entity_id=f"{label}/{text}", score=0.7, why="by its own name")

    assert resolve_document(spots, state)["title"].entity_id == meant


def test_a_known_plant_keeps_its_id_where_a_second_one_bears_its_name(
    tmp_path: Path, write: Callable[..., None], rows: Rows
) -> None:
    write(
        tmp_path,
        [
            "Rice ripened at the [Kangan Farm](FACTORY) in Unpha County.",
            "Maize ripened at the [Kangan Farm](FACTORY) in Onsong County.",
        ],
    )
    resolve_pending(tmp_path)
    found = {row[0] for row in rows(tmp_path, "select entity_id from mentions")}
    assert found == {"factory/kangan-farm", "factory/x.kang.an_farm.on.song"}


def test_a_known_plant_without_a_place_gets_that_of_its_sentences(
    tmp_path: Path, write: Callable[..., None], rows: Rows
) -> None:
    base = base_index().entities
    plant = next(
        e for e in base.values() if e.label == "FACTORY" and e.kind == "farm" and not e.parent_id and e.lat is None
    )
    write(tmp_path, [f"Rice ripened at the [{plant.name}](FACTORY) in Kosan County."])
    resolve_pending(tmp_path)
    [(parent, basis)] = rows(
        tmp_path,
        "select e.parent_id, b.basis from entities e join entity_basis b"
        " on b.entity_id = e.id and b.field = 'parent_id'"
        f" where e.id = '{plant.id}'",
    )
    assert (parent, basis) == ("place/kosan-county", "sentences of 1 article")


@pytest.mark.parametrize("sentence", [
    "Russian Order 20250101000000000000000000 went to the Foreign Ministry.",
    "Russian Order No.2025-ABC-A.B.C.D.E.F.G.H.I.J.K.L.M.N.O went to the Foreign Ministry.",
    "Russian " + "A." * 5000 + " xx the Foreign Ministry.",
    "Russian " + "A-" * 5000 + " xx the Foreign Ministry.",
])  # fmt: skip
def test_no_sentence_takes_long_to_be_no_list(sentence: str) -> None:
    country_told("Russian Foreign Ministry", 8, 24)  # what is loaded once is not the sentence's
    before = process_time()
    start = sentence.index("Foreign Ministry")
    assert country_told(sentence, start, start + len("Foreign Ministry")) == ""
    assert process_time() - before < 1
