"""Rules for references: ids, codes and ratings that no record defines."""

from collections.abc import Iterator
from functools import cache

from hsp_cli.domain.file_index import FileIndex, WorkspaceIndex, place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.rag import StatedScale
from hsp_cli.domain.references import PARTS
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.references import describe, not_in_files, not_in_settings, suggestion, unknown
from hsp_cli.rules.support.registry import Problem, also_index_rule, index_rule, rule


@index_rule("unknown-indicator", hint="name an indicator by its id, the name of its file without .yaml")
def unknown_indicator(index: WorkspaceIndex) -> Iterator[Problem]:
    """A record names an indicator that no file defines.

    Its figures are then missing from every table and paper, and nobody notices until the meeting. Usually the id is
    misspelt, or somebody renamed the indicator's file but did not change the plans that use it.

    Example:

        aims:
          - id: obesity
            title: Reducing obesity
            indicators: [ni-550]     # the file is data/indicators/ni-55.yaml

    Way out: write the id of an indicator that exists (`hsp list indicators` shows them), or add its file under
    `data/indicators/`.
    """
    yield from not_in_files(index, Kind.INDICATOR)


@rule("unknown-priority", hint="list it under `priorities` in partnership.yaml, or use an id from there")
def unknown_priority(workspace: Workspace) -> Iterator[Problem]:
    """A record names a priority that the partnership does not have.

    Papers list records by priority. A record with an unlisted priority has no heading, so the paper could leave out an
    exception.

    Example:

        id: ni-126
        title: Early access for women to maternity services
        priority: helth-inequalities

    Way out: use one of the ids under `priorities` in `partnership.yaml`, or add the priority there.
    """
    yield from not_in_settings(workspace, Kind.PRIORITY)


@rule("unknown-scheme", hint="list it under `schemes` in partnership.yaml, or use an id from there")
def unknown_scheme(workspace: Workspace) -> Iterator[Problem]:
    """An indicator names a scheme that the partnership does not have.

    The exception report covers the indicators of named schemes. If the scheme is misspelt, the report leaves the
    indicator out, however poor its performance.

    Example:

        id: ni-192
        schemes: [LAA, vital-sings]

    Way out: use one of the ids under `schemes` in `partnership.yaml`, spelled as there, or add the scheme.
    """
    yield from not_in_settings(workspace, Kind.SCHEME)


@rule("unknown-body", hint="list it under `bodies` in partnership.yaml, or use an id from there")
def unknown_body(workspace: Workspace) -> Iterator[Problem]:
    """A record names a board, group or committee that the partnership does not list.

    Each plan, register, meeting and paper belongs to a body. `--body` and the papers select records by body, so they
    leave out a record of an unknown body.

    Example:

        id: ahw-risks
        title: Risks of the Adult Health and Wellbeing group
        body: adult-helth

    Way out: use one of the ids under `bodies` in `partnership.yaml`, or add the body there. If the body has closed,
    give its `until`. In `shared_with`, you can also use the id of the other register.
    """
    yield from not_in_settings(workspace, Kind.BODY)


@also_index_rule("unknown-body")
def _unknown_body_or_register(index: WorkspaceIndex) -> Iterator[Problem]:
    bodies = {body.id: None for body in index.settings.bodies}
    for file, reference in index.references(Kind.BODY, Kind.REGISTER):
        name = reference.name
        is_register = name in index.of(Kind.REGISTER) or index.has_unreadable(name, (Kind.REGISTER,))
        if name not in bodies and not is_register:
            what = f"body {name}, which partnership.yaml does not list"
            yield unknown(place(file, reference), reference.by, name, bodies, what)


@rule("unknown-organisation", hint="list it under `organisations` in partnership.yaml, or use an id from there")
def unknown_organisation(workspace: Workspace) -> Iterator[Problem]:
    """A person or a role names an organisation that the partnership does not list.

    Papers print the organisation of each person and role. If the name is unknown, papers leave the organisation out,
    and the organisation's own list of work is incomplete.

    Example:

        people:
          - id: dal-babu
            name: Dal Babu
            organisation: met-polis

    Way out: use one of the ids under `organisations` in `partnership.yaml`, or add the organisation there.
    """
    yield from not_in_settings(workspace, Kind.ORGANISATION)


