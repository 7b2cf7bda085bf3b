"""The version that mentions are stored with."""

from __future__ import annotations

from models.pipeline import load, pipeline_version


def test_version_without_loading_is_the_loaded_pipelines() -> None:
    meta = load().meta
    assert pipeline_version() == f"{meta['name']}-{meta['version']}"
