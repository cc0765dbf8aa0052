from hsp_cli.domain.finding import Diagnostic, Place, Rule, Severity


def test_a_place_is_followed_into_a_record() -> None:
    plan = Place("data/plans/p.yaml")
    assert plan.at("aims", 2).at("due") == Place("data/plans/p.yaml", ("aims", 2, "due"))
    assert plan.keys == ()


def test_diagnostics_are_sorted_by_place() -> None:
    def at(path: str, line: int, column: int) -> Diagnostic:
        return Diagnostic(path, line, column, "code", Severity.ERROR, "message")

    in_order = [at("a.yaml", 2, 9), at("a.yaml", 10, 1), at("a.yaml", 10, 5), at("b.yaml", 1, 1)]
    jumbled = in_order[::-1]
    assert sorted(jumbled) == in_order


def test_the_summary_of_a_rule_is_the_first_sentence_of_its_page() -> None:
    page = "A key stands twice,\nso one value is lost.\n\nMore about it.\n\nExample:\n\n    id: a"
    assert Rule("x", Severity.ERROR, page).summary == "A key stands twice, so one value is lost."
