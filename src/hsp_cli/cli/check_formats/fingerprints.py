"""Fingerprints: code hosts use them to recognise a finding in later runs."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from hsp_cli.domain.finding import Diagnostic


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """One for each finding, in order. It does not depend on the line. Identical findings get different ones."""
    seen: Counter[tuple[str, ...]] = Counter()
    for found in diagnostics:
        what = (found.code, found.path, found.message)
        yield _digest(*what, *([str(seen[what])] if seen[what] else ()))
        seen[what] += 1


def _digest(*what: str) -> str:
    return hashlib.sha256("\0".join(what).encode(errors="surrogatepass")).hexdigest()[:32]
