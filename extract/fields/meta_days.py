"""The names of meta tags that tell when a page was published, the surest first, and when it was changed."""

from __future__ import annotations

# fmt: off
META_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "datepublished", "article.published", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date",
    "pubdate", "publication_date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dc.date",
    "dcterms.date", "dc.created", "dcterms.issued", "dc.date.created", "dcterms.available",
    "citation_publication_date", "citation_online_date", "citation_date", "originalpublicationdate",
    "original_publication_date", "displaydate", "display_date", "article.created", "article:created",
    "article:create_at", "weibo: article:create_at", "publish_date", "published_time", "published_at",
    "published_date", "publication-date", "publicationdate", "pub_date", "pubtime", "publishtime",
    "firstpublishedtime", "date_published", "release_date", "bt:pubdate", "vr:published_time",
    "rnews:datepublished", "article_date_original", "og:pubdate", "news_publication_date", "date",
)
# fmt: on
# When a page was changed, for want of when it was published.
CHANGED_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "revision_date",
)
