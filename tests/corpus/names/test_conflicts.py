"""What two names say of each other: which words may be missing, and which tell two things apart."""

from __future__ import annotations

import pytest

from corpus.names.conflicts import compare

SOFT = (
    *("youth", "state", "central", "trade", "industry", "development", "technology", "science", "economy", "people"),
    *("cooperation", "electric", "soldier", "disabled", "mining", "construction", "material", "finance"),
    *("international", "canned", "glass"),
)


def relation(a: str, b: str, label: str) -> str:
    """What the names say of each other, which is the same whichever comes first."""
    found = {compare(a, b, label).relation, compare(b, a, label).relation}
    return found.pop() if len(found) == 1 else f"both of {sorted(found)}"


@pytest.mark.parametrize("word", SOFT)
def test_word_that_is_left_out_as_often_is_a_doubt(word: str) -> None:
    assert relation(f"Rimhung {word} Factory", "Rimhung Factory", "FACTORY") == "near"
    assert relation(f"{word} Factory", "Factory", "FACTORY") == "conflict"


@pytest.mark.parametrize("kept", ["Chicken", "Duck", "Pig", "Goat", "Catfish", "Fish", "Rabbit", "Mushroom", "Poultry"])
def test_farm_where_something_is_raised_is_called_a_factory_too(kept: str) -> None:
    assert relation(f"Rimhung {kept} Farm", f"Rimhung {kept} Factory", "FACTORY") == "same"
    assert relation(f"Rimhung {kept} Farm", f"Rimhung {kept} Bank", "FACTORY") == "conflict"


@pytest.mark.parametrize(
    "organ", ["Ministry", "Cabinet", "Commission", "Bureau", "Assembly", "Party", "Army", "News Agency"]
)
def test_organ_of_the_state_names_it_or_not(organ: str) -> None:
    assert relation(f"Korea Youth {organ}", f"Youth {organ}", "ORG") == "same"
    assert relation("Korea Youth Association", "Youth Association", "ORG") == "near"


@pytest.mark.parametrize(
    ("initials", "given"),
    [
        *(("G. S.", ["Kum", "Ho"]), ("D. S.", ["Tok"]), ("T. S.", ["Tok"]), ("B. S.", ["Pong"]), ("P. S.", ["Pong"])),
        *(("C. S.", ["Jong"]), ("J. S.", ["Jong"]), ("R. S.", ["Ryong", "Nam", "Yong"]), ("S. S.", ["Ho", "Song"])),
        *(("L. S.", ["Ryong", "Nam", "Yong"]), ("Y. S.", ["Ryong", "Nam", "Yong", "Il"]), ("I. S.", ["Yong", "Il"])),
        *(("H. S.", ["Kum", "Ho", "Song"]), ("W. S.", ["Won", "U", "Ok"]), ("U. S.", ["Won", "U", "Ok"])),
        *(("O. S.", ["Won", "U", "Ok"]), ("M. S.", ["Myong"])),
    ],
)
def test_initial_may_stand_for_each_spelling_of_a_syllable(initials: str, given: list[str]) -> None:
    every = ("Kum", "Tok", "Pong", "Jong", "Ryong", "Nam", "Yong", "Ho", "Il", "Won", "U", "Ok", "Myong", "Song")
    found = {name for name in every if relation(f"{initials} Han", f"Han {name} Song", "PERSON") == "same"}
    assert found == set(given)


