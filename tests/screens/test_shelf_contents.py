"""What is in a product: a label pasted, ingredients ticked, own brands, a second bottle, and what goes with what."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from care.label import read_label
from care.records import PatchTest, Product, Profile, Retired
from care.templates import duplicate_of
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from screens.shelf_conflicts_view import conflict_lines
from screens.shelf_contents_view import active_lines, actives_to_add, brand_offers, label_view
from screens.shelf_forms import ProductForm
from screens.shelf_view import shelf_view
from screens.wording import Wording
from storage.knowledge import read_knowledge
from tests.screens.opened_app import OpenedApp, opened_app
from tests.screens.snapshots import ZONE, snapshot

KNOWLEDGE = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
WORDS = Wording("en", zone=ZONE)
TODAY = date(2026, 3, 2)
LABEL = (
    "Ingredients: Aqua, Niacinamide 5 %, Ascorbic Acid (10%), Carbomer. Do not use with retinol.\n"
    "For external use only. EXP 2027-03 LOT 1234A 12M 10 x 2 ml"
)


def begin(app: OpenedApp, **profile: object) -> None:
    app.vault.companion.do(SetProfile(Profile(birth_year=1990, areas=["face"], **profile)))  # type: ignore[arg-type]


def put(app: OpenedApp, product: Product) -> str:
    return app.vault.companion.do(Save(product)).puts[0].after.id


def products(app: OpenedApp) -> list[Product]:
    return list(app.vault.companion.diary().products.values())


# The form


def filled(product: Product, text: str = LABEL) -> Product:
    form = ProductForm(product, ZONE)
    form.take_label(read_label(text, KNOWLEDGE))
    record = form.read(WORDS, KNOWLEDGE, TODAY)
    assert record is not None
    return record


def test_a_label_fills_what_stands_empty() -> None:
    record = filled(Product(name="Serum"))
    assert (record.actives, record.strengths) == (["I09", "I07"], {"I09": 5.0, "I07": 10.0})
    assert (record.expires_on, record.lot, record.after_opening_months) == (date(2027, 3, 31), "1234A", 12)
    assert (record.count, record.volume_ml, record.single_use) == (10, 2.0, True)
    assert (record.use, record.external_only) == ("home", True)


def test_what_the_person_gave_is_not_overwritten() -> None:
    kept = Product(name="Serum", actives=["I10", "I09"], strengths={"I09": 4.0}, lot="MINE", expires_on=TODAY, count=3)
    record = filled(kept)
    assert (record.actives, record.strengths) == (["I10", "I09", "I07"], {"I09": 4.0, "I07": 10.0})
    assert (record.lot, record.expires_on, record.count) == ("MINE", TODAY, 3)


def test_a_switch_that_the_person_turned_stays() -> None:
    text = "For professional use only. Solution for injection."
    closed = filled(Product(name="Serum"), text)
    assert (closed.use, closed.external_only) == ("professional_only", False)
    form = ProductForm(Product(name="Serum", external_only=False), ZONE)
    form.write("for_outside", True)
    form.write("for_professionals", True)
    form.write("for_professionals", False)
    form.take_label(read_label(text, KNOWLEDGE))
    assert (form.for_outside, form.for_professionals) == (True, True)


@pytest.mark.parametrize("written", ["0", "101", "much", "-1"])
def test_a_strength_that_is_none_is_said_at_its_field(written: str) -> None:
    form = ProductForm(Product(name="Serum", actives=["I09"]), ZONE)
    form.write_strength("I09", written)
    assert form.read(WORDS, KNOWLEDGE, TODAY) is None
    assert form.problems == {"strength I09": "A percentage, please."}
    form.write_strength("I09", "2,5 %")
    record = form.read(WORDS, KNOWLEDGE, TODAY)
    assert record is not None
    assert record.strengths == {"I09": 2.5}


def test_an_ingredient_goes_with_its_strength() -> None:
    form = ProductForm(Product(name="Serum", actives=["I09", "I07"], strengths={"I09": 5.0}), ZONE)
    form.turn_active("I09")
    form.turn_active("kojic acid")
    record = form.read(WORDS, KNOWLEDGE, TODAY)
    assert record is not None
    assert (record.actives, record.strengths) == (["I07", "kojic acid"], {})
    assert form.edited


def test_a_second_bottle_has_its_own_lot_and_dates_and_the_same_test() -> None:
    first = Product(
        id="p",
        rev=3,
        name="Serum",
        brand="Mine",
        actives=["I09"],
        strengths={"I09": 5.0},
        lot="A",
        count=2,
        expires_on=TODAY,
        patch_test=PatchTest(state="tolerated"),
        retired=Retired(on=TODAY),
    )
    assert duplicate_of(first) == Product(
        name="Serum", brand="Mine", actives=["I09"], strengths={"I09": 5.0}, patch_test=PatchTest(state="tolerated")
    )
    failed, running = (Product(name="S", patch_test=PatchTest(state=state)) for state in ("failed", "running"))
    assert duplicate_of(failed).patch_test == PatchTest(state="failed")
    assert duplicate_of(running).patch_test is None


# What is shown


def test_ingredients_are_found_by_any_of_their_names() -> None:
    def offers(wanted: str, *chosen: str) -> tuple[list[str], str]:
        found, own = actives_to_add(WORDS, KNOWLEDGE, wanted, chosen)
        return [one.id for one in found], own

    assert offers("niacin") == (["I09"], "niacin")
    assert offers("niacinamide") == (["I09"], "")
    assert offers("niacinamide", "I09") == ([], "")
    assert offers("vitamin b3")[0] == ["I09"]
    assert offers("Säure")[0] == []
    assert offers("kojic acid") == ([], "kojic acid")
    assert offers("kojic acid", "kojic acid") == ([], "")
    assert offers("  ") == ([], "")


def test_an_active_that_no_row_knows_is_shown_as_it_stands() -> None:
    lines = active_lines(WORDS, KNOWLEDGE, ["I09", "kojic acid"])
    assert [(line.title, line.known) for line in lines] == [("Niacinamide", True), ("kojic acid", False)]


def test_a_label_is_told_with_what_stays_unknown() -> None:
    view = label_view(WORDS, KNOWLEDGE, read_label(LABEL, KNOWLEDGE))
    assert [line.title for line in view.found] == ["Niacinamide 5%", "Vitamin C, acidic 10%"]
    assert view.facts == "Good until 31 March 2027. Lot 1234A. 12 months after opening. 10 of 2 ml each. Single use"
    assert (view.unknown, view.sentences) == ("Carbomer", "Do not use with retinol")
    assert view.minds == ("For the outside of the skin only.",)
    assert not label_view(WORDS, KNOWLEDGE, read_label("Carbomer", KNOWLEDGE)).fills


def test_own_brands_complete_themselves() -> None:
    shelf = [
        Product(name=n, brand=b) for n, b in (("A", "Côte Claire"), ("B", "Cote Claire"), ("C", "Cosma"), ("D", ""))
    ]
    assert brand_offers(shelf, "co") == ("Côte Claire", "Cosma")
    assert brand_offers(shelf, "cosm") == ("Cosma",)
    assert brand_offers(shelf, "Cosma") == brand_offers(shelf, "") == brand_offers(shelf, "x") == ()


def test_a_conflict_names_the_other_product_on_a_products_page() -> None:
    c, copper = (
        Product(id=i, name=n, actives=[a]) for i, n, a in (("c", "C serum", "I07"), ("k", "Copper serum", "I12"))
    )
    shot = snapshot(KNOWLEDGE, TODAY, c, copper)
    view = shelf_view(shot, KNOWLEDGE)
    assert [line.title for line in view.conflicts] == ["C serum and Copper serum"]
    assert [row.sub for row in view.products] == ["Apart from Copper serum", "Apart from C serum"]
    (line,) = conflict_lines(shot, KNOWLEDGE, "c")
    assert (line.title, line.rule) == ("Apart from Copper serum", "I12")
    assert line.fix == "C serum in the morning, Copper serum in the evening."
    assert conflict_lines(shot, KNOWLEDGE, "other") == ()


# The screens


async def test_a_pasted_label_fills_the_page_and_is_kept_with_save(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        which = put(app, Product(name="Serum", lot="MINE", areas=["face"]))
        await app.go(f"/shelf/{which}")
        await app.shows("No ingredient noted yet.")
        await app.press("Paste the label", "Text of the label")
        await app.write("Text of the label", LABEL)
        await app.shows("Not known to Mesoday: the label goes first")
        assert "Carbomer" in app.text()
        await app.press("Fill in what is missing")
        await app.write("Niacinamide", "4")
        await app.press("Save")
        await app.until(lambda: products(app)[0].actives)
        kept = products(app)[0]
        assert (kept.actives, kept.strengths, kept.lot) == (["I09", "I07"], {"I09": 4.0, "I07": 10.0}, "MINE")


async def test_an_ingredient_is_ticked_by_search_and_left_out_again(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        which = put(app, Product(name="Serum", actives=["I10"]))
        await app.go(f"/shelf/{which}")
        await app.shows("Find an ingredient")
        await app.write("Find an ingredient", "kojic acid")
        await app.press("“kojic acid” as it stands", "Not known to Mesoday: the label goes first.")
        await app.press("Leave out Hyaluronic acid and other moisture")
        await app.press("Save")
        await app.until(lambda: products(app)[0].actives == ["kojic acid"])


async def test_a_product_is_added_from_its_label(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf/add") as app:
        begin(app)
        put(app, Product(name="Old", brand="Cosma"))
        await app.press("Paste the label")
        assert await app.follow() == "/shelf/label"
        await app.write("Text of the label", LABEL)
        await app.shows("Read from the label")
        await app.press("Add to the shelf", "A name, please.")
        await app.write("Name", "C serum")
        await app.write("Brand", "cos")
        await app.press("Cosma")
        await app.press("Add to the shelf")
        await app.until(lambda: len(products(app)) == 2)
        added = next(p for p in products(app) if p.name == "C serum")
        assert (added.actives, added.brand, added.areas, added.lot) == (["I09", "I07"], "Cosma", ["face"], "1234A")
        assert await app.follow() == f"/shelf/{added.id}"


async def test_what_is_not_for_home_says_so_on_its_page(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        which = put(app, Product(name="Booster", use="professional_only"))
        await app.go(f"/shelf/{which}")
        await app.shows("Ampoules that are not for the outside only")


async def test_scent_on_a_label_is_told_to_sensitive_skin_before_it_is_added(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf/label") as app:
        begin(app, sensitive=True)
        await app.write("Text of the label", "Aqua, Niacinamide")
        await app.shows("Niacinamide")
        assert "Sensitive skin" not in app.text()
        await app.write("Text of the label", "Aqua, Niacinamide, Parfum")
        await app.shows("Sensitive skin often reacts to them.")


async def test_leaving_a_pasted_label_asks_first(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf/label") as app:
        begin(app)
        await app.write("Text of the label", "Niacinamide")
        await app.press("Back to the list", "Leave without keeping?")


async def test_a_second_bottle_opens_its_own_page(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app)
        which = put(app, Product(name="Serum", lot="A", actives=["I09"]))
        await app.go(f"/shelf/{which}")
        await app.shows("Duplicate")
        await app.press("Duplicate")
        await app.until(lambda: len(products(app)) == 2)
        second = next(p for p in products(app) if p.id != which)
        assert (second.lot, second.actives) == ("", ["I09"])
        assert await app.follow() == f"/shelf/{second.id}"


async def test_what_does_not_go_together_is_told_with_the_way_to_its_rule(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/shelf") as app:
        begin(app, sensitive=True)
        put(app, Product(name="C serum", actives=["I07"]))
        put(app, Product(name="Copper serum", actives=["I12"]))
        await app.shows("What does not go together")
        assert "C serum in the morning, Copper serum in the evening." in app.text()
        await app.press("Where this comes from")
        assert await app.follow() == "/why/I12"