@rule("unknown-theme", hint="list it under `risk_themes` in partnership.yaml, or use an id from there")
def unknown_theme(workspace: Workspace) -> Iterator[Problem]:
    """A risk names a common theme that the partnership does not list.

    A theme groups the risks that several registers share in different words. A risk with an unknown theme is missing
    from its group.

    Example:

        risks:
          - id: funding
            title: Reward funding is cut
            theme: fundng

    Way out: use one of the ids under `risk_themes` in `partnership.yaml`, or add the theme there.
    """
    yield from not_in_settings(workspace, Kind.THEME)


@index_rule("unknown-meeting", hint="name a meeting by its id, the name of its file without .yaml")
def unknown_meeting(index: WorkspaceIndex) -> Iterator[Problem]:
    """A paper reports back on a meeting that no file records.

    The table of previous actions lists the actions of these meetings. If the meeting is unknown, the table is empty and
    nobody follows up the actions.

    Example:

        id: morning-report-q1-2010
        previous_meetings: [hce-2010-05-42]

    Way out: write the id of a meeting that exists (`hsp list meetings` shows them), or add its file under
    `data/meetings/`.
    """
    yield from not_in_files(index, Kind.MEETING)


@index_rule(
    "unknown-plan", hint="name a plan by its id, the name of its file without .yaml; leave `plan` out if it has none"
)
def unknown_plan(index: WorkspaceIndex) -> Iterator[Problem]:
    """A related plan names a plan record that does not exist.

    A plan of another organisation needs only a title. `plan` means that its record is in this workspace, so readers
    expect to find it.

    Example:

        related_plans:
          - title: Community cohesion delivery plan
            plan: cohesoin

    Way out: write the id of a plan that exists (`hsp list plans` shows them), or remove the `plan` key.
    """
    yield from not_in_files(index, Kind.PLAN)


@index_rule(
    "unknown-subject",
    hint="name a plan, register, agreement, consultation or profile by its id, its file's name without .yaml",
)
def unknown_subject(index: WorkspaceIndex) -> Iterator[Problem]:
    """A paper is about a plan, register, agreement, consultation or profile that no file records.

    hsp cannot make the paper, because there is nothing to print. Usually somebody renamed the plan's file.

    Example:

        id: cohesion-progress
        report: action-plan
        about: cohesion-scrutny

    Way out: write the id of a plan (`hsp list plans`), of a register under `data/risks/`, of an agreement (`hsp list
    agreements`), of a consultation (`hsp list consultations`) or of a profile (`hsp list profiles`).
    """
    yield from not_in_files(index, Kind.PLAN, Kind.REGISTER, Kind.AGREEMENT, Kind.CONSULTATION, Kind.PROFILE)


@index_rule("unknown-project", hint="name a project by its id, the name of its file without .yaml")
def unknown_project(index: WorkspaceIndex) -> Iterator[Problem]:
    """A paper prints the update of a project that no file records.

    The paper has no update there, and the meeting receives no news of the project. Usually somebody renamed the
    project's file, or misspelt the id.

    Example:

        content:
          - project: join-intelligence-unit

    Way out: write the id of a project that exists (`hsp list projects` shows them), or add its file under
    `data/projects/`.
    """
    yield from not_in_files(index, Kind.PROJECT)


@index_rule("unknown-grant", hint="name a grant by its id, the name of its file without .yaml")
def unknown_grant(index: WorkspaceIndex) -> Iterator[Problem]:
    """A project names a grant that no file records.

    Spending and outputs are monitored by grant. If the grant does not exist, nobody monitors the project, and an
    overspend is discovered only at the end.

    Example:

        id: reablement
        grant: reward-grant-reablment

    Way out: write the id of a grant that exists (`hsp list grants` shows them), or add its file under
    `data/grants/`.
    """
    yield from not_in_files(index, Kind.GRANT)


@index_rule(
    "unknown-action", hint="name an action of the same file by its id, any other by its address, plan-id/action-id"
)
def unknown_action(index: WorkspaceIndex) -> Iterator[Problem]:
    """An action depends on an action that does not exist.

    A dependency names the action that must be done first. If that action does not exist, nobody learns that the first
    step is late, and the second step waits in vain.

    Example:

        actions:
          - id: a2
            text: Publish the strategy
            depends_on: [a11]        # the plan has a1 and a2

    Way out: write the action's id if it is in the same plan, meeting or paper. Otherwise write its address, such as
    `cohesion-scrutiny/r1-a3` (`hsp list actions` shows them).
    """
    known = cache(lambda: {str(address) for address in index.inside(Kind.ACTION)})
    for file, reference in index.references(Kind.ACTION):
        name = reference.name
        address = name if "/" in name else f"{file.id}/{name}"
        found = index.resolve(Kind.ACTION, name, file)
        if len(found) > 1:
            spellings = " or ".join(address.full for address in found)
            words = f"{reference.by} depends on {name}, which {len(found)} files have"
            yield Problem(place(file, reference), words, f"write {spellings}")
        elif not found and not index.has_unreadable(address.split("/")[-2], (Kind.PLAN, Kind.MEETING, Kind.PAPER)):
            words = f"{reference.by} depends on {name}, which no plan, meeting or paper has"
            yield Problem(place(file, reference), words, suggestion(address, known))


