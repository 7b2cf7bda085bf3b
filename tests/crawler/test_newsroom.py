"""The newsroom over real sockets: what a crawler meets."""

from __future__ import annotations

import gzip
import json
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta

import pytest

from crawler.newsroom.loopback import Newsroom
from crawler.newsroom.press import BASE_DATE
from crawler.newsroom.stories import load_stories
from crawler.outlets import load_outlets


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
    request = urllib.request.Request(url, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with opener.open(request, timeout=5) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


@pytest.fixture(scope="module")
def running() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def newsroom(running: Newsroom) -> Iterator[Newsroom]:
    """The running newsroom, set back to the end of its last day."""
    now = running.now
    running.requests.clear()
    yield running
    running.now = now
    running.faults.clear()
    running.robots.clear()


def story(name: str):
    return next(story for story in load_stories() if story.id == name)


def test_server_gives_each_outlet_its_own_loopback_address(newsroom):
    places = [base.split("/")[2] for base in newsroom.bases.values()]
    hosts = {place.split(":")[0] for place in places}
    assert all(host.startswith("127.0.0.") for host in hosts)
    assert len(hosts) == (1 if newsroom.one_address else len(places))
    assert len(set(places)) == len(places) >= 7


def test_outlets_have_ports_of_their_own_where_there_is_one_address():
    with Newsroom(one_address=True) as newsroom:
        bases = list(newsroom.bases.values())
        assert {base.rpartition(":")[0] for base in bases} == {"http://127.0.0.1"}
        assert len(set(bases)) == len(bases)
        assert [get(f"{base}/robots.txt")[0] for base in bases] == [200] * len(bases)


def test_server_answers_304_to_a_known_etag(newsroom):
    url = newsroom.url(story("demo_wire/china-trade-january"))
    _, headers, _ = get(url)
    status, _, body = get(url, If_None_Match=headers["ETag"])
    assert (status, body) == (304, b"")


def test_server_answers_304_to_an_unchanged_date(newsroom):
    url = newsroom.url(story("demo_wire/china-trade-january"))
    _, headers, _ = get(url)
    assert get(url, If_Modified_Since=headers["Last-Modified"])[0] == 304


def test_server_logs_path_status_and_user_agent(newsroom):
    get(newsroom.bases["demo_wire"] + "/nowhere", User_Agent="reader/1")
    (request,) = newsroom.requests
    assert (request.outlet, request.path, request.status, request.user_agent) == (
        "demo_wire",
        "/nowhere",
        404,
        "reader/1",
    )


def test_story_appears_at_its_time(newsroom):
    edited = story("demo_wire/rason-berth-three")
    newsroom.now = edited.published - timedelta(minutes=1)
    assert get(newsroom.url(edited))[0] == 404
    newsroom.now = edited.published
    assert get(newsroom.url(edited))[0] == 200


def test_edited_story_changes_names_and_numbers(newsroom):
    edited = story("demo_wire/rason-berth-three")
    newsroom.now = edited.published
    before = get(newsroom.url(edited))[2].decode()
    newsroom.now = BASE_DATE + timedelta(days=5)
    after = get(newsroom.url(edited))[2].decode()
    assert "300,000 tons" in before and "Tarasenko" not in before
    assert "420,000 tons" in after and "Tarasenko" in after


def test_feed_link_with_its_tracking_suffix_leads_to_the_story(newsroom):
    url = newsroom.url(story("demo_wire/china-trade-january"))
    assert get(url + newsroom.desks["demo_wire"].feed_suffix)[2] == get(url)[2]


def test_gzipped_sitemap_lists_the_daily(newsroom):
    _, headers, body = get(newsroom.bases["demo_daily"] + "/sitemap/2026-03.xml.gz")
    assert headers["Content-Type"] == "application/gzip"
    assert newsroom.url(story("demo_daily/wig-workshops-sinuiju")).encode() in gzip.decompress(body)


def test_outlet_files_hold_the_running_addresses(newsroom, tmp_path):
    files = sorted(newsroom.outlets_dir(tmp_path / "outlets").iterdir())
    assert [file.stem for file in files] == sorted(newsroom.bases)
    for file in files:
        outlet = tomllib.loads(file.read_text("utf-8"))
        assert outlet["homepage"].startswith(newsroom.bases[file.stem])
        assert outlet["allow_private"] is True


def test_robots_can_be_replaced(newsroom):
    newsroom.robots["demo_wire"] = "User-agent: *\nCrawl-delay: 2\n"
    assert b"Crawl-delay: 2" in get(newsroom.bases["demo_wire"] + "/robots.txt")[2]


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("empty-feed", 200),
        ("always-304", 304),
        ("challenge", 403),
        ("429", 429),
        ("500", 500),
        ("redirect-private", 302),
    ],
)
def test_fault_replaces_the_feed(newsroom, fault, status):
    newsroom.faults["demo_wire"] = fault
    assert get(newsroom.bases["demo_wire"] + "/rss/news.xml")[0] == status
    assert get(newsroom.bases["demo_tumen"] + "/english/feed.atom")[0] == 200


def test_closing_frees_a_hanging_client():
    with Newsroom() as newsroom:
        newsroom.faults["demo_wire"] = "hang"
        with pytest.raises(TimeoutError):
            urllib.request.urlopen(newsroom.bases["demo_wire"] + "/rss/news.xml", timeout=0.2)


def test_scale_adds_the_asked_number_of_pages():
    with Newsroom(scale=40) as newsroom:
        maps = [
            gzip.decompress(get(base + "/sitemap.xml.gz")[2])
            for name, base in newsroom.bases.items()
            if "scale" in name
        ]
        assert sum(text.count(b"<loc>") for text in maps) == 40
        made = [story for story in newsroom.stories if story.outlet.startswith("demo_scale")]
        assert len({story.text for story in made}) == 40
        assert made[7].title.encode() in get(newsroom.url(made[7]))[2].replace(b"&#39;", b"'")


def test_wordpress_pages_end_with_400_as_the_real_thing_does(newsroom):
    posts = newsroom.bases["demo_magazine"] + "/wp-json/wp/v2/posts?per_page=5&page="
    first, second, third = (get(posts + page) for page in ("1", "2", "9"))
    links = [{post["link"] for post in json.loads(answer[2])} for answer in (first, second)]
    assert len(links[0]) == 5 and not links[0] & links[1]
    assert third[0] == 400


def test_deleted_story_answers_as_its_outlet_does(newsroom):
    answers = {s.gone: get(newsroom.url(s)) for s in load_stories() if s.deleted}
    assert (answers["404"][0], answers["410"][0], answers["home"][0]) == (404, 410, 301)
    assert answers["home"][1]["Location"] == newsroom.bases["demo_tumen"] + "/english/"


def test_outlet_files_are_read_by_the_registry(newsroom, tmp_path):
    outlets = load_outlets(newsroom.outlets_dir(tmp_path / "outlets"))
    fits = {s.id for s in load_stories() if outlets[s.outlet].article_url.search(newsroom.url(s))}
    assert {s.id for s in load_stories()} - fits == {"demo_basket/section-page"}
