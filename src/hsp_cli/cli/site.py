"""`hsp site`: the partnership as a site."""

from pathlib import Path
from typing import Annotated

import typer

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import Quarter, command
from hsp_cli.cli.paper_files import show_not_made
from hsp_cli.cli.redaction import warn_of_names
from hsp_cli.cli.session import Session
from hsp_cli.wording.counts import counted


@command
def run(
    session: Session,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Build the site in this folder.")],
    quarter: Quarter = None,
) -> None:
    """Build the partnership as a site of static pages.

    The folder can be put on any web server, or be read from disk. A second build writes only what has changed. Files in
    the folder that hsp did not make are left alone. Exempt records are left out. hsp builds no site while records have
    errors: a record that cannot be read may be exempt.
    """
    from hsp_cli.checking.checker import check_apart
    from hsp_cli.domain.finding import Severity
    from hsp_cli.publishing.formats import FORMATS
    from hsp_cli.site.building import build
    from hsp_cli.site.site import site_of

    session.keep_texts = True
    session.is_for_scripts = True
    workspace = session.workspace()
    asked = session.quarter_or_none(workspace, quarter)
    errors = [
        found for found in check_apart(session.loaded, session.as_of).diagnostics if found.severity is Severity.ERROR
    ]
    if errors:
        session.show_broken(errors, "no site is built while records are wrong")
        raise Exit(1)
    named = workspace.partnership.paper_formats
    formats = [one for one in FORMATS if one.name in named] if named else FORMATS
    site = site_of(
        session.loaded,
        workspace,
        asked,
        session.as_of,
        by_meeting=session.is_dated_today,
        formats=formats,
    )
    warn_of_names(session, workspace, site.redacted)
    built = build(site, output, processes=2)
    if not session.quiet:
        session.err.write(
            f"{output}: {counted(built.written, 'file')} written, {built.unchanged} unchanged, {built.removed} removed"
        )
    show_not_made(session, ((output / path, refused) for path, refused in sorted(built.not_made.items())))
