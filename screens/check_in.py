"""The check-ins: the same anchored questions each time, before any product, in half a minute."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.measures import Area
from care.split import measure_of
from screens.boundary import screen
from screens.check_in_draft import Draft, asked_for
from screens.check_in_view import FEW_TAGS, CheckInForm, MeasureView, bar_words, bars_together, check_in_form
from screens.hooks import redrawing
from screens.look import type as text
from screens.look.buttons import actions, filled, plain
from screens.look.choices import Option, buckets, chip, chips, switch_row
from screens.look.colours import STOP
from screens.look.feedback import empty_state
from screens.look.fields import number_field, text_field, time_field
from screens.look.marks import area_mark
from screens.look.rows import expander
from screens.look.scales import anchored_scale, bar_scale, hidden_scores_note
from screens.look.surfaces import card, clinician_card, column, hairline
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.photo_hooks import CheckInPictures


@screen(name="The face check-in")
def GlowCheckIn() -> ft.View:
    return _check_in("glow")


@screen(name="The scalp check-in")
def ScalpCheckIn() -> ft.View:
    return _check_in("scalp")


def _check_in(area: Area) -> ft.View:
    state, look = use_page_state(), use_look()
    draft = ft.use_memo(lambda: Draft(state, area, *asked_for(state.page.route or "")), [])
    draft.draws(redrawing())
    return check_in_task(look, state, draft, f"/check-in/{area}")


def check_in_task(look: Look, state: PageState, draft: Draft, route: str) -> ft.View:
    """The form of a draft, as a screen of its own."""
    words = state.wording
    form = check_in_form(
        state.snapshot,
        state.knowledge,
        draft.area,
        draft.scores,
        draft.day,
        wash_day=draft.wash_day,
        also=draft.also,
    )
    return task(
        look,
        form.title,
        _parts(look, state, form, draft),
        on_close=draft.leaving.close,
        close_name=words.text("Close check-in"),
        bottom=_answers(look, state, draft),
        held=not draft.empty,
        route=route,
    )


def _parts(look: Look, state: PageState, form: CheckInForm, draft: Draft) -> list[ft.Control | None]:
    words = state.wording
    head = ft.Row(
        [area_mark(look, form.area), text.headline(form.headline, heading=2, expand=True)],
        spacing=14,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    parts: list[ft.Control | None] = [head]
    if draft.taken_up:
        parts.append(text.small(words.text("As you left it. It is not in your diary yet.")))
    if draft.wants_time:
        parts.append(
            time_field(
                words.text("What time was it?"), draft.at, draft.set_at, problem=draft.problems.get("at"), key="at"
            )
        )
    if form.conditions:
        parts.append(_chips(draft, form.conditions))
    if form.wash_day is not None:
        asked = words.text("Flakes and shed hair are asked on wash days.")
        parts.append(switch_row(words.text("A wash day"), asked, form.wash_day, draft.set_wash_day, key="wash-day"))
    if not form.measures:
        parts.append(empty_state(words.text("Nothing to rate today"), words.text("You can still write a note.")))
    parts += [_questions(look, state, group, draft) for group in bars_together(form.measures)]
    parts.append(hidden_scores_note(words.text("Earlier scores stay hidden until you save.")))
    if form.area == "scalp":
        parts.append(
            clinician_card(look, words.text("Patches, or handfuls over days?"), words.text("Ask a clinician."))
        )
    parts.append(text.subtitle(words.text("What was different today?"), heading=2))
    shown = (
        form.tags if draft.all_tags else tuple(t for n, t in enumerate(form.tags) if n < FEW_TAGS or t[0] in draft.tags)
    )
    parts.append(_chips(draft, shown))
    if len(form.tags) > FEW_TAGS:
        said = words.text("Fewer") if draft.all_tags else words.text("More to choose from")
        parts.append(ft.Row([plain(said, draft.show_all_tags)]))
    parts.append(text_field(words.text("A private note"), draft.note, draft.set_note, lines=3, key="note"))
    if draft.takes_pictures and state.handed.photos() is not None:
        parts.append(CheckInPictures(state, look, draft.area, draft.about, key="pictures"))
    parts += [_left_out(state, draft, measure, title) for measure, title in form.left_out]
    if form.optional:
        note = ", ".join(title for _, title in form.optional)
        parts.append(expander(words.text("What else can be rated"), note, draft.all_measures, draft.show_all_measures))
        if draft.all_measures:
            parts += [_optional(state, draft, measure, title) for measure, title in form.optional]
    return parts


def _chips(draft: Draft, those: tuple[tuple[str, str], ...]) -> ft.Control:
    return chips(*(chip(said, tag in draft.tags, partial(draft.tag, tag), key=tag) for tag, said in those))


def _left_out(state: PageState, draft: Draft, measure: str, title: str) -> ft.Control:
    words = state.wording
    again = plain(words.text("Ask again"), partial(draft.ask_again, measure), key=f"again-{measure}")
    said = text.small(words.text("{measure} is not asked.", measure=title), expand=True)
    return ft.Row([said, again], vertical_alignment=ft.CrossAxisAlignment.CENTER)


def _optional(state: PageState, draft: Draft, measure: str, title: str) -> ft.Control:
    ask = plain(state.wording.text("Ask this too"), partial(draft.ask_again, measure), key=f"ask-{measure}")
    return ft.Row([text.body(title, expand=True), ask], vertical_alignment=ft.CrossAxisAlignment.CENTER)


def _questions(look: Look, state: PageState, group: tuple[MeasureView, ...], draft: Draft) -> ft.Control:
    area = "scalp" if draft.area == "scalp" else "face"
    if group[0].kind == "choice":
        return _question(look, state, group[0], draft, area)
    parts: list[ft.Control] = []
    for n, view in enumerate(group):
        last = all(measure_of(other.id) != measure_of(view.id) for other in group[n + 1 :])  # of its sides
        parts += [*([hairline()] if parts else []), _question(look, state, view, draft, area, leave_out=last)]
    return card(look, *parts, gap=4, area=area)


def _question(
    look: Look, state: PageState, view: MeasureView, draft: Draft, area: str, *, leave_out: bool = True
) -> ft.Control:
    """`leave_out`: it can be said here that the measure does not apply."""
    words = state.wording
    below = [plain(words.text("Does not apply to me"), partial(draft.does_not_apply, view.id))] if leave_out else []
    if view.id in draft.scores and view.kind != "count":
        below.insert(0, plain(words.text("Clear"), partial(draft.clear, view.id)))
    if view.note:
        below.insert(0, text.small(view.note))
    problem = draft.problems.get(measure_of(view.id)) if view.kind == "bar" and view.id in draft.scores else None
    said: list[ft.Control] = [text.body(problem, color=STOP)] if problem else []
    if view.clinician:
        said.append(clinician_card(look, words.text("Ask a clinician."), view.clinician))
    return ft.Column(
        [*_rated(look, state, view, draft, area), *said, ft.Row(below, wrap=True, spacing=4, run_spacing=0)],
        spacing=6,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        key=view.id,
    )


def _rated(look: Look, state: PageState, view: MeasureView, draft: Draft, area: str) -> list[ft.Control]:
    """What sets the score of one measure, in the way of its kind."""
    words, score = state.wording, draft.scores.get(view.id)

    def rate(value: float) -> None:
        draft.rate(view.id, value)

    method = [text.small(view.method)] if view.method else []
    head = column(text.subtitle(view.title, heading=2), text.small(view.question), *method, gap=2)
    if view.kind == "vessel":
        scale = anchored_scale(
            look,
            score,
            rate,
            name=view.title,
            shown=view.shown,
            anchors=tuple(reversed(view.anchors)),
            less=words.text("Less: {measure}", measure=view.title),
            more=words.text("More: {measure}", measure=view.title),
        )
        return [head, ft.Container(height=6), scale]
    if view.kind == "bar":
        bar = bar_scale(look, score, rate, name=view.title, shown=view.shown, words=bar_words(view), area=area)
        return [bar, *method]
    if view.kind == "choice":
        options = [Option(f"{level:g}", said) for level, said in view.anchors]
        chosen = None if score is None else f"{score:g}"
        return [
            head,
            buckets(look, view.title, options, chosen, lambda value: rate(float(value)), area=area),
        ]
    field = number_field(
        view.title,
        draft.written.get(view.id, ""),
        lambda value: draft.write(view.id, value),
        problem=draft.problems.get(view.id),
        note=view.question,
        key=view.id,
    )
    return [field, *method]


def _answers(look: Look, state: PageState, draft: Draft) -> ft.Control:
    words = state.wording
    skip = plain(words.text("Skip today"), draft.skip) if not draft.wants_time else None
    save = filled(words.text("Save check-in"), draft.save, disabled=draft.empty, expand=True)
    return draft.leaving.foot(look, words, actions(look, skip, save))
