"""The names of an article's authors, split from bylines and metadata, without places, titles and outlets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain, groupby, takewhile
from typing import Any

from extract.fields.agency import find_agency
from extract.fields.byline_forms import BylineForm, byline_forms
from extract.fields.byline_model import named_in, says_who_wrote, speaks_of_writing
from extract.fields.byline_settings import inside_brackets, labelled_groups, names_writer, plain_byline, turned_names
from extract.fields.date_forms import MONTHS, read_dates
from extract.fields.no_names import bare_name, is_nobody, with_full_stop, without_address, without_offices
from extract.fields.written_names import NO_BREAK, as_names, distinct, kept_together
from extract.page.blocks import is_dense, text_key
from extract.page.json_ld import text_value
from extract.page.metadata import PageMetadata
from extract.page.trip_records import BylineLine

LONGEST_BYLINE = 140
LONGEST_MARKED = 80
LONGEST_LIST = 1_000
SHORTEST_SITE = 3  # letters of a site's name in capitals
# By how much it is likelier (log) that a line names authors than that it names nobody.
LEAST_SURE = 1.0
BARE = 1.5  # where no word and no class says that a line is about who wrote
SURE = 4.0  # beside what else names them
META_NAMES = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "dable:author")
# What follows a byline's names on the same line: a place, a date, an address, a bar.
_TAIL = re.compile(
    r"\s*(?:[|•/\[(<—–:;]|\.\s(?=\w+ by\b)"
    r"|(?<![가-힣一-鿿])·|\d|[\w.+-]{1,64}@|\s-\s|,?\s+(?:in|at|on|for|from|of|updated|published|posted"
    r"|reporting|is an?|em|aus|à)\s|$).*$"
    r"|,\s+(?:(?:[A-Z][\w.'’]*\s+){0,3}(?:News|Times|Post|Press|Journal|Dispatch|Daily|Courier|Herald|Tribune|Gazette|Radio|TV"
    r"|Wire|Korean|Staff\s\w+)|[A-Z]{2,6}(?:\s[A-Z]\w+)?)\s*$"
)
# A name in capitals before its agency or office: "LENA ORTEGA Great Basin News".
_BEFORE_OFFICE = re.compile(r"^((?=[^a-z]*[A-Z]{2})[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){1,2}) (?=[A-Z][a-z]).*$")
# A post before a name: "staff reporter Kim Su Hyang".
_POST = re.compile(
    r"^(?i:(?:our|the|own|staff|special|senior|chief) ){0,3}(?i:reporter|correspondent|writer|stringer)s?,? "
    r"(?=[A-Z][\w.'’-]* [A-Z])"
)
_INITIALS = re.compile(r"\b[A-ZÀ-ÝЀ-Я]\.")
# Names end at a place where another name may follow: "Ri Mi in Seoul and Pak Chol in Dandong".
_PLACE = re.compile(r"\s+(?:in|at|from)\s+[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,3}(?=\s*(?:,|;|&|\band\b))")
_JOIN = re.compile(
    r"\s*(?:,|;|\s&\s|、|，|·|ㆍ|・|／|\band\b|\bwith\b|\bavec\b|\bmit\b|\bund\b|\bet\b|\by\b|(?-i:\bи\b)(?!\.)|와\s|및\s)\s*|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]{2,4})",
    re.IGNORECASE,
)
# A foreign name's own dot: "马可·德尔菲诺"; names of our neighbours have at most three signs.
_FOREIGN = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,6}·(?:[\u4e00-\u9fff]{4,7}|[\u4e00-\u9fff])|[\u4e00-\u9fff]{4,7}·[\u4e00-\u9fff]{2,6})(?![\u4e00-\u9fff])"
)
# The dot between the parts of a foreign name in katakana: "アンナ・クリロワ".
_KATAKANA_DOT = re.compile(r"(?<=[\u30a1-\u30fa\u30fc])・(?=[\u30a1-\u30fa])")
_ROLE = re.compile(
    r"\b(reporters?|correspondents?|staff( writers?)?|editors?|columnists?|contributors?|analysts?|bureau( chief)?"
    r"|writers?|special to .*|guest|senior|chief|our|desk|team|agencies|newsroom|wire|service|newspapers?|press|online"
    r"|admin(istrator)?|editorial( board)?|redaktion|rédaction|redacción|редакция|news|authors?|byline|writer"
    r"|updated?|published"
    r"|기자|특파원|논설위원|선임기자|记者|記者)\b|^(입력|수정|등록|승인|기사입력|편집국|편집부|온라인뉴스팀|디지털뉴스팀|뉴스팀|인턴|객원|편집|관리자"
    r"|编辑部|本报|本网|综合|来源|編集部|社説|.*(支社|支局|総局|社会部|経済部|政治部|外信部|国際部|報道部|文化部|運動部|地方部|取材班|뉴스|일보|신문|방송|통신|취재팀|报道|報導|讯|摄影|新闻|日报|新聞|通信|訊|晚報|晚报|日報|時報|新報|週刊|即時|センター))$"
    r"|^.{2,}(中心|团队|團隊|工作室|编译|編譯|编辑室|編輯室|小组|小組|[^服阿渡][组組部社班局]|取材班|チーム|팀|센터|데스크|위원회|연구소)$"
    r"|^(see|view|read|more|about|follow|contact|full|all)\s|^(by|por|par|von|share|print|organization|未知|佚名|匿名)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’‘·・-]*(?:\s+[^\W\d_][\w.'’‘-]*){0,5}")
_FULL_NAME = r"[A-ZÀ-ÝЀ-Я][\w’'.-]+(?: [A-ZÀ-ÝЀ-Я][\w’'.-]*){1,2}"
_LIST = re.compile(rf"{_FULL_NAME}(?:, {_FULL_NAME}){{1,9}}(?:,? (?:and|&|и) {_FULL_NAME})?")
_SIGNATURE = re.compile(
    rf"{_FULL_NAME}(?:(?:, | and | & | и ){_FULL_NAME}){{0,3}}(?:,? [«“\"][^«»“”\"]{{2,30}}[»”\"])?"
)
# Who edited an article, as pages say it, and meta tags name for its author.
_EDITED = re.compile(
    r"(?:责任编辑|責任編輯|责编|責編|编辑|編輯|편집|редактор|edited by|editor)\s?[:：]?\s?"
    r"([^\s\]）)】|,，]{2,20}(?: [A-Z][\w'’-]+)?)",
    re.IGNORECASE,
)
# Dates, addresses and labels that stand among a byline's words.
_AMONG = re.compile(
    r"[【\[(（]?\s?(?:字号|字號|字体|字體|글자 ?크기)\s?[:：].*$|[(<\[]?[\w.+-]+@[\w-]+(\.[\w-]+)+[)>\]]?"
    r"|(?:기사)?(?:입력|수정|등록|승인|작성)(?:일시?|시간)?\s?[:：]?|(?:last\s)?(?:updated|published|posted|modified)(?:\s(?:on|at))?\s?:?",
    re.IGNORECASE,
)
_BESIDE_NAME = re.compile(r"^[가-힣]{2,6}\s?=\s?|\s*(?:선임|수석|인턴)?\s?(기자|특파원|记者|記者|特派員)$")
# A line may go on with another label: "Words: Ana Reyes  Pictures: Tuya Ganbold", "来源：江渡网 作者：骆一宁".
_NEXT_LABEL = re.compile(
    r"\s+(?=(?:words|text|pictures?|photos?|photography|images?|illustrations?|graphics?|video|editing|editors?)\s?:"
    r"|(?:来源|來源|作者|记者|記者|撰文|文|图|摄影|编辑|責編|责编|责任编辑|글|사진|그래픽|영상|편집|автор|текст|фото)\s?[:：/／=]"
    r"|(?:本报|本网|本刊|特约)?(?:记者|記者|通讯员|通訊員|摄影|编辑|责编|翻译|校对)\s)",
    re.IGNORECASE,
)
_WRITING = re.compile(
    r"(?:本报|本网|本刊|特约)?(?:记者|記者|通讯员|通訊員|作者|撰文|글|취재|автор|текст|words|text)", re.IGNORECASE
)
_AUTHORS_LABEL = re.compile(r"^\s*(?:authors?|by|written by)[\s:|]+", re.IGNORECASE)
_TOOK_PART = re.compile(r"\b(reported|contributed|assisted)\b|\breporting (by|from)\b", re.IGNORECASE)
_BARS = re.compile(r"\s*[|ㅣ│•｜]\s*|\s+[·/–—-]\s+|\s*／\s*|\u3000+")
OUTLET = re.compile(
    r"\b(post|times|journal|herald|tribune|gazette|dispatch|courier|daily|review|magazine|monitor|agency"
    r"|bulletin|chronicle|observer|ledger|newswire|network|telegraph|mirror|inquirer|examiner|broadcasting|insider)\W*$",
    re.IGNORECASE,
)


def read_authors(
    metadata: PageMetadata,
    near_headline: Iterable[str],
    edges: Iterable[str],
    marked: Iterable[str] = (),
    *,
    sites: Collection[str] = (),
    shown: Iterable[str] = (),
    about: Iterable[BylineLine] = (),
    bios: Iterable[str] = (),
) -> tuple[str, ...]:
    """The authors' names in order: as JSON-LD has them, else meta tags, else the byline by the headline or at an edge.

    `marked` are short lines that the page's own class names call a byline; `sites` the text keys of the names of the
    outlet, which is nobody; `shown` the page's short lines, which may say that one only edited it; `about` the lines
    that a trained model looks for names in; `bios` the lines that tell under it who they are. A name in capitals alone
    is written as a name.
    """
    near, ends, marked = list(near_headline), list(edges), tuple(marked)
    about = tuple(replace(line, text=plain_byline(line.text)) for line in about)
    edited = {text_key(name) for line in (*near, *ends, *shown) for name in _EDITED.findall(line)}
    told = map(names_in_bio, bios)
    for named in chain(_candidates(metadata, near, ends, marked, about), told):
        people = tuple(name for name in named if not _of_site(name, sites) and text_key(name) not in edited)
        people = as_names(people, sites)
        if people:
            placed = [line for line in marked if re.search(r"[＝=]", line)]  # "ウラジオストク＝山添亮、Olga Petrenko"
            said = [names for line in placed if set(people) < set(names := as_names(split_byline(line), sites))]
            people = _with_others(said[0] if said else people, about, edited, sites)
            return distinct(name for name in people if not any(_within(name, other) for other in people))
    return ()


def _of_site(name: str, sites: Collection[str]) -> bool:
    """Whether a name is the site's, or in a script without capitals the beginning of it; blanks are nobody's."""
    key = text_key(name)
    if not name.strip() or key in sites or (is_dense(key) and any(site.startswith(key) for site in sites)):
        return True
    first = name.split()[0]  # "ITENA Imagery Lab"
    return first != name and first.isupper() and len(first) >= SHORTEST_SITE and text_key(first) in sites


def _with_others(
    people: tuple[str, ...], about: Sequence[BylineLine], edited: Collection[str], sites: Collection[str]
) -> tuple[str, ...]:
    """The authors with those that a line surely names beside them, or under the article as having taken part."""
    for line in about:
        if line.place == "below" and _tells_of(people, line.text):
            continue
        named = as_names(_people_in(line, SURE), sites)
        named = tuple(name for name in named if text_key(name) not in edited)
        if set(people) < set(named):
            people = named
        elif line.place == "below" and says_who_wrote(line.text):
            people = tuple(dict.fromkeys((*people, *named)))
    return people


def _tells_of(people: Sequence[str], line: str) -> bool:
    """Whether a line tells who one of some people is: what else it names are the books and programmes they make."""
    told = names_in_bio(line)
    return bool(told) and set(told) <= set(people) and _TOOK_PART.search(line) is None


def _stated(metadata: PageMetadata) -> list[tuple[str, ...]]:
    """Whom a page's JSON-LD and meta tags state as authors, as they are written there."""
    nodes = (node.get("author") for node in metadata.articles)
    stated = [tuple(_ld_names(author if isinstance(author, list) else [author])) for author in nodes]
    return stated + [tuple(v for v in metadata.meta.get(key, ()) if "://" not in v and v.strip()) for key in META_NAMES]


