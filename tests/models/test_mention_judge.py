"""The judge of a text's mentions: what it sees of the whole text, and that it sees none of its words."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from spacy.language import Language

from models.components.mention_judge import Asked, MentionJudge, Witness, features_of
from models.components.morphology import WORDS
from models.components.russian_lines import russian_words
from models.scripts.train_judge import left_out, read_draws, read_rows, write_rows
from models.scripts.verdict_rows import rows_of_text


def asked(text: str, language: str, *names: tuple[str, str], beat: int = 0) -> list[Asked]:
    """Spans at the first places of names in a text of one line, each after the one before it."""
    words = russian_words(text) if language == "ru" else WORDS[language](text)
    found, at = [], 0
    for name, label in names:
        at = text.index(name, at)
        found.append(
            Asked(
                at=0, line=text, start=at, end=at + len(name), label=label, right=0.9, certain=False, beat=beat,
                seen=(f"{label[:3]}s3", f"{label[:3]}Y{name[-1]}"), words=words,
            )
        )  # fmt: skip
        at += len(name)
    return found


def test_a_text_says_under_which_labels_a_name_stands_in_it() -> None:
    text = "Маргарита Ковш пришла. Ковш молчала, о Ковш спорили, и Ковш ушла."
    spans = asked(text, "ru", ("Маргарита Ковш", "PERSON"), ("Ковш", "PLACE"), ("Ковш", "PERSON"))
    witness = Witness(text, spans, "ru")
    _, place, person = spans
    assert witness.inside(place) == "PER1"
    assert (witness.others(place), witness.others(person)) == ("PE", "PL")
    assert witness.share(place) == "few"


@pytest.mark.parametrize(
    ("named", "share"), [(1, "few"), (2, "most"), (3, "all")],
)  # fmt: skip
def test_how_often_a_name_is_said_to_be_one(named: int, share: str) -> None:
    spans = asked("春田来了。春田走了。春田笑了。", "zh", *[("春田", "PERSON")] * named)
    assert Witness("春田来了。春田走了。春田笑了。", spans, "zh").share(spans[0]) == share


def test_a_short_text_says_a_name_once_as_a_rule() -> None:
    line = "春田来了。"
    (span,) = asked(line, "zh", ("春田", "PERSON"))
    assert Witness(line, [span], "zh").share(span) == "1s"
    assert Witness(line + "好" * 500, [span], "zh").share(span) == "1"


def test_a_part_of_a_longer_name_is_told_in_chinese() -> None:
    text = "绿岭机械公司开业。绿岭好。"
    spans = asked(text, "zh", ("绿岭机械公司", "ORG"), ("绿岭", "PLACE"))
    assert Witness(text, spans, "zh").inside(spans[1]) == "ORG1"


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ko", "홍서진 장관이 웃었다.", "홍서진"),
        ("zh", "昨天春田走了。", "春田"),
        ("ja", "昨日、春田さんが帰った。", "春田"),
        ("ru", "Вчера Ковш ушёл.", "Ковш"),
    ],
)
def test_the_judge_sees_no_letter_of_a_text(language: str, text: str, name: str) -> None:
    (seen,) = features_of(text, asked(text, language, (name, "PERSON")), language, lambda surface: "")
    assert not {char for feature in seen for char in feature} & {char for char in text if char.isalpha()}
    assert "PERs3" in seen
    assert "PER*D0" in seen


def test_how_sure_the_judge_must_be_goes_by_label() -> None:
    judge = MentionJudge({"a": 1.0}, {"ORG": 0.8, "PERSON": 0.7})
    assert [judge.holds(label, ["a", "a"]) for label in ("ORG", "PERSON", "PLACE")] == [False, True, True]


def test_a_judge_and_its_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    MentionJudge({"x": 1.5}, {"ORG": 0.8}).save(tmp_path / "ko.judge.json")
    read = MentionJudge.load(tmp_path / "ko.judge.json")
    assert (read.weights, read.least) == ({"x": 1.5}, {"ORG": 0.8})
    rows = [(7, ["a", "c"], True), (8, ["b"], False)]
    write_rows(rows, tmp_path / "rows.json")
    assert read_rows(tmp_path / "rows.json") == rows


def test_draws_are_read_by_language_and_a_left_out_one_is_judged_by_the_others(tmp_path: Path) -> None:
    good, bad = (1, ["PERa", "PERSON"], True), (2, ["PERb", "PERSON"], False)
    write_rows([good, bad] * 20, tmp_path / "ko-1.json")
    write_rows([(3, *good[1:]), (4, *bad[1:])] * 3, tmp_path / "ko-2.json")
    write_rows([good], tmp_path / "ja-1.json")
    draws = read_draws(tmp_path, "ko")
    assert list(draws) == ["ko-1", "ko-2"]
    lines = [line for line in left_out(draws, [], weight=5, l2=1) if line.startswith("ko-2 PERSON")]
    assert lines[0].startswith("ko-2 PERSON 0.0: 3 right, 3 wrong; 0.5: 3 right, 0 wrong")


def test_verdicts_become_rows_where_the_tagger_still_says_the_mention(nlp: Language) -> None:
    model = nlp.get_pipe("language_tagger").model("ru")  # type: ignore[attr-defined]
    text = "Вчера в Москве встретились министры."
    at = text.index("Москве")
    read = [(at, at + 6, "PLACE", True), (at, at + 6, "PERSON", False), (0, 5, "PLACE", False)]
    ((_, features, right),) = rows_of_text(model, text, read)
    assert right
    assert "PLA*D0" in features


def test_known_persons_places_and_traded_goods_are_not_asked_about(nlp: Language) -> None:
    model = nlp.get_pipe("language_tagger").model("ko")  # type: ignore[attr-defined]
    judge = model.judge
    try:
        model.judge = MentionJudge({}, {"PRODUCT": 0.9, "PLACE": 0.9})
        assert [ent.text for ent in nlp("인도네시아 사람들이 웃었다.").ents] == ["인도네시아"]
        assert [ent.text for ent in nlp("쌀 가격이 올랐다.").ents] == ["쌀"]
        assert [ent.text for ent in nlp("쌀이 그릇에 담겼다.").ents] == []
    finally:
        model.judge = judge


def test_the_judge_has_the_last_word_in_general_japanese_alone(nlp: Language) -> None:
    model = nlp.get_pipe("language_tagger").model("ja")  # type: ignore[attr-defined]
    judge, model.judge = model.judge, None
    try:
        assert [ent.text for ent in nlp("岡崎市で火事があった。").ents] == ["岡崎市"]
        model.judge = MentionJudge({}, {"PLACE": 0.9})
        assert [ent.text for ent in nlp("岡崎市で火事があった。").ents] == []
        assert [ent.text for ent in nlp("平壌で火事があった。").ents] == ["平壌"]
    finally:
        model.judge = judge


def test_goods_in_use_in_general_news_are_none_and_traded_ones_of_the_north_stay(nlp: Language) -> None:
    assert [ent.text for ent in nlp("Он сломал ключ и бросил нож в реку.").ents if ent.label_ == "PRODUCT"] == []
    traded = nlp("В КНДР подорожали рис и кукуруза.")
    assert [ent.text for ent in traded.ents if ent.label_ == "PRODUCT"] == ["рис", "кукуруза"]


def test_a_known_name_that_the_judge_refuses_does_not_come_back(nlp: Language) -> None:
    model = nlp.get_pipe("language_tagger").model("ko")  # type: ignore[attr-defined]
    judge, text = model.judge, "국제통화기금이 웃었다."
    assert [ent.text for ent in nlp(text).ents] == ["국제통화기금"]
    try:
        model.judge = MentionJudge({}, {"ORG": 0.9})
        assert [ent.text for ent in nlp(text).ents] == []
    finally:
        model.judge = judge


def test_a_long_text_full_of_names_is_judged_in_no_time() -> None:
    line = "春田来了。" * 4_000
    words = WORDS["zh"](line)
    spans = [
        Asked(
            at=0, line=line, start=at, end=at + 2, label="PERSON", right=0.9, certain=False, beat=0, seen=(),
            words=words,
        )
        for at in range(0, len(line), 25)
    ]  # fmt: skip
    began = process_time()
    assert len(features_of(line, spans, "zh", lambda surface: "")) == 800
    assert process_time() - began < 2
