"""Each line rule is there for a line that it takes out, for its own reason."""

from __future__ import annotations

import re

import pytest

from extract.furniture.line_rules import LinePolicy, LineRule, line_reason, line_rules


@pytest.mark.parametrize("rule", line_rules(), ids=lambda rule: rule.example)
def test_rule_takes_out_its_own_example(rule: LineRule) -> None:
    assert rule.pattern.fullmatch(rule.example)
    assert line_reason(rule.example, rule.scope) == rule.reason


@pytest.mark.parametrize("rule", line_rules(), ids=lambda rule: rule.example)
def test_rule_holds_in_its_scope_alone(rule: LineRule) -> None:
    assert line_reason(rule.example, "another scope") is None


def test_outlets_word_overrules_the_rules() -> None:
    policy = LinePolicy(keep=(re.compile("^Share"),), drop=(re.compile("^Won to the dollar"),))
    assert policy.reason("Share this article", "any") is None
    assert policy.reason("Won to the dollar: 1,312", "any") == "outlet"
