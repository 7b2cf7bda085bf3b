"""What an operator reads at a glance: a line for each outlet in trouble, exit codes, and a port to ask."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.newsroom.press import BASE_DATE, DAYS
from tests import forked_commands

NOW = BASE_DATE + timedelta(days=DAYS)


def ours(**given: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("JANGMADANG")} | given


@pytest.fixture
def command(tmp_path: Path):
    """Runs `jangmadang` on a data directory, without a contact address."""

    def run(*arguments: str, data: Path = tmp_path / "data") -> subprocess.CompletedProcess[str]:
        return forked_commands.run(*arguments, "--data", str(data), env=ours())

    return run


@pytest.mark.slow
def test_a_forgotten_contact_address_is_exit_2_with_the_line_that_helps(command):
    done = command("crawl")
    assert done.returncode == 2
    (line,) = done.stderr.strip().splitlines()
    assert "outlets were not fetched" in line and "export JANGMADANG_CONTACT=" in line
    done = command("crawl", "--outlet", "tass")
    assert done.returncode == 2
    assert "1 outlet was not fetched" in done.stderr


@pytest.mark.slow
def test_a_pass_without_it_reads_what_was_imported_and_ends_with_2(command, tmp_path):
    page = tmp_path / "page.html"
    words = "The cement works in Sunchon sent 640 tonnes to Rason port in December, port officials told the agency."
    page.write_text(f"<html><head><title>Cement for Rason</title></head><body><article><h1>Cement for Rason</h1>"
                    f"<p>{words}</p></article></body></html>")  # fmt: skip
    assert command("import", str(page)).returncode == 0
    done = command("run")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "export JANGMADANG_CONTACT=" in done.stderr
    assert "Cement for Rason" in command("search", "cement").stdout
    state = command("status", "--json")
    assert state.returncode == 1
    assert "JANGMADANG_CONTACT" in json.loads(state.stdout)["broken"][0]


def test_many_outlets_without_contact_are_one_line_and_no_rows(make_desk):
    desk = make_desk(outlets=("demo_wire",))
    done = forked_commands.run("crawl", "--data", str(desk.data), "--now", NOW.isoformat(), env=desk.environment)
    assert done.stdout.count("JANGMADANG_CONTACT is not set") == 1
    assert "no-contact" not in done.stdout
    assert "demo_wire" in done.stdout


def test_an_outlet_in_trouble_has_one_line_however_much_is_wrong(make_desk, command):
    desk = make_desk(outlets=("demo_wire", "demo_daily"))
    desk.crawl(NOW)
    desk.newsroom.faults["demo_wire"] = "500"
    report = desk.crawl(NOW + timedelta(days=9))
    lines = [line for line in report["broken"] if line.startswith("demo_wire: ")]
    assert len(lines) == 1
    assert "links listed" in lines[0] and "no new article for" in lines[0]
    assert not [line for line in report["warnings"] if line.startswith("demo_wire: ")]


@pytest.mark.parametrize(("head", "reason"), [('<meta name="robots" content="noai">', "noai"), (None, "http-403")])
def test_an_outlet_whose_every_page_is_refused_is_an_alarm(serve, tmp_path, command, head, reason):
    def answer(path: str) -> tuple[int, dict[str, str], str]:
        if path == "/feed":
            items = "".join(f"<item><title>N {n}</title><link>{base}/a/{n}</link></item>" for n in range(4))
            return 200, {"Content-Type": "application/rss+xml"}, f"<rss><channel>{items}</channel></rss>"
        if path.startswith("/a/"):
            return (200, {}, f"<html><head>{head}</head><body>Words.</body></html>") if head else (403, {}, "No")
        return 404, {}, ""

    base = serve(answer)
    (tmp_path / "data" / "outlets").mkdir(parents=True)
    (tmp_path / "data" / "outlets" / "shut.toml").write_text(
        f'name = "Shut"\nhomepage = "{base}/"\ncountry = "kr"\nlanguage = "en"\nkind = "daily"\n'
        f'feeds = ["{base}/feed"]\nallow_private = true\ndelay = 0\n'
    )
    done = command("crawl", "--outlet", "shut", "--json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    (line,) = report["broken"]
    assert line.startswith(f"shut: every page is refused ({reason} 4)")
    assert report["outlets"]["shut"]["status"] in ("pages-refused", "pages-fail")


@pytest.mark.slow
def test_watch_answers_a_monitor(make_desk, wait_until):
    desk = make_desk(outlets=("demo_wire",))
    desk.newsroom.faults["demo_wire"] = "empty-feed"  # a pass with nothing to read is short
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = ["watch", "--data", str(desk.data), "--every", "1h", "--outlet", "demo_wire", "--healthz", str(port)]
    watch = forked_commands.start(
        *given, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=desk.environment
    )

    watch_pause = threading.Event()  # asked more often, the answers would keep the pass from its work

    def ask(path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    try:
        wait_until(lambda: not watch_pause.wait(1) and "demo_wire: " in ask("/healthz")[1])
        code, said = ask("/healthz")
        assert (code, json.loads(said)["status"]) == (503, "broken")
        assert json.loads(said)["broken"][0].startswith("demo_wire: 0 links listed")
        assert 'jangmadang_outlet_pages{outlet="demo_wire"}' in ask("/metrics")[1]
        assert ask("/else")[0] == 404
    finally:
        watch.send_signal(signal.SIGINT)
        _, log = watch.communicate(timeout=120)
    assert watch.returncode == 130
    assert "Traceback" not in log


@pytest.mark.slow
def test_status_says_what_is_broken_and_ends_with_1(make_desk, command):
    desk = make_desk(outlets=("demo_wire",))
    desk.newsroom.now = NOW
    run = ("run", "--now", NOW.isoformat(), "--outlet", "demo_wire")
    assert command(*run, data=desk.data).returncode == 0
    assert command("status", data=desk.data).returncode == 0
    desk.newsroom.faults["demo_wire"] = "500"
    later = ("run", "--now", (NOW + timedelta(hours=9)).isoformat(), "--outlet", "demo_wire")
    assert command(*later, data=desk.data).returncode == 1
    done = command("status", data=desk.data)
    assert done.returncode == 1
    assert done.stdout.count("broken: demo_wire") == 1
    assert json.loads(command("status", "--json", data=desk.data).stdout)["healthy"] is False
    prometheus = command("status", "--prometheus", data=desk.data)
    assert prometheus.returncode == 0
    assert "jangmadang_healthy 0" in prometheus.stdout
