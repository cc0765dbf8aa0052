"""The law of skeletons: each is valid with its examples, and so is each of its comments when it becomes a key."""

import re
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.editing.examples import NEEDS_OTHERS, surroundings_of
from hsp_cli.editing.keys import keys_of
from hsp_cli.editing.skeletons import placeholder, skeleton
from tests.checks import diagnostics_of
from tests.workspaces import read_workspace, write_files

DAY = date(2024, 4, 15)
KINDS = list(FILE_MODELS)
_KEY = re.compile(r"^# (?=[a-z_]+:)", re.MULTILINE)


def text_of(kind: Kind, root: Path) -> str:
    """The skeleton of a kind in a workspace, its required keys with examples."""
    model = FILE_MODELS[kind]
    workspace = read_workspace(root).workspace
    assert workspace is not None
    around = surroundings_of(workspace, DAY)
    data = {key.name: placeholder(model, key, around) for key in keys_of(model) if key.is_required}
    return skeleton(model, data | {"id": "new-record"}, around)


def errors_with(text: str, kind: Kind, root: Path) -> list[str]:
    """What is wrong with the workspace when a record of the kind has this text. Placeholders are only warned of.

    Settings are alone in their workspace: the records of another would name what they do not list.
    """
    alone = kind is Kind.PARTNERSHIP
    root = root.parent / "alone" if alone else root
    write_files(root, {"data/partnership.yaml" if alone else f"data/{kind.folder}/new-record.yaml": text})
    return [one.message for one in diagnostics_of(root, DAY) if one.severity is Severity.ERROR]


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_with_examples_is_valid_and_so_is_each_of_its_comments_as_a_key(kind: Kind, sample: Path) -> None:
    text = text_of(kind, sample)
    assert errors_with(text, kind, sample) == []
    keys, heading, comments = text.partition("# Further keys. ")
    assert heading
    found = _KEY.split(comments)[1:]
    for comment in found:
        uncommented = comment.replace("\n# ", "\n")
        assert errors_with(keys + uncommented, kind, sample) == []
    missing = {key.name for key in keys_of(FILE_MODELS[kind])} - {one.partition(":")[0] for one in found}
    given = {key.name for key in keys_of(FILE_MODELS[kind]) if key.is_required}
    assert missing - given == {"inferred", *NEEDS_OTHERS.get(FILE_MODELS[kind], ())}


def test_the_comments_of_an_indicator_say_what_each_key_means(sample: Path) -> None:
    text = text_of(Kind.INDICATOR, sample)
    assert text.startswith('id: new-record\ntitle: "…"\nunit: "…"\nbetter: higher\n\n# Further keys. To use one, ')
    assert "\n# priority: homes  # the priority it serves\n" in text
    assert "\n# leads: [ann-reed]  # who is responsible for it\n" in text
    assert "\n# figures:  # the figures\n#   Q1-2024: {actual: 50, target: 50}\n" in text
    assert (
        "\n# accumulation: snapshot  # snapshot, cumulative or average: how the figures of a year relate"
        " (default: `snapshot`)\n" in text
    )
    assert text.endswith(
        '# source: {document: "…"}  # where it was published\n'
        '# note: "…"  # anything else that a reader of the record should know\n'
        '# open_questions: ["…"]  # what the document leaves open, as questions for a person to answer\n'
        '# exempt: "…"  # why the public may not see it: `Paragraph 3 of Schedule 12A`\n'
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_of_a_skeleton_is_too_long_for_a_screen(kind: Kind, sample: Path) -> None:
    assert max(map(len, text_of(kind, sample).splitlines())) <= 120


def test_a_key_that_would_name_a_record_is_left_out_where_there_is_none(tmp_path: Path, sample: Path) -> None:
    for path in (sample / "data" / "grants").iterdir():
        path.unlink()
    (sample / "data" / "projects" / "warm-homes.yaml").unlink()
    assert "# grant:" not in text_of(Kind.PROJECT, sample)


def test_the_example_of_a_risk_has_an_owner_and_the_least_rating_of_the_matrix(sample: Path) -> None:
    assert (
        "\n# risks:  # its risks\n"
        "#   - id: short-name\n"
        '#     title: "…"\n'
        "#     owners: [ann-reed]\n"
        "#     ratings:\n"
        "#       Q1-2024: {rating: 1x1}\n"
    ) in text_of(Kind.REGISTER, sample)


def test_the_example_of_an_aim_has_an_action_with_an_owner_and_a_date_to_come(sample: Path) -> None:
    assert (
        "\n# aims:  # the top level of the tree\n"
        "#   - id: short-name\n"
        '#     title: "…"\n'
        "#     actions:\n"
        "#       - id: short-name\n"
        '#         text: "…"\n'
        "#         due: 2024-07-14\n"
        "#         owners: [ann-reed]\n"
    ) in text_of(Kind.PLAN, sample)


def test_examples_of_periods_numbers_and_choices_fit_their_keys(sample: Path) -> None:
    plan, grant, agreement = (text_of(kind, sample) for kind in (Kind.PLAN, Kind.GRANT, Kind.AGREEMENT))
    assert "\n# period: 2024  # the time it covers\n" in plan
    assert "\n# dated: 2024-04-15  # the date of the document" in plan
    assert "\n# by: 2024-07-14  # the deadline of measures" in plan
    assert "\n# first_return: Q1-2024  # the first quarter" in grant
    assert "\n# cap: 100  # the percentage" in agreement
    assert "\n# floor: 50  # the percentage" in agreement
    assert "\n# decimals: 1  # decimal places" in text_of(Kind.INDICATOR, sample)


def test_a_rating_by_letters_and_digits_has_no_sign_between_them(sample: Path) -> None:
    path = sample / "data" / "partnership.yaml"
    text = path.read_text()
    for digit, letter in zip("54321", "ABCDE", strict=True):
        text = text.replace(f'code: "{digit}", name: {_LIKELIHOODS[digit]}', f"code: {letter}, name: L")
        text = text.replace(f'    "{digit}": {{', f"    {letter}: {{")
    path.write_text(text)
    risks = sample / "data" / "risks" / "homes-group.yaml"
    risks.write_text("id: homes-group\ntitle: R\nbody: homes-group\n")
    assert "{rating: E1}" in text_of(Kind.REGISTER, sample)


_LIKELIHOODS = {"5": "Almost certain", "4": "Likely", "3": "Possible", "2": "Unlikely", "1": "Rare"}
