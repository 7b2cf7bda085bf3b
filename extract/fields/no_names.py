"""Words in the place of a name that name nobody: a weekday, a town, a label of the page, an organisation, an office."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

# A house's letters right after a name: "Caio Quero BBC Brasil". Family names are written in capitals too, "Yuki SATO":
# without a vowel it is a house's, else only where it is known.
_LETTERS = re.compile(
    r"(?<=[a-zà-ÿ] )(?!I{2,3}\b|IV\b|VI{0,3}\b|MD\b|PhD\b|MP\b|JR\b|SR\b)"
    r"(?:[B-DF-HJ-NP-TV-XZ]{3,5}|ABC|AFP|ANSA|ANI|DPA|EFE|RFA|RFE|TASS|UPI|VOA)(?: [A-Z]\w+)?$"
)
_BELONGING = re.compile(r"^(?:the )?[A-Z][\w.]*['’]s (?=[A-Z])", re.IGNORECASE)
_AFTER = re.compile(
    r"\s+(?:become a|follow(?: on)?|more (?:by|from)|view (?:all|profile)|see (?:all|more)|am|vom|от)(?:\s.*)?$",
    re.IGNORECASE,
)
# "이남경 Mk스포츠": a Korean name before a house's.
_HOUSE = re.compile(r"(?<=^[가-힣]{3}) \S*(?:[A-Za-z]|스포츠|뉴스|일보|닷컴|연예|경제|신문|방송)\S*$")
_FEED_AUTHOR = re.compile(r"[\w.+-]{1,64}@[\w.-]{3,80}\s*[(（<]\s*(?P<name>[^()（）<>@]{2,80})\s*[)）>]")
# A name again in another script: "왕리(王莉)", "Kim Il Sung (김일성)".
_BRACKETS = re.compile(r"(?<=[가-힣])[(（]([^()（）]{2,20})[)）]")
_AGAIN = re.compile(
    r"(?<=[가-힣])\s?[(（][\u4e00-\u9fff]{2,4}[)）]|(?<=[A-Za-zА-яё])\s?[(（](?:[\u4e00-\u9fff]{2,4}|[가-힣]{2,4})[)）]"
    r"|(?<=[가-힣\u4e00-\u9fff])\s?[(（][A-Z][a-z]+(?:[ -][A-Za-z]+){1,3}[)）]"
)


def without_offices(names: Sequence[str], line: str) -> tuple[str, ...]:
    """The names that do not stand in brackets right after a Korean name, as an office does: "방지섭(국제협력실장)"."""
    inside = " ".join(_BRACKETS.findall(line))
    return tuple(name for name in names if name not in inside) or tuple(names)


def without_address(written: str) -> str:
    """A feed's author without the address before the name: "nora@quay.example (Nora Whitlock)"."""
    match = _FEED_AUTHOR.fullmatch(written.strip())
    return match["name"] if match else written


def one_script(line: str) -> str:
    """A line without the names in brackets that say the one before in another script."""
    return _AGAIN.sub("", line)


def bare_name(name: str) -> str:
    """A name without what pages put around it: the house that its bearer is of, a button's words."""
    name = _HOUSE.sub("", name)
    return _LETTERS.sub("", _AFTER.sub("", _BELONGING.sub("", name))).strip()


def with_full_stop(name: str, written: str) -> str:
    """A name that ends with an initial, with the stop that was written after it: "F. Q.", "Narantuya B."."""
    initial = re.search(r"(?:^|[\s.])[^\W\d_]$", name) is not None and f"{name}." in written
    return f"{name}." if initial and ("." in name or name[-1:].isupper()) else name


def is_nobody(name: str) -> bool:
    """Whether words that stand where a name may are those of `no_names.tsv`."""
    return _nobody().search(name.strip(" .")) is not None


@cache
def _nobody() -> re.Pattern[str]:
    forms = {
        "start": r"^(?:{})\b\s*(?:\S|$)",
        "end": r"(?:^|\s)(?:{})$",
        "whole": r"^(?:{})$",
        "any": r"(?<!\w)(?:{})(?!\w)",
        "tail": r"^{}$",
    }
    with resources.files("extract.fields").joinpath("no_names.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return re.compile("|".join(forms[row["where"]].format(row["pattern"]) for row in rows), re.IGNORECASE)
