"""A folder of evidence: it holds what was said and what said it, and whoever changes a byte of it is found out."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from corpus.exporters.evidence import write_evidence
from corpus.exporters.evidence_check import verify_evidence
from corpus.records import Abort, Article, RawPage
from corpus.store.articles import Corpus
from corpus.store.page_archive import PageArchive
from tests import forked_commands

URL = "https://border.example/rice"
AT = datetime(2026, 3, 3, 8, tzinfo=UTC)
FIRST = "Rice cost 6,200 won a kilogram in Hyesan on Monday. Traders blamed late ships for it."
LATER = "Rice cost 6,900 won a kilogram in Hyesan on Monday. Traders blamed late ships for it."
HEADERS = (("Server", "nginx"), ("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))


def page(text: str, at: datetime, **more: object) -> RawPage:
    body = f"<html><body><h1>Rice</h1><p>{text}</p></body></html>".encode()
    values = {"headers": HEADERS, "requested_url": URL, "responded_url": URL, **more}
    return RawPage(url=URL, outlet="border", fetched_at=at, body=body, **values)


@pytest.fixture
def edited(corpus: Corpus, article: Callable[..., Article], mention) -> Path:
    """An article that was edited a day after it came, with both of its pages."""
    newest = article(url=URL, text=LATER, title="Rice", outlet="border", fetched_at=AT + timedelta(days=1))
    corpus.save_article(newest, page_url=URL, earlier=[replace(newest, text=FIRST, fetched_at=AT)])
    corpus.save_mentions(newest.id, [mention(LATER, "Hyesan", "PLACE")], pipeline="by-hand-1")
    with PageArchive(corpus.data) as archive:
        archive.save_page(page(FIRST, AT))
        archive.save_page(page(LATER, AT + timedelta(days=1)))
    return corpus.data


def holds(folder: Path) -> bool:
    return all(check.holds for check in verify_evidence(folder))


def test_a_sentence_ends_where_those_of_names_and_figures_do(
    corpus: Corpus, article: Callable[..., Article], tmp_path: Path
) -> None:
    text = "As of Feb. 28, a kilogram of rice cost 6,200 won in Hyesan. Traders of Co. Ltd. A blamed late ships."
    corpus.save_article(article(url=URL, text=text, title="Rice"), page_url=URL)
    with PageArchive(corpus.data) as archive:
        archive.save_page(page(text, AT))
    (sentence,) = write_evidence(corpus.data, URL, tmp_path / "cited", words=("6,200 won",))["sentences"]
    assert sentence["text"] == text[: text.index(" Traders")]


def test_the_newest_version_is_cited_with_its_page(edited: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cited"
    facts = write_evidence(edited, URL, folder, words=("6,900 won",))
    (sentence,) = facts["sentences"]
    assert sentence["text"] == LATER.split(". ")[0] + "."
    assert LATER[sentence["start"] : sentence["end"]] == sentence["text"]
    assert facts["since"]["state"] == "as-cited"
    body = page(LATER, AT).body
    assert facts["page"]["body_sha256"] == hashlib.sha256(body).hexdigest()
    with (folder / "page.warc.gz").open("rb") as file:
        (record,) = [
            (each.rec_type, each.rec_headers.get_header("WARC-Target-URI"), each.content_stream().read(),
             dict(each.http_headers.headers))
            for each in ArchiveIterator(file)
        ]  # fmt: skip
    kind, url, content, headers = record
    assert (kind, url, content) == ("response", URL, body)
    assert headers["Server"] == "nginx"
    assert headers["X-Archive-Orig-Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in headers, "the body is kept unpacked"
    assert holds(folder)


def test_sums_hold_without_this_program(edited: Path, tmp_path: Path) -> None:
    write_evidence(edited, URL, tmp_path / "cited")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "cited", capture_output=True, check=False)
    assert done.returncode == 0


def test_an_earlier_version_says_that_it_was_changed(edited: Path, tmp_path: Path) -> None:
    facts = write_evidence(edited, URL, tmp_path / "cited", words=("6,200",), version=1)
    assert (facts["version"]["number"], facts["version"]["of"]) == (1, 2)
    assert facts["since"]["state"] == "text-changed"
    assert facts["page"]["body_sha256"] == hashlib.sha256(page(FIRST, AT).body).hexdigest()
    assert "The text was changed after that" in (tmp_path / "cited" / "README.md").read_text("utf-8")
    assert holds(tmp_path / "cited")


def test_a_page_that_is_gone_or_changed_beside_its_text_says_so(edited: Path, tmp_path: Path) -> None:
    with PageArchive(edited) as archive:
        archive.save_page(
            replace(page(LATER, AT + timedelta(days=2)), body=b"<p>" + LATER.encode() + b"</p> an advert")
        )
    assert write_evidence(edited, URL, tmp_path / "one")["since"]["state"] == "page-changed"
    with PageArchive(edited) as archive:
        archive.mark_gone(URL, AT + timedelta(days=9))
    facts = write_evidence(edited, URL, tmp_path / "two")
    assert facts["since"]["state"] == "gone"
    assert facts["since"]["gone_at"] == "2026-03-12T08:00:00+00:00"
    assert holds(tmp_path / "one") and holds(tmp_path / "two")


def test_a_mention_cites_its_own_sentence(edited: Path, tmp_path: Path, article) -> None:
    facts = write_evidence(edited, f"{article(url=URL).id}-text{LATER.index('Hyesan')}", tmp_path / "cited")
    assert ["6,900" in sentence["text"] for sentence in facts["sentences"]] == [True]


def test_a_page_from_before_headers_were_kept_is_a_resource(edited: Path, tmp_path: Path) -> None:
    with PageArchive(edited) as archive:
        archive.db.execute("update fetches set headers = null").close()
    facts = write_evidence(edited, URL, tmp_path / "cited")
    assert facts["page"]["record"]["WARC-Type"] == "resource"
    assert holds(tmp_path / "cited")


def test_of_a_reserved_page_there_is_neither_text_nor_page(edited: Path, tmp_path: Path, corpus: Corpus) -> None:
    corpus.db.execute("update articles set noarchive = 1").close()
    facts = write_evidence(edited, URL, tmp_path / "cited", words=("6,900",))
    assert {path.name for path in (tmp_path / "cited").iterdir()} == {"evidence.json", "README.md", "SHA256SUMS"}
    said = "".join(path.read_text("utf-8") for path in (tmp_path / "cited").iterdir())
    assert "6,900" in said and "Traders blamed" not in said
    assert facts["page"]["body_sha256"] in said
    assert holds(tmp_path / "cited")


def test_of_a_dropped_body_the_hash_is_left(edited: Path, tmp_path: Path) -> None:
    with PageArchive(edited) as archive:
        archive.db.execute("update bodies set body = x''").close()
    facts = write_evidence(edited, URL, tmp_path / "cited")
    assert not facts["page"]["body_kept"]
    assert hashlib.sha256(page(LATER, AT).body).hexdigest().startswith(facts["page"]["stored_hash"])
    assert holds(tmp_path / "cited")


def tampered_text(folder: Path) -> None:
    path = folder / "article.txt"
    path.write_text(path.read_text("utf-8").replace("6,900", "9,600"), "utf-8")


def tampered_facts(folder: Path) -> None:
    path = folder / "evidence.json"
    path.write_text(path.read_text("utf-8").replace("6,900", "9,600"), "utf-8")


def tampered_page(folder: Path) -> None:
    path = folder / "page.warc.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"6,900", b"9,600")))


def tampered_with_new_sums(folder: Path) -> None:
    tampered_page(folder)
    names = sorted(path.name for path in folder.iterdir() if path.name != "SHA256SUMS")
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(sums))


def added_file(folder: Path) -> None:
    (folder / "more.txt").write_text("and more")


def lost_file(folder: Path) -> None:
    (folder / "page.warc.gz").unlink()


@pytest.mark.parametrize(
    "change", [tampered_text, tampered_facts, tampered_page, tampered_with_new_sums, added_file, lost_file]
)
def test_whoever_changes_a_byte_is_found_out(edited: Path, tmp_path: Path, change: Callable[[Path], None]) -> None:
    write_evidence(edited, URL, tmp_path / "cited", words=("6,900",))
    elsewhere = Path(shutil.copytree(tmp_path / "cited", tmp_path / "elsewhere"))
    assert holds(elsewhere)
    change(elsewhere)
    assert not holds(elsewhere)


@pytest.mark.parametrize(
    ("what", "given", "said"),
    [
        ("https://nowhere.example/", {}, "there is no article"),
        (URL, {"words": ("no such words",)}, "no sentence of this version holds"),
        (URL, {"version": 3}, "has 2 versions, and none numbered 3"),
    ],
)
def test_what_cannot_be_cited_is_said(edited: Path, tmp_path: Path, what: str, given: dict, said: str) -> None:
    with pytest.raises(Abort, match=said):
        write_evidence(edited, what, tmp_path / "cited", **given)
    assert not (tmp_path / "cited").exists()


@pytest.mark.slow
def test_the_command_writes_and_verifies(edited: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return forked_commands.run("evidence", *arguments)

    made = run(URL, "--out", str(tmp_path / "cited"), "--sentence", "late ships", "--data", str(edited))
    assert made.returncode == 0, made.stderr
    assert "Traders blamed late ships" in made.stdout
    assert run(URL, "--out", str(tmp_path / "cited"), "--data", str(edited)).returncode == 2
    verified = run("--verify", str(tmp_path / "cited"), "--json")
    assert (verified.returncode, json.loads(verified.stdout)["holds"]) == (0, True)
    tampered_text(tmp_path / "cited")
    assert run("--verify", str(tmp_path / "cited")).returncode == 1
    assert run("--verify", str(tmp_path)).returncode == 2