def stated_authors(metadata: PageMetadata) -> tuple[str, ...]:
    """The persons whom a page's metadata state as its authors."""
    return tuple(dict.fromkeys(name for written in _stated(metadata) for name in clean_names(written)))


def _candidates(
    metadata: PageMetadata,
    near_headline: Sequence[str],
    edges: Iterable[str],
    marked: Iterable[str],
    about: Sequence[BylineLine],
) -> Iterable[tuple[str, ...]]:
    stated = _stated(metadata)
    yield from map(clean_names, stated)
    # whom a page calls a house's work is signed, if at all, in so many words
    bare = BARE if not any(stated) else SURE
    head = [line for line in about if line.place != "below"]
    yield from _by_model([line for line in head if speaks_of_writing(line)], LEAST_SURE)
    people = [
        name
        for line in marked
        for name in split_byline(line) or clean_names([_without_dates(line)] if len(line) <= LONGEST_MARKED else [])
    ]
    yield tuple(dict.fromkeys(people))
    yield from (split_byline(line) for line in near_headline if names_writer(line))
    yield from _by_model([line for line in head if len(line.text) <= LONGEST_MARKED], bare)
    for line in (*near_headline, *edges):
        yield split_byline(line)
    for line in near_headline:  # "Dana Whitlock 2 March 2026"
        undated = _without_dates(line) if len(line) <= LONGEST_MARKED else line
        first, _, place = undated.partition(", ")
        undated = first if is_nobody(place) else undated  # "Gleb Osintsev, Ussuriysk"
        if undated != line and is_signature(undated) and not OUTLET.search(undated):
            yield clean_names([undated])
    for line in edges:
        if is_signature(line):
            yield clean_names([line])
        yield names_at_end(line)
    below = [line for line in about if line.place == "below"]
    yield from _by_model([line for line in below if speaks_of_writing(line)], LEAST_SURE)
    yield from _by_model([line for line in below if len(line.text) <= LONGEST_MARKED], bare)


