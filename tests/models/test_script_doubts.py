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
    ("ko", "체코 [원자력발전소] 수출", "FACTORY", ""),
    ("ko", "지방의 [즉석국수공장]을 찾았다.", "FACTORY", ""),
    ("ko", "[野] 후보 토론회", "PERSON", ""),
    ("ko", "[尹], 항소심 출석", "PERSON", "尹 PERSON"),
    ("ko", "대통령이 [Facebook]에 썼다.", "PLACE", "Facebook ORG"),
    ("ko", "일본 [농림수산상]이 왔다.", "ORG", ""),
    ("ko", "고농축 [우라늄]을 보유했다.", "PRODUCT", "고농축 우라늄 PRODUCT"),
    ("ko", "수호-7 [미사일]을 실전 배치한다.", "PRODUCT", "수호-7 미사일 PRODUCT"),
    ("ko", "추가적인 [미사일] 발사가 있었다.", "PRODUCT", ""),
    ("ko", "[미사일] 발사대를 실었다.", "PRODUCT", "미사일 PRODUCT"),
    ("ko", "중고 [자전거]를 판다.", "PRODUCT", "자전거 PRODUCT"),
    ("zh", "[河南中南部]有大雨。", "ORG", "河南 PLACE"),
    ("zh", "[云南东部和南部]有雪。", "ORG", "云南 PLACE"),
    ("zh", "华北、[中东部]降温。", "ORG", ""),
    ("zh", "其他品牌的5G[手机]降价", "PRODUCT", "5G手机 PRODUCT"),
    ("zh", "进口10kg[大米]", "PRODUCT", "大米 PRODUCT"),
    ("zh", "[英国]人自己也清楚", "PLACE", ""),
    ("zh", "[中国]人民银行降息", "PLACE", "中国 PLACE"),
    ("zh", "追的[快！晓明]的餐厅", "PERSON", ""),
    ("zh", "推动人[类文明]进步。", "PERSON", ""),
    ("zh", "[陈校长]赶到医院。", "PERSON", "陈 PERSON"),
    ("zh", "[巨大]的市场机会。", "PLACE", ""),
    ("zh", "[距离杭州]一千公里。", "PLACE", "杭州 PLACE"),
    ("zh", "一座[城市]，有历史。", "PLACE", ""),
    ("zh", "智能化、[科技化]的设备", "ORG", ""),
    ("zh", "与[辽宁省]建立机制", "ORG", "辽宁省 PLACE"),
    ("zh", "[小花奶奶]来了。", "PRODUCT", "小花 PERSON"),
    ("zh", "【逸语[道破】美企]撤离", "ORG", ""),
    ("ja", "[米]ロ首脳会談が開かれる。", "PRODUCT", "米 PLACE"),
    ("ja", "[米]を4キロ売る。", "PRODUCT", "米 PRODUCT"),
    ("ru", "Парламент принял закон [9 июня].", "FACTORY", ""),
    ("ru", "[Внучка Ван Цзюня] училась в столице.", "PERSON", "Ван Цзюня PERSON"),
    ("ru", "[Влад] ничего не знал.", "FACTORY", "Влад PERSON"),
    ("ru", "[Кокорин и Мамаев] осуждены.", "ORG", "Кокорин PERSON, Мамаев PERSON"),
    ("ru", "Стихи «[Строфы]» вышли.", "PRODUCT", ""),
    ("ru", "Сигареты «[Строфы]» подорожали.", "PRODUCT", "Строфы PRODUCT"),
    ("ru", "[Каннский кинофестиваль] открыт.", "ORG", ""),
    ("ru", "Конкурс «[Мисс Вселенная]» прошёл.", "ORG", ""),
    ("ru", "[Комитет премии мира] молчит.", "ORG", "Комитет премии мира ORG"),
    ("ru", "Министр Виктор [Шварценберг] уехал.", "PERSON", "Виктор Шварценберг PERSON"),
    ("ru", "В зале [Шварценберг] молчал.", "PERSON", "Шварценберг PERSON"),
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


def test_the_head_of_a_column_is_no_name(nlp: Language) -> None:
    tagger = nlp.get_pipe("language_tagger")
    assert isinstance(tagger, LanguageTagger)
    model = tagger.model("ko")
    assert model is not None
    assert model.doubts.settle("[시승기] 바람을 가르며", [(1, 4, "PERSON")], lambda index: 0.7) == []
    assert model.doubts.settle("새 차 [시승기] 공개", [(5, 8, "PERSON")], lambda index: 0.7) != []


def test_a_good_that_the_model_is_not_sure_of_is_left_out(nlp: Language) -> None:
    tagger = nlp.get_pipe("language_tagger")
    assert isinstance(tagger, LanguageTagger)
    model = tagger.model("ko")
    assert model is not None
    line, span = "굴국을 먹는다.", (0, 2, "PRODUCT")
    assert model.doubts.settle(line, [span], lambda index: 0.9) == [span]
    assert model.doubts.settle(line, [span], lambda index: 0.2) == []
