"""A page with the keyboard alone: what Tab reaches, in which order, and whether one sees where one is."""

from typing import Any

_REACHABLE = """() => {
  window.reachable = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(one => one.checkVisibility() && !one.disabled);
  return reachable.length;
}"""
_HERE = """() => {
  const one = document.activeElement;
  const look = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    at: reachable.indexOf(one),
    name: `${one.tagName} ${(one.innerText || one.value || "").slice(0, 40)}`,
    seen: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
    onScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
_SCROLLS = """() => [...document.querySelectorAll("body *")].filter(one => {
  const way = getComputedStyle(one).overflowX;
  return (way === "auto" || way === "scroll") && one.scrollWidth > one.clientWidth + 1 && one.tabIndex !== 0;
}).map(one => one.className)"""
_MOST = 20
"""Tab is pressed at most so often from either end of a page. The links between are in tables like those."""


def check_keyboard(page: Any) -> None:
    """Tab reaches everything in the order of the page and leaves it again; focus is seen; the skip link works."""
    count = page.evaluate(_REACHABLE)
    assert count > 0
    assert page.evaluate(_SCROLLS) == []
    for step in range(min(count, _MOST)):
        page.keyboard.press("Tab")
        _check_here(page, step)
    page.evaluate("document.activeElement.blur(); reachable.at(-1).focus()")
    for step in range(min(count, _MOST)):
        _check_here(page, count - 1 - step)
        page.keyboard.press("Shift+Tab")
    check_skipping(page)


def check_skipping(page: Any) -> None:
    """The first link of a page leads past its navigation: the next Tab goes to the first link of the main part."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.reload()
    page.evaluate(_REACHABLE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.keyboard.press("Tab")
    first = page.evaluate(
        "reachable.indexOf(document.activeElement) === reachable.findIndex(one => main.contains(one))"
    )
    assert first or page.evaluate("!reachable.some(one => main.contains(one))")


def _check_here(page: Any, step: int) -> None:
    here = page.evaluate(_HERE)
    assert here["at"] == step, here
    assert here["seen"], here
    assert here["onScreen"], here
