"""What a name that is asked for means in a table of figures: ids of things, and every name that they have."""

from __future__ import annotations

import json

from corpus.search.candidates import entities_called
from corpus.store.reader import Readable

# what moneys and offices are called besides; whatever is in a table of figures is under the first of each
MONEYS = {
    "USD": ("dollar", "dollars", "us dollar", "us dollars", "달러", "미화", "미국 달러"),
    "CNY": ("yuan", "renminbi", "rmb", "chinese yuan", "위안", "위안화", "인민폐", "중국 위안"),
    "RUB": ("ruble", "rubles", "rouble", "roubles", "루블", "루블화"),
    "EUR": ("euro", "euros", "유로", "유로화"),
    "JPY": ("yen", "japanese yen", "엔", "엔화"),
}
_OFFICES = {"총리": "premier", "내각총리": "premier", "내각 총리": "premier"}


def money_called(name: str) -> str | None:
    """The code of the money that is called so, in English or Korean; None where none is."""
    asked = name.strip().casefold()
    return next((code for code, names in MONEYS.items() if asked == code.casefold() or asked in names), None)


def names_called(db: Readable, name: str) -> tuple[list[str], list[str]]:
    """The ids that a name means, by any spelling of it, and all names of theirs in small letters. An office that nobody
    is called by ("premier") means those who hold it, and a money is called by its code too.
    """
    ids = entities_called(db, name) or _in_office(db, name)
    rows = db.execute(
        "select lower(name) from json_each(:ids) j join entities e on e.id = j.value union"
        " select lower(a.alias) from json_each(:ids) j join entity_aliases a on a.entity_id = j.value order by 1",
        {"ids": json.dumps(ids)},
    ).fetchall()
    money = money_called(name)
    return ids, [row[0] for row in rows] + ([money.lower()] if money else [])


def _in_office(db: Readable, office: str) -> list[str]:
    """Who holds an office whose name begins so, of North Korea's people; "leader" means the leaders too."""
    asked = office.strip().lower()
    rows = db.execute(
        "select e.id from visible_entities e where e.label = 'PERSON' and coalesce(e.country, 'KP') = 'KP' and"
        " (e.kind = :office or e.id in (select subject_id from entity_relations where relation = 'holds office'"
        " and lower(substr(role, 1, length(:office))) = :office"
        " and substr(role, length(:office) + 1, 1) in ('', ' ', ',')))"
        " order by e.mentions desc, e.id",
        {"office": _OFFICES.get(asked, asked)},
    ).fetchall()
    return [row[0] for row in rows]
