"""Adds pictures to a Word document, each picture once."""

from itertools import count
from typing import Any


class Images:
    """The pictures of one document of python-docx.

    python-docx itself compares a new picture, and its relation, with every earlier one. That takes time that grows with
    the square of their number.
    """

    def __init__(self, word: Any) -> None:
        self._word = word
        self._relations: dict[bytes, str] = {}
        taken = {str(part.partname) for part in word.part.package.iter_parts()}
        self._names = (name for number in count(1) if (name := f"/word/media/image{number}.png") not in taken)

    def relation(self, png: bytes) -> str:
        """The relation of the document to a picture, by which the picture is shown."""
        if png not in self._relations:
            self._relations[png] = self._added(png)
        return self._relations[png]

    def _added(self, png: bytes) -> str:
        from docx.image.image import Image
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.parts.image import ImagePart

        part = ImagePart.from_image(Image.from_blob(png), PackURI(next(self._names)))
        name = f"picture{len(self._relations) + 1}"
        self._word.part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, name)
        return name