@pytest.mark.parametrize(
    ("label", "a", "b", "wanted"),
    [
        ("FACTORY", "Rimhung City Food Factory", "Rimhung County Food Factory", "conflict"),
        ("ORG", "Rimhung Province Party", "Rimhung District Party", "conflict"),
        ("FACTORY", "Anju Solar Power Station", "Anju Nuclear Power Station", "conflict"),
        ("ORG", "Sakju County People's Committee", "Sakju County Party Committee", "conflict"),
        ("ORG", "Rimhung Company", "Rimhung Factory", "same"),
        ("ORG", "Rimhung Group", "Rimhung Factory", "same"),
        ("ORG", "Rimhung Bank", "Rimhung Factory", "conflict"),
        ("ORG", "Kim & Pak Trading", "Pak & Kim Trading", "same"),
        ("ORG", "Kim & Pak Trading", "Kim & Kim Trading", "conflict"),
        ("FACTORY", "Daesong General Bureau", "Daesong Bureau", "same"),
        ("ORG", "Daesong General Bureau", "Daesong Bureau", "near"),
        ("FACTORY", "Daesong General Trading Bureau", "Daesong Trading Bureau", "near"),
        ("ORG", "Meridian Freight (Malta)", "Meridian Freight (Cyprus)", "conflict"),
        ("ORG", "Meridian Freight (Malta)", "Meridian Freight", "same"),
        ("FACTORY", "Shoe Cooperative Factory", "Shoe Factory", "conflict"),
        ("FACTORY", "Cooperative Farm", "Farm", "conflict"),
        ("ORG", "Trading Company", "General Trading Company", "near"),
        ("ORG", "Bank", "Bank of Korea", "conflict"),
        ("ORG", "Company", "General Company", "conflict"),
        ("ORG", "Shoe Company", "Company", "conflict"),
        ("ORG", "Central Bank of Korea", "Central Bank", "near"),
        ("ORG", "International Trade Development Bank", "International Trade Development Bank of Korea", "same"),
        ("ORG", "DPRK Development Bank", "Development Bank of Korea", "same"),
        ("ORG", "三市贸易公司", "三石贸易公司", "conflict"),
        ("FACTORY", "Rimhung Chicken Farm", "Rimhung Beer Farm", "conflict"),
        ("FACTORY", "Chicken Farm", "Poultry Farm", "conflict"),
        ("PLACE", "Unsan (North Phyongan)", "Unsan", "same"),
        ("PLACE", "Unsan (North Phyongan)", "Unsan (South Korea)", "conflict"),
        ("PLACE", "Rinam-ri", "Inam-ri", "same"),
        ("PLACE", "성리", "성이", "conflict"),
        ("PERSON", "市川", "石川", "conflict"),
        ("PERSON", "J. Han", "Han Jong Song", "near"),
        ("PERSON", "J. S. K. Han", "Han Jong Song", "near"),
        ("PERSON", "J. T. Han", "Han Jong Song", "conflict"),
        ("PERSON", "J. S. Kim", "Han Jong Song", "none"),
        ("PERSON", "J. Han Moon", "Han Jong Song", "none"),
        ("PRODUCT", "Unhasu soap (gift)", "Unhasu soap (box)", "conflict"),
        ("PRODUCT", "Unhasu soap (gift)", "Unhasu soap", "same"),
        ("PRODUCT", "soap", "Unhasu soap", "conflict"),
        ("PRODUCT", "chicken", "poultry", "near"),
        ("ORG", "?", "!", "same"),
    ],
)
def test_two_names_are_compared(label: str, a: str, b: str, wanted: str) -> None:
    assert relation(a, b, label) == wanted


@pytest.mark.parametrize(
    ("label", "a", "b", "wanted", "why"),
    [
        ("ORG", "Bank", "Bank of Korea", "conflict", "other words"),
        ("ORG", "Shoe Company", "Company", "conflict", "only one says shoe"),
        # ㄹ at the start of any syllable of a thing's name may have been lost; in a place's it is told
        ("ORG", "송룡은행", "송용은행", "same", "one name, the same words"),
        ("ORG", "송량은행", "송양은행", "same", "one name, the same words"),
        ("PRODUCT", "송량 비누", "송양 비누", "same", "the same words"),
        ("PLACE", "송량", "송양", "conflict", "another name"),
        # a farm is a factory where both raise one kind of animal
        ("FACTORY", "Rimhung Beer Farm", "Rimhung Beer Factory", "conflict", "a farm is not a factory"),
        ("FACTORY", "Rimhung Chicken Farm", "Rimhung Beer Factory", "conflict", "a farm is not a factory"),
        ("FACTORY", "Rimhung Chicken Farm", "Rimhung Factory", "conflict", "a farm is not a factory"),
        # only farms and works both of which say so lose "cooperative"
        ("FACTORY", "Rimhung Cooperative Farm", "Rimhung", "near", "only one says cooperation"),
        # each word must be such as is put for one of the other name's
        ("FACTORY", "Rimhung Poultry Timber Mill", "Rimhung Chicken Wood Mill", "near", "poultry against chicken"),
        ("FACTORY", "Rimhung Poultry Soap Mill", "Rimhung Chicken Beer Mill", "conflict", "poultry against beer"),
        ("FACTORY", "Rimhung Poultry Soap Mill", "Rimhung Chicken Timber Mill", "conflict", "poultry against chicken"),
    ],
)
def test_two_names_are_compared_for_a_reason(label: str, a: str, b: str, wanted: str, why: str) -> None:
    assert (compare(a, b, label).why, relation(a, b, label)) == (why, wanted)
