"""Rules for privacy: personal data in records that the public can read."""

import re
from collections.abc import Iterator
from string import ascii_uppercase, digits

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.rules.support.texts import record_texts, words_of_files

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


@rule("personal-data", severity=Severity.WARNING, hint="name the post instead, or give contact details of the office")
def personal_data(workspace: Workspace) -> Iterator[Problem]:
    """A text contains an e-mail address, a telephone number, a National Insurance number or a postcode.

    Plans are public, and the version history still contains what a later change removes. The owner of an action is a
    post; contact details of its holder belong in a directory. A full postcode covers only a few houses, so with a few
    words about a case it can identify a family. hsp accepts the mailbox of an office, such as `info@`.

    Example:

        note: Ring Ann on 020 7946 0018, or write to ann.reed@example.org

    Way out: remove it, and name the post. If it is the published address of an office, suppress the finding with a
    comment and give that reason. If personal data have already been published, tell your data protection officer.
    """
    for file, words in words_of_files(workspace):
        if _kinds(words):
            for text in record_texts(file.record, file.place):
                for kind in _kinds(text.words):
                    # The message goes into logs, so it does not repeat the personal data.
                    yield Problem(text.place, f"the text contains {kind}")


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
