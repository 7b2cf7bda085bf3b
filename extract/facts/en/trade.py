"""Trade between North Korea and others: "China's exports to North Korea totaled $2.18 billion in 2025"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.store.derived import TradeFigure
from extract.facts.en.amounts import Amount, read_measures
from extract.facts.en.figure_guards import clause, denied, is_change, levels, not_yet
from extract.facts.en.moments import Moment, read_moments
from extract.facts.en.parties import ALL, NORTH, Party, find_parties
from extract.facts.en.slots import dated
from extract.facts.pointer import pointer
from extract.facts.tagged_sentences import Name, Sentence

_MEASURES = ("t", "kg", "L", "barrel")
_FLOW = re.compile(
    r"\b(?:(?P<out>[Ee]xport(?:s|ed)?|[Ss]hip(?:ped|ments?)|[Ss]old|[Ss]ales|[Ss]ent|[Ss]upplie[ds]"
    r"|[Dd]eliver(?:ed|ies)|[Pp]rovided)"
    r"|(?P<into>[Ii]mport(?:s|ed)?|[Bb]ought|[Pp]urchase[ds]?|[Rr]eceived|took|entered)"
    r"|(?P<both>(?:[Bb]ilateral |[Tt]wo-way |[Ii]nter-Korean |[Tt]otal |[Oo]verall )?[Tt]rade(?! (?:deficit"
    r"|surplus|union|zone|office|fair|war|ban))"
    r"(?: volume| turnover)?|(?<=\bwhile )that(?= with)|(?<=\band )that(?= with)))(?![\w-])"
)
_NOUN = re.compile(r"(?:exports|imports|shipments?|sales|deliveries|purchases|trade.*|that)$", re.IGNORECASE)
# between the noun of a flow and its amount there must be a word that says that the one came to the other
_CAME_TO = re.compile(
    r"\b(?:total(?:l?ed|ing)?|reach(?:ed|ing)|came (?:to|in at)|stood at|standing at|amount(?:ed|ing) to|was"
    r"|were|worth|valued(?: at)?|made up"
    r"|(?:rose|fell|grew|jumped|shrank|climbed|dropped|increased|decreased|declined|surged|plunged|slid"
    r"|rebounded|recovered|down|up)[^.;]{0,30}? to"
    r"|hit|at|brought(?: Ⓝ+)?|were put at|added up to|of|to)\s*(?:a |the |some |total |of |about |around "
    r"|nearly |almost |more than |over |only |just )*$"
)
_OTHER = re.compile(
    r"\b(?:caps?|capped|ceilings?|limit(?:s|ed)?|quotas?|allow(?:s|ed)?|permit\w*|deficit|surplus|donat\w+|aid"
    r"|lent|loan\w*|workers?|labou?r\w*|crypto\w*"
    r"|stole\w*|hack\w*|output|production|smugg\w+|nil|embezzl\w+|invest\w+|grants?|containers? )\b"
)
_RECORD = re.compile(r"^ (?:lower|higher|more|less|increase|decline|drop|rise)\b")
_WORTH_OF = re.compile(r"^ (?:(?:worth )?of|in|worth of) (?=Ⓖ)")
_PER = re.compile(r"^ ?(?:/|(?:per|an?|each|apiece)\b)")  # a price
_MANY = re.compile(
    r"(?:, Ⓖ+)*,? (?:and|or) (?:(?:\w+ ){0,2}Ⓖ|other\b|related\b"
    r"|[a-z]+ (?:to|from|in|into|reach|came|total|amount|was|were))"
)
_EARLIER = re.compile(r"\b(?:once|used to|formerly|previously)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """A word of trade with who gives and who takes; `end` is where its region ends: at the next such word."""

    start: int
    end: int
    until: int
    kind: str  # "out", "into", "both"
    giver: Party | None
    taker: Party | None


def read_trade(sentence: Sentence) -> list[TradeFigure]:
    """The figures of North Korea's trade that a sentence states of a time past."""
    text = sentence.masked
    if not _FLOW.search(text):
        return []
    amounts = sorted(
        [
            *levels(text),
            *(m for m in read_measures(text) if m.unit in _MEASURES and not is_change(text[: m.start], text[m.end :])),
        ],
        key=lambda amount: amount.start,
    )
    amounts = [
        amount
        for amount in amounts
        if amount.unit not in ("won", "KPW", "KRW") and not amount.foreign and not _PER.match(text[amount.end :])
    ]
    if not amounts:
        return []
    parties = find_parties(sentence)
    flows = _flows(sentence, parties)
    moments = read_moments(text, sentence.day)
    found = [_figure(sentence, amount, flows, moments) for amount in amounts]
    return [figure for figure in found if figure is not None]


def _flows(sentence: Sentence, parties: Sequence[Party]) -> list[Flow]:
    text = sentence.masked
    words = list(_FLOW.finditer(text))
    found: list[Flow] = []
    for index, word in enumerate(words):
        until = words[index + 1].start() if index + 1 < len(words) else len(text)
        kind = word.lastgroup or "both"
        found.append(_with_parties(sentence, word, kind, parties, until, found[-1] if found else None))
    return found


