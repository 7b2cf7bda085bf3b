"""Whether the tests bite: small faults are planted in a module, one at a time, and its tests should fail of each.

    python bench/mutants.py --each 40 --seed 1 [extract.fields.dates …]

Of each module so many mutants are drawn by the seed: a comparison, a number, a word, a condition or a statement is
another. A mutant lives in the memory of a forked process alone: no file is touched, and libraries are loaded once. The
tests that stand for the module below run there, stopped at the first that fails, within three times the processor time
that they take without a fault. Printed as JSON: how many were killed of how many, and those that no test noticed.

Tools that were looked at: mutmut knows functions only, and half of our rules stand in tables and constants; cosmic-ray
writes each mutant into the source tree and starts pytest anew for each, which takes hours here; neither draws a sample.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

ROOT = Path(__file__).parents[1]
NAMES = ("tests/corpus/names/test_compared.py", "tests/corpus/names", "tests/extract/resolve/test_across_scripts.py",
         "tests/extract/resolve/test_kinds.py", "tests/extract/resolve/test_document.py")  # fmt: skip
STORIES = tuple(f"tests/extract/stories/test_{name}.py" for name in (
    "measures", "judging", "spelling", "words", "numbers", "event_guards", "grouping", "story_versions", "pairs",
    "moving_stories", "lineage"))  # fmt: skip
DATES = tuple(f"tests/extract/fields/test_{name}.py" for name in (
    "date_forms", "date_ranks", "dates", "date_spellings", "dates_beside_text"))  # fmt: skip
ADDRESSES = ("tests/crawler/test_addresses.py", "tests/extract/fields/test_canonical.py")
TARGETS: dict[str, tuple[str, ...]] = {
    **{f"corpus.names.{name}": NAMES for name in (
        "conflicts", "people", "things", "places", "western", "syllables", "hangul", "kana", "runs", "foreign",
        "translated", "goods", "text")},
    "extract.resolve.pair_evidence": (
        "tests/extract/resolve/test_pair_evidence.py", "tests/extract/resolve/test_translated_pairs.py",
        "tests/extract/resolve/test_written_alike.py", *NAMES),
    "extract.resolve.shared_words": ("tests/extract/resolve/test_shared_words.py", *NAMES),
    **{f"extract.stories.{name}": STORIES for name in (
        "compare", "judging", "numbers", "words", "spelling", "story_versions", "grouping", "event_guards")},
    "extract.fields.dates": DATES,
    "extract.fields.date_forms": DATES,
    "extract.fields.canonical": ADDRESSES,
    "crawler.addresses": ADDRESSES,
    "corpus.decisions.file": ("tests/corpus/decisions", "tests/corpus/test_sheets.py"),
    "corpus.decisions.kept": ("tests/corpus/decisions",),
    "corpus.decisions.story_rulings": ("tests/corpus/decisions", "tests/extract/stories/test_rulings.py"),
    "crawler.intake.sieve": ("tests/crawler/intake/test_sieve.py",),
    "crawler.manners.resolver": ("tests/crawler/manners/test_resolver.py",),
    "corpus.web.sql_guards": ("tests/corpus/web/test_sql_guards.py", "tests/corpus/web/test_hostile_sql.py"),
    "corpus.files": ("tests/corpus/test_files.py", "tests/corpus/web/test_cells.py"),
}  # fmt: skip
LONG = ("test_no_module_lists_surnames_of_its_own", "hundreds_of_words")  # seconds each, and about other things
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:faker", "-m", "not slow and not long",
           "-k", " and ".join(f"not {name}" for name in LONG))  # fmt: skip
LIBRARIES = (
    "_pytest.pytester",
    "lxml.html",
    "numpy",
    "rapidfuzz",
    "sqlite_utils",
    "dateutil.parser",
    "scrapy",
    "twisted.internet.defer",
    "trafilatura",
    "click",
    "rich",
    "warcio",
    "ahocorasick_rs",
    "regex",
    "datasette",
    "asyncio",
)
OTHERS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLED = {"any": "all", "all": "any", "min": "max", "max": "min"}
Change = tuple[int, str, Callable[[], None]]  # the line, what is changed, and the change itself


def changes(tree: ast.AST) -> Iterator[Change]:
    """Every change that can be made to a module's tree, always in the same order."""
    for node in _plain_nodes(tree):
        line = getattr(node, "lineno", 0)
        yield from _changes_of_operators(node, line)
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            yield line, f"not ({ast.unparse(node.test)})", _negation(node, "test")
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield line, f"without not: {ast.unparse(node)}", _negation(node, "operand")
        if isinstance(node, ast.comprehension):
            for number, test in enumerate(node.ifs):
                yield test.lineno, f"if not ({ast.unparse(test)})", _place(node.ifs, number, _negated(test))
        for statements in (getattr(node, name, []) for name in ("body", "orelse", "finalbody")):
            for number, statement in enumerate(statements if isinstance(statements, list) else ()):
                if _can_go(statement):
                    text = ast.unparse(statement).splitlines()[0]
                    yield statement.lineno, f"without {text}", _place(statements, number, ast.Pass())


