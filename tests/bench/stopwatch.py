"""How long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable


def milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1e3
