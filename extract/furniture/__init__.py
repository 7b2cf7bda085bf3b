"""Furniture: the blocks that recur on an outlet's pages, learned, and when to learn them again."""
