"""The shipped pipeline on Korean, Chinese, Japanese and Russian text, and what it costs where there is none."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from spacy.language import Language

from models.components.english_ner import is_other
from models.components.language_lines import language_of, lines_of, read_labels, write_labels
from models.components.morphology import chinese_words, japanese_words, korean_words
from models.scripts.evaluate import score_language

FOUND = {
    "김정은동지께서 은산광산을 현지지도하시였다.": "김정은 PERSON, 은산광산 FACTORY",
    "최선희외무상이 로씨야를 방문하였다.": "최선희 PERSON, 로씨야 PLACE",
    "북한에선 휘발유값이 올랐다고 평양시내 소식통이 전했다.": "북한 PLACE, 휘발유 PRODUCT, 평양 PLACE",
    "함경북도 무산군 소식통은 쌀값이 올랐다고 말했다.": "함경북도 PLACE, 무산군 PLACE, 쌀 PRODUCT",
    "대동강맥주공장 지배인 리춘삼은 맥주가 동났다고 했다.": "대동강맥주공장 FACTORY, 리춘삼 PERSON, 맥주 PRODUCT",
    "大同江啤酒厂位于平壤。": "大同江啤酒厂 FACTORY, 平壤 PLACE",
    "Из Москвы в Северную Корею отправили пшеницу.": "Москвы PLACE, Северную Корею PLACE, пшеницу PRODUCT",
    "朝鮮中央通信は、金正恩総書記が平壌を視察したと伝えた。": "朝鮮中央通信 ORG, 金正恩 PERSON, 平壌 PLACE",
}


@pytest.mark.parametrize(("text", "wanted"), FOUND.items())
def test_names_and_goods_are_found_in_every_language(nlp: Language, text: str, wanted: str) -> None:
    assert ", ".join(f"{ent.text} {ent.label_}" for ent in nlp(text).ents) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "신원을 밝히지 않은 증인은 상원에서 대안이 없다고 말했다.",
        "건설 노동자의 처우를 다룬 회담은 무산이 됐고, 위원은 자리를 떴다.",
    ],
)
def test_korean_words_that_are_also_places_are_no_mentions(nlp: Language, text: str) -> None:
    assert [ent.text for ent in nlp(text).ents] == []


def test_offsets_count_code_points_and_an_english_line_stays_english(nlp: Language) -> None:
    text = "😀 Ships call at Rason again.\n\n라선에서 쌀값이 올랐다."
    found = [(text[ent.start_char : ent.end_char], ent._.known) for ent in nlp(text).ents]
    assert found == [("Rason", "place/rason"), ("라선", "place/rason"), ("쌀", "product/rice")]


def test_a_name_that_nobody_knows_says_that_the_model_found_it(nlp: Language) -> None:
    (ent,) = [ent for ent in nlp("지배인 탁운별은 웃었다.").ents if ent.label_ == "PERSON"]
    assert (ent._.source, ent._.known) == ("model", "")
    assert 0 < ent._.score < 1


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("라선에서 열린", "ko"),
        ("羅先的市場", "zh"),
        ("羅先の市場", "ja"),
        ("рынок в Расоне", "ru"),
        ("Rason (라선)", ""),
        ("1, 2", ""),
    ],
)
def test_a_line_is_of_the_language_of_its_letters(line: str, language: str) -> None:
    assert language_of(line) == language


def test_a_line_of_han_alone_is_japanese_in_a_japanese_text() -> None:
    assert [language for _, _, language in lines_of("平壌共同\n首相は語った。")] == ["ja", "ja"]


def test_labels_of_units_are_read_as_they_are_written() -> None:
    spans = [(0, 1, "PERSON"), (1, 4, "PLACE"), (5, 7, "ORG")]
    assert list(read_labels(write_labels(8, spans))) == spans
    assert list(read_labels(["I-ORG", "E-ORG", "B-ORG", "E-PLACE"])) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (korean_words, "북한에선 쌀 1kg이 KDI 보고서보다 비쌌다.  (2026년)"),
        (japanese_words, "平壌の DVD、1kgの米。"),
        (chinese_words, "平壤的 DVD，1公斤大米。"),
    ],
)
def test_words_of_a_dictionary_stand_in_order_on_the_text(words, text: str) -> None:  # type: ignore[no-untyped-def]
    found = words(text)
    assert all(text[word.start : word.end] == word.form for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join(word.form for word in found).replace(" ", "") == text.replace(" ", "")


def test_an_english_text_loads_no_dictionary_and_no_model() -> None:
    code = (
        "import sys; from models.pipeline import load; nlp = load(); nlp('Coal rose in Rason.');"
        "print([name for name in ('fugashi', 'pymorphy3', 'rjieba', 'pycrfsuite') if name in sys.modules])"
    )
    root = Path(__file__).parent.parent.parent
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=root)
    assert out.stdout.strip() == "[]"


def test_the_english_model_leaves_out_texts_in_other_languages(nlp: Language) -> None:
    korean, english, mixed = (
        "라선에서 쌀값이 올랐다.",
        "Ships call at Rason again.",
        "Ships call at Rason.\n라선에서 온 배",
    )
    docs = list(nlp.pipe([korean, english, mixed]))
    assert [is_other(doc) for doc in docs] == [True, False, False]
    assert [[ent.text for ent in doc.ents] for doc in docs] == [["라선", "쌀"], ["Rason"], ["Rason", "라선"]]


def test_scores_of_one_language_count_the_names_that_nobody_knows(nlp: Language, tmp_path: Path) -> None:
    source = "## a\n\n지배인 [탁운별](PERSON)은 [라선](PLACE)에서 [쌀](PRODUCT)값을 물었다.\n"
    (tmp_path / "ko-a.md").write_text(source, encoding="utf-8")
    (tmp_path / "ja-a.md").write_text("## a\n\n[平壌](PLACE)\n", encoding="utf-8")
    table, counts = score_language(nlp, "ko", tmp_path)
    assert table.startswith("ko: 1 passages")
    assert counts.table()["PLACE"]["f"] == 1.0
    assert table.splitlines()[-1].split()[-2] == "1"
