"""The second look at a tagger's mentions: what it sees, and what its weights say."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from models.components.morphology import WORDS, Word
from models.components.second_look import GoodsEnds, Looker, SecondLook, beat_of


@pytest.mark.parametrize(
    ("surface", "kind"),
    [("쌀가루", "whole"), ("햇쌀가루", "tail"), ("햇 쌀가루", "whole"), ("심포지엄", "none"), ("루", "none")],
)
def test_a_good_is_known_or_ends_in_a_good(surface: str, kind: str) -> None:
    assert GoodsEnds(["쌀가루"]).kind(surface, ()) == kind


def test_goods_in_russian_are_told_by_base_form() -> None:
    from models.components.russian_lines import russian_words

    words = russian_words("свежей муки")
    assert GoodsEnds(["мука"], inflected=True).kind("свежей муки", words) == "whole"


def see(line: str, surface: str, label: str, *, beside: int = 0) -> set[str]:
    looker = Looker(lambda name: "O" if name.endswith("부") else "", ["장관"], GoodsEnds(["쌀"]), {"라선": "PLACE?"})
    start = line.index(surface)
    span = (start, start + len(surface), label)
    return set(looker.see(line, span, 0.9, WORDS["ko"](line), beside))


def test_a_span_is_seen_with_its_words_and_what_stands_beside() -> None:
    seen = see("라선에서 홍서진 장관이 말했다.", "홍서진", "PERSON")
    assert {"PERSON", "PERtT", "PERnnew", "PERz3", "PERhH"} <= seen
    assert "PERt" in see("라선에서 홍서진이 말했다.", "홍서진", "PERSON")
    assert "PLAnknown?" in see("라선에서 말했다.", "라선", "PLACE")
    assert "ORGeO" in see("외교부가 말했다.", "외교부", "ORG")
    assert {"PROgwhole", "PROo2"} <= see("쌀과 콩", "쌀", "PRODUCT", beside=2)


def test_quotes_are_seen() -> None:
    assert "PROqoc" in see("'봄비' 상표", "봄비", "PRODUCT")
    assert "PROq" in see("봄비 상표", "봄비", "PRODUCT")


def test_a_carrier_that_nobody_trades_is_in_use() -> None:
    looker = Looker(lambda name: "", [], GoodsEnds([]), {}, ["판매"], ["버스"])
    words = WORDS["ko"]
    drive, sale = "버스 운전사가 말했다.", "버스 판매가 늘었다."
    assert looker.is_in_use(drive, (0, 2, "PRODUCT"), words(drive), 0)
    assert not looker.is_in_use(drive, (0, 2, "PRODUCT"), words(drive), 1)
    assert not looker.is_in_use(sale, (0, 2, "PRODUCT"), words(sale), 0)


def test_a_text_is_of_the_north_by_its_cues() -> None:
    assert [beat_of(text, ["평양", "북한"]) for text in ("서울", "평양", "평양 북한 평양")] == [0, 1, 2]


def test_weights_add_up_to_a_probability() -> None:
    look = SecondLook({"a": 2.0, "b": -2.0}, (), {"": 0.4, "ORG": 0.6})
    assert look.right(["c"]) == 0.5
    assert look.right(["a", "b"]) == 0.5
    assert look.right(["a"]) == pytest.approx(0.881, abs=0.001)
    assert (look.holds("PLACE", ["c"]), look.holds("ORG", ["c"])) == (True, False)


def test_a_look_is_read_as_it_was_written(tmp_path: Path) -> None:
    look = SecondLook({"가": 1.25}, ["쌀", "콩"], {"": 0.4})
    look.save(tmp_path / "ko.look.json")
    read = SecondLook.load(tmp_path / "ko.look.json")
    assert (read.weights, sorted(read.goods), read.least) == ({"가": 1.25}, ["쌀", "콩"], {"": 0.4})


def test_a_span_of_a_long_line_is_seen_in_no_time() -> None:
    looker = Looker(lambda name: "", [], GoodsEnds([]), {})
    words = [Word(start=5 * at, end=5 * at + 4, form=f"w{at}", kind="NN") for at in range(50_000)]
    line = "word " * len(words)
    began = process_time()
    for at in range(1, 49_999, 100):
        start = 5 * at
        seen = looker.see(line, (start, start + 4, "PLACE"), 0.9, words)
        assert {f"PLAFw{at}", f"PLAb{f'w{at - 1}'[-3:]}", "PLABNN", "PLAANN"} <= set(seen)
    assert process_time() - began < 2
