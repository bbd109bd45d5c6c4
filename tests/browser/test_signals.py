"""Sounds and signals in a real browser: what it really plays, says and holds, and that a loss holds nothing up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.person import PATIENCE, Person
from tests.browser.served import Served
from tests.screens.kept_day import course_records, keep

ROUTE = "/settings/signals"
# Notes what the browser itself answers, and what its live regions are given to say.
LISTENS = """
window.told = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
    const name = this.src.split('/').pop(), playing = play.call(this);
    playing.then(() => told.push('played ' + name), () => told.push('could not play ' + name));
    return playing;
};
const hold = WakeLock.prototype.request;
WakeLock.prototype.request = function (kind) {
    const holding = hold.call(this, kind);
    holding.then(held => { window.held = held; told.push('held ' + kind); }, () => told.push('could not hold ' + kind));
    return holding;
};
new MutationObserver(seen => seen.forEach(one => {
    const node = one.target.nodeType === Node.TEXT_NODE ? one.target.parentElement : one.target;
    const region = node && node.closest('flt-announcement-polite, flt-announcement-assertive');
    if (region && region.textContent.trim()) told.push('said ' + region.textContent.trim());
})).observe(document, {subtree: true, childList: true, characterData: true});
"""

# As a browser does when the person looks at another tab, and comes back.
HIDES = """
Object.defineProperty(document, 'visibilityState', {get: () => window.seen ? 'visible' : 'hidden'});
held.release();
document.dispatchEvent(new Event('visibilitychange'));
"""
SHOWS = """
window.seen = true;
told = [];
document.dispatchEvent(new Event('visibilitychange'));
"""


def hears(somebody: Person, what: str) -> None:
    """Wait until the browser has noted that."""
    somebody.page.wait_for_function("what => told.includes(what)", arg=what, timeout=PATIENCE)


def at_the_page(served: Served, somebody: Person) -> Person:
    somebody.page.add_init_script(LISTENS)
    somebody.visit(served.entrance.replace("/?", f"{ROUTE}?"))
    somebody.reads("Try it")
    return somebody


def test_each_signal_is_played_and_said_and_no_other_host_is_asked(
    demo: Path, serve: Callable[..., Served], person: Callable[..., Person]
) -> None:
    somebody = at_the_page(serve(demo), person())
    hears(somebody, "held screen")
    for name, sound, line in (
        ("A step is over", "step-end.wav", "This step is over."),
        ("Ten seconds left", "ten-seconds.wav", "Ten seconds left."),
        ("The session is over", "session-end.wav", "The session is over."),
        ("Paused", "pause.wav", "Paused."),
    ):
        somebody.tap(name)
        hears(somebody, f"played {sound}")
        hears(somebody, f"said {line}")
    somebody.reads("Given. If you noticed nothing")
    assert somebody.foreign == []
    assert somebody.unnamed() == []


def test_a_sound_that_cannot_be_played_is_told_and_takes_nothing_with_it(
    demo: Path, serve: Callable[..., Served], person: Callable[..., Person]
) -> None:
    somebody = person()
    somebody.page.route("**/sounds/*", lambda route: route.abort())
    at_the_page(serve(demo), somebody)
    somebody.tap("A step is over")
    hears(somebody, "said This step is over.")
    somebody.reads("The sound could not be played here. A session goes on without it.")
    somebody.tap("Sound", "switch")
    somebody.page.get_by_role("switch", name="Sound", checked=False).first.wait_for(state="attached")
    somebody.tap("A step is over")
    somebody.reads("Given. If you noticed nothing")
    expect(somebody.page.get_by_text("could not be played")).to_have_count(0, timeout=PATIENCE)


def test_a_session_keeps_the_screen_on_again_after_another_tab(
    serve: Callable[..., Served], person: Callable[..., Person], tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    keep(folder, course_records())
    somebody = person()
    somebody.page.add_init_script(LISTENS)
    served = serve(folder, MESODAY_NOW="2026-03-02T18:00:00+01:00")
    somebody.visit(served.entrance.replace("/?", "/session/course?"))
    somebody.tap("None of these, start")
    somebody.reads("Step 1 of ")
    hears(somebody, "held screen")
    somebody.page.wait_for_function("() => held && !held.released")
    somebody.page.evaluate(HIDES)
    assert somebody.page.evaluate("held.released")
    somebody.page.evaluate(SHOWS)
    hears(somebody, "held screen")


def test_a_session_goes_on_when_its_sounds_are_lost(
    serve: Callable[..., Served], person: Callable[..., Person], tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    keep(folder, course_records())
    somebody = person()
    somebody.page.route("**/sounds/*", lambda route: route.abort())
    somebody.page.add_init_script(LISTENS)
    served = serve(folder, MESODAY_NOW="2026-03-02T18:00:00+01:00", MESODAY_RATE="10")
    somebody.visit(served.entrance.replace("/?", "/session/course?"))
    somebody.tap("None of these, start")
    step = 1
    somebody.reads(f"Step {step} of ")
    while not somebody.find("button", "Next step").count():  # what comes before the device is not timed
        somebody.tap("Next")
        step += 1
        somebody.reads(f"Step {step} of ")
    hears(somebody, "held screen")
    somebody.tap("Start")
    somebody.reads("Time is up. Lift the wand.")
    hears(somebody, "could not play step-end.wav")
    somebody.tap("Next")
    somebody.reads(f"Step {step + 1} of ")
    assert [one for one in somebody.page.evaluate("told") if one.startswith("said ")], "what is said is not lost"
    assert somebody.foreign == []
