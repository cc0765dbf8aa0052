"""The style of a paper as a web page: on screens of any size, dark or light, and on paper."""

from collections.abc import Iterable

from hsp_cli.drawing.colours import ink_on_rating

_STYLE = """\
:root {
  color-scheme: light dark;
  --ink: #0b0c0c; --paper: #ffffff; --quiet: #505a5f; --line: #b1b4b6; --band: #f3f2f1;
  --link: #1a5ca3; --mark: #7a5a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #f3f2f1; --paper: #16191b; --quiet: #b8bfc4; --line: #5b6469; --band: #22272a;
    --link: #8ec5ff; --mark: #ffd54a;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.5 Arial, Helvetica, "Liberation Sans", sans-serif; scroll-padding-top: 1rem; }
body { margin: 0; color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
main, footer { max-width: 76rem; margin: 0 auto; padding: 1rem clamp(0.75rem, 4vw, 2.5rem); }
p, ul, ol, blockquote, h1, h2, h3, h4, h5, h6 { max-width: 44rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2em 0 0.5em; break-after: avoid; }
h1 { font-size: 2rem; margin-top: 0.5em; }
h2 { font-size: 1.5rem; border-top: 1px solid var(--line); padding-top: 0.75em; max-width: none; }
h3 { font-size: 1.2rem; }
h4, h5, h6 { font-size: 1rem; }
p, ul, ol, blockquote { margin: 0 0 1em; }
ul, ol { padding-left: 1.4em; }
li { margin: 0.2em 0; }
p, li, h1, h2, h3, h4, h5, h6, th, td { unicode-bidi: plaintext; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 0.15em; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
.skip { position: absolute; left: 0.5rem; top: -10rem; padding: 0.5rem 1rem; background: var(--paper); }
.skip:focus { top: 0.5rem; z-index: 1; }
nav ul { list-style: none; padding-left: 0; }
nav ul ul { padding-left: 1.4em; margin-bottom: 0.3em; }
blockquote { border-left: 4px solid var(--line); padding-left: 1em; }
code, pre { font-family: "Liberation Mono", Consolas, Menlo, monospace; font-size: 0.9em; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
.wide { overflow-x: auto; margin: 0 0 1.5em; }
pre { margin: 0; padding: 0.75em; background: var(--band); width: max-content; min-width: 100%; }
img { vertical-align: middle; }
figure { margin: 0 0 1.5em; }
figure img { display: block; max-width: 100%; height: auto; }
table { border-collapse: collapse; min-width: min(100%, 30rem); }
th, td { padding: 0.4em 0.6em; text-align: left; vertical-align: top; border: 1px solid var(--line); }
th { background: var(--band); vertical-align: bottom; }
th.text { min-width: 7rem; }
th.long { min-width: 14rem; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
.center { text-align: center; }
.rating { padding: 0.05em 0.35em; border-radius: 0.2em; }
.rating { box-decoration-break: clone; -webkit-box-decoration-break: clone; }
footer { border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.875rem; }
footer p { max-width: none; }
@media (max-width: 60rem) {
  th.text { min-width: 6rem; }
  th.long { min-width: 11rem; }
}
@media (max-width: 40rem) {
  h1 { font-size: 1.5rem; }
  h2 { font-size: 1.25rem; }
  h3 { font-size: 1.1rem; }
  figure img { max-width: none; }
}
@media print {
  :root { --ink: #000000; --paper: #ffffff; --quiet: #333333; --line: #777777; --band: #eeeeee; --link: #000000; }
  @page { size: A4; margin: 18mm 15mm; }
  html { font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  .skip { display: none; }
  .wide { overflow: visible; }
  pre { width: auto; white-space: pre-wrap; }
  thead { display: table-header-group; }
  tr, figure, pre { break-inside: avoid; }
  table { width: 100%; min-width: 0; font-size: 0.85em; }
  th, td { padding: 0.3em 0.4em; }
  th.text, th.long { min-width: 0; }
  figure img { width: auto; max-width: 100%; max-height: 225mm; }
  .rating, td[class^="on-"], th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def style_of(colours: Iterable[str]) -> str:
    """The style of a page with ratings on these grounds."""
    rules = (f".{rating_class(one)} {{ background: {one}; color: {ink_on_rating(one)}; }}\n" for one in sorted(colours))
    return _STYLE + "".join(rules)


def rating_class(colour: str) -> str:
    """The class of ratings on a ground, `#rrggbb`."""
    return f"on-{colour.removeprefix('#')}"
