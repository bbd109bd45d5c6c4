"""What Mesoday can do without is told in one line each, and what is missing with what to do instead."""

from __future__ import annotations

import pytest

from screens.optional_parts import examine_optional


@pytest.mark.parametrize("there", [True, False])
def test_each_part_is_told_of_once(there: bool) -> None:
    found = list(examine_optional(lambda: there, lambda: there, lambda name: there))
    assert len(found) == 4
    assert {finding.state for finding in found} == {"well" if there else "note"}
    assert all(bool(finding.mend) != there for finding in found)
    [heic] = [finding for finding in found if "HEIC" in finding.what.text]
    assert there or "JPEG" in heic.mend.text  # type: ignore[union-attr]
