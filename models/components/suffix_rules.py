"""`jangmadang_suffix_rules_v1`: production units by the noun they end in ("Rangnang Disabled Soldiers' Factory")."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

SPANS_KEY = "suffix-rule"

_HEADS = (
    "Factory|Mills?|Mine|Joint Venture(?: Company)?|Colliery|Smelter|Smeltery|"
    "Refinery|Shipyard|Ironworks|Steelworks|Brewery|Distillery|"
    "(?:Power|Fishery|Pumping) (?:Station|Plant|Complex)|(?:Iron|Steel|Chemical|Cement|Machine|Textile|Fertilizer|"
    "Tractor|Mining|Coal Mining|Power|Aluminium|Magnesia|Synthetic Fibre|Vinalon|Automobile|Locomotive|Ship Repair) "
    "(?:Works|Complex|Plant|Combine)|(?:Cooperative|Co-operative|Stock|Pig|Chicken|Poultry|Fish|Fruit|Vegetable|"
    "Greenhouse|Livestock|Goat|Cattle|Combined Fruit|Catfish|Duck|Dairy) (?:Farm|Ranch)|Farm"
)
_WORD = r"(?:[A-Z][\w’']*(?:-[\w’']+)*|\d+(?:th|st|nd|rd)?)"
_LINK = r"(?: of| and| &| for|,)?"
# At least one capitalised word before the head, on one line.
_UNIT = re.compile(
    rf"(?<![\w’'-])(?:{_WORD}{_LINK} ){{1,8}}(?:{_HEADS})\b(?! (?:Bureau|Department|Committee|Ministry))"
)
# Words that stand before a name and are not in it.
_LEADING = re.compile(
    r"(?:(?:(?:Farmers|Workers|Employees|Officials|Miners|Builders|Soldiers|Youth|Women|People|Residents|Managers) "
    r"(?:of|at|in|from|on|for)(?: the)?|"
    r"The|A|An|In|At|On|From|Of|And|But|For|By|With|Near|Both|Among|President|Chairman|Premier|Comrade|Marshal|"
    r"Leader|General|Manager|Director|Engineer|Officials|Workers|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday|While|When|After|Since|As|Until|To|North Korean|Chinese|Russian|South Korean|Korean)[ ,]+)+"
)
_GENERIC = re.compile(
    r"(?:(?:Food|Steel|Paper|Cotton|Wind|Family|Dairy|New|Old|Gold|Coal|State|Local|First|Vegetable|Township|Stockbreeding|"
    r"Greenhouse|Chicken|Pig|Fish|Fruit|Cooperative|Combined|Large|Modern|Regional|County|City|Offshore) )*\S+"
)


def factory_offsets(text: str) -> list[tuple[int, int]]:
    """Character offsets of the names of production units in a text, in order."""
    found = []
    for match in _UNIT.finditer(text):
        start, end = match.span()
        lead = _LEADING.match(text, start, end)
        if lead:
            start = lead.end()
        # A comma or "and" before the last name separates two names: keep the last.
        tail = max(text.rfind(", ", start, end), text.rfind(" and the ", start, end))
        if tail >= 0:
            start = text.index(" ", tail) + 1
        if start < end and " " in text[start:end] and text[start].isalnum() and not _GENERIC.fullmatch(text[start:end]):
            found.append((start, end))
    return found


@Language.component("jangmadang_suffix_rules_v1", assigns=["doc.spans"])
def mark_factories(doc: Doc) -> Doc:
    """The document with the rule's spans in `doc.spans["suffix-rule"]`."""
    spans = (doc.char_span(start, end, label="FACTORY") for start, end in factory_offsets(doc.text))
    doc.spans[SPANS_KEY] = [span for span in spans if span is not None]
    return doc
