"""Evidence: what an article said, and the very bytes that said it, as one folder that is verified anywhere.

The folder has the article's facts and the sentences in question (evidence.json), its text as it was read (article.txt),
the page as a record of a web archive (page.warc.gz), and a SHA-256 of each (SHA256SUMS). Of a page that asks not to be
archived it has the hash, the address, the times and the sentences, and neither text nor page.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from corpus.data_dir import DataDir
from corpus.exporters.folder import flush_folder
from corpus.exporters.warc_records import resource_record, response_record
from corpus.records import Abort, RawPage, article_id
from corpus.search.snippets import FIELD_COLUMNS, sentence_bounds
from corpus.store.page_archive import PageArchive
from corpus.store.reader import Readable, must_be_there, open_readonly
from corpus.times import now, write_time

FACTS, TEXT, PAGE, SUMS, README = "evidence.json", "article.txt", "page.warc.gz", "SHA256SUMS", "README.md"
_FIGURES = ("price_quotes", "exchange_rates", "trade_figures", "activity_reports", "visits")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What evidence is of: an article, as it was in its nth version (None: the newest), and sentences in it.

    `spans` are (field, start, end) of a mention's or a figure's sentence, `words` what other sentences hold.
    """

    article: dict[str, Any]
    spans: tuple[tuple[str, int, int], ...] = ()
    words: tuple[str, ...] = ()
    version: int | None = None


def write_evidence(
    data: Path, what: str, folder: Path, *, words: tuple[str, ...] = (), version: int | None = None
) -> dict[str, Any]:
    """Write the evidence of an article (its id or address), of a mention or of a figure (its id); what it says.

    Raises:
        Abort: there is no such article, version or sentence, or the folder is there or cannot be written.
    """
    if folder.exists():
        raise Abort(f"{folder} is there already; name a new folder")
    for path in (DataDir(data).corpus, DataDir(data).pages):
        must_be_there(path)
    with open_readonly(DataDir(data).corpus) as db, PageArchive(data) as archive:
        wanted = _wanted(db, what, words, version)
        texts = _versions(db, wanted.article)
        number = len(texts) if wanted.version is None else wanted.version
        if not 1 <= number <= len(texts):
            raise Abort(f"{what} has {len(texts)} version{'s' if len(texts) > 1 else ''}, and none numbered {number}")
        text = texts[number - 1]
        page, history = _page_of(archive, wanted.article["page_url"], text["fetched_at"])
        facts = {
            "made_at": write_time(now()),
            "made_by": f"jangmadang {version_of('jangmadang')}",
            "article": _article_facts(wanted.article),
            "version": {
                "number": number,
                "of": len(texts),
                "first_seen": text["fetched_at"],
                "fingerprint": text["fingerprint"],
            },
            "sentences": _sentences(text, wanted, known=_known(db, wanted) if number == len(texts) else None),
            "page": history,
            "since": _since(wanted.article, texts[number:], history),
        }
    try:
        _write(folder, facts, text, page)
    except OSError as error:
        raise Abort(f"cannot write {folder}: {error.strerror or error}") from error
    return facts


def _wanted(db: Readable, what: str, words: tuple[str, ...], version: int | None) -> Wanted:
    """The article that a name stands for, and the sentence where it is the name of something in one."""
    for sql in ("select * from articles where id = ?", "select * from articles where url = ?"):
        row = next(db.query(sql, [what]), None)
        if row is not None:
            return Wanted(article=row, words=words, version=version)
    for table in ("mentions", *_FIGURES):
        row = next(db.query(f"select article_id, field, sent_start, sent_end from {table} where id = ?", [what]), None)
        if row is not None:
            article = next(db.query("select * from articles where id = ?", [row["article_id"]]))
            span = (row["field"], row["sent_start"], row["sent_end"])
            return Wanted(article=article, spans=(span,), words=words, version=version)
    raise Abort(f"there is no article, mention or figure {what!r}: name an article's id or address, or the id of one")


