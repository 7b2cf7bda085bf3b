"""What speaks for and against two names: the figures that a judge weighs, by examples."""

from __future__ import annotations

import pytest

from extract.resolve.judge import DIFFERENT, SAME, UNSURE, Judgement, judge
from extract.resolve.pair_evidence import align, evidence, sentence_forms
from extract.resolve.pair_units import known_in, units_of

Named = tuple[str, str]
# what the rules say, the other figures once more for a label, and what is made of all of them
OF_OTHERS = ("label", "soft", "joined,", "explained", "settled", "apart", "rules", "why", "given common")
PAIRS: list[tuple[str, Named, Named, str]] = [
    (
        "PERSON",
        ("Kim Chol", "Kim Chol drives trains at Rason"),
        ("김철", "라선에서 렬차를 모는 김철"),
        "shared=1.97; shared best=0.99; place shared=0.99; shared rare=2; shared words=1; "
        "across scripts=1; shared across=1.97; proper met=1; exact met=1; nothing left=1; "
        "whole alike=1; consonants alike=1; whole met=1; heard=1; heard least=0.44; own words=1; "
        "shared part=1; one place=1; one known=1; one good=1; names share known=1; all met=1",
    ),
    (
        "PRODUCT",
        ("Unhasu soap", "Unhasu soap is sold in Seoul"),
        ("Unhasu", "Unhasu lamps burn in Rason"),
        "shared none=1; proper met=1; exact met=1; one side left=1; left word=1; whole alike=1; "
        "whole met=1; heard=1; heard least=1; own words=1; other places=1; names share known=1; "
        "sides differ=1",
    ),
    (
        "FACTORY",
        ("Salgu Cement Factory", "Salgu Cement Factory in Anju, renamed Unjon Works, has 12 kilns"),
        ("Unjon Works", "Unjon Works, formerly Salgu Cement Factory, has 14 kilns"),
        "shared=3.95; shared best=0.99; shared rare=4; shared words=1; words met=1; both sides left=1; "
        "left proper=2; both left proper=1; left word=1; left place=1; left alike=0.2; "
        "whole alike=0.2; heard=0.18; heard least=0.18; heard left=0.18; own words=1; shared part=1; "
        "other numbers=1; one known=1; one good=1; both named=1; renamed=1; renames=0.2",
    ),
    (
        "PERSON",
        ("Kim Chol Jr.", "Kim Chol Jr. came to the port of Nampo"),
        ("Kim Chol", "Kim Chol sells timber in Chongjin"),
        "shared none=1; proper met=1; nothing left=1; whole alike=0.88; consonants alike=0.8; "
        "heard=0.71; heard least=1; own words=2; other places=1; other provinces=1; junior=1; "
        "names share known=1; all met=1",
    ),
    (
        "PERSON",
        ("김은빛", "김은빛이 왔다"),
        ("김은빗", "김은빗이 왔다"),
        "shared=0.99; shared best=0.99; shared rare=1; shared words=2; proper met=1; exact met=1; "
        "nothing left=1; whole alike=1; consonants alike=1; whole met=1; other signs=1; heard=1; "
        "heard least=1; own words=1; shared part=1; all met=1",
    ),
    (
        "PERSON",
        ("리명수", "리명수가 왔다"),
        ("이명수", "이명수가 왔다"),
        "shared=0.99; shared best=0.99; shared rare=1; shared words=2; proper met=1; one side left=1; "
        "left number=1; whole alike=0.88; consonants alike=0.89; heard=0.75; heard least=0.75; "
        "own words=1; shared part=1; names share known=1",
    ),
    (
        "ORG",
        ("殷山公司", "殷山公司 2019"),
        ("恩山公司", "恩山公司 2019"),
        "shared=0.99; shared best=0.99; shared rare=1; shared words=1; proper met=1; words met=1; "
        "nothing left=1; whole alike=1; consonants alike=1; whole met=1; other signs=1; other han=1; "
        "heard=1; heard least=1; own words=1; shared part=1; one number=1; all met=1",
    ),
    (
        "PRODUCT",
        ("Sunrise", "cans of Sunrise beer stand in the shop"),
        ("Sunrise", "a tube of Sunrise toothpaste"),
        "shared none=1; words met=1; exact met=1; nothing left=1; other goods=1; brand of other goods=1",
    ),
    (
        "PLACE",
        ("Salgu-ri", "Salgu-ri in Anju has 300 houses near the river"),
        ("Salgu", "Salgu of Anju had 300 houses by the river bridge"),
        "shared=4.93; shared best=0.99; place shared=0.99; shared rare=5; shared words=3; "
        "proper met=1; exact met=1; one side left=1; left word=1; whole alike=1; consonants alike=1; "
        "whole met=1; heard=1; heard least=1; own words=1; shared part=1; one number=1; one place=1; "
        "two places=1",
    ),
    (
        "FACTORY",
        ("Kanggye Tractor Plant", "Kanggye Tractor Plant makes tractors in Chagang"),
        ("Kangge Tractor Plant", "Kangge Tractor Plant makes tractors"),
        "shared=1.97; shared best=0.99; shared rare=2; shared words=2; proper met=1; words met=2; "
        "nothing left=1; whole alike=0.92; consonants alike=1; whole met=1; heard=1; heard least=1; "
        "own words=1; shared part=1; one good=1; names share known=1; all met=1",
    ),
    (
        "FACTORY",
        ("Kanggye Tractor Plant No. 2", "x"),
        ("Kanggye Tractor Plant No. 3", "y"),
        "shared none=1; proper met=2; words met=2; exact met=1; both sides left=1; left number=2; "
        "both left number=1; whole alike=1; consonants alike=1; whole met=1; heard=1; heard least=1; "
        "own words=2; names share known=1",
    ),
    (
        "ORG",
        ("Chongbong Bank", "Chongbong Bank, now called Rungna Bank, moved to Hyesan and Rason"),
        ("Rungna Bank", "Rungna Bank of Hyesan and Rason"),
        "place shared=0.99; shared none=1; shared words=3; words met=1; exact met=1; "
        "both sides left=1; left proper=2; both left proper=1; left alike=0.4; whole alike=0.4; "
        "consonants alike=0.6; heard=0.26; heard least=0.26; heard left=0.26; own words=1; "
        "one place=1; two places=1; both named=1; renamed=1; renames=0.2",
    ),
]


