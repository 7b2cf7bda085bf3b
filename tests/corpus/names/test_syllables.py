"""Korean syllables read from Latin letters, and the sound key that all spellings of a name share."""

from __future__ import annotations

import pytest

from corpus.names.syllables import (
    hangul_syllables,
    looks_korean,
    of_hangul,
    read_latin,
    readings_clash,
    sound_key,
    sound_keys,
)


@pytest.mark.parametrize(
    ("jamo", "spelled"),
    [
        *(("ㄱㄲㅋ", "ka"), ("ㄱ", "ga"), ("ㅋ", "kha k'a"), ("ㄲ", "kka gga"), ("ㄷㄸㅌ", "ta"), ("ㄷ", "da")),
        *(("ㅌ", "tha t'a"), ("ㄸ", "tta dda"), ("ㅂㅃㅍ", "pa"), ("ㅂ", "ba"), ("ㅍ", "pha p'a"), ("ㅃ", "ppa bba")),
        *(("ㅈㅉ", "ja"), ("ㅈㅉㅊ", "cha"), ("ㅊ", "ch'a cheo"), ("ㅉ", "jja tcha ccha"), ("ㅈㅊ", "tsa")),
        *(
            ("ㅅㅆ", "sa sha"),
            ("ㅆ", "ssa"),
            ("ㄴㄹ", "na"),
            ("ㄹ", "ra la rha"),
            ("ㅁ", "ma"),
            ("ㅎ", "ha"),
            ("ㅇ", "a"),
        ),
    ],
)
def test_a_spelled_onset_may_stand_for_these(jamo: str, spelled: str) -> None:
    assert {"".join(sorted(read_latin(one)[0][0].onsets)) for one in spelled.split()} == {jamo}


@pytest.mark.parametrize(
    ("jamo", "spelled"),
    [
        *(
            ("ㅏ", "ka"),
            ("ㅐ", "kae kai kay"),
            ("ㅑ", "kya"),
            ("ㅒ", "kyae"),
            ("ㅔ", "ke"),
            ("ㅖ", "kye"),
            ("ㅓ", "keo kŏ"),
        ),
        *(("ㅓㅗ", "ko"), ("ㅕ", "kyeo kyŏ"), ("ㅕㅛ", "kyo kyou"), ("ㅘ", "kwa"), ("ㅙ", "kwae"), ("ㅚ", "koe koi")),
        *(("ㅝ", "kwo kweo kwŏ"), ("ㅚㅞ", "kwe"), ("ㅟ", "kwi"), ("ㅜㅡ", "ku"), ("ㅜ", "koo kou kwoo kwu")),
        *(("ㅡ", "keu kŭ"), ("ㅠ", "kyu kyoo"), ("ㅟㅢ", "kui"), ("ㅢ", "keui kŭi"), ("ㅣ", "kee kyi kie")),
        # as newspapers write
        *(("ㅓㅜㅡ", "jung chung chul duk"), ("ㅕㅠ", "hyun kyung myung"), ("ㅢㅣ", "hee hi ki gi")),
    ],
)
def test_a_spelled_vowel_may_stand_for_these(jamo: str, spelled: str) -> None:
    assert {"".join(sorted(read_latin(one)[0][0].vowels)) for one in spelled.split()} == {jamo}


@pytest.mark.parametrize(
    ("spelled", "hangul"),
    [
        *(("kihl", "길"), ("ahn", "안"), ("ryoo", "류"), ("hyuck", "혁"), ("oh", "오"), ("roh", "로"), ("syng", "승")),
        *(("kahm", "감"), ("kahp", "갑"), ("kahk", "각"), ("kahng", "강"), ("seogeun", "서근"), ("mideun", "미든")),
        *(("kapt", ""), ("kwang", "광"), ("phyongyang", "평양"), ("jongil", "종일"), ("hongkil", "홍길")),
        *(
            ("kimun", "기문"),
            ("ch'ŏngjin", "청진"),
            ("chun'gwi", "춘귀"),
            ("coal", ""),
            ("steel", ""),
            ("x", ""),
            ("", ""),
        ),
        *(("kim" * 8, "김" * 8), ("kim" * 8 + "a", "")),
    ],
)
def test_a_word_is_read_as_these_syllables_first(spelled: str, hangul: str) -> None:
    found = read_latin(spelled)
    assert (sound_key(found[0]) if found else "") == sound_key(hangul_syllables(hangul))