def _versions(db: Readable, article: dict[str, Any]) -> list[dict[str, Any]]:
    """The texts that an article has had, oldest first; of one never edited its text alone."""
    sql = "select * from article_versions where article_id = ? order by fetched_at"
    known = list(db.query(sql, [article["id"]]))
    names = ("title", "text", "captions", "fingerprint")
    return known or [{"fetched_at": article["updated_at"], **{name: article[name] for name in names}}]


def _article_facts(article: dict[str, Any]) -> dict[str, Any]:
    names = (
        "id",
        "url",
        "title",
        "outlet",
        "published",
        "published_precision",
        "published_source",
        "language",
        "agency",
    )
    facts: dict[str, Any] = {name: article[name] for name in names}
    return {**facts, "authors": json.loads(article["authors"]), "noarchive": bool(article["noarchive"])}


def _known(db: Readable, wanted: Wanted) -> list[tuple[str, int, int]]:
    """The sentences that names and figures of the newest version stand in: field and place."""
    places = " union ".join(
        f"select field, sent_start, sent_end from {table} where article_id = :id" for table in ("mentions", *_FIGURES)
    )
    return db.execute(places, {"id": wanted.article["id"]}).fetchall()


def _sentences(
    text: dict[str, Any], wanted: Wanted, *, known: Sequence[tuple[str, int, int]] | None
) -> list[dict[str, Any]]:
    """The sentences in question, each once, with where they stand in their field; `known` are sentences of this
    version, None where it is an earlier one.

    Raises:
        Abort: words that no sentence of this version holds; or a mention's sentence is asked of an earlier version.
    """
    if wanted.spans and known is None:
        raise Abort("a mention or figure stands in the newest version; of an earlier one name words with --sentence")
    found = dict.fromkeys(wanted.spans)
    for words in wanted.words:
        plain = " ".join(words.split()).casefold()
        held = [
            (field, start, end)
            for field, column in FIELD_COLUMNS.items()
            for start, end in sentence_bounds(text[column], [(at, to) for of, at, to in known or () if of == field])
            if plain in " ".join(text[column][start:end].split()).casefold()
        ]
        if not held:
            raise Abort(f"no sentence of this version holds {words!r}")
        found |= dict.fromkeys(held)
    return [
        {"field": field, "start": start, "end": end, "text": text[FIELD_COLUMNS[field]][start:end]}
        for field, start, end in sorted(found)
    ]


def _page_of(archive: PageArchive, url: str, at: str) -> tuple[RawPage | None, dict[str, Any]]:
    """The page whose body gave a version (None: its body is not kept any more), and what is known of its fetches."""
    key = article_id(url)
    bodies = [page for page in archive.bodies(key) if page is not None and write_time(page.fetched_at) <= at]
    rows = archive.db.execute(
        "select f.fetched_at, f.status, f.requested_url, f.responded_url, f.content_type, f.body_hash, b.size,"
        " length(b.body) = 0 from fetches f join bodies b on b.hash = f.body_hash where f.page_id = ?"
        " order by f.fetched_at",
        [key],
    ).fetchall()
    names = ("fetched_at", "status", "requested_url", "responded_url", "content_type", "stored_hash", "bytes")
    fetches = [dict(zip(names, row, strict=False)) for row in rows]
    cited = next((place for place, row in reversed([*enumerate(rows)]) if row[0] <= at), None)
    page = bodies[-1] if bodies and cited is not None and not rows[cited][-1] else None
    gone = archive.db.execute("select gone_at from pages where id = ?", [key]).fetchone()
    known: dict[str, Any] = {
        "url": url,
        **(fetches[cited] if cited is not None else {}),
        "body_sha256": hashlib.sha256(page.body).hexdigest() if page is not None else None,
        "headers": [list(pair) for pair in page.headers] if page is not None else [],
        "body_kept": page is not None,
        "fetches": fetches,
        "gone_at": gone[0] if gone else None,
    }
    return page, known


