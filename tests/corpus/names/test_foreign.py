"""Korean, Russian and Chinese names in Cyrillic and Han as Latin words."""

from __future__ import annotations

import pytest

from corpus.names.foreign import chinese_syllables, chinese_words, cyrillic_words, hangul_of_han, russian_words

ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Чжу", "ju"),
        ("Раджу", "raju"),
        ("Кхо Тхэ Пхо Чхо", "kho thae pho ch'o"),
        ("Ссау Кку", "ssau kku"),
        ("Вэ Ва Во Вёль Ве Ви", "wae wa wo wol we wi"),
        ("Ыйджу", "uiju"),
        ("Ыиджу", "uiju"),
        ("Иесу", "yesu"),
        ("Йесу", "yesu"),
        ("Йоль", "yol"),
        ("Ляоль Лёгу Люсу", "lyaol lyogu lyusu"),
        ("Ким", "kim"),
        ("Цой", "choe"),
    ],
)
def test_korean_name_in_kontsevichs_letters(cyrillic: str, latin: str) -> None:
    assert " ".join(cyrillic_words(cyrillic)[0]) == latin


def test_every_letter_is_read_alone() -> None:
    assert cyrillic_words(ALPHABET) == [["abbgdeyojjiiklmnoprstuphhchchssuaeyuya"]]
    assert russian_words(ALPHABET) == ["abvgdeyozhziyklmnoprstufkhtschshshchyeyuya"]


@pytest.mark.parametrize(
    ("cyrillic", "ways"),
    [
        ("Вонсан", ["wonsan", "wongsang"]),
        ("Ирсен", ["irsen", "irseng", "irson", "irsong"]),
        ("Синыйджу", ["sinuiju"]),
        ("Тэкко", ["taekko", "taokko"]),
    ],
)
def test_n_may_be_ng_and_e_may_be_o(cyrillic: str, ways: list[str]) -> None:
    assert [words[0] for words in cyrillic_words(cyrillic)] == ways


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("Кожемяко Олег", ["kozhemyako", "oleg"]),
        ("Гладкий Юрий", ["gladky", "yury"]),
        ("Белый", ["bely"]),
        ("Подъячев", ["podyachev"]),
        ("Эльза Хрущёва", ["elza", "khrushchyova"]),
    ],
)
def test_russian_name_is_spelled_as_papers_do(russian: str, english: list[str]) -> None:
    assert russian_words(russian) == english


@pytest.mark.parametrize(
    ("han", "hangul"),
    [*(("金正恩", "김정은"), ("金・正恩", "김정은"), ("朴 憲 永", "박헌영")), *(("龘正", ""), ("KIM", ""), ("", ""))],
)
def test_han_is_read_in_korean_where_every_character_is_known(han: str, hangul: str) -> None:
    assert hangul_of_han(han) == hangul


@pytest.mark.parametrize(
    ("han", "words"),
    [
        *(("王亚军", ["wang", "yajun"]), ("查良", ["zha", "liang"]), ("曾庆红", ["zeng", "qinghong"])),
        *(("欧阳修", ["ouyang", "xiu"]), ("歐陽修", ["ouyang", "xiu"]), ("司马光", ["sima", "guang"])),
        *(("司馬遷", ["sima", "qian"]), ("诸葛亮", ["zhuge", "liang"]), ("諸葛亮", ["zhuge", "liang"])),
        *(("上官婉儿", ["shangguan", "waner"]), ("尉遲恭", ["weichi", "gong"]), ("東方朔", ["dongfang", "shuo"])),
        *(("司马", ["sima"]), ("王", []), ("习近平总书记", []), ("龘一", [])),
    ],
)
def test_chinese_person_has_the_surname_first(han: str, words: list[str]) -> None:
    assert chinese_words(han) == words


def test_characters_are_spelled_alone_where_each_is_known() -> None:
    assert chinese_syllables("查良") == ["cha", "liang"]
    assert chinese_syllables("龘良") == chinese_syllables("") == []
