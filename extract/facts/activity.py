"""What a sentence reports of a plant: production, construction, a visit, a halt, exports."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.facts import ActivityReport
from extract.facts.guards import clause, denied, not_yet
from extract.facts.moments import Moment, read_moments
from extract.facts.pointer import pointer
from extract.facts.sentences import Name, Sentence
from extract.facts.slots import abroad, dated

# words that may stand between a plant and what it does, or between a verb and the plant
_HELP = (
    r"(?:,? (?:has|have|had|is|are|was|were|been|being|be|also|now|again|recently|already|still|reportedly|currently|newly|partly|fully|[a-z]+ly"
    r"|began|begun|begins|started|starts|which|that|and) ?)*"
)
_THE = r" (?:the |a |its |an |new |nearby |famous |newly[- ]built |modern |renovated |Ⓛ+(?:'s)? |Ⓕ+(?:,|,? and) (?:the )?|Ⓕ+, (?:the )?)*"
_OF = r"(?: (?:work|operations?|production|building|the building|line|[a-z]+))? ?(?:of|at|in|on|for|to)"

_WORK = (
    r"(?:production|operations?|work|output|manufactur\w+|boilers?|furnaces?|lines?|shifts?|assembly|mining|generation)"
)
_MAKE = (
    r"(?:produc(?:ed|es|ing|e)|turn(?:ed|s|ing)? out|manufactur(?:ed|es|ing)|mak(?:es|ing)|made|churn(?:ed|s|ing) out|mines|mined|generat(?:ed|es|ing)"
    r"|suppl(?:ies|ied|ying)|feeds|fed|overfulfill?\w*|over-?fulfill?\w*|fulfill?ed|exceeded its|met its|hit its|resumed|smelt\w*|cast|brew(?:s|ed|ing)|grow(?:s|ing)|grew"
    r"|process(?:es|ed|ing)|rolled out|put out|harvested|doubled|raised|boosted|increased|in operation|went into operation|restarted)"
)
_BUILD = r"(?:rebuilt|built|renovated|modernised|modernized|upgraded|expanded|extended|completed|inaugurated|opened|enlarged|remodel\w+|reconstructed|refurbished|re-?tooled|under construction)"
_BUILDING = r"(?:[Cc]onstruction|[Rr]enovation|[Ee]xpansion|[Mm]oderni[sz]ation|[Rr]econstruction|[Ii]nauguration|[Cc]ompletion|[Ee]xtension|[Uu]pgrading|[Ee]nlargement|[Gg]round-?breaking|[Oo]pening ceremony|[Rr]efurbishment)"
_HALTING = r"(?:[Hh]alt(?:ing)?|[Ss]hutdown|[Cc]losure|[Ss]uspension|[Ss]toppage|[Ss]tandstill)"
_STOPPED = r"(?:stopped|halted|suspended|ceased)"
_SEE = r"(?:visit(?:ed|s)?|inspect(?:ed|s)?|tour(?:ed|s)?|(?:gave|gives|provided|provides|giving|giving) (?:field|on-the-spot|on-site)?-? ?guidance (?:at|to|over)|went to|dropped (?:in|by) at|looked round|were shown (?:round|around)|was shown (?:round|around))"
_A_VISIT = r"(?:visit to|visited|inspection of|inspection (?:tour|visit|trip) (?:of|to)|field guidance (?:at|to|of|tour of)|field guidance (?:visit|tour|trip) (?:at|to|of)|guidance tour of|on-the-spot inspection of|tour of)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A kind of activity by the words before a plant (`before`, ending at it) or behind it (`behind`)."""

    kind: str
    before: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None


def _rule(kind: str, *, before: str = "", behind: str = "") -> Rule:
    return Rule(
        kind=kind,
        before=re.compile(rf"{before}$") if before else None,
        behind=re.compile(rf"^{behind}") if behind else None,
    )