@index_rule(
    "unknown-part",
    hint="name a plan or project by its id, a part of one or a draft by its address: plan-id/action-id",
)
def unknown_part(index: WorkspaceIndex) -> Iterator[Problem]:
    """A consultation, a comment or an answer names a plan, or a part of one, that no file has.

    The answer to an accepted comment says which record was changed. If that record does not exist, nobody can check
    that the change was made. A comment on an unknown aim is counted under no aim.

    Example:

        comments:
          - id: c1
            text: Residents asked for repairs in the evening.
            about: homes-plan/repiars      # the aim is homes-plan/repairs

    Way out: write the id of a plan or project, or the address of an aim, action, measure, milestone or draft (`hsp list
    aims` shows those of aims). If it was renamed, use the new id.
    """
    inside = tuple(kind for kind in PARTS if not kind.has_files)
    kinds = tuple(kind for kind in PARTS if kind.has_files)
    files = [one for kind in kinds for one in index.of(kind).values()]
    named: dict[str, list[FileIndex]] = {}
    for one in files:
        named.setdefault(one.id, []).append(one)
        named.setdefault(one.address.full, []).append(one)
    known = cache(
        lambda: {
            **{one.id: None for one in files},
            **{str(address): None for kind in inside for address in index.inside(kind)},
        }
    )
    for file, reference in index.references(*PARTS):
        name = reference.name
        found = {address.full: None for kind in inside for address in index.resolve(kind, name, file)}
        found |= {one.address.full: None for one in named.get(name, ())}
        if len(found) > 1:
            words = f"{reference.by} names {name}, which {len(found)} files have"
            yield Problem(place(file, reference), words, f"write {' or '.join(found)}")
        elif not found and not index.has_unreadable(name.split("/")[-2:][0], (*kinds, Kind.CONSULTATION)):
            what = f"{name}, which is no plan or project, nor a part of one"
            yield unknown(place(file, reference), reference.by, name, known(), what)


@rule("unknown-draft", hint="name a draft of the same consultation by its id")
def unknown_draft(workspace: Workspace) -> Iterator[Problem]:
    """A comment names a draft that its consultation does not have.

    Nobody can tell then which version was commented on. A later draft may already have what the comment asks for.
    Usually the id is misspelt, or the draft was renamed.

    Example:

        drafts:
          - {id: second-draft, text: The second draft, due: 2026-06}
        comments:
          - {id: c1, text: Residents asked for benches., draft: draft-2}

    Way out: use the id of a draft under `drafts`, or add the draft there.
    """
    for reference in workspace.references(Kind.DRAFT):
        drafts = {draft.id: None for draft in workspace.file_of(reference.holder).record.drafts}
        if reference.name not in drafts:
            what = f"draft {reference.name}, which its consultation does not have"
            yield unknown(reference.place, str(reference.holder.address), reference.name, drafts, what)


@index_rule("unknown-area-set", hint="name a set of areas by its id, the name of its file without .yaml")
def unknown_area_set(index: WorkspaceIndex) -> Iterator[Problem]:
    """A profile names a set of areas that no file records.

    The profile then has no areas, so nobody can say where need is greatest. Usually the id is misspelt, or somebody
    renamed the set's file.

    Example:

        id: vitality
        areas: harrow-ward       # the file is data/areas/harrow-wards.yaml

    Way out: write the id of a set that exists (`hsp list area-sets` shows them), or add its file under `data/areas/`.
    """
    yield from not_in_files(index, Kind.AREA_SET)


