"""`python -m jangmadang` is `jangmadang`."""

from __future__ import annotations

from jangmadang.command import main

if __name__ == "__main__":
    main()