RULES = (
    _rule("visit", before=rf"\b(?:{_SEE}){_THE}"),
    _rule(
        "visit",
        before=rf"\b(?:made|paid|makes|pays|on|during|after) (?:an? |his |her |their )?(?:\w+ )?{_A_VISIT}{_THE}",
    ),
    _rule("visit", before=rf"\b{_A_VISIT.replace('visited|', '')}{_THE}"),
    _rule("visit", behind=r" (?:was|were) (?:visited|inspected|toured) by\b"),
    _rule(
        "halt",
        behind=rf"{_HELP} ?(?:halted|suspended|stopped|ceased|shut down|idled|closed down|mothballed)(?: (?:all |its |most |two |three |one |some |half )?(?:of )?(?:its )?{_WORK}|[.,;]| (?:since|in|on|for|after|because|when|by|last|from|as)\b|$)",
    ),
    _rule(
        "halt",
        behind=r" (?:lies|lay|is|was|stands|stood|has been|had been|remains?|remained|sits|sat)(?: now| still| reportedly| largely| mostly)? (?:idle|at a standstill|out of operation|out of action|shut|closed|offline|silent|dormant)\b",
    ),
    _rule(
        "halt",
        behind=r",? (?:which |that )?(?:has|had|have)(?: been)? (?:closed|shut|idle|halted|suspended|out of operation)\b",
    ),
    _rule("halt", behind=r"(?:'s \w+)? (?:ground|came) to a (?:halt|standstill)"),
    _rule("halt", before=rf"\b{_HALTING}(?:{_OF}){_THE}"),
    _rule(
        "halt", before=rf"\b(?:forced|made){_THE}", behind=rf" (?:to )?(?:suspend|halt|stop|cease|shut down|close)\b"
    ),
    _rule(
        "halt",
        before=rf"\b(?:[Ww]ork|[Pp]roduction|[Oo]perations?|[Ss]melting|[Mm]ining) (?:at|in|of){_THE}",
        behind=rf"{_HELP} ?(?:halted|suspended|stopped|ceased|come to a (?:halt|standstill)|at a standstill|ground to a halt)",
    ),
    _rule(
        "halt",
        before=rf"\b(?:halted|suspended|stopped|shut down|closed|idled)(?: (?:production|operations?|work) (?:at|in|of))?{_THE}",
    ),
    _rule(
        "halt",
        before=rf"\b(?:[Ww]ork|[Pp]roduction|[Oo]perations?) (?:has |have |had |was |were )?(?:been )?{_STOPPED} (?:at|in){_THE}",
    ),
    _rule("construction", before=rf"\b{_BUILDING}(?: project| work| ceremony)?(?: \w+)? (?:of|at|for|on){_THE}"),
    _rule(
        "construction",
        before=rf"\b(?:completed|finished|inaugurated|built|opened|rebuilt|renovated|expanded|modernised|modernized|upgraded|building|expanding|renovating)(?:(?: [a-z]+){{1,4}}(?: (?:line|furnace|workshop|building|hall|shop|phase|stage|unit|block)s?) (?:of|at|for|in))?{_THE}",
    ),
    _rule(
        "construction",
        before=rf"\b(?:a|the|new|another|second|third) (?:[a-z]+ ){{0,3}}(?:line|furnace|workshop|building|hall|unit|block|boiler|reservoir) (?:was|has been|is being) (?:built|completed|added|installed|inaugurated|put up) (?:at|in|for){_THE}",
    ),
    _rule("construction", before=rf"\b[Gg]round (?:was|has been) broken (?:for|at){_THE}"),
    _rule("construction", before=rf"\bbroke ground (?:for|on|at){_THE}"),
    _rule("construction", behind=rf"{_HELP} ?{_BUILD}\b(?! (?:its|the|a|an|production|output)\b)"),
    _rule(
        "construction",
        behind=r"'s? (?:\w+ )?(?:construction|renovation|expansion|modernisation|modernization|reconstruction) (?:began|started|is|was|has|went)",
    ),
    _rule(
        "export",
        behind=rf"{_HELP} ?(?:export(?:ed|s|ing)\b|(?:ship(?:ped|s|ping)|s[eo]ld|sells|sent|sends) [^.;]{{2,60}}? (?:abroad|overseas|to (?:buyers in )?(?:the )?Ⓒ))",
    ),
    _rule(
        "export",
        before=rf"\b(?:from|of|by|at){_THE}",
        behind=rf"{_HELP} ?(?:(?:has|have|were|was|are|is|been|being|also) )*(?:exported\b|shipped (?:abroad|overseas|to (?:buyers in )?(?:the )?Ⓒ)|(?:go|goes|went|sent|sold) (?:abroad|overseas|to (?:the )?Ⓒ))",
    ),
    _rule("export", before=rf"\b[Ee]xports? (?:of [^.;]{{2,40}} )?(?:from|by|of){_THE}"),
    _rule(
        "export",
        before=rf"Ⓒ+ (?:has |had )?(?:took|bought|imported|purchased|taken|buys|imports) [^.;]{{2,60}} (?:from|of){_THE}",
    ),
    _rule(
        "production",
        before=rf"\b(?:[Pp]roduction|[Oo]utput|[Oo]perations?)(?: of Ⓖ+)? (?:at|of|in|by){_THE}",
        behind=r"(?! (?:was|were|is|has been|had been)? ?(?:halted|suspended|stopped|ceased|at a standstill))(?= (?:is|was|were|has|have|fell|rose|grew|came|reached|stood|doubled|jumped|dropped|continues|goes|went|resumed|began|increased|hit))",
    ),
    _rule(
        "production",
        before=rf"(?:Ⓖ+|[a-z]+)(?:,| that (?:is|are|was|were))? (?:made|produced|manufactured|turned out) (?:by|at|in){_THE}",
    ),
    _rule("production", behind=rf"{_HELP} ?(?:(?:has|have) )?{_MAKE}\b"),
    _rule(
        "production",
        before=rf"^(?:[^.;]*, )?(?:[Aa]t|[Ii]n){_THE}",
        behind=rf",? (?:\w+ ){{0,3}}(?:(?:is|are|was|were|have|has) )(?:now )?(?:turning out|producing|making|turned out|produced|made)\b",
    ),
    _rule(
        "production",
        before=rf"\b(?:[Ww]orkers|[Mm]iners|[Ee]mployees|[Ss]melters|[Oo]fficials and workers|[Ww]orking people) (?:of|at|in){_THE}",
        behind=rf"[^.;]{{0,60}}?\b(?:turn(?:ed|ing)? out|produc(?:ed|ing)|overfulfill?\w*|over-?fulfill?\w*|fulfill?ed|boosted|raised|increased|mak(?:e|ing) more)\b",
    ),
    _rule(
        "production",
        behind=r",? which [^,;]{3,40}, (?:has |have )?(?:resumed|restarted|began|begun|started) (?:production|operations?|work)\b",
    ),
    _rule("production", behind=rf",? which [^,;]{{3,40}}, (?:now )?{_MAKE}\b"),
    _rule(
        "production",
        behind=r"(?:'s (?:workers|workforce|miners|output|production))(?! (?:was|were|is|has|had)? ?(?:halted|stopped|suspended)) [^.;]{0,30}?\b(?:produced|turned out|rose|fell|grew|doubled|reached|made)\b",
    ),
    _rule(
        "production",
        behind=r"[^.;]{3,60} (?:and|that) (?:now )?(?:feeds|supplies|produces|turns out|makes|generates)\b",
    ),
)
# behind the words of a rule: then it is of something else, or of another time
_MACHINES = re.compile(
    r"\b(?:song|film|novel|museum|history|anniversary|letter|named after|poster|documentary|photo exhibition)\b"
)
# before a plant: then what follows is said of something else ("the road near the mine was built")
_NOT_SUBJECT = re.compile(
    r"\b(?:near|beside|by|from|around|outside|between|at|in|to|for|of|with|on|behind|opposite|and)(?: the)? $"
)
_LONG_AGO = re.compile(
    r"\b(?:after|since|during|before) the war\b|\b(?:19|20)\d0s\b|\b(?:decades|years) ago\b|\bhistory\b"
)


