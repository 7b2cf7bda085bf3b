"""WARC: the page archive as web archives keep it, one response a version of a page, readable by any WARC tool."""

from __future__ import annotations

from pathlib import Path

from corpus.data_dir import DataDir
from corpus.exporters.package import Written
from corpus.exporters.source import Source
from corpus.exporters.warc_records import response_record
from corpus.store.page_archive import PageArchive
from corpus.store.reader import must_be_there

FILE = "pages.warc.gz"


def write(source: Source, folder: Path) -> list[Written]:
    """Write every version of every page, oldest first for each, into one file of gzipped records.

    Pages that ask not to be archived are left out.
    """
    from warcio.warcwriter import WARCWriter

    rows = 0
    must_be_there(DataDir(source.data).pages)
    with PageArchive(source.data) as archive, (folder / FILE).open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        about = {"software": "jangmadang", "format": "WARC File Format 1.1"}
        writer.write_record(writer.create_warcinfo_record(FILE, about))
        for (key,) in archive.db.execute("select id from pages where noarchive = 0 order by id").fetchall():
            for page in archive.versions(key):
                writer.write_record(response_record(writer, page))
                rows += 1
    return [Written(path=FILE, rows=rows, meaning="Raw pages as WARC 1.1 responses, a record for each version")]
