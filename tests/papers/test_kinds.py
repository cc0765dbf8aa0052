import subprocess
import sys
from pathlib import Path

import pytest

from hsp_cli.papers import kinds as room
from hsp_cli.papers.kinds import Subject, context_of, kinds
from tests.workspaces import REPOSITORY


def test_a_module_is_a_kind_of_paper_about_the_subject_of_its_package() -> None:
    assert kinds()["morning-report"] is Subject.QUARTER
    assert kinds()["strategy"] is Subject.PLAN
    assert kinds()["action-log"] is Subject.WORKSPACE
    modules = {
        path.stem.replace("_", "-") for path in Path(room.__file__).parent.glob("of_*/*.py") if path.stem != "__init__"
    }
    assert set(kinds()) == modules


def test_every_kind_has_a_function_that_gathers_its_context() -> None:
    assert all(callable(context_of(kind)) for kind in kinds())


def test_a_name_of_no_kind_has_no_function() -> None:
    with pytest.raises(KeyError, match="evening-report"):
        context_of("evening-report")


def test_names_and_subjects_are_found_without_loading_the_modules_or_the_template_engine() -> None:
    program = "import sys; from hsp_cli.papers.kinds import kinds; print(*kinds()); print(*sys.modules)"
    done = subprocess.run(
        (sys.executable, "-c", program),
        env={"PYTHONPATH": str(REPOSITORY / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    names, loaded = done.stdout.splitlines()
    assert names.split() == list(kinds())
    assert [
        name
        for name in loaded.split()
        if name.startswith(("jinja2", "hsp_cli.publishing", *(f"hsp_cli.papers.{s.package}" for s in Subject)))
    ] == []
