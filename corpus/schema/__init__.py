"""The tables of corpus.db and pages.db, as numbered migrations that are never edited once released.

A migration is a function in one of the modules here; it is added at the end of its tuple below.
"""

from __future__ import annotations

from corpus.records import Abort
from corpus.schema.archive_tables import (
    m001_archive,
    m002_crawl,
    m003_sessions,
    m004_takedowns,
    m005_custody,
    m006_parts,
)
from corpus.schema.article_tables import m001_corpus
from corpus.schema.bearer_tables import m016_bearers
from corpus.schema.build_columns import m031_builds
from corpus.schema.bulk_tables import m017_bulk
from corpus.schema.certainty_columns import m020_certainty
from corpus.schema.change_tables import m025_changes
from corpus.schema.count_tables import m026_counts
from corpus.schema.dated_figures import m023_dated
from corpus.schema.desk_tables import m005_desk
from corpus.schema.empty_file import make_at_once
from corpus.schema.entity_views import m007_visible, m009_related
from corpus.schema.event_tables import m014_events
from corpus.schema.figure_ends import m034_ends
from corpus.schema.figure_tables import m004_facts
from corpus.schema.followed_changes import m033_followed
from corpus.schema.grid_tables import m008_grids
from corpus.schema.made_index import m022_made
from corpus.schema.name_tables import m002_names, m015_whole_names
from corpus.schema.opening_tables import m029_openings
from corpus.schema.outlet_index import m032_outlets
from corpus.schema.panel_tables import m018_plant_panel
from corpus.schema.passage_tables import m010_passages
from corpus.schema.precision_columns import m011_precision
from corpus.schema.relation_tables import m019_relations
from corpus.schema.reserved_columns import m013_reserved
from corpus.schema.side_again import m030_sides
from corpus.schema.span_index import m028_spans
from corpus.schema.sqlite_library import Database, Migrations
from corpus.schema.stage_tables import m006_stages
from corpus.schema.story_tables import m003_lineage
from corpus.schema.total_tables import m027_totals
from corpus.schema.touched_tables import m021_touched
from corpus.schema.waiting_tables import m024_waiting
from corpus.schema.word_tables import m012_words

CORPUS = Migrations("corpus")
for _step in (
    m001_corpus,
    m002_names,
    m003_lineage,
    m004_facts,
    m005_desk,
    m006_stages,
    m007_visible,
    m008_grids,
    m009_related,
    m010_passages,
    m011_precision,
    m012_words,
    m013_reserved,
    m014_events,
    m015_whole_names,
    m016_bearers,
    m017_bulk,
    m018_plant_panel,
    m019_relations,
    m020_certainty,
    m021_touched,
    m022_made,
    m023_dated,
    m024_waiting,
    m025_changes,
    m026_counts,
    m027_totals,
    m028_spans,
    m029_openings,
    m030_sides,
    m031_builds,
    m032_outlets,
    m033_followed,
    m034_ends,
):
    CORPUS()(_step)

PAGES = Migrations("pages")
for _step in (m001_archive, m002_crawl, m003_sessions, m004_takedowns, m005_custody, m006_parts):
    PAGES()(_step)


def migrate(db: Database, migrations: Migrations, *, path: str) -> None:
    """Bring a database to the newest schema.

    Raises:
        Abort: the file was written by a newer version of this program.
    """
    if make_at_once(db, migrations):
        return
    known = {migration.name for migration in migrations.pending(db)} | {m.name for m in migrations._migrations}
    newer = [applied.name for applied in migrations.applied(db) if applied.name not in known]
    if newer:
        raise Abort(f"{path} was made by a newer jangmadang (it knows {newer[-1]}); upgrade this one to open it")
    if migrations.pending(db):
        migrations.apply(db)
