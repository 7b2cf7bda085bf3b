"""Lines to train bylines on: given ones with other names put in, and lines made after shapes with names at random.

A shape of bylines/shapes.tsv is a line with alternatives in ⟨one|other⟩ and slots: {a} an author, {a1} the same by
one name, {o} somebody else, {o1} a reader, and towns, houses and dates of its language.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from faker import Faker

from corpus.names.surnames import SURNAMES
from corpus.names.tsv import read_rows
from extract.fields.byline_model import LONGEST_LINE
from models.scripts.world_names import People

SHAPES = Path(__file__).with_name("bylines") / "shapes.tsv"
Row = dict[str, Any]
_ALTERNATIVES = re.compile("⟨([^⟨⟩]*)⟩")
_SLOT = re.compile(r"\{(\w+)\}")
_HANGUL = "가강건경고광구규근기길나남노다대덕도동라란람래려령로루리린마명모무문미민바배범별병보복봄빈사산상새서석선설섬성세소솔송수숙순슬승시신심아안애양언여연영예오옥온용우운울원월유윤율은을음의이익인일임자재정제조종주준지진찬창채천철초춘충치태평하학한해향혁현형혜호화환효휘흥희"  # noqa: E501
_HAN = "安百邦宝北本彬冰波博才彩长超辰晨成承诚驰楚川传春聪存达大丹道德登迪帝东栋端恩尔帆方芳飞菲丰风峰凤福甫刚歌格耕谷冠光广国海涵寒翰航好浩和河鹤恒宏洪鸿虎华怀欢焕辉慧佳嘉坚建健江杰洁金津锦劲京晶景静菊娟军君俊凯康科可克宽兰朗乐雷力立丽利莲良亮林琳灵玲岭柳龙璐露伦洛满茂玫梅美萌梦苗妙民敏明铭木宁平萍朴普奇琦启谦强巧琴勤青清晴秋群然仁荣容如瑞润若森山尚少深生盛诗石时士世书淑树爽水顺思松涛天田廷庭彤宛万威巍薇维伟卫文雯武西希曦喜霞夏先贤显香向小晓笑欣新鑫星兴雄秀旭学雪勋雅亚岩彦艳阳扬洋遥业一依怡宜义艺亦轶逸银英颖永勇友有又雨宇玉钰元原远悦月跃云允芸运泽展昭哲真振正之知志智中忠重洲竹卓子紫宗祖作"  # noqa: E501
_HAN_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鍾陸顧龍萬錢湯賴龔"  # noqa: E501
_KATAKANA = ("アンドレイ", "イワン", "ドミトリー", "ジョン", "マリア", "ペトロフ", "クズネツォフ", "スミス", "キム", "ソヨン", "ミンジュ", "パク", "オリガ", "セルゲイ", "グエン", "リー", "チャン", "ソロキン", "アンナ", "ハンス", "ミュラー", "ピーター", "ブラウン")  # fmt: skip  # noqa: E501
_HANGUL_FOREIGN = ("안드레이", "이반", "드미트리", "마리아", "올가", "페트로프", "쿠즈네초프", "스미스", "존", "피터", "브라운", "응우옌", "티", "란", "세르게이", "한스", "뮐러", "안나", "소로킨", "미카엘", "요한", "제임스", "콜먼")  # fmt: skip  # noqa: E501
_HAN_FOREIGN = ("安德烈", "伊万", "德米特里", "玛丽亚", "奥尔加", "彼得罗夫", "库兹涅佐夫", "史密斯", "约翰", "彼得", "布朗", "谢尔盖", "汉斯", "米勒", "安娜", "索罗金", "詹姆斯", "科尔曼")  # fmt: skip  # noqa: E501
_CYRILLIC_KOREAN = ("Пак", "Ким", "Ли", "Цой", "Хан", "Чон", "Юн", "Тен", "Огай", "Шин")
_SYLLABLES = ("Чи", "Су", "Мин", "Хо", "Ён", "Сон", "Хи", "Чжин", "Ок", "Ран", "Гён", "Ын", "Ха", "Джун")
_GIVEN = ("su", "jin", "min", "ho", "young", "hye", "seo", "yeon", "ji", "woo", "kyung", "sang", "chol", "mi", "song", "un", "rim", "hui", "ok", "ran", "hyun", "tae", "bo", "ra", "na", "gyu", "sol", "dae", "eun", "ae")  # fmt: skip  # noqa: E501
SLOTS: Mapping[str, Sequence[str]] = {
    "town": ("Seoul", "Dandong", "Beijing", "Tokyo", "Hyesan", "Vladivostok", "Pyongyang", "Yanji", "Washington", "Sinuiju", "Singapore", "Jakarta", "Hong Kong", "Shenyang", "Rason", "Moscow", "London", "Hanoi"),  # noqa: E501
    "town2": ("중국", "러시아", "일본"),
    "ktown": ("서울", "평양", "베이징", "단둥", "선양", "혜산", "신의주", "도쿄", "모스크바", "블라디보스토크", "옌지", "훈춘", "라선", "하노이", "원산", "청진"),  # noqa: E501
    "jtown": ("ソウル", "平壌", "北京", "丹東", "瀋陽", "恵山", "新義州", "東京", "モスクワ", "ウラジオストク", "延吉", "羅先", "大連", "新潟", "舞鶴"),  # noqa: E501
    "jland": ("中国遼寧省", "中国吉林省", "ロシア", "韓国", "北朝鮮"),
    "ztown": ("首尔", "平壤", "北京", "丹东", "沈阳", "延吉", "东京", "惠山", "新义州", "首爾", "東京", "长春", "珲春", "莫斯科", "台北"),  # noqa: E501
    "rtown": ("Сеул", "Пхеньян", "Пекин", "Владивосток", "Москва", "Токио", "Даньдун", "Хасан", "Уссурийск", "Хабаровск", "Находка"),  # noqa: E501
    "org": ("Pacific Trade Weekly", "The Mekong Wire", "Border Post", "Straits Ledger", "Hanbit University", "Institute for Northern Trade", "The Yalu Monitor", "Korea Ledger", "East Sea Times", "Ministry of Unification", "Asia Freight Council", "Harbour Herald", "the Centre for Sanctions Studies"),  # noqa: E501
    "agency": ("AFP", "Reuters", "AP", "Yonhap", "KCNA", "Xinhua", "EPA", "Kyodo", "TASS", "Jiji"),
    "korg": ("북방일보", "국경신문", "동아무역", "한빛뉴스", "월간통일", "압록통신", "북방경제연구소", "통일경제", "데일리북방", "코리아레저"),  # noqa: E501
    "kagency": ("연합뉴스", "뉴시스", "뉴스1", "조선중앙통신", "로이터", "AFP", "신화"),
    "kdesk": ("국제부", "경제부", "정치부", "사회부", "통일부취재팀", "산업부", "북한경제팀", "외신부", "기획취재부"),
    "kunis": ("한빛대", "동해대", "북방대", "서해대", "극동경제대", "한서대"),
    "kfield": ("북한학과", "경제학과", "통일학연구소", "국제통상학부", "정치학과"),
    "ksay": ("혜산의 쌀값이 올랐다.", "통일부는 환율이 안정됐다고 밝혔다.", "단둥 세관 앞에 화물차가 줄을 섰다."),
    "kcap": ("혜산 시내의 시장", "단둥 세관 앞의 화물차", "신의주 강변", "공장에서 일하는 여성들", "2025년 10월의 평양 거리"),  # noqa: E501
    "jorg": ("環海新報", "北方貿易通信", "国境新聞", "アジア経済週報", "環日本海研究所", "東邦経済新聞"),
    "jagency": ("共同", "時事", "ロイター", "AFP", "朝鮮通信", "聯合"),
    "jdesk": ("国際部", "経済部", "社会部", "外信部", "政治部", "編集局"),
    "juni": ("東邦大学", "延辺大学", "北陸国際大", "環日本海大学"),
    "jsay": ("コメの値段が上がった。", "中朝国境の税関前にトラックが並んだ。"),
    "jcap": ("新義州の市場", "丹東の税関前に並ぶトラック", "平壌の工場を視察する同氏"),
    "jcol": ("国境ノート", "市場を歩く", "北の経済学", "視点", "取材手帳"),
    "zorg": ("环贸时报", "江渡网", "东北亚经济网", "边贸观察", "北方日報", "辽边日报", "海东周刊", "東亞經貿"),
    "zagency": ("新华社", "中新社", "中央社", "路透社", "法新社", "朝中社", "人民网"),
    "zuni": ("延边大学", "辽东大学", "吉林经贸大学", "海東大學"),
    "zcol": ("边境笔记", "账本", "市场观察", "隨筆"),
    "zsay": ("大米价格上涨。", "前十月边境贸易增长。"),
    "zcap": ("丹东口岸的货车", "平壤街头", "工厂车间"),
    "rorg": ("Портовые ведомости", "Меридиан", "Тихоокеанский вестник", "Институт торговли", "ДВЭУ", "Залив"),
    "rorg2": ("Портовых ведомостей", "Меридиана", "Тихоокеанского вестника", "Залива"),
    "ragency": ("ТАСС", "РИА", "Reuters", "Рёнхап", "Интерфакс", "ЦТАК"),
    "rtitle": ("экономист", "обозреватель", "ведущий эксперт", "кандидат экономических наук", "научный сотрудник", "специальный корреспондент", "профессор", "редактор отдела"),  # noqa: E501
    "rsec": ("Экономика", "КНДР", "Мнение", "Общество", "Граница"),
    "rsay": ("Рис на рынках подешевел.", "Торговля растёт."),
    "rcap": ("На рынке Пхеньяна", "Грузовики у моста", "На заводе"),
    "title": ("staff writer", "Senior Correspondent", "Asia Editor", "economist", "fellow", "Trade Reporter", "Staff Reporter", "Columnist", "Bureau Chief", "professor of economics", "Contributor", "Special to the Ledger", "data reporter", "guest writer"),  # noqa: E501
    "topic": ("sanctions", "border trade", "North Korean markets", "rice prices", "shipping", "mining", "development economics"),  # noqa: E501
    "section": ("Economy", "Trade", "Asia", "Analysis", "Opinion", "Markets", "Business"),
    "section2": ("경제", "북한", "오피니언", "국제", "단독", "기획", "사설", "칼럼"),
    "section3": ("経済", "北朝鮮", "社会", "特集", "論説"),
    "section4": ("经济", "评论", "朝鲜", "即时新闻", "專題", "国际"),
    "date": ("Nov 12, 2026", "12 November 2026", "2026-11-12", "2026.11.12", "Oct. 3, 2026", "11/12/2026", "November 21, 2026", "2026년 11월 3일"),  # noqa: E501
    "date2": ("2026-11-12", "2026年11月12日", "2026/11/12", "11月12日", "2026.11.12"),
    "date3": ("12 ноября 2026", "12.11.2026", "3 октября", "18 ноября 2026 г."),
    "clock": ("09:40", "17:45", "5:30 a.m.", "14:02", "07:20:11", "18:42 KST"),
    "nav": ("Latest", "Top", "Breaking", "Related", "Promoted", "Sponsored", "Daily", "Weekly", "New", "Best", "Real", "Home", "Public", "World", "Local", "Tech", "Business", "Market", "Money", "Health", "Science", "Sports", "Food", "House", "Travel", "Art", "Study", "Starter", "Font", "Text", "Video", "Photo", "Print", "Email", "Privacy", "Cookie", "User", "Customer", "Press", "Media", "Research", "Threat", "Project", "Product", "Marketing", "Security", "Responsible", "Slow", "Super", "Example", "Open", "Free", "Live", "Sign", "Log", "Make", "Learn", "Read", "Share", "Your", "Our", "Work", "Personal", "National", "International", "American", "Foreign", "Social", "Digital", "Enjoyed", "Recommended", "Popular", "Featured", "Deputy", "Content", "Style", "Family", "Green", "Inside", "Skip", "Back", "Next", "Advertise", "Contact", "About"),  # noqa: E501
    "nav2": ("News", "Links", "Stories", "Size", "Page", "Results", "Call", "Estate", "Insider", "Research", "Party", "Topics", "Themes", "Club", "Hub", "Center", "Guide", "Report", "Reports", "Review", "Team", "Block", "Nation", "Submissions", "Strategy", "Policy", "Up", "In", "Out", "Money", "Business", "Opinion", "Culture", "Identity", "Corporation", "University", "Project", "Speech", "Blog", "Feed", "Options", "Settings", "Terms", "Service", "Services", "Group", "Company", "Moving", "Fiction", "Weekly", "This", "More", "Tools", "Index", "Archive", "Calendar", "Events", "Jobs", "Shop", "Podcast", "Newsletter", "Search", "Menu", "Language", "Programme", "Foundation", "Library", "Exhibition", "Market", "Markets", "Health", "Science", "Technology", "Trade", "Politics", "Climate"),  # noqa: E501
    "handle2": ("north_trade", "borderdesk", "jang_mk"),
    "knav": ("전체메뉴", "뉴스", "경제", "정치", "북한", "국제", "문화", "오피니언", "연재", "이슈", "검색", "로그인", "회원가입", "구독", "지면보기", "포토", "영상", "날씨", "운세", "증권", "부동산", "이전", "다음", "목록", "맨위로", "공유하기", "댓글쓰기", "글자크기", "알림", "특집", "최신기사", "인기기사"),  # noqa: E501
    "jnav": ("ソフトウェア", "セキュリティ", "センター", "ニュース", "童話集", "連載", "特集", "経済", "国際", "社会", "ランキング", "新着", "記事", "会員登録", "ログイン", "検索", "お知らせ", "トップ", "メニュー", "カテゴリー", "動画", "写真", "企業", "市場", "技術", "産業", "貿易", "天気", "スポーツ", "文化", "編集後記", "お問い合わせ", "広告", "購読", "バックナンバー"),  # noqa: E501
    "znav": ("新闻", "首页", "要闻", "经济", "财经", "国际", "社会", "评论", "专题", "视频", "图片", "即时", "即時", "排行", "热点", "热门", "推荐", "登录", "注册", "搜索", "订阅", "关注", "更多", "低温寒流", "频道", "边贸", "朝鲜半岛", "副刊", "天气", "体育", "文化", "科技", "房产", "導覽", "熱門", "最新消息", "頭條", "生活", "娛樂"),  # noqa: E501
    "zpaper": ("港口晚報", "北方日報", "海東新報", "辽边日报", "环海时报", "东亚周刊", "江口晚报", "山城日報", "半島新聞網", "金山時報", "边城网", "渤海早报", "東岸商報"),  # noqa: E501
    "rnav": ("Новости", "Экономика", "Общество", "Мнения", "Рынки", "Политика", "Главная", "Поиск", "Подписка", "Архив", "Фото", "Видео", "Спорт", "Культура", "Погода", "Реклама", "Контакты", "Лента", "Популярное", "Темы", "Сюжеты", "Регионы", "Дальний Восток", "Граница", "Торговля"),  # noqa: E501
    "handle": ("@north_trade", "@borderdesk", "@jang_mk", "@esk1990"),
    "mail": ("sera@pukbang.example", "h.trade@ledger.example", "tips.kr@post.example", "agb77@tribune.example", "desk@meridian.example"),  # noqa: E501
}  # fmt: skip


class Names:
    """Sources of invented people's names in five languages."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.people = People(rng)
        self.korean, self.russian = Faker("ko_KR"), Faker("ru_RU")
        for fake in (self.korean, self.russian):
            fake.seed_instance(rng.getrandbits(32))
        rows = list(read_rows("japanese.tsv"))
        self.surnames = [han for row in rows for han in row["surnames"].split()]
        self.given = [han for row in rows for han in row["given"].split()]
        self.by_language: dict[str, Callable[[], str]] = {
            "en": self._english,
            "ko": self._korean,
            "ja": self._japanese,
            "zh": self._chinese,
            "ru": self._russian,
        }

    def name(self, language: str) -> str:
        """A full name."""
        return self.by_language[language]()

    def _english(self) -> str:
        pick = self.rng.random()
        if pick < 0.35:
            surname = self.rng.choice([form for each in SURNAMES for form in each.spelled])
            one, other = (self.rng.choice(_GIVEN).capitalize() for _ in range(2))
            given = self.rng.choice((f"{one}-{other.lower()}", f"{one} {other}", one + other.lower()))
            name = f"{surname} {given}" if self.rng.random() < 0.8 else f"{given} {surname}"
        else:
            given, family = self.people.full_name()
            middle = self.rng.choice(
                ("", "", "", "", "", f"{self.rng.choice('ABCDEJKLMRST')}. ", "de ", "van der ", "bin ", "von ")
            )
            name = f"{given} {middle}{family}"
        return name.upper() if self.rng.random() < 0.06 else name

    def _korean(self) -> str:
        pick = self.rng.random()
        if pick < 0.04:
            return " ".join(self.rng.sample(_HANGUL_FOREIGN, 2))
        surname = self.rng.choice(SURNAMES[:40] if pick < 0.7 else SURNAMES).hangul[0]
        given = (
            self.korean.first_name()
            if pick < 0.3
            else "".join(self.rng.choices(_HANGUL, k=self.rng.choice((1, 2, 2, 2, 2, 2, 3))))
        )
        return surname + given

    def _japanese(self) -> str:
        pick = self.rng.random()
        if pick < 0.06:
            return "・".join(self.rng.sample(_KATAKANA, 2))
        if pick < 0.12:
            return self.rng.choice("金朴李崔鄭姜趙尹張林") + "".join(self.rng.choices(_HAN, k=2))
        given = self.rng.choice(self.given)
        if pick < 0.35:
            given = self.rng.choice(
                (
                    "さくら",
                    "ひかり",
                    "まどか",
                    "みなと",
                    "ジュン",
                    "あかね",
                    "ゆう",
                    "はるか",
                    "かおる",
                    "しおり",
                    "のぞみ",
                )
            )
        return self.rng.choice(self.surnames) + self.rng.choice(("", "", "", "", " ", "　")) + given

    def _chinese(self) -> str:
        pick = self.rng.random()
        if pick < 0.05:
            return "·".join(self.rng.sample(_HAN_FOREIGN, 2))
        surname = (
            self.rng.choice(("欧阳", "司马", "令狐", "诸葛", "夏侯")) if pick < 0.1 else self.rng.choice(_HAN_SURNAMES)
        )
        return surname + "".join(self.rng.choices(_HAN, k=self.rng.choice((1, 2, 2))))

    def _russian(self) -> str:
        pick = self.rng.random()
        if pick < 0.1:
            return " ".join((self.rng.choice(_CYRILLIC_KOREAN), *self.rng.sample(_SYLLABLES, 2)))
        male = self.rng.random() < 0.5
        fake = self.russian
        given, family = (
            (fake.first_name_male(), fake.last_name_male())
            if male
            else (fake.first_name_female(), fake.last_name_female())
        )
        if pick < 0.18:
            return f"{given[0]}. {self.rng.choice('АВГДИМНПСЮ')}. {family}" if pick < 0.14 else f"{given[0]}. {family}"
        name = f"{given} {family}" if pick < 0.9 else f"{family} {given}"
        return name.upper() if pick > 0.97 else name


