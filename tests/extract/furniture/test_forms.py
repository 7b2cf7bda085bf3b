"""A form that is filled in each day teaches none of its lines, in whatever language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.records import RawPage
from extract.article import extract_article
from extract.furniture.recurring import learn_furniture

FETCHED = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
TOWNS = ("Hyesan", "Sinuiju", "Chongjin", "Hamhung", "Wonsan", "Sariwon", "Kanggye", "Nampo", "Haeju", "Rason")
NOTICE = (
    "The Border Gazette works with a network of traders who cannot be named, and who risk a great deal to speak to us."
)

# each a bulletin with its number and prices, and a last paragraph that never changes
FORMS = {
    "ru": (
        "Бюллетень рынка города {town} № {n}.",
        "Сегодня килограмм риса стоил {price} вон, килограмм кукурузы на рынке города {town} стоил 2{price} вон.",
        "Следующий бюллетень выйдет завтра в то же время. С вопросами обращайтесь в управление рынка, вход открыт.",
    ),
    "ko": (
        "{town} 시장관리소 알림 {n}호.",
        "오늘 {town} 시장에서 쌀 1킬로그램의 가격은 {price}원이였다. 강냉이 가격은 2{price}원이였다. "
        "휘발유 1킬로그램의 가격은 1{price}원이였으며 경유의 가격은 3{price}원이였다고 시장관리소가 알리였다.",
        "시장관리소는 다음 날에도 같은 시간에 가격을 알린다. 물어볼것이 있으면 시장관리소에 찾아오시오. "
        "이 알림은 시장 입구의 판에도 붙어있다. 알림은 매일 아침 9시에 붙이며 저녁 6시에 떼여 다음 날의 알림과 바꾼다.",
    ),
    "en": (
        "Market note {n} for {town}, 2 March 2026.",
        "A kilogram of rice cost {price} won at the market of {town} today, and a kilogram of corn cost 2{price} won.",
        "The next note comes out tomorrow at the same hour, and the office by the gate answers whatever is asked.",
    ),
    "zh": (
        "{town}市场第{n}号通报。",
        "今天{town}市场上一公斤大米的价格是{price}元，一公斤玉米的价格是2{price}元，一公斤汽油的价格是1{price}元，"
        "市场管理所今天上午在公告栏中说明，一公斤柴油的价格是3{price}元，一公斤食用油的价格是4{price}元。",
        "下一期通报将于明天同一时间发布，如有疑问请向市场管理所咨询，本通报也张贴在市场入口处的公告栏上，"
        "每天早上九点张贴，晚上六点取下，第二天换上新的通报，市民可以在入口处查看，也可以打电话询问有关价格。",
    ),
}


def bulletin(form: tuple[str, ...], number: int, *, html: bool, towns: bool) -> RawPage:
    town = TOWNS[number] if towns else TOWNS[0]
    lines = [line.format(n=number, town=town, price=801 + number) for line in form]
    body = "\n\n".join(lines)
    if html:
        paragraphs = "".join(f"<p>{line}</p>" for line in lines)
        body = f"<html><body><div class=story><h1>{town}</h1>{paragraphs}</div></body></html>"
    kind = "text/html; charset=utf-8" if html else "text/plain; charset=utf-8"
    return RawPage(
        url=f"https://forms.example/{number}", outlet="forms", fetched_at=FETCHED, body=body.encode(), content_type=kind
    )


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("html", [False, True], ids=["text", "page"])
@pytest.mark.parametrize("towns", [False, True], ids=["one town", "towns"])
def test_a_form_that_is_filled_in_teaches_no_line_of_it(language: str, html: bool, towns: bool) -> None:
    pages = [bulletin(FORMS[language], number, html=html, towns=towns) for number in range(9)]
    assert learn_furniture(pages).blocks == ()


@pytest.mark.parametrize("html", [False, True], ids=["text", "page"])
def test_a_notice_under_articles_of_their_own_words_is_learned_beside_bulletins(html: bool) -> None:
    pages = [bulletin(FORMS["en"], number, html=html, towns=True) for number in range(9)]
    own = [
        "Lorries waited for hours at the bridge while officers looked through every crate that they carried.",
        "Miners near the coast were told to deliver more than twice what the pit gave them a year before.",
        "A ferry with ninety pupils aboard was towed home after its engine failed below the lighthouse.",
        "Snow closed the pass for a second week, so salt and thread had to go round by the southern valley.",
        "Two bakers sell bread from one oven since the mill gives each of them flour every other day.",
    ]
    for number, text in enumerate(own, 20):
        form = (text, text.replace("the", "that").replace(" a ", " some ") + " Nobody knows why.", NOTICE)
        pages.append(replace(bulletin(form, 0, html=html, towns=False), url=f"https://forms.example/{number}"))
    learned = {block.pattern for block in learn_furniture(pages).blocks}
    assert NOTICE in learned and FORMS["en"][2] not in learned


# what else changes in a form: the month and the weekday, figures in characters, in Arabic digits, in lines of their own
MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября")
DAYS = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье", "понедельник", "вторник")
ARABIC = "٠١٢٣٤٥٦٧٨٩"
DRESSES = {
    "dates in words": [
        f"Сводка биржи за {day}, {2 * number + 1} {month} 2026 года.\n\n"
        f"Курс доллара составил {8000 + 37 * number} вон, курс юаня {1100 + number} вон, "
        f"тонна угля стоила 1 {200 + number} юаней.\n\n"
        "Сводка составлена по сообщениям трёх менял и не является предложением; "
        "редакция не отвечает за решения, принятые на её основании."
        for number, (day, month) in enumerate(zip(DAYS, MONTHS, strict=True))
    ],
    "figures in characters": [
        f"恵山市場だより第{sign}号\n\n"
        f"本日、米一キロは五千八百{sign}ウォン、トウモロコシ一キロは二千九百{sign}ウォンで売られていた。"
        f"ガソリン一キロは一万五千{sign}ウォンだった。恵山市場の商人が伝えた。\n\n"
        "次号は明日の同じ時刻に出る。お尋ねは市場管理所まで。"
        "このたよりは市場の入口にも張り出されており、どなたでもご覧になれる。"
        for sign in "一二三四五六七八九"
    ],
    "other digits": [
        f"نشرة سوق هيسان رقم {digit}\n\n"
        f"بلغ سعر كيلوغرام الأرز اليوم ٥٨٠{digit} وون وسعر كيلوغرام الذرة ٢٩٠{digit} وون في السوق.\n\n"
        "تصدر النشرة القادمة غدا في الوقت نفسه، وتجيب إدارة السوق عند المدخل عن كل سؤال."
        for digit in ARABIC
    ],
    "a line for each good": [
        f"Reisbericht Nr. {number}\n\nReis: {5801 + number} Won\nMais: {2901 + number} Won\n\n"
        f"Der Markt von Hyesan war heute von {7 + number % 3} bis 18 Uhr geöffnet, "
        f"und es wurden {120 + number} Säcke Reis verkauft, sagen Händler.\n\n"
        "Der nächste Bericht erscheint morgen zur selben Zeit; Fragen beantwortet die Verwaltung am Eingang."
        for number in range(9)
    ],
}


@pytest.mark.parametrize("dress", DRESSES)
def test_a_form_in_another_dress_is_read_whole(dress: str) -> None:
    pages = [
        RawPage(
            url=f"https://forms.example/{number}",
            outlet="forms",
            fetched_at=FETCHED,
            body=text.encode(),
            content_type="text/plain; charset=utf-8",
        )
        for number, text in enumerate(DRESSES[dress])
    ]
    furniture = learn_furniture(pages)
    assert furniture.blocks == ()
    for page, text in zip(pages, DRESSES[dress], strict=True):
        article = extract_article(page, furniture=furniture)
        first, *rest = [line for line in text.split("\n") if line]
        assert article.title == first.rstrip() and article.text.split("\n")[-len(rest) :] == rest
