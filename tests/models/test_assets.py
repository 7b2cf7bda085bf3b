"""The annotated texts: what is measured on is not what was trained on."""

from __future__ import annotations

from models.scripts.evaluate import ASSETS, SPLITS
from models.scripts.markup import read_folder


def test_no_paragraph_of_a_split_is_in_another() -> None:
    seen: dict[str, str] = {}
    for split in ("train", *SPLITS):
        for document in read_folder(ASSETS / split):
            for paragraph in document.text.split("\n\n"):
                if len(paragraph) > 60:
                    assert seen.setdefault(paragraph, split) == split


def test_slugs_are_unique_among_the_texts_trained_on() -> None:
    slugs = [document.slug for document in read_folder(ASSETS / "train")]
    assert len(slugs) == len({*slugs})
