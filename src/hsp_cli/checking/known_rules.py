"""All rules by code: those of the reader and those of `rules`."""

from dataclasses import dataclass

from hsp_cli.domain.finding import Rule
from hsp_cli.domain.request import RequestRefused


@dataclass(frozen=True)
class KnownRules:
    """All rules that a finding can have, by code."""

    by_code: dict[str, Rule]

    def require(self, codes: set[str]) -> None:
        """RequestRefused if one of the codes does not exist."""
        for code in sorted(codes - set(self.by_code)):
            raise RequestRefused(f"there is no code {code!r}", self.near(code) or "`hsp explain` lists all codes")

    def near(self, name: str) -> str:
        """A hint with the nearest codes to a name. Empty if no code is near."""
        import difflib

        from hsp_cli.store.file_rules import RENAMED_RULES

        if name in RENAMED_RULES:
            return f"it is now called {RENAMED_RULES[name]}"
        spelt = {code.replace("-", ""): code for code in self.by_code}
        near = difflib.get_close_matches(name.lower().replace("-", "").replace("_", "").replace(" ", ""), spelt, n=3)
        return f"did you mean {', '.join(spelt[code] for code in near)}?" if near else ""


def known_rules() -> KnownRules:
    from hsp_cli.rules.support.registry import rules
    from hsp_cli.store.file_rules import FILE_RULES

    return KnownRules({**FILE_RULES, **{code: rule.rule for code, rule in rules().items()}})
