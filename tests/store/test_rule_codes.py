from hsp_cli.checking.known_rules import known_rules
from hsp_cli.store.rule_codes import rule_codes


def test_the_codes_are_those_of_every_rule() -> None:
    assert rule_codes() == sorted(known_rules().by_code)
