"""The examples of docs/python.md run as they stand."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import jangmadang

TEXT = (Path(__file__).parents[2] / "docs" / "python.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=[code.split("\n")[0] for code in EXAMPLES])
def test_example_runs(example, facts_data, tmp_path, monkeypatch, capsys):
    if "to_frame" in example and not find_spec("pandas"):
        pytest.skip("pandas is not installed: pip install '.[datasets]'")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo-data").symlink_to(facts_data)
    exec(compile(example, "docs/python.md", "exec"), {})
    assert capsys.readouterr().out


def test_doc_shows_every_function():
    functions = ("open_corpus", "read_article", "tag", "to_frame")
    shown = "\n".join(EXAMPLES)
    assert [name for name in functions if f"{name}(" not in shown] == []
    methods = [
        name for name in vars(jangmadang.OpenCorpus) if not name.startswith("_") and name not in ("close", "stats")
    ]
    assert [name for name in methods if f"corpus.{name}(" not in shown] == []
