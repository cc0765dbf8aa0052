"""The files of papers: where they go, in which formats, and how they are written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused
from hsp_cli.publishing.formats import FORMATS, MARKDOWN, Format, format_by_ending
from hsp_cli.wording.counts import plural
from hsp_cli.wording.sentences import joined

if TYPE_CHECKING:
    from hsp_cli.domain.request import FormatRefused
    from hsp_cli.papers.request import PaperRequest
    from hsp_cli.publishing.pack import MadePaper
    from hsp_cli.publishing.paper import Made

NAMES = tuple(one.name for one in FORMATS)
"""The names of the formats, as `--format` takes them."""


class Target(NamedTuple):
    """Where the papers go: a file, a folder, or the screen if there is no output. A folder takes several formats."""

    output: Path | None
    is_folder: bool
    formats: tuple[Format, ...]

    def path_of(self, request: "PaperRequest", format: Format) -> Path:
        """The file of a paper in a format, if the papers do not go to the screen."""
        assert self.output is not None
        return self.output / f"{request.file_name}{format.ending}" if self.is_folder else self.output


def target_of(root: str, output: Path | None, names: Sequence[str], *, into_folder: bool) -> Target:
    """Where papers go, and their formats: those that are named, or else that of the ending of the file, or Markdown.

    RequestRefused for an unknown format or one that does not go there, and for a place where no paper can be written.
    """
    asked = _formats_named(names)
    if output is None or str(output) == "-":
        return Target(None, is_folder=False, formats=_of_screen(asked))
    is_folder = into_folder or _is_folder(output) or not output.suffix
    formats = asked or (MARKDOWN,) if is_folder else (_of_file(root, output, asked),)
    if not _is_folder(output.parent):
        reason = f"cannot write {output}: there is no folder {output.parent}"
        raise RequestRefused(reason, "make it first, or choose another place: -o FILE")
    if into_folder and not _is_folder(output) and output.suffix.lower() in format_by_ending():
        hint = f"name a folder, and give the format with --format: -o {output.with_suffix('')}"
        raise RequestRefused(f"--all makes several files, and {output} is the name of one", hint)
    return Target(output, is_folder, formats)


def _formats_named(names: Sequence[str]) -> tuple[Format, ...]:
    """The formats with these names, each once."""
    by_name = {one.name: one for one in FORMATS}
    for name in names:
        if name not in by_name:
            raise RequestRefused(f"no paper can be made as {name!r}", f"the formats are {', '.join(NAMES)}")
    return tuple(by_name[name] for name in dict.fromkeys(names))


_SEVERAL = "several formats go into a folder: -o DIR"


def _of_screen(asked: tuple[Format, ...]) -> tuple[Format, ...]:
    if len(asked) > 1:
        raise RequestRefused("the screen takes one format", _SEVERAL)
    if asked and not asked[0].is_text:
        raise RequestRefused(f"{asked[0].called} cannot be shown on the screen", f"-o FILE{asked[0].ending}")
    return asked or (MARKDOWN,)


def _of_file(root: str, output: Path, asked: tuple[Format, ...]) -> Format:
    """The format of a file, by its ending, which must agree with what was asked for."""
    from hsp_cli.store.layout import is_read_as_record

    if is_read_as_record(root, str(output)):
        hint = "choose another place: -o FILE"
        raise RequestRefused(f"cannot write {output}: hsp would read it as a record", hint)
    found = format_by_ending().get(output.suffix.lower())
    if found is None:
        endings = ", ".join(format_by_ending())
        raise RequestRefused(f"no paper can be written as {output.suffix}", f"the formats are {endings}")
    if asked and asked != (found,):
        names = ", ".join(one.name for one in asked)
        hint = f"leave out --format, or write {output.with_suffix(asked[0].ending)}" if len(asked) == 1 else _SEVERAL
        raise RequestRefused(f"{output} has the ending of {found.name}, but --format says {names}", hint)
    return found


def deliver(session: Session, papers: "Sequence[tuple[PaperRequest, Format, Made]]", target: Target) -> None:
    """Write or show the papers. RequestRefused if a record has changed since it was read."""
    with _told_at_the_end(session) as told:
        _write(session, papers, target, told)


@contextmanager
def _told_at_the_end(session: Session) -> Iterator[list[str]]:
    """The lines that say what was written. They are printed last: if nobody reads them, all is written even so. After a
    failure they say what had been written.
    """
    told: list[str] = []
    try:
        yield told
    finally:
        for line in told if not session.quiet else ():
            session.err.write(line)


def _write(
    session: Session, papers: "Sequence[tuple[PaperRequest, Format, Made]]", target: Target, told: list[str]
) -> None:
    from hsp_cli.store.writing import check_target, write_atomically

    if changed := session.loaded.changed():
        raise RequestRefused(f"{changed[0]} has changed since it was read", "make the paper again")
    for request, format, made in papers:
        if target.output is None:
            session.out.write_raw(made.page.decode())
            if made.beside:
                told.append(f"not written: {', '.join(made.beside)}; `-o FILE` writes pictures beside the paper")
            continue
        path = target.path_of(request, format)
        check_target(path)
        # The pictures come first, so that no paper links one that is not there yet.
        for name, content in made.beside.items():
            write_atomically(path.parent / name, content)
        write_atomically(path, made.page)
        told.append(f"{request.quarter.label if request.quarter else request.name}: {path}")
        told += [f"  picture: {path.parent / name}" for name in made.beside]


def deliver_pack(
    session: Session, papers: "Sequence[MadePaper]", others: "Mapping[str, bytes]", target: Target
) -> None:
    """Write a pack: its papers, then the files beside them. Says which papers in the folder are not of this pack.

    RequestRefused for a redacted pack if there are such papers: they may have what is exempt, and be published with it.
    """
    files = [(paper.request, format, made) for paper in papers for format, made in paper.files.items()]
    written = {
        name for request, format, made in files for name in (f"{request.file_name}{format.ending}", *made.beside)
    }
    folder = target.output
    assert folder is not None
    foreign = ", ".join(_foreign(folder, {*written, *others}))
    if foreign and any(one.request.is_redacted for one in papers):
        reason = f"{folder} has papers that are not of this pack, and may not be for the public: {foreign}"
        raise RequestRefused(reason, "choose another folder: -o DIR")
    with _told_at_the_end(session) as told:
        _write(session, files, target, told)
        _write_beside(folder, others, told)
        if foreign:
            told.append(f"not of this pack, and left as they were: {foreign}")
    refused = [(one.request, format, reason) for one in papers for format, reason in one.refused.items()]
    show_not_made(session, ((target.path_of(request, format), reason) for request, format, reason in refused))


def show_not_made(session: Session, files: "Iterable[tuple[Path, FormatRefused]]") -> None:
    """Say which papers a format could not show. If there are any, the command ends with exit code 1."""
    found: dict[tuple[str, str], list[str]] = {}
    for path, refused in files:
        found.setdefault((refused.message, refused.hint), []).append(str(path))
    for (reason, hint), paths in found.items():
        session.err.error(f"{joined(paths)} {plural(len(paths), 'was', 'were')} not made: {reason}", hint)
    if found:
        raise Exit(1)


def _write_beside(folder: Path, others: "Mapping[str, bytes]", told: list[str]) -> None:
    from hsp_cli.store.writing import check_target, write_atomically

    for name, content in others.items():
        check_target(folder / name)
        write_atomically(folder / name, content)
        told.append(f"the pack: {folder / name}")


_ENDINGS = {*format_by_ending(), ".svg"}


def _foreign(folder: Path, written: set[str]) -> list[str]:
    """The papers and pictures in a folder that are not of the pack, such as those of an earlier one."""
    found = (path.name for path in folder.iterdir() if path.suffix.lower() in _ENDINGS) if _is_folder(folder) else ()
    return sorted(name for name in found if name not in written)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file system takes; the writing will say so
        return False
