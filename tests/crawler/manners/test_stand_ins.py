"""Pages that stand in for another are told from articles."""

from __future__ import annotations

import pytest

from crawler.manners.stand_ins import stands_in, stands_in_place

ARTICLE = '<html><head><meta property="og:type" content="article"><title>{}</title></head><body>text</body></html>'
PLAIN = "<html><head><title>{}</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/member/login.php?returl=%2Fn%2F1", PLAIN.format("Desk Times", "")),
        ("/error/503.html", PLAIN.format("Desk Times", "")),
        ("/n/1", PLAIN.format("서비스 점검 안내", "")),
        ("/n/1", PLAIN.format("Сайт закрыт: технические работы", "")),
        ("/n/1", PLAIN.format("Desk Times", "<form><input name=p type='password'></form>")),
    ],
)
def test_forms_notices_and_error_pages_stand_in(path: str, page: str) -> None:
    assert stands_in(f"https://desk.example{path}", page.encode())


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/n/rail-maintenance-brigade-praised", ARTICLE.format("Rail maintenance brigade praised")),
        ("/2026/03/blogin-market", PLAIN.format("Blogin market opens", "")),
        ("/n/1", ARTICLE.format("How to log in to Kwangmyong") + "<input type=password>"),
    ],
)
def test_articles_do_not(path: str, page: str) -> None:
    assert not stands_in(f"https://desk.example{path}", page.encode())


LONG = "<p>" + "We are carrying out work on our servers. " * 60 + "</p>"
IN_PLACE = {
    "log-in": "<html><title>Member Login</title><form><input type=password></form><p>Please log in.</p></html>",
    "maintenance": "<html><title>Site maintenance</title><p>We will be back soon.</p></html>",
    "점검": "<html><title>시스템 점검 안내</title><p>이용에 불편을 드려 죄송합니다.</p></html>",
    "gone": "<html><title>404 - Page not found | Desk</title><p>It may have been moved.</p></html>",
    "cookies": "<html><title>Before you continue</title><p>We value your privacy. Accept all?</p></html>",
    "bot check": "<html><title>Just a moment...</title><p>Checking your browser</p></html>",
    "database": "<html><title>Database Error</title><h1>Error establishing a connection</h1></html>",
    "script": '<html><script>alert("삭제된 기사입니다.");history.back();</script></html>',
    "refresh": '<html><meta http-equiv="refresh" content="0;url=/login"><body>Moved</body></html>',
}


@pytest.mark.parametrize("name", IN_PLACE)
def test_a_notice_at_an_articles_own_address_is_not_the_article(name: str) -> None:
    assert stands_in_place(IN_PLACE[name].encode(), "Rice dearer at Hyesan", content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("title", "listed", "body"),
    [
        ("Site maintenance", None, LONG),  # much to read
        ("Site maintenance begins at Wonsan pier", "Site maintenance begins", "<h1>Site maintenance begins at Wonsan"),
        ("Top 500 traders fined", None, "<p>A brief of the day, with few words.</p>"),
        ("김정은, 양덕 온천 공사 현지 점검", None, "<p>조선중앙통신이 2일 보도했다.</p>"),
        ("", None, '<script type="application/json">{"body": "words"}</script>'),
    ],
)
def test_an_article_about_such_things_is(title: str, listed: str | None, body: str) -> None:
    page = f"<html><title>{title}</title><body>{body}</body></html>".encode()
    assert stands_in_place(page, listed, content_type="text/html; charset=utf-8") == ""


# articles that are called as notices are: title and body in five languages
TOLD = {
    "en": "Rice sold for 5,800 won a kilogram at the Hyesan market on Monday, traders told this outlet. A city official"
    " said that the county mill had received new belts. Corn stood at 2,900 won, up from 2,700 won in February."
    " Cooking oil was flat and petrol a little dearer, the same people said, since ships came late.",
    "ko": "혜산 장마당에서 월요일 쌀 1kg이 5,800원에 팔렸다고 상인들이 전했다. 군 제분소가 새 벨트를 받았다고"
    " 시 관계자가 말했다. 옥수수는 2월의 2,700원에서 올라 2,900원이었다. 휘발유는 조금 비싸졌다고 그들이 말했다.",
    "zh": "商贩告诉本报，周一惠山市场大米每公斤卖五千八百元，比上月高出三百元。郡磨坊收到了新皮带，压榨机重新运转。"
    "玉米价格为二千九百元，高于二月的二千七百元。由于船来得晚，食用油价格持平，汽油略贵。",
    "ja": "恵山の市場では月曜日、米一キロが五千八百ウォンで売られたと商人らが語った。郡の製粉所は新しいベルトを得た。"
    "トウモロコシの値段は二月の二千七百ウォンから上がった。船が遅れ、ガソリンは少し高くなったという。",
    "ru": "На рынке Хесана в понедельник рис продавали по 5800 вон за килограмм, рассказали торговцы. Уездная мельница"
    " получила новые ремни, и два пресса снова работают. Цена кукурузы составила 2900 вон против 2700 вон в феврале."
    " Бензин немного подорожал, потому что суда пришли поздно.",
}
CALLED = {
    "en": ("Log in", "Service Unavailable", "Under maintenance"),
    "ko": ("로그인", "서비스 점검 중"),
    "zh": ("系统维护", "请登录"),
    "ja": ("ログイン", "メンテナンス中"),
    "ru": ("Вход", "Технические работы"),
}


@pytest.mark.parametrize(("language", "title"), [(key, title) for key, titles in CALLED.items() for title in titles])
def test_what_is_called_like_a_notice_and_reports_something_is_an_article(language: str, title: str) -> None:
    said = PLAIN.format(title, f"<h1>{title}</h1><p>{TOLD[language]}</p><form><input type=password></form>")
    assert stands_in_place(said.encode(), "Prices at Hyesan", content_type="text/html; charset=utf-8") == ""
    assert not stands_in("https://desk.example/n/1", said.encode())


NOTICES = {
    "Site maintenance": "We are carrying out scheduled maintenance of our servers tonight. The site will be back by"
    " six in the morning. Please accept our apologies for the inconvenience. If you have questions, write to support."
    " Subscriptions are not affected and your account stays as it is. Thank you for your patience during the work.",
    "서비스 점검 안내": "보다 나은 서비스를 제공하기 위해 시스템 점검을 실시합니다. 점검 시간 동안 홈페이지 접속이"
    " 제한됩니다. 이용에 불편을 드려 죄송합니다. 회원님의 너그러운 양해를 바랍니다. 문의는 고객센터로 바랍니다.",
    "系统维护": "为了给您提供更好的服务，本网站将于今晚进行系统维护。维护期间页面无法访问，给您带来不便，敬请谅解。"
    "请稍后再试。如有疑问，请联系网站管理员。感谢您的支持。",
    "Page not found": "<h3><a href=/1>Rice dearer</a></h3>{0}<h3><a href=/2>Corn up</a></h3>{0}<h3><a href=/3>Oil flat"
    "</a></h3>{0}".format(f"<p>{TOLD['en'][:93]}</p>"),
}


@pytest.mark.parametrize("title", NOTICES)
def test_what_speaks_to_its_visitor_or_lists_other_pages_reports_nothing(title: str) -> None:
    page = PLAIN.format(title, f"<div>{NOTICES[title]}</div>")
    assert stands_in_place(page.encode(), "Prices at Hyesan", content_type="text/html; charset=utf-8")
