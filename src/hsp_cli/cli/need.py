"""`hsp need`: where need is greatest, and which actions name these areas."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import ids
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Format, LayerId, OverlayId, question
from hsp_cli.cli.session import Session
from hsp_cli.domain.kind import Kind

if TYPE_CHECKING:
    from hsp_cli.analysis.need import AreaNeed, ProfileNeed, Work
    from hsp_cli.domain.workspace import Workspace


class NeedFailure(StrEnum):
    """Conditions for `--fail-on`, named as in the answer."""

    UNREACHED = "unreached"
    UNCONFIRMED = "unconfirmed"
    MISSING = "missing"


Profile = Annotated[
    str | None,
    typer.Argument(
        metavar="[PROFILE]",
        help="The id of a profile; may be left out if there is only one.",
        autocompletion=ids(files=(Kind.PROFILE,)),
    ),
]


@question
def run(
    session: Session,
    profile: Profile = None,
    layer: LayerId = None,
    overlay: OverlayId = None,
    fail_on: Annotated[
        list[NeedFailure] | None, typer.Option("--fail-on", help="Exit 1 if there is such an area.")
    ] = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """List the neediest areas, and the actions that name them.

    An area is listed by the number of layers in which it is in the worst quarter. With one layer, it is listed by its
    value. A missing figure never makes an area look better.
    """
    from hsp_cli.analysis.need import need_by_area, profile_called, subject_called

    workspace = session.workspace(allow_errors=allow_errors)
    placed = profile_called(workspace, profile)
    found = need_by_area(workspace, placed, session.as_of, subject_called(workspace, placed, layer, overlay))
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(found, workspace))
    else:
        _show(session, found, workspace)
    if any(getattr(found, failure) for failure in fail_on or ()):
        raise Exit(1)


def _show(session: Session, found: "ProfileNeed", workspace: "Workspace") -> None:
    from hsp_cli.wording.counts import counted
    from hsp_cli.wording.need import UNDECIDED

    out = session.out
    subject = f": {found.subject.record.title}" if found.subject else ""
    out.put(
        out.styled(f"{found.profile.record.title}{subject}", "bold"),
        f" ({counted(len(found.areas), 'area')}, {counted(len(found.layers), 'layer')})",
    )
    if found.profile.record.caveat:
        out.item(found.profile.record.caveat)
    if not found.areas or not found.layers:
        out.item(UNDECIDED)
        return
    if found.missing:
        missing = counted(len(found.missing), "area")
        out.item(f"Figures are missing in {missing}. Each rank is the highest that an area could have with them.")
    out.write()
    _areas(session, found, workspace)
    _reached(session, found)


def _areas(session: Session, found: "ProfileNeed", workspace: "Workspace") -> None:
    from hsp_cli.analysis.need import unit_of
    from hsp_cli.wording.need import rank_text, share_text, value_text

    out = session.out
    named_by = [_named_by(area) for area in found.areas]
    named = [(rank_text(area.rank, area.ties), area.placed.record.name) for area in found.areas]
    if len(found.layers) == 1:
        unit = unit_of(workspace, found.layers[0])
        values = [value_text(area.scores[0].value, unit) for area in found.areas]
        rows = [(*one, value, work) for one, value, work in zip(named, values, named_by, strict=True)]
        out.table(("Rank", "Area", "Value", "Recorded work"), rows)
        return
    shares = [share_text(len(area.worst), len(area.missing), len(area.scores)) for area in found.areas]
    layers = ["; ".join(score.layer.record.title for score in area.worst) for area in found.areas]
    heads = ("Rank", "Area", "In the worst quarter in", "Layers", "Recorded work")
    wide = [(*one, *facts) for one, *facts in zip(named, shares, layers, named_by, strict=True)]
    if out.has_room(heads, wide):
        out.table(heads, wide)
        return
    for area, (rank, name), share, each, work in zip(found.areas, named, shares, layers, named_by, strict=True):
        text = f"in the worst quarter in {share}{f': {each}' if each else ''}"
        out.entry(f"{rank} {name}", text, str(area.placed.address), f"recorded work: {work}" if area.work else work)


def _named_by(area: "AreaNeed") -> str:
    from hsp_cli.analysis.need import Reach
    from hsp_cli.wording.need import works_text

    counts = [sum(one.reach is reach for one in area.work) for reach in (Reach.OPEN, Reach.UNCONFIRMED, Reach.CLOSED)]
    return works_text(*counts)


def _reached(session: Session, found: "ProfileNeed") -> None:
    """The neediest areas with the work that names them, then work for wider areas and work without an area."""
    from hsp_cli.wording.need import NOT_NAMED, without_area_text, work_text

    out = session.out
    for heading, areas in (
        ("Neediest areas that no open action names", found.unreached),
        ("Neediest areas named only by work that is not known to be open", found.unconfirmed),
        ("Other neediest areas", found.reached),
    ):
        if areas:
            out.write()
            out.put(out.styled(heading, "bold"))
            for area in areas:
                out.item(area.placed.record.name)
                for one in area.work:
                    out.item(f"  {work_text(one.placed, one.reach)}")
                if not area.work:
                    out.item(f"  {NOT_NAMED}")
    if found.wider:
        out.write()
        out.put(out.styled("Work that names a wider area", "bold"))
        for one in found.wider:
            out.item(f"{one.area.record.name}: {work_text(one.placed, one.reach)}")
    if found.without_area:
        out.write()
        out.item(f"{without_area_text(len(found.without_area), found.every_work)}.")


def as_json(found: "ProfileNeed", workspace: "Workspace") -> dict[str, Any]:
    """`hsp need --format json`."""
    from hsp_cli.cli.json_values import inferred_values, owner_values

    profile = found.profile.record
    return {
        "profile": profile.id,
        "label": profile.title,
        "subject": found.subject.record.id if found.subject else None,
        "path": found.profile.place.path,
        "caveat": profile.caveat,
        "attribution": list(profile.attribution),
        "layers": [
            {
                "id": layer.record.id,
                "title": layer.record.title,
                "indicator": layer.record.indicator,
                "period": layer.record.period.text,
                "need": layer.record.need.value,
                "of": [{"dimension": name, "value": value} for name, value in layer.record.of.items()],
                **owner_values("holder", layer.record.holder, workspace),
                **inferred_values(layer.record),
            }
            for layer in found.layers
        ],
        "areas": [_area(area) for area in found.areas],
        "unreached": [area.placed.record.id for area in found.unreached],
        "unconfirmed": [area.placed.record.id for area in found.unconfirmed],
        "missing": [area.placed.record.id for area in found.missing],
        "wider": [{"area": one.area.record.id, **_work(one)} for one in found.wider],
        "without_area": len(found.without_area),
    }


def _area(area: "AreaNeed") -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values, number

    record = area.placed.record
    return {
        "id": record.id,
        "name": record.name,
        "code": record.code,
        "rank": area.rank,
        "ties": area.ties,
        "worst": len(area.worst),
        "missing": len(area.missing),
        "neediest": area.is_neediest,
        "layers": [
            {
                "id": score.layer.record.id,
                "value": number(score.value),
                "status": score.figure.status.value if score.figure else None,
                "rank": score.rank,
                "ties": score.ties,
                "worst": score.is_worst,
                "missing": score.is_missing,
            }
            for score in area.scores
        ],
        "actions": [_work(one) for one in area.work],
        "path": area.placed.place.path,
        **inferred_values(record),
    }


def _work(work: "Work") -> dict[str, Any]:
    return {
        "id": str(work.placed.address),
        "kind": work.placed.address.kind.value,
        "plan": work.placed.address.file_id,
        "text": work.placed.record.heading,
        "reach": work.reach.value,
        "path": work.placed.place.path,
    }