@index_rule("unknown-area", hint="name an area by its id; add its set, set-id/area-id, if several sets have the id")
def unknown_area(index: WorkspaceIndex) -> Iterator[Problem]:
    """A record names an area that no set of areas has, or one that several sets have.

    `hsp need` says which actions name the neediest areas. It would leave this action out, and the area could stand
    there as one that no action names.

    Example:

        actions:
          - id: community-connects
            text: Deliver the action plan in two wards.
            areas: [roxeth, roxborne]      # the ward is roxbourne

    Way out: write the id of an area (`hsp list areas` shows them), or add the area to its set. If several sets have an
    area with this id, write the set too, such as `harrow-wards/edgware`.
    """
    known = cache(lambda: {address.id: None for address in index.inside(Kind.AREA)})
    for file, reference in index.references(Kind.AREA):
        name = reference.name
        found = index.areas_called(name, file)
        if len(found) > 1:
            spellings = " or ".join(map(str, found))
            words = f"{reference.by} names area {name}, which {len(found)} sets have"
            yield Problem(place(file, reference), words, f"write {spellings}")
        elif not found and not any(kind is Kind.AREA_SET for kind, _ in index.unreadable):
            what = f"area {name}, which no set of areas has"
            yield unknown(place(file, reference), reference.by, name, known(), what)


@rule("unknown-layer", hint="name a layer of the same profile by its id")
def unknown_layer(workspace: Workspace) -> Iterator[Problem]:
    """An overlay names a layer that its profile does not have.

    The overlay would show fewer layers than its title says. An area that has need in the missing layer would look
    better than it is. Usually somebody renamed the layer.

    Example:

        layers:
          - {id: child-poverty, title: Children in poverty, indicator: child-poverty, need: high, period: 2014}
        overlays:
          - {id: families, title: Families, layers: [child-povrety]}

    Way out: use one of the ids under `layers`, or add the layer there.
    """
    for reference in workspace.references(Kind.LAYER):
        profile = workspace.file_of(reference.holder)
        known = [layer.id for layer in profile.record.layers]
        if reference.name not in known:
            what = f"layer {reference.name}, which the profile does not have"
            yield unknown(reference.place, describe(reference.holder), reference.name, known, what)


@rule("unknown-rag", hint="use one of the codes of the scale in partnership.yaml")
def unknown_rag(workspace: Workspace) -> Iterator[Problem]:
    """A RAG rating is not one of the levels of the partnership's scale.

    Actions and aims have the scale under `action_rag`, if the settings have one. All other ratings have the one under
    `rag`.

    hsp does not know whether an unknown level is good or bad, so it can neither list an exception nor print the name.
    Codes are case-sensitive: `hr` is not `HR`.

    Example:

        assessments:
          Q1-2010: {rag: RH, direction: down}     # the scale has HG, LG, A, LR and HR

    Way out: use a code of the scale in `partnership.yaml`.
    """
    known, hint = _levels_of(workspace.partnership.rag)
    for indicator in workspace.indicators.values():
        for quarter, assessment in indicator.record.assessments.items():
            if assessment.rag and assessment.rag not in known:
                words = (
                    f"{indicator.address} is rated {assessment.rag} for {quarter.label}, which is no level of the scale"
                )
                yield Problem(indicator.place.at("assessments", str(quarter), "rag"), words, hint)
    known, hint = _levels_of(workspace.partnership.action_scale)
    for stated in workspace.rated:
        if stated.record.rag and stated.record.rag not in known:
            words = f"{stated.address} is rated {stated.record.rag}, which is no level of the scale"
            yield Problem(stated.place.at("rag"), words, hint)


def _levels_of(scale: StatedScale) -> tuple[set[str], str]:
    """The codes of a scale, and a hint that lists them; empty if the scale has none."""
    codes = [level.code for level in scale.levels]
    return set(codes), f"the levels are {', '.join(codes)}" if codes else ""


@rule("unknown-rating", hint="use a likelihood and an impact of the `risk_matrix` in partnership.yaml, such as C2")
def unknown_rating(workspace: Workspace) -> Iterator[Problem]:
    """A risk's rating is not a cell of the partnership's risk matrix.

    The matrix gives each rating a colour. A rating that is not in the matrix has none, so papers could leave out a red
    risk.

    Example:

        ratings:
          Q1-2010: {rating: G2}      # likelihoods run from A to F

    Way out: write a likelihood code followed by an impact code, as spelled in `risk_matrix` in `partnership.yaml`. If
    there is no `risk_matrix` yet, add it first: ratings have no meaning without one.
    """
    matrix = workspace.partnership.risk_matrix
    for risk in workspace.risks:
        for period, rating in risk.record.ratings.items():
            if matrix is None or matrix.split(rating.rating) is None:
                why = "is not on the risk matrix" if matrix else "means nothing: the partnership has no risk matrix"
                place = risk.place.at("ratings", str(period), "rating")
                yield Problem(place, f"the rating {rating.rating} of risk {risk.address} {why}")
