"""The address at which the partnership publishes its site."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from hsp_cli.domain.record import Text

_ADDRESS = r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~!$&'()*+,;=:@%-]*)*"


def _site_url(text: str) -> str:
    if not re.fullmatch(_ADDRESS, text):
        hint = "write https://, the host and the folder: https://www.example.org/partnership/"
        raise PydanticCustomError("site_url", "this is not the address of a site", {"hint": hint})
    return text


SiteUrl = Annotated[Text, AfterValidator(_site_url), Field(json_schema_extra={"pattern": f"^{_ADDRESS}$"})]
"""The address of the folder with the site, over HTTPS and without a query: `https://www.example.org/partnership/`."""


def address_of(site_url: str, path: str) -> str:
    """The address of a page or file of the site by its path, whose characters are those of an address."""
    return f"{site_url.removesuffix('/')}/{path}"
