from hsp_cli.analysis.due import due_items
from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.open_actions import is_raised_by
from hsp_cli.domain.address import Address
from hsp_cli.site.site import Site


def _asked(site: Site, filters: Filters) -> list[Address]:
    """The addresses of what `hsp due` finds and what had been raised, the oldest deadline first."""
    found = due_items(site.workspace, site.as_of, filters)
    placed = [item.placed for items in found.by_status.values() for item in items]
    return sorted(one.address for one in placed if is_raised_by(site.workspace, one, site.as_of))


def test_the_lists_of_a_body_and_of_a_priority_are_those_of_the_commands(harrow: Site) -> None:
    everything = sorted(item.placed.address for item in harrow.scheduled.own)
    assert everything == _asked(harrow, Filters())
    for body in harrow.settings.bodies:
        here = sorted(item.placed.address for item in harrow.scheduled.by_body.get(body.id, ()))
        assert here == _asked(harrow, Filters(body=body.id)), body.id
    for priority in harrow.settings.priorities:
        here = sorted(item.placed.address for item in harrow.scheduled.by_priority.get(priority.id, ()))
        assert here == _asked(harrow, Filters(priority=priority.id)), priority.id
