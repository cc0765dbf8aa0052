"""How many indicators of each priority have which rating: a bar for each priority, with numbers and words."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from hsp_cli.analysis.exceptions import Exceptions
from hsp_cli.analysis.rating_groups import RatingGroup, carried_ratings, rating_groups
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.rag import RagScale
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing.colours import GRID, INK, MUTED, PAPER, ink_on_rating, rating_ground
from hsp_cli.drawing.marks import Entry, legend
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import NO_DATA, paragraph, picture, rectangle, text, text_width
from hsp_cli.drawing.text_chart import TextChart
from hsp_cli.wording.charts import carried_ratings_text
from hsp_cli.wording.indicators import GAP, rating_counts_text, unrated_counts

WIDTH = 760
_MARGIN, _BAR, _WIDEST_STEP = 20, 26, 60.0
_TITLE, _WORDS = 17, 12


def ratings_chart(found: Exceptions, settings: Partnership, name: str) -> Picture:
    """A picture of the indicators that an exception report covers. RequestRefused if it covers none."""
    if not found.covered:
        raise RequestRefused("no indicator is covered, so there are no ratings to draw", "`hsp list indicators`")
    scale, groups = settings.rag, rating_groups(found, settings)
    title = f"Indicators by rating, {found.quarter.label}"
    heading, y = paragraph(_MARGIN, 30, title, _TITLE, WIDTH - 2 * _MARGIN, font_weight="bold")
    everything = f"{rating_counts_text(found.counts, scale)}."
    words, y = paragraph(_MARGIN, y, everything, _WORDS, WIDTH - 2 * _MARGIN, fill=MUTED)
    drawn = [heading, words]
    step = min(_WIDEST_STEP, (WIDTH - 2 * _MARGIN) / max(1, *(group.counts.all for group in groups)))
    colours = {level.code: rating_ground(level.colour) or GRID for level in scale.levels}
    for group in groups:
        y += 12
        words, y = paragraph(_MARGIN, y, group.title, _WORDS, WIDTH - 2 * _MARGIN, font_weight="bold")
        drawn += [words, *_bar(group, scale, colours, step, y - 8)]
        y += _BAR + 8 if group.counts.all else 0
        words, y = paragraph(_MARGIN, y, rating_counts_text(group.counts, scale), _WORDS, WIDTH - 2 * _MARGIN)
        drawn.append(words)
    key, y = legend([*_key(groups, scale, colours)], _MARGIN, y + 14, WIDTH - 2 * _MARGIN)
    drawn.append(key)
    note = carried_ratings_text(carried_ratings(found))
    if note:
        words, y = paragraph(_MARGIN, y, note, _WORDS, WIDTH - 2 * _MARGIN, fill=MUTED)
        drawn.append(words)
    said = (f"{group.title}: {rating_counts_text(group.counts, scale)}." for group in groups)
    description = " ".join(filter(None, (f"{title}. {everything}", *said, note)))
    return picture(name, WIDTH, y, title, description, *drawn)


def ratings_text(found: Exceptions, settings: Partnership) -> TextChart:
    """The same as text: a code for each indicator of a priority, a dash for one without a rating, and the numbers."""
    if not found.covered:
        raise RequestRefused("no indicator is covered, so there are no ratings to draw", "`hsp list indicators`")
    rows = tuple(
        (group.title, _codes(group), rating_counts_text(group.counts, settings.rag))
        for group in rating_groups(found, settings)
    )
    notes = (f"{rating_counts_text(found.counts, settings.rag)}.", carried_ratings_text(carried_ratings(found)))
    heads = ("Priority", "Ratings", "Number")
    return TextChart(f"Indicators by rating, {found.quarter.label}", heads, rows, tuple(filter(None, notes)))


_MOST_CODES = 30


def _codes(group: RatingGroup) -> str:
    """Empty for more indicators than can be counted at a glance."""
    counts = (*group.counts.levels, *((GAP, number) for number, _ in unrated_counts(group.counts)))
    codes = [code for code, number in counts for _ in range(number)]
    return " ".join(codes) if len(codes) <= _MOST_CODES else ""


def _bar(group: RatingGroup, scale: RagScale, colours: Mapping[str, str], step: float, y: float) -> Iterator[str]:
    """A part for each rating, as wide as its number of indicators, then one for each reason why there is none."""
    x = float(_MARGIN)
    rated = [(number, code, colours[code]) for code, number in group.counts.levels if scale.level(code)]
    unrated = [(number, words, NO_DATA) for number, words in unrated_counts(group.counts)]
    for number, words, fill in (*rated, *unrated):
        if number:
            yield rectangle(x, y, step * number, _BAR, fill=fill, stroke=INK, stroke_width=0.75)
            yield _label(x + step * number / 2, y + _BAR / 2 + 4, number, words, fill, step * number - 6)
            x += step * number


def _label(x: float, y: float, number: int, words: str, fill: str, width: float) -> str:
    """The number and the rating, or only the number, as there is room. The words below the bar have both."""
    for label in (f"{number} {words}", str(number)):
        if text_width(label, _WORDS) <= width:
            if fill == NO_DATA:
                return text(
                    x, y, label, _WORDS, text_anchor="middle", stroke=PAPER, stroke_width=4, paint_order="stroke"
                )
            return text(x, y, label, _WORDS, text_anchor="middle", fill=ink_on_rating(fill))
    return ""


def _key(groups: Sequence[RatingGroup], scale: RagScale, colours: Mapping[str, str]) -> Iterator[Entry]:
    for level in scale.levels:
        if any(number for group in groups for code, number in group.counts.levels if code == level.code):
            yield Entry(_swatch(colours[level.code]), f"{level.code} {level.name}")
    if any(number for group in groups for number, _ in unrated_counts(group.counts)):
        yield Entry(_swatch(NO_DATA), "without a rating")


def _swatch(fill: str) -> Callable[[float, float], str]:
    return lambda x, y: rectangle(x - 12, y - 6, 24, 12, fill=fill, stroke=INK, stroke_width=0.75)
