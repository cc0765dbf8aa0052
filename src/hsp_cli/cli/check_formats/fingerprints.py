"""Fingerprints, by which a code host knows a finding again in a later run."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from hsp_cli.domain.finding import Diagnostic


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """One for each finding, in their order. It stays when lines above come or go; findings alike get their own."""
    seen: Counter[tuple[str, ...]] = Counter()
    for found in diagnostics:
        what = (found.code, found.path, found.message)
        yield _digest(*what, *([str(seen[what])] if seen[what] else ()))
        seen[what] += 1


def _digest(*what: str) -> str:
    return hashlib.sha256("\0".join(what).encode(errors="surrogatepass")).hexdigest()[:32]
