"""The words by which news says what a plant does: what stands before its name, and what stands behind it.

A pattern `before` ends where the plant's name begins, `behind` begins where it ends; a rule with both needs both. All
are read without regard to case, so that they hold in headlines too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One way to say that a plant did something of a kind."""

    kind: str
    before: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None


def _any(words: str) -> str:
    """A pattern for any of the words or phrases, which are separated by " | "."""
    return "(?:" + "|".join(words.split(" | ")) + ")"


# what may stand between a verb and a plant: articles, adjectives, other plants, a part of the plant
_THE = (
    r" (?:the |a |its |an |new |newly built |nearby |famous |modern |renovated |Ⓛ+(?:'s)? |Ⓕ+(?:,|,? and) (?:the )?"
    r"|(?:assembly |production )?(?:line|hall|shop|site)s? (?:of|at) the )*"
)
# what may stand between a plant and its verb: where it lies, an aside, helping verbs
_SUBJECT = (
    r"(?: (?:in|near|outside) (?:the )?Ⓛ+(?:,? (?:in )?Ⓛ+)*| in the (?:north|south|east|west|capital)| workers| miners"
    r"|, (?!which|who|whose|and|but)[^,;.]{3,90},)?"
    r"(?:,? (?:which|that))?"
    r"(?: (?:has|have|had|is|are|was|were|been|being|also|now|again|recently|already|still|[a-z]+ly|begun|began|begins"
    r"|started|starts))* "
)
_TRADE_PARTNER = r"(?:abroad|overseas|to (?:buyers in |customers in )?(?:the )?Ⓒ)"

_MAKES = _any(
    r"produc(?:ed|es|ing) | manufactur(?:ed|es|ing) | (?:turn|churn)(?:ed|s|ing)? out | rolled out | put out"
    r" | (?:makes|making|made|supplies|supplied|supplying)(?= [^.;,]{0,40}?Ⓖ) | feeds | fed | generat(?:ed|es|ing)"
    r" | mines | mined | smelt(?:ed|s|ing) | brew(?:s|ed|ing) | grow(?:s|ing) | grew | process(?:es|ed|ing)"
    r" | harvested | caught | over-?fulfill?(?:ed|s|ing)"
    r" | fulfill?(?:ed|s) (?:its|the|their) (?:\S+ ){0,3}(?:plan|quota)s?"
    r" | exceeded its | (?:met|hit) its (?:\w+ )?(?:plan|quota|target) | raised output"
    r" | resum(?:ed|es) (?:production|operations?|work|output) | restarted (?:production|operations?|work|its)"
    r" | (?:doubl|rais|boost|increas|step)(?:ed|es|s|ing)(?: up)? (?:its |the )?(?:[\w-]+ ){0,2}?(?:Ⓖ+ )?"
    r"(?:production|output)"
    r" | in (?:full )?operation | went into operation | ran \d+ of its | ran at | runs at | runs around the clock"
)
_BUILT = _any(
    "rebuilt | built | renovated | modernised | modernized | upgraded | expanded | extended | completed | inaugurated"
    " | opened | enlarged | remodell?ed | reconstructed | refurbished | retooled | under construction"
)
_BUILDING = _any(
    "construction | renovation | expansion | modernisation | modernization | reconstruction | inauguration | completion"
    " | extension | upgrading | enlargement | ground-?breaking | opening ceremony | refurbishment | remodell?ing"
)
_BUILDS = _any(
    "completed | finished | inaugurated | built | opened | rebuilt | renovated | expanded | modernised | modernized"
    " | upgraded | (?:is|are|was|were) (?:building|expanding|renovating)"
)
_PART = _any("line | furnace | workshop | building | hall | shop | phase | stage | unit | block | boiler | reservoir")
_STOPPED = _any("halted | suspended | stopped | ceased")
_WORK = _any(r"production | operations? | work | output | manufactur\w+ | mining | generation | smelting")
_SEES = _any(
    "visit(?:ed|s)? | inspect(?:ed|s)? | tour(?:ed|s)? | (?:Ⓗ+|premier|minister|secretary|leader|he|delegation"
    "|officials) went to | dropped (?:in|by) at | look(?:ed|s) (?:round|around)"
    " | (?:was|were) shown (?:round|around)"
    " | (?:g[ai]ves?|giving|provided|provides) (?:(?:field|on-the-spot|on-site)[ -])?guidance (?:at|to|over)"
)
_A_VISIT = _any(
    "visit to | inspection of | inspection (?:tour|visit|trip) (?:of|to) | tour of | guidance tour of"
    " | field guidance (?:at|to|of) | field guidance (?:visit|tour|trip) (?:at|to|of)"
)


