"""The site as it is on disk now: read again after a file was saved, and made page by page when a page is asked for."""

from collections.abc import Callable
from datetime import date

from hsp_cli.checking.checker import check_loaded
from hsp_cli.checking.loader import Loaded, load
from hsp_cli.checking.reloading import reloaded
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.finding import Place, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Period
from hsp_cli.domain.redaction import Redacted
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.site.serving import reloading
from hsp_cli.site.serving.answers import Answer, text_answer
from hsp_cli.site.serving.findings import Findings
from hsp_cli.site.serving.pages import counts_text
from hsp_cli.site.serving.site_in_state import SiteInState
from hsp_cli.site.site import Site, site_of
from hsp_cli.store.layout import PARTNERSHIP_FILE
from hsp_cli.store.state import Watch

_TRIES = 3
"""How often the records are read again if they change meanwhile. The next request finds out what was missed."""


class LiveSite:
    """What the local server shows. Only `answer_at_once` may be called by several threads."""

    def __init__(
        self,
        root: str,
        today: Callable[[], date],
        quarter: Callable[[Workspace, date], Period | None],
        note: Callable[[str], None],
        *,
        by_meeting: bool,
    ) -> None:
        """`today` is asked at every look, because the server may run for days. `quarter` gives that of the figures.
        `note` gets a line each time the records were read. With `by_meeting`, a paper has the date of its meeting.
        """
        self._root = root
        self._today = today
        self._quarter = quarter
        self._note = note
        self._by_meeting = by_meeting
        self._watch = Watch(root)
        self._loaded: Loaded | None = None
        self._site: SiteInState | None = None

    @property
    def state(self) -> str:
        """A text that differs once a file was saved, or another day has begun. No file is read for it."""
        try:
            return f"{self._watch.state()}-{self._today()}"
        except RequestRefused:
            return "unreadable"

    def answer_at_once(self, path: str) -> Answer | None:
        """The answer to a request for which no record is read and no page is made. None for any other path."""
        if path == reloading.STATE:
            return text_answer(200, self.state)
        return reloading.script() if reloading.is_script(path) else None

    def answer(self, path: str) -> Answer:
        """The answer to a request for a page or file of the site."""
        try:
            return self._now().answer(path)
        except RequestRefused as refused:
            return text_answer(503, f"The site cannot be made: {refused.message}. {refused.hint}")

    def start(self) -> None:
        """Read the records before the first request. RequestRefused as for any other command."""
        self._now()

    def _now(self) -> SiteInState:
        state = self.state
        if self._site is None or self._site.state != state:
            for _ in range(_TRIES):
                # The state from before the reading: a file that is saved meanwhile is then found at the next look.
                state = self.state
                loaded = reloaded(self._loaded) if self._loaded else load(self._root, keep_texts=True)
                self._loaded = loaded
                if self.state == state:
                    break
            self._site = self._made(loaded, state)
            self._note(counts_text(self._site.findings))
        return self._site

    def _made(self, loaded: Loaded, state: str) -> SiteInState:
        day = self._today()
        result = check_loaded(loaded, day)
        errors = tuple(found for found in result.diagnostics if found.severity is Severity.ERROR)
        workspace = loaded.workspace
        if workspace is None:
            site = Site(loaded, Redacted(_WITHOUT_SETTINGS), None, day, errors=errors)
        else:
            quarter = self._quarter(workspace, day)
            site = site_of(loaded, workspace, quarter, day, by_meeting=self._by_meeting, errors=errors)
        return SiteInState(
            state, site, Findings(loaded, result, site.redacted.addresses), is_whole=workspace is not None
        )


_WITHOUT_SETTINGS = Workspace(
    Placed(
        Partnership.model_construct(id="unread", name="Settings that cannot be read"),
        Place(PARTNERSHIP_FILE),
        Address.of_file(Kind.PARTNERSHIP, "unread"),
    )
)
"""Stands for the records while the settings cannot be read: only a name, for the head of the page that says so."""
