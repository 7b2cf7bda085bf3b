"""`python -m corpus.cli.child COMMAND…` is `jangmadang COMMAND…` for as long as its parent lives.

The parent holds the other end of stdin. However the parent ends, kill -9 included, that end closes, and the child
ends at once: every stage can be cut off anywhere without loss.
"""

from __future__ import annotations

import os
import threading

from corpus.cli import main


def end_with_parent() -> None:
    """Wait until stdin closes, then end this process."""
    while os.read(0, 1024):  # not sys.stdin, whose lock the interpreter wants when it ends
        pass
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    main()
