"""The recipes of CONTRIBUTING.md: their diffs apply to the code as it is, and their checks pass then."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
RECIPES = {
    section.partition("\n")[0]: section
    for section in re.split(r"^## ", TEXT, flags=re.MULTILINE)
    if "```diff" in section
}
LARGE = ("models/trained", "models/assets", "docs/screenshots")  # no recipe changes them: linked, not copied
READ_ADDED = """
import csv, sys
from tests.extract.facts.conftest import columns, read_marked, read_passage
from extract.facts.en.activity import read_activity
from extract.facts.passage.passage_figures import published
for _, marked, wanted in csv.reader(sys.stdin, delimiter="\\t", quoting=csv.QUOTE_NONE):
    made = read_marked(marked)
    assert published(read_passage(made.text, made.names)) == [], f"no rule is asked of {marked!r}: take another"
    found = [" | ".join(part or "-" for part in columns(figure)) for figure in read_activity(made)]
    assert found == ([] if wanted == "-" else wanted.split(" ; ")), (marked, found)
"""


def block(recipe: str, language: str) -> str:
    """The recipe's block of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", RECIPES[recipe], flags=re.MULTILINE | re.DOTALL)[0]


@pytest.fixture(scope="module")
def patched(tmp_path_factory):
    """A copy of the tracked files with all the diffs applied."""
    copy = tmp_path_factory.mktemp("recipes") / "tree"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, tracked.split("\0")):
        if not name.startswith(LARGE) and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    for folder in LARGE:
        (copy / folder).symlink_to(ROOT / folder)
    for name in RECIPES:
        apply = ["git", "apply", "-C1", "--whitespace=nowarn", "-"]
        done = subprocess.run(apply, cwd=copy, input=block(name, "diff"), capture_output=True, text=True)
        assert done.returncode == 0, f"{name}: write its diff anew: {done.stderr}"
    return copy


def run_in(copy, *command, **given):
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    return subprocess.run([sys.executable, *command], cwd=copy, env=environment, text=True, timeout=600, **given)


@pytest.mark.parametrize("name", RECIPES)
def test_checks_of_a_recipe_pass_once_it_is_followed(patched, name):
    for line in block(name, "sh").splitlines():
        command, _, target = line.partition(" > ")
        program, *arguments = (part.strip('"') for part in re.findall(r'"[^"]*"|\S+', command))
        start = {"python": (), "pytest": ("-m", "pytest", "-p", "no:cacheprovider")}.get(program, ("-m", program))
        done = run_in(patched, *start, *arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert done.returncode == 0, f"{line}\n{done.stdout}"
        if target:
            (patched / target).write_text(done.stdout, "utf-8")


def test_sentences_of_the_fact_rule_are_read_as_they_say(patched):
    added = re.findall(r"^\+(developing\t.*\n)", block("Add a fact rule", "diff"), flags=re.MULTILINE)
    assert len(added) >= 2
    done = run_in(patched, "-c", READ_ADDED, input="".join(added), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout


def test_diffs_are_of_a_few_lines():
    changed = {name: len(re.findall(r"^[+-](?![+-])", block(name, "diff"), flags=re.MULTILINE)) for name in RECIPES}
    assert all(0 < count <= 30 for count in changed.values()), changed
