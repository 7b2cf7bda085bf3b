"""What comes from others: by its hash, under a licence that goes with ours, listed in a bill of materials."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
EXTRAS = ("web", "alerts", "word", "mcp", "parquet", "datasets")  # what people install to use it
# Licences under which a library may be used beside ours (MIT), as packages write them. Mozilla's ask for their own
# files alone.
GOES_WITH_OURS = re.compile(
    r"MIT(-0| License)?|0BSD|BSD( License|-[23]-Clause)?|Apache([- ]2\.0| Software License| License, Version 2\.0)?"
    r"|ISC( License \(ISCL\))?|PSF-2\.0|Python Software Foundation License|CNRI-Python|ZPL-2\.1|Zlib|CC0-1\.0"
    r"|Public[- ]Domain|The Unlicense|Unlicense|MPL-(1\.1|2\.0)|Mozilla Public License 2\.0 \(MPL 2\.0\)"
)
# what says nothing that a program can read, and was read by a person
READ = {"ipadic": "its COPYING: use, copies and changes are free (Nara Institute of Science and Technology)"}
_VERSION = re.compile(r"(?m)^([A-Za-z0-9._-]+)==(\S+)")


def pinned(name: str) -> dict[str, str]:
    """The versions that a file pins, by name."""
    found = _VERSION.findall((ROOT / name).read_text("utf-8"))
    return {str(canonicalize_name(package)): version for package, version in found}


def licences(name: str) -> list[str]:
    """The licences of an installed package, as it writes them; several where any of them may be chosen."""
    said = metadata.metadata(name)
    expression = said.get("License-Expression")
    if expression:
        return [expression]
    classified = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License")]
    return classified or [(said.get("License") or "").partition("\n")[0]]


def goes_with_ours(expression: str) -> bool:
    """Whether one choice of a licence expression is of licences that go with ours, all of them."""
    return any(
        all(GOES_WITH_OURS.fullmatch(part.strip()) for part in re.split(r" and ", choice, flags=re.IGNORECASE))
        for choice in re.split(r" OR ", expression.strip("()") if " OR " in expression else expression)
    )


@cache
def installed() -> frozenset[str]:
    """The packages here that the project needs to run, with those that they need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    waiting = [(line, "") for line in (*project["dependencies"], *(line for name in EXTRAS for line in extras[name]))]
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    while waiting:
        line, extra = waiting.pop()
        needed = Requirement(line)
        name = str(canonicalize_name(needed.name))
        if name == "jangmadang" or (needed.marker is not None and not needed.marker.evaluate({"extra": extra})):
            continue
        try:
            below = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # of an extra that is not installed here
        found.add(name)
        for each in {"", *needed.extras} - {known for one, known in seen if one == name}:
            seen.add((name, each))
            waiting += [(requirement, each) for requirement in below]
    return frozenset(found)


def test_every_library_has_a_licence_that_goes_with_ours() -> None:
    assert len(installed()) > 100
    strange = {
        name: licences(name) for name in installed() - READ.keys() if not any(map(goes_with_ours, licences(name)))
    }
    assert strange == {}
    assert all(not any(map(goes_with_ours, licences(name))) for name in READ.keys() & installed())


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT AND BSD-3-Clause", True),
        ("MPL-1.1 OR GPL-2.0-only", True),
        ("GPL-3.0-only", False),
        ("MIT AND AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_licence_that_does_not_go_with_ours_is_told(expression: str, allowed: bool) -> None:
    assert goes_with_ours(expression) is allowed


@pytest.mark.parametrize("name", ["build", "run", "dev"])
def test_a_lock_has_hashes_and_the_versions_that_were_tested(name: str) -> None:
    text = (ROOT / "locks" / f"{name}.txt").read_text("utf-8")
    assert "://" not in text
    entries = re.split(r"(?m)^(?=\S)", text)[1:]
    assert entries and all(re.search(r"\n    --hash=sha256:[0-9a-f]{64}\b", entry) for entry in entries)
    tested = pinned("constraints.txt")
    assert {package: v for package, v in pinned(f"locks/{name}.txt").items() if tested.get(package, v) != v} == {}


def test_the_locks_hold_all_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    asked = {"run": [*project["project"]["dependencies"], *extras["web"]], "build": project["build-system"]["requires"]}
    asked["dev"] = [*asked["run"], *extras["dev"], *extras["alerts"], *extras["word"], *extras["datasets"]]
    for name, lines in asked.items():
        held = pinned(f"locks/{name}.txt")
        for needed in map(Requirement, lines):
            known = held.get(canonicalize_name(needed.name))
            assert needed.name == "jangmadang" or (known and needed.specifier.contains(known)), f"{name}: {needed}"


def of_makefile(target: str) -> list[str]:
    """The lines of a target."""
    text = (ROOT / "Makefile").read_text("utf-8")
    found: Iterator[str] = iter(re.findall(rf"(?m)^{re.escape(target)}:.*\n((?:\t.*\n)+)", text))
    return next(found).replace("\\\n", " ").splitlines()


def test_what_runs_is_installed_by_hash_and_builds_nothing_unseen() -> None:
    locked = re.search(r"(?m)^LOCKED := (.*)$", (ROOT / "Makefile").read_text("utf-8"))
    assert locked is not None and "--require-hashes" in locked[1] and "--no-build-isolation" in locked[1]
    for target in ("$(VENV)/.run", "$(VENV)/.dev"):
        installs = [line for line in of_makefile(target) if "$(LOCKED)" in line or "install" in line]
        assert installs
        assert all(
            "$(LOCKED)" in line or {"--no-deps", "--no-build-isolation"} <= set(line.split()) for line in installs
        )


@pytest.mark.slow
@pytest.mark.long
def test_the_bill_of_materials_is_valid_and_names_what_is_installed(tmp_path: Path) -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    (line,) = of_makefile("sbom")
    program, *arguments = line.split()
    assert program == "$(BIN)/cyclonedx-py"
    given = [str(tmp_path / "sbom.json") if each == "sbom.json" else each for each in arguments]
    given = [sys.executable if each == "$(BIN)/python" else each for each in given]
    subprocess.run(
        [sys.executable, "-m", "cyclonedx_py", *given, "--no-validate"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = (tmp_path / "sbom.json").read_text("utf-8")
    listed = json.loads(text)
    assert JsonStrictValidator(SchemaVersion.from_version(listed["specVersion"])).validate_str(text) is None
    assert listed["metadata"]["component"]["name"] == "jangmadang"
    assert installed() <= {str(canonicalize_name(part["name"])) for part in listed["components"]}