def _by_model(about: Iterable[BylineLine], least: float) -> Iterable[tuple[str, ...]]:
    """The names that the model finds, the first line's first; lines made alike, one after the other, name one each."""
    for _, alike in groupby(about, key=lambda line: (line.place, line.tag, line.names)):
        named = [_people_in(line, least) for line in alike]
        first = next((index for index, names in enumerate(named) if names), 0)
        yield tuple(dict.fromkeys(name for names in takewhile(bool, named[first:]) for name in names))


def _people_in(line: BylineLine, least: float) -> tuple[str, ...]:
    """Whom the model finds, or all whom the line names by its labels where the model finds some of them."""
    if groups := labelled_groups(line.text):
        return clean_names(groups)
    listed = _AUTHORS_LABEL.sub("", line.text)
    if ";" in listed and turned_names(listed) != listed:
        return clean_names([listed])
    named = without_offices(clean_names(named_in(line, least=least)), line.text)
    named = tuple(name for name in named if not OUTLET.search(name))
    for told in (_labelled(line.text), _listed(line.text, named)) if named else ():
        if set(named) < set(told):
            return told
    told = split_byline(line.text) if named and _INITIALS.search(line.text) else ()
    if len(told) >= len(named) and all(any(name in whole for whole in told) for name in named):
        return told  # the model takes an initial's stop for the end of a name
    return named


