"""Manners, measured at the server: pace, robots, opt-outs, contact, and what is never asked for."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from statistics import fmean

import pytest

from crawler.newsroom.press import BASE_DATE

NOW = BASE_DATE + timedelta(days=2, hours=23)
SLOW = "User-agent: *\nCrawl-delay: 1\n"
LEAST = 0.3  # seconds of a pause of one; two requests at once are a hundredth apart


def pauses(times: list[float]) -> tuple[float, float]:
    """The mean and the least of the times between requests; a busy machine notes some late, which moves the least."""
    between = [later - earlier for earlier, later in pairwise(times)]
    return fmean(between), min(between)


def test_crawl_delay_of_robots_is_kept_to_at_the_server(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    desk.newsroom.robots["demo_wire"] = SLOW
    desk.crawl(NOW, "--limit", "4")
    times = [request.at for request in desk.newsroom.requests]
    assert len(times) >= 6
    mean, least = pauses(times)
    assert mean >= 0.95 and least >= LEAST


def test_robots_refusal_ends_as_opted_out_and_nothing_is_asked_for(make_desk):
    desk = make_desk(outlets=("demo_wire", "demo_tumen"))
    desk.newsroom.robots["demo_wire"] = "User-agent: jangmadang\nDisallow: /\n"
    report = desk.crawl(NOW)
    assert report["outlets"]["demo_wire"]["status"] == "opted-out"
    assert report["outlets"]["demo_tumen"]["status"] == "ok"
    assert desk.asked("demo_wire") == ["/robots.txt"]
    assert "robots" in desk.outcomes().values()


def test_crawler_says_who_it_is(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    desk.environment["JANGMADANG_CONTACT"] = "desk@example.org"
    desk.crawl(NOW, "--limit", "1")
    assert {request.user_agent.split("/")[0] for request in desk.newsroom.requests} == {"jangmadang"}
    assert all("+desk@example.org" in request.user_agent for request in desk.newsroom.requests)


def test_without_a_contact_only_private_outlets_are_fetched(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    report = desk.crawl(NOW, "--outlet", "demo_wire", "--outlet", "tass")
    assert report["outlets"]["tass"]["status"] == "no-contact"
    assert report["outlets"]["demo_wire"]["kept"] > 0
    assert not [line for line in report["broken"] if line.startswith("tass")]
    assert len([line for line in report["warnings"] if "JANGMADANG_CONTACT" in line]) == 1


def test_one_request_a_host_at_a_time(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    desk.newsroom.faults["demo_wire"] = "slow"
    desk.crawl(NOW, "--limit", "3")
    mean, least = pauses([request.at for request in desk.newsroom.requests if request.path != "/robots.txt"])
    assert mean >= 0.95 and least >= LEAST


def test_a_host_that_limits_us_is_left_alone_in_the_next_run_too(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    desk.newsroom.faults["demo_wire"] = "429"
    assert desk.crawl(NOW)["outlets"]["demo_wire"]["status"] == "rate-limited"
    asked = len([path for path in desk.asked() if path != "/robots.txt"])
    assert asked <= 5
    desk.newsroom.faults.clear()
    desk.newsroom.requests.clear()
    desk.crawl(NOW + timedelta(seconds=10))
    assert desk.asked() == []
    assert desk.crawl(NOW + timedelta(hours=1))["outlets"]["demo_wire"]["kept"] > 0


def test_an_outlet_that_keeps_failing_is_slowed_then_parked_and_tried_again(make_desk):
    desk = make_desk(outlets=("demo_wire", "demo_tumen"))
    desk.newsroom.faults["demo_wire"] = "404"
    statuses = []
    for hours in (0, 1, 7, 14, 15, 40):
        report = desk.crawl(NOW + timedelta(hours=hours), "--all-enabled")
        statuses.append(report["outlets"]["demo_wire"]["status"])
    assert statuses == ["http-404", "slowed", "http-404", "http-404", "parked", "http-404"]
    desk.newsroom.faults.clear()
    report = desk.crawl(NOW + timedelta(days=9), "--all-enabled")
    assert report["outlets"]["demo_wire"]["status"] == "ok" and report["outlets"]["demo_wire"]["score"] == 0


def test_a_silent_outlet_breaks_its_expectation(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    desk.crawl(BASE_DATE + timedelta(days=5))
    report = desk.crawl(BASE_DATE + timedelta(days=9))
    assert report["outlets"]["demo_wire"]["status"] == "silent"
    assert any("no new article for 96 h, 72 h expected at most" in line for line in report["broken"])


def test_limit_leaves_the_rest_waiting_for_the_next_run(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    assert desk.crawl(NOW, "--limit", "2")["outlets"]["demo_wire"]["kept"] == 2
    waiting = desk.crawl(NOW, "--limit", "1")["outlets"]["demo_wire"]["waiting"]
    assert waiting == len(desk.listed(NOW)) - 3
    desk.crawl(NOW)
    assert set(desk.pages()) == desk.listed(NOW)


@pytest.mark.parametrize("outlets_file", ["nane = 'x'", 'name = "X"\nfedes = []'])
def test_wrong_outlet_file_is_one_line_and_exit_2(make_desk, run_command, outlets_file):
    desk = make_desk(outlets=("demo_wire",))
    (desk.data / "outlets" / "mine.toml").write_text(outlets_file)
    done = run_command("crawl", "--data", str(desk.data))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1 and "mine.toml" in done.stderr


def test_data_that_cannot_be_written_is_one_line_and_exit_2(tmp_path, run_command):
    (tmp_path / "data").write_text("a file, not a folder")
    done = run_command("crawl", "--data", str(tmp_path / "data" / "below"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1 and "Traceback" not in done.stderr


def test_five_failures_in_a_row_end_an_outlets_part_and_the_rest_waits(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    desk.newsroom.faults["demo_wire"] = "article-500"
    result = desk.crawl(NOW + timedelta(days=2))["outlets"]["demo_wire"]
    failed = result["refused"]["http-500"]
    assert failed in (5, 6)  # a sixth may be under way
    assert result["refused"]["stopped"] == result["new"] - failed > 0
    assert len([path for path in desk.asked() if "/view/" in path]) == failed
    desk.newsroom.faults.clear()
    desk.crawl(NOW + timedelta(days=2, hours=2))
    assert desk.listed(NOW + timedelta(days=2)) <= set(desk.pages())
