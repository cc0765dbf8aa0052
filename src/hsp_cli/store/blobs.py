"""The contents of files at any commit, from git, by the ids of the contents."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from hsp_cli.store.git import stream_git

_AHEAD = 64
"""How many contents are asked for before the first is read. Their ids fit the buffer of a pipe, so nobody waits."""
_CHUNK = 1 << 16


def contents_of(root: str, ids: Iterable[str], most: int) -> Iterator[tuple[str, bytes | None]]:
    """Each content with its id, in the given order. It is None if it is larger than `most` bytes or is missing.

    Contents are read one at a time. A partial clone lacks those that nobody has fetched. GitFailed if git gives no
    answer.
    """
    with stream_git(root, ("cat-file", "--batch")) as call:
        asked, answers = call.stdin, call.stdout
        assert asked is not None
        assert answers is not None
        waiting: deque[str] = deque()
        remaining = iter(ids)
        while True:
            more = list(islice(remaining, _AHEAD - len(waiting)))
            if more:
                asked.write("".join(f"{one}\n" for one in more).encode("ascii"))
                asked.flush()
                waiting.extend(more)
            if not waiting:
                return
            head = answers.readline().split()
            if not head:  # it has ended; `stream_git` says why
                raise BrokenPipeError
            if len(head) < 3:
                yield waiting.popleft(), None
                continue
            size = int(head[2])
            content = answers.read(size) if size <= most else None
            skipped = 0 if content is not None else size
            while skipped > 0:
                skipped -= len(answers.read(min(skipped, _CHUNK)))
            answers.read(1)
            yield waiting.popleft(), content
