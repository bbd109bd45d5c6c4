"""The number to call in an emergency, where the person is."""

from __future__ import annotations

from care.knowledge import Knowledge
from care.knowledge_rows import EmergencyNumber


def emergency_number(knowledge: Knowledge, region: str) -> tuple[EmergencyNumber, bool]:
    """The number of a region (ISO 3166 code, "" where it is not known), and whether a row really names that region.

    Elsewhere it is the number that most mobile phones pass on to help.
    """
    rows = knowledge.emergency_numbers.values()
    for row in rows:
        if region in row.regions:
            return row, True
    return next(row for row in rows if row.elsewhere), False
