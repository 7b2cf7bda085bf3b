"""A stage's version changes with its rules, and with nothing else."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from enum import Enum
from pathlib import Path

import pytest

from corpus import versions
from corpus.versions import build_mark, plain, rules_digest, stage_version


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of invented rules: one module, one table."""
    folder = tmp_path / "invented_rules"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    code = "def is_wall(text):\n    return text\n"
    (folder / "walls.py").write_text(f"LIMIT = 3\nWALLS = frozenset({{'login', 'cookies'}})\n\n\n{code}")
    (folder / "lines.tsv").write_text("pattern\treason\nread more\tteaser\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    # compiled code is told from its source by size and second, and rules are changed faster here
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return folder


def forget_rules() -> None:
    for name in [name for name in sys.modules if name.startswith("invented_rules")]:
        del sys.modules[name]


def version(rules: Path) -> str:
    forget_rules()
    rules_digest.cache_clear()
    return stage_version("extract-1", "invented_rules")


def test_version_is_the_revision_and_a_digest(rules: Path) -> None:
    assert re.fullmatch(r"extract-1\.[0-9a-f]{8}", version(rules))


@pytest.mark.parametrize(
    ("file", "old", "new", "changes"),
    [
        ("walls.py", "LIMIT = 3", "LIMIT = 4", True),
        ("walls.py", "'login'", "'log-in'", True),
        ("lines.tsv", "read more", "read on", True),
        ("walls.py", "LIMIT = 3", "LIMIT = 3  # found on two outlets", False),
        ("walls.py", "return text", "return bool(text)", False),
    ],
)
def test_version_follows_tables_and_settings_but_no_comment_or_code(
    rules: Path, file: str, old: str, new: str, changes: bool
) -> None:
    before = version(rules)
    path = rules / file
    path.write_text(path.read_text().replace(old, new))
    assert (version(rules) != before) is changes


def test_build_is_another_once_a_file_is_and_not_for_what_python_compiles(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "_OURS", ("invented_rules",))
    forget_rules()

    def mark() -> str:
        build_mark.cache_clear()
        return build_mark()

    before = mark()
    (rules / "__pycache__").mkdir(exist_ok=True)
    (rules / "__pycache__" / "walls.pyc").write_bytes(b"compiled")
    assert mark() == before
    os.utime(rules / "walls.py", (1, 1))
    touched = mark()
    (rules / "lines.tsv").write_text("pattern\treason\n")
    assert len({before, touched, mark()}) == 3
    build_mark.cache_clear()


class Side(Enum):
    NORTH = object()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": (2.5, None)}, "{'a': (2.5, None), 'b': 1}"),
        (frozenset({"won", "yuan"}), "{'won', 'yuan'}"),
        (re.compile("rice", re.IGNORECASE), "pattern('rice', 34)"),
        (Side.NORTH, "Side.NORTH"),
        (object(), "object"),
        (Path("/here"), "PosixPath"),
    ],
)
def test_values_are_written_alike_on_every_machine(value: object, text: str) -> None:
    assert plain(value) == text


@pytest.mark.slow
def test_version_of_every_stage_is_the_same_in_another_process() -> None:
    script = (
        "from extract.article.version import extraction_version as extract;"
        "from extract.stages import cluster_articles, extract_and_tag, read_facts, resolve_names;"
        "stages = (extract_and_tag.TagStage, resolve_names.ResolveStage, cluster_articles.ClusterStage,"
        " read_facts.FactsStage);"
        "print(extract(), *(stage.version.func(None) for stage in stages))"
    )
    said = io.StringIO()
    with redirect_stdout(said):  # in this process, whose seed of hashes is another
        exec(script, {})
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout == said.getvalue()
