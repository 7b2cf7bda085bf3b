"""Being stopped where Python can raise nothing."""

from __future__ import annotations

import subprocess
import sys

LOST = """
import os, signal, weakref
from corpus.store import stopping

class Lock: pass

stopping.listen()
lock = Lock()
kept = weakref.ref(lock, lambda _: os.kill(os.getpid(), signal.SIGINT))
del lock
try:
    stopping.check()
except stopping.Stopped:
    print("stopped", stopping.exit_code())
{more}
"""


def run(more: str = "") -> tuple[str, str]:
    """What a process prints, and what it says on stderr, that gets Ctrl-C in a weak reference's callback."""
    done = subprocess.run([sys.executable, "-c", LOST.format(more=more)], capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


def test_a_signal_in_a_callback_is_not_lost_and_shows_no_traceback() -> None:
    assert run() == ("stopped 130\n", "")


def test_other_exceptions_that_nothing_can_take_are_still_shown() -> None:
    _, said = run("lock = Lock()\nkept = weakref.ref(lock, lambda _: 1 / 0)\ndel lock")
    assert "ZeroDivisionError" in said


CUT_OFF = """
import os, signal, sys
import click
import corpus.cli

@click.command()
def loads():
    try:
        os.kill(os.getpid(), signal.SIGTERM)
    except BaseException:
        raise ImportError("numpy failed to import") from None

corpus.cli.loads = loads
corpus.cli.COMMANDS["loads"] = ("corpus.cli:loads", "")
sys.argv = ["jangmadang", "loads"]
corpus.cli.main()
"""


def test_an_import_that_a_signal_cut_off_ends_as_stopped_whatever_it_says() -> None:
    done = subprocess.run([sys.executable, "-c", CUT_OFF], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (143, "stopped; the next run goes on from here\n")
