"""Every sentence of hsp that says "no", "none" or "nothing", and why it may.

A sentence that says that there is none of something is true only where the records say so. `NONE` marks these; the laws
watch that no paper and no answer gains one for knowing less.
"""

from enum import Enum


class Says(Enum):
    """What a sentence with "no" in it says."""

    NONE = "that there is none: good news if it is true"
    SOME = "that there is none among those that are known, and how many these are"
    UNKNOWN = "that something is not recorded, not given or not known"
    REQUEST = "that a request cannot be met"
    WORDS = "nothing about the records: a label, a key, an explanation"


_NONE, _SOME, _UNKNOWN, _REQUEST, _WORDS = Says

DENIALS: dict[str, tuple[Says, str]] = {
    # Open data
    "No licence is recorded for these tables, so nobody has said that you may use or copy them.": (
        _UNKNOWN,
        "a missing licence is not a permission",
    ),
    "An empty cell means that the record says nothing.": (_WORDS, "how to read the tables"),
    # Exceptions
    "No exception": (_NONE, "exceptions: every covered indicator could be judged"),
    "There are no exceptions{} this quarter.": (_NONE, "of a priority: each of its indicators could be judged"),
    "No exceptions among the {} of {} indicators that can be judged in {}": (_SOME, "the others are counted"),
    "There are no exceptions among the {} of {} indicators that can be judged;": (_SOME, "the others are counted"),
    "No indicators to judge in {}": (_UNKNOWN, "the report covers no indicator"),
    "No indicator can be judged in {}": (_UNKNOWN, "no covered indicator has a figure or rating"),
    "No indicator can be judged:": (_UNKNOWN, "of a priority; the reasons follow"),
    "The report covers no indicator of this priority.": (_UNKNOWN, "of a priority without a covered indicator"),
    "{} {} no figure recorded": (_UNKNOWN, "why indicators cannot be judged"),
    "No figure or rating is recorded for": (_UNKNOWN, "heads the list of such indicators"),
    "No figure is recorded for it.": (_UNKNOWN, "explain: of an indicator"),
    "No rating can be computed:": (_UNKNOWN, "explain: what is missing follows"),
    "No direction can be computed:": (_UNKNOWN, "explain: what is missing follows"),
    "No rating is computed, because a newer figure was due.": (_UNKNOWN, "explain: the last figure is an old one"),
    "No direction is computed, because a newer figure was due.": (_UNKNOWN, "explain: the last figure is an old one"),
    "the last number before it, as {} has none": (_UNKNOWN, "explain: the figure that should be compared is missing"),
    "No direction from {}:": (_UNKNOWN, "explain: the counting method changed"),
    "there is no number to compare with {}.": (_UNKNOWN, "explain: what is missing"),
    "no number": (_UNKNOWN, "explain: in place of a figure"),
    "no number is recorded up to {}": (_UNKNOWN, "small charts: in place of a chart"),
    # Risks
    "No red risk": (_NONE, "risks: all were rated in the quarter, or there are no risks at all"),
    "No red risks among the {} of {} that were rated in {}": (_SOME, "the others are listed with their last rating"),
    "No risk was rated in {}": (_UNKNOWN, "risks: the last ratings are listed"),
    "No movement": (_SOME, "risks: among those with an earlier rating, whose number follows"),
    "No rating can be compared with an earlier one": (_UNKNOWN, "risks: no risk has two ratings"),
    "No risks are recorded": (_NONE, "risks: no register has a risk"),
    "No risks are recorded.": (_NONE, "risk register: of a register without an entry"),
    "{} {} none to compare with": (_UNKNOWN, "risks: how many have no earlier rating"),
    "{} {} no rating up to then": (_UNKNOWN, "risks: how many were never rated"),
    "{} {} no rating up to {}": (_UNKNOWN, "chart of the matrix: how many were never rated, and which"),
    "{} and no place in the matrix:": (_UNKNOWN, "chart of the matrix: the end of the sentence above"),
    "{} {} no colour": (_UNKNOWN, "risks: how many ratings the matrix does not have"),
    "no rating recorded": (_UNKNOWN, "in place of a rating"),
    "no reason is recorded": (_UNKNOWN, "in place of the reason for a movement"),
    "No reason is recorded.": (_UNKNOWN, "in place of the reason for a movement"),
    # Actions
    "none": (_NONE, "due: no action matches the request"),
    "no action is recorded": (_UNKNOWN, "action log, action plan and counts of what is due"),
    "none found": (_NONE, "due: no item matches the request"),
    "No {} recorded": (_UNKNOWN, "due: heads what has no owner, plan or body"),
    "their plan or project has ended, and nobody recorded the outcome": (_UNKNOWN, "due: heads what was left open"),
    "No actions are recorded under it.": (_UNKNOWN, "action plan: the recommendation has no action"),
    "No owner is recorded": (_UNKNOWN, "morning report: in place of an owner"),
    "no owner recorded": (_UNKNOWN, "morning report: in place of an owner"),
    "No owner": (_UNKNOWN, "due: in place of an owner"),
    "No action is recorded for this paper.": (_UNKNOWN, "morning report: the narrative has no action"),
    "No action of an earlier meeting or paper is recorded.": (_NONE, "morning report: none is open or named"),
    "No paper of this quarter is recorded for this body.": (_UNKNOWN, "agenda: its record names a body without papers"),
    "No outcome is recorded.": (_UNKNOWN, "in place of an outcome"),
    "no deadline recorded": (_UNKNOWN, "in place of a deadline"),
    "no status recorded": (_UNKNOWN, "in place of a status"),
    # Slippage
    "{} of the {} {} no date now, so a delay of these does not show.": (_UNKNOWN, "slippage: counts them"),
    "No reason": (_WORDS, "slippage: the head of a column that counts moves without a reason"),
    # Changes since an earlier state
    "No reason is recorded": (_UNKNOWN, "changes: of a deadline that was moved"),
    "no figure recorded": (_UNKNOWN, "changes: why it is not known whether a rating has changed"),
    "no quarter with records had ended then.": (_UNKNOWN, "changes: why ratings are not compared"),
    "rated {} then, which the scale no longer has": (_UNKNOWN, "changes: why two ratings cannot be compared"),
    "still recorded, but the exception report no longer covers it": (_WORDS, "changes: lists such indicators as gone"),
    "No change is recorded": (_UNKNOWN, "morning report: in place of the counts; what is not known follows"),
    "{} that is no longer recorded": (_WORDS, "morning report: of a record that is gone, which is bad news"),
    # What is owed for a quarter
    "The records show nothing that is owed.": (_NONE, "quarter: each figure, comment, rating and update is recorded"),
    "{} no figure or rating{} so far, so hsp cannot say whether a figure is owed.": (_UNKNOWN, "quarter: counts them"),
    "no date is agreed": (_UNKNOWN, "quarter: of an action that owes a deadline"),
    "no report is recorded": (_UNKNOWN, "quarter: of an action that owes an update"),
    "what was reported has no date": (_UNKNOWN, "quarter: of an action that owes an update"),
    "No owner recorded": (_UNKNOWN, "quarter: heads what has no owner"),
    # Differences of two versions
    "No record differs.": (_NONE, "diff: every file that differs could be read in both versions"),
    "No change is found in the files that can be compared.": (_SOME, "diff: the files that cannot be are listed"),
    "The earlier version has no records in this workspace, so everything counts as new.": (_WORDS, "diff"),
    "there is none yet": (_REQUEST, "papers: what a kind of paper can be about"),
    "nothing is compared while the settings cannot be read": (_REQUEST, "diff: the settings have an error"),
    "no longer an exception": (_NONE, "diff: the indicator could be judged in the later version"),
    "was an exception, and can no longer be judged": (_UNKNOWN, "diff: a figure, target or comparison is gone"),
    "an exception before, and no longer reported, because {}": (_UNKNOWN, "diff: the reason follows"),
    "the exception report no longer covers it": (_UNKNOWN, "diff: why an exception is no longer reported"),
    "no deadline": (_UNKNOWN, "diff: in place of a deadline"),
    "is no longer given": (_UNKNOWN, "diff: of a first deadline"),
    "the {} is no longer recorded": (_UNKNOWN, "diff: of a move of a deadline"),
    "nobody is named under `{}` any more": (_UNKNOWN, "diff: the last owner was removed"),
    "is no longer the lead": (_WORDS, "diff: of an owner"),
    "no longer stated": (_UNKNOWN, "diff: of a value that is the default"),
    "no longer counts": (_WORDS, "diff: of a level that was an exception"),
    "is no longer": (_WORDS, "diff: of a zone that was red"),
    "{} {} nothing that the records know of for {}.": (_NONE, "chase: of these, everything is recorded and judged"),
    "No indicator, open risk or live action matches the request.": (_REQUEST, "chase: nobody is there to ask"),
    "Indicators of which nothing is recorded": (_UNKNOWN, "chase: heads them; their owners are asked"),
    "Not every file could be read, so hsp cannot say who owes nothing.": (_UNKNOWN, "chase: with --allow-errors"),
    # Grants
    "No grant": (_NONE, "grants: counted among the files of grants"),
    "No signature of the agreement recorded;": (_UNKNOWN, "grants: heads such grants"),
    # Agreements
    "No agreement is recorded.": (_UNKNOWN, "reward: the workspace has no file of an agreement"),
    "A better figure would earn no more.": (_NONE, "reward: a recorded figure has reached the cap"),
    "Below {}% it earns nothing.{}": (_WORDS, "reward: explains the floor"),
    # Consultations
    "No consultation is recorded that matches the request.": (_REQUEST, "consultation, narrowed or without any"),
    "That does not mean that nobody commented.": (
        _UNKNOWN,
        "consultation: says what the sentence before it leaves open",
    ),
    "No comments are recorded.": (_UNKNOWN, "you said, we did: the next sentence says that there may be some"),
    "no consultation yet": (_REQUEST, "hint for a paper about a consultation"),
    # Need
    "No recorded action names it.": (_UNKNOWN, "profile: an area that no record names"),
    "no recorded action names it": (_UNKNOWN, "need: an area that no record names"),
    "Neediest areas that no open action names": (
        _UNKNOWN,
        "need: heads the areas without open work, which is bad news",
    ),
    "Nobody can say where need is greatest:": (_UNKNOWN, "need: the reason follows"),
    "the profile has no areas or no layers.": (_UNKNOWN, "need: why nobody can say where need is greatest"),
    "no figure": (_UNKNOWN, "need, maps: in place of the value of an area"),
    "{} of {} {} no area:": (_UNKNOWN, "need: how many actions do not say where they take place"),
    "nobody recorded where {} place": (_UNKNOWN, "need: of actions that name no area"),
    "no map of {} can be drawn:": (_REQUEST, "chart: the reason follows"),
    "nobody reviews them;": (_UNKNOWN, "codeowners: files whose owners have no handle, and there is no default"),
    # Papers
    "No narrative has been recorded for this quarter yet.": (_UNKNOWN, "a paper without a record"),
    "A dash means that no figure is recorded for the period.": (_WORDS, "explains a sign in a table"),
    "No comment is recorded.": (_UNKNOWN, "in place of a comment; consultation: of one without a comment"),
    "no update is recorded for this quarter.": (_UNKNOWN, "in place of a project's update"),
    "No vision is recorded.": (_UNKNOWN, "strategy: the plan has no vision"),
    "None are recorded.": (_UNKNOWN, "strategy: the plan has no principles"),
    "None is recorded.": (_UNKNOWN, "strategy: the plan has no timetable"),
    "No rule is recorded.": (_UNKNOWN, "strategy: the plan has no review"),
    "No answer to these questions is recorded:": (_UNKNOWN, "heads a list of questions"),
    "This document gives no more on these areas.": (_UNKNOWN, "strategy: no chapter has more"),
    "This document gives no more on:": (_UNKNOWN, "strategy: the chapters without more follow"),
    "A measure that names no date has the plan's date.": (_WORDS, "objectives: explains a column"),
    # Requests
    "nothing is compared, because {} has no records in this workspace": (_REQUEST, "validate --base: says why"),
    "All right:": (_NONE, "validate: every file was checked, and their number follows"),
    "No indicator matches the request.": (_REQUEST, "exceptions, narrowed"),
    "No risk matches the request.": (_REQUEST, "risks, narrowed"),
    "No grant matches the request.": (_REQUEST, "grants, narrowed"),
    "there are none yet": (_REQUEST, "hint for a filter: no such party is listed"),
    "no profile yet": (_REQUEST, "hint for a paper about a profile"),
    "no plan yet": (_REQUEST, "hint for a paper about a plan"),
    "the workspace has no figures, ratings or papers for any quarter": (_REQUEST, "hint for a quarter"),
    "there is no folder {}": (_REQUEST, "report: where to write"),
    "takes no PAPER": (_REQUEST, "report: options that exclude each other"),
    "no paper is made while records are wrong;": (_REQUEST, "report: the errors are above"),
    "no answer is given while records cannot be read": (_REQUEST, "every command: the errors are above"),
    "hsp validate takes no path:": (_REQUEST, "validate: how to name a workspace"),
    "nobody recorded": (_UNKNOWN, "export: the sheet of rows without an owner"),
    # Meanings of the columns of sheets
    "`open` if the record gives none.": (_WORDS, "export: the status of an action"),
    "hsp computes none for actions.": (_WORDS, "export: the rating of an action"),
    "Empty where a name matches no party or several.": (_WORDS, "export: the ids of owners"),
    "The values of the row that the keeper of the record concluded, and no document states, by their keys.": (
        _WORDS,
        "export: inferred values",
    ),
    "A text that begins with = + - @ or a tab has ' before it, so that no spreadsheet runs it.": (
        _WORDS,
        "export: of CSV that is safe for Excel",
    ),
    "Empty if there is no number:": (_WORDS, "export: a figure; its state says why"),
    "The figure in words, where the source gives no number.": (_WORDS, "export: a figure in words"),
    "Empty if the record has no figure.": (_WORDS, "export: the status of a figure"),
    "`final`, `provisional`, `awaited` (it was due, or the record says so), `worked-out` (from its parts), "
    "`incomplete` (a month of the quarter is missing), `other-period` (the quarter stands with the figure of "
    "`rated_on`), `target-only` or `none`.": (_WORDS, "export: the words for the state of a figure"),
    "Empty if there is none.": (_WORDS, "export: a rating"),
    "nobody gave it for this period.": (_WORDS, "export: a rating of a risk that is carried forward"),
    "Empty if nobody can say.": (_WORDS, "export: whether a risk is red"),
    "An empty cell changes nothing.": (_WORDS, "export: how a workbook is filled in"),
    # Imports
    "an import moves no action to another aim": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "it says no aim, and `into` has none": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "the plan {} has no action {}": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "no action is called {}": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "{} is text, and the mapping states no form of dates for it": (
        _REQUEST,
        "import: why a cell, a row or a mapping is refused",
    ),
    "there is no month {}": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "the form {} has no year:": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "the form {} has a day and no month": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "{} {} has no day {}": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "no indicator is called {}": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "{} have no key `{}` here;": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "{}` needs no `into`": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "{} is no {} of partnership.yaml{}": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "{} is no rating of the scale:": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "partnership.yaml has no risk matrix, so a rating means nothing": (
        _REQUEST,
        "import: why a cell, a row or a mapping is refused",
    ),
    "{} is none of:": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "the register {} has no risk {}": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "the row says no period for it": (_REQUEST, "import: why a cell, a row or a mapping is refused"),
    "no value": (_UNKNOWN, "import: in place of a value in a conflict, or of one that cannot be changed on a sheet"),
    "{} on which nothing can be filled in": (_WORDS, "import: rows of series"),
    "Nothing is written.": (_WORDS, "import: what is refused or conflicts is above"),
    "it is the reason for a new deadline, and there is none": (_REQUEST, "import: why a cell is refused"),
    "the records have no row {}:": (_REQUEST, "import: why a row is refused"),
    "it has no id, and a sheet makes no new record": (_REQUEST, "import: why a row is refused"),
    "its row has no such value": (_REQUEST, "import: why a cell is refused"),
    "no risk is called {}": (_REQUEST, "import: why a row is refused"),
    "there is no figure for {} that could be {}": (_REQUEST, "import: why a cell is refused"),
    "a figure that is awaited has no number": (_REQUEST, "import, record: why a figure is refused"),
    "nothing": (_WORDS, "key of a mapping: texts that count as an empty cell"),
    "the aim for actions that no column gives one": (_WORDS, "schema mapping: a key"),
    "`make` a record for an id that no record has, or `refuse` the row": (_WORDS, "schema mapping: a key"),
    "columns of which the mapping says nothing:": (_UNKNOWN, "import: columns that may have been forgotten follow"),
    "Nothing is written:": (_WORDS, "import: why follows, that rows are refused or that all is recorded already"),
    "nothing is written, because the records would then have these errors": (_REQUEST, "import: they are above"),
    # Words
    "\\ No newline at end of file": (_WORDS, "a diff: the last line of the file has no end"),
    "No": (_WORDS, "begins a count of none; the sentences are entered with their nouns"),
    "no": (_WORDS, "key of the scale: the level is not an exception"),
}
