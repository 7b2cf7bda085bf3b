"""Score the figures that the whole chain reads against articles whose figures are known.

    python bench/facts.py GOLD.jsonl [GOLD.jsonl …] [--misses] [--slots] [--scores 0.3 0.5 0.7]

A line of a gold file is an article: `id`, `published`, `title`, `text` or `html`, `records`; perhaps `lang`, and
`neutral` words, figures in which are neither right nor wrong. A record has a `table` (price, rate, trade, activity,
visit) and its slots; a list holds all values that are right. The articles are imported, extracted, tagged, resolved and
read as in a pass.

Strict: every slot is right. "But speaker": every slot but who said it. Relaxed: the figure is right, and what it is a
figure of. Precision counts rows, recall records. --slots pairs each row that is not strictly right with the record of
the same figure, and counts by slot where the row differs: `empty` (the row has nothing), `needless` (the record has
nothing), `other` (both have something, and not the same). --scores tells the same for each of these thresholds.
"""

from __future__ import annotations

import argparse
import calendar
import json
import os
import re
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from same_words import VISIT_KINDS, kind_of_visit, same_speaker

from corpus.data_dir import DataDir
from corpus.settings import figure_score
from crawler.intake.importing import ImportOptions, import_paths
from extract.facts.tables.known import whole_name
from extract.stages.extract_and_tag import extract_pending, tag_pending
from extract.stages.read_facts import facts_pending
from extract.stages.resolve_names import resolve_pending

TABLES = {
    "price": "price_quotes", "rate": "exchange_rates", "trade": "trade_figures", "activity": "activity_reports",
    "visit": "visits",
}  # fmt: skip
SLOTS = {
    "price": ("good", "place", "date", "price", "currency", "unit", "said_by", "kind"),
    "rate": ("pair", "place", "date", "value", "said_by"),
    "trade": ("flow", "partner", "good", "period", "amount", "unit", "said_by"),
    "activity": ("plant", "kind", "product", "amount", "date", "when"),
    "visit": ("visitor", "companions", "target", "visit_kind", "date", "when"),
}
RELAXED = {
    "price": ("good", "price", "currency"),
    "rate": ("pair", "value"),
    "trade": ("flow", "good", "amount", "unit"),
    "activity": ("plant", "kind"),
    "visit": ("visitor", "target"),
}
NUMBERS = ("price", "value", "amount")
NUMBER_OF = {"price": "price", "rate": "value", "trade": "amount"}
NAMED = {"good": "PRODUCT", "place": "PLACE", "partner": "PLACE", "plant": "FACTORY", "product": "PRODUCT"}
_LETTERS = {"ko": "[가-힣]", "ja": "[\u3040-\u30ff]", "ru": "[а-яё]", "zh": "[\u4e00-\u9fff]"}
_COUNTERS = {
    "piece": "개|장|알|대|자루|个|支|台|块|条|個|本|枚|只|шт.|шт|件", "pack": "갑|봉지|곽|包|盒|пачка|パック",
    "bottle": "병|瓶|бутылка|本", "pair": "켤레|双|足|пара", "box": "상자|箱|коробка|ящик", "bag": "마대|포대|袋|мешок",
}  # fmt: skip
_KINDS = {
    "produced": ("production",), "plan_fulfilled": ("plan-fulfilled",), "commissioned": ("commissioning",),
    "modernised": ("modernisation",), "expanded": ("construction", "modernisation", "expansion"),
    "operating": ("production", "operating"), "halted": ("halt",),
    "resumed": ("production", "commissioning", "resumed", "operating"),
}  # fmt: skip
_QUOTES = re.compile(r"[\s\"“”«»'’]+")


@dataclass(slots=True)
class Count:
    """Rows given and records asked, and how many of them are right."""

    given: int = 0
    asked: int = 0
    strict: int = 0
    unsaid: int = 0
    relaxed: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    slots: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))


def read_gold(paths: Sequence[Path]) -> list[dict[str, Any]]:
    articles = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line]
    return [
        {"lang": _language(article), **article, "records": [named_alike(r) for r in article["records"]]}
        for article in articles
    ]


def _language(article: dict[str, Any]) -> str:
    text = article["title"] + article.get("text", "") + article.get("html", "")
    return next((language for language, letters in _LETTERS.items() if re.search(letters, text)), "en")


