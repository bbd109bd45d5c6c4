"""Learn on a page without a client: the list, an article over it, its sources, read marks, and the way from a rule."""

from __future__ import annotations

from pathlib import Path

import flet as ft

from screens.learn_view import READ
from screens.read_more import learn_route, read_route
from screens.why import why_route
from tests.headless import find, fire, resize, walk, wire_of
from tests.screens.kept_day import course_records, keep, open_vault, page_on
from tests.screens.opened_app import OpenedApp


def spans(app: OpenedApp, spoken: str) -> list[ft.TextSpan]:
    return [one for one in find(app.view(), ft.TextSpan) if one.semantics_label == spoken]


def views(app: OpenedApp) -> int:
    return len(find(app.page.views, ft.View))


async def test_an_article_opens_over_the_list_and_back_leads_to_it(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route="/learn") as app:
        assert "To begin with" in app.text()
        await app.press("Patch testing")
        assert await app.follow() == learn_route("patch-testing")
        await app.shows("A week on the arm")
        assert views(app) == 2, "the list stays below and keeps its place"
        headings = [one.heading_level for one in find(app.view(), ft.Semantics) if one.heading_level]
        assert headings[:3] == [1, 2, 3]
        await app.press("Back")
        assert await app.follow() == "/learn"


async def test_the_article_of_emergencies_leads_to_the_number_and_back(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route=learn_route("when-to-see-a-professional")) as app:
        await app.press("The emergency number")
        assert await app.follow() == "/emergency"
        await app.shows("What to say")
        await app.press("Close the emergency page")
        assert await app.follow() == learn_route("when-to-see-a-professional")
        await app.shows("When to see a professional")


async def test_a_link_unfolds_its_sources_and_folds_them_again(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route=learn_route("dull-and-dehydrated")) as app:
        title = "Topical hyaluronic acid serum in facial photoageing"
        assert app.text().count(title) == 1, "in the list at the foot"
        [link] = spans(app, "Source 2")
        await fire(link, "click")
        assert app.text().count(title) == 2
        [link] = spans(app, "Source 3")
        await fire(link, "click")
        assert app.text().count(title) == 1, "one link at a time"
        [link] = spans(app, "Source 3")
        await fire(link, "click")
        assert app.text().count("Boo: Niacinamide") == 1


async def test_sources_at_the_foot_can_be_gone_to_and_selected_and_open_nothing(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route=learn_route("dull-and-dehydrated")) as app:
        await app.press("Sources, 8")
        await app.until(lambda: [name for name, _ in wire_of(app.page).calls if name == "scroll_to"])
        selectable = find(app.view(), ft.SelectionArea)
        assert len(selectable) == 8
        assert any("doi.org" in str(getattr(one, "value", "")) for area in selectable for one in walk(area))
        assert not [one for one in walk(app.view()) if getattr(one, "url", None)], "no address is a way out of the app"


async def test_reading_on_marks_what_was_read_and_a_mark_can_be_taken_back(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    vault = open_vault(tmp_path)
    async with page_on(vault, route=learn_route("nutrients")) as app:
        await app.press("Next article")
        assert await app.follow() == learn_route("dull-and-dehydrated")
        await app.until(lambda: vault.local.get(READ) == ["nutrients"])
        await app.press("I have read this")
        await app.until(lambda: [one for one in find(app.view(), ft.Semantics) if one.checked])
        assert vault.local.get(READ) == ["dull-and-dehydrated", "nutrients"]
        await app.press("I have read this")
        await app.until(lambda: vault.local.get(READ) == ["nutrients"])
        await app.press("Back")
        await app.follow()
        await app.shows("1 of 13 read")
        await app.shows("Read. 2 minutes")


async def test_a_word_finds_articles_claims_and_what_is_refused(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route="/learn") as app:
        await app.write("Find in the articles", "circulation")
        await app.shows("“It improves circulation.”")
        assert "To begin with" not in app.text()
        await app.press("“It improves circulation.”", shows="How sure: fairly sure")
        await app.write("Find in the articles", "zeppelin")
        await app.shows("Nothing here says that")
        await app.write("Find in the articles", "")
        await app.shows("To begin with")


async def test_claims_and_refusals_open_one_by_one(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route="/learn") as app:
        await app.press("Claims you may meet")
        assert await app.follow() == "/learn/claims"
        assert "Skin is fed by blood" not in app.text()
        await app.press("“It works from the inside out.”", shows="Skin is fed by blood")
        await app.press("Back")
        await app.follow()
        await app.press("What Mesoday refuses, always")
        assert await app.follow() == "/learn/refused"
        await app.press("Injecting at home", shows="Care for the surface by hand")


async def test_a_rule_leads_to_its_article_over_the_screen_that_asked(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route="/settings/times") as app:
        below = views(app)
        await app.go(why_route("PATCH"))
        await app.press("Read more: Patch testing")
        assert await app.follow() == read_route("patch-testing")
        await app.shows("A week on the arm")
        assert views(app) == below + 1
        await app.press("Technique and hygiene")
        assert await app.follow() == read_route("technique-and-hygiene")
        await app.press("Back")
        assert await app.follow() == "/settings/times"
        await app.go(why_route("PAUSE"))
        await app.shows("A pause")
        assert "Read more" not in app.text()


async def test_on_a_desktop_the_list_stays_beside_the_article(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route="/learn", width=1280) as app:
        await app.shows("Choose an article")
        await app.press("Patch testing", shows="A week on the arm")
        assert "To begin with" in app.text()
        assert views(app) == 1, "the same list, where it stood"
        await resize(app.page, 400, 840)
        assert "To begin with" in app.text()
    async with page_on(open_vault(tmp_path), route=learn_route("patch-testing"), width=1280) as app:
        await app.shows("A week on the arm")
        assert "To begin with" in app.text()


async def test_an_article_that_is_not_there_is_said_calmly(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route=learn_route("gossip")) as app:
        await app.shows("There is no such article here")
        await app.press("See all articles")
        assert await app.follow() == "/learn"


async def test_text_grows_where_one_reads(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    vault = open_vault(tmp_path)
    async with page_on(vault, route=learn_route("injected-and-home")) as app:
        assert "Injected, in a clinic" in app.text()
        [item] = [one for one in find(app.view(), ft.PopupMenuItem) if one.content == "200 %"]
        await fire(item, "click")
        await app.until(lambda: vault.local.get("text_size") == 200)
        # With large text the head stands with each of the five cells, in place of once above them.
        await app.until(lambda: app.text().splitlines().count("Injected, in a clinic") == 5)
