"""Why: a rule is told over the screen that asked, which is still there afterwards; and the list of all rules."""

from __future__ import annotations

from pathlib import Path

import flet as ft

from screens.why_line import why_route
from tests.headless import find, text_of, walk
from tests.screens.kept_day import course_records, keep, open_vault, page_on


def test_ids_of_any_form_stand_in_a_route() -> None:
    assert why_route("K09") == "/why/K09"
    assert why_route("a/b c") == "/why/a%2Fb%20c"


async def test_a_rule_is_told_over_the_screen_that_asked(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path)) as app:
        await app.go("/settings/times")
        below = len(find(app.page.views, ft.View))
        await app.go(why_route("I03"))
        await app.shows("Fruit acids (AHA)")
        await app.shows("48 h before it, 48 h after it")
        await app.shows("Seen at the source")
        await app.shows("No clinician has signed these rules yet.")
        assert len(find(app.page.views, ft.View)) == below + 1
        selectable = [text_of(area) for area in find(app.view(), ft.SelectionArea)]
        assert any("fda.gov" in said for said in selectable)
        await app.press("Close why")
        assert await app.follow() == "/settings/times"


async def test_a_rule_leads_on_to_what_it_leans_on(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path)) as app:
        await app.go(why_route("A13"))
        await app.press("A peel, laser or needling not yet healed")
        assert await app.follow() == "/why/K32"
        await app.shows("How it ends")
        await app.press("Close why")
        assert await app.follow() == "/"


async def test_an_unknown_rule_is_said_calmly_and_leads_on(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path)) as app:
        await app.go(why_route("Z9"))
        await app.shows("There is no such rule here")
        await app.press("See all rules")
        assert await app.follow() == "/why"
        await app.shows("What the rules rest on")


async def test_the_list_opens_table_by_table_and_leads_to_each_rule(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route="/settings") as app:
        await app.press("What the rules rest on")
        assert await app.follow() == "/why"
        assert "Hyaluron pens" not in app.text()
        await app.press("What is refused, always", shows="Hyaluron pens and pressure pens")
        await app.press("Safety questions", shows="Electronics in the body")
        assert "Hyaluron pens" not in app.text(), "one table at a time"
        await app.press("Electronics in the body")
        assert await app.follow() == "/why/K01"
        await app.press("Close why")
        assert await app.follow() == "/why"
        assert any("Back" in str(getattr(one, "tooltip", "")) for one in walk(app.view()))
