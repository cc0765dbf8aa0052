from gc import collect
from weakref import ref

from hsp_cli.domain.finding import Place
from hsp_cli.domain.plan import Plan
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.texts import bare_words, once_per_workspace, record_texts
from tests.workspaces import REPOSITORY, ReadRecords, read_workspace

PLAN = Plan.model_validate(
    {
        "id": "cohesion",
        "title": "Cohesion",
        "leads": ["Ann Reed"],
        "aims": [
            {
                "id": "one",
                "title": "First",
                "objectives": ["Meet", "Talk"],
                "actions": [{"id": "a1", "text": "Run it", "due": "at the next meeting", "status": "complete"}],
            }
        ],
    }
)


def test_every_text_is_found_at_its_place() -> None:
    found = {text.words: text.place.keys for text in record_texts(PLAN, Place("data/plans/cohesion.yaml"))}
    assert found["Ann Reed"] == ("leads", 0, "who")
    assert found["Talk"] == ("aims", 0, "objectives", 1)
    assert found["at the next meeting"] == ("aims", 0, "actions", 0, "due", "as_written")


def test_the_few_words_of_a_choice_are_not_the_authors() -> None:
    assert "complete" not in bare_words(PLAN)


def test_the_fast_walk_sees_what_the_exact_one_sees() -> None:
    assert sorted(bare_words(PLAN)) == sorted(text.words for text in record_texts(PLAN, Place("a.yaml")))


def test_the_fast_walk_sees_all_words_of_the_shipped_records() -> None:
    workspace = read_workspace(REPOSITORY).workspace
    assert workspace is not None
    for file in workspace.files():
        exact = [text.words for text in record_texts(file.record, file.place)]
        assert sorted(bare_words(file.record)) == sorted(exact), file.place.path


def test_a_result_is_cached_for_one_workspace_and_not_for_the_next(records: ReadRecords) -> None:
    asked: list[Workspace] = []
    ask = once_per_workspace(asked.append)
    one = records({})
    ask(one)
    ask(one)
    assert asked == [one]
    ask(records({}))
    assert len(asked) == 2


def test_an_answer_goes_with_the_workspace_it_was_given_for(records: ReadRecords) -> None:
    class Answer:
        pass

    ask = once_per_workspace(lambda _workspace: Answer())
    workspace = records({})
    answer = ref(ask(workspace))
    assert answer() is not None
    del workspace
    collect()
    assert answer() is None
