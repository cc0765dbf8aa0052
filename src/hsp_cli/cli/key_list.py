"""The keys of a kind of record, for `hsp new KIND --keys`."""

from typing import TYPE_CHECKING

from hsp_cli.cli.options import AnswerFormat
from hsp_cli.cli.session import Session

if TYPE_CHECKING:
    from hsp_cli.domain.record import Record


def show_keys(session: Session, model: "type[Record]", format: AnswerFormat) -> None:
    """Show what each key takes and means: the required ones first. The id is no option."""
    from hsp_cli.domain.meanings import meaning_of
    from hsp_cli.editing.given_values import takes_text
    from hsp_cli.editing.keys import keys_of

    others = (key for key in keys_of(model) if key.name != "id")
    keys = sorted(others, key=lambda key: not key.is_required)
    if format is AnswerFormat.JSON:
        session.answer_json(
            [
                {
                    "key": key.name,
                    "required": key.is_required,
                    "takes": takes_text(key),
                    "choices": list(key.choices),
                    "meaning": meaning_of(model, key.name),
                }
                for key in keys
            ]
        )
        return
    rows = [
        (f"--{key.name}", "yes" if key.is_required else "no", takes_text(key), meaning_of(model, key.name))
        for key in keys
    ]
    heads = ("Option", "Required", "Takes", "Meaning")
    if session.out.has_room(heads, rows):
        session.out.table(heads, rows)
        return
    for option, required, takes, meaning in rows:
        session.out.item(f"{option}{' (required)' if required == 'yes' else ''}: {meaning}. Takes {takes}.")
