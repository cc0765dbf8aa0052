"""CODEOWNERS: who reviews which file, as GitHub and GitLab read it."""

import re
from collections.abc import Sequence

from hsp_cli.analysis.reviewers import Reviewed

_HEAD = """\
# Made by hsp from the owners of the records: hsp codeowners -o CODEOWNERS
# Change the records, or `handle` in data/partnership.yaml, and make it again.
"""
# Neither host can take these signs of a pattern literally, and a line or a path ends at other blanks than spaces. A
# question mark stands for any one sign.
_SIGNS = re.compile(r"[*?\[\]!\\]|[^\S ]|[\x00-\x1f\x7f-\x9f]")


def codeowners(files: Sequence[Reviewed], default: str | None, folder: str = "") -> str:
    """The text of CODEOWNERS. `folder` is the path from the top of the repository to the workspace, with a stroke.

    The last line that fits a path counts on both hosts, so the default comes first.
    """
    lines = [(path, one.handles) for one in files for path in one.paths if one.handles]
    everything = f"/{_pattern(folder)}" if folder else "*"
    first = [f"{everything} {default}"] if default else []
    rest = [f"/{_pattern(folder + path)} {' '.join(handles)}" for path, handles in sorted(lines)]
    return _HEAD + "".join(f"{line}\n" for line in (*first, *rest))


def _pattern(path: str) -> str:
    """A path as a pattern that fits it."""
    return re.sub(r"[ #]", r"\\\g<0>", _SIGNS.sub("?", path))
