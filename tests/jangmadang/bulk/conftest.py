"""Small web archives to read in bulk, and two data directories compared row by row."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.store.reader import open_readonly

START = datetime(2026, 3, 2, 3, tzinfo=UTC)
WORKING = ("runs", "bulk_shards", "_sqlite_migrations")
TIMES = ("at", "since")
# what each page has of its own: pages of one form filled in teach nothing
OWN = (
    "Porters waited three hours because a bridge outside Kaechon had been closed for repairs overnight.",
    "Nobody had been paid since autumn, one driver complained, though the foreman denied it loudly.",
    "Snow kept most of the yard shut while women swept tracks with brooms and shovels.",
    "A second train, loaded with timber from Musan, stood behind them until late evening.",
    "Inspectors opened every tenth sack, found gravel inside two, and sent both back again.",
    "Fuel was short, so oxen pulled the heaviest carts over the last hill before noon.",
    "Children sold boiled maize along the fence to anyone who would buy some for coins.",
)


def page(number: int, *, about: str = "North Korea", edited: str = "") -> str:
    """A page of an outlet's own template, of the length of a short report."""
    text = " ".join(
        f"Workers at the cement plant of Sunchon in {about} packed {number * 7 + 100} bags of coal and rice on Monday."
        f" Paragraph {part} tells of lorry {number}-{part} at the port of Nampho, which left for Dandong."
        for part in range(3)
    )
    text += f" {OWN[number]}"
    return (
        f"<html lang=en><head><title>Lorry {number} leaves for Dandong</title>"
        f'<meta property="article:published_time" content="2026-03-02T0{number % 10}:00:00Z"></head><body>'
        f"<h1>Lorry {number} leaves for Dandong</h1><div class=story><p>{text}</p><p>{edited or 'It was warm.'}</p>"
        f"<p>The readers of this newspaper may write to the editors at any hour of the day or of the night, by post,"
        f" and will be answered.</p></div></body></html>"
    )


@pytest.fixture
def make_page() -> Callable[..., str]:
    """Writes a page's HTML by number."""
    return page


@pytest.fixture
def make_warc() -> Callable[..., Path]:
    """Writes a WARC of pages by address, a minute apart, from a number of minutes after the start."""

    def write(path: Path, pages: Mapping[str, str], *, after: int = 0) -> Path:
        with path.open("wb") as out:
            writer = WARCWriter(out, gzip=True)
            for minute, (url, body) in enumerate(pages.items(), after):
                http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
                at = {"WARC-Date": f"{START + timedelta(minutes=minute):%Y-%m-%dT%H:%M:%SZ}"}
                given = {"payload": io.BytesIO(body.encode()), "length": len(body.encode()), "http_headers": http}
                writer.write_record(writer.create_warc_record(url, "response", warc_headers_dict=at, **given))
        return path

    return write


@pytest.fixture
def three_shards(tmp_path: Path, make_warc: Callable[..., Path]) -> list[str]:
    """Three WARC files of an unknown outlet: the second has a page anew, edited; the last a page of the world."""
    folder = tmp_path / "archive"
    folder.mkdir()
    site = "https://paper.example/news"
    first = {f"{site}/{number}.html": page(number) for number in range(3)}
    second = {f"{site}/1.html": page(1, edited="It was cold."), **{f"{site}/{n}.html": page(n) for n in (3, 4)}}
    third = {f"{site}/5.html": page(5), "https://world.example/a": page(6, about="Portugal").translate(HARMLESS)}
    return [
        str(make_warc(folder / f"{name}.warc.gz", pages, after=60 * number))
        for number, (name, pages) in enumerate([("first", first), ("second", second), ("third", third)])
    ]


# names of the North, gone from a page of the world
HARMLESS = str.maketrans({"S": "x", "N": "x", "D": "x", "u": "e", "o": "e"})


@pytest.fixture
def rows_of_data() -> Callable[[Path], dict[str, list[Any]]]:
    """All rows of a data directory, by file and table, but for times of work."""

    def read(data: Path) -> dict[str, list[Any]]:
        found = {}
        for name in ("pages.db", "corpus.db"):
            with open_readonly(data / name) as db:
                tables = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
                for table in tables:
                    if table in WORKING or table.startswith(("sqlite_", "articles_fts")) or table == "articles_terms":
                        continue
                    columns = [row[1] for row in db.execute(f"pragma table_info({table})") if row[1] not in TIMES]
                    names = ", ".join(f'"{column}"' for column in columns)
                    found[f"{name}: {table}"] = sorted(db.execute(f"select {names} from {table}").fetchall(), key=repr)
        return found

    return read
