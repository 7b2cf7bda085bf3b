"""Figures out of tables and lists: grids with typed heads, in five languages."""
