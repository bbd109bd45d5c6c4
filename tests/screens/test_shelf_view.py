"""The clocks of the shelf in words and levels, and what typed fields become."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from care.records import Course, Device, DeviceMode, PatchTest, Phase, Product, Reaction, Retired
from screens.shelf_device_form import DeviceForm
from screens.shelf_forms import ProductForm
from screens.shelf_view import devices_to_add, product_row, products_to_add, shelf_view
from screens.wording import Wording
from storage.knowledge import read_knowledge
from tests.screens.snapshots import ZONE, snapshot

KNOWLEDGE = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
TODAY = date(2026, 3, 2)
WORDS = Wording("en", zone=ZONE)
COURSE = Course(
    id="c", title="Glow", area="face", product="p", phases=[Phase(every_days=7, sessions=8)], starts_on=TODAY
)


def product(**fields: object) -> Product:
    return Product(id="p", name="Hyaluronic serum", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "sign", "sub", "level"),
    [
        ({}, "ok", "", None),
        ({"expires_on": date(2026, 12, 1), "lot": "K22"}, "ok", "Good until 1 December 2026. Lot K22", 1.0),
        ({"expires_on": date(2026, 3, 2)}, "ok", "Good until 2 March 2026", 1.0),
        ({"expires_on": date(2026, 3, 1)}, "caution", "Hyaluronic serum was good until 1 March", 0.0),
        (
            {"opened_at": datetime(2026, 1, 2, 11, tzinfo=UTC), "after_opening_months": 4},
            "ok",
            "Good until 2 May 2026",
            0.508,
        ),
        (
            {"opened_at": datetime(2026, 1, 2, 11, tzinfo=UTC), "after_opening_months": 1},
            "caution",
            "Hyaluronic serum was good until 2 February",
            0.0,
        ),
        (
            {"patch_test": PatchTest(state="failed")},
            "caution",
            "Your skin reacted to Hyaluronic serum in its patch test",
            0.0,
        ),
        ({"count": 3}, "ok", "3 sealed", None),
        (
            {"single_use": True, "opened_at": datetime(2026, 3, 2, 12, tzinfo=UTC), "label_hours": 24, "count": 0},
            "ok",
            "Open. Use or discard by Tuesday 3 March, 13:00. 0 sealed",
            None,
        ),
        (
            {"single_use": True, "opened_at": datetime(2026, 3, 1, 12, tzinfo=UTC), "label_hours": 24},
            "caution",
            "Its open time ended on Monday 2 March, 13:00",
            0.0,
        ),
    ],
)
def test_each_clock_is_told(fields: dict[str, object], sign: str, sub: str, level: float | None) -> None:
    row = product_row(snapshot(KNOWLEDGE, TODAY, product(**fields)), KNOWLEDGE, product(**fields))
    assert (row.sign, row.sub) == (sign, sub)
    assert row.level == (None if level is None else pytest.approx(level, abs=0.01))


@pytest.mark.parametrize(("expires", "said"), [(None, "On your shelf"), (date(2026, 5, 2), "In date")])
def test_only_what_has_a_date_is_said_to_be_in_date(expires: date | None, said: str) -> None:
    mine = product(expires_on=expires)
    assert product_row(snapshot(KNOWLEDGE, TODAY, mine), KNOWLEDGE, mine).sign_words == said


@pytest.mark.parametrize(("test", "sign"), [(None, "wait"), ("running", "wait"), ("tolerated", "ok"), ("passed", "ok")])
def test_a_session_product_waits_for_its_patch_test(test: str | None, sign: str) -> None:
    mine = product(patch_test=PatchTest(state=test) if test else None)  # type: ignore[arg-type]
    assert product_row(snapshot(KNOWLEDGE, TODAY, mine, COURSE), KNOWLEDGE, mine).sign == sign


def test_what_a_reaction_blames_is_closed_on_the_shelf_and_what_stings_rests() -> None:
    wand = Device(id="d", name="Glow wand", modes=[DeviceMode(modality="galvanic")])
    retinol = Product(id="r", name="Night retinol", form="retinoid", areas=["face"], actives=["I01"])
    at = datetime(2026, 3, 1, 20, tzinfo=UTC)
    common = {"id": "x", "at": at, "zone": ZONE, "day": date(2026, 3, 1), "areas": ["face"]}
    rash = Reaction(**common, product="p", signs=["G10"])  # type: ignore[arg-type]
    view = shelf_view(snapshot(KNOWLEDGE, TODAY, product(), wand, retinol, rash), KNOWLEDGE)
    blamed, rests = view.products
    assert (blamed.sign, blamed.finished) == ("caution", False)
    assert blamed.sub == "Your skin reacted after Hyaluronic serum on 1 March"
    assert rests.sub == "Rests until your skin has settled from the reaction of 1 March"
    assert [row.sign for row in view.devices] == ["ok"]

    burn = Reaction(**common, device="d", signs=["G06"])  # type: ignore[arg-type]
    [row] = shelf_view(snapshot(KNOWLEDGE, TODAY, wand, burn), KNOWLEDGE).devices
    assert (row.sign, row.sub) == ("caution", "Your skin reacted to Glow wand on 1 March. Galvanic current")


def test_ampoules_are_counted_against_the_sessions_to_come() -> None:
    mine = product(single_use=True, count=6, patch_test=PatchTest(state="passed"))
    assert "6 sealed, 8 needed" in product_row(snapshot(KNOWLEDGE, TODAY, mine, COURSE), KNOWLEDGE, mine).sub


def test_what_is_past_its_date_stands_first_and_what_is_put_away_last() -> None:
    shot = snapshot(
        KNOWLEDGE,
        TODAY,
        Product(id="a", name="Alpha"),
        Product(id="z", name="Zeta", expires_on=date(2025, 1, 1)),
        Product(id="r", name="Retired", retired=Retired(on=TODAY)),
        Device(id="d", name="Wand", modes=[DeviceMode(modality="galvanic", minutes=8)], min_gap_hours=72),
    )
    view = shelf_view(shot, KNOWLEDGE)
    assert ([r.title for r in view.products], [r.title for r in view.put_away]) == (["Zeta", "Alpha"], ["Retired"])
    assert (view.put_away[0].sign, view.put_away[0].sub) == ("away", "Retired was put away on 2 March")
    assert view.devices[0].sub.endswith("8 min. 72 hours between sessions, as the manual says")
    assert shelf_view(snapshot(KNOWLEDGE, TODAY), KNOWLEDGE).empty


def test_things_to_add_are_found_by_words_and_area() -> None:
    assert len(products_to_add(WORDS, KNOWLEDGE, "", None)) >= 30
    assert all(f.note == "For sessions" for f in products_to_add(WORDS, KNOWLEDGE, "ampoule", None))
    assert {f.area for f in products_to_add(WORDS, KNOWLEDGE, "", "scalp")} <= {"scalp", None}
    assert [f.name for f in products_to_add(WORDS, KNOWLEDGE, "box hyal", "face")] == ["Hyaluronic ampoule, box of 10"]
    assert [f.id for f in devices_to_add(WORDS, KNOWLEDGE, "wand")] == ["galvanic_wand"]


def typed(form: ProductForm, **fields: str) -> None:
    for field, written in fields.items():
        form.write(field, written)


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("11/2027", date(2027, 11, 30)),
        ("NOV 2027", date(2027, 11, 30)),
        ("2027-02", date(2027, 2, 28)),
        ("30.11.2027", date(2027, 11, 30)),
        ("05/06/2027", date(2027, 6, 5)),
    ],
)
def test_the_last_day_is_read_as_labels_have_it(written: str, until: date) -> None:
    form = ProductForm(product(), ZONE)
    typed(form, expires=written)
    record = form.read(WORDS, KNOWLEDGE, TODAY)
    assert record is not None
    assert record.expires_on == until


@pytest.mark.parametrize(
    ("field", "written", "problem"),
    [
        ("name", "  ", "A name, please."),
        ("expires", "next May", "A date like 2026-11-24, please."),
        ("expires", "2026-02-30", "A date like 2026-11-24, please."),
        ("opened", "2026-03-03", "That day is still to come."),
        ("months", "2.5", "A whole number, please."),
        ("count", "-1", "A whole number, please."),
        ("count", "99999999", "A whole number, please."),
        ("hours", "a day", "A number, please."),
    ],
)
def test_a_field_that_cannot_be_read_is_named_and_stays_as_typed(field: str, written: str, problem: str) -> None:
    form = ProductForm(product(), ZONE)
    typed(form, **{field: written})
    assert form.read(WORDS, KNOWLEDGE, TODAY) is None
    assert form.problems == {field: problem}
    assert getattr(form, field) == written
    form.write(field, "")
    assert field not in form.problems


def test_typed_fields_become_a_product() -> None:
    form = ProductForm(product(opened_at=datetime(2026, 1, 2, 7, 30, tzinfo=UTC)), ZONE)
    assert not form.edited
    typed(form, brand=" Own ", expires="24.12.2026", months="6", count="4", lot="A1", patch="tolerated")
    record = form.read(WORDS, KNOWLEDGE, TODAY)
    assert form.edited
    assert record is not None
    assert (record.brand, record.expires_on, record.after_opening_months) == ("Own", date(2026, 12, 24), 6)
    assert (record.count, record.lot, record.patch_test) == (4, "A1", PatchTest(state="tolerated"))
    assert record.opened_at == datetime(2026, 1, 2, 7, 30, tzinfo=UTC), "an unchanged day keeps its instant"


@pytest.mark.parametrize("name", ["Derma stamp serum", "Hyaluron pen", "Solution for injection"])
def test_needles_and_pens_are_refused_by_name_with_what_to_do_instead(name: str) -> None:
    form = ProductForm(product(), ZONE)
    form.write("name", name)
    assert form.read(WORDS, KNOWLEDGE, TODAY) is None
    assert form.refused is not None
    assert form.refused.instead
    assert form.name == name


def test_unusual_figures_of_a_manual_are_asked_about_once() -> None:
    form = DeviceForm(Device(id="d", name="Wand", modes=[DeviceMode(modality="galvanic", minutes=8)]))
    form.write_mode(0, "minutes", "25")
    form.write("gap", "12")
    assert form.read(WORDS, KNOWLEDGE) is None
    assert set(form.problems) == {"minutes-0", "gap"}
    kept = form.read(WORDS, KNOWLEDGE)
    assert kept is not None
    assert (kept.modes[0].minutes, kept.min_gap_hours) == (25, 12)


def test_figures_kept_before_are_not_asked_about_again() -> None:
    device = Device(id="d", name="Wand", modes=[DeviceMode(modality="led", minutes=25)], min_gap_hours=12)
    form = DeviceForm(device)
    form.write("note", "for the bathroom")
    assert form.read(WORDS, KNOWLEDGE) is not None


def test_no_minutes_are_not_zero_minutes() -> None:
    form = DeviceForm(Device(id="d", name="Wand", modes=[DeviceMode(modality="led")]))
    form.write_mode(0, "minutes", "0")
    assert form.read(WORDS, KNOWLEDGE) is None
    assert form.problems == {"minutes-0": "Minutes from 1 to 240, please."}
