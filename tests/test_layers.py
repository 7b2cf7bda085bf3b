"""The one-way order of docs/architecture.md, between packages and between the rooms of each, read from the sources."""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("crawler", "extract", "models", "corpus", "jangmadang")
LONGEST = 400  # lines of a module
MOST_ROOMS = 20  # at the top of a package

# modules that everyone may import, because they import nothing but the standard library (and one another)
LEAVES = (
    "corpus.outcomes",
    "corpus.records",
    "corpus.names",
    "corpus.times",
    "corpus.files",
    "corpus.data_dir",
    "crawler.outlets",
    "corpus.labels",
)

MAY_IMPORT = {
    "corpus": ("corpus",),
    "models": ("models", "corpus.labels", "corpus.names", "corpus.records"),
    "crawler": ("crawler", "corpus"),
    "extract": ("extract", "corpus", "models", "crawler.outlets"),
    "jangmadang": ("jangmadang", "corpus", "crawler", "extract", "models"),
}
NEVER = {
    "corpus": ("scrapy", "spacy", "trafilatura"),
    "models": ("scrapy", "trafilatura", "sqlite_utils"),
    "crawler": ("spacy", "trafilatura"),
    "extract": ("scrapy", "twisted"),
    "jangmadang": ("scrapy", "trafilatura", "sqlite_utils"),
}

# The rooms of each package, from the ground up: a room imports what stands before it, never what comes after.
ROOMS = {
    "corpus": """times outcomes records files sheets data_dir labels names settings versions schema store search read
                 decisions exporters run house web cli""",
    "crawler": """outlets addresses newsroom routes ledger results settings pipelines health manners plan process
                  responses spiders fetch one_crawl checking intake cli""",
    "extract": "boosted_trees page fields topics furniture gates facts resolve article stories events stages cli",
    "models": "kb patterns components pipeline word_vectors scripts",
    "jangmadang": "shadows read_and_tag figures frames corpus_door answers client bulk mcp_command command __main__",
}

# a basename says where one is, so each is used once; these are Python's own, and Scrapy's
SHARED_BASENAMES = ("__init__", "__main__", "settings")


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path): path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))}


@cache
def imported_names(module: str) -> frozenset[str]:
    """Every name that a source imports, inside functions and for type checking too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are written from the top"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(found)


@cache
def imported_modules(module: str) -> frozenset[str]:
    """Those of our own modules that the names come from."""
    ours = (name for name in imported_names(module) if package_of(name) in PACKAGES)
    return frozenset(name if name in MODULES else name.rpartition(".")[0] for name in ours) - {module}


def package_of(name: str) -> str:
    return name.partition(".")[0]


def room_of(module: str) -> str:
    """The part of a package that a module stands in; "" for the package's own `__init__`."""
    return [*module.split("."), ""][1]


def rooms_of(package: str) -> set[str]:
    return {room_of(module) for module in MODULES if package_of(module) == package} - {""}


def below(module: str, tops: tuple[str, ...]) -> bool:
    return any(module == top or module.startswith(f"{top}.") for top in tops)


def modules_on_circles() -> list[str]:
    """What is left when modules that import none of the rest, or that none of the rest imports, are taken away."""
    left = dict.fromkeys(MODULES)
    while True:
        imported = {target for module in left for target in imported_modules(module)}
        kept = {m: None for m in left if m in imported and imported_modules(m) & left.keys()}
        if len(kept) == len(left):
            return list(left)
        left = kept


def test_names_of_modules_are_found():
    assert len(MODULES) > 300
    assert all(target in MODULES for module in MODULES for target in imported_modules(module))


def test_packages_import_only_what_lies_below_them():
    up = [
        f"{module} imports {name}"
        for module in MODULES
        for name in sorted(imported_names(module))
        if package_of(name) in PACKAGES and not below(name, MAY_IMPORT[package_of(module)])
    ]
    assert not up, "\n".join(up)


def test_packages_keep_to_their_own_libraries():
    foreign = [
        f"{module} imports {name}"
        for module in MODULES
        for name in sorted(imported_names(module))
        if below(name, NEVER[package_of(module)])
    ]
    assert not foreign, "\n".join(foreign)


def test_leaves_import_the_standard_library_alone():
    others = [
        f"{module} imports {name}"
        for module in MODULES
        if below(module, LEAVES)
        for name in sorted(imported_names(module))
        if not below(name, LEAVES) and package_of(name) not in sys.stdlib_module_names
    ]
    assert not others, "\n".join(others)


def test_imports_make_no_circle():
    circles = modules_on_circles()
    assert not circles, "\n".join(circles)


@pytest.mark.parametrize("package", PACKAGES)
def test_rooms_import_only_what_stands_before_them(package):
    order = {room: place for place, room in enumerate(ROOMS[package].split())}
    assert order.keys() == rooms_of(package), "ROOMS names every room of a package, and no other"
    up = [
        f"{module} imports {target}"
        for module in MODULES
        if package_of(module) == package and room_of(module)
        for target in sorted(imported_modules(module))
        if package_of(target) == package and room_of(target)
        if order[room_of(target)] > order[room_of(module)]
    ]
    assert not up, "\n".join(up)


def test_gates_and_furniture_know_nothing_of_each_other():
    between = ("extract.gates", "extract.furniture")
    named = {(m, t) for m in MODULES for t in imported_modules(m) if below(m, between) and below(t, between)}
    assert sorted((m, t) for m, t in named if room_of(m) != room_of(t)) == []


def test_architecture_states_the_order_of_the_rooms():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    stated = dict(re.findall(r"^(\w+):((?:\s+\w+\b(?!:))+)", text, re.MULTILINE))
    assert {package: stated.get(package, "").split() for package in PACKAGES} == {p: ROOMS[p].split() for p in PACKAGES}


def test_packages_have_few_rooms():
    assert {package: sorted(rooms_of(package)) for package in PACKAGES if len(rooms_of(package)) > MOST_ROOMS} == {}


def test_no_basename_is_used_twice():
    named = defaultdict(list)
    for module, path in MODULES.items():
        named[path.stem].append(module)
    assert {name: n for name, n in named.items() if len(n) > 1 and name not in SHARED_BASENAMES} == {}


def test_modules_are_short():
    lines = {module: len(path.read_text("utf-8").splitlines()) for module, path in MODULES.items()}
    assert {module: count for module, count in lines.items() if count > LONGEST} == {}


def test_environment_is_read_in_one_place():
    reads = re.compile(r"\bos\.(environ|getenv)\b")
    assert [module for module, path in MODULES.items() if reads.search(path.read_text("utf-8"))] == ["corpus.settings"]
