"""What the tests of listings share."""

from __future__ import annotations

import pytest

from crawler.outlets import Outlet


@pytest.fixture
def outlet() -> Outlet:
    """A Korean daily whose addresses lie at one host."""
    return Outlet(
        id="desk", name="Desk", homepage="https://desk.example/", country="kr", language="ko", kind="daily",
        feeds=("https://desk.example/list",),
    )  # fmt: skip
