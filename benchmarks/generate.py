"""Generates workspaces of any size to measure with. The same seed gives the same bytes.

One borough has 200 indicators of 8 to 20 quarters, 600 actions in 10 plans, 100 risks in 5 registers, 8 meetings,
4 quarterly papers, and a few projects and grants. A workspace has any number of boroughs. A borough's files are the
same in each workspace; only the settings grow. The records are complete and without errors or warnings, and every rule
has something to check.

    python benchmarks/generate.py FOLDER --boroughs 10
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from textwrap import wrap
from typing import Any

SIZES = {"S": 1, "M": 10, "L": 100}
"""Boroughs in a workspace of each size."""

SEED = 2010
AS_OF = "2010-09-27"
QUARTER = "Q1-2010"

_Record = dict[str, Any]

_LAST_QUARTER = 2010 * 4  # four times the year, plus 0 for Q1; Q1-2010 is the last one with figures
_LEVELS = (("HG", 5), ("LG", 0), ("A", -5), ("LR", -10))
_UNITS = ("%", "number", "per 1,000 residents", "days", "£ thousand")
_PRIORITIES = ("environment", "recession", "cohesion", "health", "safety")
_SCHEMES = ("laa", "vital-signs", "local")
_GROUPS = ("Safer", "Health and Wellbeing", "Children", "Cohesion", "Enterprise")
_ORGANISATIONS = ("Council", "Primary Care Trust", "Police", "College", "Voluntary Action", "Housing Association")
_POSTS = (
    *("Head of Housing", "Director of Public Health", "Head of Community Safety", "Waste Services Manager"),
    *("Lead Commissioner", "Head of Adult Learning", "Borough Commander", "Head of Youth Services"),
    *("Economic Development Manager", "Head of Policy", "Service Manager for Cohesion", "Volunteering Manager"),
)
_RATINGS = ("A1", "B2", "C2", "C3", "D1", "D2", "D3", "E2", "F4")
_SUBJECTS = (
    *("household waste", "alcohol related admissions", "early access to maternity services", "placements of children"),
    *("serious acquisitive crime", "affordable homes", "young people out of work", "smoking quitters", "bus journeys"),
    *("reported hate crime", "adult learners", "fuel poverty", "empty premises", "volunteering", "childhood obesity"),
    *("school attendance", "delayed discharges", "domestic abuse", "small firms", "street cleanliness"),
)
_VERBS = ("review", "publish", "agree", "commission", "set up", "extend", "map", "evaluate", "renew", "promote")
_OBJECTS = (
    *("the register of community events", "a shared protocol for referrals", "the contract for outreach workers"),
    *("the training of front line staff", "a joint panel of partners", "the borough needs assessment"),
    *("a scheme of small grants", "the forum of residents", "a calendar of visits to schools", "the delivery plan"),
)
_REASONS = (
    *("the funding was confirmed later than expected", "two posts were vacant until May"),
    *("the new provider started in April", "demand rose in the north of the borough"),
    *("the return of one partner is still missing", "the definition is followed more strictly than before"),
    *("residents asked for longer opening hours", "the pilot reached more households than planned"),
    *("the winter was harder than in other years", "referrals now come through one front door"),
)
_OUTLOOKS = (
    *("the group will look at it again in the autumn", "a report goes to the next board"),
    *("we expect to see the effect within two quarters", "the lead officers meet every month until then"),
    *("no further action is proposed", "a second site opens before the end of the year"),
)


def workspace(boroughs: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """The files of a workspace, by path."""
    made = [_Borough(index, seed) for index in range(boroughs)]
    yield "data/partnership.yaml", as_yaml(_settings(made))
    for borough in made:
        for folder, record in borough.records():
            yield f"data/{folder}/{record['id']}.yaml", as_yaml(record)


def write_workspace(root: Path, boroughs: int, seed: int = SEED) -> None:
    for path, text in workspace(boroughs, seed):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


class _Borough:
    """One borough: its organisations, roles and bodies, and the records that name them."""

    def __init__(self, index: int, seed: int) -> None:
        self.index = index
        self.random = Random(f"{seed}/{index}")
        self.name = _name(index)
        self.slug = self.name.lower().replace(" ", "-")
        self.bodies = [f"{self.slug}-{_slug(group)}" for group in _GROUPS]
        self.board = f"{self.slug}-board"

    def records(self) -> Iterator[tuple[str, _Record]]:
        """Every record except the settings, with its folder."""
        for number in range(1, 201):
            yield "indicators", self._indicator(number)
        for number in range(1, 11):
            yield "plans", self._plan(number)
        for number in range(len(self.bodies)):
            yield "risks", self._register(number)
        for number in range(8):
            yield "meetings", self._meeting(number)
        for quarter in range(_LAST_QUARTER - 3, _LAST_QUARTER + 1):
            yield "papers", self._paper(quarter)
        for number in range(1, 5):
            yield "grants", self._grant(number)
            yield "projects", self._project(number)

    def parties(self) -> dict[str, list[_Record]]:
        """The borough's part of the settings."""
        names = [f"{self.name} {group} Group" for group in _GROUPS]
        groups = [
            {"id": body, "name": name, "kind": "management-group", "parent": self.board, "since": "2008-04"}
            for body, name in zip(self.bodies, names, strict=True)
        ]
        council = f"{self.slug}-council"
        return {
            "organisations": [
                {"id": f"{self.slug}-{_slug(what)}", "name": f"{self.name} {what}"} for what in _ORGANISATIONS
            ],
            "roles": [
                {"id": f"{self.slug}-{_slug(post)}", "name": f"{self.name} {post}", "organisation": council}
                for post in _POSTS
            ],
            "bodies": [{"id": self.board, "name": f"{self.name} Board", "kind": "board", "since": "2003-05"}, *groups],
        }

    def _indicator(self, number: int) -> _Record:
        random = self.random
        subject = random.choice(_SUBJECTS)
        unit = random.choice(_UNITS)
        better = random.choice(("higher", "lower"))
        basis = "points" if number % 20 == 0 else "relative"
        record: _Record = {
            "id": f"{self.slug}-ni-{number}",
            "code": f"NI {self.index * 200 + number}",
            "title": f"{self.name}: {subject}, measure {number}",
            "source": {"document": "Local Area Agreement, annex of indicators", "line": number},
            "unit": unit,
            "decimals": 1,
            "better": better,
            "priority": random.choice(_PRIORITIES),
            "schemes": random.sample(_SCHEMES, random.randint(1, 2)),
            "leads": [self._owner()],
        }
        if number % 10 == 0:
            record["seasonal"] = True
        if basis == "points":
            record["thresholds"] = {"basis": "points", "at_least": [limit for _, limit in _LEVELS]}
        figures = self._figures(random.randint(8, 20), is_awaited=number % 15 == 0)
        record["figures"] = {_quarter(quarter): figure for quarter, figure in figures.items()}
        back = 4 if number % 10 == 0 else 1
        record["assessments"] = {
            _quarter(quarter): self._assessment(figures, quarter, back, better, basis) for quarter in figures
        }
        return record

    def _figures(self, count: int, *, is_awaited: bool) -> dict[int, _Record]:
        """Figures that vary at random, with targets that change once in four quarters."""
        random = self.random
        level = random.uniform(30, 60)
        figures: dict[int, _Record] = {}
        target = _tenths(level)
        for quarter in range(_LAST_QUARTER - count + 1, _LAST_QUARTER + 1):
            if quarter % 4 == 1:
                target = _tenths(level * random.uniform(0.97, 1.03))
            level = min(max(level * random.uniform(0.95, 1.06), 20), 90)
            figures[quarter] = {"actual": _tenths(level), "target": target}
        if random.random() < 0.2:
            figures[_LAST_QUARTER]["status"] = "provisional"
        if is_awaited:
            figures[_LAST_QUARTER] = {"target": target, "status": "awaited"}
        return figures

    def _assessment(self, figures: dict[int, _Record], quarter: int, back: int, better: str, basis: str) -> _Record:
        carried_from = quarter - ("actual" not in figures[quarter])
        figure, earlier = figures[carried_from], figures.get(carried_from - back)
        assessment = {"rag": _rag(figure["actual"], figure["target"], better, basis)}
        if earlier:
            assessment["direction"] = _direction(earlier["actual"], figure["actual"])
        if carried_from != quarter:
            assessment["as_at"] = _quarter(carried_from)
        first, second, third = self.random.sample(_REASONS, 3)
        words = f"In {_quarter(quarter).replace('-', ' ')} {first}, and {second}"
        assessment["comment"] = f"{words}. Besides, {third}; {self.random.choice(_OUTLOOKS)}."
        return assessment

    def _plan(self, number: int) -> _Record:
        subject = self.random.choice(_SUBJECTS)
        return {
            "id": f"{self.slug}-plan-{number}",
            "title": f"{self.name} delivery plan {number}: {subject}",
            "body": self.bodies[number % len(self.bodies)],
            "period": "2010/11",
            "levels": ["Workstream", "Aim"],
            "aims": [
                {
                    "id": f"w{stream}",
                    "number": str(stream),
                    "title": f"Workstream {stream}, {self.random.choice(_SUBJECTS)}",
                    "aims": [self._aim(number, stream, index) for index in range(1, 5)],
                }
                for stream in range(1, 4)
            ],
        }

    def _aim(self, plan: int, stream: int, index: int) -> _Record:
        # The last aim of a workstream has the late actions, so it has no indicator: a green one would be a warning.
        is_behind = index == 4
        aim: _Record = {
            "id": f"w{stream}-{index}",
            "number": f"{stream}.{index}",
            "title": self._sentence("Better results for"),
            "priority": self.random.choice(_PRIORITIES),
            "leads": [self._owner()],
            "partners": [self._owner(), self._owner()],
            "objectives": [self._sentence("To improve"), self._sentence("To widen access to")],
        }
        if not is_behind:
            aim["indicators"] = [f"{self.slug}-ni-{self.random.randint(1, 200)}" for _ in range(3)]
        aim["measures"] = [self._measure(f"w{stream}-{index}-m1")]
        aim["related_plans"] = [{"title": "Sustainable Community Strategy", "status": "agreed"}]
        if plan > 1:
            aim["related_plans"].append({"title": "The plan before it", "plan": f"{self.slug}-plan-{plan - 1}"})
        aim["actions"] = [
            self._action(f"w{stream}-{index}-a{count}", is_late=is_behind and count < 3) for count in range(1, 6)
        ]
        if index > 1:
            aim["actions"][4]["depends_on"] = [f"w{stream}-{index - 1}-a1"]
        return aim

    def _measure(self, measure_id: str) -> _Record:
        baseline = _tenths(self.random.uniform(30, 60))
        return {
            "id": measure_id,
            "text": self._sentence("More of"),
            "comparator": "at-least",
            "baseline": {"value": baseline, "at": "2009/10"},
            "target": baseline + 5,
            "unit": "%",
            "by": "2011-03",
            "indicator": f"{self.slug}-ni-{self.random.randint(1, 200)}",
        }

    def _action(self, action_id: str, *, is_late: bool = False) -> _Record:
        random = self.random
        status = "in-progress" if is_late else random.choice(("open", "in-progress", "in-progress", "complete"))
        # The last action of an aim depends on one that may not be complete, so it stays open.
        if action_id.endswith("a5"):
            status = "open"
        action: _Record = {
            "id": action_id,
            "text": self._words(),
            "owners": [{**self._owner_with_role(), "lead": True}, self._owner()],
            "start": "2010-04",
            "due": "2010-06" if is_late else f"2011-{random.randint(1, 3):02}",
            "status": status,
        }
        if status == "complete":
            action |= {"completed": "2010-08", "rag": "HG", "progress": 100}
        elif status == "in-progress":
            action |= {"rag": "LR" if is_late else random.choice(("LG", "A")), "progress": random.randint(1, 9) * 10}
        if not is_late and random.random() < 0.3:
            action["first_due"] = "2010-12"
            action["revisions"] = [{"due": action["due"], "on": "2010-05-24", "reason": random.choice(_REASONS)}]
        if status != "open":
            action["updates"] = [{"on": day, "text": self._words()} for day in ("2010-05", "2010-07")]
        return action

    def _register(self, number: int) -> _Record:
        body = self.bodies[number]
        return {
            "id": f"{body}-risks",
            "title": f"Risk register of the {self.name} {_GROUPS[number]} Group",
            "body": body,
            "risks": [self._risk(number, index) for index in range(1, 21)],
        }

    def _risk(self, register: int, index: int) -> _Record:
        random = self.random
        ratings: _Record = {}
        last = ""
        for quarter in range(_LAST_QUARTER - 4, _LAST_QUARTER + 1):
            rating = random.choice(_RATINGS)
            ratings[_quarter(quarter)] = {"rating": rating}
            if last and rating != last:
                ratings[_quarter(quarter)]["reason"] = f"{random.choice(_REASONS).capitalize()}."
            last = rating
        return {
            "id": f"r{index}",
            "number": str(index),
            "title": f"{self.name} cannot keep up {random.choice(_SUBJECTS)} ({register + 1}.{index})",
            "description": self._words(),
            "owners": [self._owner()],
            "ratings": ratings,
            "controls": [self._words(), self._words()],
            "planned_controls": [self._words()],
            "shared_with": [self.bodies[register - 1]],
            "theme": random.choice(("funding", "capacity", "data")),
        }

    def _meeting(self, number: int) -> _Record:
        day = f"20{9 + number // 6:02}-{number % 6 * 2 + 1:02}-24"
        return {
            "id": f"{self.slug}-meeting-{number}",
            "title": f"{self.name} Board, {day}",
            "body": self.board,
            "on": day,
            "actions": [
                {
                    **self._action(f"a{index}"),
                    "outcome": {"text": self._words(), "answers": True},
                    "open_questions": [f"Who answers for {self.random.choice(_SUBJECTS)}?"],
                }
                for index in range(1, 5)
            ],
        }

    def _paper(self, quarter: int) -> _Record:
        text = _quarter(quarter)
        return {
            "id": f"{self.slug}-report-{text.lower()}",
            "title": f"{self.name} Performance Report",
            "report": "morning-report",
            "body": self.board,
            "quarter": text,
            "previous_meetings": [f"{self.slug}-meeting-{self.random.randrange(8)}"],
            "sections": [
                {"id": "introduction", "title": "Introduction", "part": "introduction", "content": self._content(2)},
                *(
                    {
                        "id": priority,
                        "title": priority.capitalize(),
                        "part": "priorities",
                        "priority": priority,
                        "content": [*self._content(3), {"action": self._action(f"{priority}-action")}],
                    }
                    for priority in _PRIORITIES
                ),
                {
                    "id": "other",
                    "title": "Other indicators",
                    "part": "other",
                    "content": [
                        {"indicators": [f"{self.slug}-ni-{number}" for number in range(1, 6)]},
                        {
                            "series": {
                                "indicators": [f"{self.slug}-ni-{number}" for number in range(6, 12)],
                                "periods": [_quarter(quarter - back) for back in (3, 2, 1, 0)],
                            }
                        },
                        {"project": f"{self.slug}-project-1"},
                    ],
                },
            ],
        }

    def _content(self, paragraphs: int) -> list[_Record]:
        return [{"text": " ".join(self._words() for _ in range(4))} for _ in range(paragraphs)]

    def _project(self, number: int) -> _Record:
        return {
            "id": f"{self.slug}-project-{number}",
            "title": f"{self.name} project {number}",
            "programme": "Better Deal",
            "priority": self.random.choice(_PRIORITIES),
            "body": self.board,
            "sponsor": [self._owner()],
            "leads": [self._owner()],
            "grant": f"{self.slug}-grant-{number}",
            "milestones": [{"id": "start", "text": self._words(), "due": "2010-12"}],
            "updates": {_quarter(_LAST_QUARTER - back): self._words() for back in (3, 2, 1, 0)},
        }

    def _grant(self, number: int) -> _Record:
        return {
            "id": f"{self.slug}-grant-{number}",
            "title": f"{self.name} reward grant {number}",
            "leads": [self._owner()],
            "body": self.board,
            "agreed": "2009-04-01",
            "award": 80000,
            "first_return": "Q1-2009",
            "last_return": "Q4-2010",
            "returns": {
                _quarter(_LAST_QUARTER - back): {
                    "received": f"{2009 + (back == 0)}-07",
                    "forecast_spend": 10000,
                    "actual_spend": self.random.randint(8000, 10000),
                    "evidence": "ledger extract",
                    "outputs": [{"text": self._sentence("More of"), "forecast": 40, "actual": 38}],
                }
                for back in (3, 2, 1, 0)
            },
        }

    def _owner(self) -> str:
        return f"{self.name} {self.random.choice((*_ORGANISATIONS, *_POSTS))}"

    def _owner_with_role(self) -> _Record:
        return {"who": f"{self.name} {self.random.choice(_ORGANISATIONS)}", "role": self.random.choice(_POSTS)}

    def _sentence(self, beginning: str) -> str:
        return f"{beginning} {self.random.choice(_SUBJECTS)} in {self.name}"

    def _words(self) -> str:
        random = self.random
        first, second = random.sample(_OBJECTS, 2)
        what = f"{random.choice(_VERBS).capitalize()} {first} and {random.choice(_VERBS)} {second}"
        return f"{what}, because {random.choice(_REASONS)}; {random.choice(_OUTLOOKS)}."


