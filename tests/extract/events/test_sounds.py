"""How names sound that the knowledge base does not hold, by their ids."""

from __future__ import annotations

import pytest

from extract.events.focus import Name, focus_on
from extract.events.sounds import sounds_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("product/x.sam.hung_e_wallet", "product/x.sam.hung.con.ca.ci.kap"),  # Samhung e-wallet, 삼흥전자지갑
        ("factory/kwangchon-chicken-farm", "factory/x.kwang.con_farm_poultry"),  # Kwangchon poultry farm
        ("org/x.чхонсан", "place/x.cong.san"),  # «Чхонсан», the Chongsan
        ("product/x.チョルソン3", "person/x.song-col"),  # チョルソン3, Chol Song 3
        ("org/x.лазурит", "org/x.lazurit"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert set(sounds_of(one)) & set(sounds_of(other))


def test_names_of_common_words_have_no_sound() -> None:
    assert sounds_of("product/x.battery_car") == ()
    assert sounds_of("factory/x.farm_greenhouse") == ()
    assert not set(sounds_of("factory/x.kwang.con_farm")) & set(sounds_of("factory/x.an.cu_farm"))


def test_focus_knows_how_its_names_sound() -> None:
    name = Name(weight=3.0, label="FACTORY", parent=None, country="KP", titled=True, leading=True)
    focus = focus_on({"factory/x.kwang.con_farm_poultry": name}, "FACTORY", across=False)
    assert focus.sounds == {"kwan.con"}
