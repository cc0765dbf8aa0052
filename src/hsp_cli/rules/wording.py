"""Rules for wording: look-alike letters, invisible characters and placeholders."""

import re
from collections.abc import Iterator
from unicodedata import name

from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.finding import Place, Severity
from hsp_cli.domain.plan import Measure
from hsp_cli.domain.record import Record, Source
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.rules.support.texts import RecordText, once_per_workspace, record_texts, words_of_files

_LOOK_ALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХҮаеѕіјорсухһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανιορυ",
        "ABESIJKMHOPCTYXYaesijopcyxhdqw" + "ABEZHIKMNOPTYXaviopu",
        strict=True,
    )
)
"""Cyrillic and Greek letters that look like Latin ones. Greek mu is not included, because micrograms use it."""

_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    # Joiners are used in Gujarati, Persian and some emoji. Beside Latin letters they have no visible effect.
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
_PLACEHOLDER = re.compile(
    r"(?<!\w)(?:X{1,3}\s?%|x{1,3}%|TBC|TBA|TBD|xx+|\?\?+)(?!\w)"
    r"|\A\W*[Pp]lease (?:provide|complete|insert|enter|fill|add|specify)\b.*\Z"
    # The length is limited. Otherwise the search for a missing closing bracket would run to the end of the text.
    r"|[\[<]\s{0,9}(?:[Ii]nsert|INSERT)\b[^\]>]{0,200}[\]>]",
    re.DOTALL,
)
_EMPTY_WORDS = re.compile(
    r"(?:[^\w\n%£]|[_0])+|n[/.]?a\.?|nil|none|null|nan|blank|not applicable|#[A-Z/0]{1,9}[!?]?", re.IGNORECASE
)
"""Texts that stand for an empty cell: signs, noughts, "n/a" and the like. No title or action has such a name."""
# Control characters, signs of placeholders that are rare in other texts, and the first bytes of Greek and Cyrillic.
_RARE_BYTES = bytes([*range(9), *range(11, 32), 127]) + b"X?[<" + bytes(range(0xCD, 0xD5))
# With these letters replaced by one, a single search finds `xx`, `x%` and `TB`.
_ALIKE = bytes.maketrans(b"%TB", b"xxx")


@rule("look-alike-letter", hint="type the word again on an English keyboard")
def look_alike_letter(workspace: Workspace) -> Iterator[Problem]:
    """A word contains a Cyrillic or Greek letter that looks like a Latin one.

    Scanning and copying can cause this, and nobody can see it. A search does not find the word, hsp does not recognise
    an owner with that spelling, and lists that look the same do not match. The rule does not report words that really
    are Russian or Greek, or the words in `source: {verbatim: …}`.

    Example:

        text: "НСЕ to nominate leads"        # all three letters are Cyrillic

    Way out: type the word again. The message gives each letter and its Unicode number.
    """
    for text in _peculiar(workspace):
        if _FOREIGN.search(text.words) and not _is_verbatim(text):
            for word in _disguised(text.words):
                letters = ", ".join(f"{name(letter)} (U+{ord(letter):04X})" for letter in _look_alikes(word))
                words = f'"{word}" looks like "{_in_latin(word)}" but is written with {letters}'
                yield Problem(text.place, words, f'type "{_in_latin(word)}" again')


def _disguised(text: str) -> list[str]:
    """The words of a text that contain look-alike letters, each once."""
    words = list(dict.fromkeys(_WORD.findall(text)))
    mixed = [word for word in words if _FOREIGN.search(word)]
    # Russian has short words that consist only of look-alike letters, such as those for "and" and "in".
    is_genuine = any(_is_foreign(word) for word in mixed)
    return [
        word for word in mixed if _look_alikes(word) and (_has_latin(word) or (not is_genuine and _is_hidden(word)))
    ]


def _has_latin(word: str) -> bool:
    return any("LATIN" in name(letter, "") for letter in word)


def _is_foreign(word: str) -> bool:
    """Whether a word is entirely in another script, with at least one letter that does not look Latin."""
    return not _has_latin(word) and any(letter not in _LOOK_ALIKES for letter in word)


