"""The rules for figures in English sentences."""
