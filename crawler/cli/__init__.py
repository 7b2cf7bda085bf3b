"""The crawler's commands and how their results look in a terminal."""
