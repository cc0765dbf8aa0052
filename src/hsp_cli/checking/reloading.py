"""Loads a workspace again after some of its files have changed. The other files are not read again."""

from hsp_cli.checking.loader import Loaded, Loader, assembled, load
from hsp_cli.store.file_reader import FileReading
from hsp_cli.store.files import signature_of
from hsp_cli.store.layout import PARTNERSHIP_FILE, data_files


def reloaded(before: Loaded) -> Loaded:
    """The workspace as it is on disk now, with its texts; `before` was loaded with its texts from the same folder.

    If the settings have changed, every file is read again, because periods depend on the partnership's calendar.
    RequestRefused if a folder cannot be read.
    """
    root = before.root
    files = data_files(root)
    loader = Loader(root)
    has_settings = any(file.path == PARTNERSHIP_FILE for file in files)
    if not has_settings or loader.settings.content_hash != before.loader.settings.content_hash:
        return load(root, keep_texts=True)
    known = {reading.file: reading for reading in before.readings if _is_unchanged(root, reading)}
    others = (file for file in files if file.path != PARTNERSHIP_FILE and not file.is_beside)
    return assembled(
        loader, files, [loader.settings, *(known.get(file) or loader.reader.read(file) for file in others)]
    )


def _is_unchanged(root: str, reading: FileReading) -> bool:
    """Whether a file and those beside it could be read, and are on disk as they were then."""
    return all(one.signature and one.signature == signature_of(f"{root}/{one.file.path}") for one in reading.all_files)
