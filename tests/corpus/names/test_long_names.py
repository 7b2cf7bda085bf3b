"""A name of many words has billions of readings: only a few are made of it, whatever a cell or a query holds."""

from __future__ import annotations

import pytest

from corpus.names import name_keys
from corpus.names.conflicts import compare
from corpus.names.foreign import cyrillic_words
from corpus.store.unforeseen import processor_time

PARTS = (
    *("Chon Il ", "Chonil", "Chon-il-", "Хасан ", "хасан", "라선 ", "라선", "金日 ", "金日", "ピョンヤン", "12 "),
    *("(Chon) ", "(", "Kim, ", "Rason city ", "Chollima factory ", "rice wine ", "K.I.", "Co. Ltd ", " ", "-", "eo"),
    *("평양시 구역", "제1공장 ", "завод ", "김 Kim Ким 金 ", "No. 1 ", "5월 8일 "),
)


@pytest.mark.parametrize("label", ["PERSON", "PLACE", "FACTORY", "ORG", "PRODUCT"])
def test_name_of_hundreds_of_words_is_read_and_compared_at_once(label: str) -> None:
    for part in PARTS:
        name = (part * 400)[:400]
        with processor_time(2):
            assert 1 <= len(name_keys(name, label)) <= 6
            compare(name, name[1:] + "x", label)
            assert len(name_keys(name * 200, label)) == 1


def test_of_many_readings_the_first_ones_are_those_of_the_last_words() -> None:
    found = cyrillic_words("хен " * 60)
    assert len(found) == 24 == len({tuple(words) for words in found})
    assert found[0] == ["hen"] * 60
