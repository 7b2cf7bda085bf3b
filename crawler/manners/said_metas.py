"""The meta elements that a page says, found as a browser finds them: none in comments, scripts, texts or templates."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from w3lib.encoding import read_bom

from crawler.routes.undeclared import wide_codec

_WORDS = ("noai", "noarchive", "tdm-reservation")
# an ASCII letter or a hyphen written as a reference, by which such a word may be hidden: hardly a page has one
_SPELT = re.compile(
    rb"&#(?:0*(?:4[5]|6[5-9]|[78]\d|90|9[7-9]|1[01]\d|12[0-2])(?!\d)|x0*(?:2d|[46][1-9a-f]|[57][0-9a])(?![0-9a-f]))"
)
# elements whose content is text and holds no element. Not noscript: it counts for who runs no scripts, as we
_TEXTS = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_ENDS = {name: re.compile(rf"</{name}[\s/>]") for name in _TEXTS}
_NAMES = "|".join(("meta", "template", "svg", "math", *_TEXTS))
_TO_TAGS_END = r"""(?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))*+>"""  # a > within quotes ends no tag
_TAG = re.compile(rf"<(/?)({_NAMES})(?=[\s/>])({_TO_TAGS_END})")
# what stands between: text, other elements' tags, <!doctype>, <?xml?>
_BETWEEN = re.compile(
    rf"(?:[^<]++|</?(?!(?:{_NAMES})[\s/>])[a-z]{_TO_TAGS_END}|</(?![a-z])[^>]*+>|<!(?!--)[^>]*+>|<\?[^>]*+>"
    r"|<(?![a-z/!?]))*+"
)
_COMMENT_END = re.compile(r"--!?>")
_IN_SCRIPT = re.compile(r"<!--|-->|<(/?)script[\s/>]")
_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?""")


@lru_cache(maxsize=1)  # several ask it of one page, one after another
def said_metas(body: bytes) -> tuple[tuple[str, str], ...]:
    """(name, content), in small letters, of each meta element of a page that has a word of opt-outs; else none.

    Those in the body of a page count too, where careless templates put them.
    """
    text = _in_small_letters(body)
    last = max(text.rfind(word) for word in _WORDS)
    if _SPELT.search(body.lower()) is not None:
        last = len(text)
    return tuple(_Scan(text, last).metas()) if last >= 0 else ()


def _in_small_letters(body: bytes) -> str:
    """The text of a page as far as ASCII goes, the only letters that markup and wishes are written in."""
    mark, _ = read_bom(body)
    wide = mark if mark and mark != "utf-8" else wide_codec(body)
    if wide:
        return body.decode(wide, "replace").lower()
    if body.isascii() and b"\x1b$" in body:  # ISO 2022, in which quotes and brackets are parts of letters
        return body.decode("iso2022_kr" if b"\x1b$)C" in body else "iso2022_jp_ext", "replace").lower()
    return body.lower().decode("latin-1")  # in all other encodings of pages these bytes mean nothing else


class _Scan:
    """One way through a page's text, from its start to its last word of opt-outs at `last`.

    What never ends (a comment, a script, a template) is none, whatever browsers make of it: who asks is heard. That it
    never ends is looked for once only, so that a page takes time in proportion to its length.
    """

    def __init__(self, text: str, last: int) -> None:
        self._text = text
        self._last = last
        self._is_xml = text[:200].lstrip("\ufeff\xef\xbb\xbf \r\n\t").startswith("<?xml")
        self._endless: set[str] = set()

    def metas(self) -> list[tuple[str, str]]:
        """(name, content) of the meta elements up to there."""
        text, at = self._text, 0
        said: list[str] = []
        in_template: list[str] = []
        templates = foreign = 0  # how deep in templates, and in drawings and formulas
        while True:
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
            if at > self._last and not templates:
                break
            if text.startswith("<!--", at):
                at = self._behind_comment(at)
                continue
            tag = _TAG.match(text, at)
            if tag is None:
                break  # the end, or a tag that never ends
            at = tag.end()
            ends, name, rest = bool(tag[1]), tag[2], tag[3]
            closes_itself = rest.endswith("/>") and (self._is_xml or foreign > 0)
            if name == "meta":
                (in_template if templates else said).append(rest)
            elif name == "template":
                templates = max(0, templates - 1) if ends else templates + (not closes_itself)
                if not templates:
                    in_template.clear()
            elif name in ("svg", "math"):
                foreign = max(0, foreign - 1) if ends else foreign + (not rest.endswith("/>"))
            elif not ends and not closes_itself:
                at = self._behind_text(name, at)
        return [_name_and_content(rest) for rest in said + in_template]

    def _behind_comment(self, at: int) -> int:
        # the two hyphens of "<!-->" begin a comment and end it
        end = None if "<!--" in self._endless else _COMMENT_END.search(self._text, at + 2)
        if end is None:
            self._endless.add("<!--")
            return at + 4
        return end.end()

    def _behind_text(self, name: str, at: int) -> int:
        """Where the content of a script, a style, a title and the like ends; `at` where it never does."""
        if name in self._endless:
            return at
        if name == "script" and "escaped script" not in self._endless:
            end = self._scripts_end(at)
            if end is not None:
                return end
            self._endless.add("escaped script")
        found = _ENDS[name].search(self._text, at)
        if found is None:
            self._endless.add(name)
            return at
        return found.start()

    def _scripts_end(self, at: int) -> int | None:
        """Where a script ends: an end tag behind <!-- and <script>, as in old pages, is not its own."""
        escaped = inner = False
        for found in _IN_SCRIPT.finditer(self._text, at):
            if found[0] == "<!--":
                escaped = self._text[found.end() : found.end() + 1] != ">"
            elif found[0] == "-->":
                escaped = inner = False
            elif not found[1]:
                inner = escaped
            elif inner:
                inner = False
            else:
                return found.start()
        return None


def _name_and_content(attributes: str) -> tuple[str, str]:
    """The name and the content of a tag; of an attribute said twice the first counts."""
    said: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(attributes):
        value = next((value for value in found.groups()[1:] if value is not None), "")
        said.setdefault(found[1], unescape(value).lower())
    return said.get("name", "").strip(), said.get("content", "").strip()
