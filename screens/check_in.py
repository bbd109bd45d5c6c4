"""The check-ins: the same anchored questions each time, before any product, in half a minute."""

from __future__ import annotations

from typing import Any

import flet as ft

from care.measures import Area
from care.verbs.check_in import SaveCheckIn
from care.verbs.choice import Choose
from screens.boundary import screen
from screens.check_in_view import CheckInForm, MeasureView, bar_words, check_in_form
from screens.look import type as text
from screens.look.buttons import actions, filled, plain
from screens.look.choices import Option, buckets, chip, chips
from screens.look.feedback import empty_state
from screens.look.fields import number_field, read_number, text_field
from screens.look.marks import area_mark
from screens.look.scales import anchored_scale, bar_scale, hidden_scores_note
from screens.look.surfaces import card, clinician_card, column, info_card
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state

LEFT_OUT = "measures_left_out"


class Draft:
    """What has been entered and not yet kept. It lives as long as the screen is open."""

    def __init__(self, state: PageState, area: Area) -> None:
        self.state, self.area = state, area
        self.scores: dict[str, float] = {}
        self.written: dict[str, str] = {}
        self.tags: frozenset[str] = frozenset()
        self.note = ""
        self.leaving = False
        self._redraw: Any = lambda: None

    def draws(self, redraw: Any) -> None:
        self._redraw = redraw

    @property
    def empty(self) -> bool:
        return not (self.scores or self.tags or self.note.strip() or any(self.written.values()))

    @property
    def left_out(self) -> list[str]:
        return list(self.state.settings.get(LEFT_OUT, []))

    def rate(self, measure: str, score: float) -> None:
        self.scores = {**self.scores, measure: score}
        self._redraw()

    def clear(self, measure: str) -> None:
        self.scores = {m: s for m, s in self.scores.items() if m != measure}
        self._redraw()

    def write(self, measure: str, written: str) -> None:
        """A counted number, as it is typed; it counts when it is one."""
        self.written = {**self.written, measure: written}
        number = read_number(written)
        row = self.state.knowledge.measures[measure]
        if number is not None and row.scale[0] <= number <= row.scale[1]:
            self.scores = {**self.scores, measure: number}
        else:
            self.scores = {m: s for m, s in self.scores.items() if m != measure}
        self._redraw()

    def tag(self, tag: str) -> None:
        self.tags = self.tags ^ {tag}
        self._redraw()

    def set_note(self, note: str) -> None:
        self.note = note
        self._redraw()

    async def does_not_apply(self, measure: str) -> None:
        """Never ask this one again; Settings can bring it back."""
        self.scores = {m: s for m, s in self.scores.items() if m != measure}
        await self.state.put(LEFT_OUT, sorted({*self.left_out, measure}))
        self._redraw()

    async def save(self) -> None:
        words = self.state.wording
        command = SaveCheckIn(area=self.area, scores=self.scores, tags=tuple(sorted(self.tags)), note=self.note)
        if await self.state.do(command, said=words.text("Kept in your diary."), undoable=True) is not None:
            self.state.go("/")

    async def skip(self) -> None:
        said = self.state.wording.text("Not today. A missing day stays empty.")
        if await self.state.do(Choose("not_today", self.area), said=said, undoable=True) is not None:
            self.state.go("/")

    def close(self) -> None:
        """Leave; ask first when something would be lost."""
        if self.empty or self.leaving:
            self.state.go("/")
        else:
            self.leaving = True
            self._redraw()

    def stay(self) -> None:
        self.leaving = False
        self._redraw()


@screen(name="The face check-in")
def GlowCheckIn() -> ft.View:
    return _check_in("glow")


@screen(name="The scalp check-in")
def ScalpCheckIn() -> ft.View:
    return _check_in("scalp")


def _check_in(area: Area) -> ft.View:
    state, look = use_page_state(), use_look()
    draft = ft.use_ref(lambda: Draft(state, area)).current
    _, beat = ft.use_state(0)
    draft.draws(lambda: beat(lambda n: n + 1))
    words = state.wording
    form = check_in_form(state.snapshot, state.knowledge, area, draft.scores, draft.left_out)
    return task(
        look,
        form.title,
        _parts(look, state, form, draft),
        on_close=draft.close,
        close_name=words.text("Close check-in"),
        bottom=_answers(look, state, draft),
        held=not draft.empty,
        route=f"/check-in/{area}",
    )


