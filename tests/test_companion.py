"""The one door, over real folders: deciding anew, telling, taking back, and keeping two vaults apart."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import Changes, Refused
from care.records import Cleared, Profile, Reaction
from care.verbs.catalogue import Save
from care.verbs.check_in import SaveCheckIn
from care.verbs.choice import Choose
from care.verbs.profile import SetProfile
from care.verbs.routine import Tick, TickAll
from companion import Vault
from storage.errors import StorageError
from tests.screens.kept_day import HandClock, keep, open_vault, routine

DAY = date(2026, 3, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keep(tmp_path / "a", [Profile(areas=["face"], birth_year=1990), routine("pm", "Wash", "Cream")])
    return tmp_path / "a"


@pytest.fixture
def two(folder: Path) -> Iterator[tuple[Vault, Vault]]:
    """Two openings of one folder, as two processes have it."""
    ours, theirs = open_vault(folder), open_vault(folder)
    yield ours, theirs
    theirs.close()
    ours.close()


def ticks(vault: Vault) -> set[str]:
    return {s.step for s in vault.companion.diary().steps_done}


def test_a_decision_is_taken_anew_when_somebody_else_was_quicker(two: tuple[Vault, Vault]) -> None:
    ours, theirs = two
    theirs.companion.do(Tick("pm", "s0", DAY))
    assert ticks(ours) == set()
    changes = ours.companion.do(TickAll(("pm",), DAY))
    assert [c.after.step for c in changes.puts] == ["s1"]  # type: ignore[attr-defined]
    assert ticks(ours) == {"s0", "s1"}
    assert len(ours.store.history("step_done", f"{DAY}/pm/s0")) == 1


def test_the_last_word_on_the_profile_builds_on_the_other_one(two: tuple[Vault, Vault]) -> None:
    ours, theirs = two
    theirs.companion.do(SetProfile(Profile(areas=["face"], birth_year=1985)))
    ours.companion.do(SetProfile(Profile(areas=["face", "scalp"], birth_year=1985)))
    theirs.companion.refresh()
    for vault in two:
        profile = vault.companion.profile()
        assert (profile.areas, profile.birth_year, profile.rev) == (["face", "scalp"], 1985, 3)


def test_it_gives_up_in_one_sentence_when_somebody_is_always_quicker(two: tuple[Vault, Vault]) -> None:
    ours, theirs = two
    commit, years = ours.store.commit, iter(range(1930, 2000))

    def too_late(changes: Changes) -> Changes:
        theirs.companion.do(SetProfile(Profile(areas=["face"], birth_year=next(years))))
        return commit(changes)

    ours.store.commit = too_late  # type: ignore[method-assign]
    with pytest.raises(StorageError, match="Nothing was changed; please try again"):
        ours.companion.do(SetProfile(Profile(areas=["scalp"], birth_year=1990)))
    assert open_vault(ours.folder).companion.profile().areas == ["face"]


def test_what_another_process_wrote_is_read_on_and_told_once(two: tuple[Vault, Vault]) -> None:
    ours, theirs = two
    heard: list[frozenset[str]] = []
    ours.companion.listen(heard.append)
    assert ours.companion.refresh() is False
    theirs.companion.do(Tick("pm", "s0", DAY))
    theirs.companion.do(SaveCheckIn(area="glow", scores={"F-GLOW": 5}))
    assert ours.companion.refresh() is True
    assert ours.companion.refresh() is False
    assert frozenset().union(*heard) == {"step_done", "check_in"}
    assert ticks(ours) == {"s0"}


def test_listeners_hear_each_change_until_they_stop(folder: Path) -> None:
    vault = open_vault(folder)
    heard: list[frozenset[str]] = []
    stop = vault.companion.listen(heard.append)
    vault.companion.do(Tick("pm", "s0", DAY))
    vault.companion.do(Tick("pm", "s0", DAY))
    assert heard == [frozenset({"step_done"})], "what changes nothing is not news"
    stop()
    stop()
    vault.companion.do(Tick("pm", "s1", DAY))
    assert len(heard) == 1


def test_a_listener_that_fails_neither_undoes_nor_silences(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    vault = open_vault(folder)
    heard: list[frozenset[str]] = []

    def fails(kinds: frozenset[str]) -> None:
        raise RuntimeError("a broken screen")

    vault.companion.listen(fails)
    vault.companion.listen(heard.append)
    assert vault.companion.do(Tick("pm", "s0", DAY))
    assert heard == [frozenset({"step_done"})]
    assert "a broken screen" in caplog.text
    assert ticks(open_vault(folder)) == {"s0"}


def test_a_listener_may_look_and_write_itself(folder: Path) -> None:
    vault = open_vault(folder)

    def answers(kinds: frozenset[str]) -> None:
        if "step_done" in kinds and ticks(vault) == {"s0"}:
            vault.companion.do(Tick("pm", "s1", DAY))

    vault.companion.listen(answers)
    doing = threading.Thread(target=vault.companion.do, args=(Tick("pm", "s0", DAY),), daemon=True)
    doing.start()
    doing.join(10)
    assert not doing.is_alive()
    assert ticks(vault) == {"s0", "s1"}


def test_a_refused_command_changes_and_tells_nothing(folder: Path) -> None:
    vault = open_vault(folder)
    heard: list[frozenset[str]] = []
    vault.companion.listen(heard.append)
    before = vault.store.position
    with pytest.raises(Refused) as refused:
        vault.companion.do(Tick("pm", "gone", DAY))
    assert refused.value.reason.text == "That step is no longer part of the routine. Nothing was changed."
    assert (vault.store.position, heard) == (before, [])


def test_undo_takes_back_all_of_a_change_and_can_itself_be_taken_back(folder: Path) -> None:
    vault = open_vault(folder)
    changes = vault.companion.do(TickAll(("pm",), DAY))
    undone = vault.companion.undo(changes)
    assert ticks(vault) == ticks(open_vault(folder)) == set()
    vault.companion.undo(undone)
    assert ticks(vault) == {"s0", "s1"}


def test_undo_of_an_edit_gives_the_words_back(folder: Path) -> None:
    vault = open_vault(folder)
    changes = vault.companion.do(SetProfile(Profile(areas=["scalp"], birth_year=1990)))
    vault.companion.undo(changes)
    assert vault.companion.profile().areas == ["face"]


def test_undo_leaves_what_somebody_changed_since(two: tuple[Vault, Vault]) -> None:
    ours, theirs = two
    changes = ours.companion.do(SetProfile(Profile(areas=["scalp"], birth_year=1990)))
    theirs.companion.do(SetProfile(Profile(areas=["scalp"], birth_year=1985)))
    with pytest.raises(StorageError):
        ours.companion.undo(changes)
    assert (ours.companion.profile().areas, ours.companion.profile().birth_year) == (["scalp"], 1985)


def test_two_vaults_in_one_process_share_nothing(tmp_path: Path, folder: Path) -> None:
    keep(tmp_path / "b", [Profile(areas=["scalp"], day_starts_at="00:00"), routine("pm", "Tonic")])
    late = HandClock("2026-03-03T01:00:00+01:00")
    a, b = open_vault(folder, late), open_vault(tmp_path / "b", late)
    heard: list[str] = []
    a.companion.listen(lambda kinds: heard.append("a"))
    b.companion.listen(lambda kinds: heard.append("b"))
    assert (a.companion.today(), b.companion.today()) == (DAY, date(2026, 3, 3))
    a.companion.do(Tick("pm", "s0", DAY))
    assert (ticks(a), ticks(b), heard) == ({"s0"}, set(), ["a"])
    b.companion.do(Choose("not_today", "scalp"))
    assert (len(a.companion.diary().choices), heard) == (0, ["a", "b"])
    a.local.update(theme="dark")
    assert b.local.get("theme") is None
    assert a.local.installation != b.local.installation


def test_threads_that_write_at_once_lose_nothing(folder: Path) -> None:
    vault = open_vault(folder)

    def write(number: int) -> None:
        vault.companion.do(SaveCheckIn(area="glow", scores={"F-GLOW": number / 2}))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    scores = sorted(c.scores["F-GLOW"] for c in open_vault(folder).companion.diary().check_ins)
    assert scores == [n / 2 for n in range(12)]


def test_the_plan_of_a_day_long_gone_sees_what_was_ticked_then(folder: Path) -> None:
    vault = open_vault(folder)
    old = date(2025, 10, 6)
    vault.companion.do(Tick("pm", "s0", old))
    assert ticks(vault) == set(), "today's snapshot does not reach back so far"
    [evening] = vault.companion.plan(old).routines
    assert [s.state for s in evening.steps] == ["done", "do"]


def test_a_grave_reaction_of_years_ago_still_closes_until_it_is_cleared(folder: Path) -> None:
    vault = open_vault(folder)
    long_ago = datetime(2022, 3, 2, 19, tzinfo=UTC)
    sore = Reaction(at=long_ago, zone="Europe/Berlin", day=date(2022, 3, 2), signs=["G01"])
    vault.companion.do(Save(sore))
    (kept,) = vault.companion.diary().reactions
    assert kept.signs == ["G01"]
    vault.companion.do(Save(replace(kept, cleared=Cleared(on=DAY)), kept))
    assert vault.companion.diary().reactions == ()
    vault.close()