@cache
def _shapes() -> tuple[dict[str, str], ...]:
    with SHAPES.open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def made_lines(rows: Sequence[Row], names: Names, rng: random.Random, *, a_shape: int) -> Iterator[Row]:
    """Lines after the shapes, `a_shape` of each, with tags and classes as given lines with or without authors have."""
    for shape in _shapes():
        for _ in range(a_shape):
            line, spans = _fill(shape["shape"], shape["language"], names, rng)
            like = rng.choice([row for row in rows if bool(row["spans"]) == bool(spans)])
            yield {
                "lang": shape["language"],
                "line": line,
                "spans": spans,
                "authors": [line[a:b] for a, b in spans],
                "tag": like["tag"],
                "class": like["class"],
                "place": shape["place"],
            }


def _fill(shape: str, language: str, names: Names, rng: random.Random) -> tuple[str, list[tuple[int, int]]]:
    text = shape.replace("\\|", "¦")
    while _ALTERNATIVES.search(text):
        text = _ALTERNATIVES.sub(lambda match: _barred(rng.choice(match[1].split("|")), rng), text)
    line, spans, last, at = "", [], "", 0
    for slot in _SLOT.finditer(text):
        line += text[at : slot.start()]
        at = slot.end()
        if slot[1] == "a":
            last = names.name(language)
            spans.append((len(line), len(line) + len(last)))
            line += last
        else:
            line += _other(slot[1], last, language, names, rng)
    return (line + text[at:]).replace("¦", "|"), spans