def _settings(boroughs: list[_Borough]) -> _Record:
    parties: dict[str, list[_Record]] = {"organisations": [], "roles": [], "bodies": []}
    for borough in boroughs:
        for key, listed in borough.parties().items():
            parties[key].extend(listed)
    likely, unlikely = "red red amber green", "green green green green"
    cells = (likely, likely, likely, "amber amber green green", "amber green green green", unlikely)
    return {
        "id": "partnership",
        "name": "The Partnership",
        "calendar": {"year_starts": 4},
        "rag": {
            "basis": "relative",
            "levels": [
                {"code": "HG", "name": "High Green", "colour": "green", "at_least": 5},
                {"code": "LG", "name": "Low Green", "colour": "green", "at_least": 0},
                {"code": "A", "name": "Amber", "colour": "amber", "at_least": -5, "exception": True},
                {"code": "LR", "name": "Low Red", "colour": "red", "at_least": -10, "exception": True},
                {"code": "HR", "name": "High Red", "colour": "red", "exception": True},
            ],
        },
        "risk_matrix": {
            "likelihood": [{"code": code, "name": f"Likelihood {code}"} for code in "ABCDEF"],
            "impact": [{"code": code, "name": f"Impact {code}"} for code in "1234"],
            "zones": [
                {"id": "red", "name": "Red", "red": True},
                {"id": "amber", "name": "Amber"},
                {"id": "green", "name": "Green"},
            ],
            "cells": {
                code: dict(zip((1, 2, 3, 4), row.split(), strict=True))
                for code, row in zip("ABCDEF", cells, strict=True)
            },
        },
        "exceptions": {"schemes": ["laa"], "priorities": list(_PRIORITIES)},
        "priorities": [{"id": priority, "title": priority.capitalize()} for priority in _PRIORITIES],
        "schemes": [{"id": scheme, "title": scheme.capitalize()} for scheme in _SCHEMES],
        **parties,
        "risk_themes": [{"id": theme, "title": theme.capitalize()} for theme in ("funding", "capacity", "data")],
    }


