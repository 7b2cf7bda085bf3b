"""What each step of extraction is worth: the scores with one step left out at a time.

A step is named by the function that takes it and by what stands in for it. Steps are left out by standing in for the
name where it is called, so that nothing in the product knows of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _first(value: Any, *_: Any, **__: Any) -> Any:
    return value


def _no_elements(*_: Any, **__: Any) -> tuple[()]:
    return ()


def _no_grids(*_: Any, **__: Any) -> dict[Any, Any]:
    return {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A step: what it is called in the table, where it is called (module and name), what stands in for it."""

    name: str
    where: str
    instead: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Without:
    """Stands in for the names of boxes: all kinds but one."""

    real: Callable[..., Any]
    kind: str

    def __call__(self, *names: Any) -> Any:
        """The kind of a box, None for the one left out."""
        found = self.real(*names)
        return None if found == self.kind else found


def _boxes(kinds: Sequence[str]) -> Iterator[Step]:
    real = import_module("extract.furniture.boxes").box_kind
    for kind in kinds:
        yield Step(name=f"boxes: {kind}", where="extract.furniture.boxes:box_kind", instead=Without(real, kind))


def steps() -> tuple[Step, ...]:
    """Every step that can be left out, in the order of the trip."""
    kinds = import_module("extract.page.element_names").BOX_WORDS
    content = "extract.article.content"
    return (
        Step(name="small mendings", where="extract.page.parsing:mend_tree", instead=_nothing),
        Step(name="hidden text settled", where="extract.page.parsing:settle_hidden", instead=_nothing),
        Step(name="layout tables unwrapped", where="extract.page.parsing:unwrap_layout_tables", instead=_nothing),
        Step(name="tables as rows", where="extract.page.parsing:lift_grids", instead=_no_grids),
        Step(name="script state", where="extract.page.parsing:with_script_state", instead=_first),
        Step(name="picture lines", where="extract.furniture.boxes:_picture_lines", instead=_no_elements),
        *_boxes(["caption", *kinds]),
        Step(name="pieces joined", where=f"{content}:join_pieces", instead=_first),
        Step(name="runs split", where=f"{content}:split_runs", instead=_first),
        Step(name="page order", where=f"{content}:in_page_order", instead=_first),
        Step(name="second opinion", where=f"{content}:second_opinion", instead=_first),
        Step(name="lost paragraphs back", where=f"{content}:restore_lost", instead=_first),
        *(
            Step(name=name, where=f"{content}:{function}", instead=_nothing)
            for name, function in (
                ("kicker", "drop_kicker"),
                ("headline", "drop_headline"),
                ("line rules", "drop_by_rules"),
                ("teasers", "drop_teasers"),
                ("link tail", "drop_link_tail"),
                ("strays", "drop_strays"),
                ("other stories", "drop_far"),
                ("repeats", "drop_repeats"),
                ("standfirst", "add_standfirst"),
                ("cards", "drop_cards"),
            )
        ),
        Step(name="gates", where="extract.article:ask", instead=_nothing),
    )


@contextmanager
def left_out(step: Step) -> Iterator[None]:
    """The product without a step, until the end of the block."""
    module_name, name = step.where.split(":")
    module = import_module(module_name)
    real = getattr(module, name)
    setattr(module, name, step.instead)
    try:
        yield
    finally:
        setattr(module, name, real)


def worth(score: Callable[[], Mapping[str, float]]) -> Iterator[tuple[str, Mapping[str, float]]]:
    """For each step what `score` (F1 by set) loses without it; the first row is the score with all of them."""
    whole = score()
    yield "all steps", whole
    for step in steps():
        with left_out(step):
            less = score()
        yield step.name, {key: whole[key] - less[key] for key in whole}
