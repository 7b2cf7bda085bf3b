"""Names that a Korean span runs together are parted."""

from __future__ import annotations

import pytest

from models.components.korean_parts import part_names
from models.components.morphology import WORDS

KNOWN = {("외교부", "ORG"), ("한빛조선", "ORG"), ("대성은행", "ORG")}
# (line with the tagger's span in brackets, its label, what it is parted into)
PARTED = [
    ("[한빛조선·대성은행]이 손을 잡았다.", "ORG", "한빛조선 ORG, 대성은행 ORG"),
    ("[KT·한빛조선] 주가가 올랐다.", "ORG", "KT ORG, 한빛조선 ORG"),
    ("[아시아·태평양경제협력체] 회의", "ORG", "아시아·태평양경제협력체 ORG"),
    ("[농업·축산국]에서 나왔다.", "ORG", "농업·축산국 ORG"),
    ("한화, [美필리조선소]에 투자", "FACTORY", "美 PLACE, 필리조선소 FACTORY"),
    ("[日사도광산] 보고서", "FACTORY", "日 PLACE, 사도광산 FACTORY"),
    ("[美] 보고서", "PLACE", "美 PLACE"),
    ("출국한 [김민수 외교부] 장관", "ORG", "김민수 PERSON, 외교부 ORG"),
    ("[도널드 트럼프 미] 대통령", "PERSON", "도널드 트럼프 PERSON, 미 PLACE"),
    ("[도널드 트럼프] 미 대통령", "PERSON", "도널드 트럼프 PERSON"),
]


@pytest.mark.parametrize(("marked", "label", "wanted"), PARTED)
def test_names_run_together_are_parted(marked: str, label: str, wanted: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    line = marked.replace("[", "").replace("]", "")
    parts = part_names(line, [(start, end, label)], WORDS["ko"](line), lambda *name: name in KNOWN)
    assert ", ".join(f"{line[s:e]} {what}" for _, (s, e, what) in parts) == wanted


def test_each_part_says_which_span_it_is_from() -> None:
    line = "쌀과 日사도광산"
    parts = part_names(line, [(0, 1, "PRODUCT"), (3, 8, "FACTORY")], WORDS["ko"](line), lambda *name: False)
    assert [index for index, _ in parts] == [0, 1, 1]
