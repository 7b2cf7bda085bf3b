"""`jangmadang mcp`: a corpus for assistants, by the Model Context Protocol over standard input and output."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from corpus.cli.options import CliError, data_option

Answer = dict[str, Any]

INSTRUCTIONS = (
    "The news on North Korea's economy, as it was collected: articles, the things they name, prices, rates, trade, "
    "visits of leaders, stories and events. Every answer has the addresses of the articles it rests on: cite them. "
    "Nothing can be written."
)


@click.command()
@data_option
def mcp(data: Path) -> None:
    """Serve the corpus to an assistant: search, entities, prices, visits, stories, events, the brief; read-only.

    It speaks the Model Context Protocol on standard input and output, and ends with its input.

    \b
    Examples:
      jangmadang mcp --data /srv/jangmadang
      jangmadang mcp
    """
    try:
        library = import_module("mcp.server.mcpserver")
    except ModuleNotFoundError as error:
        raise CliError(f"{error.name} is missing: pip install 'jangmadang[mcp]'") from error
    from corpus.data_dir import DataDir
    from corpus.store.reader import open_readonly
    from jangmadang.answers import TOOLS, Answers

    open_readonly(DataDir(data).corpus).close()  # said now, and not to the assistant, where there is none
    server, answers = library.MCPServer("jangmadang", instructions=INSTRUCTIONS, log_level="WARNING"), Answers(data)
    for question in TOOLS:
        server.tool()(_answered(getattr(answers, question.__name__)))
    server.run("stdio")


def _answered(question: Callable[..., Answer]) -> Callable[..., Answer]:
    """The question, which answers what cannot be asked with the reason: the library would leave that out."""

    @wraps(question)
    def ask(*given: Any, **named: Any) -> Answer:
        try:
            return question(*given, **named)
        except ValueError as error:
            return {"refused": str(error)}

    return ask