def figures(a: Named, b: Named, label: str) -> dict[str, float]:
    """All figures of a pair that are not nothing, to two places."""
    found = evidence(a, b, label, judge(a[0], b[0], label=label), {})
    return {name: round(value, 2) for name, value in found.items() if round(value, 2)}


@pytest.mark.parametrize(("label", "a", "b", "wanted"), PAIRS)
def test_pair_has_these_figures(label: str, a: Named, b: Named, wanted: str) -> None:
    found = figures(a, b, label)
    own = {name: value for name, value in found.items() if not name.startswith((label, *OF_OTHERS))}
    assert "; ".join(f"{name}={value:g}" for name, value in own.items()) == wanted


def test_figures_stand_once_more_for_the_label_and_for_what_the_rules_say() -> None:
    one = figures(("Unhasu soap", "Unhasu soap of Seoul"), ("Unhasu lamp", "Unhasu lamps of Rason"), "PRODUCT")
    assert one["label PRODUCT"] == one["PRODUCT other places"] == one["PRODUCT proper met"] == 1
    assert one["rules different"] == one["why different against"] == one["soft"] == one["soft, shared none"] == 1
    same = figures(("Kim Chol", "Kim Chol of Seoul"), ("Kim Chol", "Kim Chol of Rason"), "PERSON")
    assert same["rules same"] == same["why same same letters"] == same["rules' score"] == 1
    assert same["joined, other places"] == same["joined, sides differ"] == same["joined, shared none"] == 1


@pytest.mark.parametrize("label", ["PERSON", "FACTORY"])
def test_some_figures_stand_once_more_under_the_label_or_the_verdict(label: str) -> None:
    a, b = (f"{KIM} Mill", f"{KIM} Mill of Anju sells soap"), (f"{KIM} Bank", f"{KIM} Bank of Seoul sells beer")
    by_label = (
        "one side left", "shared", "shared none", "proper met", "left head", "left word", "nothing left", "one place",
        "other places", "both left proper", "other goods", "other provinces", "both named",
    )  # fmt: skip
    soft = (
        "shared", "nothing left", "told left", "shared none", "whole alike", "left proper", "left word", "left head",
        "left number",
    )  # fmt: skip
    joined = ("other places", "other provinces", "other goods", "shared none", "sides differ", "shared")
    for verdict, keys, prefix in ((DIFFERENT, soft, "soft,"), (SAME, joined, "joined,")):
        found = evidence(a, b, label, Judgement(verdict=verdict, score=0.5, why="another name"), {})
        assert {key: found[f"{label} {key}"] for key in by_label} == {key: found[key] for key in by_label}
        assert {key: found[f"{prefix} {key}"] for key in keys} == {key: found[key] for key in keys}
        assert (found["other places"], found["other goods"], found["left head"]) == (1, 1, 2)


