"""The headline, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from unicodedata import normalize
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from extract.page.blocks import is_dense, squeeze, text_key
from extract.page.element_names import name_words
from extract.page.json_ld import text_value
from extract.page.metadata import PageMetadata

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«›:>-]|::|--)\s+|\s*(?:\||::|»)\s*|:\s+")
# A state agency's Juche date at the end of a headline.
_JUCHE = re.compile(r"\s*\[Juche[\d. ]+\]\s*$", re.IGNORECASE)
# Which of an article's pages it is, at the end of a headline.
_PAGE_NUMBER = re.compile(
    r"\s*(?:[（(\[]\s?(?:\d{1,2}\s?/\s?\d{1,2}|第?\s?\d{1,2}\s?(?:页|頁|ページ目?|페이지|쪽)|p(?:age|\.)?\s?\d{1,2}(?:\s(?:of|/)\s\d{1,2})?"
    r"|стр(?:аница|\.)?\s?\d{1,2}(?:\sиз\s\d{1,2})?)\s?[)）\]]"
    r"|(?:\s[-–—|·]|[.,:：|｜_])\s?(?:page|seite|página|pagina|страница|стр\.)\s\d{1,2}(?:\s(?:of|из|von|de|/)\s\d{1,2})?"
    r"|\s?[-–—|_｜]\s?第?\d{1,2}\s?(?:페이지|쪽|ページ目?|页|頁))\s*$",
    re.IGNORECASE,
)
_LABEL_FIRST = re.compile(r"\s*[\[【(（][^\]】)）]{1,12}[\]】)）]\s*")
LONGEST = 300
LONGEST_READ = 2_000  # characters: a title tag that nobody closed holds the page, and each of its dashes is looked at
_LOGO = re.compile(r"\b(logo|site (name|title)|brand)\b")
_FRONT = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?", re.IGNORECASE)
SHORTEST_CUT = 24  # letters: nobody cuts a headline shorter
FEWEST_WORDS = 3  # of a title made for search engines
MOST_LONGER = 3  # times as long as it
SHORTEST_SHOWN = 6  # letters: fewer are a section's name
# Between a headline and its site, with spaces or, in Chinese and Korean, without.
_LOOSE_SEPARATOR = re.compile(r"\s*(?:::|[|–—·•»«›<>_:：｜－-])+\s*")
# The headline before a bar and a site that nothing else of the page names.
_BARRED = re.compile(r"^(.{24,}?)\s*[|｜]\s*[^|｜]{2,24}$")
_BRACKET = re.compile(r"\s*[（(【\[]")  # before the agency that a portal has a story from
# A tail that names a paper, a station or a section of one by its last word.
_TAIL = re.compile(
    r"\s*(?:::|[|_｜－–—-])\s*[^|_｜:：–—-]{0,24}?(?:网|新闻|新聞|日报|日報|晚报|时报|時報|通信社?|通讯社|放送|방송|일보|신문|뉴스|타임즈"
    r"|통신|저널|ニュース|オンライン|газета|новости)\s*$"
    r"|\s*<\s*[^<>]{1,20}(?:<\s*[^<>]{1,20})*\s*$"
)


def is_logo(heading: HtmlElement) -> bool:
    """Whether a heading is the site's logo: it says so, or all of it is a link to the front page."""
    if any(
        re.search(r"\b(logo|site (name|title)|brand)\b", name_words(one)) for one in (heading, *heading.iterchildren())
    ):
        return True
    links = [*heading.iter("a")]
    text = squeeze("".join(heading.itertext()))
    linked = squeeze("".join("".join(link.itertext()) for link in links))
    return bool(links) and linked == text and all(map(is_front, links))


def is_front(link: HtmlElement) -> bool:
    """Whether a link leads to a front page, or nowhere."""
    return _FRONT.fullmatch(link.get("href") or "") is not None


def tag_ends(title: str) -> tuple[str, ...]:
    """What a title tag begins and ends with, up to a separator, "" where that is not the lesser part of it."""
    cuts = [*_LOOSE_SEPARATOR.finditer(title[:LONGEST_READ])]
    ends = (title[: cuts[0].start()], title[cuts[-1].end() :]) if cuts else ()
    return tuple(end if 2 * len(end) < len(title) else "" for end in ends)


