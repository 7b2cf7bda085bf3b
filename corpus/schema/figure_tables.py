"""The tables of corpus.db that the stage `facts` derives."""

from __future__ import annotations

from corpus.schema.sqlite_library import Database
from corpus.schema.statements import create

# where a figure stands, and the time it is of
FIGURE_COLUMNS = """
            id text primary key,
            article_id text not null,
            field text not null,
            start integer not null,
            end integer not null,
            sent_start integer not null,
            sent_end integer not null,
            mentions text not null,
            date text,
            date_end text,
            date_source text not null"""


def m004_facts(db: Database) -> None:
    """Prices, exchange rates, trade, the activity of plants, goods by month; the triggers that tell what changed."""
    create(
        db,
        f"""create table price_quotes ({FIGURE_COLUMNS},
            commodity_id text,
            commodity text not null,
            place_id text,
            place text,
            price real not null,
            price_high real,
            currency text not null,
            quantity real,
            unit text,
            kind text not null,
            qualifier text not null
        ) without rowid""",
        "create index price_quotes_article on price_quotes(article_id)",
        "create index price_quotes_commodity on price_quotes(commodity_id, date)",
        f"""create table exchange_rates ({FIGURE_COLUMNS},
            base text not null,
            quote text not null,
            place_id text,
            place text,
            rate real not null,
            rate_high real,
            kind text not null,
            qualifier text not null
        ) without rowid""",
        "create index exchange_rates_article on exchange_rates(article_id)",
        "create index exchange_rates_pair on exchange_rates(base, quote, date)",
        f"""create table trade_figures ({FIGURE_COLUMNS},
            flow text not null,
            partner_id text,
            partner text,
            good_id text,
            good text,
            amount real not null,
            unit text not null,
            qualifier text not null
        ) without rowid""",
        "create index trade_figures_article on trade_figures(article_id)",
        "create index trade_figures_partner on trade_figures(partner_id, date)",
        f"""create table activity_reports ({FIGURE_COLUMNS},
            entity_id text,
            plant text not null,
            kind text not null,
            month text
        ) without rowid""",
        "create index activity_reports_article on activity_reports(article_id)",
        "create index activity_reports_entity on activity_reports(entity_id, month)",
        """create table factory_activity (
            entity_id text not null,
            month text not null,
            kind text not null,
            articles integer not null,
            stories integer not null,
            independent integer not null,
            examples text not null,
            primary key (entity_id, month, kind)
        ) without rowid""",
        # one row for each article, which `product_mentions` sums
        """create table product_places (
            article_id text not null,
            month text not null,
            place_id text not null,
            chapter text not null,
            mentions integer not null,
            example text not null,
            primary key (article_id, place_id, chapter)
        ) without rowid""",
        "create index product_places_month on product_places(month, place_id, chapter)",
        """create table product_mentions (
            month text not null,
            place_id text not null,
            chapter text not null,
            mentions integer not null,
            articles integer not null,
            stories integer not null,
            examples text not null,
            primary key (month, place_id, chapter)
        ) without rowid""",
        # rows of `product_mentions` that a stopped run has still to work out
        """create table touched_products (
            month text not null,
            place_id text not null,
            chapter text not null,
            primary key (month, place_id, chapter)
        ) without rowid""",
        *_TRIGGERS,
    )


_FORGET = "begin delete from progress where stage = 'facts' and article_id = {}; end"
# Whoever changes a mention or what it means makes its article pending, without having to know of this stage.
_TRIGGERS = (
    f"create trigger facts_mention_new after insert on mentions {_FORGET.format('new.article_id')}",
    f"create trigger facts_mention_gone after delete on mentions {_FORGET.format('old.article_id')}",
    "create trigger facts_mention_resolved after update of entity_id on mentions"
    f" when old.entity_id is not new.entity_id {_FORGET.format('new.article_id')}",
    "create trigger facts_entity after update of country, kind, hs_code on entities"
    " when (old.country, old.kind, old.hs_code) is not (new.country, new.kind, new.hs_code)"
    " begin delete from progress where stage = 'facts' and article_id in"
    " (select article_id from mentions where entity_id = new.id); end",
    "create trigger facts_story after update of story_id on articles when old.story_id is not new.story_id"
    " begin insert or ignore into touched_products select month, place_id, chapter from product_places"
    " where article_id = new.id; end",
)
