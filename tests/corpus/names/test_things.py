"""Names of plants and bodies taken apart: own name, what it makes, what it is, marks, and what may be missing."""

from __future__ import annotations

import pytest

from corpus.names.things import Thing, read_thing


def told(thing: Thing) -> str:
    """What a name says, in one line: own name ("-": none; "!": not Korean) | words | heads | marks | weak words."""
    own = "+".join(plain if readings else f"{plain}!" for plain, readings in thing.runs)
    parts = [own or "-"] + [" ".join(sorted(some)) for some in (thing.words, thing.heads, thing.marks, thing.weak)]
    return " | ".join(parts).rstrip(" |")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Kimchaek Iron & Steel Works", "kimchaek | steel | factory"),
        ("Pyongyang Power Complex", "pyongyang |  | powerstation"),
        ("Kimchaek Powerplant", "kimchaek |  | powerstation"),
        ("Songdowon's Shoe Factory", "songdowon | shoe | factory"),
        ("James' Bank", "james! |  | bank"),
        ("Samhwa Co-op Shop", "samhwa | cooperation | shop"),
        ("Kim & Pak Trading", "kim+pak | trade"),
        # numbers in words and signs
        ("No. Twelve Shoe Factory", "- | shoe | factory | 12"),
        ("Number Two Kumgang Shoe Factory", "kumgang | shoe | factory | 2"),
        ("Nos. 3 Shoe Factory", "- | shoe | factory | 3"),
        ("Shoe Shop#3", "- | shoe | shop | 3"),
        ("3월 8일 방직공장", "- | textile | factory | 03-08"),
        ("12.25 Kumgang Factory", "kumgang |  | factory | 12-25"),
        ("Ryongrim Ri Farm", "ryongrim |  | farm"),
        ("Ri Farm", "ri |  | farm"),
        ("만경대구역식료공장", "만경대 | food | factory |  | district"),
        ("평양 ABC 공장", "평양abc! |  | factory"),
        ("ABC 평양 공장", "abc!+평양 |  | factory"),
        ("가평농장", "가평 |  | farm"),
        ("завод Понхва", "понхва |  | factory"),
        ("石田商店", "석전 |  | shop"),
        ("丹东恒瑞达服装有限公司", "dandonghengruida | garment | company"),
    ],
)
def test_name_falls_into_its_own_part_its_words_and_its_head(name: str, wanted: str) -> None:
    assert told(read_thing(name)) == wanted


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        *(("3월 8일 방직공장", "03-08"), ("3.8방직공장", "03-08"), ("12호공장", "12"), ("ABC 12", "12")),
        *(("May 9 Factory", "05-09"), ("9 May Factory", "05-09"), ("May 9th Factory", "05-09")),
        *(("No. 3 Factory", "3"), ("Nos. 3 Factory", "3"), ("Factory #3", "3"), ("Number Three Factory", "3")),
        *(("No. Twelve", "12"), ("Factory Two", "2"), ("First Factory", "1"), ("South Steel", "south")),
        *(("Two Factory", ""), ("Works No.", ""), ("N. Factory", "")),
    ],
)
def test_dates_numbers_and_directions_are_marks(name: str, mark: str) -> None:
    assert read_thing(name).marks == ({mark} if mark else set())


@pytest.mark.parametrize(
    ("name", "national"),
    [
        *(("Ministry of Railways of the Democratic People's Republic of Korea", "dprk"), ("DPRK Bank", "dprk")),
        *(("North Korean Cabinet", "dprk"), ("North Korea Bank", "dprk"), ("Korea DPRK Bank", "dprk")),
        *(("DPRK Bank of Korea", "dprk"), ("Korea Ocean Shipping", "korea"), ("조선대성은행", "korea")),
        *(("북조선대성은행", "korea"), ("Kumgang Bank", "")),
    ],
)
def test_name_says_of_which_state_it_is(name: str, national: str) -> None:
    assert read_thing(name).national == national