def _since(article: dict[str, Any], later: list[dict[str, Any]], page: dict[str, Any]) -> dict[str, Any]:
    """What has become of the cited page since: whether it stands as it was, was changed, or is gone."""
    bodies = [
        fetch["fetched_at"]
        for fetch in page["fetches"]
        if fetch["fetched_at"] > page.get("fetched_at", "") and fetch["stored_hash"] != page.get("stored_hash")
    ]
    gone = article["gone_at"] or page["gone_at"]
    state = "gone" if gone else "text-changed" if later else "page-changed" if bodies else "as-cited"
    seen = [fetch["fetched_at"] for fetch in page["fetches"]]
    return {
        "state": state,
        "gone_at": gone,
        "text_changed_at": [text["fetched_at"] for text in later],
        "page_changed_at": bodies,
        "last_fetched": seen[-1] if seen else None,
    }


def _write(folder: Path, facts: dict[str, Any], text: dict[str, Any], page: RawPage | None) -> None:
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        reserved = facts["article"]["noarchive"]
        if not reserved:
            fields = {field: text[column] for field, column in FIELD_COLUMNS.items()}
            (beside / TEXT).write_text(as_text(fields), "utf-8", newline="\n")
            if page is not None:
                facts["page"]["record"] = _write_record(beside / PAGE, page)
        (beside / FACTS).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (beside / README).write_text(_readme(facts), "utf-8")
        names = sorted(path.name for path in beside.iterdir())
        sums = "".join(f"{hashlib.sha256((beside / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
        (beside / SUMS).write_text(sums, "ascii")
        flush_folder(beside)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def as_text(fields: dict[str, str]) -> str:
    """The title, the text and the captions of a version, one under the other."""
    return "\n\n".join(fields[name] for name in FIELD_COLUMNS if fields[name]) + "\n"


def _write_record(path: Path, page: RawPage) -> dict[str, str]:
    """Write the page as a WARC file of one record; the record's kind and digest."""
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        record = response_record(writer, page) if page.headers else resource_record(writer, page)
        writer.write_record(record)
    headers = record.rec_headers
    return {name: headers.get_header(name) or "" for name in ("WARC-Type", "WARC-Record-ID", "WARC-Payload-Digest")}


_STATES = {
    "as-cited": "When it was last fetched, {last}, the page was as it is cited here.",
    "page-changed": "The page was changed after that; its text, as it is read here, was not.",
    "text-changed": "The text was changed after that: {changed}.",
    "gone": "The page has left its address: {gone}.",
}


def _readme(facts: dict[str, Any]) -> str:
    article, page, since = facts["article"], facts["page"], facts["since"]
    state = _STATES[since["state"]].format(
        last=since["last_fetched"], changed=", ".join(since["text_changed_at"]), gone=since["gone_at"]
    )
    quoted = [f"> {' '.join(sentence['text'].split())}\n" for sentence in facts["sentences"]]
    kept = "The page as it came is in `page.warc.gz`, a web archive's record that any WARC tool reads."
    if article["noarchive"]:
        kept = "The page asks not to be archived: this folder has its hash, its address and times, and not its text."
    elif not page["body_kept"]:
        kept = "The page's body is not kept any more; its hash is."
    return "\n".join(
        [
            f"# Evidence: {article['title']}",
            "",
            f"{article['url']}, {article['outlet']}, published {article['published'] or 'at an unknown time'}.",
            f"Fetched {page.get('fetched_at')} (UTC).",
            f"SHA-256 of the body: {page['body_sha256'] or page.get('stored_hash')}.",
            f"Version {facts['version']['number']} of {facts['version']['of']}. {state}",
            "",
            *quoted,
            *([] if not quoted else [""]),
            kept,
            "",
            "Verify it with `sha256sum -c SHA256SUMS`, or all of it with `jangmadang evidence --verify .`. Offsets in",
            "`evidence.json` count Unicode code points in the field that they name.",
            "",
        ]
    )