def _parts(look: Look, state: PageState, form: CheckInForm, draft: Draft) -> list[ft.Control]:
    words = state.wording
    head = ft.Row(
        [area_mark(look, form.area), text.headline(form.headline, heading=2, expand=True)],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    parts: list[ft.Control] = [head]
    if form.area == "glow":
        said = words.text("Window light, washed 20 minutes ago, before any product: then the days compare.")
        parts.append(text.small(said))
    if not form.measures:
        parts.append(empty_state(words.text("Nothing to rate today"), words.text("You can still write a note.")))
    parts += [_question(look, state, view, draft) for view in form.measures]
    parts.append(hidden_scores_note(words.text("Earlier scores stay hidden until you save.")))
    if form.area == "scalp":
        parts.append(
            clinician_card(
                look,
                words.text("Patches, or handfuls over days?"),
                words.text("Ask a clinician. That is not a matter for a serum."),
            )
        )
    parts.append(text.subtitle(words.text("What was different today?"), heading=2))
    parts.append(
        chips(*(chip(said, tag in draft.tags, lambda tag=tag: draft.tag(tag), key=tag) for tag, said in form.tags))
    )
    parts.append(
        text_field(words.text("A private note"), draft.note, draft.set_note, lines=3, longest=2000, key="note")
    )
    return parts


def _question(look: Look, state: PageState, view: MeasureView, draft: Draft) -> ft.Control:
    words, score = state.wording, draft.scores.get(view.id)

    def rate(value: float) -> None:
        draft.rate(view.id, value)

    if view.kind == "vessel":
        scale: ft.Control = anchored_scale(
            look,
            score,
            rate,
            name=view.title,
            shown=view.shown,
            anchors=tuple(reversed(view.anchors)),
            less=words.text("Less: {measure}", measure=view.title),
            more=words.text("More: {measure}", measure=view.title),
        )
    elif view.kind == "bar":
        area = "scalp" if draft.area == "scalp" else "face"
        scale = bar_scale(look, score, rate, name=view.title, shown=view.shown, words=bar_words(view), area=area)
    elif view.kind == "choice":
        options = [Option(f"{level:g}", said) for level, said in view.anchors]
        chosen = None if score is None else f"{score:g}"
        area = "scalp" if draft.area == "scalp" else "face"
        scale = column(
            text.subtitle(view.title, heading=2),
            text.small(view.question),
            buckets(look, view.title, options, chosen, lambda value: rate(float(value)), area=area),
        )
    else:
        written = draft.written.get(view.id, "")
        wrong = bool(written.strip()) and score is None
        scale = number_field(
            view.title,
            written,
            lambda value: draft.write(view.id, value),
            problem=words.text("A whole number, please. Nothing was lost.") if wrong else None,
            note=view.question,
            key=view.id,
        )
    below = [plain(words.text("Does not apply to me"), lambda: state.page.run_task(draft.does_not_apply, view.id))]
    if score is not None and view.kind != "count":
        below.insert(0, plain(words.text("Clear"), lambda: draft.clear(view.id)))
    if view.kind == "choice":
        return column(scale, ft.Row(below, wrap=True), gap=0)
    if view.kind == "vessel":
        head = column(text.subtitle(view.title, heading=2), text.small(view.question), gap=0)
        return card(look, head, scale, ft.Row(below, wrap=True), area="face")
    return card(look, scale, ft.Row(below, wrap=True), gap=0, area="scalp" if draft.area == "scalp" else "face")


def _answers(look: Look, state: PageState, draft: Draft) -> ft.Control:
    words = state.wording
    if draft.leaving:
        return column(
            info_card(look, words.text("Leave without keeping?"), words.text("What you entered here would be lost.")),
            actions(
                look,
                plain(words.text("Leave it"), draft.close),
                filled(words.text("Stay here"), draft.stay, expand=True),
            ),
        )
    return actions(
        look,
        plain(words.text("Skip today"), draft.skip),
        filled(words.text("Save check-in"), draft.save, disabled=draft.empty, expand=True),
    )