def read_title(
    metadata: PageMetadata,
    headings: Iterable[str],
    *,
    url: str,
    outlet: str = "",
    listed: str = "",
    shown: Collection[str] = (),
    logos: Iterable[str] = (),
) -> str:
    """The headline: what the page shows and its title tag or og:title repeats, else as JSON-LD states it, else the
    page's one h1, else og:title or the title tag, else as it was listed.

    Ends and beginnings that name the site are cut off, where something is left, and what the page does not show of
    its title tag: `shown` are the text keys of its short blocks. One that was cut short gives way to the whole.
    `logos` are the headings that name the site.
    """
    sites = (*site_names(metadata, url, outlet), *filter(None, map(text_key, logos)))
    h1 = [
        heading
        for heading in map(_without_number, map(squeeze, headings))
        if len(heading) > 3 and not _names_site(heading, sites)
    ]
    tag = _as_shown(metadata.title[:LONGEST_READ], shown)
    of_tag = [heading for heading in h1 if text_key(heading) and text_key(heading) in text_key(metadata.title)]
    stated = [squeeze(text_value(node.get("headline"))) for node in metadata.articles]
    candidates = [
        *_confirmed(h1, metadata, shown),
        *stated,
        *(h1 if len(h1) == 1 else of_tag[:1]),
        _as_shown(metadata.first("og:title", "twitter:title")[:LONGEST_READ], shown),
        tag if tag != metadata.title else _BARRED.sub(r"\1", tag),
        *h1,
        listed,
    ]
    cleaned = [title for candidate in candidates if (title := clean_title(candidate[:LONGEST_READ], sites))]
    for title in cleaned:
        if not _names_site(title, sites):
            whole = _uncut(_whole(title, cleaned), cleaned, h1)
            return _as_headed(whole, h1, clean_title(tag, sites), shown)[:LONGEST]
    return squeeze(listed or metadata.title)[:LONGEST]


def as_printed(title: str, source: str) -> str:
    """A title with the wide spaces that it has in a page's source: "米価が上昇　通関の遅れ響く"."""
    words = title.split()
    if len(words) < 2 or "\u3000" not in source or not is_dense(title):
        return title
    written = re.search(r"(\s+)".join(map(re.escape, words)), normalize("NFC", source))
    if written is None:
        return title
    blanks = ("\u3000" if "\u3000" in blank else " " for blank in written.groups())
    return "".join(chain.from_iterable(zip(words, (*blanks, ""), strict=True)))


def _confirmed(headings: Sequence[str], metadata: PageMetadata, shown: Collection[str]) -> list[str]:
    """The headings that the title tag or og:title repeats whole, and og:title where the page shows it and titles it."""
    tag, og = text_key(metadata.title), text_key(metadata.first("og:title"))
    found = [
        heading for heading in headings if len(key := text_key(heading)) >= SHORTEST_SHOWN and (key in tag or key == og)
    ]
    if len(og) >= SHORTEST_SHOWN and og in shown and og in tag:
        found.append(metadata.first("og:title"))
    return found[:1]


def _whole(title: str, others: Sequence[str]) -> str:
    """The title, or the one of the others that goes on where it was cut short with dots."""
    if not title.endswith(("...", "…")):
        return title
    start = text_key(title.rstrip(" .…"))
    longer = (other for other in others if other != title and text_key(other).startswith(start))
    return next((other for other in longer if len(text_key(other)) > len(start)), title)


def _uncut(title: str, others: Sequence[str], headings: Sequence[str]) -> str:
    """The title, or the heading that goes on where it was cut short without a mark, where another title agrees."""
    start = text_key(title)
    longer = [other for other in others if len(text_key(other)) > len(start) and text_key(other).startswith(start)]
    keys = [text_key(other) for other in longer]
    whole = (other for other in longer if other in headings and keys.count(text_key(other)) > 1)
    return next(whole, title) if len(start) >= SHORTEST_CUT else title


def _as_headed(title: str, headings: Sequence[str], tag: str, shown: Collection[str]) -> str:
    """The title, or where it is short for search engines, the headline that the page shows in its place.

    That is its one h1 where that has all of the title's words, or what of the title tag goes on and is shown whole.
    """
    key, longer = text_key(title), text_key(tag)
    if len(key) >= SHORTEST_SHOWN and longer in shown and key not in shown and longer.startswith(key):
        return tag if len(longer) <= MOST_LONGER * len(key) else title
    words = set(_WORD.findall(title.lower()))
    if len(headings) == 1 and len(words) >= FEWEST_WORDS and words < set(_WORD.findall(headings[0].lower())):
        return headings[0] if len(headings[0]) <= MOST_LONGER * len(title) else title
    return title


