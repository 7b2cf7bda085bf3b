"""The table of labels is the only one: a row more in it, and terminal, pages and exports show the new label."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style

from corpus.labels import LABELS, label_of, listed

ROOT = Path(__file__).parents[2]
# what a process of its own does after one row was added to the table
WITH_VESSELS = """
import asyncio, json, sys
from pathlib import Path
from corpus.labels import LABELS, Colours, Label
LABELS["VESSEL"] = Label(name="VESSEL", stem="vessel", noun="vessel", plural="vessels", meaning="a named ship",
    colours=Colours(ink="#006064", tint="#e0f7fa", dark_ink="#80deea", dark_tint="#00363a", line="dotted"),
    colour="cyan", rank=6, point=True, schema="Vessel")

from datetime import UTC, datetime
from click.testing import CliRunner
from rich.console import Console
from corpus.cli import cli, show
from corpus.exporters import EXPORTERS, ExportOptions, export
from corpus.records import Article, Mention
from corpus.store.articles import Corpus
from corpus.store.summaries import refresh
from corpus.web.server import Site, make_datasette

data = Path(sys.argv[1])
text = "The Chong Chon Gang left Rason."
article = Article(url="https://wire.example/ship", outlet="wire", title="A ship", text=text, method="by hand",
    language="en", fetched_at=datetime(2026, 3, 3, tzinfo=UTC), published=datetime(2026, 3, 2, tzinfo=UTC))
mention = Mention(field="text", start=4, end=19, text="Chong Chon Gang", label="VESSEL", sent_start=0,
    sent_end=len(text), source="by hand", score=1.0)
with Corpus(data) as corpus:
    corpus.save_article(article, page_url=article.url)
    corpus.save_mentions(article.id, [mention], pipeline="1")
    corpus.db.execute("insert into entities(id, label, name, status, lat, lon, mentions, articles, stories, first_seen)"
        " values ('vessel/chong-chon-gang', 'VESSEL', 'Chong Chon Gang', 'known', 42.2, 130.3, 1, 1, 1,"
        " '2026-03-02T00:00:00+00:00')").close()
    corpus.db.execute("insert into entity_aliases"
        " values ('vessel/chong-chon-gang', 'Chong Chon Gang', 'latin', 'seen')").close()
    corpus.db.execute("update mentions set entity_id = 'vessel/chong-chon-gang'").close()
    refresh(corpus.db)

terminal = Console(force_terminal=True, color_system="standard", width=120)
show.out = terminal
with terminal.capture() as printed:
    result = CliRunner().invoke(cli, ["search", "Gang", "--label", "VESSEL", "--data", str(data)])
stats = CliRunner().invoke(cli, ["stats", "--json", "--data", str(data)])
for format in sys.argv[3:]:
    export(data, Path(sys.argv[2]) / format, ExportOptions(format=format))

served = make_datasette(Site(data=data))
async def pages():
    headers = {"host": "127.0.0.1:8001"}
    return {path: (await served.client.get(path, headers=headers)).text for path in (
        f"/article/{article.id}", "/labels.css", "/", "/network/vessel/chong-chon-gang", "/stats", "/reconcile")}
print(json.dumps({"search": printed.get(), "stats": json.loads(stats.stdout), "pages": asyncio.run(pages())}))
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What that process printed, and the folder of its exports."""
    folder = tmp_path_factory.mktemp("vessels")
    formats = ["csv", "geojson", "gexf", "conll"]
    arguments = [sys.executable, "-c", WITH_VESSELS, str(folder / "data"), str(folder / "out"), *formats]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout.splitlines()[-1]), "out": folder / "out"}


def test_terminal_shows_the_new_label_in_its_colour(shown: dict[str, Any]) -> None:
    assert "\x1b[1;36mChong Chon Gang\x1b[0m" in shown["search"]  # bold, cyan
    assert (shown["stats"]["mentions"], shown["stats"]["entities"]) == ({"VESSEL": 1}, {"VESSEL": 1})


def test_pages_mark_list_and_colour_it(shown: dict[str, Any]) -> None:
    pages = shown["pages"]
    article = next(page for path, page in pages.items() if path.startswith("/article/"))
    assert '<a class="name vessel" href="/entity/vessel/chong-chon-gang"' in article
    assert "--vessel: #006064;" in pages["/labels.css"]
    assert ".vessel.chip, .vessel.name { background: var(--vessel-tint);" in pages["/labels.css"]
    assert "<h3>Vessels</h3>" in pages["/"]
    assert '<th scope="row">Vessels</th>' in pages["/stats"]
    assert "?label=VESSEL" in pages["/network/vessel/chong-chon-gang"]
    assert {"id": "VESSEL", "name": "Vessel"} in json.loads(pages["/reconcile"])["defaultTypes"]


def test_exports_hold_it(shown: dict[str, Any]) -> None:
    out = shown["out"]
    for file in ("csv/entities.csv", "csv/mentions.csv"):
        assert "VESSEL" in (out / file).read_text("utf-8")
    assert "PLACE, FACTORY, PRODUCT, PERSON, ORG or VESSEL" in (out / "csv" / "datapackage.json").read_text("utf-8")
    (feature,) = json.loads((out / "geojson" / "places.geojson").read_text("utf-8"))["features"]
    assert (feature["id"], feature["geometry"]["coordinates"]) == ("vessel/chong-chon-gang", [130.3, 42.2])
    assert 'value="VESSEL"' in (out / "gexf" / "co-mentions.gexf").read_text("utf-8")
    assert "B-VESSEL" in next((out / "conll").glob("*.conll*")).read_text("utf-8")


def test_no_other_module_lists_the_labels() -> None:
    """Rules may be about three labels or four; who lists all five has a table of their own."""
    names = set(LABELS)
    listing = set()
    for package in ("corpus", "crawler", "extract", "models", "jangmadang"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                keys = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
                if names <= {key.value for key in keys if isinstance(key, ast.Constant)}:
                    listing.add(path.relative_to(ROOT).as_posix())
    assert listing == set()


@pytest.mark.parametrize("name", LABELS)
def test_the_terminal_knows_the_colour(name: str) -> None:
    assert Style.parse(LABELS[name].colour).color


def test_stems_lead_back_to_their_labels() -> None:
    assert {label_of(f"{label.stem}/x") for label in LABELS.values()} == set(LABELS)
    assert len({label.rank for label in LABELS.values()}) == len(LABELS)
    with pytest.raises(KeyError):
        label_of("nothing/x")


def test_docs_tell_the_labels_and_their_lines() -> None:
    data_model, desk, glossary = (
        (ROOT / "docs" / f"{name}.md").read_text("utf-8") for name in ("data-model", "desk", "glossary")
    )
    (colours,) = re.findall(r"Colours tell the labels.*?\n\n", desk, re.S)
    for label in listed():
        assert f"`{label.name}`" in data_model
        assert f"`{label.name}`" in glossary
        assert label.plural in colours
        assert label.colours.line == "solid" or f"{label.colours.line}" in colours
