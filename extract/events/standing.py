"""Whether a text tells what happened or how things stand: a feature, a portrait, a note on the background.

Such texts speak of the same place, good and trade as the news of the day, and tell no happening.
"""

from __future__ import annotations

import re

# by language: what headlines of such texts say, and, in small letters, what their first sentences do; with examples
TITLES = {
    "en": (
        r"^inside (?!n\.? ?korea|north korea)"
        r"|^(?:how|why|what|who|where|meet|a day|a night|life|on the|among|portrait|profile)\b|: how\b|\?$"
        r"|\b(?:that|who) (?:keeps?|lives?|feeds?|never|still|makes?)\b|\b(?:explain(?:er|ed)|background(?:er)?|q&a)\b"
        r"|\b(?:the (?:women|men|people|families|children) (?:who|of|behind)|a (?:short|brief) (?:history|guide))\b"
        r"|: the [\w -]+ (?:of|that|who|behind)\b|^[^:]+, [^:]+ and [^:]+:|\bthe (?:life|world|story) of\b",
        (
            "Inside the wig workshops",
            "Copper for noodles: the scrap trade that feeds families",
            "What are grain shops?",
        ),
    ),
    "ko": (
        r"어떤 (?:곳|사람)|알아보기|이란\??$|무엇인가|누구인가|의 하루|르포|이야기|사람들$|필수품|의 배경|들여다보|풍경"
        r"|탐방|기획|연재|현장을|인물|프로필|집중분석|삶|궁금|왜 |돋보기|살펴보|의 모든 것|까닭|역사",
        ("남포항은 어떤 곳인가", "택시 기사의 하루", "[르포] 접경 시장"),
    ),
    "zh": (
        r"走[进近]|探访|特写|背景|人物|简介|是什么|什么是|故事|纪实|探秘|揭秘|一天|专访|何以|为何|的人们|图说|前世今生",
        ("走进新义州", "什么是粮食销售所"),
    ),
    "ja": (
        r"ルポ|[男女]たち|人[々び]|で聞いた|素顔|暮らし|の現場|連載|特集|物語|背景|とは[?？]?$|を歩く|の一日|探る|訪ねて"
        r"|なぜ|を支える|の実像",
        ("イカ漁に賭ける男たち", "国営食糧販売所とは"),
    ),
    "ru": (
        r"репортаж|как жив[уё]т|очерк|истори[яи]|портрет|что такое|справка|один день|люди|почему|кто такой|\?$"
        r"|как устроен",
        ("Как живут рыбаки", "Что такое зерновые лавки?"),
    ),
}
OPENINGS = {
    "en": (
        r", [2-8]\d,|\b(?:(?:every|each) (?:day|morning|night|evening|week|month|spring|autumn|fall|winter|summer|year"
        r"|second|town|household|family)|(?:once|twice|three times) a (?:day|week|month|year)|usually|these days|always"
        r"|for (?:years|decades|generations)|most (?:days|mornings|nights|families)|in every|known (?:in \w+ )?as"
        r"|says|explains|recalls|remembers|smiles|laughs|sits|lies|walks|opens|lifts|rises|begins"
        r"|(?:built|founded|opened|established|began|started|dates?) (?:[\w-]+ ){0,3}(?:in|to) (?:the )?(?:19|20)\d\d"
        r"|(?:19|20)\d0s|since (?:19|20)\d\d)\b",
        ("Twice a month the flats fill", "Kwon, 44, sits by the window", "was built in 1958"),
    ),
    "ko": (
        r"해마다|매일|매년|매달|날마다|아침마다|대개|보통|언제나|곤 (?:한다|했다|합니다)|대대로|집집|씨\((?:[2-8]\d)\)"
        r"|라고 부르|라고 불|로 불리|로 꼽|[12]\d\d\d년대|(?:19|20)\d\d년[^.]{0,20}(?:세워|문을 열|놓이|시작|들어서"
        r"|생겨)"
        r"|자리 ?잡고 있|놓여 있|인데요|입니다만|이라고 합니다|한다고 합니다",
        ("해마다 가을이면", "최 씨(39)는", "1958년에 세워진"),
    ),
    "zh": (
        r"每天|每年|每逢|每到|常年|世代|通常|往往|被称为|始建于|岁的|一直以来|自古|位于|[12]\d\d\d年代|素有",
        ("每天清晨", "始建于1958年"),
    ),
    "ja": (
        r"毎日|毎朝|毎晩|毎年|いつも|たいてい|昔から|代々|[0-9]{2}歳|十代の|と呼ばれ|位置する|建てられ|[12]\d\d\d年代|という。"
        r"|入ると|になると",
        ("毎朝、港に", "十月に入ると"),
    ),
    "ru": (
        r"кажд(?:ый|ое|ую) (?:день|утро|вечер|год|неделю|месяц|весну|осень|зиму)|обычно|как правило|десятилети|годами"
        r"|(?:построен|основан|открыт)\w* в (?:19|20)\d\d|так называем|рассказывает|вспоминает|расположен|находится",
        ("Каждое утро", "построен в 1958 году"),
    ),
}
_TITLES = {language: re.compile(pattern, re.IGNORECASE) for language, (pattern, _) in TITLES.items()}
_OPENINGS = {
    language: re.compile(pattern, 0 if language == "en" else re.IGNORECASE)
    for language, (pattern, _) in OPENINGS.items()
}
# so many marks of the opening, of different words, and no more count; a headline counts for two
ENOUGH, TITLE = 4, 2


def standing(title: str, opening: str, language: str) -> float:
    """How much a text reads like one that tells how things stand, 0 to 1, by its headline and first sentences."""
    if language not in _TITLES:
        return 0.0
    marks = {match[0] for match in _OPENINGS[language].finditer(opening.lower())}
    titled = TITLE if _TITLES[language].search(title) else 0
    return min(ENOUGH, titled + len(marks)) / ENOUGH
