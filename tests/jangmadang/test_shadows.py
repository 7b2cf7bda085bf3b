"""Where another package hides one of ours, the command and the import say so in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jangmadang.shadows import hidden_package

ROOT = Path(__file__).parents[2]
PACKAGES = ("corpus", "crawler", "extract", "models")


def python(*arguments, first):
    path = os.pathsep.join((str(first), str(ROOT)))
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=240,
        env={**os.environ, "PYTHONPATH": path},
    )


@pytest.fixture(params=["a package", "a folder of modules", "a module"])
def foreign(request, tmp_path):
    """Puts another package of a name first, in each of the ways in which one can be found before ours."""

    def put(name: str) -> Path:
        place = tmp_path / "elsewhere"
        (place / name).mkdir(parents=True)
        (place / name / "user.py").write_text("class User: ...\n")
        if request.param == "a package":
            (place / name / "__init__.py").write_text("")
        elif request.param == "a module":
            (place / name / "user.py").unlink()
            (place / name).rmdir()
            (place / f"{name}.py").write_text("class User: ...\n")
        return place

    return put


def is_found(place, name):
    """Whether Python finds it before ours: a folder without `__init__.py` gives way to a package further on."""
    code = f"import importlib.util as u; print(u.find_spec({name!r}).submodule_search_locations)"
    return str(ROOT) not in python("-c", code, first=place).stdout


@pytest.mark.parametrize("name", PACKAGES)
def test_command_ends_with_one_line(foreign, name):
    place = foreign(name)
    done = python("-m", "jangmadang", "--help", first=place)
    if not is_found(place, name):
        assert done.returncode == 0 and "Commands:" in done.stdout
        return
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"Error: another package called {name!r} is found before Jangmadang's own: {place}")


def test_import_says_the_same(foreign):
    place = foreign("models")
    done = python("-c", "from jangmadang import tag", first=place)
    assert ("another package called 'models'" in done.stderr) == is_found(place, "models")


def test_nothing_is_hidden_here():
    assert hidden_package() is None
    done = python("-m", "jangmadang", "--version", first=ROOT)
    assert done.returncode == 0 and "jangmadang" in done.stdout
