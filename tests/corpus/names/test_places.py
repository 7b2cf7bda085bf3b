"""Names of places taken apart: the name itself, what kind of place it says it is, and its marks."""

from __future__ import annotations

import pytest

from corpus.names.places import Place, read_place
from corpus.names.syllables import sound_key


def told(place: Place) -> str:
    """What one way to read a name says, "kind: letters, marks"; letters that are not Korean with a "!"."""
    kind = f"{place.kind}: " if place.kind else ""
    return ", ".join([f"{kind}{place.plain}{'' if place.readings else '!'}", *sorted(place.marks)])


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        # provinces
        ("North Phyongan Province", "province: phyongan, north"),
        ("Hamgyong-bukto", "province: hamgyong, north"),
        ("Hamgyeongbuk-do", "province: hamgyeong, north"),
        ("Phyongannamdo", "province: phyongan, south"),
        ("Namdo", "namdo"),
        ("Kangwon-do", "province: kangwon | island: kangwon"),
        # a kind after the name or before it
        ("Rason City", "city: rason"),
        ("Mexico City", "mexicocity!"),
        ("City of London", "city: london"),
        ("Port of Nampo", "port: nampo"),
        ("Chongjin Harbour", "port: chongjin"),
        ("Square", "square!"),
        ("Peak Hill", "mountain: peak"),
        ("Bridge Market", "market: bridge!"),
        ("Samgo-ri", "ri: samgo"),
        ("Samgo ri", "samgori"),
        ("Kanggye-up", "town: kanggye"),
        ("Hamhung-si", "city: hamhung"),
        ("-ri", "ri"),
        ("Ponghung Workers' District", "workers-district: ponghung"),
        ("Ponghung workers district", "workers-district: ponghung"),
        ("Ponghung-nodongjagu", "workers-district: ponghung"),
        ("Ponghung Rodongjagu", "workers-district: ponghung"),
        # a kind in the last syllables
        ("Amnokgang", "amnokgang | river: amnokgang"),
        ("Ulleungdo", "ulleungdo | island: ulleungdo"),
        ("Sosan", "sosan"),
        # zones
        ("Rason Special Economic Zone", "zone: rason"),
        ("Kaesong Industrial Zone", "zone: kaesong, industrial"),
        ("Kalma Tourist Zone", "zone: kalma, tourist"),
        ("Hyesan export processing zone", "zone: hyesan, export"),
        ("Sinuiju agricultural development zone", "zone: sinuiju, agricultural"),
        ("Economic Zone", "zone: economic!"),
        # marks
        ("Haeju South Gate Market", "market: haejugate, south"),
        ("South", "south!"),
        ("No. 2 Okryu Bridge", "bridge: okryu, 2"),
        ("Hill 60", "hill!, 60"),
        ("Sinuiju Railway", "sinuiju, railway"),
        ("Sinuiju Railway Station", "station: sinuiju"),
        ("Nampo Port Station", "station: nampo, port"),
        ("No", "no"),
        # a direction as the first syllable
        ("Sopyongyang", "sopyongyang | pyongyang, west"),
        ("Sŏp'yŏngyang", "sopyongyang | pyongyang, west"),
        ("Seopyeongyang", "seopyeongyang | pyeongyang, west"),
        ("Tongpyongyang", "tongpyongyang | pyongyang, east"),
        ("Dongpyongyang", "dongpyongyang | pyongyang, east"),
        ("Pukpyongyang", "pukpyongyang | pyongyang, north"),
        ("Bukpyongyang", "bukpyongyang | pyongyang, north"),
        ("Nampyongyang", "nampyongyang | pyongyang, south"),
        ("North Sopyongyang", "sopyongyang, north"),
        ("Nampho", "nampho"),
        ("Namphyong", "namphyong"),
        # letters and signs
        ("Kanggye & Huichon", "kanggyehuichon"),
        ("Sunan/Pyongyang", "sunanpyongyang"),
        ("Sunan Airport, Pyongyang", "airport: sunanpyongyang"),
        ("'Rason'", "rason"),
    ],
)
def test_name_in_latin_letters(name: str, ways: str) -> None:
    assert " | ".join(map(told, read_place(name))) == ways


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        *(("함경북도", "province: 함경, north"), ("함경남도", "province: 함경, south"), ("북도", "북도")),
        *(("강원도", "province: 강원"), ("무산군", "county: 무산"), ("라선시", "city: 라선"), ("평양", "평양")),
        *(("만경대구역", "district: 만경대"), ("봉흥로동자구", "workers-district: 봉흥"), ("산", "산")),
        *(
            ("서호리", "ri: 서호 | 서호리"),
            ("청진역", "station: 청진 | 청진역"),
            ("청진 2동", "dong: 청진, 2 | 청진동, 2"),
        ),
        *(("개성공업지구", "zone: 개성, industrial"), ("어랑농업개발구", "zone: 어랑, agricultural")),
        *(
            ("원산관광지구", "zone: 원산, tourist"),
            ("송림수출가공구", "zone: 송림, export"),
            ("강남경제개발구", "zone: 강남"),
        ),
        *(("서평양", "서평양 | 평양, west"), ("남평양", "남평양 | 평양, south"), ("북평양", "북평양 | 평양, north")),
        *(("동평양역", "station: 동평양 | 동평양역 | station: 평양, east"), ("남포", "남포"), ("남포 2", "남포, 2")),
    ],
)
def test_name_in_hangul(name: str, ways: str) -> None:
    assert " | ".join(map(told, read_place(name))) == ways


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("珲春口岸", "혼춘구안 | crossing: hunchun"),
        ("平壤市", "city: 평양 | city: pingrang"),
        ("图们大桥", "bridge: 도문 | 도문대교 | bridge: tumen"),
        ("大桥", "대교 | daqiao!"),
        ("龘市", "龘市!"),
        ("посёлок Рябиновый Ключ", "town: ryabinobuiklyuch! | town: ryabinovyklyuch!"),
        ("Мусский уезд", "county: mus! | county: mus!"),
        ("Мусская область", "province: mus! | province: mus!"),
        ("Мусское село", "ri: mus! | ri: mus!"),
        ("Мусское село Второе", "ri: musskoebtoroe! | ri: musskoevtoroe!"),
        ("Мусский", "musskii! | mussky!"),
        ("Кацкий край", "province: ka | province: ka"),
        ("село Раджи", "ri: raji | ri: radzhi!"),
        ("город", "gorod! | gorod!"),
    ],
)
def test_name_in_other_scripts(name: str, ways: str) -> None:
    assert " | ".join(map(told, read_place(name))) == ways


