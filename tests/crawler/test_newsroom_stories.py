"""The stories are the ground truth of other tests, so they are held to some rules themselves."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, timedelta

import lxml.html
import pytest

from crawler.newsroom.daily_notes import daily_notes
from crawler.newsroom.desks import load_desks
from crawler.newsroom.press import BASE_DATE, DAYS, Edition, Story
from crawler.newsroom.rendering import View, article_page
from crawler.newsroom.stories import at, load_stories, read_draft, story_path
from crawler.newsroom.truth import furniture_lines

STORIES = load_stories()
DESKS = {desk.id: desk for desk in load_desks()}
WHOLE = [story for story in STORIES if story.kind in ("article", "off-topic", "short", "paywall-teaser")]
BASES = {name: f"http://{desk.address}" for name, desk in DESKS.items()}


def page(story: Story, edition: Edition | None = None) -> bytes:
    edition = edition or story.editions[-1]
    now = BASE_DATE + timedelta(days=DAYS)
    others = [(other, other.editions[-1]) for other in STORIES if other.outlet == story.outlet]
    view = View(desk=DESKS[story.outlet], base=BASES[story.outlet], bases=BASES, now=now, others=others)
    return article_page(story, edition, view)


def visible_text(body: bytes, charset: str) -> str:
    root = lxml.html.document_fromstring(body.decode(charset))
    for element in root.xpath("//script|//style|//title"):
        element.text = ""
    return " ".join(root.text_content().split())


@pytest.mark.parametrize("story", WHOLE, ids=lambda story: story.id)
def test_page_shows_every_line_of_its_truth(story):
    for edition in story.editions:
        text = visible_text(page(story, edition), story.charset or "utf-8")
        for line in (edition.title, *edition.text.split("\n"), *edition.captions, *story.furniture):
            assert line in text


@pytest.mark.parametrize("story", WHOLE, ids=lambda story: story.id)
def test_furniture_is_no_line_of_the_article(story):
    for edition in story.editions:
        assert not {*edition.text.split("\n"), *edition.captions} & set(story.furniture)


def test_there_are_seventy_articles_at_seven_outlets():
    articles = [story for story in STORIES if story.kind in ("article", "off-topic")]
    assert len(articles) >= 70
    assert len({story.outlet for story in articles}) >= 7


def test_articles_are_of_news_length():
    words = [len(s.text.split()) for s in STORIES if s.kind == "article" and s.language == "en"]
    assert min(words) >= 70 and max(words) <= 600
    assert sorted(words)[len(words) // 2] >= 180


def test_every_kind_of_page_is_there():
    kinds = {"article", "off-topic", "list", "section", "live-ticker", "video", "soft-404", "consent-wall", "challenge"}
    assert kinds <= set(Counter(story.kind for story in STORIES))


def test_times_are_aware_and_within_the_five_days():
    for story in STORIES:
        assert story.published.tzinfo is UTC
        assert BASE_DATE <= story.published < BASE_DATE + timedelta(days=DAYS)


def test_one_story_stands_on_three_outlets_with_other_headlines():
    source = "demo_wire/sunchon-fertilizer-second-line"
    family = [s for s in STORIES if s.id == source or (s.of == source and s.relation == "syndicated")]
    assert len({s.outlet for s in family}) == len({s.title for s in family}) == 3
    assert len({s.text for s in family}) == 3, "their ends are cut at different places"


def test_edits_change_what_stands():
    edited = [story for story in STORIES if len(story.editions) > 1]
    assert edited
    for story in edited:
        first, last = story.edition(story.published), story.edition(BASE_DATE + timedelta(days=DAYS))
        assert first != last


def test_deleted_story_has_no_edition():
    deleted = [story for story in STORIES if story.deleted]
    assert {story.gone for story in deleted} == {"404", "410", "home"}
    for story in deleted:
        assert story.edition(story.deleted) is None
        assert story.edition(story.deleted - timedelta(minutes=1)) is not None


def test_state_agency_gives_no_year():
    for story in STORIES:
        if story.outlet == "demo_agency" and story.kind in ("article", "off-topic"):
            assert b"2026" not in page(story)


def test_euc_kr_page_is_not_utf8():
    story = next(story for story in STORIES if story.charset == "euc-kr")
    with pytest.raises(UnicodeDecodeError):
        page(story).decode("utf-8")


def test_windows_1252_page_calls_itself_latin_1():
    body = page(next(story for story in STORIES if story.charset == "windows-1252"))
    assert b"charset=iso-8859-1" in body and b"\x93" in body and b"\x94" in body


def test_broken_page_is_left_open():
    body = page(next(story for story in STORIES if story.broken))
    assert b"</p>" not in body and b"</html>" not in body


def test_markup_in_a_story_is_escaped():
    draft = read_draft('+++\ntitle = "a"\nat = "0 01:00"\n+++\n<script>x</script>', desk=DESKS["demo_wire"], slug="a")
    story = next(story for story in STORIES if story.outlet == "demo_wire")
    edition = story.editions[0]
    block = type(edition.blocks[0])(kind="p", text=draft.body)
    hostile = Edition(since=edition.since, title=edition.title, blocks=(block,))
    assert b"<script>x" not in page(story, hostile)


@pytest.mark.parametrize("name", ["demo_finance", "demo_magazine", "demo_tumen"])
def test_furniture_lines_hold_the_desk_furniture_and_more(name):
    story = next(story for story in WHOLE if story.outlet == name and story.kind == "article")
    lines = furniture_lines(page(story), story.editions[-1])
    text = " ".join(lines)
    assert all(line in text for line in story.furniture)
    assert len(lines) > len(story.furniture)
    assert not set(story.editions[-1].text.split("\n")) & set(lines)


def test_two_finance_pages_show_different_quotes():
    bodies = [page(s).decode() for s in STORIES if s.outlet == "demo_finance" and s.kind == "article"][:2]
    quotes = [lxml.html.document_fromstring(body).xpath("//ul[@class='strip']//span/text()") for body in bodies]
    assert len(quotes[0]) == len(quotes[1]) == 20
    assert quotes[0] != quotes[1]


def test_unknown_key_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="unknown key 'headline'; known are agency, at"):
        read_draft('+++\nheadline = "a"\n+++\ntext', desk=DESKS["demo_wire"], slug="a")


def test_file_without_a_head_is_refused():
    with pytest.raises(ValueError, match="no head"):
        read_draft("only text", desk=DESKS["demo_wire"], slug="a")


def test_agency_address_is_a_base64_query():
    path = story_path(DESKS["demo_agency"], "a-slug", at("0 06:00"))
    assert path.startswith("/en/index.php?MTJA")


def test_time_offset_counts_from_the_base_date():
    assert at("2 07:15") == BASE_DATE + timedelta(days=2, hours=7, minutes=15)


def test_daily_notes_are_two_a_day_at_each_outlet_and_some_are_edited():
    notes = daily_notes(("demo_wire", "demo_daily"), days=3, edited=5)
    assert len({story.path for story in notes}) == len(notes) == 12
    assert [len(story.editions) for story in notes if story.outlet == "demo_wire"] == [2, 1, 1, 1, 1, 2]
