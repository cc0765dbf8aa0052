"""The rules that the reader applies to each file, with the page of each: size, encoding, YAML, keys and values."""

from hsp_cli.domain.finding import Rule, Severity


def _file_rule(code: str, hint: str, page: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(code, severity, page, hint)


UNREADABLE_FILE = _file_rule(
    "unreadable-file",
    "replace it with a plain file that you have permission to read",
    """hsp cannot read the file.

    You may not have permission to read it, it may be a link, or it may be a folder with the name of a file.
    hsp never follows links, because a pull request could point one at any file on the computer.

    Example:
        data/indicators/ni-192.yaml -> /etc/hosts

    Way out: replace the link with the file itself, or correct the permissions.
    """,
)
FILE_TOO_LARGE = _file_rule(
    "file-too-large",
    "split it: one plan, indicator, register, meeting or paper to a file",
    """The file is larger than any record needs, so hsp does not read it.

    The largest record in use is a small fraction of the limit. A larger file is either a mistake, such as a
    spreadsheet saved under the wrong name, or an attempt to make the checks hang.

    Example:
        data/indicators/ni-192.yaml   1,048,577 bytes

    Way out: split the record, or remove what does not belong to it. If your workspace really needs larger
    files, set `HSP_MAX_FILE_BYTES`.
    """,
)
NOT_UTF8 = _file_rule(
    "not-utf8",
    "save the file as UTF-8",
    """The file is not saved as UTF-8.

    Some editors on Windows use an older encoding, in which a pound sign or a dash is a different byte. hsp
    does not guess the encoding: a wrong guess would put the wrong letters in the paper.

    Example:
        title: Cost of caf\\xe9 visits      (Latin-1)

    Way out: open the file in the editor, choose "Save as" and select the encoding UTF-8. In Excel, the type of file is
    "CSV UTF-8".
    """,
)
UNPRINTABLE = _file_rule(
    "unprintable-character",
    "delete the character",
    """The file contains an invisible character that does not belong in text.

    Control characters often come from text copied out of other programs. They can hide words, move the cursor
    of a terminal, or end a line in the wrong place.

    Example:
        title: Waste<U+0000>recycled

    Way out: delete the character at the place in the message, and type the word again.
    """,
)
YAML_SYNTAX = _file_rule(
    "yaml-syntax",
    "put quotes around text with `: ` or ` #`, or that starts with @, %, [, {, * or &",
    """The file is not valid YAML.

    There are four common causes: text that contains a colon and a space, text that starts with a sign that
    YAML uses, a missing closing quote, and uneven indentation. hsp can report only the first such place in a
    file.

    Example:
        title: Climate: the first year

    Way out: put the text in quotes, or write it as a block after `|`.
        title: "Climate: the first year"
    """,
)
UNUSUAL_SPACE = _file_rule(
    "unusual-space",
    "delete it, and type a plain space",
    """The file has a tab or a no-break space where YAML needs a plain space.

    On a screen it looks like a space. Tabs come from text editors, no-break spaces from Word and web pages.

    Example:
        title:<U+00A0>Waste recycled

    Way out: delete the character at the place that is named, and press the space bar.
        title: Waste recycled
    """,
)
TOO_DEEP = _file_rule(
    "nesting-too-deep",
    "remove levels: no record needs so many",
    """Lists or mappings are nested more deeply than in any record.

    Thousands of nested brackets can crash a parser. A plan of six levels needs less than a third of the
    limit.

    Example:
        title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ ... ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

    Way out: look for brackets or dashes that are there by mistake.
    """,
)
TOO_MANY_VALUES = _file_rule(
    "too-many-values",
    "split it: one plan, indicator, register, meeting or paper to a file",
    """The file contains more keys and values than any record needs.

    The limit is one value for every twenty bytes that a file may have, which is more than fifty thousand. A
    program must have written a larger file, and it would make every command slow.

    Example:
        schemes: [a,a,a,a,a,a, ... ]          and so on for a megabyte

    Way out: split the record, or remove what does not belong to it.
    """,
)
YAML_EXTRA = _file_rule(
    "unsupported-yaml",
    "write the value in full, or put the text in quotes",
    """The file uses a part of YAML that plans do not need: anchors, aliases, merge keys, tags, directives, or
    several documents in one file.

    They can make a file mean something other than what it shows, and a few lines of them can stop a computer.
    The same signs are safe inside quotes.

    Example:
        owners: &leads [NHS Harrow]

    Way out: write the value in full in each place. If the sign is part of a text, put the text in quotes.
        text: "*Action for all partners"
    """,
)
DUPLICATE_KEY = _file_rule(
    "duplicate-key",
    "keep one of the two",
    """A mapping contains the same key twice, so one of the two values would be lost.

    This happens when two people add the same quarter, or when somebody copies a block. Other tools keep the
    last value without a message.

    Example:
        figures:
          Q1-2010: {actual: 69}
          Q1-2010: {actual: 71}

    Way out: decide which value is right and delete the other.
    """,
)
NOT_A_RECORD = _file_rule(
    "not-a-record",
    "start the file with `id:`",
    """The file is not a record: it is empty, a list, or plain text.

    Every file under `data/` is one mapping of keys and values.

    Example:
        - NI 192
        - NI 126

    Way out: start the file with `id:` and add the other keys of its kind, or delete the file.
    """,
)
UNKNOWN_KEY = _file_rule(
    "unknown-key",
    "correct the key, or move the words into `note:`",
    """This kind of record does not have that key.

    hsp would never use the value of a misspelt key, and nobody would notice.

    Example:
        titel: Household waste recycled

    Way out: use the key that the message suggests. If no key fits, put the text in `note:`.
    """,
)
RENAMED_KEY = _file_rule(
    "renamed-key",
    "write the new name of the key",
    """A later version of hsp has renamed this key.

    Only the word before the colon has changed; the value stays as it is. hsp does not read the value until
    the key has its new name.

    Example:
        unresolved:
          - Who leads the project?

    Way out: write the new name that the message gives.
        open_questions:
          - Who leads the project?
    """,
)
MISSING_KEY = _file_rule(
    "missing-key",
    "add the key",
    """The record does not have a key that its kind requires.

    Example:
        id: ni-192
        title: Household waste recycled        (no `unit`, no `better`)

    Way out: add the key. The documentation of records (`docs/records.md`) lists the keys that each kind
    requires.
    """,
)
WRONG_TYPE = _file_rule(
    "wrong-type",
    "write the value in the form that the key expects",
    """The value does not have the form that its key requires: it is text instead of a number, or one value
    instead of a list.

    hsp does not convert values, because sooner or later a converted figure is wrong.

    Example:
        actual: 69%
        schemes: laa

    Way out: write a number without its unit (the unit goes in `unit:`), write a list with `- ` or `[ ]`, and
    put quotes around text that looks like a number.
        actual: 69
        schemes: [laa]
    """,
)
UNKNOWN_VALUE = _file_rule(
    "unknown-value",
    "choose one of the words that the message lists",
    """The key takes one of a few words, and the value is not one of them.

    Example:
        better: more

    Way out: choose one of the words in the message, here `higher`.
    """,
)
BAD_PERIOD = _file_rule(
    "bad-period",
    "write Q1-2010, 2010-06, 2010-06-30, 2010/11 or 2010",
    """The period or date is in a form that hsp does not read, or it does not exist.

    In 5/6/2010 the day and the month are easily confused, so hsp reads only forms with one meaning. `Q1-2010`
    is the first quarter of the partnership's own year that starts in 2010.

    Example:
        due: 31/12/2017
        due: 2017-13

    Way out: write the year first. If the document does not give a date for a deadline, keep its words: hsp
    then reports the deadline as unresolved.
        due: 2017-12-31
        due: at the next meeting
    """,
)
BAD_ID = _file_rule(
    "bad-id",
    "use lower-case letters, digits and single hyphens",
    """The id is not a slug: lower-case letters, digits, single hyphens between them, at most 80 characters.

    Ids are part of file names, of links and of addresses such as `plan-id/action-id`. Other characters could
    have a special meaning there.

    Example:
        id: NI 192

    Way out: write `ni-192`. Put the code with its usual spelling in `code:`.
    """,
)
UNCLAIMED_FILE = _file_rule(
    "unclaimed-file",
    "move it to the folder of its kind, and give it a name that ends in .yaml",
    """A YAML file under `data/` does not belong to any kind of record, so hsp would never read it.

    Other tools often ignore a file with a misspelt folder or ending, and its figures are then missing from
    the paper.

    Example:
        data/indicator/ni-192.yaml        (the folder is `indicators`)
        data/indicators/ni-192.yml        (the ending is `.yaml`)

    Way out: move or rename the file. The folders are plans, indicators, risks, meetings, papers, projects and
    grants.
    """,
)
BAD_FILE_NAME = _file_rule(
    "bad-file-name",
    "write the name of a file in the same folder, in letters, digits, - and _, such as waste-by-area.csv",
    """A key needs the name of a file beside the record, and its value is not such a name.

    The file is in the same folder as the record, so its name has no slash. Names have letters, digits, hyphens and
    underscores, because other characters mean different things on different systems.

    Example:
        observations: ../shared/Waste by area.CSV

    Way out: put the file beside the record, and write its name with the ending in small letters.
        observations: waste-by-area.csv
    """,
)
MISSING_FILE = _file_rule(
    "missing-file",
    "put the file beside the record, or correct its name",
    """A record names a file beside it, and the folder has no such file.

    The figures in that file would be missing from every answer.

    Example:
        # data/indicators/waste-recycled.yaml
        observations: waste-by-area.csv        (the folder has waste-by-areas.csv)

    Way out: correct the name, or add the file to the folder of the record.
    """,
)
UNNAMED_FILE = _file_rule(
    "unnamed-file",
    "name it in a record of the same folder, or move it out of data/",
    """A CSV or GeoJSON file under `data/` is not named by any record of its folder, so hsp would never read it.

    Its figures would be missing from every paper. The name in the record may be misspelt, or the record may be in
    another folder. hsp does not report it while a record of the same folder cannot be read.

    Example:
        data/indicators/waste-by-area.csv        (no indicator has `observations: waste-by-area.csv`)

    Way out: name the file in its record, for example under `observations`, or keep it outside `data/`.
    """,
)
CSV_SYNTAX = _file_rule(
    "csv-syntax",
    "separate cells with commas; put double quotes around a cell with a comma, and write a quote in it twice",
    """The file is not valid CSV, or a row has another number of cells than the header.

    hsp reads CSV as RFC 4180 describes it and as spreadsheets save it: commas between the cells, and double quotes
    around a cell that has a comma, a quote or a line break. A row of another length would put figures into the wrong
    columns.

    Example:
        period,area,actual
        2011/12,Pinner, 3,204

    Way out: write the number without a comma, or put quotes around the cell. If the file has semicolons or tabs between
    the cells, save it as CSV with commas.
        2011/12,Pinner,3204
    """,
)
CSV_HEADER = _file_rule(
    "csv-header",
    "start the file with a line of column names: period, the dimensions, actual",
    """The first line of the file does not name its columns as the record does.

    The header has `period`, each of the record's `dimensions`, and keys of a figure such as `actual` and `target`, each
    once and in any order. hsp would not know what another column means.

    Example:
        # dimensions: [area]
        Year,Ward,Value

    Way out: rename the columns.
        period,area,actual
    """,
)
FORMULA = _file_rule(
    "formula-in-cell",
    "write the value itself, and start no text with =, +, @ or -",
    """A cell of a CSV file starts like a formula: with `=`, `+`, `@`, a tab, or `-` before a letter.

    hsp does not calculate. A spreadsheet that opens the file would, and such a cell can even make it start a program.

    Example:
        period,area,actual
        2011/12,Pinner,=B2/C2

    Way out: write the result as a number without a plus sign. If a text starts with such a sign, change its first word.
    """,
)
GEOJSON_SYNTAX = _file_rule(
    "geojson-syntax",
    "export the file again from the program that made it",
    """A file of shapes is not valid JSON.

    A file that was edited by hand, or that was not copied to its end, cannot be read. hsp reports the first place in
    the file that is no JSON, an object that has a key twice, or a number that JSON does not have.

    Example:
        {"type": "FeatureCollection", "features": [

    Way out: export the file again. To find the fault by hand, open the file at the line and column in the message.
    """,
)
NOT_SHAPES = _file_rule(
    "shapes-not-readable",
    "save the areas as polygons, with the code of each area in the property that `shapes_code` names",
    """A file of shapes is JSON, but hsp cannot find a shape for each area in it.

    The file must be a GeoJSON FeatureCollection. Each feature is a Polygon or a MultiPolygon, whose rings end where
    they begin. The property that `shapes_code` names must hold the code of the area as text.

    Example:
        # shapes_code: WD13CD
        {"type": "Feature", "properties": {"WD22CD": "E05013542"},
         "geometry": {"type": "Point", "coordinates": [-0.3, 51.6]}}

    Way out: export the boundaries of the areas, not their centres, and correct `shapes_code`.
    """,
)
NOT_WGS84 = _file_rule(
    "shapes-not-wgs84",
    "export the shapes again with longitude and latitude in WGS 84 (EPSG:4326)",
    """The coordinates in a file of shapes are not longitude and latitude in WGS 84.

    Boundaries in Great Britain are often published in the British National Grid, whose coordinates are metres. hsp does
    not convert them: GeoJSON has only WGS 84, and a guess could draw the map in the wrong place or shape.

    Example:
        "coordinates": [[[515263, 188901], ...

    Way out: export the file again and choose WGS 84, also called EPSG:4326 or CRS84.
    """,
)
ID_NOT_FILE_NAME = _file_rule(
    "id-differs-from-file-name",
    "rename the file, or correct the id",
    """The name of the file differs from the id of its record.

    People see the id in a link or a paper and look for the file of that name.

    Example:
        data/indicators/ni-192.yaml:   id: ni-129

    Way out: make the two the same. References use the id.
    """,
)
SAME_ID_IN_TWO_FILES = _file_rule(
    "same-id-in-two-files",
    "give one of the two another id and file name",
    """Two files of one kind have the same id, so hsp cannot tell which one a reference means.

    Example:
        data/plans/cohesion.yaml
        data/plans/2018/cohesion.yaml

    Way out: rename one file and change its id.
    """,
)
TEXT_CUT_AT_HASH = _file_rule(
    "value-cut-at-hash",
    "put the text in quotes, or move the comment to a line of its own",
    """Text without quotes is followed by ` #`, so YAML reads the rest of the line as a comment.

    The words after the sign are not in the record, and YAML gives no message.

    Example:
        title: Delivery of priority # 3

    Way out: if the sign belongs to the text, put the text in quotes. If it starts a comment, move the comment
    to the line above.
        title: "Delivery of priority # 3"
    """,
    Severity.WARNING,
)
UNUSED_SUPPRESSION = _file_rule(
    "unused-suppression",
    "delete the comment",
    """A comment suppresses a finding that hsp does not report there.

    An old suppression could hide the next finding of that kind.

    Example:
        due: 2018-02   # hsp: allow deadline-unresolved — asked the owner

    Way out: delete the comment.
    """,
    Severity.WARNING,
)
UNKNOWN_SUPPRESSION = _file_rule(
    "unknown-suppression",
    "correct the code; `hsp explain` lists the codes",
    """A comment suppresses a code that does not exist.

    Example:
        due: at the next meeting   # hsp: allow unresolved-deadline — no date is set

    Way out: copy the code from the finding itself.
    """,
)
SUPPRESSION_WITHOUT_REASON = _file_rule(
    "suppression-without-reason",
    "add a dash and the reason",
    """A comment suppresses a finding without giving a reason.

    The next reader needs to know whether the reason still applies.

    Example:
        due: at the next meeting   # hsp: allow deadline-unresolved

    Way out: add a dash and the reason after the code.
        due: at the next meeting   # hsp: allow deadline-unresolved — no date is set yet
    """,
)

FILE_RULES: dict[str, Rule] = {rule.code: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
"""The rules of the reader by code, in the order above."""

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
"""The codes of earlier versions, each with its present code."""
