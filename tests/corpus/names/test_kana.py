"""Names in Japanese letters: what they are in Latin ones."""

from __future__ import annotations

import pytest

from corpus.names.conflicts import compare
from corpus.names.kana import hepburn, japanese_surname, japanese_words, korean_of_kana, short_vowels


@pytest.mark.parametrize(
    ("kana", "spelled"),
    [
        *(("オオタニ", "otani"), ("キョウコ", "kyoko"), ("ジュンイチ", "junichi"), ("チェ", "che"), ("さとう", "sato")),
        *(
            ("ガッコウ", "gako"),
            ("ホーツク", "hotsuku"),
            ("ユウ", "yu"),
            ("ニイガタ", "niigata"),
            ("あ", "a"),
            ("A", ""),
        ),
        ("アイウエオカキクケコガギグゲゴ", "aiueokakikukekogagigugego"),
        ("サシスセソザジズゼゾタチツテトダヂヅデド", "sashisusesozajizuzezotachitsutetodajizudedo"),
        ("ナニヌネノハヒフヘホバビブベボパピプペポ", "naninunenohahihuhehobabibubebopapipupepo"),
        ("マミムメモヤユヨラリルレロワヲンヴ", "mamimumemoyayuyorarirurerowaonvu"),
        *(
            ("キャキュキョ", "kyakyukyo"),
            ("シャシュショ", "shashusho"),
            ("ジャジュジョ", "jajujo"),
            ("チャチョ", "chacho"),
        ),
        *(("シェジェ", "sheje"), ("ファフィフェフォ", "hwawiwewo"), ("ウィウェウォ", "wiwewo")),
        *(
            ("ティディ", "tidi"),
            ("トゥドゥ", "tudu"),
            ("テュ", "tyu"),
            ("クァ", "kwa"),
            ("ミャ", "mya"),
            ("リャ", "rya"),
        ),
    ],
)
def test_kana_are_spelled_without_long_vowels(kana: str, spelled: str) -> None:
    assert hepburn(kana) == spelled


@pytest.mark.parametrize(
    ("spelled", "short"),
    [
        *(
            ("satou", "sato"),
            ("ootani", "otani"),
            ("yuuki", "yuki"),
            ("ohno", "ono"),
            ("ohta", "ota"),
            ("keihoh", "keiho"),
        ),
        *(("sasaki", "sasaki"), ("ohara", "ohara"), ("keiko", "keiko"), ("ueda", "ueda")),
    ],
)
def test_long_vowels_are_written_in_several_ways(spelled: str, short: str) -> None:
    assert short_vowels(spelled) == short


@pytest.mark.parametrize(
    ("kana", "ways"),
    [
        *(("キム", ["kim", "kimu"]), ("ハン", ["han", "hang"]), ("ペク", ["pek", "peku", "paek", "paeku"])),
        *(("プルム", ["pulm", "pulmu", "purum", "purumu"]), ("アップ", ["atp", "atpu", "akp", "akpu", "app", "appu"])),
        *(("カエ", ["kae"]), ("セー", ["se", "sae"]), ("チェ", ["choe", "chae"]), ("ウォン", ["won", "wong"])),
        *(("クォン", ["kwon", "kwong"]), ("ムニョン", ["munyon", "munyong"]), ("ク", ["ku"]), ("ビョ", ["byo"])),
    ],
)
def test_a_sign_may_be_a_final_of_the_syllable_before(kana: str, ways: list[str]) -> None:
    assert [words[0] for words in korean_of_kana(kana)] == ways


@pytest.mark.parametrize("joint", ["・", "･", " ", "=", "＝"])
def test_words_are_parted_by_a_point_or_a_space(joint: str) -> None:
    assert korean_of_kana(f"ペ{joint}ソ") == [["pe", "so"], ["pae", "so"]]


@pytest.mark.parametrize(
    ("kana", "korean"),
    [
        ("キム・ジョンウン", "Kim Jong Un"),
        ("パク・テソン", "Pak Thae Song"),
        ("チェ・リョンヘ", "Choe Ryong Hae"),
        ("ペク・インスン", "Paek In Sun"),
        ("クォン・ヨンジン", "Kwon Yong Jin"),
        ("ファン・ビョンソ", "황병서"),
        ("リ・イルファン", "리일환"),
    ],
)
def test_a_korean_in_kana_is_the_one_in_other_letters(kana: str, korean: str) -> None:
    assert compare(kana, korean, "PERSON").relation == "same"
    assert compare(kana, "Ho Min Jun", "PERSON").relation == "conflict"


def test_a_word_that_is_no_kana_is_no_name() -> None:
    assert korean_of_kana("???") == korean_of_kana("パク・???") == []


def test_of_many_ways_to_read_a_name_the_first_are_kept() -> None:
    assert len(korean_of_kana("チャン・ソンテク・キム")) == 24


def test_surname_of_two_or_three_characters_is_looked_up() -> None:
    assert japanese_words("石丸・千秋") == [["ishimaru", "chiaki"]]
    assert japanese_words("長谷川博")[0] == ["hasegawa", "hiroshi"]
    assert japanese_surname("石丸") == ["ishimaru"]
    assert not japanese_surname("龘") and not japanese_words("石丸龘")


@pytest.mark.parametrize(("han", "latin"), [("石丸千秋", "Chiaki Ishimaru"), ("北畠俊", "Shun Kitabatake")])
def test_a_japanese_in_han_is_the_one_in_latin_letters(han: str, latin: str) -> None:
    assert japanese_words(han)
    assert compare(han, latin, "PERSON").relation == "same"
    assert compare(han, "Shun Takahashi", "PERSON").relation != "same"


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("丹东瑞洋贸易有限公司", "Dandong Ruiyang Trade Co., Ltd"),
        ("珲春兴谊水产有限责任公司", "Hunchun Xingyi Aquatic Products"),
        ("星野商事株式会社", "Hoshino Shoji K.K."),
        ("株式会社星野商事", "Hoshino Shoji Kabushiki Kaisha"),
    ],
)
def test_a_firm_in_han_is_the_one_in_latin_letters(han: str, latin: str) -> None:
    assert compare(han, latin, "ORG").relation == "same"


def test_firms_of_other_characters_are_two_though_they_sound_alike() -> None:
    assert compare("珲春兴谊水产公司", "珲春兴益水产公司", "ORG").relation == "conflict"
