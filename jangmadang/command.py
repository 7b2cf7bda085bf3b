"""The command `jangmadang`: one line where another package hides one of ours, else the command line."""

from __future__ import annotations

import sys

from jangmadang.shadows import hidden_package


def main() -> None:
    """Run the command line; exit code 2 where it cannot run."""
    hidden = hidden_package()
    if hidden is not None:
        print(f"Error: {hidden}", file=sys.stderr)
        sys.exit(2)
    from corpus.cli import main as run_command

    run_command()
