"""XML as servers send it: the encoding is settled first, then what breaks a parser is mended, then it is parsed."""

from __future__ import annotations

import codecs
import re
from typing import Any

from charset_normalizer import from_bytes
from lxml import etree
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from corpus.records import Skip

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# characters that XML 1.0 does not allow, https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,30});)")
# Korean, Chinese and Japanese encodings that are sent without being declared, tried in this order
_UNDECLARED = ("cp949", "gb18030", "cp932")
_STRAY = 0.01  # at most this share of a text may be undecodable for its encoding still to be believed


def decode_xml(body: bytes, content_type: str = "") -> str:
    """The text of an XML body: by its byte order mark, its header, its declaration, else as UTF-8 or by what it holds.

    A stray byte is replaced by U+FFFD; only where many do not fit is the declared encoding disbelieved.
    """
    mark, _ = read_bom(body)
    if mark:
        return body.decode(mark, "replace").removeprefix("\ufeff")
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body[:2000])
    for name in dict.fromkeys(filter(None, (declared and resolve_encoding(declared), "utf-8"))):
        text = body.decode(name, "replace")
        if text.count("\ufffd") <= max(1, len(text) * _STRAY) and _is_text_codec(name):
            return text
    return _guess(body)


def _is_text_codec(name: str) -> bool:
    return codecs.lookup(name).name != "ascii"


def _guess(body: bytes) -> str:
    """The text in an encoding that nobody declared: the first of the region's that fits, else the likeliest."""
    for name in _UNDECLARED:
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    best = from_bytes(body).best()
    return str(best) if best is not None else body.decode("utf-8", "replace")


def mend_xml(text: str) -> str:
    """The text without what no parser takes: forbidden characters, ampersands that begin no entity, the declaration."""
    text = _NOT_XML.sub("", _DECLARATION.sub("", text, count=1))
    mended, at = [], 0
    while (begins := text.find("<![CDATA[", at)) >= 0 and (ends := text.find("]]>", begins)) >= 0:
        mended += [_BARE_AMPERSAND.sub("&amp;", text[at:begins]), text[begins : ends + 3]]
        at = ends + 3
    return "".join([*mended, _BARE_AMPERSAND.sub("&amp;", text[at:])])


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