def test_rare_words_weigh_more_than_common_ones() -> None:
    a, b = ("Kim Chol", "Kim Chol drives trains"), ("Kim Chol", "Kim Chol drives lorries")
    ruled = judge("Kim Chol", "Kim Chol", label="PERSON")
    rare = evidence(a, b, "PERSON", ruled, {})["shared best"]
    forms = sentence_forms(a[1], units_of("Kim Chol"), frozenset())
    common = evidence(a, b, "PERSON", ruled, dict.fromkeys(forms, 1000.0))["shared best"]
    assert (round(rare, 2), round(common, 2)) == (0.99, 0.1)


@pytest.mark.parametrize(
    ("a", "b", "slips", "met", "left", "right"),
    [
        ("Kanggye Tractor Plant", "Kangge Tractor Bank", True, "kanggye tractor", "plant", "bank"),
        ("Kanggye Plant", "Hyesan Plant", True, "plant", "kanggye", "hyesan"),
        ("Mill No. 1234", "Mill No. 1235", True, "mill no", "1234", "1235"),
        ("Kim", "Kin", True, "", "kim", "kin"),
        # from four letters on, and four of five alike
        ("Oron Mill", "Orono Mill", True, "oron mill", "", ""),
        ("Ira Mill", "Irae Mill", True, "mill", "ira", "irae"),
        ("Oriam Mill", "Orian Mill", True, "oriam mill", "", ""),
        ("Oram Mill", "Oran Mill", True, "mill", "oram", "oran"),
        ("Rosewood Plant", "Bosewood Plant", False, "plant", "rosewood", "bosewood"),
        ("Rosewood Plant", "Bosewood Plant", True, "rosewood plant", "", ""),
    ],
)
def test_words_meet_by_a_form_or_but_for_a_slip(a: str, b: str, slips: bool, met: str, left: str, right: str) -> None:
    pairs, one, two = align(units_of(a), units_of(b), slips=slips)
    assert " ".join(unit.spelled for unit, _ in pairs) == met
    assert (" ".join(unit.spelled for unit in one), " ".join(unit.spelled for unit in two)) == (left, right)


def test_a_sentence_says_what_is_not_in_the_names_and_places_by_their_ids() -> None:
    ids = known_in("Kim Chol")
    forms = sentence_forms("Kim Chol of Rason drives 12 trains", units_of("Kim Chol"), ids)
    assert "@place/rason" in forms
    assert not ids & {form[1:] for form in forms}
    assert not [form for form in forms if "chol" in form or form == "rason"]


