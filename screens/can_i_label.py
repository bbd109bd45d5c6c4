"""My label says …: the hours that a label or prescriber keeps between a product and a session. They go before ours."""

from __future__ import annotations

from typing import cast

import flet as ft
from msgspec.structs import replace

from care.records import LabelHours, Product
from care.verbs.catalogue import Save
from screens.boundary import screen
from screens.can_i_drafts import label_hours
from screens.can_i_view import label_words
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import actions, filled, plain
from screens.look.fields import number_field
from screens.look.rows import expander
from screens.look.surfaces import card, column
from screens.look.surroundings import Look
from screens.page_state import PageState


@screen(name="The label's hours")
def LabelSays(state: PageState, look: Look, product: Product) -> ft.Control:
    """A row that opens: hours before and after, kept with the product."""
    words, said = state.wording, product.session_hours
    is_open, open_it = changing(False)
    before, set_before = changing(f"{said.before:g}" if said else "")
    after, set_after = changing(f"{said.after:g}" if said else "")
    problems, set_problems = changing(cast("dict[str, str]", {}))

    async def keep() -> None:
        hours, wrong = label_hours(words, before, after)
        set_problems(wrong)
        if hours:
            await put(hours)

    async def put(hours: LabelHours | None) -> None:
        done = words.text("Kept. The label goes first.") if hours else words.text("Our hours hold again.")
        kept = Save(replace(product, session_hours=hours), product)
        if await state.do(kept, said=done, undoable=True) is not None:
            open_it(False)

    async def forget() -> None:
        set_before("")
        set_after("")
        await put(None)

    head = expander(words.text("My label says …"), label_words(words, product), is_open, lambda: open_it(not is_open))
    if not is_open:
        return card(look, head)
    hours = words.text("hours")
    return card(
        look,
        column(
            head,
            text.body(words.text("What the label, the leaflet or your prescriber says goes before our hours.")),
            number_field(
                words.text("Hours to leave before a session"),
                before,
                set_before,
                problem=problems.get("before"),
                suffix=hours,
                key="before",
            ),
            number_field(
                words.text("Hours to wait after a session"),
                after,
                set_after,
                problem=problems.get("after"),
                suffix=hours,
                key="after",
            ),
            actions(
                look,
                plain(words.text("Use our hours"), forget) if said else None,
                filled(words.text("Save"), keep),
                fill=False,
            ),
            gap=14,
        ),
    )