def test_tail_of_a_name_is_no_part_of_its_reading() -> None:
    whole, shorter = read_place("Kaemagowon")
    assert [sound_key(reading) for reading in whole.readings] == ["kae.ma.ko.won", "kae.mak.o.won"]
    assert [sound_key(reading) for reading in shorter.readings] == ["kae.ma", "kae.mak"]


@pytest.mark.parametrize(
    ("name", "seoul"),
    [
        ("Seongnam", True),
        ("Yeoju Eumnae", True),
        ("Sŏngnam", True),
        ("Ŭnnyul", True),
        ("Songnam", False),
        ("성남", True),
    ],
)
def test_spelling_of_the_south_shows(name: str, seoul: bool) -> None:
    assert read_place(name)[0].seoul is seoul


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Changsong County", ["cang.song"]),
        ("Nampo Port", ["nam.po_port"]),
        ("Mayang Lake", ["ma.yang_lake", "mae.ang_lake"]),
        ("North Sinuiju", ["sin.ui.cu_north", "si.nui.cu_north"]),
        ("Mexico", ["mexico"]),
    ],
)
def test_keys_leave_out_kinds_of_administration(name: str, keys: list[str]) -> None:
    assert list(read_place(name)[0].keys) == keys


@pytest.mark.parametrize("name", ["Unsan (North Phyongan)", "운산 (North Phyongan)", "雲山（North Phyongan）"])
def test_brackets_qualify_a_place(name: str) -> None:
    assert {place.qualifiers for place in read_place(name)} == {frozenset(["north phyongan"])}