def _as_shown(title: str, shown: Collection[str]) -> str:
    """The longest beginning or end of a title tag that the page shows as a block of its own, else all of it."""
    cuts = [title[: match.start()] for match in _LOOSE_SEPARATOR.finditer(title)]
    cuts += [title[match.end() :] for match in _LOOSE_SEPARATOR.finditer(title)]
    cuts += [title[: match.start()] for match in _BRACKET.finditer(title)]
    if text_key(title) in shown:
        return title
    if label := _LABEL_FIRST.match(title):
        cuts.append(title[label.end() :])
    seen = [cut for cut in cuts if len(key := text_key(cut)) >= SHORTEST_SHOWN and key in shown]
    return max(seen, key=len, default=title)


def clean_title(title: str, sites: Iterable[str]) -> str:
    """A title without the names of its site at either end, its section and a Juche date."""
    title = _without_number(_JUCHE.sub("", squeeze(title)))
    names = tuple(sites)
    while True:
        pieces = [(m.start(), m.end()) for m in _SEPARATOR.finditer(title)]
        cut = title
        if pieces and _names_site(title[pieces[-1][1] :], names):
            cut = title[: pieces[-1][0]]
        elif pieces and _names_site(title[: pieces[0][0]], names):
            cut = title[pieces[0][1] :]
        elif match := _TAIL.search(title):
            cut = title[: match.start()]
        if cut == title or len(text_key(cut)) < 4:
            return title
        title = _without_number(cut)


def _without_number(title: str) -> str:
    """A title without the number of the article's page at its end, where something is left."""
    cut = _PAGE_NUMBER.sub("", title)
    return cut if len(text_key(cut)) >= SHORTEST_SHOWN else title


def title_keys(metadata: PageMetadata, listed: str = "") -> frozenset[str]:
    """The text keys of the titles that a page goes by, and of the beginnings and ends of its title tag."""
    tag = metadata.title[:LONGEST_READ]
    cuts = [*_LOOSE_SEPARATOR.finditer(tag)]
    titles = [tag, listed, metadata.first("og:title"), metadata.first("twitter:title")]
    titles += [tag[: match.start()] for match in cuts] + [tag[match.end() :] for match in cuts]
    titles += [text_value(node.get("headline")) for node in metadata.articles]
    return frozenset(key for title in titles if len(key := text_key(title)) >= SHORTEST_SHOWN)


def _names_site(text: str, sites: Iterable[str]) -> bool:
    key = text_key(text)
    return bool(key) and any(key == site or fuzz.ratio(key, site) > 88 for site in sites)


LONGEST_DENSE_NAME = 4  # letters of a name written without capitals
_WORD = re.compile(r"[^\W_]+")
_PERSON = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ'’-]+(?: [A-ZÀ-Ý][\w.'’-]*){1,2}")


def site_names(metadata: PageMetadata, url: str, outlet: str = "") -> tuple[str, ...]:
    """The text keys of the names that a page's site goes by."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = [outlet, *metadata.meta.get("og:site_name", ()), *metadata.meta.get("application-name", ()), host]
    names += [text_value(node.get("publisher")) for node in metadata.articles]
    names += metadata.meta.get("apple-mobile-web-app-title", ())
    names += [host.split(".")[0], *re.split(_SEPARATOR, outlet)]
    # What follows the headline in the title tag is the site's name, whatever it is.
    og = text_key(metadata.first("og:title"))
    pieces = _SEPARATOR.split(metadata.title)
    named = metadata.first("og:site_name")  # then a person's name there is the author's
    person = named and _PERSON.fullmatch(pieces[-1].strip())
    if len(pieces) > 1 and og and og == text_key(" ".join(pieces[:-1])) and not person:
        names.append(pieces[-1])
    return tuple(dict.fromkeys(key for name in names if (key := text_key(name))))


def title_tail(metadata: PageMetadata, title: str) -> tuple[str, ...]:
    """The text key of what follows the headline in the title tag, where it is too long for a person's name; or ()."""
    pieces = _SEPARATOR.split(metadata.title)
    tail = text_key(pieces[-1])
    named = is_dense(tail) and len(tail) > LONGEST_DENSE_NAME and len(pieces) > 1
    return (tail,) if named and tail not in text_key(title) and text_key(title) not in tail else ()