def _barred(chosen: str, rng: random.Random) -> str:
    return " ¦ " if chosen == " " and rng.random() < 0.3 else chosen


def _other(slot: str, last: str, language: str, names: Names, rng: random.Random) -> str:
    if slot == "a1":
        return last.split()[0]
    if slot == "o":
        return names.name(language)
    if slot == "o1":
        return names.name(language)[:2] + rng.choice(("", "99", "_", "."))
    return rng.choice(SLOTS[slot])


def prose_lines(files: Sequence[Path], rng: random.Random) -> Iterator[Row]:
    """Beginnings of texts, which name nobody as their author, as lines at the head of an article and at its end."""
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            text = json.loads(line)
            place, tag = rng.choice(("head", "below")), rng.choice(("p", "p", "div", "li"))
            row = {"lang": text["lang"], "spans": [], "authors": [], "tag": tag, "class": "", "place": place}
            yield {**row, "line": text["text"][:LONGEST_LINE]}


def with_other_names(rows: Sequence[Row], names: Names) -> Iterator[Row]:
    """The lines that name authors, each with other names in their place."""
    for row in rows:
        if not row["spans"]:
            continue
        line, spans, at = "", [], 0
        for start, end in row["spans"]:
            line += row["line"][at:start]
            name = names.name(row["lang"])
            spans.append((len(line), len(line) + len(name)))
            line += name
            at = end
        line += row["line"][at:]
        yield {**row, "line": line, "spans": spans, "authors": [line[a:b] for a, b in spans]}
