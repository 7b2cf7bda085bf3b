"""A real browser (Debian's chromium) on the pages over the newsroom's corpus. `make test-browser` runs these tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests import forked_commands

playwright = pytest.importorskip("playwright.sync_api")
playwright.expect.set_options(timeout=30_000)  # five seconds are too few for a slow machine
CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a demo: the newsroom crawled, read and resolved; each worker has a copy of one."""
    data = tmp_path_factory.mktemp("browser") / "demo"
    of_this_run = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else data.parent
    made = of_this_run / "made" / "demo"
    with FileLock(of_this_run / "made.lock"):
        if not made.exists():
            done = forked_commands.run("demo", "--data", str(made), timeout=600)
            assert done.returncode == 0, done.stderr
    return Path(shutil.copytree(made, data))


@pytest.fixture(scope="session")
def served(newsroom: Path) -> Iterator[tuple[str, str]]:
    """(address, link that opens the review) of `jangmadang serve --review` over it."""
    command = ("serve", "--review", "--port", "0", "--data", str(newsroom))
    server = forked_commands.start(*command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    address = re.search(r"http://\S+", server.stderr.readline())
    link = re.search(r"http://\S+", server.stderr.readline())
    assert address and link
    yield address[0].rstrip("/"), link[0]
    server.terminate()
    server.wait()
    server.stderr.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[playwright.Browser]:
    """Debian's chromium, without a window."""
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: playwright.Browser, served: tuple[str, str]) -> Iterator[playwright.Page]:
    """A fresh tab; whatever it tried to load from elsewhere, and every script error, fails the test."""
    context = browser.new_context(base_url=served[0], viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(served[0]) else wrong.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert wrong == []


def follow(link: playwright.Locator) -> None:
    """Click what leads to another page, and wait until that one has loaded: a click alone may return before."""
    with link.page.expect_navigation():
        link.click()
