"""What a wheel would hold: every package, every data file that the code reads."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("crawler", "extract", "models", "corpus", "jangmadang")
NOT_SHIPPED = re.compile(r"^models/(assets|configs|scripts)/|^models/project\.yml|\.pyc$")


@pytest.fixture(scope="session")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from the tracked files, by the backend itself and without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, tracked.decode().split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_bytes((ROOT / name).read_bytes())
    code = "import sys, setuptools.build_meta as b; b.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=tree, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(built).namelist())


@pytest.mark.slow
def test_wheel_holds_every_source_and_data_file(wheel_names: set[str]) -> None:
    tracked = subprocess.run(["git", "ls-files", "-z", *PACKAGES], cwd=ROOT, capture_output=True, check=True).stdout
    wanted = {name for name in tracked.decode().split("\0") if name and not NOT_SHIPPED.search(name)}
    assert sorted(wanted - wheel_names) == []


def test_wheel_holds_no_tests(wheel_names: set[str]) -> None:
    assert [name for name in wheel_names if name.startswith(("tests/", "bench/", "docs/"))] == []


def test_every_dependency_is_pinned_in_the_constraints() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    names = {re.split(r"[<>=\[!~; ]", dependency)[0].lower().replace("_", "-") for dependency in named}
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    assert sorted(names - pinned - {"jangmadang"}) == []