def _name(index: int) -> str:
    beginnings = ("Ash", "Beck", "Cold", "Dun", "Elm", "Fern", "Glen", "Hart", "Kel", "Lang")
    endings = ("ford", "ham", "bury", "wick", "ton", "stead", "mere", "field", "combe", "well")
    again, place = divmod(index, 100)
    name = beginnings[place // 10] + endings[place % 10]
    return f"{name} {again + 1}" if again else name


def _slug(words: str) -> str:
    return words.lower().replace(" ", "-")


def _quarter(counted: int) -> str:
    """`Q1-2010`, from the number of a quarter: four times the year, plus 0 for Q1 to 3 for Q4."""
    return f"Q{counted % 4 + 1}-{counted // 4}"


def _tenths(number: float) -> Decimal:
    return Decimal(round(number * 10)) / 10


def _rag(actual: Decimal, target: Decimal, better: str, basis: str) -> str:
    away = actual - target if better == "higher" else target - actual
    if basis == "relative":
        away = away * 100 / target
    return next((code for code, limit in _LEVELS if away >= limit), "HR")


def _direction(before: Decimal, now: Decimal) -> str:
    return "same" if now == before else "up" if now > before else "down"


# Writing: short lists and mappings on one line and long texts as blocks, as people write them.

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ./()'-]*|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{4}/[0-9]{2}")
_WIDTH = 100


def as_yaml(record: _Record) -> str:
    return "\n".join(_mapping(record)) + "\n"


def _mapping(record: _Record) -> Iterator[str]:
    for key, value in record.items():
        if _is_long(value):
            yield f"{key}: |"
            yield from (f"  {line}" for line in wrap(value, _WIDTH))
        elif (flat := _flat(value)) is not None:
            yield f"{key}: {flat}"
        else:
            yield f"{key}:"
            yield from (f"  {line}" for line in (_mapping(value) if isinstance(value, dict) else _items(value)))


def _items(values: list[Any]) -> Iterator[str]:
    for value in values:
        if _is_long(value):
            yield "- |"
            yield from (f"  {line}" for line in wrap(value, _WIDTH))
        elif (flat := _flat(value)) is not None:
            yield f"- {flat}"
        else:
            first, *others = _mapping(value)
            yield f"- {first}"
            yield from (f"  {line}" for line in others)


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > _WIDTH


def _flat(value: Any) -> str | None:
    """A value on one line; None if it is too long, or if people would not write it on one line."""
    if isinstance(value, dict):
        inside = [_flat(item) for item in value.values() if not isinstance(item, dict)]
        if len(inside) < len(value) or None in inside:
            return None
        line = "{" + ", ".join(f"{key}: {item}" for key, item in zip(value, inside, strict=True)) + "}"
        return line if len(line) <= _WIDTH - 20 else None
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value) or any(_is_long(item) for item in value):
            return None
        line = "[" + ", ".join(filter(None, map(_flat, value))) + "]"
        return line if len(line) <= _WIDTH else None
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and not _PLAIN.fullmatch(value):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a workspace to measure with.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--boroughs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    if (given.folder / "data").exists():
        sys.exit(f"{given.folder} already contains records")
    write_workspace(given.folder, given.boroughs, given.seed)


if __name__ == "__main__":
    main()