def _with_parties(
    sentence: Sentence, word: re.Match[str], kind: str, parties: Sequence[Party], until: int, earlier: Flow | None
) -> Flow:
    text = sentence.masked
    found: dict[str, Party | None] = dict.fromkeys(("to", "from", "with", "by", "between"))
    for party in parties:
        link = _link(text, word.end(), party)
        if link and found[link] is None and party.start < until:
            found[link] = party
    agent = found["by"] or _agent(text, word, parties)
    if agent is None and earlier is not None and not _possessed(text, word):
        agent = earlier.giver if earlier.kind == "out" else earlier.taker
    if "nter-Korean" in word[0]:
        return _flow(word, until, "both", NORTH, next(p for p in ALL if p.id == "place/south-korea"))
    if kind == "both":
        one = found["between"]
        other = next(
            (
                p
                for p in parties
                if one and p.start > one.end and re.fullmatch(r"(?:'s)? and (?:the )?", text[one.end : p.start])
            ),
            None,
        )
        if one is None and agent is None and found["with"] is not None and found["with"].ours:
            return _flow(word, until, kind, found["with"], _only_other(parties, found["with"]) or found["with"])
        return _flow(word, until, kind, one or agent, other or found["with"])
    if kind == "into" and word[0] == "entered":
        taker = next(
            (
                p
                for p in parties
                if re.fullmatch(r" (?:the )?", text[word.end() : p.start] if p.start >= word.end() else "-")
            ),
            None,
        )
        return _flow(word, until, kind, found["from"], taker)
    if kind == "out":
        found["to"] = found["to"] or next((p for p in parties if text[word.end() : p.start] == " " and p.name), None)
        return _flow(word, until, kind, agent or found["from"] or _only_other(parties, found["to"]), found["to"])
    giver = found["from"] or next((p for p in parties if text[word.end() : p.start] == " "), None)
    return _flow(word, until, kind, giver, agent if agent is not giver else _only_other(parties, giver))


def _only_other(parties: Sequence[Party], one: Party | None) -> Party | None:
    """The one country beside North Korea in a sentence that says no more of who trades with it."""
    others = {party.id: party for party in parties if not party.ours}
    return next(iter(others.values())) if one is not None and one.ours and len(others) == 1 else None


def _flow(word: re.Match[str], until: int, kind: str, giver: Party | None, taker: Party | None) -> Flow:
    return Flow(start=word.start(), end=word.end(), until=until, kind=kind, giver=giver, taker=taker)


def _link(text: str, start: int, party: Party) -> str | None:
    """The preposition by which a party hangs on a word that ends at `start`, if it does."""
    if party.start < start:
        return None
    match = re.search(r"\b(to|from|with|by|between) (?:the |its neighbou?r )?$", text[start : party.start])
    return match[1] if match and not re.search(r"[;]", text[start : party.start]) else None


def _agent(text: str, word: re.Match[str], parties: Sequence[Party]) -> Party | None:
    """The nearest party before a word that can have done it: its owner, its subject, or whose adjective it bears."""
    if _possessed(text, word):
        before = [
            p
            for p in parties
            if p.end <= word.start() and text[p.end : p.end + 2] == "'s" and len(text[p.end : word.start()]) < 60
        ]
        near = [p for p in before if not re.search(r"'s", text[p.end + 2 : word.start()])]
        return near[-1] if near else None
    for party in reversed([p for p in parties if p.end <= word.start()]):
        between = text[party.end : word.start()]
        if re.search(r"[;]|, (?:which|who)\b", between) or re.search(
            r"\b(?:to|from|with|of|in|by) (?:the )?$", text[: party.start]
        ):
            continue
        return party
    return None


def _possessed(text: str, word: re.Match[str]) -> bool:
    """Whether a noun of trade has an owner: "the firm's sales"."""
    return bool(re.search(r"'s (?:[\w$.,]+ ){0,5}(?:Ⓖ+ )?$", text[: word.start()])) and bool(_NOUN.search(word[0]))


def _figure(sentence: Sentence, amount: Amount, flows: Sequence[Flow], moments: Sequence[Moment]) -> TradeFigure | None:
    text = sentence.masked
    flow = _flow_of(text, amount, flows)
    if flow is None:
        return None
    first, last = clause(text, min(flow.start, amount.start), max(flow.end, amount.end))
    scope = text[first:last]
    near = text[first : max(amount.end, flow.end)]
    if (
        not_yet(near)
        or denied(scope)
        or _OTHER.search(scope)
        or _EARLIER.search(scope)
        or _RECORD.match(text[amount.end :])
    ):
        return None
    sides = _sides(sentence, flow)
    if sides is None:
        return None
    direction, partner = sides
    good = _good(sentence, flow, amount)
    if good is not None and _is_one_of_many(text, good):
        return None
    moment = _period(moments, flow, amount)
    when = dated(sentence, moment)
    if moment is None:
        when = {"date": None, "date_end": None, "date_source": "none"}
    return TradeFigure(
        **pointer(sentence, amount, [good, partner.name if partner else None]),
        **when,
        flow=direction,
        partner_id=partner.id if partner else None,
        partner=partner.text if partner else None,
        good_id=good.entity_id if good else None,
        good=good.text if good else None,
        amount=amount.value,
        unit=amount.unit,
        qualifier=amount.qualifier,
    )


