"""The spiders: one for the outlets' listings and pages, one for archives."""
