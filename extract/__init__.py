"""UNDERSTAND: raw pages to articles, mentions, entities and stories. Never imports Scrapy."""