def _labelled(line: str) -> tuple[str, ...]:
    """The names after each of a line's labels: "本报记者 邵雨 本报通讯员 宋春江"."""
    parts = [part for part in _NEXT_LABEL.split(_without_dates(line)) if _WRITING.match(part.strip())]
    return tuple(dict.fromkeys(name for part in parts for name in split_byline(part))) if len(parts) > 1 else ()


def _listed(line: str, named: Sequence[str]) -> tuple[str, ...]:
    """All names of a list of full names of which several are known: "Hong Sera, Odo Brandt and Runa Askeland"."""
    lists = (clean_names([match[0]]) for match in _LIST.finditer(line)) if len(named) > 1 else ()
    return next((names for names in lists if set(named) < set(names)), ())


def names_at_end(line: str) -> tuple[str, ...]:
    """The names in a line that signs a text, as "【洪世羅】"; () if it is none."""
    return next((names for form in byline_forms() if (names := _by_form(form, line, where="end"))), ())


def names_in_bio(line: str) -> tuple[str, ...]:
    """The names in a line that tells under an article who wrote it, as "Hong Sera is a former banker."; or ()."""
    return next((names for form in byline_forms() if (names := _by_form(form, line, where="bio"))), ())


def is_signature(line: str) -> bool:
    """Whether a line is nothing but names of two or three words, as under an article."""
    return len(line) <= LONGEST_MARKED and _SIGNATURE.fullmatch(line.strip()) is not None


