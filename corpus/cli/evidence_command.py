"""The command that keeps what is cited: evidence."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from corpus.cli.options import CliError, Count, data_option, json_option


@click.command()
@click.argument("what", metavar="[ARTICLE]", required=False)
@data_option
@click.option("--out", "folder", type=click.Path(path_type=Path), metavar="DIR", help="The new folder.")
@click.option("--sentence", "words", multiple=True, metavar="WORDS", help="The sentences with these words; repeatable.")
@click.option("--version", "number", type=Count(), metavar="N", help="The nth version; the newest if left out.")
@click.option("--verify", "checked", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
              help="Verify a folder of evidence; it needs no data.")  # fmt: skip
@json_option
@click.pass_context
def evidence(
    context: click.Context,
    what: str | None,
    data: Path,
    folder: Path | None,
    words: tuple[str, ...],
    number: int | None,
    checked: Path | None,
    as_json: bool,
) -> None:
    """Write what an article said, and the page that said it, as a folder that can be verified elsewhere.

    ARTICLE is an article's id or address, or the id of a mention or a figure, whose sentence is then cited. The folder
    says whether the page stands as it was, was changed, or is gone. Of a page that asks not to be archived it has hash,
    address, times and the sentences alone. Exit codes: 0 fine, 1 something in it does not hold, 2 it cannot be done.

    \b
    Examples:
      jangmadang evidence 4f0c2b9d1e83a7c6 --out rice-price --sentence "6,200 won"
      jangmadang evidence https://www.example.org/news/123 --out cited --version 1
      jangmadang evidence --verify cited
    """
    from corpus.exporters.evidence import write_evidence
    from corpus.exporters.evidence_check import verify_evidence

    if checked is not None:
        found = verify_evidence(checked)
        _show_checks(found, as_json=as_json)
        if not all(check.holds for check in found):
            context.exit(1)
        return
    if what is None or folder is None:
        raise CliError("name an article and --out DIR, or --verify DIR")
    facts = write_evidence(data, what, folder, words=words, version=number)
    _show_facts(folder, facts, as_json=as_json)


def _show_checks(found: list[Any], *, as_json: bool) -> None:
    from corpus.cli.console import out, print_json

    if as_json:
        print_json({"holds": all(check.holds for check in found), "checks": [asdict(check) for check in found]})
        return
    for check in found:
        out.print(f"{'ok ' if check.holds else 'NOT'}  {check.what}", markup=False)


def _show_facts(folder: Path, facts: dict[str, Any], *, as_json: bool) -> None:
    from corpus.cli.console import out, print_json

    if as_json:
        print_json(facts)
        return
    page, since = facts["page"], facts["since"]
    out.print(f"{folder}: {facts['article']['title']}", markup=False)
    out.print(f"  fetched {page.get('fetched_at')}, {page['body_sha256'] or page.get('stored_hash')}", markup=False)
    out.print(f"  the page is {since['state'].replace('-', ' ')}", markup=False)
    for sentence in facts["sentences"]:
        out.print(f"  {' '.join(sentence['text'].split())}", markup=False)
