"""Lists of terms by the headline that say when a page was written, changed and read, and times of those below it."""

from __future__ import annotations

import pytest

from tests.extract.article.test_foreign_layouts import TONGUES, headed, read, told


@pytest.mark.parametrize(
    ("lang", "terms", "name"),
    [
        ("en", (("Author", "Edith Moran"), ("Last updated", "6 January 2026"), ("Published", "24 November 2025")), 1),
        ("en", (("Geändert:", "6. Januar 2026"), ("Erschienen am:", "24. November 2025"), ("Aufrufe", "188")), 0),
        ("en", (("Mis à jour le", "6 janvier 2026"), ("Publié le", "24 novembre 2025")), 0),
        ("en", (("Actualizado:", "6 de enero de 2026"), ("Publicado:", "24 de noviembre de 2025")), 0),
        ("en", (("Aktualisierung", "06.01.2026"), ("Autorin", "Edith Moran"), ("Veröffentlicht", "24.11.2025")), 1),
        ("ko", (("수정일", "2026. 1. 6."), ("등록일", "2025. 11. 24."), ("조회수", "411")), 0),
        ("zh", (("更新时间：", "2026-01-06"), ("发布时间：", "2025-11-24"), ("浏览次数", "1,204")), 0),
    ],
)
def test_day_of_a_change_in_a_list_of_terms_is_not_that_of_publication(
    lang: str, terms: tuple[tuple[str, str], ...], name: int
) -> None:
    said = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in terms)
    article = read(f"<article>{headed(lang)}<dl>{said}</dl>{told(lang)}</article>", lang=lang)
    assert f"{article.published:%Y-%m-%d}" == "2025-11-24"
    assert article.text.split("\n") == list(TONGUES[lang])
    assert article.authors == ("Edith Moran",) * name


def test_list_of_prices_by_the_headline_stays() -> None:
    said = "".join(f"<dt>{what}</dt><dd>{price}</dd>" for what, price in (("Rice", "6,200 won"), ("Corn", "2,900 won")))
    assert "Rice\t6,200 won" in read(f"<article>{headed('en')}<dl>{said}</dl>{told('en')}</article>").text


@pytest.mark.parametrize(
    ("lang", "stamp", "box"),
    [
        ("en", "<div class='d'>24 November 2025</div>", "<div class='voices'><h3>Voices</h3>{}</div>"),
        ("ko", "<p>2025. 11. 24.</p>", "<ul class='re'>{}</ul>"),
        ("zh", "<span>2025年11月24日</span>", "<section>{}</section>"),
    ],
)
def test_time_below_the_text_does_not_overrule_the_day_above_it(lang: str, stamp: str, box: str) -> None:
    said = "".join(
        f"<div><b>{who}</b><time datetime='2025-12-0{day}T08:11:00+09:00'>{day} Dec</time><span>?</span></div>"
        for who, day in (("Step", 5), ("Nina", 4))
    )
    article = read(f"<article>{headed(lang)}{stamp}{told(lang)}{box.format(said)}</article>", lang=lang)
    assert f"{article.published:%Y-%m-%d}" == "2025-11-24"


def test_time_below_the_text_of_the_same_day_tells_the_hour() -> None:
    foot = "<p>Filed <time datetime='2025-11-24T08:11:00+00:00'>24 November, 08:11</time></p>"
    article = read(f"<article>{headed('en')}<div>24 November 2025</div>{told('en')}{foot}</article>")
    assert f"{article.published:%Y-%m-%d %H:%M}" == "2025-11-24 08:11"
