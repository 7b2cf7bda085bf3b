"""What the class, id and component names in a page's markup say of an element."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml.html import HtmlElement

# Words in class and id names that say what a box is for. Compared with whole parts of the name, so that
# "newsletter-signup" and "relatedTopics" are read and "correlated" is not.
BOX_WORDS = {
    "related": re.compile(
        r"\b(related(posts?|articles?|stor(y|ies)|news|content|links?)?|recommend(ed|ations?)?"
        r"|more (link|links|topics?|stories|news|on|from|reading)"
        r"|read ?(more|next|also)|also ?read|most (read|popular)|trending|taboola|outbrain|up next)\b"
        r"|\brel (inline|box|links?|list|news|articles?|posts?)\b"
        r"|^also( (box|links?|read(ing)?|block|list|items?|news))?( \d+)*$"
    ),
    "subscribe": re.compile(
        r"\b(newsletters?|subscri(be|ption)|sign ?up|signup|inbox|mailing list|whatsapp"
        r"|reg(istration)? (wall|gate|prompt)|paywall (prompt|message|container|banner|overlay)|promo(box|tion)?"
        r"|(tg|telegram|channel|messenger|line|kakao) ?(call|promo|box|block|banner|link|join|subscribe)"
        r"|app ?(down(load)?|banner|promo))\b"
    ),
    "donation": re.compile(
        r"\b(donat(e|ions?)( box)?|fundrais\w*|patreon|reward( box)?|support (us|box|block|banner|our work"
        r"|journalism)|tip jar)\b"
    ),
    "poll": re.compile(r"\b(polls?|quiz(zes)?|vote (box|form)|voting|survey( box)?|questionnaire)\b"),
    "ai-note": re.compile(
        r"\b(ai (summary|box|abstract|abs|digest|brief|note|overview)|(summary|abstract) ai|aibox|gpt summary)\b"
    ),
    "bookmark": re.compile(r"\b(bookmarks?( box)?|scraps?( box)?|(save|read) (for )?later|save article)\b"),
    "share": re.compile(r"\b(share|sharing|social|addtoany|sns)\b"),
    "paywall": re.compile(
        r"\b(paywall|metered|piano|(login|log in|sign in|reg|regist|register|registration|subscriber?)"
        r"( (gate|wall|prompt|box|required))?)\b"
    ),
    "author": re.compile(
        r"\b((author|contributor|writer|reporter)s? (bio|box|info|card|description|profile|about)|about (the )?author"
        r"|bio( box| text| card)?|ab author)\b"
    ),
    "republish": re.compile(r"\b(re ?publish|re ?print(s| rights)?|licen[cs]ing)\b"),
    "player": re.compile(r"\b(audio (player|article|version)|listen( to)?( article)?|tts|text to speech|read aloud)\b"),
    "meter": re.compile(r"\b(meter(ing)?( (bar|banner|message|count))?|articles? (left|remaining))\b"),
    "comments": re.compile(r"\b(comments?|disqus|respond|discussions?|talk ?back|cmts?|reader (letters|views))\b"),
    "advertisement": re.compile(
        r"\b(advert(isement|ising)?|ads|ads? ?box|adsbygoogle"
        r"|ad (label|slot|unit|container|wrapper|house|box|banner|inline|zone|area|space|text|block)"
        r"|(in ?)?house (ad|advert|promo)"
        r"|sponsored|dfp|affiliate|disclaimer)\b"
    ),
    "navigation": re.compile(r"\bedit ?section\b"),
    "notice": re.compile(
        r"\b((site|central|anon|system|service) ?notice|notice (bar|banner))\b"
        r"|^legal( (notice|note|text|info|lines?))?$"
    ),
    "embed": re.compile(
        r"\b(twitter tweet|tweet embed|instagram media|tiktok embed|bluesky embed|fb post|reddit embed)\b"
    ),
    "ticker": re.compile(r"\b(ticker|stock quotes?|market (data|quotes?|summary|bar))\b"),
    # "cmp" alone begins the names of all components of a common content system
    "cookie": re.compile(r"\b(cookies?|consent|gdpr|onetrust|cmp (banner|consent|overlay|modal|ui))\b"),
}
CAPTION_WORDS = re.compile(
    r"\b(piccap|(?<!drop )(v|p|img|pic|photo|vid|fig)?cap|captions?|figcaption|cutline|legend"
    r"|(photo|image|img|picture|pic) (credit|info|desc(ription)?|line|text|txt|p)"
    r"|media (desc(ription)?|credit|copyright))\b"
)
_NAME_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def name_words(element: HtmlElement) -> str:
    """The words in an element's class, id and component names: "relatedTopics box_1" gives "related topics box 1"."""
    return words_of(markup_names(element))


def markup_names(element: HtmlElement | Mapping[str, str]) -> str:
    """An element's class, id and component names as they are written; the element's attributes will do."""
    get = element.get
    return " ".join(filter(None, (get("class"), get("id"), get("data-component"), get("data-testid"), get("slot"))))


@lru_cache(maxsize=4096)
def words_of(names: str) -> str:
    """The words in class, id and component names as they are written, in small letters."""
    return " ".join(part.lower() for part in _NAME_PARTS.findall(names))


@lru_cache(maxsize=4096)
def box_kind(names: str) -> str | None:
    """What the names on an element say it is for: "caption", a reason for boxes, or None."""
    words = words_of(names)
    if CAPTION_WORDS.search(words):
        return "caption"
    return next((name for name, pattern in BOX_WORDS.items() if pattern.search(words)), None)
