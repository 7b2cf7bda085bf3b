"""The knowledge base as it ships, and how its tables are read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.labels import LABELS
from corpus.names import script_of
from models.kb import alias_key, ambiguous_aliases, context_aliases, load_base
from models.kb.loading import read_ambiguous, read_base, read_context

BY_ID = {entity.id: entity for entity in load_base()}
COMMON_WORDS = (
    "lead", "tin", "down", "lime", "arms", "rye", "coke", "pens", "coats", "scales", "tools", "gold", "salt", "sand",
    "oats", "hops",
)  # fmt: skip


@pytest.mark.parametrize(
    ("label", "least"), [("PLACE", 580), ("FACTORY", 440), ("PRODUCT", 640), ("PERSON", 550), ("ORG", 420)]
)
def test_base_holds_enough_of_each_label(label: str, least: int) -> None:
    assert Counter(entity.label for entity in load_base())[label] >= least


def test_ids_begin_with_the_stem_of_their_label() -> None:
    assert all(entity.id.startswith(LABELS[entity.label].stem + "/") for entity in load_base())


def test_ids_are_plain_ascii_slugs() -> None:
    assert [entity.id for entity in load_base() if not entity.id.replace("/", "-").replace("-", "").isalnum()] == []
    assert all(entity.id.isascii() and entity.id == entity.id.lower() for entity in load_base())


@pytest.mark.parametrize(
    ("entity_id", "names"),
    [
        ("place/rason", {"Rason", "Raseon", "Rajin-Sonbong", "라선", "나선", "羅先"}),
        ("place/chongjin", {"Chongjin", "Ch'ŏngjin", "청진", "清津"}),
        ("factory/taedonggang-beer-factory", {"Taedonggang Beer Factory", "대동강맥주공장"}),
        ("product/coal", {"coal", "석탄"}),
        ("person/kim-jong-un", {"Kim Jong Un", "Kim Jong-un", "김정은", "金正恩"}),
        ("org/workers-party-of-korea", {"Workers' Party of Korea", "WPK", "조선로동당"}),
        ("product/false-eyelashes", {"false eyelashes", "fake eyelashes", "인조속눈썹"}),
        ("product/artillery-shells", {"artillery shells", "포탄"}),
        ("product/pine-mushrooms", {"pine mushrooms", "matsutake", "송이버섯"}),
    ],
)
def test_entity_bears_the_names_news_uses(entity_id: str, names: set[str]) -> None:
    assert names <= set(BY_ID[entity_id].names)


def test_special_economic_zone_is_its_own_entity_in_rason() -> None:
    assert BY_ID["place/rason-economic-and-trade-zone"].parent_id == "place/rason"


def test_county_lies_in_its_province_and_the_province_in_the_country() -> None:
    county = BY_ID["place/musan-county"]
    assert county.parent_id == "place/north-hamgyong-province"
    assert BY_ID[county.parent_id].parent_id == "place/north-korea"


def test_homonyms_have_readable_ids_of_their_own() -> None:
    assert {"place/unsan-county-north-phyongan", "place/unsan-county-south-phyongan"} <= BY_ID.keys()
    assert {"person/ri-yong-ho-foreign-minister", "person/ri-yong-ho-general-staff"} <= BY_ID.keys()


def test_brand_names_its_maker_and_factory_its_goods() -> None:
    assert BY_ID["product/unhasu"].maker_id == "factory/pyongyang-cosmetics-factory"
    assert "product/beer" in BY_ID["factory/taedonggang-beer-factory"].product_ids


def test_korean_names_of_commodities_are_marked_unverified() -> None:
    commodities = [entity for entity in load_base() if entity.kind == "commodity"]
    korean = {entity.id: {a.basis for a in entity.aliases if a.script == "hangul"} for entity in commodities}
    assert sum(1 for bases in korean.values() if bases) >= 200
    assert set().union(*korean.values()) == {"unverified"}


def test_names_from_share_alike_dictionaries_are_merged_in() -> None:
    assert "平壤" in BY_ID["place/pyongyang"].names


def test_shared_names_list_every_bearer() -> None:
    assert ambiguous_aliases()["PERSON", "kim chol nam"] == (
        "person/kim-chol-nam-atomic-energy",
        "person/kim-chol-nam-komid",
        "person/kim-chol-nam-ryanggang",
    )


def test_names_that_cross_labels_are_listed_under_a_star() -> None:
    assert "place/taedong-river" in ambiguous_aliases()["*", "taedonggang"]


@pytest.mark.parametrize(
    ("label", "word"),
    [
        *(("PRODUCT", word) for word in COMMON_WORDS),
        ("PLACE", "orang"),
        ("PLACE", "us"),
        ("PLACE", "조선"),
        ("PRODUCT", "쌀"),
        ("PERSON", "song rim"),
        ("ORG", "who"),
    ],
)
def test_common_words_need_context(label: str, word: str) -> None:
    assert context_aliases()[label, word]


@pytest.mark.parametrize("name", ["coal", "wigs", "false eyelashes", "soybean oil"])
def test_plain_goods_need_no_context(name: str) -> None:
    assert ("PRODUCT", name) not in context_aliases()


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Rason", "latin"),
        ("Ch'ŏngjin", "latin"),
        ("라선", "hangul"),
        ("데일리NK", "hangul"),
        ("羅先", "han"),
        ("スナム市場", "kana"),
        ("Юн Чжон Хо", "cyrillic"),
    ],
)
def test_script_follows_the_characters(name: str, script: str) -> None:
    assert script_of(name) == script


def test_alias_key_ignores_case_spacing_and_the_kind_of_apostrophe() -> None:
    assert alias_key("  P\u2019yongyang \u00a0City") == alias_key("p'yongyang city")


@given(st.text())
def test_alias_key_is_stable(text: str) -> None:
    assert alias_key(alias_key(text)) == alias_key(text)


def write(folder: Path, name: str, *lines: str) -> None:
    folder.joinpath(name).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "lines", "message"),
    [
        ("places.tsv", ("id\tname\tkind\tsource\tlicence\tcolour",), "places.tsv, line 1: unknown column 'colour'"),
        ("places.tsv", ("id\tname\tkind\tlicence",), "places.tsv, line 1: column 'source' is missing"),
        ("places.tsv", ("id\tname\tkind\tsource\tlicence\tid",), "places.tsv, line 1: a column is there twice"),
        ("places.tsv", ("id\tname\tkind\tsource\tlicence", "place/a\tA"), "places.tsv, line 2: 2 fields under 5"),
        ("places.tsv", ("id\tname\tkind\tsource\tlicence", "org/a\tA\tri\ts\tMIT"), "line 2: id 'org/a'"),
        ("places.tsv", ("id\tname\tkind\tsource\tlicence\tlat", "place/a\tA\tri\ts\tMIT\tx"), "places.tsv, line 2"),
        ("places.tsv", ("id\tname\tkind\tsource\tlicence\tstatus", "place/a\tA\tri\ts\tMIT\told"), "unknown status"),
        ("people.tsv", ("id\tname\tkind\tsource\tlicence\thomonym", "person/a\tA\tleader\ts\tMIT\tno"), "homonym is"),
        ("names-cc-by-sa.tsv", ("id\tname\tscript\tsource\tlicence", "place/x\t羅先\than\ts\tl"), "unknown entity"),
        ("names-cc-by-sa.tsv", ("id\tname\tscript\tsource\tlicence", "place/x\tRason\than\ts\tl"), "not in script"),
    ],
)
def test_reader_names_file_and_line_of_what_is_wrong(
    tmp_path: Path, name: str, lines: tuple[str, ...], message: str
) -> None:
    for label in LABELS.values():
        write(tmp_path, label.table, "id\tname\tkind\tsource\tlicence")
    write(tmp_path, "names-cc-by-sa.tsv", "id\tname\tscript\tsource\tlicence")
    write(tmp_path, name, *lines)
    with pytest.raises(ValueError, match=message):
        read_base(tmp_path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("THING\ta\tplace/a|place/b\t",), "ambiguous_aliases.tsv, line 2: unknown label 'THING'"),
        (("PLACE\ta\tplace/a|place/b\t", "PLACE\tA\tplace/a|place/b\t"), "line 3: 'A' is listed twice"),
    ],
)
def test_list_of_shared_names_is_read_strictly(tmp_path: Path, rows: tuple[str, ...], message: str) -> None:
    write(tmp_path, "ambiguous_aliases.tsv", "label\talias\tentities\tnote", *rows)
    with pytest.raises(ValueError, match=message):
        read_ambiguous(tmp_path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("THING\tlead\tword",), "context_aliases.tsv, line 2: unknown label 'THING'"),
        (("PRODUCT\tlead\tword", "PRODUCT\tLead\tword"), "line 3: 'Lead' is listed twice"),
    ],
)
def test_list_of_names_that_need_context_is_read_strictly(tmp_path: Path, rows: tuple[str, ...], message: str) -> None:
    write(tmp_path, "context_aliases.tsv", "label\talias\twhy", *rows)
    with pytest.raises(ValueError, match=message):
        read_context(tmp_path)
