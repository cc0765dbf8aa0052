"""Privacy: personal data in plans that the public can read."""

import re
from collections.abc import Iterator
from string import ascii_uppercase, digits

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.rules.support.texts import record_texts, words_of_files

# From the @ on. What stands before it is looked at only where this matches.
_DOMAIN = re.compile(r"(?<=[\w.%+'-])@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
MAX_MAILBOX = 64
"""Characters before the sign that are looked at: the longest mailbox of RFC 5321. The time of `_MAILBOX` grows with
the square of what it sees."""
_MAILBOX = re.compile(r"(?:.*[^\w.%+'-])?([\w.%+'-]+)", re.DOTALL)
# Mailboxes of an office, which may be published.
_OF_AN_OFFICE = re.compile(
    r"(?i)(?:admin|consultation|contact|contactus|customer\.?services?|enquir(?:y|ies)|feedback|foi|freedom\.?of\.?"
    r"information|general|help|helpdesk|info|information|mail|media|news|office|partnership|post|press|reception|"
    r"safeguarding|secretariat|support|team|webmaster)"
)
# All the others have six digits in a row, or end in a digit and two capitals; few texts do. A search that begins with
# one certain byte is three times as fast, so all digits are made 0 for it, and all capitals A.
_SIGN = re.compile(rb"0(?:AA|(?:[ ()-]{0,2}0){5})")
_DIGITS_AND_CAPITALS = bytes.maketrans(f"{digits}{ascii_uppercase}".encode(), b"0" * 10 + b"A" * 26)
_PHONE = re.compile(r"(?<![\w+.,/-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)[127](?:[ ()-]{0,2}[0-9]){8,9}(?![\w/-])")
_NI_NUMBER = re.compile(r"(?<!\w)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D](?!\w)")
_POSTCODE = re.compile(
    r"(?<!\w)(?:[A-PR-UWYZ][0-9]{1,2}|[A-PR-UWYZ][A-HK-Y][0-9]{1,2}|[A-PR-UWYZ][0-9][A-HJKPSTUW]"
    r"|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY]) ?[0-9][ABD-HJLNP-UW-Z]{2}(?!\w)"
)


@rule("personal-data", severity=Severity.WARNING, hint="name the post instead, or give the contact of the office")
def personal_data(workspace: Workspace) -> Iterator[Problem]:
    """A text holds an e-mail address, a telephone number, a National Insurance number or a postcode.

    A plan is public, and its history keeps what a later change takes out. Actions are owned by posts; how to reach
    the person who holds one belongs into a directory. A full postcode is a handful of houses, and beside a few words
    on a case it can name a family. The mailbox of an office, such as `info@`, is in order.

    Example:

        note: Ring Ann on 020 7946 0018, or write to ann.reed@example.org

    Way out: take it out, and write who is meant as a post. Where it is the published address of an office, allow
    it in a comment beside it and say so. If it has already been published, tell whoever looks after data protection.
    """
    for file, words in words_of_files(workspace):
        if _kinds(words):
            for text in record_texts(file.record, file.place):
                for kind in _kinds(text.words):
                    # The message goes into logs, so it does not repeat what it found.
                    yield Problem(text.place, f"the text holds {kind}")


def _kinds(words: str) -> list[str]:
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