def _plain_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a tree but annotations, docstrings, what an exception says, and parts of f-strings."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "exc") or isinstance(node, ast.JoinedStr):
                continue
            children = value if isinstance(value, list) else [value]
            waiting += [
                child
                for child in children
                if isinstance(child, ast.AST) and not (isinstance(child, ast.Expr) and _is_text(child.value))
            ]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _can_go(statement: ast.stmt) -> bool:
    calls = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call | ast.Yield | ast.YieldFrom)
    return calls or isinstance(statement, ast.AugAssign | ast.Continue | ast.Break | ast.Raise)


def _changes_of_operators(node: ast.AST, line: int) -> Iterator[Change]:
    if isinstance(node, ast.Compare):
        for number, op in enumerate(node.ops):
            if type(op) in OTHERS:
                other = OTHERS[type(op)]
                yield line, f"{other.__name__}: {ast.unparse(node)}", _place(node.ops, number, other())
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in OTHERS:
        other = OTHERS[type(node.op)]
        yield line, f"{other.__name__}: {ast.unparse(node)}", lambda: setattr(node, "op", other())
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLED:
        name = CALLED[node.func.id]
        yield line, f"{name}: {ast.unparse(node)}", lambda: setattr(node, "func", ast.Name(name, ast.Load()))
    elif isinstance(node, ast.Constant):
        value: Any = node.value
        if isinstance(value, bool):
            yield line, f"{not value} for {value}", lambda: setattr(node, "value", not value)
        elif isinstance(value, int | float):
            yield line, f"{value + 1} for {value}", lambda: setattr(node, "value", value + 1)
        elif isinstance(value, str | bytes) and value:
            yield line, f"nothing for {value!r}", lambda: setattr(node, "value", value[:0])


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _negation(node: ast.AST, field: str) -> Callable[[], None]:
    return lambda: setattr(node, field, _negated(getattr(node, field)))


def _place(nodes: list[Any], number: int, node: ast.AST) -> Callable[[], None]:
    return lambda: nodes.__setitem__(number, node)


class Planted(SourceFileLoader):
    """Loads a module with one of its changes made."""

    def __init__(self, name: str, path: str, number: int) -> None:
        super().__init__(name, path)
        self.number = number

    def get_code(self, fullname: str) -> CodeType:
        """The changed module."""
        tree = ast.parse(Path(self.path).read_bytes())
        list(changes(tree))[self.number][2]()
        return compile(ast.fix_missing_locations(tree), self.path, "exec")


class Finder(PathFinder):
    """Finds one module as a planted one, and leaves the others to Python."""

    module = ""
    number = 0

    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The module's spec, or None for any other."""
        if fullname != cls.module:
            return None
        spec = super().find_spec(fullname, path, target)
        assert spec is not None
        assert spec.origin is not None
        spec.loader = Planted(fullname, spec.origin, cls.number)
        return spec


def run_tests(tests: tuple[str, ...], module: str, number: int | None, seconds: float) -> tuple[int, float]:
    """How a forked process ended that ran the tests with a change made (None: with none), and its processor time."""
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        resource.setrlimit(resource.RLIMIT_DATA, (4 * 2**30, 4 * 2**30))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        if number is not None:
            Finder.module, Finder.number = module, number
            sys.meta_path.insert(0, Finder)
        import pytest

        code = 1
        try:
            code = int(pytest.main([*OPTIONS, *tests]))
        finally:
            os._exit(code)
    late = time.monotonic() + 20 * seconds  # by the clock, for one that waits for ever
    while True:
        ended, status, used = os.wait4(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        if time.monotonic() > late:
            os.killpg(child, signal.SIGKILL)
        time.sleep(0.02)


def score(module: str, tests: tuple[str, ...], each: int, seed: int) -> dict[str, Any]:
    """How many of a module's mutants its tests killed, and which lived.

    Raises:
        SystemExit: the tests fail without any change.
    """
    code, took = run_tests(tests, module, None, 300)
    if code:
        sys.exit(f"{' '.join(tests)} end with {code} by themselves")
    path = ROOT / f"{module.replace('.', '/')}.py"
    every = list(changes(ast.parse(path.read_bytes())))
    drawn = sorted(random.Random(f"{seed} {module}").sample(range(len(every)), k=min(each, len(every))))
    lived = [n for n in drawn if run_tests(tests, module, n, 3 * took + 5)[0] == 0]
    killed = len(drawn) - len(lived)
    return {
        "module": module, "possible": len(every), "mutants": len(drawn), "killed": killed,
        "score": round(killed / max(1, len(drawn)), 3), "seconds": round(took, 1),
        "lived": [f"{every[n][0]}: {every[n][1]}" for n in lived],
    }  # fmt: skip


def main() -> None:
    """Score the modules one after another, and then all of them together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", choices=[*TARGETS, []])
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for library in LIBRARIES:
        __import__(library)
    done = []
    for module in given.modules or TARGETS:
        done.append(score(module, TARGETS[module], given.each, given.seed))
        print(json.dumps(done[-1], ensure_ascii=False, indent=1), flush=True)
    killed, mutants = (sum(found[name] for found in done) for name in ("killed", "mutants"))
    print(json.dumps({"seed": given.seed, "killed": killed, "mutants": mutants, "score": round(killed / mutants, 3)}))


if __name__ == "__main__":
    main()
