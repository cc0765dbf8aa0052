"""How a page is laid out on screens of any size."""

from typing import Any

SMALL = {"width": 320, "height": 256}
"""A screen of 1280 × 1024 at 400%, which is also as narrow as WCAG 1.4.10 asks for."""

SCREENS = (SMALL, {"width": 320, "height": 640}, {"width": 768, "height": 1024}, {"width": 1920, "height": 1080})

_SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""The spacing of WCAG 1.4.12, with which a reader may read every page."""

_CUT = """() => {
  const cut = [];
  for (const one of document.querySelectorAll("body *")) {
    const look = getComputedStyle(one);
    const hides = way => way !== "visible";
    const wider = one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0;
    // What is wider than its box may be scrolled there, with the keyboard too.
    if (wider && hides(look.overflowX) && !(look.overflowX === "auto" && one.tabIndex === 0))
      cut.push(`${one.tagName} ${one.className}: ${one.innerText?.slice(0, 60)}`);
  }
  return cut;
}"""


def check_layout(page: Any) -> None:
    """On no screen does a page scroll in two directions, nor is anything cut, whatever the spacing of words."""
    for spaced in (False, True):
        if spaced:
            page.evaluate(_SPACING)
        for screen in SCREENS:
            page.set_viewport_size(screen)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= screen["width"], f"{width} > {screen}, spaced: {spaced}"
            assert page.evaluate(_CUT) == [], f"{screen}, spaced: {spaced}"


def words_on(page: Any) -> list[str]:
    """The words that a reader of the page sees."""
    text: str = page.evaluate("document.body.innerText")
    return text.split()
