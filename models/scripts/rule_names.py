"""Names of the base in other scripts, made by rule: `python -m models.scripts.rule_names OWN OUT`.

OWN is a table of own translations (id, Chinese, Japanese, Russian; names parted by commas). Written is the table
`names-own.tsv`: those, and by rule Cyrillic names of the North's people, places and plants (Kontsevich's system) and
Han names of plants whose place has one. A name that something else of the base bears already is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from corpus.names.text import script_of
from models.kb import load_base
from models.kb.entries import KnownEntity, alias_key

_RULE = "Kontsevich's rules; Han of the place and of the kind of plant"
_INITIALS = ["к", "кк", "н", "т", "тт", "р", "м", "п", "пп", "с", "сс", "", "ч", "чч", "чх", "кх", "тх", "пх", "х"]
_VOWELS = [
    "а",
    "э",
    "я",
    "йя",
    "о",
    "е",
    "ё",
    "е",
    "о",
    "ва",
    "вэ",
    "ве",
    "ё",
    "у",
    "во",
    "ве",
    "ви",
    "ю",
    "ы",
    "ый",
    "и",
]
_FINALS = {0: "", 1: "к", 4: "н", 7: "т", 8: "ль", 16: "м", 17: "п", 19: "т", 21: "н", 22: "т", 23: "т"}
_VOICED = {"к": "г", "т": "д", "п": "б", "ч": "дж"}
_CARRIED = {"к": "г", "п": "б", "ль": "р"}
_SONORANT = frozenset(("н", "м", "ль"))
_SYLLABLES = re.compile(r"[\uac00-\ud7a3]+")
_ADMIN = re.compile(r"(?<=..)(?:특별시|직할시|시|군|구역|리|동|도|구|읍)$")
# Hangul, Chinese, Japanese, Russian of what plants are.
_TYPES = (
    ("광산", "矿山", "鉱山", "рудник"), ("탄광", "煤矿", "炭鉱", "шахта"), ("공장", "工厂", "工場", "завод"),
    ("농장", "农场", "農場", "ферма"), ("발전소", "发电站", "発電所", "электростанция"),
    ("제철련합기업소", "钢铁联合企业", "製鉄連合企業所", "металлургический комбинат"),
    ("련합기업소", "联合企业", "連合企業所", "комбинат"), ("조선소", "造船厂", "造船所", "верфь"),
    ("신발공장", "鞋厂", "履物工場", "обувная фабрика"), ("방직공장", "纺织厂", "紡織工場", "текстильная фабрика"),
    ("화장품공장", "化妆品厂", "化粧品工場", "косметическая фабрика"),
    ("시멘트공장", "水泥厂", "セメント工場", "цементный завод"), ("제강소", "炼钢厂", "製鋼所", "сталелитейный завод"),
)  # fmt: skip


def cyrillic(syllables: str) -> str:
    """A Korean word in Cyrillic by Kontsevich's rules, in lower case."""
    written, before = "", ""
    for index, char in enumerate(syllables):
        code = ord(char) - 0xAC00
        initial, vowel, final = _INITIALS[code // 588], _VOWELS[code % 588 // 28], _FINALS.get(code % 28, "")
        if index and not initial and before in _CARRIED:
            written = written.removesuffix(before) + _CARRIED[before]
        elif index and initial in _VOICED and (not before or before in _SONORANT):
            initial = _VOICED[initial]
        elif initial == "р" and before == "ль":
            initial = "л"
        elif initial == "р" and before in ("н", "м"):
            initial = "н"
        if vowel == "ый" and initial:
            vowel = "и"
        written += initial + vowel + final
        before = final
    return written


def person_names(hangul: str) -> tuple[str, str]:
    """A Korean name of three syllables in Cyrillic: every syllable apart, and the given name as one word."""
    family, given = hangul[0], hangul[1:]
    first = {"최": "Цой", "리": "Ли", "이": "Ли"}.get(family, cyrillic(family).title())
    return f"{first} {' '.join(cyrillic(char).title() for char in given)}", f"{first} {cyrillic(given).title()}"


def _hangul(entity: KnownEntity) -> list[str]:
    return [name for name in entity.names if _SYLLABLES.fullmatch(name)]


def _made(entity: KnownEntity, han: dict[str, str]) -> Iterator[str]:
    """Names of one entity by rule."""
    for name in _hangul(entity):
        if entity.label == "PERSON" and len(name) == 3 and "KP" in entity.country:
            yield from person_names(name)
        elif entity.label == "PLACE" and entity.country == "KP":
            stem = _ADMIN.sub("", name)
            if len(stem) > 1 and entity.kind != "province":
                yield cyrillic(stem).title()
        elif entity.label == "FACTORY":
            for kind, chinese, japanese, russian in sorted(_TYPES, key=lambda row: -len(row[0])):
                stem = name.removesuffix(kind)
                if stem != name and 1 < len(stem) < 5:
                    yield f"{russian} {cyrillic(stem).title()}"
                    if stem in han:
                        yield han[stem] + chinese
                        yield han[stem] + japanese
                    break


def _own(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        entity, *columns = line.split("|")
        for name in (name for column in columns for name in column.split(",")):
            if name:
                yield entity, name


@click.command()
@click.argument("own", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def main(own: Path, out: Path) -> None:
    """Writes the table of translated and rule-made names."""
    entities = {entity.id: entity for entity in load_base()}
    made = {tuple(line.split("\t")[:2]) for line in out.read_text("utf-8").splitlines()} if out.exists() else set()
    taken = {alias_key(name) for e in entities.values() for name in e.names if (e.id, name) not in made}
    han: dict[str, str] = {}
    for entity in entities.values():
        if entity.label == "PLACE" and entity.country == "KP":
            for name in entity.names:
                if script_of(name) == "han" and len(name) == 2:
                    for hangul in _hangul(entity):
                        han.setdefault(_ADMIN.sub("", hangul), name)
    rows = [(entity, name, "unverified", "own translation") for entity, name in _own(own)]
    rows += [(e.id, name, "rule", _RULE) for e in entities.values() for name in _made(e, han)]
    lines = dict.fromkeys(["id\tname\tscript\tbasis\tsource\tlicence"])
    claimed: dict[str, str] = {}
    for entity_id, name, basis, source in rows:
        key = alias_key(name)
        if entity_id in entities and key not in taken and key not in claimed:
            claimed[key] = entity_id
            lines[f"{entity_id}\t{name}\t{script_of(name)}\t{basis}\t{source}\tfacts"] = None
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    click.echo(f"{len(lines) - 1} names")


if __name__ == "__main__":
    main()
