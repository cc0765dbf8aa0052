"""What can be wrong with a file before any rule looks at it, with the page that explains each fault."""

from hsp_cli.domain.finding import Rule, Severity


def _file_rule(code: str, hint: str, page: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(code, severity, page, hint)


UNREADABLE_FILE = _file_rule(
    "unreadable-file",
    "make it a plain file that you may read",
    """The file is there, but it cannot be read.

    It may belong to somebody else, be a link that leads out of the workspace, or be a folder with the name of
    a file. Links are never followed: a pull request could point one at anything.

    Example:
        data/indicators/ni-192.yaml -> /etc/hosts

    Way out: replace the link by the file itself, or correct its permissions.
    """,
)
FILE_TOO_LARGE = _file_rule(
    "file-too-large",
    "split it: one plan, indicator, register, meeting or paper a file",
    """The file is larger than any record needs, so it is refused unread.

    The largest record in use is a small fraction of the limit. A file beyond it is a mistake (a spreadsheet
    saved under the wrong name) or an attempt to make the checks hang.

    Example:
        data/indicators/ni-192.yaml   1,048,577 bytes

    Way out: split the record, or take out what does not belong to it. A workspace that really needs larger
    files sets `HSP_MAX_FILE_BYTES`.
    """,
)
NOT_UTF8 = _file_rule(
    "not-utf8",
    "save the file as UTF-8",
    """The file is not written in UTF-8.

    Some editors on Windows save in an older encoding, in which a pound sign or a dash is a different byte.
    Guessing the encoding would put wrong letters into the paper, so hsp does not guess.

    Example:
        title: Cost of caf\\xe9 visits      (Latin-1)

    Way out: open the file in the editor, choose "Save as" and the encoding UTF-8.
    """,
)
UNPRINTABLE = _file_rule(
    "unprintable-character",
    "delete the character",
    """The file holds a character that no one can see and that does not belong in text.

    Control characters come from copying out of other programs. They can hide words, move the cursor of a
    terminal, or end a line where none should end.

    Example:
        title: Waste<U+0000>recycled

    Way out: delete the character at the place that is named, and type the word again.
    """,
)
YAML_SYNTAX = _file_rule(
    "yaml-syntax",
    "text with `: `, ` #`, or a leading @, %, [, {, *, & goes into quotes",
    """The file cannot be read as YAML.

    Most often a text holds a colon followed by a space, begins with a sign that means something in YAML, a
    quote is not closed, or lines are not indented alike. Only the first such place of a file can be named.

    Example:
        title: Climate: the first year

    Way out: put the text into quotes, or write it as a block after `|`.
        title: "Climate: the first year"
    """,
)
UNUSUAL_SPACE = _file_rule(
    "unusual-space",
    "delete it, and type a plain space",
    """A tab or a no-break space stands where YAML needs a plain space.

    It looks like a space on the screen. Tabs come from editors, no-break spaces from Word and web pages.

    Example:
        title:<U+00A0>Waste recycled

    Way out: delete the character at the place that is named, and press the space bar.
        title: Waste recycled
    """,
)
TOO_DEEP = _file_rule(
    "nesting-too-deep",
    "no record needs such depth; take levels out",
    """Lists or mappings are nested deeper than any record.

    Thousands of brackets inside each other can crash a parser. A plan of six levels needs less than a third
    of the limit.

    Example:
        title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ ... ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

    Way out: look for brackets or dashes that were not meant.
    """,
)
TOO_MANY_VALUES = _file_rule(
    "too-many-values",
    "split it: one plan, indicator, register, meeting or paper a file",
    """The file holds more keys and values than any record.

    The limit is a value for every twenty bytes that a file may have, more than fifty thousand. What is beyond it
    was written by a program, and would keep every command waiting.

    Example:
        schemes: [a,a,a,a,a,a, ... ]          and so on for a megabyte

    Way out: split the record, or take out what does not belong to it.
    """,
)
YAML_EXTRA = _file_rule(
    "unsupported-yaml",
    "write the value out, or put the text into quotes",
    """The file uses a part of YAML that plans do not need: anchors, aliases, merge keys, tags, directives, or
    several documents in one file.

    They make a file mean something other than what it shows, and a few lines of them can stop a computer.
    The same signs are harmless inside quotes.

    Example:
        owners: &leads [NHS Harrow]

    Way out: write the value out where it is used. Where the sign belongs to a text, quote the text.
        text: "*Action for all partners"
    """,
)
DUPLICATE_KEY = _file_rule(
    "duplicate-key",
    "keep one of the two",
    """A key stands twice in the same mapping, so one of the two values would be lost.

    It happens when two people add the same quarter, or when a block is copied. Other tools take the last one
    in silence.

    Example:
        figures:
          Q1-2010: {actual: 69}
          Q1-2010: {actual: 71}

    Way out: decide which value is right and delete the other.
    """,
)
NOT_A_RECORD = _file_rule(
    "not-a-record",
    "begin the file with `id:`",
    """The file holds no record: it is empty, a list, or plain text.

    Every file under `data/` is one mapping of keys and values.

    Example:
        - NI 192
        - NI 126

    Way out: begin with `id:` and the other keys of its kind, or delete the file.
    """,
)
UNKNOWN_KEY = _file_rule(
    "unknown-key",
    "correct the key, or move the words into `note:`",
    """The record has a key that its kind does not know.

    A misspelt key would otherwise be a value that nobody ever reads.

    Example:
        titel: Household waste recycled

    Way out: take the key that the message suggests. What has no key of its own goes into `note:`.
    """,
)
RENAMED_KEY = _file_rule(
    "renamed-key",
    "write the new name of the key",
    """The key has been renamed in a later version of hsp.

    Only the word before the colon has changed; the value stays as it is. hsp does not read the value until the key has
    its new name.

    Example:
        unresolved:
          - Who leads the project?

    Way out: write the new name, which the message gives.
        open_questions:
          - Who leads the project?
    """,
)
MISSING_KEY = _file_rule(
    "missing-key",
    "add the key",
    """The record lacks a key that its kind cannot do without.

    Example:
        id: ni-192
        title: Household waste recycled        (no `unit`, no `better`)

    Way out: add the key. `hsp explain` and the documentation of records list what each kind needs.
    """,
)
WRONG_TYPE = _file_rule(
    "wrong-type",
    "write the value in the form that the key expects",
    """The value is of another form than the key expects: words for a number, one value for a list.

    Nothing is converted in silence, because a converted figure is a wrong figure sooner or later.

    Example:
        actual: 69%
        schemes: laa

    Way out: write the number alone (its unit stands in `unit:`), a list with `- ` or `[ ]`, and quotes
    around a text that looks like a number.
        actual: 69
        schemes: [laa]
    """,
)
UNKNOWN_VALUE = _file_rule(
    "unknown-value",
    "choose one of the words that the message lists",
    """The key takes one of a few words, and this is none of them.

    Example:
        better: more

    Way out: take one of the words that the message lists, here `higher`.
    """,
)
BAD_PERIOD = _file_rule(
    "bad-period",
    "write Q1-2010, 2010-06, 2010-06-30, 2010/11 or 2010",
    """A period or date is written in a way that cannot be read, or names a day that does not exist.

    Day and month are easily swapped in 5/6/2010, so hsp reads only spellings that mean one thing. `Q1-2010`
    is the first quarter of the partnership's own year that starts in 2010.

    Example:
        due: 31/12/2017
        due: 2017-13

    Way out: write the year first. What the document itself leaves open is kept in its own words, and
    reported as unresolved.
        due: 2017-12-31
        due: at the next meeting
    """,
)
BAD_ID = _file_rule(
    "bad-id",
    "use lower-case letters, digits and single hyphens",
    """An id is not a slug: lower-case letters, digits, single hyphens between them, at most 80 characters.

    Ids stand in file names, in addresses such as `plan-id/action-id`, and in links, so they hold nothing that
    any of these would read differently.

    Example:
        id: NI 192

    Way out: write `ni-192`. The code with its spelling goes into `code:`.
    """,
)
UNCLAIMED_FILE = _file_rule(
    "unclaimed-file",
    "move it into the folder of its kind, and let its name end in .yaml",
    """A YAML file under `data/` belongs to no kind of record, so nothing would ever read it.

    A misspelt folder or ending passes unnoticed elsewhere, and the figures are missing from the paper.

    Example:
        data/indicator/ni-192.yaml        (the folder is `indicators`)
        data/indicators/ni-192.yml        (the ending is `.yaml`)

    Way out: move or rename the file. The folders are plans, indicators, risks, meetings and papers.
    """,
)
ID_NOT_FILE_NAME = _file_rule(
    "id-differs-from-file-name",
    "rename the file, or correct the id",
    """A file's name and the id inside it differ.

    People look for a record by its name in a link or a paper; it has to be the name of its file.

    Example:
        data/indicators/ni-192.yaml:   id: ni-129

    Way out: make the two the same. References use the id.
    """,
)
SAME_ID_IN_TWO_FILES = _file_rule(
    "same-id-in-two-files",
    "give one of the two another id and file name",
    """Two files of one kind carry the same id, so a reference would mean either.

    Example:
        data/plans/cohesion.yaml
        data/plans/2018/cohesion.yaml

    Way out: rename one file, and its id with it.
    """,
)
TEXT_CUT_AT_HASH = _file_rule(
    "value-cut-at-hash",
    "put the text into quotes, or move the comment to a line of its own",
    """A text without quotes is followed by ` #`, and YAML takes the rest of the line for a comment.

    What stands behind the sign is not in the record, and nobody is told.

    Example:
        title: Delivery of priority # 3

    Way out: quote the text, if the sign belongs to it. If it is a comment, put it on the line above.
        title: "Delivery of priority # 3"
    """,
    Severity.WARNING,
)
UNUSED_SUPPRESSION = _file_rule(
    "unused-suppression",
    "delete the comment",
    """A comment allows a fault that is not there.

    Allowances that outlive their reason would hide the next fault of that kind.

    Example:
        due: 2018-02   # hsp: allow deadline-unresolved — asked the owner

    Way out: delete the comment.
    """,
    Severity.WARNING,
)
UNKNOWN_SUPPRESSION = _file_rule(
    "unknown-suppression",
    "correct the code; `hsp explain` lists them all",
    """A comment allows a code that does not exist.

    Example:
        due: at the next meeting   # hsp: allow unresolved-deadline — no date is set

    Way out: take the code from the finding itself.
    """,
)
SUPPRESSION_WITHOUT_REASON = _file_rule(
    "suppression-without-reason",
    "add a dash and the reason",
    """A comment allows a fault without saying why.

    The next reader has to know whether the reason still holds.

    Example:
        due: at the next meeting   # hsp: allow deadline-unresolved

    Way out: give the reason after a dash.
        due: at the next meeting   # hsp: allow deadline-unresolved — no date is set yet
    """,
)

FILE_RULES: dict[str, Rule] = {rule.code: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
"""Every fault of the store by its code, in the order above."""

RENAMED_RULES = {
    "actions-not-as-the-form-asks": "action-count-not-as-form",
    "allowance-without-reason": "suppression-without-reason",
    "body-in-its-own-line": "circular-hierarchy",
    "code-with-two-titles": "duplicate-code",
    "comment-carried-forward": "repeated-comment",
    "complete-with-something-open": "complete-with-open-dependency",
    "figure-says-nothing": "empty-figure",
    "jump-of-ten-times": "tenfold-jump",
    "more-levels-than-named": "unnamed-level",
    "outcome-answers-otherwise": "outcome-off-topic",
    "text-cut-at-hash": "value-cut-at-hash",
    "unknown-allowance": "unknown-suppression",
    "unused-allowance": "unused-suppression",
    "yaml-extra-refused": "unsupported-yaml",
}
"""The codes of earlier versions, and what they are called now."""
