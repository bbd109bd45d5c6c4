"""The signals of a session: each part on its own, none of them able to hold the session up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from screens.signals import AWAKE, KINDS, PARTS, Given, Kind, Signals, line_of, setting_of
from screens.wording import Wording

WORDS = Wording()


class FakeSurface:
    """A client that notes what it is asked. `fails` names what raises, `hangs` what never answers."""

    def __init__(self, *fails: str, hangs: tuple[str, ...] = (), vibrates: bool = True, announces: bool = True) -> None:
        self.fails, self.hangs = fails, hangs
        self.vibrates, self.announces = vibrates, announces
        self.asked: list[tuple[str, Any]] = []
        self.lit = False

    async def _ask(self, what: str, given: Any) -> None:
        self.asked.append((what, given))
        if what in self.fails:
            raise RuntimeError(f"no {what} here")
        if what in self.hangs:
            await asyncio.Event().wait()

    async def load(self) -> None:
        await self._ask("load", None)

    async def play(self, kind: Kind) -> None:
        await self._ask("sound", kind)

    async def vibrate(self, kind: Kind) -> None:
        await self._ask("touch", kind)

    async def announce(self, line: str) -> bool:
        await self._ask("voice", line)
        return self.announces

    async def stay_awake(self, on: bool) -> bool:
        await self._ask("screen", on)
        self.lit = on
        return on


class FakeSettings:
    def __init__(self, **settings: Any) -> None:
        self.kept = settings

    def get(self, name: str, default: Any = None) -> Any:
        return self.kept.get(name, default)

    def update(self, **settings: Any) -> None:
        self.kept.update(settings)


class Loop:
    """Runs later what is begun now, as a page does."""

    def __init__(self) -> None:
        self.begun: list[asyncio.Task[Any]] = []

    def __call__(self, work: Callable[..., Coroutine[Any, Any, Any]], *given: Any) -> None:
        self.begun.append(asyncio.ensure_future(work(*given)))

    async def finish(self) -> None:
        while self.begun:
            await self.begun.pop(0)


def signals(surface: FakeSurface, loop: Loop | None = None, **settings: Any) -> Signals:
    return Signals(surface, FakeSettings(**settings), WORDS, loop or Loop(), patience=0.05)


def asked_for(surface: FakeSurface) -> set[str]:
    return {what for what, _ in surface.asked}


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_is_heard_felt_and_said(kind: Kind) -> None:
    surface = FakeSurface()
    given = await signals(surface).give(kind)
    assert given == Given(given=frozenset(PARTS))
    assert sorted(surface.asked) == sorted([("sound", kind), ("touch", kind), ("voice", line_of(WORDS, kind))])


async def test_the_callers_own_line_is_the_one_said() -> None:
    surface = FakeSurface()
    await signals(surface).give("step_end", "Time is up. Lift the wand.")
    assert ("voice", "Time is up. Lift the wand.") in surface.asked


@pytest.mark.parametrize("part", PARTS)
async def test_what_is_off_is_not_even_asked_for(part: Any) -> None:
    surface = FakeSurface()
    given = await signals(surface, **{setting_of(part): False}).give("step_end")
    assert given == Given(given=frozenset(PARTS) - {part}, off=frozenset({part}))
    assert part not in asked_for(surface)


async def test_with_all_off_nothing_happens() -> None:
    surface = FakeSurface()
    given = await signals(surface, **{setting_of(part): False for part in PARTS}).give("session_end")
    assert (given.given, given.lost, surface.asked) == (frozenset(), frozenset(), [])


async def test_a_computer_is_not_asked_to_vibrate_and_has_not_failed_to() -> None:
    surface = FakeSurface(vibrates=False)
    given = await signals(surface).give("pause")
    assert given == Given(given=frozenset({"sound", "voice"}))


@pytest.mark.parametrize("part", PARTS)
async def test_a_part_that_fails_takes_nothing_with_it(part: Any) -> None:
    given = await signals(FakeSurface(part)).give("step_end")
    assert given == Given(given=frozenset(PARTS) - {part}, lost=frozenset({part}))


@pytest.mark.parametrize("part", PARTS)
async def test_a_part_that_never_answers_is_given_up(part: Any) -> None:
    given = await signals(FakeSurface(hangs=(part,))).give("step_end")
    assert given.lost == {part}


async def test_a_loss_is_noted_once_for_each_part(caplog: pytest.LogCaptureFixture) -> None:
    ours = signals(FakeSurface("sound", "voice"))
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            await ours.give("step_end")
    assert sorted(r.getMessage().split(":")[0] for r in caplog.records) == [
        "a signal was lost (sound)",
        "a signal was lost (voice)",
    ]


async def test_a_signal_returns_at_once_and_never_raises() -> None:
    surface, loop = FakeSurface("sound", "touch", "voice"), Loop()
    signals(surface, loop).signal("step_end")
    assert surface.asked == [], "nothing has been waited for"
    await loop.finish()
    assert asked_for(surface) == set(PARTS)


def test_a_page_that_has_gone_is_no_trouble() -> None:
    def gone(*_: Any) -> None:
        raise RuntimeError("the session was closed")

    Signals(FakeSurface(), FakeSettings(), WORDS, gone).signal("session_end")


async def test_where_nothing_is_announced_the_line_stands_in_a_live_region() -> None:
    ours, drawn = signals(FakeSurface(announces=False)), []
    ours.draws(lambda: drawn.append(ours.line))
    await ours.give("ten_seconds")
    await ours.give("ten_seconds")
    assert drawn == ["Ten seconds left.", "Ten seconds left.\u00a0"], "the same words again are news to the region"
    assert signals(FakeSurface()).line == ""


async def test_the_screen_is_kept_lit_and_let_go() -> None:
    surface, loop = FakeSurface(), Loop()
    ours = signals(surface, loop)
    ours.look_whether_lit()
    await loop.finish()
    assert (surface.lit, ours.may_go_dark) == (False, False), "tried, and let go until the session begins"
    ours.keep_lit(True)
    await loop.finish()
    assert surface.lit
    ours.keep_lit(False)
    await loop.finish()
    assert not surface.lit


async def test_a_session_that_begins_while_it_is_being_tried_stays_lit() -> None:
    surface, loop = FakeSurface(), Loop()
    ours = signals(surface, loop)
    ours.look_whether_lit()
    ours.keep_lit(True)
    await loop.finish()
    assert surface.lit


@pytest.mark.parametrize("surface", [FakeSurface("screen"), FakeSurface(hangs=("screen",))])
async def test_a_screen_that_may_go_dark_is_known_before(surface: FakeSurface) -> None:
    loop, drawn = Loop(), []
    ours = signals(surface, loop)
    ours.draws(lambda: drawn.append(ours.may_go_dark))
    assert not ours.may_go_dark, "not known yet"
    ours.look_whether_lit()
    await loop.finish()
    assert drawn == [True]


async def test_whoever_wants_the_screen_dark_is_not_told_that_it_may_be() -> None:
    surface, loop = FakeSurface(), Loop()
    ours = signals(surface, loop, **{AWAKE: False})
    ours.keep_lit(True)
    await loop.finish()
    assert ("screen", True) not in surface.asked
    assert not ours.may_go_dark


async def test_a_page_that_is_seen_again_asks_for_the_light_again() -> None:
    surface, loop = FakeSurface(), Loop()
    ours = signals(surface, loop)
    ours.came_back()
    await loop.finish()
    assert surface.asked == [], "no session is under way"
    ours.keep_lit(True)
    await loop.finish()
    surface.lit = False  # a browser lets go of it while its tab is hidden
    ours.came_back()
    await loop.finish()
    assert surface.lit


async def test_sounds_are_fetched_before_the_first_is_due_where_they_are_wanted() -> None:
    for on in (True, False):
        surface, loop = FakeSurface("load"), Loop()
        signals(surface, loop, signal_sound=on).get_ready()
        await loop.finish()
        assert surface.asked == ([("load", None)] if on else [])


async def test_it_is_known_whether_the_end_of_a_step_is_heard() -> None:
    for surface, on, heard in (
        (FakeSurface(), True, True),
        (FakeSurface(), False, False),
        (FakeSurface("sound"), True, False),
    ):
        ours = signals(surface, Loop(), signal_sound=on)
        await ours.give("step_end")
        assert ours.sounds is heard