def named_alike(record: dict[str, Any]) -> dict[str, Any]:
    """A record with its slots named, and its kinds told, as in SLOTS: writers call some of them otherwise."""
    others = {"status": "when"}
    if record["table"] == "visit" and "visit_kind" not in record and "plant" not in record:
        others |= {"place": "target", "kind": "visit_kind"}
    found = {others.get(name, name): value for name, value in record.items()}
    if record["table"] == "rate" and "base" in record:
        quote = _listed(record["quote"])[0]
        found |= {"pair": [f"{base}/{quote}" for base in _listed(record["base"])], "value": record["rate"]}
    elif record["table"] == "trade" and "direction" in record:
        found["flow"] = ["trade" if each == "total" else each for each in _listed(record["direction"])]
    elif record["table"] == "activity":
        kinds = [kind for each in _listed(record["kind"]) for kind in _KINDS.get(each, (each,))]
        found |= {"kind": kinds, "product": record.get("product", record.get("good"))}
        found |= {
            "when": found.get("when", ["now", "history"]),
            "opt": record.get("opt") or record["kind"] == "operating",
        }
    elif record["table"] == "visit" and "plant" in record:
        targets = [*_listed(record["plant"]), *_listed(record["place"])]
        found |= {"target": targets, "visit_kind": ["visit", *VISIT_KINDS], "when": ["now", "history"]}
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def make_corpus(articles: Sequence[dict[str, Any]], data: Path) -> None:
    """Every stage of a pass over the articles, in a data directory."""
    import_articles(articles, data)
    for stage in (extract_pending, tag_pending, resolve_pending, facts_pending):
        stage(data)


def import_articles(articles: Sequence[dict[str, Any]], data: Path) -> None:
    """The articles imported into a data directory, as pages of their own sites."""
    lines = data / "gold.jsonl"
    with lines.open("w", encoding="utf-8") as out:
        for article in articles:
            out.write(json.dumps(_import_line(article), ensure_ascii=False) + "\n")
    import_paths(data, [lines], ImportOptions())


def _import_line(article: dict[str, Any]) -> dict[str, Any]:
    line = {"url": article_url(article), "title": article["title"], "published": f"{article['published']}T03:00:00Z"}
    html = article.get("html")
    if html is None:
        return {**line, "text": article["text"]}
    if "<html" not in html:
        html = f"<html><head><title>{article['title']}</title></head><body><article><h1>{article['title']}</h1>{html}"
    return {**line, "html": html}


def article_url(article: dict[str, Any]) -> str:
    """The address that an article is imported from."""
    return f"https://gold-{article['id']}.example/{article['id']}"


