from hypothesis import given, strategies as st

from hsp_cli.rules.support.cycles import find_cycles, in_words

NAMES = st.sampled_from("abcdef")
GRAPHS = st.dictionaries(NAMES, st.frozensets(NAMES, max_size=3))


def test_a_chain_is_no_ring() -> None:
    assert list(find_cycles({"a": frozenset("b"), "b": frozenset("c")})) == []


def test_a_ring_is_named_once_from_its_smallest_name_in_the_order_of_its_steps() -> None:
    assert list(find_cycles({"c": frozenset("a"), "b": frozenset("c"), "a": frozenset("b")})) == [("a", "b", "c")]


def test_what_leads_to_itself_is_a_ring_of_one() -> None:
    assert list(find_cycles({"a": frozenset("a")})) == [("a",)]


def test_two_rings_are_two() -> None:
    graph = {"a": frozenset("b"), "b": frozenset("a"), "c": frozenset("d"), "d": frozenset("c")}
    assert sorted(find_cycles(graph)) == [("a", "b"), ("c", "d")]


def test_a_ring_that_two_ways_lead_to_is_named_once() -> None:
    assert list(find_cycles({"a": frozenset("c"), "b": frozenset("c"), "c": frozenset("c")})) == [("c",)]


def test_a_long_chain_does_not_crash() -> None:
    chain = {str(number): frozenset({str(number + 1)}) for number in range(20_000)}
    assert len(list(find_cycles({**chain, "20000": frozenset({"0"})}))) == 1


def test_many_rings_take_no_longer_than_one() -> None:
    pairs = {f"{side}{number}": frozenset({f"{'ba'[side == 'b']}{number}"}) for number in range(5_000) for side in "ab"}
    assert len(list(find_cycles(pairs))) == 5_000


def test_a_long_ring_is_shortened_in_words() -> None:
    assert in_words(("a", "b")) == "a → b → a"
    assert in_words(tuple("abcdef")) == "a → b → c → d → e → f → a"
    assert in_words(tuple("abcdefgh")) == "a → b → c → d → e → … (8 in all) → a"


@given(GRAPHS)
def test_a_ring_is_found_wherever_a_way_leads_back(graph: dict[str, frozenset[str]]) -> None:
    def reached(name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for other in graph.get(waiting.pop(), frozenset()) - found:
                found.add(other)
                waiting.append(other)
        return found

    assert bool(list(find_cycles(graph))) == any(name in reached(name) for name in graph)


@given(GRAPHS)
def test_every_step_of_a_ring_is_a_step_of_the_graph(graph: dict[str, frozenset[str]]) -> None:
    for cycle in find_cycles(graph):
        assert cycle[0] == min(cycle)
        for name, other in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert other in graph[name]
