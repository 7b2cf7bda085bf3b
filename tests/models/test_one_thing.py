"""What went wrong in real dispatches and pages, and others of its kind: which spans are mentions, under which label.

Each text marks what must be found, "[Unryul](FACTORY)"; of the labels that a test asks for nothing else may be found,
unless it is marked as optional, "[coal](PRODUCT?)".
"""

from __future__ import annotations

import pytest
from spacy.language import Language

from models.scripts.markup import parse_paragraph

TOGETHER = [
    "Wages at the [Sunchon](FACTORY) and [Haeju knitwear factories](FACTORY) are paid late.",
    "[Unryul](FACTORY) and [Jaeryong mines](FACTORY) send their ore by rail.",
    "Grain goes to the [Nampho](FACTORY), [Haeju](FACTORY), [Songrim](FACTORY), [Wonsan](FACTORY) and "
    "[Hamhung wheat processing factories](FACTORY).",
    "[Huichon Power Stations No. 1](FACTORY) and [2](FACTORY) stood still.",
    "Men of the [Ryangchaek](FACTORY) and [Pyongyang bearing factories](FACTORY) met.",
    "The [Anju](FACTORY), [Tokchon](FACTORY) and [Pukchang coal mines](FACTORY) went ahead of plan.",
    "Nets were mended at the [Sinpho](FACTORY) and [Hongwon fishery stations](FACTORY).",
    "[Kujang Power Stations Nos. 5](FACTORY) and [6](FACTORY) are being built.",
    "Nobody visited the [Hwanghae](FACTORY) and [Chongjin steelworks](FACTORY) that year.",
]
SIDE_BY_SIDE = [
    "Planting is over at [Yongang Farm](FACTORY) and [Sinso Farm](FACTORY).",
    "Smoke rose over [Anju Pump Factory](FACTORY) and [Kusong Machine Tool Factory](FACTORY).",
    "The premier went to [Pukchang Thermal Power Complex](FACTORY) and [Sunchon Thermal Power Plant](FACTORY).",
    "Teams came from [Hwanghae Iron and Steel Complex](FACTORY) and [Musan Mining Complex](FACTORY).",
]
FIRST_WORDS = [
    "Steadfast in their duty, the builders of [Samjiyon](PLACE) worked at night.",
    "Herein lies the trouble for the town of [Rason](PLACE), as traders see it.",
    "Upon hearing it, people came to the square in [Hamhung](PLACE) with flags.",
    "Tragedy struck at the [Komdok Mining Complex](FACTORY) on Saturday.",
    "Moreover, wages in [Sinuiju](PLACE) have not been paid since May.",
    "Besides, nobody in [Hyesan](PLACE) had asked for it.",
    "Floodwater stood in the lanes of [Sinuiju](PLACE) for eight days.",
    "Hardship is nothing new in [Hyesan](PLACE), she said.",
    "Congratulations poured in from [Wonsan](PLACE) and [Nampho](PLACE).",
    "Nonetheless, a clerk in [Kanggye](PLACE) confirmed the list.",
]
HEADLINES = [
    "Premier Meets Russian Envoy Upon Return\n\nThe premier met an envoy upon his return to [Pyongyang](PLACE).",
    "Leader Leaves Port After Short Visit\n\nThe leader left the port after a short visit to [Wonsan](PLACE).",
    "Construction of [Sinpho City Offshore Farm](FACTORY) Completed\n\nThe construction of the "
    "[Sinpho City Offshore Farm](FACTORY) has been completed.",
    "Women Turn to Knitting as Markets Close\n\nIn [Chongjin](PLACE) women turn to knitting as the markets close.",
    "Opening of [Kusong Shoe Factory](FACTORY) Marked With Dance\n\nThe opening of the [Kusong Shoe Factory](FACTORY) "
    "was marked with a dance.",
]
TAILS = [
    "The coach leaves [Jongju City](PLACE) of [North Phyongan Province](PLACE) at six.",
    "Hail fell on [Yonsan County](PLACE) of [North Hwanghae Province](PLACE).",
    "Two men were caught in [Longjing City](PLACE) of [Jilin Province](PLACE).",
    "A road leads to [Onsong County](PLACE) of [North Hamgyong Province](PLACE).",
    "Snow closed the pass in [Kim Hyong Jik County](PLACE) for a week.",
    "There is a clinic in [Kim Jong Suk County](PLACE) now.",
    "The race ended in [Kim Hyong Gwon County](PLACE) this time.",
    "They drove from [Kim Chaek City](PLACE) to the coast.",
]
SCHOOLS = [
    "Students of [Kim Chaek University of Technology](ORG) built it.",
    "The [Kim Hyong Jik University of Education](ORG) sent a team.",
    "It was drawn at [Han Tok Su Pyongyang University of Light Industry](ORG).",
    "Cadets of [Kim Jong Suk Naval University](ORG) planted trees.",
]
NO_PLACES = [
    "Ulji Freedom Shield begins on Monday, officials in [Seoul](PLACE) said.",
    "Talisman Sabre is over, and the tents are gone from [Osan](PLACE).",
    "Zapad drills ended, officers in [Moscow](PLACE) said.",
    "An exercise called Hwarang tested the reserve near [Jinju](PLACE).",
    "Western diplomats and Arab buyers stayed in [Beijing](PLACE).",
    "The Uyghurs of [Yanji](PLACE) keep two shops.",
    "The Buryats stayed at home in [Ulan-Ude](PLACE).",
    "In [Yanji](PLACE) they speak Mandarin and Korean.",
    "They marked the victory in the Fatherland Liberation War in [Kaesong](PLACE).",
    'A statement titled "Aggressors can never evade it" was read in [Seoul](PLACE).',
    "Snow lay on [Mt Ryongak](PLACE) and in [Kyongru-dong](PLACE) as well.",
]
MAKERS = [
    "Shares of [POSCO](ORG) fell after it denied the report.",
    "[Lufthansa](ORG) pilots will strike for a day next week.",
    "[Novo Nordisk](ORG) cut its forecast again on Friday.",
    "The firm, [Hunchun East Yang Industrial Co.](ORG), did not answer.",
    "Airlines wait for engines from [Pratt & Whitney](ORG) in vain.",
    "The sneakers sold as [Naegohyang](PRODUCT) went first.",
    "They import panels under the name [Haetbit](PRODUCT) now.",
    'Women asked for cosmetics of "[Pomhyanggi](PRODUCT)" brand.',
]
GOODS = [
    "The plant turned out [threshers](PRODUCT) and [looms](PRODUCT) in May.",
    "The works sold [firebricks](PRODUCT) to builders in autumn.",
    "It was said to be equipment, or tools, or accessories.",
    "Goods are short, and products vanish within hours.",
    "Consumer goods and raw materials did not come at all.",
    "Officials promised better supplies and more items for schools.",
    "Officials of the complex and [coal](PRODUCT?) mines in Anju urged the workers on.",
    "Iron mines, universities and farms congratulated the young people.",
    "The dispute at the gold mines of the county lasted for weeks.",
]
NO_NAMES = [
    "The portraits of the first defenders of the Republic hung in the stadium of Pyongyang.",
    "The armed forces of the Republic kept the border with Russia closed.",
    "An academy of the Republic was praised by officials in Wonsan.",
]


