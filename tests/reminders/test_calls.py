"""What a notification holds and says, and how many there are a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from care.days import Moment
from care.messages import message
from care.notifying import ALL, notifying
from care.records import QuietHours
from reminders.calls import Call, body, call_id, calls, place_of, title
from reminders.daily_share import Called, called_from_plain, called_to_plain, calls_of_day, share
from reminders.planner import Due
from screens.wording import Wording
from tests.reminders.plans import KNOWN, at, diary, reminder

DAY = date(2026, 5, 4)
WORDS = Wording("en", zone="UTC")


def due(slot: str, about: str = "custom", *, rings: str = "", state: str = "planned", **more: Any) -> Due:
    instant = datetime.fromisoformat(f"2026-05-04T{rings or slot}:00+00:00")
    given = {"title": message("Wipe the wand"), "zone": "UTC", **more}
    return Due(f"{about}-{slot}", about, date=DAY, slot=slot, at=instant, state=state, **given)


def said(*dues: Due, full: bool = False) -> tuple[str, str]:
    (call,) = calls(dues)
    return WORDS.say(title(call, full=full)), WORDS.say(body(call, "UTC"))


def test_all_that_rings_at_one_instant_is_one_notification_the_most_important_first() -> None:
    found = calls([due("08:00", "check_in"), due("09:00"), due("08:00", "session"), due("08:00", "am_routine")])
    assert [[d.about for d in call.dues] for call in found] == [["session", "am_routine", "check_in"], ["custom"]]
    assert [call.id for call in found] == ["call/2026-05-04T08:00:00", "call/2026-05-04T09:00:00"]


def test_the_lock_screen_tells_nothing_unless_the_person_wants_it() -> None:
    assert said(due("08:00")) == ("Your routine", "08:00. Open when ready.")
    assert said(due("08:00"), full=True) == ("Wipe the wand", "08:00. Open when ready.")
    assert said(due("08:00"), due("08:00", "check_in"), full=True)[0] == "Wipe the wand and one more"
    assert said(due("08:00", "reaction", title=message("A short check is ready"))) == (
        "Your routine",
        "A short check is ready.",
    )


def test_what_was_moved_or_rings_again_says_when_it_was_planned() -> None:
    assert said(due("23:30", rings="07:00"))[1] == "Planned 23:30. Open when ready."
    assert said(due("23:30", rings="07:00"), due("06:10", rings="07:00"))[1] == "2 things are planned. Open when ready."
    first = due("08:00").at
    again = due("08:00", rings="08:15", state="again", first_at=first)
    (call,) = calls([again])
    assert (call.id, call.asked_for) == (call_id(first), True)
    assert said(again)[1] == "Planned 08:00. Open when ready."


def test_what_hangs_on_another_zone_says_the_time_here() -> None:
    assert said(due("03:00", rings="08:00", zone="America/New_York", floats=False))[1] == "08:00. Open when ready."


def test_a_session_is_never_done_from_a_notification() -> None:
    for about in ("session", "reaction", "patch_test", "check_in", "device_care"):
        assert not calls([due("08:00", about)])[0].can_be_done
    assert calls([due("08:00", "am_routine"), due("08:00", "session")])[0].can_be_done


def test_the_number_of_a_notification_stays_the_same_and_is_out_of_the_way() -> None:
    places = [place_of(f"call/{n}") for n in range(500)]
    assert len(set(places)) == 500
    assert all(1 << 30 <= place < 1 << 31 for place in places)
    assert place_of("call/2026-05-04T08:00:00") == 1201666472


def shares(*of_day: Due, called: tuple[str, ...] = (), a_day: int = 3, wall: str = "00:00") -> list[str]:
    now = datetime.fromisoformat(f"2026-05-04T{wall}:00+00:00")
    found = share(calls(of_day), called, a_day, now)
    return sorted(id[-8:-3] for id in found)


BUSY = (
    due("07:30", "check_in"),
    due("08:00", "am_routine"),
    due("12:00", "reaction"),
    due("20:00", "session"),
    due("21:30", "pm_routine"),
)


def test_three_a_day_the_most_important_and_the_rest_wait_in_the_app() -> None:
    assert shares(*BUSY) == ["08:00", "12:00", "20:00"]
    assert shares(*BUSY, a_day=1) == ["12:00"]
    assert shares(*BUSY, a_day=ALL) == ["07:30", "08:00", "12:00", "20:00", "21:30"]


def test_what_was_shown_counts_and_what_is_over_leaves_room() -> None:
    shown = (call_id(due("07:30").at), call_id(due("08:00").at))
    assert shares(*BUSY, called=shown, wall="08:01") == ["07:30", "08:00", "12:00"]
    assert shares(*BUSY[3:], wall="08:01") == ["20:00", "21:30"]
    assert shares(*BUSY, wall="12:10") == ["20:00", "21:30"]  # what was missed takes nobody's place


def test_what_was_put_off_takes_no_place_of_others() -> None:
    assert shares(due("06:00", rings="12:00", state="snoozed"), *BUSY[3:]) == ["20:00", "21:30"]


def test_the_calls_of_a_day_are_those_of_the_care_day_and_quiet_hours_merge_them() -> None:
    given = diary(reminder("00:30", "05:00", "06:30", "12:00"), quiet_hours=QuietHours(from_="23:00", to="07:00"))
    now = at(DAY, "09:00", "UTC")
    of_day = calls_of_day(given, KNOWN, now)
    assert [(f"{call.at:%dT%H:%M}", len(call.dues)) for call in of_day] == [("04T07:00", 3), ("04T12:00", 1)]


def test_the_count_outlives_a_restart_and_begins_anew_each_day() -> None:
    kept = Called(DAY).with_(["a", "b", "a"])
    assert called_from_plain(called_to_plain(kept), DAY) == kept
    assert called_from_plain(called_to_plain(kept), DAY + timedelta(days=1)).ids == ()
    assert called_from_plain({"rubbish": 1}, DAY) == Called(DAY)


@pytest.mark.parametrize("kept", [{}, {"notifications_a_day": 99, "notification_words": 7, "repeat_minutes": "often"}])
def test_settings_that_cannot_be_are_the_usual_ones(kept: dict[str, Any]) -> None:
    found = notifying(kept.get)
    assert (found.show, found.a_day, found.full_words, found.again) == (True, 3, False, None)


def test_calls_are_told_by_instants_wherever_one_is() -> None:
    assert call_id(datetime(2026, 5, 4, 8, tzinfo=UTC)) == call_id(
        Moment(datetime(2026, 5, 4, 8, tzinfo=UTC), "Asia/Tokyo").local
    )
    assert isinstance(calls([due("08:00")])[0], Call)