def rows_of(db: sqlite3.Connection, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(kind, slots) of every row that an article gave; slots that the schema does not have are None."""
    known = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    for kind, table in TABLES.items():
        if table in known:
            visits = "" if kind != "activity" else " and kind != 'visit'"  # those have a table of their own
            for row in db.execute(f"select * from {table} where article_id = ?{visits}", [key]):
                yield kind, slots_of(kind, dict(row))


def slots_of(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    when = told_date(row.get("date"), row.get("date_end"))
    ids = {name: row.get(f"{name}_id") for name in NAMED}
    if kind == "activity":
        known = whole_name(row["product"], "PRODUCT") if row["product"] else None
        ids |= {"plant": row["entity_id"], "product": known.id if known else None}
    common = {**row, "date": when, "period": when, "when": row.get("status"), "ids": ids}
    if kind == "price":
        common |= {"good": row["commodity"], "price": (row["price"], row["price_high"])}
        common["unit"] = f"{row['quantity']:g} {row['unit']}" if row["unit"] else None
        common["ids"]["good"] = row["commodity_id"]
    elif kind == "rate":
        common |= {"pair": f"{row['base']}/{row['quote']}", "value": (row["rate"], row["rate_high"])}
    elif kind == "trade":
        common |= {"amount": (row["amount"], None)}
    elif kind == "visit":
        companions = json.loads(row["companions"])
        common |= {"target": row["place"], "visit_kind": row["kind"], "companions": companions}
    return common


def told_date(first: str | None, last: str | None) -> str | None:
    """The days of a row as the gold writes them: a day, a month, a year, or start/end."""
    if not first or not last or first == last:
        return first
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        if (start.month, end.month, start.year) == (1, 12, end.year):
            return str(start.year)
        months = f"{start:%Y-%m}", f"{end:%Y-%m}"
        return months[0] if months[0] == months[1] else "/".join(months)
    return f"{first}/{last}"


def is_right(slot: str, row: dict[str, Any], record: dict[str, Any]) -> bool:
    """Whether a row's slot is one of the values that the record accepts."""
    wanted = record.get(slot)
    if slot in (record.get("optional") or ()) and row.get(slot) is None:
        return True
    if slot == "companions":
        return _person(row.get(slot) or []) == _person(wanted or [])
    values = wanted if isinstance(wanted, list) else [wanted]
    if slot in ("date", "period") and None in values and row["date_source"] in ("published", "none"):
        return True  # the text names no time, and the row says so
    return any(_equal(slot, row, value) for value in values)


def _equal(slot: str, row: dict[str, Any], value: Any) -> bool:
    given = row.get(slot)
    if slot in NUMBERS and isinstance(given, tuple):
        return _same_number(given, value)
    if slot == "visit_kind":
        return kind_of_visit(given) == kind_of_visit(value)
    if given is None or value is None:
        return given is None and value is None
    if slot == "said_by":
        return same_speaker(str(given), str(value))
    if _plain(given) == _plain(value) or (slot == "visitor" and _person(given) == _person(value)):
        return True
    if slot == "amount":
        return _plain(given).replace(" ", "") == _plain(value).replace(" ", "")
    if slot == "unit":
        return _plain(given).rstrip("s") == _plain(value).rstrip("s") or _same_counter(str(given), str(value))
    known = whole_name(str(value), NAMED[slot]) if slot in NAMED else None
    return known is not None and known.id == row["ids"].get(slot)


def _same_counter(given: str, value: str) -> bool:
    """Whether a measure in a text's own word ("1 갑") is the one that the gold tells in English ("1 pack")."""
    amount, _, one = given.rstrip("s").partition(" ")
    asked, _, other = value.rstrip("s").partition(" ")
    kinds = ((name, {name, *counters.split("|")}) for name, counters in _COUNTERS.items())
    return amount == asked and any({one, other} <= words and name in (one, other) for name, words in kinds)


def _same_number(given: tuple[float, float | None], value: Any) -> bool:
    low, high = given
    ends = [float(end) for end in re.findall(r"\d+(?:\.\d+)?", str(value))]
    told = [low] if high is None else [low, high]
    return len(ends) == len(told) and all(abs(a - b) <= 1e-6 * abs(b) for a, b in zip(ends, told, strict=True))


def _plain(value: Any) -> str:
    return _QUOTES.sub(" ", str(value)).strip().casefold()


def _person(value: Any) -> str:
    """People's names as they are compared: "Kim Jong-un" is "Kim Jong Un"."""
    return _plain(value).replace("-", " ")


def score(articles: Sequence[dict[str, Any]], data: Path, least: float = 0.0) -> dict[tuple[str, str], Count]:
    """The counts for each language and kind of record, of rows that score at least so much."""
    db = sqlite3.connect(DataDir(data).corpus)
    db.row_factory = sqlite3.Row
    counts: dict[tuple[str, str], Count] = defaultdict(Count)
    for article in articles:
        found = db.execute("select id, text from articles where url = ?", [article_url(article)]).fetchone()
        rows = [each for each in rows_of(db, found["id"]) if (each[1]["score"] or 1.0) >= least] if found else []
        for kind in TABLES:
            records = [record for record in article["records"] if record["table"] == kind]
            own = [row for other, row in rows if other == kind and not _is_neutral(row, article, found["text"])]
            _count(counts[article["lang"], kind], kind, own, records, article["id"])
    db.close()
    return counts


def _is_neutral(row: dict[str, Any], article: dict[str, Any], text: str) -> bool:
    told = text[row["start"] : row["end"]] if row["field"] == "text" else ""
    words = [each if isinstance(each, str) else each["evidence"] for each in article.get("neutral", ())]
    return any(told and told in each for each in words)


def _count(count: Count, kind: str, rows: list[dict[str, Any]], records: list[dict[str, Any]], key: str) -> None:
    strict = _matches(rows, records, SLOTS[kind])
    unsaid = _matches(rows, records, [slot for slot in SLOTS[kind] if slot != "said_by"])
    relaxed = _matches(rows, records, RELAXED[kind])
    optional = [number for number, record in enumerate(records) if record.get("opt")]
    needless = sum(record in optional for record in strict.values())
    count.given += len(rows) - needless
    count.asked += len(records) - len(optional)
    count.strict += len(strict) - needless
    count.unsaid += len(unsaid) - sum(record in optional for record in unsaid.values())
    count.relaxed += len(relaxed) - sum(record in optional for record in relaxed.values())
    _count_slots(count, kind, [row for number, row in enumerate(rows) if number not in strict],
                 [record for number, record in enumerate(records) if number not in strict.values()], key)  # fmt: skip
    for number, row in enumerate(rows):
        if number not in strict:
            count.wrong.append(f"{key} {kind} " + " | ".join(f"{row.get(slot)}" for slot in SLOTS[kind]))
    for number, record in enumerate(records):
        if number not in strict.values() and number not in optional:
            count.missed.append(f"{key} {kind} " + " | ".join(f"{record.get(slot)}" for slot in SLOTS[kind]))


def _count_slots(
    count: Count, kind: str, rows: Sequence[dict[str, Any]], records: Sequence[dict[str, Any]], key: str
) -> None:
    """Pair what is left by the figure alone, the pairs with the fewest wrong slots first, and count those slots."""
    number = NUMBER_OF.get(kind)
    pairs = []
    for row in rows:
        for record in records:
            wrong = [slot for slot in SLOTS[kind] if not is_right(slot, row, record)]
            same = number not in wrong if number else not {"plant", "visitor"} & set(wrong) or len(wrong) < 3
            if same:
                pairs.append((len(wrong), id(row), id(record), wrong, row, record))
    taken: set[int] = set()
    for _, first, second, wrong, row, record in sorted(pairs, key=lambda pair: pair[:3]):
        if taken & {first, second}:
            continue
        taken |= {first, second}
        for slot in wrong:
            empty, asked = row.get(slot) in (None, [], ()), record.get(slot) in (None, [])
            how = (slot, "empty" if empty else "needless" if asked else "other")
            count.slots[how] += 1
            count.examples[how].append(f"{key}: {row.get(slot)!r} for {record.get(slot)!r}")


def _matches(rows: list[dict[str, Any]], records: list[dict[str, Any]], slots: Sequence[str]) -> dict[int, int]:
    """Row to record, each once, whose slots are all right."""
    found: dict[int, int] = {}
    for number, row in enumerate(rows):
        for other, record in enumerate(records):
            if other not in found.values() and all(is_right(slot, row, record) for slot in slots):
                found[number] = other
                break
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="list the rows that are wrong and the records not found")
    parser.add_argument("--slots", action="store_true", help="count the slots in which rows differ from their records")
    parser.add_argument("--scores", nargs="+", type=float, default=[figure_score()], help="thresholds to tell it for")
    options = parser.parse_args()
    os.environ["JANGMADANG_FIGURE_SCORE"] = str(min(options.scores))
    articles = read_gold(options.gold)
    with tempfile.TemporaryDirectory() as folder:
        make_corpus(articles, Path(folder))
        for least in options.scores:
            print(f"score of {least} or more")
            counts = score(articles, Path(folder), least)
            _report(counts, slots=options.slots, misses=options.misses)


