"""What axe-core finds on a page: faults against WCAG 2.2 AA, and against common good practice."""

from functools import cache
from typing import Any

from tests.browser.chromium import AXE

_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """async rules => {
  const found = await axe.run({...rules, preload: false, resultTypes: ["violations", "incomplete"]});
  const lines = each => each.flatMap(one => one.nodes.map(node =>
    `${one.id}: ${node.target.join(" ")}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message}`));
  // A cell with nothing but a dash has the colour of the words beside it.
  const asked = lines(found.incomplete).filter(line => !line.endsWith("contains only non-text characters"));
  return {faults: lines(found.violations), unsure: asked, passed: found.passes.length};
}"""


def faults_of(page: Any) -> list[str]:
    """A line for each fault, and for each question that axe leaves to a person, in light and in dark colours."""
    page.evaluate(_script())
    page.emulate_media(color_scheme="light")
    found = page.evaluate(_RUN, {"runOnly": _RULES})
    assert found["passed"] > 3
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(_RUN, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    return [
        *found["faults"],
        *(f"unsure: {line}" for line in found["unsure"]),
        *(f"dark: {line}" for line in (*dark["faults"], *dark["unsure"])),
    ]


@cache
def _script() -> str:
    return AXE.read_text(encoding="utf-8")
