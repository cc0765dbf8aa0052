"""The style of the pages of the site: that of papers, and what is around a page."""

from collections.abc import Iterator

from hsp_cli.domain.partnership import Partnership
from hsp_cli.drawing.colours import rating_ground
from hsp_cli.formats.html_style import style_of
from hsp_cli.wording.risks import colour_of_zone

_AROUND = """\
header { border-bottom: 1px solid var(--line); background: var(--band); }
header .site, header nav { max-width: 76rem; margin: 0 auto; padding: 0.5rem clamp(0.75rem, 4vw, 2.5rem); }
header .site { font-weight: bold; font-size: 1.125rem; padding-bottom: 0; }
.sections ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0; max-width: none; }
.sections li, .above li { margin: 0; }
.sections a { display: inline-block; padding: 0.25rem 0; color: var(--ink); text-decoration: none; }
.sections a:hover { text-decoration: underline; }
.sections a[aria-current] { font-weight: bold; border-bottom: 3px solid var(--link); }
.above ol { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; margin: 0; padding: 0; list-style: none; }
.above { font-size: 0.875rem; }
.above li + li::before { content: "› "; color: var(--quiet); }
#search { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; max-width: 76rem; margin: 0 auto; }
#search { padding: 0.25rem clamp(0.75rem, 4vw, 2.5rem); }
#search input, #search button { font: inherit; padding: 0.25rem 0.5rem; color: var(--ink); background: var(--paper); }
#search input, #search button { border: 2px solid var(--ink); min-height: 2rem; }
#search input { flex: 0 1 20rem; min-width: 8rem; }
.sections summary { padding: 0.25rem 0; font-weight: bold; }
@media (min-width: 40.01rem) {
  /* On a large screen the menu is always open. A browser that does not know how has it closed. */
  @supports selector(::details-content) {
    .sections summary { display: none; }
    .sections details::details-content { content-visibility: visible; }
  }
}
@media (max-width: 40rem) {
  #search label { position: absolute; top: -10rem; }
  #search input { flex: 1 1 8rem; }
}
@media print { header, .above { display: none; } }
"""


def site_style(settings: Partnership) -> bytes:
    """The style, with the colours of the ratings that the settings have."""
    grounds = {ground for name in _colours(settings) if (ground := rating_ground(name))}
    return (style_of(grounds) + _AROUND).encode()


def _colours(settings: Partnership) -> Iterator[str]:
    for scale in (settings.rag, settings.action_scale):
        yield from (level.colour for level in scale.levels)
    if settings.risk_matrix:
        yield from map(colour_of_zone, settings.risk_matrix.zones)
