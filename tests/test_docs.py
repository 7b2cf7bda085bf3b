"""The docs say what the code has: every command, table and column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlite_utils import Database

from corpus.cli import COMMANDS
from corpus.outcomes import outcomes_table
from corpus.schema import CORPUS, PAGES
from extract.gates import gates_table

ROOT = Path(__file__).parent.parent
DATA_MODEL = (ROOT / "docs" / "data-model.md").read_text("utf-8")
SOURCES = ("corpus", "crawler", "extract", "jangmadang", "models", "tests", "bench")
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def tables() -> list[tuple[str, list[str]]]:
    found = []
    for migrations in (CORPUS, PAGES):
        db = Database(memory=True)
        migrations.apply(db)
        for table in db.tables:
            if not table.name.startswith(("_", "sqlite_", "articles_fts_")):
                found.append((table.name, [column.name for column in table.columns]))
        db.close()
    return found


@pytest.mark.parametrize(("table", "columns"), tables(), ids=[name for name, _ in tables()])
def test_table_is_documented_with_all_its_columns(table: str, columns: list[str]) -> None:
    sections = re.split(r"^###? ", DATA_MODEL, flags=re.MULTILINE)
    section = next((text for text in sections if text.startswith(f"{table}\n")), "")
    assert section, f"docs/data-model.md has no section for {table}"
    assert [column for column in columns if f"`{column}`" not in section] == []


def test_views_are_documented() -> None:
    with Database(memory=True) as db:
        CORPUS.apply(db)
        assert [view.name for view in db.views if f"\n### {view.name}\n" not in DATA_MODEL] == []


@pytest.mark.parametrize(("page", "table"), [("data-model", outcomes_table()), ("extraction", gates_table())])
def test_made_table_is_current(page: str, table: str) -> None:
    assert table in (ROOT / "docs" / f"{page}.md").read_text("utf-8"), "run: python docs/tables.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_in_the_docs(name: str) -> None:
    assert any(f"jangmadang {name}" in path.read_text("utf-8") for path in DOCS)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_docs_name_only_commands_that_exist(path: Path) -> None:
    named = re.findall(r"(?:^|`|  |/bin/)jangmadang ([a-z]+)\b", path.read_text("utf-8"), flags=re.MULTILINE)
    assert [name for name in named if name not in COMMANDS] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_links_between_docs_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_sources_named_in_docs_are_there(path: Path) -> None:
    text = re.sub(r"^```diff.*?^```", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)  # may name new ones
    named = set(re.findall(r"`([\w/.-]+\.(?:py|tsv))`", text))
    there = [str(file) for folder in SOURCES for file in (ROOT / folder).rglob("*")]
    assert [name for name in sorted(named) if not any(file.endswith(f"/{name}") for file in there)] == []


def test_readme_says_how_the_shell_finds_the_command_before_it_uses_it() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert 0 < text.index("\n. .venv/bin/activate") < re.search(r"^jangmadang ", text, re.MULTILINE).start()
