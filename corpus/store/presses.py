"""Which outlets are North Korea's own, and so state media; all others report from outside."""

from __future__ import annotations

# countries are in small letters, and in capitals in a corpus made by hand; a mirror abroad is of its original's family
OF_STATE = (
    "(lower(coalesce({0}.country, '')) = 'kp' or coalesce({0}.kind, '') = 'state media' and {0}.family in"
    " (select family from outlets where lower(country) = 'kp'))"
)


def of_state(outlet: str) -> str:
    """SQL for whether a row of `outlets`, joined as `outlet`, is state media; 0 where it was never saved."""
    return f"coalesce({OF_STATE.format(outlet)}, 0)"
