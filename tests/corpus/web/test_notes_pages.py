"""The pages of notes: what they show, and who may write."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from corpus.decisions.notes import read_notes
from corpus.records import article_id
from corpus.store.articles import Corpus

RASON = article_id("https://wire.example/rason")
SENTENCE = "Cranes moved coal in Rason on Monday."


def opened(desk: Any) -> Any:
    """The desk with the token shown."""
    token = desk.served.desk_review
    desk.get(f"/review?token={token}")
    desk.cookies["desk_review"] = token
    return desk


def sent(desk: Any, form: dict[str, str]) -> Any:
    page = desk.get(f"/notes?about=article:{RASON}")
    token = page.text.partition('name="csrftoken" value="')[2].partition('"')[0]
    desk.cookies["ds_csrftoken"] = page.cookies.get("ds_csrftoken", token)
    return desk.post("/notes", {**form, "csrftoken": token})


def test_every_sentence_found_has_a_link_that_keeps_it_where_it_can_be_kept(desk: Any, review_desk: Any) -> None:
    links = (f"/notes?about=article:{RASON}&amp;quote={quote(SENTENCE)}", f'/notes?about=article:{RASON}"', "/saved?q=")
    pages = ("/search?q=cranes", f"/article/{RASON}", "/search?q=cranes")
    for link, page in zip(links, pages, strict=True):
        assert link in review_desk.get(page).text and link not in desk.get(page).text
    assert all("serve --review" in desk.get(page).text for page in ("/notes", "/saved"))
    page = desk.get(links[0].replace("&amp;", "&"))
    assert "serve --review" in page.text
    assert "<form method" not in page.text


def test_the_next_note_goes_where_the_last_one_went(review_desk: Any) -> None:
    about = f"/notes?about=article:{RASON}"
    opened(review_desk)
    assert 'maxlength="120" value=""' in review_desk.get(about).text
    for collection in ("Ports", 'Coal & "iron"'):
        sent(review_desk, {"about": f"article:{RASON}", "note": "why", "collection": collection})
    assert 'maxlength="120" value="Coal &amp; &#34;iron&#34;"' in review_desk.get(about).text


def test_only_who_holds_the_token_writes(desk: Any, review_desk: Any, hostile: Corpus) -> None:
    form = {"about": f"article:{RASON}", "quote": SENTENCE, "collection": "Ports", "note": "<b>why</b>"}
    assert desk.post("/notes", form).status_code == 403
    assert read_notes(hostile.data) == ()
    assert sent(opened(review_desk), form).status_code == 302
    (note,) = read_notes(hostile.data)
    assert (note.collection, note.quote, note.url) == ("Ports", SENTENCE, "https://wire.example/rason")
    page = review_desk.get("/notes/Ports").text
    assert "&lt;b&gt;why" in page
    assert SENTENCE in page
    assert review_desk.get("/notes/Ports.md").text.startswith("# Ports")
    assert sent(review_desk, {"remove": note.id, "collection": "Ports"}).status_code == 302
    assert read_notes(hostile.data) == ()


def test_what_cannot_be_kept_is_said(review_desk: Any) -> None:
    opened(review_desk)
    assert sent(review_desk, {"about": f"article:{RASON}", "quote": "Never said."}).status_code == 400
    assert sent(review_desk, {"about": f"article:{RASON}"}).status_code == 400
    assert review_desk.get("/notes?about=article:nowhere").status_code == 404
    assert review_desk.get("/notes/Nothing").status_code == 404
    assert review_desk.get("/notes").status_code == 200


def test_what_a_search_finds_is_a_file_to_cite_from(desk: Any) -> None:
    assert 'href="/search.docx?q=cranes"' in desk.get("/search?q=cranes").text
    for address in ("/search.md?q=cranes", "/together.md?of=place/rason&with=product/coal"):
        file = desk.get(address)
        assert file.headers["content-type"].startswith("text/markdown")
        assert f"> {SENTENCE}" in file.text and "<https://wire.example/rason>" in file.text
