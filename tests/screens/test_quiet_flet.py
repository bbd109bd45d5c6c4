"""Flet is quicker for it, and says the same."""

from __future__ import annotations

import dataclasses

import flet as ft
import pytest
from flet.controls import base_control, control_event
from flet.messaging.protocol import Message, MessageAction, PatchControlBody

from screens.quiet_flet import quiet

PRESSED = [ft.Container, ft.FilledButton, ft.IconButton, ft.TextField, ft.NavigationBar, ft.Slider, ft.Switch, ft.View]


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is changed here is put back: other tests see Flet as it comes."""
    monkeypatch.setattr(base_control, "get_event_field_type", control_event.get_event_field_type)
    monkeypatch.setattr(Message, "__repr__", Message.__repr__)


@pytest.mark.parametrize("sort", PRESSED)
def test_events_have_the_types_that_flet_finds(sort: type) -> None:
    control = sort.__new__(sort)
    fields = [f.name for f in dataclasses.fields(sort) if f.name.startswith("on_")]
    expected = {name: base_control.get_event_field_type(control, name) for name in fields}
    quiet()
    for _ in range(2):
        assert {name: base_control.get_event_field_type(control, name) for name in fields} == expected
    assert any(expected.values())


def test_a_message_is_not_written_out() -> None:
    class Loud:
        def __repr__(self) -> str:
            raise AssertionError("written out")

    message = Message(MessageAction.PATCH_CONTROL, PatchControlBody(1, [Loud()]))
    with pytest.raises(AssertionError):
        repr(message)
    quiet()
    assert repr(message) == "Message(PATCH_CONTROL)"


def test_once_is_enough() -> None:
    quiet()
    first = base_control.get_event_field_type
    quiet()
    assert base_control.get_event_field_type is first
