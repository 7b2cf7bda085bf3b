"""People's names that are not Korean: words, initials and the father's name, and what two of them say of each other."""

from __future__ import annotations

import pytest

from corpus.names.western import Western, compare_western, read_western


def read(name: str) -> Western:
    return read_western(name.lower().replace(".", "").split())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        # particles say nothing unless they are all there is
        *(("Juan de la Cruz", "juan cruz"), ("Ludwig van der Hammer", "ludwig hammer"), ("De La", "de la")),
        *(("Hassan bint Mahmoud", "hassan mahmud"), ("Jean du Pont di Roma", "jean pont roma"), ("Jean De", "jean")),
        # a servant of God's name and a father's are one word with what follows
        *(("Abdel Rahman Saleh", "abdulrahman saleh"), ("Abd al Rahman Saleh", "abdulrahman saleh")),
        *(
            ("Abd el Rahman", "abdulrahman"),
            ("Abd ul Rahman", "abdulrahman"),
            ("Abd al", "abdulal"),
            ("Abdul", "abdul"),
        ),
        *(("Abdal Hanif", "abdulhanif"), ("Abdool Hanif", "abdulhanif"), ("Abdelhanif Qadi", "abdulhanif qadi")),
        *(("Abdelhan", "abdulhan"), ("Abdelha", "abdelha"), ("Aboul Gheit", "abughayt"), ("Abu al Gheit", "abughayt")),
        *(("Abou Gheit", "abughayt"), ("Abdul Aleid", "abdulalayd"), ("Aboul", "aboul")),
        # one spelling of each
        *(
            ("Alexander Maxwell", "aleksandr makswell"),
            ("Yuri Murphy", "yury murfy"),
            ("Viktoriia Andreii", "viktoria andrey"),
        ),
        *(("Yulia Iakovleva", "iulia iakovleva"), ("Yakov", "iakov"), ("Belskiy", "belsky"), ("Weiner", "weyner")),
        # doubled words of a long name, and letters alone
        *(
            ("Sergey Sergey Shoigu", "sergey shoigu"),
            ("Sergey Sergey", "sergey sergey"),
            ("J. S. Moon", "moon"),
            ("J.", "j"),
        ),
    ],
)
def test_words_of_a_name(name: str, words: str) -> None:
    assert " ".join(read(name).words) == words


@pytest.mark.parametrize(
    ("name", "initials"),
    [("J. S. Moon", ((0, "j"), (0, "s"))), ("Robert T. Ashgrove", ((1, "t"),)), ("Moon J.", ((1, "j"),)), ("J.", ())],
)
def test_initials_stand_before_a_word(name: str, initials: tuple[tuple[int, str], ...]) -> None:
    assert read(name).initials == initials


@pytest.mark.parametrize(
    ("name", "father"),
    [
        *(("Ivan Petrovich Orlov", "ptr"), ("Ivan Sergeevich Orlov", "srg"), ("Ivan Sergeyevich Orlov", "srg")),
        *(("Olga Petrovna Orlova", "ptr"), ("Olga Sergeevna Orlova", "srg"), ("Olga Ilyinichna Orlova", "ln")),
        *(("Olga Ilichna Orlova", "l"), ("Pavel Ilyich Orlov", "l"), ("Ivan Andreevitch Orlov", "andr")),
        *(("Ivan Petrovitch Orlov", "ptr"), ("Ivan Maxovich Orlov", "maks"), ("I. Petrovich Orlov", "")),
        *(("Ivan Petrovich", ""), ("Petrovich Ivan Orlov", "")),
    ],
)
def test_fathers_name_of_a_russian(name: str, father: str) -> None:
    assert read(name).father == father


def test_son_of_a_father() -> None:
    assert [read(name).son for name in ("Salim bin Rashid", "Salim ibn Rashid", "Salim al Rashid")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("a", "b", "relation", "why"),
    [
        ("Ivan Petrovich Orlov", "Ivan Sergeyevich Orlov", "conflict", "another father's name"),
        ("Ivan Petrovich Orlov", "Pavel Sergeyevich Lapin", "none", ""),
        ("Hassan Mahmoud", "Mahmoud Hassan", "conflict", "the same names in another order"),
        ("Hassan Lopez", "Lopez Hassan", "same", "the same words"),
        ("Maria Lopez Ruiz", "Ruiz Maria Lopez", "same", "the same words"),
        ("Maria Lopez Ruiz", "Lopez Ruiz Maria", "same", "the same words"),
        ("Maria Lopez Ruiz", "Lopez Maria Ruiz", "conflict", "the same names in another order"),
        ("John A. Mellish", "John R. Mellish", "conflict", "another initial"),
        ("John A. Mellish", "John A. R. Mellish", "same", "the same words"),
        ("John Mellish", "John A. Mellish", "same", "the same words"),
        ("Pavel Arkadyevich Sychugov", "Pavel B. Sychugov", "conflict", "another father's initial"),
        ("Pavel Arkadyevich Sychugov", "Pavel A. Sychugov", "same", "the same words"),
        ("Pavel Yevgenyevich Sychugov", "Pavel E. Sychugov", "same", "the same words"),
        ("Pavel P. Arkadyevich Sychugov", "Pavel P. Sychugov", "same", "the same words"),
        ("V. S. Dudnik", "Vasily Dudnik", "same", "its initials"),
        ("V. Dudnik", "Vasily Dudnik", "near", "an initial and a name"),
        ("S. V. Dudnik", "Vasily Dudnik", "conflict", "another initial"),
        ("P. Dudnik", "Vasily Dudnik", "conflict", "another initial"),
        ("V. S. Dudnik", "Vasily Sergeyevich Dudnik", "same", "its initials"),
        ("V. P. Dudnik", "Vasily Sergeyevich Dudnik", "conflict", "another initial"),
        ("V. S. P. Dudnik", "Vasily Sergeyevich Dudnik", "conflict", "another initial"),
        ("E. Dudnik", "Yevgeny Dudnik", "near", "an initial and a name"),
        ("Dudnik", "Vasily Dudnik", "near", "one name alone"),
        ("Robert Ashgrove", "Robert Tom Ashgrove", "same", "the middle name left out"),
        ("Robert Ashgrove", "Robert Tom Alan Ashgrove", "near", "one name more"),
        ("Robert T. Ashgrove", "Robert Tom Ashgrove", "same", "its initials"),
        ("Robert T. Ashgrove", "Robert Alan Ashgrove", "conflict", "another initial"),
        ("R. T. A. Ashgrove", "Robert Tom Alan Ashgrove", "same", "its initials"),
        ("Salim bin Rashid", "Salim bin Rashid al Hinai", "same", "the family's name added"),
        ("Salim Rashid", "Salim Rashid al Hinai", "near", "one name more"),
        ("Rashid Hinai", "Salim Rashid Hinai", "near", "one name more"),
        ("Rashid bin Salim", "Salim Rashid Hinai", "conflict", "other words"),
        ("Perez Ruiz", "Carlos Perez Ruiz Gomez", "conflict", "other words"),
        ("Abdul Hanif Qadi", "Hanif Qadi", "near", "alike in most words"),
        ("Maria Lopez Ruiz", "Pedro Lopez Ruiz", "near", "alike in most words"),
        ("Maria Lopez", "Pedro Lopez", "conflict", "other words"),
        ("Maria Lopez", "Anton Weber", "none", ""),
    ],
)
def test_two_names_are_compared_whichever_comes_first(a: str, b: str, relation: str, why: str) -> None:
    assert compare_western(read(a), read(b)) == compare_western(read(b), read(a)) == (relation, why)
