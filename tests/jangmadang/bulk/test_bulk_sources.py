"""Shards that lie elsewhere, and a read that is stopped by Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from jangmadang.bulk.many_shards import bulk_read
from jangmadang.bulk.one_shard import ReadOptions
from jangmadang.bulk.shard_files import whole_shards


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(three_shards):
    """The address of a server of the three shards, on loopback."""
    handler = partial(Quiet, directory=str(Path(three_shards[0]).parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_shards_at_addresses_are_read_as_files_are(tmp_path, three_shards, served):
    pytest.importorskip("fsspec")
    listed = tmp_path / "warc.paths"
    listed.write_text("third.warc.gz\nmissing.warc.gz\n")
    report = bulk_read(
        [str(listed)], tmp_path / "shards", ReadOptions(learn=False), data=tmp_path / "data", base=served
    )
    assert (report.done, report.counts["read"], report.counts["articles"]) == (1, 2, 1)
    assert [*report.failed] == [f"{served}/missing.warc.gz"]


def test_ctrl_c_leaves_whole_shards_only(tmp_path, three_shards, wait_until):
    out = tmp_path / "shards"
    run = [sys.executable, "-m", "jangmadang", "bulk", "read", *three_shards, "--out", str(out), "--no-learn"]
    with subprocess.Popen([*run, "--data", str(tmp_path / "data")], stderr=subprocess.PIPE, text=True) as bulk:
        wait_until(lambda: bulk.poll() is not None or (out.is_dir() and any(out.glob(".*-*"))))
        bulk.send_signal(signal.SIGINT)
        _, said = bulk.communicate(timeout=240)
    assert bulk.returncode == 130 and "goes on from here" in said
    folders = {path.name for path in out.iterdir() if path.is_dir()}
    assert folders == {folder.name for folder in whole_shards(out)} and len(folders) < 3
    report = bulk_read(three_shards, out, ReadOptions(learn=False), data=tmp_path / "data")
    assert report.done + report.skipped == 3
