"""Rules for privacy: personal data in records that the public can read."""

from collections.abc import Iterator

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.personal_data import known_people, names_a_person, personal_data_in
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.rules.support.texts import record_texts, words_of_files


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
        if personal_data_in(words):
            for text in record_texts(file.record, file.place):
                for kind in personal_data_in(text.words):
                    # The message goes into logs, so it does not repeat the personal data.
                    yield Problem(text.place, f"the text contains {kind}")


@rule(
    "comment-names-person", severity=Severity.WARNING, hint="leave the name out, and name the group or sector instead"
)
def comment_names_person(workspace: Workspace) -> Iterator[Problem]:
    """A comment on a consultation, or the answer to it, names a person.

    People who reply to a consultation do not agree to be published. A summary says what was said and which group it
    came from. hsp finds the people of `partnership.yaml`, and names after a title such as Mrs or Cllr or after "my name
    is". It cannot find every name, so read a summary before you publish it. A paper leaves out a text with a name that
    hsp finds.

    Example:

        comments:
          - id: c1
            text: Mrs Example asked for more benches.
            sector: residents

    Way out: write the summary without the name, such as "Residents asked for more benches". If the name has already
    been published, tell your data protection officer.
    """
    known = known_people(workspace.partnership) if workspace.comments else frozenset()
    for comment in workspace.comments:
        for text in record_texts(comment.record, comment.place):
            if names_a_person(text.words, known):
                # The message goes into logs, so it does not repeat the name.
                yield Problem(text.place, f"the text of {comment.address} names a person")
