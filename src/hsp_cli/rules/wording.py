"""Wording: look-alike letters, invisible characters, blanks that were never filled in."""

import re
from collections.abc import Iterator
from unicodedata import name

from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.plan import Measure
from hsp_cli.domain.record import Entry, Source
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
"""Cyrillic and Greek letters that print like Latin ones. Greek mu, as in micrograms, is a letter of its own."""

_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    # Joiners belong into Gujarati, Persian and some pictures; beside plain letters they only hide.
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)
_PLACEHOLDER = re.compile(
    r"(?<!\w)(?:X{1,3}\s?%|x{1,3}%|TBC|TBA|TBD|xx+|\?\?+)(?!\w)"
    r"|\A\W*[Pp]lease (?:provide|complete|insert|enter|fill|add|specify)\b.*\Z"
    # Bounded, for else every such bracket that is never closed is looked for to the end of the text.
    r"|[\[<]\s{0,9}(?:[Ii]nsert|INSERT)\b[^\]>]{0,200}[\]>]",
    re.DOTALL,
)
_EMPTY_WORDS = ("0", "-", "–")
"""What spreadsheets hold in cells that nobody filled in. No title or action is called that."""
_EMPTY_LINES = tuple(f"\n{word}\n".encode() for word in _EMPTY_WORDS)
# Control characters, what few texts hold but many blanks, and the bytes that Greek and Cyrillic begin with.
_RARE_BYTES = bytes([*range(9), *range(11, 32), 127]) + b"X?[<" + bytes(range(0xCD, 0xD5))
# With these letters made the same, one search finds `xx`, `x%` and `TB`.
_ALIKE = bytes.maketrans(b"%TB", b"xxx")


@rule("look-alike-letter", hint="type the word again on an English keyboard")
def look_alike_letter(workspace: Workspace) -> Iterator[Problem]:
    """A word holds a Cyrillic or Greek letter that looks like a Latin one.

    It comes from scanning and copying, and no eye can see it. But a search does not find the word, an owner spelled
    so is a stranger, and two lists that look alike do not match. Words that really are Russian or Greek are left
    in peace, and so is what `source: {verbatim: …}` keeps as it was found.

    Example:

        text: "НСЕ to nominate leads"        # all three letters are Cyrillic

    Way out: type the word again. The message names each letter and its number.
    """
    for text in _peculiar(workspace):
        if _FOREIGN.search(text.words) and not _is_verbatim(text):
            for word in _disguised(text.words):
                letters = ", ".join(f"{name(letter)} (U+{ord(letter):04X})" for letter in _look_alikes(word))
                words = f'"{word}" looks like "{_in_latin(word)}" but is written with {letters}'
                yield Problem(text.place, words, f'type "{_in_latin(word)}" again')


def _disguised(text: str) -> list[str]:
    """The words of a text that are not in the script they seem to be in, each once."""
    words = list(dict.fromkeys(_WORD.findall(text)))
    mixed = [word for word in words if _FOREIGN.search(word)]
    # Real Russian has short words of nothing but look-alikes, such as those for "and" and "in".
    is_genuine = any(_is_foreign(word) for word in mixed)
    return [
        word for word in mixed if _look_alikes(word) and (_has_latin(word) or (not is_genuine and _is_hidden(word)))
    ]


def _has_latin(word: str) -> bool:
    return any("LATIN" in name(letter, "") for letter in word)


def _is_foreign(word: str) -> bool:
    """Wholly in another script, with at least one letter that no one takes for Latin."""
    return not _has_latin(word) and any(letter not in _LOOK_ALIKES for letter in word)


def _is_hidden(word: str) -> bool:
    # A single small Greek letter is a symbol, as in statistics.
    return all(letter in _LOOK_ALIKES for letter in word) and not (len(word) == 1 and "\u03b1" <= word <= "\u03c9")


def _look_alikes(word: str) -> list[str]:
    return list(dict.fromkeys(letter for letter in word if letter in _LOOK_ALIKES))


def _in_latin(word: str) -> str:
    return "".join(_LOOK_ALIKES.get(letter, letter) for letter in word)


@rule("control-character", hint="delete the character and type the word again")
def control_character(workspace: Workspace) -> Iterator[Problem]:
    """A text holds a character that cannot be seen.

    Zero-width spaces, soft hyphens and marks that turn the direction of writing come along when text is copied from
    web pages and PDFs. They break searches and links, and some can make a line read otherwise than it is stored.

    Example:

        title: "Harrow\\u200bCouncil"         # a space without width between the words

    Way out: delete the character, which the message names by its number, and type the word again.
    """
    for text in _peculiar(workspace):
        for character in dict.fromkeys(_CONTROL.findall(text.words)):
            called = name(character, "a control character")
            yield Problem(text.place, f"the text holds U+{ord(character):04X}, {called.lower()}, which cannot be seen")


@rule("placeholder-left", severity=Severity.WARNING, hint="fill it in, or leave it out until it is known")
def placeholder_left(workspace: Workspace) -> Iterator[Problem]:
    """A blank that was meant to be filled in is still there.

    X%, TBC and "please provide …" are notes of an author to himself or of a template to its reader. In a published
    paper they look like a promise that nobody checked. Where a measure's target is openly pending, and in what
    `source: {verbatim: …}` keeps as it was found, they are left in peace.

    Example:

        measures:
          - id: m3
            text: X% of tenants are satisfied

    Way out: put the number or the words. If they are still to be agreed, say so with `pending: target` on a
    measure, `status: awaited` on a figure, or leave the key out.
    """
    for text in _peculiar(workspace):
        if not _may_hold_a_blank(text) and (blank := _blank_in(text)):
            yield Problem(text.place, f'"{blank[:40].strip()}" has not been filled in')


def _blank_in(text: RecordText) -> str | None:
    if match := _PLACEHOLDER.search(text.words):
        return match[0]
    is_name = isinstance(text.holder, Entry) and text.place.keys[-1] in ("title", "text")
    return text.words if is_name and text.words in _EMPTY_WORDS else None


def _may_hold_a_blank(text: RecordText) -> bool:
    """Texts that may hold a blank: the words of a source, open deadlines, targets marked as pending."""
    holder = text.holder
    return _is_verbatim(text) or isinstance(holder, Deadline) or (isinstance(holder, Measure) and bool(holder.pending))


def _is_verbatim(text: RecordText) -> bool:
    return isinstance(text.holder, Source) and text.place.keys[-1] == "verbatim"


@once_per_workspace
def _peculiar(workspace: Workspace) -> list[RecordText]:
    """The texts that a rule here may object to. One walk serves all of the rules."""
    return [
        text
        for file, words in words_of_files(workspace)
        if _is_peculiar(words)
        for text in record_texts(file.record, file.place)
        if _is_peculiar(text.words)
    ]


def _is_peculiar(text: str) -> bool:
    """Whether a rule has to look closer: False is certain, True is not. Nearly all texts are plain, so this is fast."""
    content = text.encode(errors="surrogatepass")
    plain = content.translate(_ALIKE, _RARE_BYTES)
    if len(plain) < len(content) or b"xx" in plain or b"lease " in content:
        return True
    if any(line in b"\n%b\n" % content for line in _EMPTY_LINES):
        return True
    # Hard spaces do not count as printable; they pass later on.
    return not text.isascii() and not text.replace("\n", "").replace("\t", "").isprintable()