def _is_hidden(word: str) -> bool:
    # A single lower-case Greek letter is a symbol, as in statistics.
    return all(letter in _LOOK_ALIKES for letter in word) and not (len(word) == 1 and "\u03b1" <= word <= "\u03c9")


def _look_alikes(word: str) -> list[str]:
    return list(dict.fromkeys(letter for letter in word if letter in _LOOK_ALIKES))


def _in_latin(word: str) -> str:
    return "".join(_LOOK_ALIKES.get(letter, letter) for letter in word)


@rule("control-character", hint="delete the character and type the word again")
def control_character(workspace: Workspace) -> Iterator[Problem]:
    """A text contains an invisible character.

    Text copied from web pages and PDFs can contain zero-width spaces, soft hyphens and marks that change the direction
    of text. They break searches and links, and some make a line look different from its content.

    Example:

        title: "Harrow\\u200bCouncil"         # a zero-width space between the words

    Way out: delete the character, whose Unicode number is in the message, and type the word again.
    """
    for text in _peculiar(workspace):
        for character in dict.fromkeys(_CONTROL.findall(text.words)):
            called = name(character, "a control character")
            yield Problem(text.place, f"the text contains U+{ord(character):04X}, {called.lower()}, which is invisible")


@rule("placeholder-left", severity=Severity.WARNING, hint="enter the text, or leave it out until it is known")
def placeholder_left(workspace: Workspace) -> Iterator[Problem]:
    """A text still contains a placeholder.

    X%, TBC and "please provide …" are notes from an author, or instructions in a form. In a published paper they look
    like an unchecked draft. So does an action or title that is only "0", "-" or "n/a", as spreadsheets have in empty
    cells. The rule does not report placeholders in a measure whose target is marked as pending, or in
    `source: {verbatim: …}`.

    Example:

        measures:
          - id: m3
            text: X% of tenants are satisfied

    Way out: enter the number or the words. If they are still to be agreed, write `pending: target` on a measure or
    `status: awaited` on a figure, or leave the key out.
    """
    blanks = {
        text.place: match[0]
        for text in _peculiar(workspace)
        if not _may_hold_a_blank(text) and (match := _PLACEHOLDER.search(text.words))
    }
    for place, blank in {**dict(_empty_names(workspace)), **blanks}.items():
        yield Problem(place, f'"{blank[:40].strip()}" is a placeholder')


def _empty_names(workspace: Workspace) -> Iterator[tuple[Place, str]]:
    """The titles and texts of records that stand for an empty cell, with their places."""
    for walk in workspace.walks:
        for placed in walk.records:
            for key in ("title", "text"):
                words = placed.record.__dict__.get(key)
                if words and _EMPTY_WORDS.fullmatch(words := words.strip()) and not _is_pending(placed.record):
                    yield placed.place.at(key), words


def _may_hold_a_blank(text: RecordText) -> bool:
    """Whether a text may contain a placeholder: words of a source, open deadlines, targets marked as pending."""
    return _is_verbatim(text) or isinstance(text.holder, Deadline) or _is_pending(text.holder)


def _is_pending(record: Record) -> bool:
    return isinstance(record, Measure) and bool(record.pending)


def _is_verbatim(text: RecordText) -> bool:
    return isinstance(text.holder, Source) and text.place.keys[-1] == "verbatim"


@once_per_workspace
def _peculiar(workspace: Workspace) -> list[RecordText]:
    """The texts that a rule of this module may report. All rules share one walk."""
    return [
        text
        for file, words in words_of_files(workspace)
        if _is_peculiar(words)
        for text in record_texts(file.record, file.place)
        if _is_peculiar(text.words)
    ]


def _is_peculiar(text: str) -> bool:
    """Whether the rules must check a text in detail. False is certain, True is not. The test is fast, because nearly
    all texts are plain.
    """
    content = text.encode(errors="surrogatepass")
    plain = content.translate(_ALIKE, _RARE_BYTES)
    if len(plain) < len(content) or b"xx" in plain or b"lease " in content:
        return True
    # No-break spaces do not count as printable; the detailed check accepts them.
    return not text.isascii() and not text.replace("\n", "").replace("\t", "").isprintable()
