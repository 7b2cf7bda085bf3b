"""People's names: titles off, surname and given syllables where it is Korean, words where it is not."""

from __future__ import annotations

import pytest

from corpus.names.people import Person, read_person
from corpus.names.syllables import sound_key


def told(person: Person) -> str:
    """A way to read a name: "surname:given", with S for Seoul's way, p for syllables apart, n for newspapers'."""
    if not person.korean:
        return f"W:{' '.join(person.words)}"
    marks = (("S", person.seoul), ("p", person.spaced), ("n", person.news))
    return f"{person.surname}:{sound_key(person.given)}{''.join(mark for mark, given in marks if given)}"


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        # titles and quotation marks
        ("Foreign Minister Choi Sun-hui", "coe:sun.huiSpn"),
        ("Vice Department Director Kim Yo Jong", "kim:yo.congp"),
        ("Comrade Marshal Kim Jong Un", "kim:cong.unp"),
        ("Governor General Smith", "W:smith"),
        ("Mr. Kim", "kim:"),
        ("Minister", "W:minister"),
        ("President", "W:president"),
        ("“Kim Chol Su”", "kim:col.sup"),
        ("Kim's", "kim:"),
        # where the surname stands
        ("Kim, Jong Il", "kim:cong.ilp"),
        ("Il Kim, Jong", "cong:il.kimp"),
        ("Kim, Jong, Il", "kim:cong.ilp"),
        ("Hargreaves, Robert", "W:hargreaves robert"),
        ("Van Hammer, Ludwig", "W:hammer ludwig"),
        ("Garcia Lopez Perez, Juan", "W:juan garcia lopez perez"),
        ("Kim-jong-un", "kim:cong.unSpn"),
        ("Park-kim Jong", "W:park kim jong"),
        ("So-yong Han", "han:so.yongSpn"),
        ("Min-ho Kim", "kim:min.hoSpn"),
        ("Ho-min Jun", "con:ho.minSpn"),
        ("Ri Jong-chol", "i:cong.colSpn"),
        ("Jong-chol Ri", "i:cong.colSpn"),
        ("Kim Jongun", "kim:cong.un | kim:con.kun"),
        ("Kim Jongunsu", "kim:cong.un.su | kim:con.kun.su | W:kim jongunsu"),
        ("Kim Jong Unsu", "W:kim jong unsu"),
        ("Kimhyonggwon", "kim:hyon.kwon | kim:hyong.kwon | kim:hyon.kwon"),
        ("Jong-un Kim", "kim:cong.unSpn"),
        ("Jong-kim Lee", "i:cong.kimSpn"),
        ("Kim Kim-jong", "kim:kim.congSpn"),
        ("Kim Park", "pak:kimSn"),
        ("Park Kim", "pak:kimSn"),
        ("Yong Pak", "pak:yong | yong:pak"),
        ("Pak Yong", "pak:yong"),
        ("Ho Min Jun", "ho:min.cunp | con:ho.minp"),
        ("Hwangbo In", "hwangpo:in | in:hwang.po"),
        # how many words and syllables
        ("Kim Lee Park", "pak:kim.iSpn"),
        ("Chong Il Kim Pak", "W:chong il kim pak"),
        ("Kim Hyeonsu", "kim:hyon.suS"),
        ("Kim Hyeon Su", "kim:hyon.suSp"),
        ("Kim Jeung Su", "kim:cung.suSp"),
        ("Pak Pyŏngsŏn", "pak:pyong.son"),
        ("Pyo'ng Kim", "kim:pyong"),
        ("A B C D E", "W:a b c d e"),
        # run together
        ("Kimjongun", "kim:cong.un | kim:con.kun"),
        ("Leejae", "W:leejae"),
        ("Kim", "kim:"),
        ("-", "W:-"),
    ],
)
def test_name_in_latin_letters(name: str, ways: str) -> None:
    assert " | ".join(told(person) for person in read_person(name)) == ways


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        *(("최선희 외무상", "coe:son.huiSp"), ("김정은동지", "kim:cong.unSp"), ("최 부총리", "coe:")),
        *(
            ("김철 수", "kim:col.suSp"),
            ("김가은", "kim:ka.unSp"),
            ("남궁가나 박사", "namkung:ka.naSp | nam:kung.ka.naSp"),
        ),
        *(("남궁가나다 박사", "W:남궁가나다박사"), ("빵 지배인", "W:빵지배인")),
        *(("남궁철", "nam:kung.colSp | namkung:colSp"), ("황보", "hwang:poSp | hwangpo:"), ("리", "i:")),
        *(("홍길동전", "hong:kil.tong.conSp"), ("김가나다라", "W:김가나다라"), ("독고민", "tokko:minSp")),
        # 류 is written so in the North alone
        *(("류경수", "yu:kyong.sup"), ("유경수", "yu:kyong.suSp")),
    ],
)
def test_name_in_hangul(name: str, ways: str) -> None:
    assert " | ".join(told(person) for person in read_person(name)) == ways


@pytest.mark.parametrize(
    "title",
    [
        *(
            "위원장",
            "총비서",
            "비서",
            "부장",
            "외무상",
            "총리",
            "장관",
            "대통령",
            "대표",
            "의원",
            "국장",
            "과장",
            "지배인",
        ),
        *(
            "대사",
            "사령관",
            "동지",
            "씨",
            "의장",
            "교수",
            "소장",
            "사장",
            "기사장",
            "박사",
            "기자",
            "선생",
            "장군",
            "총장",
        ),
    ],
)
def test_korean_title_is_no_part_of_a_name(title: str) -> None:
    assert read_person(f"박태성 {title}") == read_person("박태성")


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("パク・テソン", "pak:te.son | pak:te.song | pak:tae.son | pak:tae.song"),
        ("タナカ", "W:タナカ"),
        ("金正恩", "kim:cong.unSp | W:jin zhengen"),
        ("王亚军", "wang:a.kunSp | W:wang iajun"),
        ("石丸千秋", "sok:hwan.con.cuSp | W:shi wanqianqiu | W:ishimaru chiaki"),
        ("龘", "W:龘"),
        ("Пак Тэ Сок", "pak:tae.sokp | W:pak te sok"),
        ("Кожемяко Олег", "W:kozhemiako oleg"),
    ],
)
def test_name_in_other_scripts(name: str, ways: str) -> None:
    assert " | ".join(told(person) for person in read_person(name)) == ways


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Kim Sun Hui", ["kim-sun.hui", "kim-son.hui"]),
        ("Kim", ["kim-"]),
        ("Robert Hargreaves", ["hargreaves_robert"]),
    ],
)
def test_keys_of_a_reading(name: str, keys: list[str]) -> None:
    assert list(read_person(name)[0].keys) == keys
