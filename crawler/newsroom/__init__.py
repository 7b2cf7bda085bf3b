"""A small press of invented outlets, served over real HTTP on loopback: the demo and the crawl tests run on it."""