def _report(counts: dict[tuple[str, str], Count], *, slots: bool, misses: bool) -> None:
    total = Counter[str]()
    heads = f"{'strict p':>10}{'r':>7}{'but speaker':>13}{'r':>7}{'relaxed p':>11}{'r':>7}"
    print(f"{'':14}{'records':>8}{'rows':>6}{heads}")
    for (language, kind), count in sorted(counts.items()):
        if count.given or count.asked:
            _print(f"{language} {kind}", count)
            total.update({name: getattr(count, name) for name in ("given", "asked", "strict", "unsaid", "relaxed")})
    _print("all", Count(**total))
    for (language, kind), count in sorted(counts.items()) if slots else ():
        for (slot, how), number in count.slots.most_common():
            print(f"{language} {kind} {slot} {how} {number}: " + "; ".join(count.examples[slot, how][:4]))
    for count in counts.values() if misses else ():
        print(*(f"+ {line}" for line in count.wrong), *(f"- {line}" for line in count.missed), sep="\n")


def _print(name: str, count: Count) -> None:
    given, asked = max(1, count.given), max(1, count.asked)
    figures = [right / whole for right in (count.strict, count.unsaid, count.relaxed) for whole in (given, asked)]
    shares = "".join(f"{figure:>{width}.3f}" for figure, width in zip(figures, (10, 7, 13, 7, 11, 7), strict=True))
    print(f"{name:14}{count.asked:>8}{count.given:>6}{shares}")


if __name__ == "__main__":
    main()