@pytest.mark.parametrize(
    ("name", "own", "legal"),
    [
        *(
            ("Siemens AG", "siemens", "ag"),
            ("AG Siemens", "agsiemens", ""),
            ("Nokia Oy", "nokia", "oy"),
            ("Nokia oy", "nokiaoy", ""),
        ),
        *(("OOO Amur", "amur", "llc"), ("Amur Stroy OOO", "amurstroy", "llc"), ("AO Amur", "amur", "jsc")),
        *(("Airbus SE", "airbus", "se"), ("Airbus S.E.", "airbus", "se"), ("Airbus se", "airbusse", "")),
        *(
            ("SE Asia Bank", "seasia", ""),
            ("As Safa", "assafa", ""),
            ("Safa AS", "safa", "as"),
            ("Safa As", "safaas", ""),
        ),
        *(("Fiat SpA", "fiat", "spa"), ("Fiat S.p.A.", "fiat", "spa"), ("Fiat spa", "fiatspa", "")),
        *(
            ("Evraz KG", "evraz", "kg"),
            ("Evraz Kg", "evrazkg", ""),
            ("Evraz B.V.", "evraz", "bv"),
            ("Evraz Bv", "evrazbv", ""),
        ),
        *(
            ("Evraz N.V.", "evraz", "nv"),
            ("Evraz Nv", "evraznv", ""),
            ("Evraz Ag", "evrazag", ""),
            ("Evraz Ab", "evrazab", ""),
            ("Evraz AB", "evraz", "ab"),
        ),
        *(("Evraz S.A.", "evraz", "sa"), ("Evraz Sa", "evrazsa", ""), ("KosChem TOO", "koschem", "llc")),
        *(("Evraz Co.,Ltd", "evraz", ""), ("Evraz Co.Ltd.", "evraz", ""), ("A.O.Amur", "amur", "jsc")),
        *(
            ("Evraz Open Joint Stock Company", "evraz", "jsc"),
            ("Evraz K.K.", "evraz", ""),
            ("Evraz Co., Ltd.", "evraz", ""),
        ),
        *(("Kommanditgesellschaft Evraz", "kommanditgesellschaftevraz", ""), ("AG", "ag", "")),
    ],
)
def test_legal_form_is_told_from_the_name(name: str, own: str, legal: str) -> None:
    thing = read_thing(name)
    assert ("".join(plain for plain, _ in thing.runs), thing.legal) == (own, legal)


def test_a_firm_is_a_company_by_its_legal_form() -> None:
    assert read_thing("Evraz Ltd").heads == read_thing("Evraz AG").heads == {"company"}
    assert read_thing("AG").heads == set()


@pytest.mark.parametrize(
    ("name", "korean"),
    [
        ("NATO", False),
        ("Nato", False),
        ("Rason", False),
        ("Hyesan", True),
        ("KIM News", False),
        ("Kim News", True),
        ("KIM NEWS", False),
        ("Kaesong", True),
    ],
)
def test_acronyms_and_short_names_alone_are_letters(name: str, korean: bool) -> None:
    assert bool(read_thing(name).runs[0][1]) is korean


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Chongsan Cooperative Farm", ["cong.san_farm"]),
        ("Chongsan Cooperative Shop", ["cong.san_cooperation_shop"]),
        ("Kumgang Trading Company", ["kum.kang_trade"]),
        ("Trading Company", ["company_trade"]),
        ("Korea General Trading Corporation", ["company_general_korea_trade"]),
        ("DPRK Trade", ["trade"]),
        ("General Steel Company", ["steel"]),
        ("General Company No. 2", ["2"]),
        ("Korea Bank of Finance", ["bank_finance"]),
    ],
)
def test_key_leaves_out_what_may_be_missing_unless_it_is_all_there_is(name: str, keys: list[str]) -> None:
    assert list(read_thing(name).keys) == keys


def test_brackets_qualify_a_works() -> None:
    assert read_thing("Kimchaek Steel (North Hamgyong)").qualifiers == {"north hamgyong"}
