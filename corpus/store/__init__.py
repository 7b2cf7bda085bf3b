"""The two SQLite files: opening them, and what each stage reads from them and writes to them."""
