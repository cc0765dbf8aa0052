"""`hsp diff` on a screen."""

from hsp_cli.analysis.plan_changes.change import ChangeClass
from hsp_cli.cli.diff_formats.answer import Answer, called, title
from hsp_cli.cli.screen import Screen
from hsp_cli.wording.counts import counted
from hsp_cli.wording.two_versions import reformatted_text


def show(out: Screen, answer: Answer, *, everything: bool) -> None:
    """Write the changes class by class. Administrative ones are counted, unless `everything` is asked for."""
    for line in answer.head_lines():
        out.item(line)
    out.item(answer.counts)
    if answer.versions.not_compared:
        out.write()
        out.put(out.styled("Not compared", "red"), f" ({len(answer.versions.not_compared)})")
        for path, version in answer.versions.not_compared:
            out.item(f"{path}: cannot be read as a record in {called(version)}")
    for change_class, number in answer.found.counts.items():
        if change_class is not ChangeClass.ADMINISTRATIVE or everything:
            _class(out, answer, change_class, number)
    _folded(out, answer, everything=everything)


def _class(out: Screen, answer: Answer, change_class: ChangeClass, number: int) -> None:
    out.write()
    out.put(out.styled(change_class.heading, "bold"), f" ({number:,})")
    for changes in answer.by_record(change_class):
        told = [text for change in changes for text in (change.what, "; ".join(change.notes)) if text]
        places = ", ".join(dict.fromkeys(map(answer.place, changes)))
        out.entry(title(changes[0]), told[0], f"{changes[0].placed.address}  {places}", *told[1:])


def _folded(out: Screen, answer: Answer, *, everything: bool) -> None:
    """How much is administrative, and how to see it."""
    administrative = answer.found.of(ChangeClass.ADMINISTRATIVE)
    files = answer.found.reformatted
    if administrative and not everything:
        out.write()
        out.item(f"Not listed: {counted(len(administrative), 'administrative change')} (add --all).")
    if files:
        out.write()
        out.item(f"{reformatted_text(len(files))}{':' if everything else '.'}")
        for path in files if everything else ():
            out.item(path)