KIM = "Kim Chol"
# pairs with the figures that they are about; one that is not there is nothing
ABOUT: list[tuple[str, Named, Named, dict[str, float]]] = [
    # numbers speak where both sentences have some
    ("PERSON", (KIM, f"{KIM} has 12 kilns"), (KIM, f"{KIM} has kilns"), {"one number": 0, "other numbers": 0}),
    ("PERSON", (KIM, f"{KIM} has 12 kilns"), (KIM, f"{KIM} has 14 kilns"), {"one number": 0, "other numbers": 1}),
    ("PERSON", (KIM, f"{KIM} has 12 kilns, 14 mills"), (KIM, f"{KIM} has 14 kilns"),
     {"one number": 1, "other numbers": 0}),
    # so do places, and the provinces in which they lie
    ("PERSON", (KIM, f"{KIM} of Anju"), (KIM, f"{KIM} of Sukchon"), {"other places": 1, "other provinces": 0}),
    ("PERSON", (KIM, f"{KIM} of Anju"), (KIM, f"{KIM} of Chongjin"), {"other places": 1, "other provinces": 1}),
    ("PERSON", (KIM, f"{KIM} of Dandong"), (KIM, f"{KIM} of Vladivostok"), {"other places": 1, "other provinces": 1}),
    ("PERSON", (KIM, f"{KIM} of Hyesan in Ryanggang"), (KIM, f"{KIM} of Samjiyon"),
     {"other places": 1, "other provinces": 0}),
    ("PERSON", (KIM, f"{KIM} of Anju"), (KIM, f"{KIM} of old"), {"other places": 0, "other provinces": 0}),
    # the South is another side, whatever it is called
    *(("PERSON", ("김철", f"김철은 {south}에 갔다"), ("김철", "김철은 평양에 갔다"), {"sides differ": 1.0})
      for south in ("한국", "남한", "서울", "부산")),
    *(("PERSON", (KIM, f"{KIM} went to {south}"), (KIM, f"{KIM} went to Pyongyang"), {"sides differ": 1.0})
      for south in ("South Korea", "the South", "Seoul", "Busan", "Incheon")),
    ("PERSON", (KIM, f"{KIM} went to Seoul"), (KIM, f"{KIM} went to Busan"), {"sides differ": 0}),
    ("PERSON", (KIM, f"{KIM} went to the Southern hills"), (KIM, f"{KIM} went home"), {"sides differ": 0}),
    # a son and his father, but not two who both are called so
    *(("PERSON", (f"{KIM}{son}", "x"), (KIM, "y"), {"junior": 1.0}) for son in (" Jr.", " Jr", " III", ", Senior")),
    ("PERSON", (f"{KIM} Jr.", "x"), (f"{KIM}, Jr.", "y"), {"junior": 0}),
    ("PERSON", (f"{KIM} Iron", "x"), (KIM, "y"), {"junior": 0}),
    # no more than three words of a kind count, nor more than six forms and five rare ones
    ("ORG", ("Salgu Unjon Rakwon Kaesan Bank", "x"), ("Salgu Unjon Rakwon Kaesan Bank", "y"),
     {"proper met": 3, "own words": 3, "words met": 1, "shared": 0}),
    ("PERSON", (KIM, f"{KIM} sells coal, iron, rice, timber, soap, glass, silk, cement"),
     (KIM, f"{KIM} buys coal, iron, rice, timber, soap, glass, silk, cement"),
     {"shared": 5.92, "shared rare": 5, "shared words": 3, "one good": 1}),
    # what is left of a name is a place of its own, or not
    ("ORG", ("Salgu Bank of Rason", "x"), ("Salgu Bank of Wonsan", "y"),
     {"left places": 1, "left place": 0, "left alike": 0.36, "both left proper": 1, "one side left": 0}),
    ("ORG", ("Salgu Bank of Rason", "x"), ("Salgu Bank", "y"),
     {"left places": 0, "left place": 1, "left alike": 0, "both left proper": 0, "one side left": 1, "left proper": 1}),
    ("ORG", ("Salgu Coal Bank", "Salgu Coal Bank opened"), ("Salgu Bank", "Salgu Bank sells tin"),
     {"left word": 1, "left head": 0, "one side left": 1, "both sides left": 0}),
    # a word of Korean means two of English, of which one may be left out
    ("FACTORY", ("대동강건재공장", "x"), ("Taedonggang Building Materials Factory", "y"),
     {"words met": 2, "proper met": 1, "left word": 0, "nothing left": 1, "all met": 1, "across scripts": 1}),
    ("FACTORY", ("평양건재공장", "x"), ("Pyongyang Materials Factory", "y"), {"words met": 2, "nothing left": 1}),
    # scripts are told apart, of names and of sentences
    ("PERSON", ("كيم تشول", "جاء كيم تشول"), (KIM, f"{KIM} came"), {"across scripts": 1, "whole met": 1}),
    ("PERSON", ("金哲", "金哲到了平壤"), (KIM, f"{KIM} came to Pyongyang"),
     {"across scripts": 1, "one place": 1, "two places": 0, "place shared": 0.99, "shared none": 1}),
    # signs that differ within a name: one of one sound, or two names
    ("PERSON", ("김명수", "x"), ("김영수", "y"), {"other signs": 1, "other han": 0}),
    ("ORG", ("殷山公司", "x"), ("银山公司", "y"), {"other signs": 0, "other han": 0}),  # both yín
    ("ORG", ("殷山", "x"), ("恩水山", "y"), {"other signs": 0}),  # of other lengths
    # what a sentence holds of the other name, and whether it says that a thing is called otherwise
    ("ORG", ("Salgu Bank", "Salgu Bank, formerly Unjon Trust, is in Anju"), ("Unjon Trust", "Unjon Trust sells coal"),
     {"both named": 1, "renamed": 1, "renames": 0.2}),
    ("ORG", ("Salgu Bank", "Salgu Bank was renamed Unjon"), ("Unjon Trust", "Unjon Trust sells coal"),
     {"both named": 0, "renamed": 0, "renames": 0.2}),
    ("ORG", ("Salgu Bank", "Salgu Bank stands near Unjon Trust"), ("Unjon Trust", "Unjon Trust sells coal"),
     {"both named": 1, "renamed": 0, "renames": 0}),
    ("ORG", ("Salgu Bank", "Salgu Bank, formerly a mill"), ("Salgu", "Salgu sells coal"),
     {"both named": 0, "renamed": 0}),  # one name is a part of the other
    ("ORG", ("Банк Рунгна", "Банк Рунгна, бывший банк Чхонбон, переехал"), ("Банк Чхонбон", "Банк Чхонбон работает"),
     {"both named": 1, "renamed": 1}),
    # a slip is one within a script, whatever script the sentences are in
    ("FACTORY", ("Oriam Mill", "Oriam Mill은 석탄을 판다"), ("Orian Mill", "Orian Mill sells coal"),
     {"nothing left": 1, "across scripts": 0, "shared across": 2.96}),
    # a brand may be put on any good, a good's name on its like alone
    ("PRODUCT", ("Unhasu", "Unhasu toothpaste is sold"), ("Unhasu", "Unhasu beer is sold"),
     {"other goods": 1, "brand of other goods": 1, "one good": 0}),
    ("PRODUCT", ("Unhasu soap", "Unhasu soap and toothpaste"), ("Unhasu", "Unhasu beer is sold"),
     {"other goods": 1, "brand of other goods": 0}),
    # so many words of a kind are left at most; what stands for no place leaves none
    ("ORG", ("Salgu Unjon Rakwon Bank", "x"), ("Kaesan Bank", "y"),
     {"left proper": 2, "left places": 0, "left place": 1, "words met": 1, "exact met": 1}),
    ("FACTORY", ("Soap Silk Cement Salgu", "x"), ("Salgu", "y"), {"left word": 2, "both left word": 0}),
    ("FACTORY", ("2 8 3 Mill", "x"), ("Mill", "y"), {"left number": 2, "both left number": 0, "all met": 0}),
    ("FACTORY", ("Mill", "x"), ("Mill", "y"), {"nothing left": 1, "all met": 0}),  # a mill is no name
    # words of a name may be run together
    ("FACTORY", ("Salgu Unjon Mill", "x"), ("Salguunjon Mill", "y"), {"nothing left": 1, "proper met": 1}),
    # a whole country says little of where
    ("PERSON", (KIM, f"{KIM} of North Korea"), (KIM, f"{KIM} of South Korea"),
     {"other places": 1, "other provinces": 0, "sides differ": 1}),
    ("PLACE", ("Rason", "x"), ("Rason", "y"), {"names share known": 0, "all met": 1}),  # that counts as a place
    # what both say counts less among much that only one says
    ("PERSON",
     (KIM, f"{KIM} sells coal to a trader who came down the river with lorries, boats and horses before winter"),
     (KIM, f"{KIM} buys coal for furnaces that had stood cold for years behind a railway depot"),
     {"shared part": 0.37, "shared": 1.97}),
    # two signs that differ are a slip or two names, three are other names; North and South begin a word in their ways
    ("PERSON", ("김명수정", "x"), ("김영호정", "y"), {"other signs": 1}),
    ("PERSON", ("김명수정", "x"), ("김영호성", "y"), {"other signs": 0}),
    ("PERSON", ("로명수", "x"), ("노명수", "y"), {"other signs": 0}),
    ("PERSON", ("로명수", "x"), ("고명수", "y"), {"other signs": 1}),
    ("PERSON", ("ナソン", "x"), ("ナサン", "y"), {"other signs": 1, "other han": 0}),
    # one word in common is its letters and one of its sounds
    ("PERSON", (KIM, f"{KIM} met Rungna"), (KIM, f"{KIM} saw Rungna"), {"shared": 1.97}),
    # a Russian name stands in the cases of its language
    ("ORG", ("Рунгнада", "Рунгнада стоит рядом с Чхонбоной"), ("Чхонбона", "Чхонбона работает"),
     {"both named": 1, "renamed": 0}),
    ("ORG", ("Рунгнада", "Рунгнада стоит у Чхонбой"), ("Чхонбон", "Чхонбон работает"), {"both named": 1}),
    ("ORG", ("Рунгнада", "Рунгнада стоит у Чхонга"), ("Чхонбон", "Чхонбон работает"), {"both named": 0}),
    ("ORG", ("Рунгнада", "Рунгнада стоит у Чхонбе"), ("Чхонбо", "Чхонбо работает"), {"both named": 0}),  # too short
]  # fmt: skip


