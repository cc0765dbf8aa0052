"""From a sheet to the plan of an import: anybody's sheet by its mapping, or a sheet of hsp that came back."""

from collections.abc import Mapping as MappingOf
from datetime import date
from typing import NamedTuple

from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Sheet
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.incoming.actions import plan_actions, plan_updates
from hsp_cli.exchange.incoming.changes import Plan
from hsp_cli.exchange.incoming.indicators import plan_indicators
from hsp_cli.exchange.incoming.keys import MappedKind
from hsp_cli.exchange.incoming.mapped_records import MappedRecord, Refused
from hsp_cli.exchange.incoming.mapping import Into, Mapping, NewRecords
from hsp_cli.exchange.incoming.names import Names
from hsp_cli.exchange.incoming.returned import ReturnedSheet
from hsp_cli.exchange.incoming.risks import plan_ratings, plan_risks
from hsp_cli.exchange.incoming.rows import MappedSheet, read_rows


class Import(NamedTuple):
    """A sheet as it was read, and what an import of it does."""

    read: MappedSheet
    plan: Plan

    @property
    def refused_rows(self) -> list[int]:
        """The rows that are not taken, in order."""
        return sorted({refused.row for refused in self.plan.refused})

    @property
    def held(self) -> int:
        """How many rows are taken: they make or change a record, or say what is recorded."""
        return self.read.read - len(self.read.skipped) - len(self.refused_rows)


def plan_import(
    mapping: Mapping, sheet: Sheet, workspace: Workspace, as_of: date, better: MappingOf[str, str]
) -> Import:
    """What an import of a sheet does. RequestRefused if the sheet or the workspace lacks what the mapping names."""
    _refuse_unmade_file(mapping.into or Into(), workspace)
    read = read_rows(mapping, sheet, workspace.partnership.calendar)
    names, plan = Names(workspace, mapping.new_owners), Plan(refused=list(read.refused))
    match mapping.records:
        case MappedKind.INDICATORS:
            plan_indicators(read.records, names, as_of, plan, mapping.new_records, better)
            known = {record.id for record in read.records}
            plan.not_in_sheet += [one for one in workspace.indicators if one not in known]
        case MappedKind.ACTIONS:
            plan_actions(read.records, mapping, names, as_of, plan)
        case MappedKind.UPDATES:
            plan_updates(read.records, names, as_of, plan)
        case MappedKind.RISKS:
            plan_risks(read.records, mapping, names, plan)
    if edits := names.edits:
        plan.edit(workspace.settings.place.path, edits)
    in_sheet = {one.id for one in plan.refused}
    plan.not_in_sheet = [one for one in plan.not_in_sheet if one.rpartition("/")[2] not in in_sheet]
    plan.refused.sort(key=lambda one: (one.row, one.column or 0))
    return Import(read, plan)


def _refuse_unmade_file(into: Into, workspace: Workspace) -> None:
    """RequestRefused if the file that the records go into does not exist, and the mapping does not say what it is."""
    if into.plan and into.plan not in workspace.plans and not into.title:
        raise RequestRefused(f"there is no plan {into.plan}", "to make it, give its `title` in `into`")
    if into.risk_register and into.risk_register not in workspace.registers and not (into.title and into.body):
        raise RequestRefused(
            f"there is no register {into.risk_register}", "to make it, give its `title` and `body` in `into`"
        )


def plan_returned(found: ReturnedSheet, workspace: Workspace, as_of: date) -> Plan:
    """What an import of a returned sheet does with the cells that were filled in and do not conflict."""
    names, plan = Names(workspace), Plan(refused=list(found.refused))
    records = list(found.records.values())
    match found.origin.table.name:
        case "actions":
            for record in records:
                _refuse_reason_alone(record, plan)
            plan_updates(records, names, as_of, plan)
        case "risks":
            plan_ratings(records, names, plan)
        case _:
            plan_indicators(records, names, as_of, plan, NewRecords.REFUSE)
    plan.refused.sort(key=lambda one: (one.row, one.column or 0))
    return plan


def _refuse_reason_alone(record: MappedRecord, plan: Plan) -> None:
    """Refuse the reason for a new deadline without the deadline."""
    if "move_reason" in record.values and "due" not in record.values:
        given = record.values.pop("move_reason")
        plan.refused.append(
            Refused(given.row, given.column, "it is the reason for a new deadline, and there is none", record.id)
        )
