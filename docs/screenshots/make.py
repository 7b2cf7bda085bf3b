"""Pictures of every page at a desk's and a phone's width, light and dark: `make screenshots`.

python docs/screenshots/make.py [--data DIR]     without a directory the newsroom's demo is made first
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
JANGMADANG = (sys.executable, "-c", "from corpus.cli import main; main()")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
PAGES = {
    "start": "/",
    "search": "/search?q=coal",
    "entity": "/entity/place/rason",
    "plant": "/entity/factory/musan-mining-complex",
    "activity": "/activity/factory/musan-mining-complex?kind=halt",
    "story": "/events?stories=2",
    "events": "/events?stories=2",
    "event": "/events?stories=2",
    "plants": "/plants",
    "named-with": "/entities?with=coal",
    "makers": "/plants?makes=fertiliser",
    "visits": "/visits",
    "goods": "/goods",
    "storyline": "/storyline/product/coal",
    "notes": "/notes?about=entity:product/coal",
    "screen": "/screen",
    "network": "/network/place/rason",
    "edits": "/changes",
    "saved": "/saved?q=coal",
    "article": "/search?q=%22Taedonggang+Food+Factory%22",
    "review": "/review?a=factory/taedonggang-foodstuff-factory&b=factory/sunchon-phosphatic-fertilizer-factory",
    "table": "/corpus/entities?_sort_desc=mentions",
}
# what is clicked from there
LINKS = {
    "article": (".hit h3 a",),
    "event": ("main a[href^='/event/']",),
    "story": ("main a[href^='/event/']", "main h3 a[href^='/story/']"),
}
SEARCHES = "name,query\nCoal at sea,q=coal+ship*\nRason and its port,entity=place%2Frason&fold=no\n"
DARK = ("search", "entity", "plants")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    data = parser.parse_args().data
    with tempfile.TemporaryDirectory() as folder:
        if data is None:
            data = Path(folder) / "demo"
            run("demo", "--data", str(data))
            edit_article(data)
            (data / "searches.csv").write_text(SEARCHES, "utf-8")
        photograph(data)


def run(*command: str) -> None:
    subprocess.run([*JANGMADANG, *command], check=True, stdout=subprocess.DEVNULL)


def edit_article(data: Path) -> None:
    """Let an outlet rewrite an article after publication: a plant's name goes, two figures change."""
    db = sqlite3.connect(data / "corpus.db")
    url, title, text, published = db.execute(
        "select url, title, text, published from articles where text like '%22 trucks%'"
    ).fetchone()
    db.close()
    for old, new in (
        ("The Kim Chaek Iron and Steel Complex in Chongjin takes", "Steel mills in the north take"),
        ("22 trucks", "32 trucks"),
        ("600 tons", "900 tons"),
    ):
        assert old in text
        text = text.replace(old, new)
    page = data / "rewritten.jsonl"
    page.write_text(json.dumps({"url": url, "title": title, "text": text, "published": published}), "utf-8")
    run("import", str(page), "--data", str(data))
    for stage in ("extract", "tag", "resolve", "cluster", "facts", "group"):
        run(stage, "--data", str(data))


def photograph(data: Path) -> None:
    command = [*JANGMADANG, "serve", "--review", "--port", "0", "--data", str(data)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    address, link = (re.search(r"http://\S+", server.stderr.readline()) for _ in range(2))
    assert address and link
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for size in SIZES:
                for scheme, names in (("light", tuple(PAGES)), ("dark", DARK)):
                    take(browser, address[0].rstrip("/"), link[0], size=size, scheme=scheme, names=names)
            browser.close()
    finally:
        server.terminate()
        server.wait()


def take(browser: Browser, address: str, link: str, *, size: str, scheme: str, names: tuple[str, ...]) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(link)
    for name in names:
        show(page, name)
        suffix = "-dark" if scheme == "dark" else ""
        page.screenshot(path=HERE / f"{name}-{size}{suffix}.png")
    context.close()


def show(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    for link in LINKS.get(name, ()):
        page.locator(link).first.click()
        page.wait_for_load_state()


if __name__ == "__main__":
    main()
