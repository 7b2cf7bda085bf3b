"""Names that are translated, spelled out or told: each kind in three dresses, beside what must stay apart."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from extract.resolve import pair_evidence
from extract.resolve.base import base_index
from extract.resolve.common_nouns import arabic_letters, meanings_of, take_apart
from extract.resolve.in_context import judge_in_context

RENAMED = Path(pair_evidence.__file__).with_name("renamed.tsv")
ONE = [
    # streets, brands and markets by their meaning
    (
        "PLACE",
        ("Magnolia Street", "new flats on Magnolia Street were given by lot"),
        ("목란거리", "목란거리 새 살림집은 제비뽑기로 나누어 주었다"),
    ),
    (
        "PRODUCT",
        ("Red Star soap", "Red Star soap of Haeju smells of pine"),
        ("붉은별비누", "해주의 붉은별비누는 소나무 냄새가 난다"),
    ),
    (
        "PLACE",
        ("Swallow Market", "traders at Swallow Market in Anju sell noodles"),
        ("제비시장", "안주 제비시장에서는 국수 장사가 많다"),
    ),
    # Arabic letters
    (
        "PERSON",
        ("سالم الكعبي", "قال سالم الكعبي إنه باع الإسمنت"),
        ("Salem al-Kaabi", "Salem al-Kaabi said he sold cement"),
    ),
    (
        "PERSON",
        ("ناصر المنصوري", "التاجر ناصر المنصوري من دبي"),
        ("Nasser al-Mansouri", "Nasser al-Mansouri, a trader in Dubai"),
    ),
    ("PERSON", ("طارق الزرعوني", "يملك طارق الزرعوني سفينة"), ("Tareq al-Zarouni", "Tareq al-Zarouni owns a ship")),
    # Japanese people in Cyrillic and Latin letters
    (
        "PERSON",
        ("中村健二", "新潟の商人、中村健二氏は衛星で港を見る"),
        ("Kenji Nakamura", "Kenji Nakamura of Niigata watches ports by satellite"),
    ),
    (
        "PERSON",
        ("渡辺和子", "研究者の渡辺和子氏は物価を調べる"),
        ("Кадзуко Ватанабэ", "Исследовательница Кадзуко Ватанабэ изучает цены"),
    ),
    (
        "PERSON",
        ("鈴木直樹", "船長の鈴木直樹氏は舞鶴で船を待つ"),
        ("Naoki Suzuki", "Captain Naoki Suzuki waits for ships in Maizuru"),
    ),
    # initials that the other name spells out
    (
        "PLACE",
        ("Sinhung SEZ", "the Sinhung SEZ has two garment lines"),
        ("Sinhung Special Economic Zone", "garment lines in the Sinhung Special Economic Zone"),
    ),
    (
        "PRODUCT",
        ("PVC pipe", "PVC pipe came from Hebei"),
        ("polyvinyl chloride pipe", "polyvinyl chloride pipe came from Hebei"),
    ),
    (
        "PRODUCT",
        ("LED bulbs", "schools got LED bulbs"),
        ("light emitting diode bulbs", "light emitting diode bulbs for schools"),
    ),
    # renamed, as one of the sentences says
    (
        "PLACE",
        ("Okchon-dong", "Okchon-dong in Sariwon was renamed Kim Song Guk-dong after a soldier"),
        ("Kim Song Guk-dong", "flats in Kim Song Guk-dong of Sariwon have no lift"),
    ),
    (
        "PRODUCT",
        ("Hanbit Cola", "Hanbit Cola was renamed Saenal Cola in spring"),
        ("Saenal Cola", "Saenal Cola stands in every kiosk"),
    ),
    (
        "ORG",
        ("Jangmi Bank", "Jangmi Bank changed its sign to Unpasu Bank after the listing"),
        ("Unpasu Bank", "cards of Unpasu Bank work in hotels"),
    ),
]

TWO = [
    # one name in two provinces
    (
        "PLACE",
        ("Station Market", "Station Market in Sariwon opens at two"),
        ("역전시장", "청진 역전시장은 저녁에 닫는다"),
    ),
    ("FACTORY", ("Kumsong Mine", "the Kumsong Mine near Kanggye digs zinc"), ("금성광산", "원산 금성광산은 금을 캔다")),
    ("PLACE", ("新兴里", "黄海南道新兴里的农民种稻"), ("新兴里", "咸镜北道新兴里靠近清津")),
    # upper and lower, old and new
    (
        "PLACE",
        ("Upper Samdong", "Upper Samdong on the Tumen has a mine"),
        ("Lower Samdong", "Lower Samdong on the Tumen has a ferry"),
    ),
    ("PLACE", ("Old Soho Market", "rice at Old Soho Market fell"), ("New Soho Market", "rice at New Soho Market fell")),
    (
        "PLACE",
        ("Inner Kalmae-dong", "smugglers cross at Inner Kalmae-dong"),
        ("Outer Kalmae-dong", "smugglers cross at Outer Kalmae-dong"),
    ),
    # father and son
    (
        "PERSON",
        ("Edwin P. Harlow", "Edwin P. Harlow traded zinc from London"),
        ("Edwin P. Harlow Jr.", "Edwin P. Harlow Jr. closed the London zinc house"),
    ),
    (
        "PERSON",
        ("George Whitmore", "George Whitmore shipped coal from Nampo"),
        ("George Whitmore II", "George Whitmore II sold his father's coal ships"),
    ),
    (
        "PERSON",
        ("Carl Rosen Sr.", "Carl Rosen Sr. bought magnesia"),
        ("Carl Rosen", "Carl Rosen sold the magnesia firm of his father"),
    ),
    # a brand on two goods
    ("PRODUCT", ("달무지개", "함흥의 달무지개 담배는 쓰다"), ("달무지개", "평성에서 만든 국수 달무지개는 질기다")),
    ("PRODUCT", ("참별", "참별 치약은 시원하다"), ("참별", "참별은 강계에서 나오는 소주이다")),
    ("PRODUCT", ("Haenal", "Haenal is a toothpaste of Sinuiju"), ("해날", "해날 라면은 원산 국수이다")),
]


@pytest.mark.parametrize(("label", "a", "b"), ONE)
def test_a_translated_or_renamed_thing_is_one(label: str, a: tuple[str, str], b: tuple[str, str]) -> None:
    assert judge_in_context(a, b, label=label, base=base_index()).verdict == "same"


@pytest.mark.parametrize(("label", "a", "b"), TWO)
def test_what_only_shares_a_name_is_not_joined(label: str, a: tuple[str, str], b: tuple[str, str]) -> None:
    assert judge_in_context(a, b, label=label, base=base_index()).verdict != "same"


def test_a_noun_has_one_meaning_in_all_languages() -> None:
    assert "=rainbow" in meanings_of("무지개") & meanings_of("радуга") & meanings_of("彩虹")
    assert [part for part, _ in take_apart("临港镇码头", least=2)] == ["临港", "镇", "码头"]
    assert arabic_letters("الكعبي") == "kaby"


def test_each_way_to_say_that_a_thing_is_renamed_is_met_by_its_example() -> None:
    rows = csv.DictReader(RENAMED.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    assert all(re.search(row["pattern"], row["example"], re.IGNORECASE) for row in rows)
