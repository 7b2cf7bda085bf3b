"""Speed, memory and load of the shipped pipeline on the texts of each language, each in a process of its own.

    python bench/languages.py [--mixed]

`--mixed` adds what 1,000 texts in five languages take beside 1,000 English ones, and how many characters each have.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from itertools import cycle, islice

import click

from models.pipeline import load
from models.scripts.evaluate import ASSETS
from models.scripts.markup import read_folder

FOLDERS = {"en": "plain", "ko": "train_ko", "zh": "train_zh", "ja": "train_ja", "ru": "train_ru"}
TEXTS, ARTICLES = 120, 1_000


def read_texts(language: str) -> list[str]:
    """The first texts of a language."""
    return [document.text for document in read_folder(ASSETS / FOLDERS[language])][:TEXTS]


def run_probe(language: str) -> None:
    """Prints the figures of one language; runs in the child process."""
    start = time.process_time()
    nlp = load()
    loaded = time.process_time() - start
    texts = read_texts(language)
    start = time.process_time()
    nlp(texts[0])
    first = time.process_time() - start
    start = time.process_time()
    for _doc in nlp.pipe(texts):
        pass
    took = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {
        "words_s": sum(len(text.split()) for text in texts) / took,
        "characters_s": sum(map(len, texts)) / took,
        "load_s": loaded,
        "first_text_s": first,
        "memory_mb": memory,
    }
    print(json.dumps({key: round(value, 2) for key, value in figures.items()}))


def measure_mixed() -> tuple[tuple[float, int], tuple[float, int]]:
    """CPU seconds and characters of 1,000 English texts and of 1,000 in five languages in turn."""
    nlp = load()
    texts = {language: read_texts(language) for language in FOLDERS}
    english = list(islice(cycle(texts["en"]), ARTICLES))
    mixed = [texts[language][i % len(texts[language])] for i in range(ARTICLES // 5) for language in FOLDERS]
    taken: list[tuple[float, int]] = []
    for articles in (english, mixed):
        for text in {texts[language][0] for language in FOLDERS}:
            nlp(text)
        start = time.process_time()
        for _doc in nlp.pipe(articles):
            pass
        taken.append((time.process_time() - start, sum(map(len, articles))))
    return taken[0], taken[1]


@click.command()
@click.option("--mixed", is_flag=True)
@click.option("--probe", type=click.Choice(list(FOLDERS)), hidden=True)
def main(mixed: bool, probe: str | None) -> None:
    """Measures the pipeline by language."""
    if probe:
        return run_probe(probe)
    for language in FOLDERS:
        command = [sys.executable, __file__, "--probe", language]
        figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        click.echo(f"{language}  " + "  ".join(f"{key} {value:,}" for key, value in figures.items()))
    if mixed:
        for name, (seconds, characters) in zip(("English", "five languages"), measure_mixed(), strict=True):
            click.echo(f"1,000 texts in {name}: {seconds:.1f} s, {characters:,} characters")
    return None


if __name__ == "__main__":
    main()
