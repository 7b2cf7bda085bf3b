"""The labels' colours as a style sheet, made of the table of labels."""

from __future__ import annotations

from datasette.utils.asgi import Response

from corpus.labels import Label, listed


def label_styles() -> str:
    """CSS: colours by day and by night, and where each label's are used: names, chips, links, dots and nodes."""
    by_day = " ".join(_tokens(label, dark=False) for label in listed())
    by_night = " ".join(_tokens(label, dark=True) for label in listed())
    rules = [
        f":root {{ {by_day} }}",
        f"@media (prefers-color-scheme: dark) {{ :root {{ {by_night} }} }}",
        *(_rules(label) for label in listed()),
    ]
    return "\n".join(rules) + "\n"


def css_class(label: Label) -> str:
    """The class that marks what has a label."""
    return label.name.lower()


def _tokens(label: Label, *, dark: bool) -> str:
    colours = label.colours
    ink, tint = (colours.dark_ink, colours.dark_tint) if dark else (colours.ink, colours.tint)
    return f"--{css_class(label)}: {ink}; --{css_class(label)}-tint: {tint};"


def _rules(label: Label) -> str:
    name, line = css_class(label), label.colours.line
    width = " border-bottom-width: 3px;" if line == "double" else ""
    return (
        f".{name}.chip, .{name}.name {{ background: var(--{name}-tint); color: var(--{name});"
        f" border-bottom-style: {line};{width} border-color: currentcolor; }}\n"
        f".thing.{name} {{ color: var(--{name}); }}"
        f" .map .dot.{name}, .network .{name} circle {{ fill: var(--{name}); }}"
    )


async def styles_page() -> Response:
    """The style sheet."""
    return Response(label_styles(), headers={"Cache-Control": "max-age=3600"}, content_type="text/css; charset=utf-8")


ROUTES = [(r"^/labels\.css$", styles_page)]
