"""The file of a Word document: the same parts give the same bytes."""

import io
import zipfile
from typing import Any

_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can have. The real one would make each file different."""


def packed(word: Any) -> bytes:
    """The bytes of a document of python-docx."""
    saved, file = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # otherwise the file would say on which system it was made
            target.writestr(entry, parts.read(name))
    return file.getvalue()
