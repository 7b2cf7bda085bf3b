"""The one table of entity labels. Adding a label is adding a row here: terminal, pages and exports read it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Colours:
    """A label's colours on the pages, as CSS has them: of its names and of the ground behind them, by day and by night.

    `line` is the style of the line under a name, for those who see no colour.
    """

    ink: str
    tint: str
    dark_ink: str
    dark_tint: str
    line: str = "solid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """One kind of entity: `name` as stored, `stem` as it begins an id, `noun` and `plural` as people call such things.

    `colour` is the terminal's, `rank` the label's place in lists on the pages. `table` is its table in the knowledge
    base and `kinds` what that may hold, `stock` the labels of the stock model that training begins it as. `sign` stands
    for each letter of such a name where rules read a sentence with its names masked. Things with a `point` are shown on
    maps; `schema` is FollowTheMoney's, "" where it has none.
    """

    name: str
    stem: str
    noun: str
    plural: str
    meaning: str
    colour: str
    colours: Colours
    rank: int
    sign: str = "Ⓧ"
    point: bool = False
    schema: str = ""
    table: str = ""
    kinds: tuple[str, ...] = ()
    stock: tuple[str, ...] = ()


PERSON = Label(
    name="PERSON",
    stem="person",
    noun="person",
    plural="people",
    meaning="a named individual",
    colour="magenta",
    sign="Ⓗ",
    colours=Colours(ink="#69309b", tint="#f0e7f8", dark_ink="#d0adf1", dark_tint="#332449"),
    rank=5,
    schema="Person",
    table="people.tsv",
    kinds=("business", "expert", "leader", "official"),
    stock=("PERSON",),
)
PLACE = Label(
    name="PLACE",
    stem="place",
    noun="place",
    plural="places",
    meaning="a named geographic or political place",
    colour="green",
    sign="Ⓛ",
    colours=Colours(ink="#17653a", tint="#e1f1e6", dark_ink="#8ed4a6", dark_tint="#1a3524", line="dotted"),
    rank=2,
    point=True,
    schema="Address",
    table="places.tsv",
    kinds=(
        *("airport", "border_crossing", "bridge", "city", "country", "county", "dam", "district", "industrial_park"),
        *("island", "lake", "launch_site", "market", "mountain", "peninsula", "port", "province", "region", "ri"),
        *("river", "road", "sea", "sez", "square", "station", "temple", "tourist_zone", "town", "valley", "waterfall"),
    ),
    stock=("GPE", "LOC"),
)
FACTORY = Label(
    name="FACTORY",
    stem="factory",
    noun="plant",
    plural="plants",
    meaning="a named production unit",
    colour="red",
    sign="Ⓕ",
    colours=Colours(ink="#a02c19", tint="#fbe7e2", dark_ink="#f5a393", dark_tint="#43221b"),
    rank=1,
    point=True,
    schema="Company",
    table="factories.tsv",
    kinds=(
        *("cement", "chemical", "cosmetics", "electronics", "farm", "fishery", "food", "joint_venture", "machine"),
        *(
            "mine",
            "paper",
            "pharma",
            "power_station",
            "printing",
            "shipyard",
            "shoe",
            "steel",
            "textile",
            "trading_maker",
        ),
    ),
    stock=("FAC",),
)
PRODUCT = Label(
    name="PRODUCT",
    stem="product",
    noun="product",
    plural="products",
    meaning="a good that is made, sold or traded",
    colour="yellow",
    sign="Ⓖ",
    colours=Colours(ink="#755000", tint="#f8edcf", dark_ink="#e5c26f", dark_tint="#3a2d10", line="dashed"),
    rank=3,
    table="products.tsv",
    kinds=("brand", "commodity"),
    stock=("PRODUCT",),
)
ORG = Label(
    name="ORG",
    stem="org",
    noun="organisation",
    plural="organisations",
    meaning="a named organisation that makes nothing",
    colour="blue",
    sign="Ⓞ",
    colours=Colours(ink="#1d549c", tint="#e2ecf8", dark_ink="#98c4f3", dark_tint="#1c314e", line="double"),
    rank=4,
    schema="Organization",
    table="orgs.tsv",
    kinds=(
        *("association", "bank", "company", "customs", "government", "hacker_group", "initiative", "insurance"),
        *("international", "media", "military", "ministry", "party", "restaurant", "shipping_company", "shop"),
        *("think_tank", "trading_company", "university"),
    ),
    stock=("ORG",),
)

# in the order in which the knowledge base is read and names are looked up
LABELS: dict[str, Label] = {label.name: label for label in (PLACE, FACTORY, PRODUCT, PERSON, ORG)}


def label_names() -> tuple[str, ...]:
    """The labels' names. Whoever has a version of its rules asks for these: a colour is no rule."""
    return tuple(LABELS)


def stem_of(name: str) -> str:
    """How the ids of a label's entities begin."""
    return LABELS[name].stem


def label_of(entity_id: str) -> str:
    """The label of an entity, by how its id begins. Raises `KeyError` where no label begins so."""
    stem = entity_id.partition("/")[0]
    return {label.stem: label.name for label in LABELS.values()}[stem]


def signs() -> dict[str, str]:
    """The sign of each label."""
    return {label.name: label.sign for label in LABELS.values()}


def listed() -> tuple[Label, ...]:
    """The labels in their order on the pages."""
    return tuple(sorted(LABELS.values(), key=lambda label: label.rank))


def plurals() -> dict[str, str]:
    """What things of each label are called, in the order of the pages."""
    return {label.name: label.plural for label in listed()}
