"""The strict reader of outlet files."""

import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.outlets import load_outlets, outlet_for

PLAIN = """
name = "Demo Times"
homepage = "https://demo.example/"
country = "gb"
language = "en"
kind = "daily"
feeds = ["https://demo.example/feed.xml"]
"""


def write(folder: Path, text: str, name: str = "demo_times.toml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_outlet_file_gives_its_stem_as_id_and_defaults(tmp_path: Path) -> None:
    outlet = load_outlets(write(tmp_path / "outlets", PLAIN))["demo_times"]
    assert outlet.name == "Demo Times"
    assert outlet.enabled and not outlet.allow_private and outlet.topic_gate == 0
    assert outlet.is_article_url("https://demo.example/anything")


@pytest.mark.parametrize(
    ("country", "more", "zone"),
    [("kr", "", "Asia/Seoul"), ("us", "", None), ("kr", 'timezone = "UTC"\n', "UTC")],
    ids=["country with one zone", "country with many", "named"],
)
def test_zone_of_clock_times_is_the_named_one_or_the_countrys(
    tmp_path: Path, country: str, more: str, zone: str | None
) -> None:
    text = PLAIN.replace('"gb"', f'"{country}"') + more
    assert load_outlets(write(tmp_path, text))["demo_times"].zone == zone


def test_outlet_file_tables_become_rules_and_expectations(tmp_path: Path) -> None:
    text = PLAIN + (
        "[extract]\ndrop = ['//aside']\ndrop_lines = ['^Advertisement$']\nvalid_until = 2026-06-30\n"
        "[expect]\nmin_articles = 10\nmax_silence = '72h'\nmax_skipped_share = 0.3\n"
    )
    outlet = load_outlets(write(tmp_path, text))["demo_times"]
    assert outlet.extract.drop_lines == (re.compile("^Advertisement$"),)
    assert outlet.extract.valid_until == date(2026, 6, 30)
    assert (outlet.expect.min_articles, outlet.expect.max_silence) == (10, timedelta(hours=72))


def test_unknown_key_error_names_key_file_and_known_keys(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"demo_times\.toml: unknown key 'fedes'; the known ones are name, homepage"):
        load_outlets(write(tmp_path, PLAIN + 'fedes = ["https://demo.example/rss"]\n'))


def test_unknown_key_in_a_table_names_the_table(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"unknown key 'min_article' in \[expect\]; .*min_articles"):
        load_outlets(write(tmp_path, PLAIN + "[expect]\nmin_article = 3\n"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('delay = "slow"', "delay = 'slow' should be a number"),
        ("delay = -1", "delay = -1 should be"),
        ("enabled = 1", "enabled = 1 should be true or false"),
        ("topic_gate = 2", "topic_gate = 2 should be"),
        ("article_url = '('", "should be a regular expression"),
        ('timezone = "Asia/Nowhere"', "time zone"),
        ('sitemaps = ["ftp://demo.example/"]', "http or https"),
        ('sitemaps = ["https://user:pass@demo.example/"]', "without a user name"),
        ('sitemaps = "https://demo.example/"', "a list of texts"),
        ("[expect]\nmax_silence = 'soon'", "expect.max_silence = 'soon' should be a time span"),
        ("nonsense", "not TOML"),
        ("x = " + "[" * 5_000, "not TOML"),
        ("x = " + "9" * 5_000, "not TOML"),
        ("x" + ".a" * 30_000 + " = 1", "has more than 64 parts"),
        ("[x" + " . a" * 30_000 + "]", "has more than 64 parts"),
        ("[[x" + ".'a b'" * 30_000 + "]]", "has more than 64 parts"),
        ("x = {y" + '."a"' * 30_000 + " = 1}", "has more than 64 parts"),
    ],
)
def test_value_that_cannot_be_meant_is_an_error(tmp_path: Path, line: str, message: str) -> None:
    began = time.process_time()
    with pytest.raises(ValueError, match=re.escape(message)):
        load_outlets(write(tmp_path, PLAIN + line + "\n"))
    assert time.process_time() - began < 2


def test_dots_in_a_text_are_no_long_key(tmp_path: Path) -> None:
    text = PLAIN.replace('name = "', 'name = "' + "K.N.A. " * 40)
    outlets = load_outlets(write(tmp_path, text + "article_url = '" + r"/\d+\.html|" * 80 + "/x'\n"))
    assert outlets["demo_times"].name.startswith("K.N.A. K.N.A.")


def test_missing_key_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the key 'country' is missing"):
        load_outlets(write(tmp_path, PLAIN.replace('country = "gb"\n', "")))


def test_sections_need_an_article_pattern(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sections need article_url"):
        load_outlets(write(tmp_path, PLAIN + 'sections = ["https://demo.example/economy/"]\n'))


def test_file_name_that_is_no_id_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the file's stem is the outlet's id"):
        load_outlets(write(tmp_path, PLAIN, "Demo Times.toml"))


def test_outlet_for_prefers_the_host_then_the_pattern(tmp_path: Path) -> None:
    write(tmp_path, PLAIN)
    korean = PLAIN.replace('https://demo.example/"', 'https://demo.example/ko/"').replace('"en"', '"ko"')
    outlets = load_outlets(write(tmp_path, korean + "article_url = '/ko/\\d+'\n", "demo_ko.toml"))
    found = {url: outlet_for(url, outlets) for url in ("https://www.demo.example/a", "https://demo.example/ko/12")}
    assert [outlet.id for outlet in found.values() if outlet] == ["demo_times", "demo_ko"]
    assert outlet_for("https://elsewhere.example/", outlets) is None
    assert outlet_for("https://demo.example:0x/", outlets) is None


def test_outlets_may_share_a_host_behind_ports(tmp_path: Path) -> None:
    for port in (8001, 8002):
        write(tmp_path, PLAIN.replace("demo.example/", f"demo.example:{port}/"), f"demo_{port}.toml")
    outlets = load_outlets(tmp_path)
    found = [outlet_for(f"https://www.demo.example:{port}/a", outlets) for port in (8001, 8002)]
    assert [outlet and outlet.id for outlet in found] == ["demo_8001", "demo_8002"]
    assert outlet_for("https://demo.example/a", outlets) is None
