"""Plain forms of a name: its script, its words, and the form under which two names are the same at a glance."""

from __future__ import annotations

import pytest

from corpus.names.text import SCRIPTS, fold, fold_words, script_of, straighten


@pytest.mark.parametrize(
    ("name", "script"),
    [
        *(("Kim Jong Un", "latin"), ("Zürich", "latin"), ("", "latin"), ("데일리NK", "hangul"), ("ㄱ", "hangul")),
        *(
            ("東京タワー", "kana"),
            ("キム", "kana"),
            ("さとう", "kana"),
            ("平壤", "han"),
            ("佐々木", "han"),
            ("々", "han"),
        ),
        *(("豈", "han"), ("Пхеньян", "cyrillic"), ("Kim Хан", "cyrillic"), ("가 キム 金", "hangul")),
    ],
)
def test_script_is_the_first_other_than_latin(name: str, script: str) -> None:
    assert script_of(name) == script
    assert script in SCRIPTS


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        *(("P’yŏngyang", "p'yŏngyang"), ("Ch‘ŏngjin", "ch'ŏngjin"), ("Ch`ŏngjin", "ch'ŏngjin")),
        *(("Ch\u02bcŏngjin", "ch'ŏngjin"), ("Kim Jong–un", "kim jong-un"), ("Jean·Luc", "jean-luc")),
        *(("キム・ジョンウン", "キム-ジョンウン"), ("ＫＩＭ", "kim"), ("José Łuć", "jose łuc"), ("ガス", "ガス")),
        # breves as others write them, and as ASCII does
        *(("Chǒngjin", "chŏngjin"), ("Chōngjin", "chŏngjin"), ("Yǔn", "yŭn"), ("Yūn", "yŭn")),
        *(("Pyo'ng-ch'o'l", "pyŏng-ch'ŏl"), ("Su'nghu'i", "sŭnghŭi"), ("Mo'sul", "mŏsul"), ("O'Brien", "o'brien")),
    ],
)
def test_name_is_straightened_and_keeps_its_breves(name: str, plain: str) -> None:
    assert straighten(name) == plain


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ryŏngch'ŏn", ["ryongchon"]),
        ("Sŭnghŭi-dong", ["sunghui", "dong"]),
        ("Rason_2 (No. 3)", ["rason", "2", "no", "3"]),
    ],
)
def test_words_have_neither_breves_nor_signs(name: str, words: list[str]) -> None:
    assert fold_words(name) == words
    assert fold(name) == "".join(words)
