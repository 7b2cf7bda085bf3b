"""Files that people edit: whatever a byte in them becomes, no other line is lost, and the broken one is named."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.decisions.file import Decision, add_decisions, parse_decisions, read_decisions, undo_decision
from corpus.records import Abort
from corpus.search.saved import SavedSearch, forget_search, read_searches, save_search

ROOT = Path(__file__).parent.parent.parent
HEAD = "at;verdict;label;a;b;who;why;note".replace(";", ",")
ROWS = [
    "2026-02-01,same,ORG,org/x.hwasong,org/hwasong,리영희,,",
    '2026-02-01T10:00:00+09:00,rename,PRODUCT,product/x.1,"Ryugyong, the drink",B.,"a name, and ""a"" drink",mine',
    ",hide,PERSON,person/x.photo,,,,",
    '2026-02-03,different,PLACE,place/a,place/b,B.,"two\nlines of why",',
    "2026-02-04,split,STORY,0a1b2c3d4e5f6071,1122334455667788|8877665544332211,B.,'=1+1,x",
    *(f"2026-02-05,hide,PLACE,place/x.{n},,B.,," for n in range(12)),
]
FILE = "\r\n".join([HEAD, *ROWS]) + "\r\n"
NEW = Decision(verdict="hide", a="place/new", who="C.", at="2026-03-01")
VALUES = b"\"',;\n\r\x00a0 =\xff\t"


def written(tmp_path: Path, content: bytes) -> Path:
    path = DataDir(tmp_path).decisions
    path.write_bytes(content)
    return path


def test_every_line_is_read_and_stays_as_it_is_written(tmp_path: Path) -> None:
    path = written(tmp_path, FILE.encode("utf-8-sig"))
    assert len(read_decisions(tmp_path)) == len(ROWS)
    add_decisions(tmp_path, [NEW])
    assert path.read_bytes() == (FILE + "2026-03-01,hide,,place/new,,C.,,\r\n").encode("utf-8-sig")
    assert undo_decision(tmp_path, NEW.id) == NEW
    assert path.read_bytes() == FILE.encode("utf-8-sig")


def test_columns_of_ours_that_a_file_lacks_come_after_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, b"verdict,a\nhide,place/x")
    add_decisions(tmp_path, [NEW])
    assert path.read_text() == ("verdict,a,b,label,who,at,why\nhide,place/x\nhide,place/new,,,C.,2026-03-01,\n")


def test_version_before_lies_beside_it(tmp_path: Path) -> None:
    path = written(tmp_path, FILE.encode())
    add_decisions(tmp_path, [NEW])
    assert path.with_name("decisions.csv.bak").read_bytes() == FILE.encode()
    assert all(file is not None for _, file in DataDir(tmp_path).files())


@pytest.mark.parametrize("seed", range(4))
def test_one_byte_changed_loses_no_line(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    original = FILE.encode()
    refused = 0
    for _ in range(120):
        at, value = chance.randrange(len(original)), chance.choice(VALUES)
        damaged = original[:at] + bytes([value]) + original[at + 1 :]
        path = written(tmp_path, damaged)
        try:
            add_decisions(tmp_path, [NEW])
        except Abort as error:
            refused += 1
            assert path.read_bytes() == damaged
            assert "line " in str(error) or "column" in str(error)
            assert "\n" not in str(error)
            continue
        after = path.read_bytes()
        assert after.startswith(damaged[:-2])
        lost = set(parse_decisions(FILE)) - set(read_decisions(tmp_path))
        assert len(lost) <= 1, (at, value)  # the one in which the byte was
    assert 0 < refused < 120


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (("ORG,org", 'ORG,"org'), "line 2: "),
        (("label", "lable"), "line 1: column 'lable' is unknown and 'label' is missing"),
        (("same,", "sane,"), "line 2: unknown verdict 'sane'"),
        ((",person/x.photo,", ";person/x.photo,"), "line 4: "),
        (("\r\n,hide,PERSON", "\r\n,,hide,PERSON"), "line 4: "),
        (("place/x.3,,B.,,", 'place/x.3,,B.,",'), "line 11: "),
        (("place/x.3,,B.,,", "place/x.3,,B.,,,extra"), "line 11: 9 cells stand under 8 columns"),
        (("2026-02-04", "yesterday!"), "line 7: 'yesterday!' is no time"),
        (("note\r", "a\r"), "line 1: column 'a' stands there twice"),
    ],
)
def test_line_that_cannot_be_understood_is_told_by_its_number(
    tmp_path: Path, damage: tuple[str, str], said: str
) -> None:
    assert damage[0] in FILE
    path = written(tmp_path, FILE.replace(*damage, 1).encode())
    before = path.read_bytes()
    with pytest.raises(Abort) as raised:
        add_decisions(tmp_path, [NEW])
    assert said in str(raised.value)
    assert path.read_bytes() == before


def test_byte_that_is_no_utf8_is_told_by_its_line(tmp_path: Path) -> None:
    written(tmp_path, FILE.encode().replace("리영희".encode(), b"\xb8\xae"))
    with pytest.raises(Abort, match="line 2: byte 0xb8 is no UTF-8"):
        add_decisions(tmp_path, [NEW])


def test_quotation_mark_that_swallows_decisions_up_to_the_next_is_noticed(tmp_path: Path) -> None:
    text = "verdict,a,b,label,who,at,why\n" + "".join(f"hide,org/x.{n},,ORG,B.,,\n" for n in range(6))
    opened = text.replace("org/x.1,,ORG,B.,,", 'org/x.1,,ORG,B.,,"').replace("org/x.4,,ORG,B.,,", 'org/x.4,,ORG,B.,,"')
    path = written(tmp_path, opened.encode())
    with pytest.raises(Abort, match="line 3: a quotation mark is not closed"):
        add_decisions(tmp_path, [NEW])
    assert path.read_text() == opened


@pytest.mark.parametrize("name", ["decisions", "searches"])
@pytest.mark.parametrize("cell", ["x" * 140_000, '"' + "y\n" * 90_000 + '"', '"' + "z" * 200_000])
def test_huge_cell_is_one_line_of_error(tmp_path: Path, name: str, cell: str) -> None:
    head = {"decisions": "verdict,a,why\nhide,place/x,", "searches": "name,query,notify\nCoal,q=coal,"}[name]
    getattr(DataDir(tmp_path), name).write_text(f"{head}{cell}\n")
    with pytest.raises(Abort, match=r"line 2: ") as raised:
        (read_decisions if name == "decisions" else read_searches)(tmp_path)
    assert len(str(raised.value)) < 400


def test_searches_keep_their_lines_too(tmp_path: Path) -> None:
    path = DataDir(tmp_path).searches
    path.write_text('query,name,mine\nq=coal,"Coal, daily",seven\nq=beer,Beer,\n')
    save_search(tmp_path, SavedSearch(name="Tin", query="q=tin", notify="json://x"))
    assert path.read_text() == (
        'query,name,mine,notify,at\nq=coal,"Coal, daily",seven\nq=beer,Beer,\nq=tin,Tin,,json://x,\n'
    )
    assert forget_search(tmp_path, "beer")
    assert [search.name for search in read_searches(tmp_path)] == ["Coal, daily", "Tin"]
    path.write_text('query,name\nq=coal,Coal"\nq=beer,"Beer\nq=tin,Tin"\n')
    before = path.read_text()
    with pytest.raises(Abort, match="line 3"):
        save_search(tmp_path, SavedSearch(name="Ore", query="q=ore"))
    assert path.read_text() == before


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    writer = (
        "import sys; from pathlib import Path; from corpus.decisions.file import Decision, add_decisions\n"
        "for n in range(25): add_decisions(Path(sys.argv[1]), [Decision(verdict='hide', a=f'place/{sys.argv[2]}-{n}')])"
    )
    started = [subprocess.Popen([sys.executable, "-c", writer, str(tmp_path), name], cwd=ROOT) for name in "abc"]
    assert [process.wait() for process in started] == [0, 0, 0]
    assert len(read_decisions(tmp_path)) == 75