def read_activity(sentence: Sentence) -> list[ActivityReport]:
    """What a sentence reports of each plant in it; a plant may be reported for several kinds."""
    plants = [name for name in sentence.labelled("FACTORY") if not abroad(name)]
    if not plants or _MACHINES.search(sentence.masked):
        return []
    moments = read_moments(sentence.masked, sentence.day)
    found = []
    for plant in plants:
        for kind, start, end in _kinds(sentence.masked, plant):
            found.append(_report(sentence, plant, kind, (start, end), moments))
    return found


def _kinds(text: str, plant: Name) -> list[tuple[str, int, int]]:
    """(kind, start, end of the words that say so) for a plant, at most one a kind; none planned or denied."""
    first, last = clause(text, plant.start, plant.end)
    before, behind = text[first : plant.start], text[plant.end : last]
    found: dict[str, tuple[int, int]] = {}
    for rule in RULES:
        ahead = rule.before.search(before) if rule.before else None
        after = rule.behind.search(behind) if rule.behind else None
        if (rule.before and ahead is None) or (rule.behind and after is None) or rule.kind in found:
            continue
        start = first + ahead.start() if ahead else plant.start
        end = plant.end + after.end() if after else plant.end
        if not rule.before and _NOT_SUBJECT.search(before) and not re.match(r",? which\b", behind):
            continue
        if not _is_real(text, first, (start, end), rule.kind):
            continue
        found[rule.kind] = (start, end)
    if "halt" in found and "production" in found:
        del found["halt" if "resum" in text[slice(*found["production"])] else "production"]
    return [(kind, start, end) for kind, (start, end) in found.items()]


