"""Who the person is, and when their day begins."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from care.changes import Changes, changing
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Profile
from care.verbs.decide import decide


class SetProfile(Struct, frozen=True):
    profile: Profile


@decide.register
def set_profile(command: SetProfile, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    before = diary.profile if diary.begun else None
    common = before or Profile(id="profile")
    kept = {name: getattr(common, name) for name in ("id", "rev", "changed_at", "installation", "deleted")}
    return changing(before, replace(command.profile, **kept))
