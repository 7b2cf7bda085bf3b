"""The registry as the table in docs/outlets.md."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.outlets import Outlet

HEAD = """# The outlets

Made by `jangmadang outlets list --markdown`; edit the TOML files in `crawler/outlets/`, not this page. Enabled are the
outlets with a feed, sitemap or page that was measured or seen to work and whose robots.txt does not refuse us. The
others wait until `jangmadang outlets check ID` has seen them work, or are here to be recognised in imports.
[add-an-outlet.md](add-an-outlet.md) explains the keys.
"""


def outlets_table(outlets: Iterable[Outlet]) -> str:
    """The page as Markdown: the enabled outlets first, then the others, each with its notes."""
    every = list(outlets)
    enabled = [outlet for outlet in every if outlet.enabled]
    others = [outlet for outlet in every if not outlet.enabled]
    parts = [HEAD]
    for title, part in ((f"Enabled ({len(enabled)})", enabled), (f"Disabled ({len(others)})", others)):
        parts.append(f"## {title}\n\n| id | outlet | language | country | kind | read by | expected | notes |")
        parts.append("\n".join(["| --- | --- | --- | --- | --- | --- | --- | --- |", *map(_row, part)]) + "\n")
    return "\n".join(parts)


def read_by(outlet: Outlet) -> str:
    """The ways in which an outlet's articles are found, counted."""
    counts = {"feed": len(outlet.feeds), "sitemap": len(outlet.sitemaps), "section": len(outlet.sections)}
    counts["WordPress"] = 1 if outlet.wordpress else 0
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items() if count)


def _row(outlet: Outlet) -> str:
    expect = outlet.expect
    hours = round(expect.max_silence.total_seconds() / 3600) if expect.max_silence else None
    expected = f"{expect.min_articles} links" if expect.min_articles is not None else ""
    expected += f", one new in {hours} h" if hours else ""
    cells = [
        f"`{outlet.id}`",
        f"[{outlet.name}]({outlet.homepage})",
        outlet.language,
        outlet.country,
        outlet.kind,
        read_by(outlet) or "nothing yet",
        expected,
        outlet.notes,
    ]
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