def _is_real(text: str, first: int, words: tuple[int, int], kind: str) -> bool:
    """Whether what the words say has happened: neither planned, asked for, denied nor only possible."""
    start, end = words
    around = text[first:end]
    if kind == "halt":
        around = re.sub(r"\bforced\b.{0,90}\bto\b", "", around)
        around = re.sub(r"\bnot come\b|\bno longer\b", "", around)
    return not (not_yet(around) or denied(around) or denied(text[end : end + 6]))


def _report(
    sentence: Sentence, plant: Name, kind: str, words: tuple[int, int], moments: list[Moment]
) -> ActivityReport:
    usable = [moment for moment in moments if not moment.aside and not moment.this_year]
    start, end = words
    behind = [moment for moment in usable if moment.start >= end]
    before = [moment for moment in usable if moment.end <= start]
    relative = re.search(r", which [^,;]*,", sentence.masked[start:end])
    inside = [
        moment
        for moment in usable
        if start <= moment.start < end and not (relative and moment.start - start < relative.end())
    ]
    moment = (inside or behind or before[-1:] or [None])[0]
    when = dated(sentence, moment)
    if moment is None and _LONG_AGO.search(sentence.masked):
        when = {"date": None, "date_end": None, "date_source": "none"}
    first, last = when["date"], when["date_end"]
    one_month = first is not None and str(first)[:7] == str(last)[:7]
    whole = sentence.day is not None and first is not None and first <= sentence.day <= last  # type: ignore[operator]
    month = str(first)[:7] if one_month else (str(sentence.day)[:7] if whole else None)
    return ActivityReport(
        **pointer(sentence, _Words(start=start, end=end), [plant]),
        **when,  # type: ignore[arg-type]
        entity_id=plant.entity_id,
        plant=plant.text,
        kind=kind,
        month=month,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    start: int
    end: int
