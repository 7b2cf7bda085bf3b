"""What a tagger of another language says without reason: each rule on spans as the taggers give them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from models.components.language_tagger import LanguageTagger

# (language, line with the tagger's span in brackets, its label, what holds: "text LABEL" or "")
RULES = [
    ("ko", "[디즈니]와 협력 계약을 맺었다.", "FACTORY", ""),
    ("ko", "[은령산광산]에서 갱이 무너졌다.", "FACTORY", "은령산광산 FACTORY"),
    ("ko", "러시아 [하원의장]이 왔다.", "FACTORY", "하원 ORG"),
    ("ko", "핵무력 [고도화]를 추진한다.", "PERSON", ""),
    ("ko", "지배인 [김정화]는 웃었다.", "PERSON", "김정화 PERSON"),
    ("ko", "탈북민 [강제북송]을 비판했다.", "PERSON", ""),
    ("ko", "[북러] 협력이 늘었다.", "PRODUCT", ""),
    ("ko", "[한미정]상회담이 열린다.", "PERSON", ""),
    ("ko", "위험 [요소]로 꼽힌다.", "PRODUCT", ""),
    ("ko", "[요소] 30톤을 수입했다.", "PRODUCT", "요소 PRODUCT"),
    ("ko", "한반도 [비핵화]를 말했다.", "PRODUCT", ""),
    ("ko", "대북 '[안개꽃]' 구상을 밝혔다.", "PRODUCT", ""),
    ("ko", "'[안개꽃]' 상표를 단 비누다.", "PRODUCT", "안개꽃 PRODUCT"),
    ("ko", "장거리 미사일([ICBM])을 쐈다.", "ORG", ""),
    ("ko", "가장 큰 사례(most [demonstration])였다.", "ORG", ""),
    ("ko", "트루스소셜([Truth] Social)에 썼다.", "ORG", "Truth Social ORG"),
    ("ko", "인도·[태평양] 지역을 돌았다.", "PLACE", "인도·태평양 PLACE"),
    ("ko", "[李대통령], 경축식 참석", "PRODUCT", "李 PERSON"),
    ("ko", "[주한미군]의 규모를 줄인다.", "PLACE", "주한미군 ORG"),
    ("ko", "남과 [북]은 만났다.", "PRODUCT", "북 PLACE"),
    ("zh", "推动人[类文明]进步。", "PERSON", ""),
    ("zh", "[陈校长]赶到医院。", "PERSON", "陈 PERSON"),
    ("zh", "[巨大]的市场机会。", "PLACE", ""),
    ("ja", "[米]ロ首脳会談が開かれる。", "PRODUCT", "米 PLACE"),
    ("ja", "[米]を4キロ売る。", "PRODUCT", "米 PRODUCT"),
    ("ru", "Парламент принял закон [9 июня].", "FACTORY", ""),
    ("ru", "[Внучка Ван Цзюня] училась в столице.", "PERSON", "Ван Цзюня PERSON"),
    ("ru", "Директор [О Мён Гук] молчит.", "PERSON", "О Мён Гук PERSON"),
    ("ru", "Рабочие завода «[Намхын]» ждут угля.", "FACTORY", "Намхын FACTORY"),
]


@pytest.mark.parametrize(("language", "marked", "label", "wanted"), RULES)
def test_each_rule_has_an_example(nlp: Language, language: str, marked: str, label: str, wanted: str) -> None:
    tagger = nlp.get_pipe("language_tagger")
    assert isinstance(tagger, LanguageTagger)
    model = tagger.model(language)
    assert model is not None
    start, end = marked.index("["), marked.index("]") - 1
    line = marked.replace("[", "").replace("]", "")
    settled = model.doubts.settle(line, [(start, end, label)], lambda index: 0.7)
    assert ", ".join(f"{line[s:e]} {what}" for s, e, what in settled) == wanted


def test_a_good_that_the_model_is_not_sure_of_is_left_out(nlp: Language) -> None:
    tagger = nlp.get_pipe("language_tagger")
    assert isinstance(tagger, LanguageTagger)
    model = tagger.model("ko")
    assert model is not None
    line, span = "굴국을 먹는다.", (0, 2, "PRODUCT")
    assert model.doubts.settle(line, [span], lambda index: 0.9) == [span]
    assert model.doubts.settle(line, [span], lambda index: 0.2) == []
