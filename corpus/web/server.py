"""Datasette with our plugin over one data directory, and the server that it runs in."""

from __future__ import annotations

import gc
import resource
import secrets
import socket
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from datasette import handle_exception
from datasette.app import Datasette
from datasette.plugins import pm

from corpus.data_dir import DataDir
from corpus.records import Abort
from corpus.store.reader import open_readonly, readonly_uri
from corpus.store.summaries import refresh_pending
from corpus.store.summary_rows import is_stale
from corpus.web.bounded import BoundedDatabase

SETTINGS = {
    "sql_time_limit_ms": 2000,
    "max_returned_rows": 1000,
    "num_sql_threads": 4,
    "default_cache_ttl": 0,
    "facet_time_limit_ms": 300,
    "allow_download": False,
}
SQLITE_MEMORY = 256 * 2**20  # bytes
MEMORY = 2**30
COLLECTED = 50_000  # objects more than there were when it is looked for such as nobody can reach
SWITCH = 0.001  # seconds that one thread's Python may keep the others waiting, the one that takes requests among them


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """What to serve, where, under which names beside this machine's own, and whether decisions can be taken there."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8001
    review: bool = False
    names: tuple[str, ...] = ()


def make_datasette(site: Site) -> Datasette:
    """Datasette over the data directory's corpus, read-only, with our plugin.

    Raises:
        Abort: there is no corpus, or it is of a newer version.
    """
    path = DataDir(site.data).corpus
    open_readonly(path).close()
    if not any(plugin.__name__ == "corpus.web" for plugin in pm.get_plugins()):
        import corpus.web

        pm.register(corpus.web, name="jangmadang")
    metadata: dict[str, Any] = yaml.safe_load((resources.files("corpus.web") / "metadata.yml").read_text("utf-8"))
    # with rich installed, Datasette would print every page that is not found with all its local variables
    handle_exception.rich = None
    still = "immutable=1" in readonly_uri(path)
    served = Datasette(
        files=[] if still else [str(path)],
        immutables=[str(path)] if still else [],
        metadata=metadata,
        settings=SETTINGS,
    )
    served.remove_database(path.stem)
    served.add_database(BoundedDatabase(served, str(path), is_mutable=not still), name=path.stem)
    served.desk_data = site.data
    served.desk_names = site.names
    served.desk_review = secrets.token_urlsafe(24) if site.review else None
    return served


def catch_up(data: Path) -> None:
    """Bring the summary tables up to date, where the last stage could not; a folder that is read-only is left."""
    with open_readonly(DataDir(data).corpus) as db:
        stale = is_stale(db)
    if stale:
        try:
            refresh_pending(data)
        except Abort as error:
            print(f"the summary tables are not up to date: {error}", file=sys.stderr)


def run_site(site: Site) -> None:
    """Serve until Ctrl-C.

    Raises:
        Abort: there is no corpus, or the address is taken.
    """
    catch_up(site.data)
    bound_memory()
    sys.setswitchinterval(SWITCH)
    served = make_datasette(site)
    collect_seldom()
    listener = listen(site)
    address = f"http://{site.host if ':' not in site.host else f'[{site.host}]'}:{listener.getsockname()[1]}/"
    print(f"serving {DataDir(site.data).corpus} at {address}", file=sys.stderr)
    if served.desk_review:
        print(f"to review, open {address}review?token={served.desk_review}", file=sys.stderr)
    config = uvicorn.Config(served.app(), log_level="warning", lifespan="on", server_header=False)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        for database in served.databases.values():
            database.close()


def bound_memory() -> None:
    """Hold this process to a size, whatever is asked of it: SQLite's share first, which ends one statement only.

    The file itself, which is mapped, does not count.
    """
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(f"pragma soft_heap_limit = {SQLITE_MEMORY // 2}").close()
        db.execute(f"pragma hard_heap_limit = {SQLITE_MEMORY}").close()
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


def collect_seldom() -> None:
    """Look for objects that hold one another once a few pages have been made, and not several times in each: to walk
    through all objects takes as long as a page. What is loaded by now stays, and is not walked through.
    """
    gc.freeze()
    gc.set_threshold(COLLECTED, 10, 10)


def listen(site: Site) -> socket.socket:
    """A socket that takes connections from now on: whoever reads the address may use it at once.

    Raises:
        Abort: the address is taken, or is none of this machine's.
    """
    listener = socket.socket(socket.AF_INET6 if ":" in site.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((site.host, site.port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise Abort(f"cannot listen on {site.host}:{site.port}: {error.strerror or error}") from error
    return listener
