"""A process that keeps records until the disk takes no more: ``filling_process.py FOLDER [BYTES A FILE]``.

Prints the ids of what was acknowledged, then the sentence of the refusal. With a number no file may grow beyond it,
as on a full disk.
"""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from care.changes import adding
from care.records import Product
from storage.errors import StorageError
from storage.ids import UlidIds
from storage.store import Store
from tests.faults.writing_process import SystemClock


def main(folder: str, limit: str = "") -> None:
    if limit:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    clock = SystemClock()
    store = Store.open(Path(folder), clock=clock, ids=UlidIds(clock))
    refused = 0
    for i in range(100_000):
        try:
            kept = store.commit(adding([Product(name=f"{i}", note="word " * (i % 300))])).puts
            print(*(c.after.id for c in kept), flush=True)
            if i % 20 == 19:
                store.checkpoint()
        except StorageError as error:
            print(f"! {error}", flush=True)
            refused += 1
            if refused == 5:
                return


if __name__ == "__main__":
    main(*sys.argv[1:])