@pytest.mark.parametrize(("label", "a", "b", "wanted"), ABOUT)
def test_figure_says_what_it_is_about(label: str, a: Named, b: Named, wanted: dict[str, float]) -> None:
    found = figures(a, b, label)
    assert {name: found.get(name, 0.0) for name in wanted} == wanted
    back = figures(b, a, label)  # whichever comes first
    assert {name: back.get(name, 0.0) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("verdict", "why", "figure"),
    [
        (SAME, "both name Rason (place/rason)", "known same"),
        (SAME, "the same letters", "same letters"),
        (SAME, "one name; 2 known things bear it", "one name"),
        (SAME, "its initials", "initials"),
        (SAME, "alike in letters", "alike"),
        (SAME, "spelled almost alike", "alike"),
        (UNSURE, "may be short for it", "short"),
        (UNSURE, "one surname", "one surname"),
        (DIFFERENT, "known apart: a and b", "known apart"),
        (DIFFERENT, "another name", "another name"),
        (DIFFERENT, "another surname", "another surname"),
        (DIFFERENT, "other given-names", "other given name"),
        (DIFFERENT, "only one says mill", "only one says"),
        (DIFFERENT, "mill against bank", "against"),
        (DIFFERENT, "for a reason of its own", "other why"),
    ],
)
def test_what_the_rules_say_is_a_figure(verdict: str, why: str, figure: str) -> None:
    a, b = (KIM, f"{KIM} sells coal in Rason"), ("Kim Chul", "Kim Chul buys coal in Rason")
    found = evidence(a, b, "PERSON", Judgement(verdict=verdict, score=0.7, why=why), {})
    assert found[f"why {verdict} {figure}"] == 1
    assert found[f"rules {verdict}"] == 1
    assert found["rules' score"] == 0.7
    # what is known apart, or told apart by the sentences, needs no second look
    soft = verdict == DIFFERENT and figure != "known apart"
    assert found.get("soft", 0) == soft
    assert not soft or found["soft, shared"] == found["shared"] > 0
    assert (found.get("joined, shared", 0) == found["shared"]) == (verdict == SAME)