def split_byline(line: str) -> tuple[str, ...]:
    """The names in a line that is a byline, as "By Ri Song Mi and Pak Chol in Seoul"; () if it is none."""
    line = plain_byline(line.strip())
    for form in byline_forms():
        if form.where == "start" and (match := form.pattern.match(line[:LONGEST_BYLINE])):
            return clean_names([match["names"]])
    if len(line) > LONGEST_BYLINE:
        return ()
    if groups := labelled_groups(line):
        return clean_names(groups)
    plain = _without_dates(line)
    labelled = _NEXT_LABEL.split(plain)
    for part in dict.fromkeys(
        (*(labelled if len(labelled) > 1 else ()), line, plain, inside_brackets(plain), *_BARS.split(plain))
    ):
        names = next((found for form in byline_forms() if (found := _by_form(form, part))), ())
        if names:
            return names
    return ()


def _by_form(form: BylineForm, part: str, *, where: str = "line") -> tuple[str, ...]:
    match = form.pattern.fullmatch(part.strip()) if form.where == where else None
    if match is None:
        return ()
    names = clean_names([_without_dates(match["names"])])
    # "by Adreel" is an advertiser's, "by far" is no byline
    alone = len(names) == 1 and names[0].isascii() and " " not in names[0] and part.strip()[:1].islower()
    return () if alone else names


def _without_dates(line: str) -> str:
    """A line without the dates, addresses and labels in it."""
    for written in read_dates(line):
        line = line.replace(written.text, " | ", 1)
    return _AMONG.sub(" | ", line).strip(" |,")


def clean_names(values: Iterable[str]) -> tuple[str, ...]:
    """Personal names in texts that may join several, repeat them, or name a role, an outlet or an agency instead."""
    names: list[str] = []
    for value in values:
        # the patterns below are cubic in a run of blanks, and no list of authors is as long
        value = " ".join(value.split())[:LONGEST_LIST]
        value = without_address(value)
        if value.count(" in ") == 1:  # "A and B in Jakarta and Hanoi"
            value = value.partition(" in ")[0]
        value = turned_names(re.sub(r"^\s*(by|author:|von|par)\s+", "", value, flags=re.IGNORECASE))
        value = _POST.sub("", value)
        value = re.sub(r"(기자|특파원)\s*[·ㆍ/]\s*(?=[가-힣])", r"\1, ", value)
        value = _TAIL.sub("", re.sub(r"^[\s|]+", "", _PLACE.sub("", _BEFORE_OFFICE.sub(r"\1", value))))
        value = _FOREIGN.sub(lambda match: match[0].replace("·", "‧"), value)
        value = _KATAKANA_DOT.sub("･", value)
        full = False
        value = kept_together(value)
        for part in (piece.replace("‧", "·").replace("･", "・").replace(NO_BREAK, " ") for piece in _JOIN.split(value)):
            name = re.sub(
                r"^(?:(?:본사|특파|본지)기자\s|[가-힣]{2,6}\s?=|[\u30a0-\u30ff\u4e00-\u9fff]{1,8}\s?[＝=])\s?"
                r"|\s*(?:선임|수석|인턴|객원|시민|수습|전문|명예)?\s?(기자|특파원|记者|記者|特派員)$|\s(?:객원|시민|수습)$",
                "",
                part.strip(" .·-–—,"),
            )
            name = bare_name(name)
            place = full and " " not in name and name.isascii()  # "Hong Sera, Hyesan"
            if _is_name(name) and not place:
                names.append(with_full_stop(name, part))
                full = " " in name
    # "スクープ 寺町六花", beside the name alone
    return tuple(name for name in distinct(names) if not any(_within(name, other) for other in names))


def _within(name: str, other: str) -> bool:
    """Whether a name is another with a label before it, or the beginning of a longer one in Korean.

    "Anna Kim" is no "Kim" with a label: the beginnings of names in letters with capitals are names.
    """
    labelled = name.endswith(f" {other}") and (" " in other or not other[0].isupper())
    return labelled or (other != name and other.startswith(name) and "가" <= name[0] <= "힣")


def _is_name(name: str) -> bool:
    if not 2 <= len(name) <= 60 or _NAME.fullmatch(name) is None:
        return False
    if name.strip(".").lower() in MONTHS and name.lower() != "may":  # with a family name it may be one: April Kim
        return False
    return not (_ROLE.search(name) or is_nobody(name) or name.islower()) and find_agency([name]) is None


def _ld_names(authors: Sequence[Any]) -> Iterable[str]:
    for author in authors:
        if isinstance(author, dict) and "Person" not in str(author.get("@type", "Person")):
            continue
        name = text_value(author)
        if name and "://" not in name:
            yield name
