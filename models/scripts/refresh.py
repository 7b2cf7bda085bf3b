"""The shipped pipeline with the present names and languages, its English parts as they are:
`python -m models.scripts.refresh models/trained --version V`.

What the base or the other languages' models change needs no new training of the English one.
"""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from pathlib import Path

import click
import spacy

from models import patterns
from models.scripts.assemble import SETTLE

_WRITTEN = ("config.cfg", "meta.json", "script_names")


@click.command()
@click.argument("trained", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--version", required=True, help="The pipeline's version, stored with every mention.")
def main(trained: Path, version: str) -> None:
    """Writes names, settings and version of the pipeline in TRAINED anew."""
    scores = tomllib.loads(SETTLE.read_text(encoding="utf-8"))["scores"]
    nlp = spacy.load(trained, config={"components": {"settle": {"scores": scores}}})
    nlp.get_pipe("script_names").set_patterns(patterns.script_patterns())  # type: ignore[attr-defined]
    if "language_tagger" not in nlp.pipe_names:
        nlp.add_pipe("jangmadang_language_tagger_v1", name="language_tagger", after="script_names")
    nlp.meta["version"] = version
    with tempfile.TemporaryDirectory() as folder:
        nlp.to_disk(folder)
        for name in _WRITTEN:
            source, target = Path(folder) / name, trained / name
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            else:
                shutil.copy(source, target)
    click.echo(f"{', '.join(nlp.pipe_names)}; {version}")


if __name__ == "__main__":
    main()
