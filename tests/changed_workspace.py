"""A small workspace in two versions, of July and of October 2010, with every change that `hsp changes` tells."""

from tests.workspaces import PARTNERSHIP

MATRIX = """\
risk_matrix:
  likelihood: [{code: C, name: Likely}, {code: D, name: Unlikely}]
  impact: [{code: "1", name: Major}, {code: "2", name: Minor}]
  zones: [{id: red, name: Red, red: true}, {id: amber, name: Amber}, {id: green, name: Green}]
  cells:
    C: {1: red, 2: amber}
    D: {1: amber, 2: green}
bodies: [{id: board, name: The Board}]
"""


def indicator(name: str, then: str, now: str = "", more: str = "") -> str:
    figures = "".join(f"  {quarter}: {figure}\n" for quarter, figure in (("Q1-2010", then), ("Q2-2010", now)) if figure)
    return f"id: {name}\ntitle: The {name}\nunit: people\nbetter: higher\n{more}figures:\n{figures}"


def figure(actual: int) -> str:
    return f"{{actual: {actual}, target: 100}}"


def plan(*actions: str) -> str:
    listed = "".join(f"  - {{{action}}}\n" for action in actions)
    return f"id: p\ntitle: The plan\naims:\n- id: a\n  title: The aim\n  actions:\n{listed}"


def register(*risks: str) -> str:
    return f"id: r\ntitle: Register\nbody: board\nrisks:\n{''.join(f'- {{{risk}}}{chr(10)}' for risk in risks)}"


THEN = {
    "data/partnership.yaml": PARTNERSHIP + MATRIX,
    "data/indicators/fell.yaml": indicator("fell", figure(100)),
    "data/indicators/rose.yaml": indicator("rose", figure(50)),
    "data/indicators/same.yaml": indicator("same", figure(95)),
    "data/indicators/late.yaml": indicator("late", figure(100)),
    "data/indicators/dropped.yaml": indicator("dropped", figure(100)),
    "data/plans/p.yaml": plan(
        "id: slips, text: Open the centre, due: 2010-09-30",
        "id: sooner, text: Close the yard, due: 2010-12-31",
        "id: done, text: Hire a manager, due: 2010-09-30",
        "id: stopped, text: Buy the barn, due: 2010-12-31",
        "id: lost, text: Paint the hall, due: 2010-12-31",
        "id: old, text: Sign the lease, due: 2010-06-30, status: complete",
        "id: again, text: Test the alarm, due: 2010-12-31, status: complete",
    ),
    "data/risks/r.yaml": register(
        "id: up, title: Money runs out, ratings: {Q1-2010: {rating: D2}}",
        "id: down, title: Staff leave, ratings: {Q1-2010: {rating: C1}}",
        "id: closed, title: The roof leaks, ratings: {Q1-2010: {rating: D2}}",
        "id: unrated, title: The lift fails, ratings: {Q1-2010: {rating: D2}}",
    ),
    "data/papers/q1.yaml": (
        "id: q1\ntitle: Quarterly report\nreport: morning-report\nbody: board\nquarter: Q1-2010\non: 2010-07-15\n"
    ),
}
NOW = {
    "data/indicators/fell.yaml": indicator("fell", figure(100), figure(80)),
    "data/indicators/rose.yaml": indicator("rose", figure(50), figure(120)),
    "data/indicators/same.yaml": indicator("same", figure(95), figure(95)),
    "data/indicators/late.yaml": indicator("late", figure(100), "{status: awaited}"),
    "data/indicators/added.yaml": indicator("added", "", figure(10)),
    "data/plans/p.yaml": plan(
        "id: slips, text: Open the centre, status: open, due: 2010-12-31, first_due: 2010-09-30, "
        "revisions: [{due: 2010-12-31, on: 2010-09-20, reason: No builder}]",
        "id: sooner, text: Close the yard, status: open, due: 2010-11-30, first_due: 2010-12-31, "
        "revisions: [{due: 2010-11-30, on: 2010-09-20}]",
        "id: done, text: Hire a manager, due: 2010-09-30, status: complete, completed: 2010-09-10",
        "id: stopped, text: Buy the barn, due: 2010-12-31, status: cancelled, reason: No money",
        "id: old, text: Sign the lease, due: 2010-06-30, status: complete",
        "id: again, text: Test the alarm, due: 2010-12-31, status: in-progress",
        "id: started, text: Plant a tree, due: 2011-03-31",
    ),
    "data/risks/r.yaml": register(
        "id: up, title: Money runs out, ratings: {Q1-2010: {rating: D2}, Q2-2010: {rating: C1}}",
        "id: down, title: Staff leave, ratings: {Q1-2010: {rating: C1}, Q2-2010: {rating: D1}}",
        "id: closed, title: The roof leaks, ratings: {Q1-2010: {rating: D2}}, closed: {on: 2010-08, reason: Mended}",
        "id: unrated, title: The lift fails, ratings: {Q1-2010: {rating: D2}}",
    ),
    "data/meetings/m.yaml": (
        "id: m\ntitle: Board meeting\nbody: board\non: 2010-09-01\nactions: [{id: x, text: Write to the Mayor}]\n"
    ),
}

GONE = ["data/indicators/dropped.yaml"]
"""The files that only the earlier version has."""
