"""Which figures and comments of indicators every commit changed, from git."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from hsp_cli.checking.file_versions import FileVersions, Step
from hsp_cli.domain.address import Address
from hsp_cli.domain.figure_changes import SeenFigure, SeenFigureChange
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.plain_records import PlainRecord
from hsp_cli.store.earlier_files import is_shallow, refusal
from hsp_cli.store.git import GitFailed
from hsp_cli.store.layout import claimed_by


class _Version(NamedTuple):
    """What a version of an indicator says: its figures and its comments, each by the text of the period."""

    heading: str
    figures: Mapping[str, SeenFigure]
    comments: Mapping[str, str]


@dataclass
class SeenFigures:
    """What git and the disk show of figures and comments, by indicator and by period.

    `changes` has the changes of each figure that said something before, the oldest first. `comment_steps` and
    `figure_steps` have the number of the latest step that changed a comment or such a figure; a later step has a
    greater number. `provisional_since` is the day since which a figure has been provisional; None if that is not
    committed yet.
    """

    changes: dict[Address, dict[str, list[SeenFigureChange]]] = field(default_factory=dict)
    comment_steps: dict[tuple[Address, str], int] = field(default_factory=dict)
    figure_steps: dict[tuple[Address, str], int] = field(default_factory=dict)
    provisional_since: dict[tuple[Address, str], date | None] = field(default_factory=dict)
    begins: date | None = None
    commits: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)
    is_shallow: bool = False


def seen_figures(root: str, calendar: Calendar) -> SeenFigures:
    """What git saw of figures. RequestRefused with the reason if git does not say."""
    try:
        files = FileVersions(root)
        return _Reader(files, calendar).read()
    except GitFailed as failed:
        raise refusal(failed, root) from None


class _Reader:
    """Reads the indicators step by step, the oldest first."""

    def __init__(self, files: FileVersions, calendar: Calendar) -> None:
        self._files = files
        self._calendar = calendar
        self._periods: dict[str, str] = {}
        self._found = SeenFigures(begins=files.begins, commits=files.commits, is_shallow=is_shallow(files.root))

    def read(self) -> SeenFigures:
        indicators = (
            Step(step.commit, tuple(file for file in step.files if claimed_by(file.path) is Kind.INDICATOR))
            for step in reversed(self._files.steps)
        )
        steps = [step for step in indicators if step.files]
        versions = self._versions(steps)
        for number, step in enumerate(steps):
            self._step(step, number, versions)
        return self._found

    def _versions(self, steps: Sequence[Step]) -> dict[tuple[str, str], tuple[Address, _Version] | None]:
        """Each version of each file, by path and id. One that cannot be read says what the one before says."""
        made: dict[tuple[str, str], tuple[str | None, ...]] = {}
        commits: dict[tuple[str, str], str] = {}
        for step in steps:
            for file in step.files:
                for one in filter(None, file.before):
                    made.setdefault((file.path, one), ())
                if file.after:
                    made.setdefault((file.path, file.after), file.before)
                    commits.setdefault((file.path, file.after), step.commit.id if step.commit else "")
        found: dict[tuple[str, str], tuple[Address, _Version] | None] = {}
        for (path, one), content in zip(made, self._files.contents(one for _, one in made), strict=True):
            records = self._files.records_in(path, content)
            found[path, one] = self._version(next(iter(records.values()))) if records else None
            if not records:
                self._found.unread.append((path, commits.get((path, one), "")))
        for (path, one), before in made.items():
            if found[path, one] is None:
                known = (found.get((path, earlier)) for earlier in before if earlier)
                found[path, one] = next(filter(None, known), None)
        return found

    def _version(self, record: PlainRecord) -> tuple[Address, _Version]:
        figures = {self._period(key): _figure(value) for key, value in _items(record.data.get("figures"))}
        comments = {
            self._period(key): " ".join(value["comment"].split())
            for key, value in _items(record.data.get("assessments"))
            if isinstance(value, dict) and isinstance(value.get("comment"), str)
        }
        return record.address, _Version(record.heading, figures, comments)

    def _period(self, key: str) -> str:
        if key not in self._periods:
            try:
                self._periods[key] = Period.parse(key, self._calendar).text
            except ValueError:
                self._periods[key] = key
        return self._periods[key]

    def _step(
        self, step: Step, number: int, versions: Mapping[tuple[str, str], tuple[Address, _Version] | None]
    ) -> None:
        before: dict[Address, list[_Version]] = {}
        now: dict[Address, _Version] = {}
        for file in step.files:
            for one in filter(None, file.before):
                if known := versions[file.path, one]:
                    before.setdefault(known[0], []).append(known[1])
            if file.after and (known := versions[file.path, file.after]):
                now[known[0]] = known[1]
        self._rename(before, now)
        for address, version in now.items():
            self._compare(address, before.get(address, []), version, step, number)

    def _rename(self, before: dict[Address, list[_Version]], now: dict[Address, _Version]) -> None:
        """Follow an indicator to another id, if it is the only one that came or went with its title."""
        gone = [address for address in before if address not in now]
        new = [address for address in now if address not in before]
        for address in new:
            title = now[address].heading
            alike = [one for one in gone if title and before[one][0].heading == title]
            rivals = [one for one in new if now[one].heading == title]
            if len(alike) == len(rivals) == 1:
                (old,) = alike
                before[address] = before.pop(old)
                self._found.changes[address] = self._found.changes.pop(old, {})
                for steps in (self._found.comment_steps, self._found.figure_steps, self._found.provisional_since):
                    _carry_over(steps, old, address)

    def _compare(self, address: Address, befores: list[_Version], now: _Version, step: Step, number: int) -> None:
        found = self._found
        for quarter, comment in now.comments.items():
            if comment not in (one.comments.get(quarter) for one in befores):
                found.comment_steps[address, quarter] = number
        for period in dict.fromkeys((*now.figures, *(period for one in befores for period in one.figures))):
            figure = now.figures.get(period)
            was = [one.figures.get(period) for one in befores]
            day = step.commit.on if step.commit else None
            if figure is None or not figure.is_provisional:
                found.provisional_since.pop((address, period), None)
            elif not any(one and one.is_provisional for one in was):
                found.provisional_since[address, period] = day
            earlier = next((one for one in was if one and one.value is not None), None)
            values = [one.value if one else None for one in was]
            if earlier is None or (figure.value if figure else None) in values:
                continue
            changes = found.changes.setdefault(address, {}).setdefault(period, [])
            change = SeenFigureChange(earlier, figure, step.commit)
            is_in_order = not changes or (changes[-1].now.value if changes[-1].now else None) == earlier.value
            if is_in_order or not any((one.before, one.now) == (earlier, figure) for one in changes):
                changes.append(change)
            found.figure_steps[address, period] = number


def _carry_over(steps: dict[tuple[Address, str], Any], old: Address, new: Address) -> None:
    for address, period in [key for key in steps if key[0] == old]:
        steps[new, period] = steps.pop((address, period))


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    return ((str(key), one) for key, one in value.items()) if isinstance(value, dict) else iter(())


def _figure(data: Any) -> SeenFigure:
    """What plain data says of a figure. A figure that is awaited says nothing."""
    if not isinstance(data, dict) or data.get("status") == "awaited":
        return SeenFigure(None, is_provisional=False)
    number, parts = _number(data.get("actual")), [_number(data.get(key)) for key in ("numerator", "denominator")]
    value: Decimal | str | None = number
    if value is None and parts[0] is not None and parts[1] is not None:
        value = f"{parts[0]}/{parts[1]}"
    if value is None and isinstance(data.get("text"), str):
        value = " ".join(data["text"].split()) or None
    return SeenFigure(value, is_provisional=data.get("status") == "provisional")


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