@pytest.mark.parametrize(
    ("why", "told_apart"),
    [
        *(("a man in Rason and in Wonsan", 1), ("a mill and a bank", 1), ("a son of Kim and of Ri", 1)),
        *(("another name", 0), ("sand in an island", 0)),
    ],
)
def test_what_the_sentences_tell_apart_is_not_soft(why: str, told_apart: int) -> None:
    a, b = (KIM, f"{KIM} sells coal"), (KIM, f"{KIM} buys coal")
    found = evidence(a, b, "PERSON", Judgement(verdict=DIFFERENT, score=0.2, why=why), {})
    assert (found.get("told apart", 0), found.get("soft", 0)) == (told_apart, 1 - told_apart)
    same = evidence(a, b, "PERSON", Judgement(verdict=SAME, score=0.9, why=why), {})
    assert "told apart" not in same and "soft" not in same


@pytest.mark.parametrize(("verdict", "found"), [(SAME, 0), (UNSURE, 1), (DIFFERENT, 1)])
def test_names_that_share_nothing_are_told_unless_they_are_one(verdict: str, found: int) -> None:
    a, b = (KIM, KIM), ("Ri Yong", "Ri Yong")
    ruled = Judgement(verdict=verdict, score=0.1, why="the sentences share nothing")
    assert evidence(a, b, "PERSON", ruled, {}).get("share nothing", 0) == found
