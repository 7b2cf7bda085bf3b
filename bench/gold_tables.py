"""The articles whose tables' figures are known, extracted as in a pass: what weights of tables are trained on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from facts import article_url, import_articles, read_gold

from corpus.store.articles import Corpus
from corpus.store.derived import ArticleText, Facts
from extract.stages.extract_and_tag import extract_pending


def table_articles(paths: Sequence[Path]) -> Iterator[tuple[str, Mapping[str, Any], ArticleText]]:
    """The writer, the gold and what is stored of each article of these files."""
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            own = Path(folder) / path.stem
            own.mkdir()
            golds = {article_url(gold): gold for gold in read_gold([path])}
            import_articles(list(golds.values()), own)
            extract_pending(own)
            with Corpus(own) as corpus:
                facts = Facts(corpus.db)
                for key, url in corpus.db.execute("select id, url from articles order by url").fetchall():
                    yield _writer(path), golds[url], facts.article(key)


def _writer(path: Path) -> str:
    """The set of files that one is of: "tables_tenth_en" is the tenth's, "tables_en_held" the first's."""
    name = path.stem.split("_")[1]
    return name if len(name) > len("en") else "first"
