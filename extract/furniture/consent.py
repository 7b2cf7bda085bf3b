"""Boxes that ask for consent to cookies, told by their buttons and by what they speak of, whatever they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from extract.page.blocks import is_dense, squeeze

LONGEST_BUTTON = 60  # characters
SENTENCE, SENTENCE_DENSE = 40, 16  # characters of a line that counts as said
ABOUT = 0.6  # share of a box's words that speak of consent
ABOVE = 8  # elements around a button
_BUTTONS = (
    ".//button | .//a[@href or @role='button'] | .//input[@type='button' or @type='submit'] | .//*[@role='button']"
)
# What the buttons of such a box say, whole.
_AGREE = re.compile(
    r"((ok(ay)?|yes|got it)\W+ )?(i )?(accept|agree|allow|reject|decline|refuse|deny)( to)?( and (close"
    r"|continue|proceed))?"
    r"( (all|cookies|all cookies|non-essential( cookies)?|optional cookies|everything))?( and (close|continue))?"
    r"|(only |use )?(necessary|essential)( cookies)?( only)?|(manage|cookie) (options|settings|preferences|choices)"
    r"|(alle |alles |cookies )?(akzeptieren|ablehnen|zulassen|zustimmen|annehmen|erlauben)( und (weiter"
    r"|schlie(ß|ss)en))?"
    r"|(ich )?(stimme zu|bin einverstanden)|einverstanden|nur (notwendige|erforderliche"
    r"|essenzielle)( cookies)?.{0,20}"
    r"|(tout |j.)?(accepter?|refuser)( (tout|et (fermer|continuer)|les cookies|tous les cookies))?"
    r"|continuer sans accepter"
    r"|(aceptar|rechazar|acepto)( (todo|todas|y (cerrar|continuar)|(las |todas las )?cookies))?|(accetta"
    r"|rifiuta)( tutt[oi])?"
    r"|(принять|отклонить|согласен|согласиться|принимаю|разрешить)( (вс[её]|все cookie|и (закрыть|продолжить)))?"
    r"|(모두 |전체 |쿠키 )?(동의|허용|거부|수락)(합니다|하기|함|하고 계속|하지 않음)?"
    r"|(全部|一律)?(接受|同意|拒绝|拒絕)(全部|所有|并继续)?(cookies?)?"
    r"|(すべて|全て)?(の?cookie)?を?(に?同意|許可|拒否|承諾|受け入れ)(する|します|しない)?",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent(s|ed|ing)?\b|\bdata protection\b|\bprivacy\b|\bpersonal(ised|ized|ise|ize)? (data"
    r"|ads?|content)"
    r"|\b(third[- ]part(y|ies)|partners|vendors|advertisers)\b|\blegitimate interests?\b|\bip address"
    r"|\bidentifiers?\b"
    r"|einwillig\w*|datenschutz\w*|privatsphäre\w*|drittanbiet\w*|personenbezogen\w*|ip-adress\w*"
    r"|berechtigte\w* interesse"
    r"|widerruf\w*|consentement|données personnelles|vie privée|confidentialité|traceurs?|adresse ip|partenaires"
    r"|consentimiento|privacidad|datos personales|dirección ip|nuestros socios|terceros|consenso|dati personali"
    r"|файл\w* cookie|куки|согласи[еяю]\w*|персональн\w* данн\w*|конфиденциальност\w*|ip-адрес\w*"
    r"|쿠키|개인 ?정보|동의|맞춤형|제3자|파트너|식별자|隐私|隱私|个人(信息|数据)|個人(資料|資訊)|同意|第三方|合作伙伴"
    r"|クッキー|プライバシー|個人(情報|データ)|第三者|パートナー",
    re.IGNORECASE,
)


def consent_boxes(body: HtmlElement) -> Iterator[HtmlElement]:
    """The largest box around each button of consent whose lines speak of little else, and which holds no headline.

    An article about cookies has a headline, and no such button.
    """
    found: dict[HtmlElement, None] = {}
    for button in body.xpath(_BUTTONS):
        said = squeeze("".join(button.itertext())) or (button.get("value") or "").strip()
        if not said or len(said) > LONGEST_BUTTON or not _AGREE.fullmatch(said.rstrip("!.…>» ")):
            continue
        box = _box_around(button)
        if box is not None:
            found[box] = None
    yield from found


def _box_around(button: HtmlElement) -> HtmlElement | None:
    """The largest box around a button that speaks of consent, as long as it grows by no more than it held of that."""
    box, said, spoken = None, 0, 0
    for above in islice(button.iterancestors(), ABOVE):
        if above.tag in ("body", "html", "main", "article") or above.find(".//h1") is not None:
            break
        about, total = _words(above)
        if total == 0 and box is None:
            continue
        grown = total - said
        if about < ABOUT * total or (box is not None and (grown > said or about - spoken < ABOUT * grown)):
            break
        box, said, spoken = above, total, about
    return box


def _words(box: HtmlElement) -> tuple[int, int]:
    """How many characters the sentences of a box have that speak of consent, and how many all of them."""
    lines = [line for text in box.itertext() if len(line := squeeze(text)) >= _least(text)]
    return sum(len(line) for line in lines if _CONSENT.search(line)), sum(map(len, lines))


def _least(text: str) -> int:
    return SENTENCE_DENSE if is_dense(text) else SENTENCE