def _rule(kind: str, *, before: str = "", behind: str = "") -> Rule:
    return Rule(
        kind=kind,
        before=re.compile(rf"{before}$", re.IGNORECASE) if before else None,
        behind=re.compile(rf"^{behind}", re.IGNORECASE) if behind else None,
    )


RULES = (
    _rule("visit", before=rf"\b{_SEES}{_THE}"),
    _rule("visit", before=rf"\b{_A_VISIT}{_THE}"),
    _rule("visit", behind=r" (?:was|were) (?:visited|inspected|toured) by\b"),
    _rule(
        "halt",
        behind=rf"{_SUBJECT}(?:{_STOPPED}|shut down|idled|closed down|mothballed)"
        rf"(?: (?:all |most |two |three |one |some |half )?(?:of )?(?:its |the )?(?:[a-z]+ )?(?:{_WORK}"
        rf"|{_PART}s?|furnaces)\b"
        r"|[.,;]| (?:since|in|on|for|after|because|when|by|last|from|as)\b|$)",
    ),
    _rule(
        "halt",
        behind=rf"{_SUBJECT}?(?:lies|lay|stands|stood|remain(?:s|ed)|sits|sat)? ?(?:now |still |largely "
        rf"|mostly |partly )?"
        r"(?:idle|at a standstill|out of (?:operation|action)|shut|closed|offline|silent|dormant)\b(?! (?:down )?to\b)",
    ),
    _rule("halt", behind=r"(?:'s \w+)? (?:ground|came) to a (?:halt|standstill)"),
    _rule(
        "halt",
        before=rf"\b(?:halt(?:ing)?|shutdown|closure|suspension|stoppage) (?:of|at)(?: {_WORK} (?:at|of|in))?{_THE}",
    ),
    _rule("halt", before=rf"\bforced{_THE}", behind=r" to (?:suspend|halt|stop|cease|shut down|close)\b"),
    _rule(
        "halt",
        before=rf"\b{_WORK} (?:at|in|of){_THE}",
        behind=rf"{_SUBJECT}(?:{_STOPPED}|come to a (?:halt|standstill)|at a standstill|ground to a halt)",
    ),
    _rule("halt", before=rf"\b{_STOPPED} {_WORK} (?:at|in|of){_THE}"),
    _rule("halt", before=rf"\b{_WORK} (?:has |have |had |was |were )?(?:been )?{_STOPPED} (?:at|in){_THE}"),
    _rule("construction", before=rf"\b{_BUILDING}(?: project| work| ceremony)?(?: \w+)? (?:of|at|for|on){_THE}"),
    _rule("construction", before=rf"\b{_BUILDS}(?:(?: [a-z]+){{1,4}} {_PART}s? (?:of|at|for|in))?{_THE}"),
    _rule(
        "construction",
        before=rf"\b(?:a|the|new|another|second|third) (?:[a-z]+ ){{0,3}}{_PART} (?:was|has been|is being)"
        rf" (?:built|completed|added|installed|inaugurated|put up) (?:at|in|for){_THE}",
    ),
    _rule("construction", before=rf"\bground (?:was|has been) broken (?:for|at){_THE}"),
    _rule("construction", before=rf"\bbroke ground (?:for|on|at){_THE}"),
    _rule(
        "construction",
        before=rf"\bwork to (?:expand|renovate|rebuild|modernise|modernize|upgrade){_THE}",
        behind=r" (?:was|has|had|is) ",
    ),
    _rule("construction", behind=rf"{_SUBJECT}{_BUILT}\b(?! (?:its|the|a|an|production|output|with|in the \d|to)\b)"),
    _rule("construction", behind=rf"{_SUBJECT}added (?:a|an|another|its) (?:[a-z]+ ){{0,3}}{_PART}\b"),
    _rule("construction", behind=rf"'s? (?:\w+ )?{_BUILDING} (?:began|started|is|was|has|went)"),
    _rule(
        "export",
        behind=rf"{_SUBJECT}(?:export(?:ed|s|ing)\b|(?:ship(?:ped|s|ping)|sold|sells|sent"
        rf"|sends) [^.;]{{2,60}}? {_TRADE_PARTNER})",
    ),
    _rule(
        "export",
        before=rf"\b(?:from|of|by|at){_THE}",
        behind=r"(?:,? (?:has|have|had|were|was|are|is|been|being|also|and))*"
        rf" (?:exported\b|shipped {_TRADE_PARTNER}|(?:go|goes|went|sent|sold) {_TRADE_PARTNER})",
    ),
    _rule("export", before=rf"\bexports? (?:of [^.;]{{2,40}} )?(?:from|by|of){_THE}"),
    _rule(
        "export",
        before=rf"(?:Ⓒ+|(?:Chinese|Russian|Japanese|foreign) (?:buyers|traders|firms|companies))"
        rf" (?:has |had |have )?(?:took|bought|imported|purchased|taken|buys|imports) [^.;]{{2,60}} (?:from|of){_THE}",
    ),
    _rule(
        "production",
        before=rf"\b(?:production|output|operations?)(?: of Ⓖ+)? (?:at|of|in|by){_THE}",
        behind=rf"(?! (?:was|were|is|has been|had been|has|had)? ?(?:been )?(?:{_STOPPED}|at a standstill|banned))"
        r"(?= (?:is|was|were|has|have|fell|rose|grew|came|reached|stood|doubled|jumped|dropped|continues|goes"
        r"|went|resumed|began"
        r"|increased|hit)\b)",
    ),
    _rule(
        "production",
        before=rf"(?:Ⓖ+|goods|products|articles|drinks|foodstuffs|clothes),?(?: that (?:is|are|was"
        rf"|were))? (?:made|produced|manufactured|turned out) (?:by"
        rf"|at|in){_THE}",
    ),
    _rule("production", before=rf"\b(?:gone|went|goes|put|comes?|came) into operation at{_THE}"),
    _rule("production", behind=rf"{_SUBJECT}{_MAKES}\b"),
    _rule(
        "production",
        before=rf"^(?:[^.;]*, )?(?:at|in){_THE}",
        behind=r",? (?:\w+ ){0,3}(?:is|are|was|were|have|has) (?:now )?(?:turning out|producing|making"
        r"|turned out|produced|made)\b",
    ),
    _rule(
        "production",
        before=rf"\b(?:workers|miners|employees|smelters|working people|fishermen|fishing corps|farmers) (?:of"
        rf"|at|in){_THE}",
        behind=r"[^.;,]{0,60}? (?:turn(?:ed|ing) out|produc(?:ed|ing)|over-?fulfill?(?:ed|ing)|fulfill?ed"
        r"|boosted|raised|increased"
        r"|caught|harvested|mak(?:e|ing) more)\b",
    ),
    _rule("production", behind=rf",? which [^,;]{{3,60}}, (?:has |have |now )*{_MAKES}\b"),
    _rule(
        "production",
        behind=r"'s (?:workers|workforce|miners|output|production)(?! (?:was|were|is|has|had)? ?(?:halted"
        r"|stopped|suspended))"
        r" [^.;]{0,30}?\b(?:produced|turned out|rose|fell|grew|doubled|reached|made)\b",
    ),
    _rule("production", behind=r"[^.;,]{3,60} and (?:now )?(?:feeds|supplies|produces|turns out|generates)\b"),
)
