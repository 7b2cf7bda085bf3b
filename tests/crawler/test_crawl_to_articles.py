"""An outlet of mixed pages, added by a file alone: each article is kept once, every other page gets its reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store.articles import Corpus

BAR = "<div class='cookies'><p>We use cookies to measure visits. By going on you accept our cookie policy.</p></div>"
NAV = "<nav><a href='/'>Gazette</a> <a href='/tag/rice'>Rice</a> <a href='/tag/coal'>Coal</a></nav>"
CARDS = "".join(
    f"<div class='card'><a href='/s/{n}'><h3>{title}</h3></a><p>{teaser}</p></div>"
    for n, (title, teaser) in enumerate(
        (
            ("Rice up again in Hyesan", "A kilogram costs 8,900 won in the northern city."),
            ("Coal boats wait at Nampo", "Eleven boats lie off the port of the west coast."),
            ("Shoe factory short of rubber", "The soles that came by rail are used up."),
            ("Two trains a week for timber", "The line to Manpo carries logs again."),
        )
    )
)
SENTENCES = (
    "The {0} plant at Nampo took in 300 tonnes of coal from the mines of Sunchon, its managers said.",
    "Money changers at Sinuiju paid 16,400 won for a dollar on Monday, and shops followed their rate.",
    "Drivers at Dandong waited three days with flour and sugar for the North's customs house to open.",
)


def story(title: str, *, head: str = "", sentences: tuple[str, ...] = SENTENCES) -> str:
    text = "".join(f"<p>{sentence.format(title)}</p>" for sentence in sentences)
    return (
        f"<html><head><title>{title} | Gazette</title>{head}</head><body>{NAV}<article><h1>{title}</h1>"
        f"<p>2 March 2026, 09:14</p>{text}</article><aside>{CARDS}</aside>{BAR}</body></html>"
    )


def other(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{NAV}<main>{body}</main>{BAR}</body></html>"


KILN = '<link rel="canonical" href="/story/kiln">'
PAGES: dict[str, tuple[int, str]] = {
    "/story/kiln": (200, story("Kiln", head=KILN)),
    "/amp/story/kiln": (200, story("Kiln", head=KILN)),
    "/story/kiln/print": (200, story("Kiln", head=KILN)),
    "/story/kiln?page=2": (200, story("Kiln", head=KILN, sentences=SENTENCES[1:])),
    "/story/loom": (200, story("Loom")),
    "/story/loom/": (200, story("Loom")),
    "/story/brief": (200, story("Brief", sentences=SENTENCES[:1])),
    "/tag/rice": (200, other("Rice", f"<h1>Rice</h1>{CARDS}")),
    "/watch/1": (200, other("Video: ice", "<h1>Video: ice</h1><video src='v.mp4'></video><p>Filmed on 1 March.</p>")),
    "/story/wall": (200, other("Consent", f"<h1>Your privacy</h1>{BAR}<p>Our 96 partners ask for your consent.</p>")),
    "/story/check": (503, "<title>Just a moment...</title>"),
    "/story/robot": (200, other("Are you a robot?", "<h1>Are you a robot?</h1><p>Click the box below.</p>")),
    "/story/gone": (200, other("Gazette", "<h1>Whoops</h1><p>We couldn’t find that page.</p>")),
    "/story/busy": (503, "<title>Busy</title>"),
}
REASONS = {
    "/amp/story/kiln": "duplicate-url",
    "/story/kiln/print": "duplicate-url",
    "/story/kiln?page=2": "duplicate-url",
    "/story/loom/": "duplicate-url",
    "/tag/rice": "list-page",
    "/watch/1": "video",
    "/story/wall": "consent-wall",
    "/story/check": "challenge",
    "/story/robot": "stand-in",
    "/story/gone": "soft-404",
    "/story/busy": "http-503",
}


@pytest.fixture
def gazette(
    tmp_path: Path, serve: Callable[..., str], run_command: Callable[..., Any]
) -> tuple[str, Path, Callable[[str], None]]:
    """The outlet's address, its data and one crawl with extraction at a time."""
    order = sorted(PAGES, key=lambda path: (PAGES[path][0] == 200, path))

    def answer(path: str) -> tuple[int, dict[str, str], str]:
        if path != "/atom":
            status, body = PAGES.get(path, (404, "<html>none</html>"))
            return status, {}, body
        entries = "".join(
            f'<entry><title>{n}</title><link href="{link}"/><updated>2026-03-09T1{n % 10}:00:00Z</updated></entry>'
            for n, link in enumerate(reversed(order))
        )
        return 200, {}, f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'

    base = serve(answer)
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "gazette.toml").write_text(
        f'name = "Gazette"\nhomepage = "{base}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\n'
        f'feeds = ["{base}/atom"]\nallow_private = true\ndelay = 0\n'
    )

    def run(now: str) -> None:
        for command in (("crawl", "--outlet", "gazette", "--now", now), ("extract", "--processes", "1")):
            done = run_command(*command, "--data", str(tmp_path), "--json")
            assert done.returncode in (0, 1), done.stderr

    return base, tmp_path, run


@pytest.mark.slow
def test_each_article_is_kept_once_and_every_other_page_has_its_reason(gazette):
    base, data, run = gazette
    for now in ("2026-03-10T00:00:00Z", "2026-03-10T01:00:00Z"):  # the second finds nothing new
        run(now)
        with Corpus(data) as corpus:
            articles = dict(corpus.db.execute("select url, published from articles").fetchall())
            outcomes = dict(corpus.db.execute("select url, reason from outcomes").fetchall())
        # the day is the page's own and not of the feed's last change; the clock is Korea's
        assert articles == {
            base + path: "2026-03-02T00:14:00+00:00" for path in ("/story/kiln", "/story/loom", "/story/brief")
        }
        assert {path: outcomes.get(base + path) for path in REASONS} == REASONS
