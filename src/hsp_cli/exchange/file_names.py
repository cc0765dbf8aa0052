"""Names of files for the sheets of owners, safe on every system."""

import hashlib
import re
import unicodedata

from hsp_cli.domain.partnership import Partnership

_MOST_CHARACTERS = 40


def name_for_owner(table: str, owner: str, settings: Partnership) -> str:
    """The name of an owner's sheet, without its ending: `figures-ann-reed`.

    An owner whom the settings do not list has a name that no id can have, with a code of the whole name, so that two
    owners never share a sheet. Rows without an owner are in `figures--no-owner`.
    """
    if not owner:
        return f"{table}--no-owner"
    if any(party.id == owner for party in settings.parties()):
        return f"{table}-{owner}"
    plain = unicodedata.normalize("NFKD", owner).encode("ascii", "ignore").decode().lower()
    slug = re.sub("[^a-z0-9]+", "-", plain)[:_MOST_CHARACTERS].strip("-")
    code = hashlib.sha256(owner.encode()).hexdigest()[:8]
    return f"{table}--{slug or 'owner'}-{code}"
