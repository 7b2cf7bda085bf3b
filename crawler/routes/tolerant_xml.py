"""XML as servers send it: the encoding is settled first, then what breaks a parser is mended, then it is parsed."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from corpus.records import Skip
from crawler.routes.json_items import LOST
from crawler.routes.undeclared import likeliest_text, wide_codec

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# characters that XML 1.0 does not allow, https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,30})|([0-9]{1,30}));")
_PAIR = re.compile(r"&#[xX]0{0,9}([dD][89abAB][0-9a-fA-F]{2});&#[xX]0{0,9}([dD][c-fC-F][0-9a-fA-F]{2});")
_ENTITY = re.compile(r"""<!ENTITY\s+([A-Za-z][\w.-]{0,30})\s+["']([^"'<&%]{0,200})["']\s*>""")
_MOST_ENTITIES = 50
_ROOT = re.compile(r"<[A-Za-z][\w:.-]*")
_HEAD = 20_000  # characters in which the document type and the root element are looked for
_PREFIXED = re.compile(r"<([A-Za-z][\w.-]{0,30}):[A-Za-z]")
_PREFIXED_ATTRIBUTE = re.compile(r"\s([A-Za-z][\w.-]{0,30}):[A-Za-z][\w.-]{0,30}=[\"']")
# what the prefixes mean that feeds and sitemaps use
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rss": "http://purl.org/rss/1.0/", "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/", "media": "http://search.yahoo.com/mrss/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0", "news": "http://www.google.com/schemas/sitemap-news/0.9",
}  # fmt: skip
_BARE_AMPERSAND = re.compile(r"&(?!(?:#[0-9]{1,30}|#x[0-9a-fA-F]{1,30}|[A-Za-z][A-Za-z0-9]{0,30});)")
_DECLARED_IN = 4096  # bytes in which a document's own declaration stands
# codecs of Python's own, and those in which ASCII's letters mean something else
_NO_TEXTS = frozenset(
    ("ascii", "idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7", "charmap")
)
_STRAY = 0.01  # at most this share of a text may be undecodable for its encoding still to be believed


def decode_text(body: bytes, content_type: str = "") -> str:
    """The text of a listing or a page: by its byte order mark, as UTF-8 where it is that, by its header or declaration,
    else by what it holds.

    Stray bytes are replaced by U+FFFD; only where many do not fit is an encoding disbelieved. A label that is none of
    an encoding of texts is passed over, as is one of two bytes a character, which the zeros would have shown.
    """
    body = _without_marks(body)
    mark, _ = read_bom(body)
    wide = mark or wide_codec(body)
    if wide:
        return body.decode(wide, "replace").lstrip("\ufeff")
    labels = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:_DECLARED_IN]))
    declared = [name for label in labels if label and (name := resolve_encoding(label)) and _is_text_codec(name)]
    # bytes that are UTF-8 by chance alone are rare; servers that name another encoding out of habit are not
    for name in (*declared, "utf-8") if body.isascii() else ("utf-8", *declared):
        text = body.decode(name, "replace")
        if _is_believed(text, is_utf_8=name == "utf-8"):
            return text
    return likeliest_text(body)


def _is_believed(text: str, *, is_utf_8: bool) -> bool:
    """Whether few enough bytes of a text did not fit its encoding.

    Of letters in another encoding hardly any are letters in UTF-8: twice as many sound ones as stray bytes are proof.
    """
    strays = text.count("\ufffd")
    if strays <= 1 or not is_utf_8:
        return strays <= max(1, len(text) * _STRAY)
    return len(text) - len(text.encode("ascii", "ignore")) >= 3 * strays


def _without_marks(body: bytes) -> bytes:
    """The body without blanks before a byte order mark in UTF-8, and without a second mark."""
    stripped = body.lstrip()
    while stripped.startswith(codecs.BOM_UTF8):
        body = stripped = stripped.removeprefix(codecs.BOM_UTF8)
    return body


def _is_text_codec(name: str) -> bool:
    """Whether a codec is one in which texts are sent, eight bits at a time, and more than ASCII."""
    name = codecs.lookup(name).name
    if name in _NO_TEXTS or name.startswith(("utf-16", "utf-32")):
        return False
    try:
        return b" ".decode(name) == " "  # "rot13" and "zlib" are none of texts, "cp037" none of the web's
    except (LookupError, ValueError):
        return False


def mend_xml(text: str) -> str:
    """The text without what no parser takes: forbidden characters, ampersands that begin no entity, the declaration.

    Prefixes that are used and nowhere declared are declared, and the text's own entities are put in.
    """
    text = _NOT_XML.sub("", _DECLARATION.sub("", text, count=1))
    text = _NUMBERED.sub(_allowed, _PAIR.sub(_joined_halves, text))
    text = _declare_prefixes(_with_own_entities(text))
    text = _close_sections(text)
    mended, at = [], 0
    while (begins := text.find("<![CDATA[", at)) >= 0 and (ends := text.find("]]>", begins)) >= 0:
        mended += [_BARE_AMPERSAND.sub("&amp;", text[at:begins]), text[begins : ends + 3]]
        at = ends + 3
    return "".join([*mended, _BARE_AMPERSAND.sub("&amp;", text[at:])])


def _close_sections(text: str) -> str:
    """The text with each CDATA section closed: one that another begins in, or that never ends, at its element's end."""
    first, *rest = text.split("<![CDATA[")
    closed = [part if "]]>" in part else part.replace("</", "]]></", 1) for part in rest]
    return "<![CDATA[".join([first, *closed])


def _joined_halves(found: re.Match[str]) -> str:
    """Two references to the halves of one character, as the character."""
    high, low = (int(half, 16) for half in found.groups())
    return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)


def _allowed(found: re.Match[str]) -> str:
    """A reference to a character as XML writes it; `LOST` for what is no character, "" for one that XML does not allow.

    No character are a half of one and what lies beyond Unicode, which the HTML standard (13.2.5.80) reads as U+FFFD.
    """
    number = int(found[1], 16) if found[1] else int(found[2])
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return LOST
    return "" if _NOT_XML.match(chr(number)) else f"&#{number};"


def _with_own_entities(text: str) -> str:
    """The text with the entities that its own document type defines as plain words; others stay as they are."""
    said = dict(_ENTITY.findall(text[:_HEAD])[:_MOST_ENTITIES])
    if not said:
        return text
    return re.sub(r"&([A-Za-z][\w.-]{0,30});", lambda found: said.get(found[1], found[0]), text)


def _declare_prefixes(text: str) -> str:
    root = _ROOT.search(text[:_HEAD])
    if root is None:
        return text
    used = dict.fromkeys(_PREFIXED.findall(text) + _PREFIXED_ATTRIBUTE.findall(text))
    missing = [name for name in used if name not in ("xml", "xmlns") and f"xmlns:{name}" not in text]
    said = "".join(f' xmlns:{name}="{_NAMESPACES.get(name.lower(), f"urn:{name}")}"' for name in missing[:50])
    return text[: root.end()] + said + text[root.end() :]


def parse_xml(text: str) -> Any:
    """The root element of a mended text, as far as it can be read; elements that were cut off are closed.

    Raises:
        Skip: `unparsable` where there is no element at all.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.strip().encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Skip("unparsable", str(error)[:200]) from error
    if root is None:
        raise Skip("unparsable", "no element in it")
    return root


def local_name(element: Any) -> str:
    """An element's name without namespace or prefix, declared or not; "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