def check(nlp: Language, marked: str, labels: set[str]) -> None:
    paragraphs = marked.split("\n\n")
    text, wanted, optional = "", set(), set()
    for paragraph in paragraphs:
        plain, spans = parse_paragraph(paragraph, where="here")
        text += "\n\n" if text else ""
        for span in spans:
            found = (text + plain)[len(text) + span.start : len(text) + span.end]
            (optional if span.optional else wanted).add((len(text) + span.start, found, span.label))
        text += plain
    said = {(ent.start_char, ent.text, ent.label_) for ent in nlp(text).ents if ent.label_ in labels}
    assert {item for item in wanted if item[2] in labels} <= said
    assert said <= wanted | optional


@pytest.mark.parametrize("marked", [*TOGETHER, *SIDE_BY_SIDE])
def test_plants_named_together_and_side_by_side_are_each_a_mention(nlp: Language, marked: str) -> None:
    check(nlp, marked, {"FACTORY"})


@pytest.mark.parametrize("marked", [*FIRST_WORDS, *HEADLINES])
def test_a_capital_that_comes_from_its_position_makes_no_name(nlp: Language, marked: str) -> None:
    check(nlp, marked, {"PERSON", "PLACE", "FACTORY", "PRODUCT", "ORG"})


@pytest.mark.parametrize("marked", [*TAILS, *NO_PLACES])
def test_places_are_parted_from_those_they_lie_in_and_from_peoples_and_exercises(nlp: Language, marked: str) -> None:
    check(nlp, marked, {"PERSON", "PLACE"})


@pytest.mark.parametrize("marked", SCHOOLS)
def test_what_is_called_after_a_person_is_no_person(nlp: Language, marked: str) -> None:
    check(nlp, marked, {"PERSON", "PLACE", "ORG"})


@pytest.mark.parametrize("marked", MAKERS)
def test_firms_and_brands_are_no_people(nlp: Language, marked: str) -> None:
    found = {(ent.text, ent.label_) for ent in nlp(parse_paragraph(marked, where="here")[0]).ents}
    plain, (span,) = parse_paragraph(marked, where="here")
    assert (plain[span.start : span.end], span.label) in found
    assert all(label != "PERSON" for _, label in found)


@pytest.mark.parametrize("text", NO_NAMES)
def test_the_republic_alone_is_no_place(nlp: Language, text: str) -> None:
    assert all(ent.text not in ("Republic", "the Republic") for ent in nlp(text).ents)


@pytest.mark.parametrize("marked", GOODS)
def test_goods_that_are_made_are_found_and_words_for_any_good_are_not(nlp: Language, marked: str) -> None:
    check(nlp, marked, {"PRODUCT"})


@pytest.mark.parametrize(
    "text",
    [
        "He went round Nos. 1 and 2 kilns. It rained.",
        "Warnings Nos. 4 and 5 were issued. It rained.",
        "It is made at Power Station No. 3 of the county. It rained.",
        "See No. 12 of the list. It rained.",
    ],
)
def test_numbers_do_not_end_sentences(nlp: Language, text: str) -> None:
    assert [sentence.text.strip() for sentence in nlp(text).sents][1:] == ["It rained."]
