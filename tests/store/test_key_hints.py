import pytest
from pydantic import BaseModel

from hsp_cli.domain.action import Action
from hsp_cli.domain.grant import Grant
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.meeting import Meeting
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.partnership import Body
from hsp_cli.domain.plan import Aim, Plan
from hsp_cli.domain.project import Project
from hsp_cli.domain.record import Entry
from hsp_cli.domain.risk import Rating, Risk
from hsp_cli.store.key_hints import SYNONYMS, key_hint
from tests.test_docs import models

OWN_KEYS_OF_A_GRANT = [name for name in Grant.model_fields if name not in Entry.model_fields]
FIELDS = {name for model in models() for name in model.model_fields}


@pytest.mark.parametrize(
    ("key", "model", "hint"),
    [
        ("titel", Indicator, "did you mean `title`?"),
        ("owner", Action, "did you mean `owners`?"),
        ("owner", Indicator, "did you mean `leads`?"),
        ("owners", Plan, "did you mean `leads`?"),
        ("Owner", Risk, "did you mean `owners`?"),
        ("lead-officer", Aim, "did you mean `leads`?"),
        (" Lead Officer", Aim, "did you mean `leads`?"),
        ("owner", Project, "did you mean `leads` or `sponsor`?"),
        ("date", Meeting, "did you mean `on`?"),
        ("date", Action, "did you mean `due`?"),
        ("end", Action, "did you mean `due`?"),
        ("deadline", Action, "did you mean `due`?"),
        ("likelihood", Risk, "write the rating of each quarter: `ratings: {Q1-2010: {rating: …}}`, as C2 or 4x5"),
        ("Impact", Rating, "write likelihood and impact as one `rating`, such as C2 or 4x5"),
        ("zzz", Grant, "choose from: " + ", ".join([*OWN_KEYS_OF_A_GRANT, *Entry.model_fields])),
        ("rag", Risk, "write the rating of each quarter: `ratings: {Q1-2010: {rating: …}}`, as C2 or 4x5"),
        ("name", Owner, "did you mean `who`?"),
        ("end", Plan, "did you mean `period`?"),
        ("comments", Indicator, "`comment` belongs inside `assessments`"),
        ("value", Indicator, "`actual` belongs inside `figures`"),
        ("by", Action, "did you mean `due`?"),
        ("comments", Action, "did you mean `updates`?"),
        ("action", Action, "did you mean `text`?"),
        ("risk", Risk, "did you mean `title`?"),
        ("kpi", Aim, "did you mean `indicators`?"),
        ("actions", Indicator, "actions belong in plans or meetings or papers"),
        ("people", Indicator, "people belong in data/partnership.yaml"),
        ("priorities", Indicator, "did you mean `priority`?"),
        ("grants", Project, "did you mean `grant`?"),
        ("risks", Indicator, "each risk register has a file of its own under data/risks/"),
        ("mitigation", Risk, "did you mean `controls`?"),
        ("actions", Plan, "`actions` belongs inside `aims`"),
        ("actual", Indicator, "`actual` belongs inside `figures`"),
        ("rating", Risk, "`rating` belongs inside `ratings`"),
        ("204", Figure, "a comma inside { } ends the value: write a number without commas, such as 1204 for 1,204"),
        ("\u00a0title", Indicator, "delete the unusual space (U+00A0) beside `title`"),
        ("consultations", Project, "each consultation has a file of its own under data/consultations/"),
        ("zzz", Rating, "choose from: rating, reason, note"),
        ("zzz", None, ""),
    ],
)
def test_a_guessed_key_is_answered_with_the_key_that_holds_the_same(
    key: str, model: type[BaseModel] | None, hint: str
) -> None:
    assert key_hint(key, model) == hint


OWNERS = (
    "answerable", "assigned", "assigned_to", "lead", "lead_officer", "officer", "owner", "responsible", "risk_owner",
    "who",
)  # fmt: skip
OF_OTHER_REGISTERS = [
    (Risk, "owners", OWNERS),
    (Risk, "title", ("objective", "risk")),
    (Plan, "period", ("start",)),
    (Risk, "planned_controls", ("controls_planned",)),
    (Indicator, "figures", ("data", "values")),
    (Action, "text", ("name", "title")),
    (Risk, "controls", ("control", "mitigating_actions", "mitigation", "mitigations")),
    (Action, "due", ("by", "date", "deadline", "due_date", "end", "end_date", "target_date", "when")),
    (Action, "start", ("from", "start_date")),
    (Action, "completed", ("completion_date",)),
    (Action, "text", ("action", "description", "goal", "milestone", "task", "what")),
    (Action, "progress", ("percent_complete", "percentage")),
    (Action, "rag", ("rag_rating", "rag_status")),
    (Action, "updates", ("comment", "commentary", "comments")),
    (Aim, "indicators", ("key_performance_indicators", "kpi", "kpis")),
    (Figure, "actual", ("outturn", "result", "value")),
    (Indicator, "better", ("polarity",)),
    (Body, "until", ("to",)),
    (Plan, "leads", ("owners",)),
]
"""Words of other registers, with the key that holds the same here and a record that has it."""


@pytest.mark.parametrize(("model", "key", "words"), OF_OTHER_REGISTERS)
def test_a_word_of_other_registers_is_answered_with_the_key_here(
    model: type[BaseModel], key: str, words: tuple[str, ...]
) -> None:
    assert {word: key_hint(word, model) for word in words} == dict.fromkeys(words, f"did you mean `{key}`?")


def test_the_words_of_other_registers_are_all_tried() -> None:
    assert {word for _, _, words in OF_OTHER_REGISTERS for word in words} == set(SYNONYMS)


@pytest.mark.parametrize("word", SYNONYMS)
def test_every_synonym_leads_to_keys_that_records_have(word: str) -> None:
    assert set(SYNONYMS[word]) <= FIELDS
    assert word not in SYNONYMS[word]
