"""Write the tables of reasons and of gates into the docs: python docs/tables.py, from the repository's root."""

from __future__ import annotations

from pathlib import Path

from corpus.outcomes import outcomes_table
from extract.gates import gates_table

TABLES = {"data-model.md": ("outcomes", outcomes_table), "extraction.md": ("gates", gates_table)}


def main() -> None:
    """Put each table between its two marks."""
    for file, (name, table) in TABLES.items():
        page = Path(__file__).with_name(file)
        before, start, rest = page.read_text("utf-8").partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- /{name} -->\n")
        page.write_text(f"{before}{start}\n{table()}\n{end}{after}", "utf-8")


if __name__ == "__main__":
    main()
