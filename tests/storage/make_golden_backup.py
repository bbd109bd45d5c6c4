"""Makes golden/backup-<version>.mesoday.zip, which every later Mesoday must restore. Run once for each new version.

``python -m tests.storage.make_golden_backup FILE``. A golden file that is committed is never made again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from storage.backup import make_backup
from tests.storage.kept_diary import fill
from tests.storage.store_makers import CountingClock

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        fill(folder, pictures=3, size=700)
        print(make_backup(folder, Path(sys.argv[1]), clock=CountingClock()).manifest)
