"""Personal data in texts: contact details, numbers that identify a person, and names of people."""

import re
from collections.abc import Collection
from string import ascii_uppercase, digits

from hsp_cli.domain.partnership import Partnership, normalised_name

# The part from the @. The part before the @ is searched only if this matches.
_DOMAIN = re.compile(r"(?<=[\w.%+'-])@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
MAX_MAILBOX = 64
"""Characters to search before the @: the longest mailbox of RFC 5321. The time of `_MAILBOX` is quadratic."""
_MAILBOX = re.compile(r"(?:.*[^\w.%+'-])?([\w.%+'-]+)", re.DOTALL)
# Mailboxes of offices, which may be published.
_OF_AN_OFFICE = re.compile(
    r"(?i)(?:admin|consultation|contact|contactus|customer\.?services?|enquir(?:y|ies)|feedback|foi|freedom\.?of\.?"
    r"information|general|help|helpdesk|info|information|mail|media|news|office|partnership|post|press|reception|"
    r"safeguarding|secretariat|support|team|webmaster)"
)
# All other kinds have six digits in a row, or end in a digit and two capitals, which is rare. A search that begins with
# a fixed byte is three times as fast, so the text is searched with all digits as 0 and all capitals as A.
_SIGN = re.compile(rb"0(?:AA|(?:[ ()-]{0,2}0){5})")
_DIGITS_AND_CAPITALS = bytes.maketrans(f"{digits}{ascii_uppercase}".encode(), b"0" * 10 + b"A" * 26)
_PHONE = re.compile(r"(?<![\w+.,/-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)[127](?:[ ()-]{0,2}[0-9]){8,9}(?![\w/-])")
_NI_NUMBER = re.compile(r"(?<!\w)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D](?!\w)")
_POSTCODE = re.compile(
    r"(?<!\w)(?:[A-PR-UWYZ][0-9]{1,2}|[A-PR-UWYZ][A-HK-Y][0-9]{1,2}|[A-PR-UWYZ][0-9][A-HJKPSTUW]"
    r"|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY]) ?[0-9][ABD-HJLNP-UW-Z]{2}(?!\w)"
)
_TITLED_NAME = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Revd?)\.?\s(?:[A-Z]\.?\s?){0,3}[A-Z][^\W\d_]"
)
_INTRODUCED_NAME = re.compile(
    r"(?<!\w)(?:[Mm]y name is|[Ss]igned(?: by)?|[Yy]ours (?:sincerely|faithfully|truly))[,:]?\s[A-Z]"
)


def personal_data_in(words: str) -> list[str]:
    """The kinds of contact details and identifying numbers in a text, in words. Mailboxes of offices do not count."""
    kinds = []
    if "@" in words and _has_address(words):
        kinds.append("an e-mail address")
    if _SIGN.search(words.encode(errors="surrogatepass").translate(_DIGITS_AND_CAPITALS)):
        patterns = {"a telephone number": _PHONE, "a National Insurance number": _NI_NUMBER, "a postcode": _POSTCODE}
        kinds.extend(kind for kind, pattern in patterns.items() if pattern.search(words))
    return kinds


def _has_address(words: str) -> bool:
    for domain in _DOMAIN.finditer(words):
        mailbox = _MAILBOX.fullmatch(words[max(domain.start() - MAX_MAILBOX, 0) : domain.start()])
        if mailbox and not _OF_AN_OFFICE.fullmatch(mailbox[1]):
            return True
    return False


def known_people(settings: Partnership) -> frozenset[str]:
    """The names of the people in the settings, as `names_a_person` compares them. An alias counts if it has the
    person's last name.
    """
    found: set[tuple[str, ...]] = set()
    for person in settings.people:
        name = _words(person.name)
        found |= {name, *(alias for alias in map(_words, person.aliases) if alias[-1:] == name[-1:])}
    return frozenset(" ".join(name) for name in found if len(name) > 1)


def names_a_person(words: str, known: Collection[str]) -> bool:
    """Whether a text names a person: one of the known people, or somebody with a title or a signature.

    It does not find every name. A first and a last name of somebody unknown look like the name of a street or a group.
    """
    if _TITLED_NAME.search(words) or _INTRODUCED_NAME.search(words):
        return True
    single = _words(words) if known else ()
    runs = (single[start : start + length] for length in _LENGTHS for start in range(len(single) - length + 1))
    return any(" ".join(run) in known for run in runs)


_LENGTHS = (2, 3, 4)
"""How many words the names of people have."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.sub(r"\W", " ", normalised_name(text)).split())
