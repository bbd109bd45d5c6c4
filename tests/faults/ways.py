"""The ways in which a file operation can fail, and what a person may be told then."""

from __future__ import annotations

import errno

from tests.storage.store_makers import FailingFiles

WAYS = {  # the error's number (None: the process is gone), and whether everything after it fails as well
    "crash": (None, False),
    "no space, once": (errno.ENOSPC, False),
    "no space": (errno.ENOSPC, True),
    "input/output error, once": (errno.EIO, False),
    "input/output error": (errno.EIO, True),
    "read-only, once": (errno.EROFS, False),
    "read-only": (errno.EROFS, True),
    "short write": (FailingFiles.SHORT, False),
    "short writes": (FailingFiles.SHORT, True),
}


def check_is_a_sentence(said: object, what: object) -> None:
    """One line that begins as a sentence, or with a path, and ends as one."""
    sentence = str(said)
    assert sentence[0].isupper() or sentence[0] == "/", (what, sentence)
    assert sentence.endswith("."), (what, sentence)
    assert "\n" not in sentence, (what, sentence)