def _flow_of(text: str, amount: Amount, flows: Sequence[Flow]) -> Flow | None:
    """The flow that an amount measures: the last before it that comes to it, or a verb of entering behind it."""
    for flow in reversed([flow for flow in flows if flow.end <= amount.start]):
        between = text[flow.end : amount.start]
        noun = bool(_NOUN.search(text[flow.start : flow.end]))
        if noun and not _CAME_TO.search(between) and not re.search(r"[\d] (?:worth )?(?:\$|and )*$|\bworth $", between):
            return None
        if (
            not noun
            and len(re.sub(r"[ⒶⒼⓃⒸ]+", "", between)) > 25
            and not re.search(r"worth (?:about |some )?$|\bvalued at $", between)
        ):
            return None
        return flow
    behind = [flow for flow in flows if flow.start >= amount.end]
    if behind and text[behind[0].start : behind[0].end] == "entered" and len(text[amount.end : behind[0].start]) < 40:
        return behind[0]
    return None


def _sides(sentence: Sentence, flow: Flow) -> tuple[str, Party | None] | None:
    """(flow as North Korea sees it, its partner); None where North Korea is no side of it."""
    giver, taker = flow.giver, flow.taker
    named = "Ⓝ" in sentence.masked or "North Korean" in sentence.masked
    if flow.kind == "both":
        sides = [side for side in (giver, taker) if side is not None]
        if sides and all(side.ours for side in sides) and len(sides) == 2:
            return None
        if any(side.ours for side in sides):
            return "trade", next((side for side in sides if not side.ours), None)
        return ("trade", taker) if taker is not None and giver is None and named else None
    if giver is not None and taker is not None:
        if giver.ours == taker.ours:
            return None
        return ("export", taker) if giver.ours else ("import", giver)
    if flow.kind == "out" and giver is not None and giver.ours:
        return "export", None
    if flow.kind == "into" and taker is not None and taker.ours:
        return "import", None
    # who trades goes without saying in "imports from China", never in "Vietnam's exports"
    if not (named or sentence.home):
        return None
    linked = re.match(r"[^.;]{0,60}?\b(?:to|from) (?:the )?Ⓒ", sentence.masked[flow.end :])
    if giver is None and taker is not None and flow.kind == "out" and linked:
        return "export", taker
    if taker is None and giver is not None and flow.kind == "into" and linked:
        return "import", giver
    return None


def _good(sentence: Sentence, flow: Flow, amount: Amount) -> Name | None:
    """The good that is traded: "exports of coal", "coal exports", "34,000 tons of coal", "a good worth $1 million"."""
    text = sentence.masked
    for name in sentence.labelled("PRODUCT"):
        before = text[: name.start]
        tied = re.search(r" of (?:\w+ )?$", before[flow.end :]) if name.start > flow.end else None
        of_flow = tied is not None and flow.end + tied.start() == flow.end
        of_amount = name.start >= amount.end and re.fullmatch(
            r" (?:worth )?(?:of|in) (?:\w+ )?", text[amount.end : name.start]
        )
        verb_object = name.start > flow.end and not text[flow.end : name.start].strip()
        compound = name.end <= flow.start and text[name.end : flow.start] == " "
        entering = name.end <= flow.start and name.start >= amount.end
        if of_flow or of_amount or verb_object or compound or entering:
            return name
    measured = re.search(r"\d [a-z ]+ of (Ⓖ+) (?:worth|valued at) $", text[: amount.start])
    if measured:
        return next(name for name in sentence.labelled("PRODUCT") if name.start == measured.start(1))
    return None


def _is_one_of_many(text: str, good: Name) -> bool:
    """Whether a figure is of several goods together: "exports of wigs and false eyelashes amounted to …"."""
    return bool(_MANY.match(text[good.end :]) or re.search(r"Ⓖ,? (?:and|or) (?:\w+ )?$", text[: good.start]))


def _period(moments: Sequence[Moment], flow: Flow, amount: Amount) -> Moment | None:
    """The time nearest behind the amount within its region, else the nearest before it."""
    usable = [moment for moment in moments if not moment.aside]
    behind = [moment for moment in usable if amount.end <= moment.start]
    before = [moment for moment in usable if moment.end <= amount.start]
    if behind and behind[0].start < max(flow.until, amount.end):
        return behind[0]
    if before:
        return before[-1]
    return behind[0] if behind else None
