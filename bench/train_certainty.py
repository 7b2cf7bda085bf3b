"""Train the score of how sure we are of a text, on pages whose article is known, and write its weights and a plot.

    python bench/train_certainty.py PAGES.jsonl.gz… --plot docs/images/certainty.svg

Pages are JSON Lines, gzipped, of {"set", "site", "url", "html", "gold_text"}. A page is bad where the text's F1 against
the gold is under .8. The figures printed are of pages scored by weights that did not see their site; a sign whose
weight would speak for a text, the more of it there is, is left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from extraction import Score, shingles
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve
from sklearn.model_selection import LeaveOneGroupOut

from corpus.records import RawPage, Skip
from extract.article import body_of_html
from extract.article.certainty import signs_of
from extract.furniture.clearing import FurnitureRules
from extract.page.parsing import decode

OUT = Path("extract/article/certainty.json")
GOOD = 0.8
STRENGTH = 0.5
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 370" width="380" height="370" font-size="12"
 font-family="sans-serif"><rect width="380" height="370" fill="#fff"/>
<path d="M40 20V320H340" fill="none" stroke="#444"/><path d="M40 320L340 20" stroke="#bbb" stroke-dasharray="4"/>
<polyline points="{points}" fill="none" stroke="#0b5394" stroke-width="2"/>
<text x="190" y="350" text-anchor="middle">share of good pages below the score</text>
<text x="16" y="170" text-anchor="middle" transform="rotate(-90 16 170)">share of bad pages found</text>
<text x="330" y="300" text-anchor="end">{told}</text></svg>
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A page's site and set, whether its text is good, and the signs it left."""

    site: str
    of: str
    good: bool
    signs: dict[str, float]


def judged_pages(files: Sequence[Path]) -> Iterator[Judged]:
    """The pages that give an article, judged."""
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                raw = RawPage(
                    url=row["url"],
                    outlet="bench",
                    fetched_at=datetime.now(UTC),
                    body=row["html"].encode("utf-8", "replace"),
                )
                try:
                    body = body_of_html(decode(raw), FurnitureRules.of(raw, None, None))
                except Skip:
                    continue
                true, found = shingles(row["gold_text"]), shingles(body.text)
                both = (true & found).total()
                f1 = Score(precision=both / max(1, found.total()), recall=both / max(1, true.total())).f1
                site = row.get("site") or row["url"].split("/")[2]
                yield Judged(site=site, of=row.get("set", file.stem), good=f1 >= GOOD, signs=signs_of(body))


def fit(values: np.ndarray, good: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and intercept; signs that would speak for a text go, one at a time."""
    used = np.ones(values.shape[1], dtype=bool)
    while True:
        model = LogisticRegression(C=STRENGTH, max_iter=2_000).fit(values[:, used], good)
        weights = np.zeros(values.shape[1])
        weights[used] = model.coef_[0]
        if weights.max() <= 0:
            return weights, float(model.intercept_[0])
        used[weights.argmax()] = False


def plot(good: np.ndarray, scores: np.ndarray, area: float) -> str:
    """The curve of bad pages found against good pages flagged, as SVG."""
    flagged, found, _ = roc_curve(~good, -scores)
    curve = zip(flagged, found, strict=True)
    points = " ".join(f"{40 + 300 * x:.1f},{320 - 300 * y:.1f}" for x, y in curve)
    told = f"AUC {area:.2f}, {int((~good).sum())} bad of {len(good)} pages"
    return SVG.format(points=points, told=told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    pages = list(judged_pages(options.pages))
    names = list(pages[0].signs)
    values = np.array([[page.signs[name] for name in names] for page in pages])
    good = np.array([page.good for page in pages])
    scores = np.zeros(len(pages))
    for seen, unseen in LeaveOneGroupOut().split(values, good, [page.site for page in pages]):
        weights, intercept = fit(values[seen], good[seen])
        scores[unseen] = values[unseen] @ weights + intercept
    area = roc_auc_score(good, scores)
    print(f"{len(pages)} pages, {(~good).sum()} bad; AUC {area:.3f} on sites that the weights did not see")
    for of in dict.fromkeys(page.of for page in pages):
        own = np.array([page.of == of for page in pages])
        if (~good[own]).sum() > 0:
            print(
                f"  {of}: {own.sum()} pages, {(~good[own]).sum()} bad, AUC {roc_auc_score(good[own], scores[own]):.3f}"
            )
    for least in (0.5, 0.7, 0.8, 0.9, 0.95):
        below = 1 / (1 + np.exp(-scores)) < least
        print(f"  below {least}: {below.sum()} pages, {(below & ~good).sum()} of the bad ones")
    weights, intercept = fit(values, good)
    signs = {
        name: {"weight": round(float(weight), 3), "usual": round(float(np.median(values[good, index])), 3)}
        for index, (name, weight) in enumerate(zip(names, weights, strict=True))
        if weight < 0
    }
    basis = (
        f"{len(pages)} pages of public sets, {(~good).sum()} of them with an F1 under {GOOD}; AUC {area:.3f} by site"
    )
    OUT.write_text(
        json.dumps({"basis": basis, "intercept": round(intercept, 3), "signs": signs}, indent=1) + "\n", "utf-8"
    )
    if options.plot:
        options.plot.parent.mkdir(exist_ok=True)
        options.plot.write_text(plot(good, scores, area), "utf-8")


if __name__ == "__main__":
    main()