@pytest.mark.parametrize(
    ("spelled", "ways"),
    [
        *(("jongil", ["cong.il", "con.kil"]), ("kimun", ["ki.mun", "kim.un"]), ("seogeun", ["so.kun", "sok.un"])),
        *(
            ("kai", ["kae", "ka.i"]),
            ("keu", ["ku", "ke.u"]),
            ("ryoo", ["yu", "yo.o"]),
            ("kae", ["kae"]),
            ("nam", ["nam"]),
        ),
    ],
)
def test_less_likely_ways_follow_and_unlikely_ones_do_not(spelled: str, ways: list[str]) -> None:
    assert [sound_key(reading) for reading in read_latin(spelled)] == ways
    assert len(read_latin(spelled, limit=1)) == 1


def test_ch_inside_a_word_is_aspirated() -> None:
    assert read_latin("kimchol")[0][1].onsets == read_latin("kŭmch'ol")[0][1].onsets == {"ㅊ"}
    assert read_latin("pakchol")[0][1].onsets == {"ㅈ", "ㅉ", "ㅊ"}


@pytest.mark.parametrize(
    ("hangul", "key"),
    [
        # finals as they sound, ㄴ and ㄹ as one, neither before i and y
        *(("신라", "sin.na"), ("국력", "kung.yok"), ("국민", "kung.min"), ("밥물", "pam.mul"), ("받는", "pan.nun")),
        *(("칼날", "kan.nal"), ("발명", "pal.myong"), ("리명", "i.myong"), ("니나", "i.na"), ("심리", "sim.i")),
        *(
            ("라선", "na.son"),
            ("여자", "yo.ca"),
            ("려자", "yo.ca"),
            ("로동", "no.tong"),
            ("갈림", "kan.im"),
            ("갈", "kal"),
        ),
        *(("까따빠짜싸", "ka.ta.pa.ca.sa"), ("카타파차하", "ka.ta.pa.ca.ha"), ("K닭!", "tak")),
    ],
)
def test_key_of_hangul(hangul: str, key: str) -> None:
    assert sound_key(hangul_syllables(hangul)) == key


@pytest.mark.parametrize(
    ("spelled", "keys"),
    [
        *(("chulsu", ("col.su", "cul.su")), ("hyunhee", ("hyon.hui", "hyon.hi", "hyun.hui", "hyun.hi"))),
        *(
            ("kimsun", ("kim.sun", "kim.son")),
            ("jungsungsun", ("cung.sung.sun", "cung.sung.son", "cung.song.sun", "cung.song.son")),
        ),
        ("kyunsik", ("kyun.sik", "kyon.sik")),
        ("gigi", ("ki.ki", "ki.kui", "kui.ki", "kui.kui")),
    ],
)
def test_newspaper_spelling_has_further_keys(spelled: str, keys: tuple[str, ...]) -> None:
    assert sound_keys(read_latin(spelled)[0]) == keys
    assert sound_keys(read_latin(spelled)[0], limit=2) == keys[:2]


@pytest.mark.parametrize(
    ("word", "korean"),
    [
        ("rason", True),
        ("phyongannam", True),
        ("a", True),
        ("mexico", False),
        ("kotkkong", False),
        ("hamgyongnamdo", False),
    ],
)
def test_likely_korean_is_short_and_of_known_syllables(word: str, korean: bool) -> None:
    assert looks_korean(word) is korean


@pytest.mark.parametrize(
    ("a", "b", "dropped", "why"),
    [
        ("김", "김정", (False, False), "1 against 2 syllables"),
        ("성남", "송남", (False, False), "another vowel: ㅓ against ㅗ"),
        ("주창", "주장", (False, False), "another initial: ㅊ against ㅈ"),
        ("라선", "나선", (False, False), None),
        ("리명", "이명", (False, False), "another initial: ㄹ against ㅇ"),
        ("리명", "이명", (False, True), None),
        ("리명", "이명", (True, False), "another initial: ㄹ against ㅇ"),
        ("이명", "리명", (True, False), None),
        ("이명", "리명", (False, True), "another initial: ㅇ against ㄹ"),
        ("이명", "기명", (True, True), "another initial: ㅇ against ㄱ"),
        ("평양", "평양", (False, False), None),
    ],
)
def test_what_a_spelling_shows_tells_two_names_apart(
    a: str, b: str, dropped: tuple[bool, bool], why: str | None
) -> None:
    assert readings_clash(hangul_syllables(a), hangul_syllables(b), dropped=dropped) == why


def test_a_hangul_syllable_shows_all() -> None:
    syllable = of_hangul("닭")
    assert (syllable.onset, syllable.vowel, syllable.coda) == ("t", "a", "k")
    assert [*syllable.onsets, *syllable.vowels, *syllable.others] == ["ㄷ", "ㅏ"]
