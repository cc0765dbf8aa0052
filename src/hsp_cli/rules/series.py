"""Rules for series and files beside records: a value for each dimension, no figure twice, a file for one record."""

from collections.abc import Iterator

from hsp_cli.domain.beside import keys_beside
from hsp_cli.domain.file_index import Fact, FileIndex, WorkspaceIndex, place
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Record
from hsp_cli.domain.series import SeriesKey, key_of
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, collector, index_rule, rule


@rule("series-without-dimensions", hint="name under `dimensions` what the series differ in, such as [area]")
def series_without_dimensions(workspace: Workspace) -> Iterator[Problem]:
    """An indicator has series or observations, and no dimensions.

    The dimensions say what the series differ in, such as area or sex. Without them, hsp cannot tell one series from
    another.

    Example:

        observations: claimants-by-area.csv

    Way out: add the dimensions. The CSV file has a column for each.

        dimensions: [area]
        observations: claimants-by-area.csv
    """
    for indicator in workspace.indicators.values():
        record = indicator.record
        if not record.dimensions and (record.series or record.observations):
            key = "series" if record.series else "observations"
            words = f"{indicator.address} has {key}, but no dimensions"
            yield Problem(indicator.place.at(key), words, on_key=True)


@rule("series-not-of-dimensions", hint="give `of` a value for each dimension, and no other key")
def series_not_of_dimensions(workspace: Workspace) -> Iterator[Problem]:
    """A series does not have a value for each dimension of its indicator, or has one for something else.

    A series without a value for a dimension could be the total or a gap. If it is a total, say so with a value such as
    `all`.

    Example:

        dimensions: [area, sex]
        series:
          - of: {area: pinner}
            figures: {2011/12: {actual: 3}}

    Way out: give each dimension a value, or correct `dimensions`.

        - of: {area: pinner, sex: all}
    """
    for indicator in workspace.indicators.values():
        wanted = set(indicator.record.dimensions)
        for position, series in enumerate(indicator.record.series if wanted else ()):
            place = indicator.place.at("series", position, "of")
            missing = [dimension for dimension in indicator.record.dimensions if dimension not in series.of]
            if missing:
                yield Problem(place, f"the series has no value for {', '.join(missing)}", on_key=True)
            for other in series.of.keys() - wanted:
                yield Problem(place.at(other), f"`{other}` is not one of the dimensions", on_key=True)


@rule("duplicate-series", hint="keep one of the two figures")
def duplicate_series(workspace: Workspace) -> Iterator[Problem]:
    """A figure of a series is recorded twice for one period: in two entries of `series`, or in the CSV file as well.

    Only one of them can count, and the two may differ. This often happens when somebody adds a figure to the record
    that the file gets as well.

    Example:

        series:
          - of: {area: pinner}
            figures: {2011/12: {actual: 3}}
          - of: {area: pinner}
            figures: {2011/12: {actual: 4}}

    Way out: keep the right figure and delete the other.
    """
    for indicator in workspace.indicators.values():
        record = indicator.record
        observations = record.observations
        seen: dict[tuple[SeriesKey, Period], int] = {}
        for position, series in enumerate(record.series):
            if set(series.of) != set(record.dimensions):
                continue
            key = key_of(record, series.of)
            rows = observations.rows_by_series.get(key, ()) if observations else ()
            in_file = {observations.periods[row] for row in rows} if observations else set()
            for period in series.figures:
                first = seen.setdefault((key, period), position)
                if first != position or period in in_file:
                    where = (
                        observations.name if observations and first == position else f"entry {first + 1} of `series`"
                    )
                    words = f"the figure of {', '.join(key)} for {period.label} is in {where} too"
                    yield Problem(indicator.place.at("series", position, "figures", str(period)), words, on_key=True)


@index_rule("file-named-twice", hint="give each record a file of its own")
def file_named_twice(index: WorkspaceIndex) -> Iterator[Problem]:
    """Two records name the same file beside them.

    The figures of one would count as those of the other. This happens when somebody copies a record to start a new one,
    and leaves the name of the file as it was.

    Example:

        # claimants.yaml
        observations: claimants.csv
        # vacancies.yaml
        observations: claimants.csv

    Way out: put the figures of the second record in a file of its own, and name that.
    """
    first: dict[str, FileIndex] = {}
    for file, fact in index.facts("files-beside"):
        (path,) = fact.values
        if (other := first.setdefault(path, file)) is not file:
            name = path.rpartition("/")[2]
            yield Problem(place(file, fact), f"{name} belongs to {other.path}, which names it too")


@collector("files-beside")
def _files_beside(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """The path of each file beside a record."""
    record: Record = found.file.record
    for key in keys_beside(type(record)):
        if beside := getattr(record, key):
            yield Fact((key,), (beside.path,))
