"""Makes every answer in one thread, one after the other.

The libraries that hsp uses are not all made for several threads: yaml_rs 0.1.6 crashes if the thread that has loaded it
has ended. The processes that hsp forks also want no other thread to hold a lock.
"""

import gc
import signal
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from types import FrameType

from hsp_cli.site.serving.answers import Answer
from hsp_cli.site.serving.live_site import LiveSite

_SECONDS = 0.5
"""How long a wait may last: on Windows, Ctrl-C does not end one."""


class OneThread:
    """A live site whose answers are made in the thread that calls `run`, whichever thread asks for them."""

    def __init__(self, site: LiveSite) -> None:
        self._site = site
        self._has_garbage = True
        self._is_interrupted = False
        self._asked: SimpleQueue[tuple[str, Future[Answer]] | None] = SimpleQueue()

    def answer(self, path: str) -> Answer:
        """The answer to a request for a path, when it is its turn. A bug is raised here too."""
        if answer := self._site.answer_at_once(path):
            return answer
        future: Future[Answer] = Future()
        self._asked.put((path, future))
        return future.result()

    def run(self) -> None:
        """Make answers until Ctrl-C, then KeyboardInterrupt. A page that is being made is finished first, unless Ctrl-C
        comes again. Only the main thread can call this.
        """
        earlier = signal.signal(signal.SIGINT, self._interrupt)
        try:
            while not self._is_interrupted:
                self.run_once()
        finally:
            signal.signal(signal.SIGINT, earlier)
        raise KeyboardInterrupt

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        # An exception would be lost if it came while Python frees an object.
        if self._is_interrupted:
            signal.default_int_handler(number, frame)
        self._is_interrupted = True
        self._asked.put(None)

    def run_once(self) -> None:
        """Make the next answer, if there is one soon."""
        try:
            asked = self._asked.get(timeout=_SECONDS)
        except Empty:
            # hsp runs without garbage collection, which would take a second in the middle of an answer.
            if self._has_garbage:
                gc.collect()
                self._has_garbage = False
            return
        if asked is None:
            return
        path, future = asked
        self._has_garbage = True
        try:
            future.set_result(self._site.answer(path))
        except Exception as error:
            future.set_exception(error)
