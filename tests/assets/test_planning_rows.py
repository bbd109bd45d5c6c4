"""The rows that plans are made of: hours, caps, pregnancy, activities, places, and what a concern leads to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from care.knowledge import Hours, Knowledge
from storage.knowledge import read_knowledge

SHIPPED = Path(__file__).parents[2] / "assets" / "knowledge"

# Hours of an ingredient around a session: before and after one by hand, before and after one with a device; light where
# that differs. Written out a second time on purpose; what is not named here has none.
HOURS = """
I01 24 24 48 48  I02 48 48 168 72  I03 24 24 48 48  I04 24 24 48 48  I05 168 168 336 336  I06 12 12 48 24
I07 0 12 24 24  I08 0 0 0 12  I13 12 12 24 24  I14 12 24 24 24  I15 24 24 48 48  I16 24 24 48 24
I18 12 12 12 12  I20 24 24 24 24  I21 24 24 24 24  I22 72 72 72 72  I24 0 12 0 12  I25 0 0 0 0  I39 12 24 24 24
"""
LIGHT_HOURS = {"I14": (24, 24), "I25": (24, 24)}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(SHIPPED)


def test_hours_around_sessions_are_those_of_the_table(knowledge: Knowledge) -> None:
    wanted = {row: tuple(map(float, hours.split())) for row, hours in re.findall(r"(I\d\d) ([\d ]*\d)", HOURS)}
    for row in knowledge.ingredients.values():
        hours = (row.serum.before, row.serum.after, row.device.before, row.device.after)
        assert hours == wanted.get(row.id, (0, 0, 0, 0)), row.id
        assert (row.light.before, row.light.after) == LIGHT_HOURS.get(row.id, (0, 0)), row.id
        assert row.hours_status == "default", row.id


def test_what_ingredients_ask_besides_hours(knowledge: Knowledge) -> None:
    rows = knowledge.ingredients.values()
    assert {row.id for row in rows if row.gentle} == {"I09", "I10", "I11"}
    assert {row.id: row.under_device for row in rows if row.under_device} == {"I07": "advise", "I18": "refuse"}
    assert {row.id for row in rows if row.closed_in_course} == {"I05"}
    assert {row.id for row in rows if row.strong} == {"I01", "I02", "I03", "I04", "I05", "I15"}
    assert {row.id for row in rows if row.first} == {"I17", "I24"}
    assert {row.id: row.sun_days for row in rows if row.sun_days} == {"I03": 7}
    assert {row.id: row.slot for row in rows if row.slot} == {
        "I01": "pm", "I02": "pm", "I03": "pm", "I04": "pm", "I07": "am", "I08": "am", "I12": "pm", "I17": "am"
    }  # fmt: skip
    assert {row.id: row.apart_from for row in rows if row.apart_from} == {
        "I06": ["I01", "I02"], "I12": ["I03", "I04", "I07"], "I18": ["I02", "I03", "I05"]
    }  # fmt: skip
    assert {row.id for row in rows if row.medicine} == {"I02", "I18", "I19", "I20", "I21", "I23", "I41"}
    assert {row.id for row in rows if row.refusal} == {"I34", "I35", "I36"}
    assert all(bool(row.apart_from) == bool(row.apart_reason) for row in rows)
    assert all(bool(row.under_device) == bool(row.under_device_reason) for row in rows)


def test_pregnancy_says_what_was_decided(knowledge: Knowledge) -> None:
    def action(during: str, active: str, percent: float | None = None) -> str:
        """The strictest word on an active; "" where no row speaks."""
        found = [
            row.action
            for row in knowledge.pregnancy.values()
            if during in row.during
            and active in row.actives
            and (row.over_percent is None or (percent is not None and percent > row.over_percent))
        ]
        return min(found, key=("avoid", "ask", "fine").index, default="")

    asked = ("I01", "I02", "I04", "I05", "I10", "I18", "I19", "I40", "I41")
    assert [action("pregnant", i) for i in asked] == [
        "avoid", "avoid", "ask", "avoid", "fine", "ask", "avoid", "avoid", "avoid"
    ]  # fmt: skip
    assert [action("trying", i) for i in asked] == ["ask", "ask", "", "ask", "fine", "ask", "avoid", "avoid", "ask"]
    assert [action("breastfeeding", i) for i in asked] == [
        "ask",
        "ask",
        "",
        "ask",
        "fine",
        "ask",
        "ask",
        "avoid",
        "ask",
    ]
    assert [action("pregnant", "I04", percent) for percent in (2, 2.1)] == ["ask", "avoid"]
    assert [action("pregnant", "I03", percent) for percent in (10, 15)] == ["fine", "ask"]
    assert {row.id for row in knowledge.pregnancy.values() if row.answers} == {"P01"}
    assert all(row.actives or row.answers for row in knowledge.pregnancy.values())
    by_mistake = knowledge.pregnancy["P02"].text
    assert "next visit" in by_mistake
    assert "reassuring" in by_mistake


def test_activities_take_the_hours_of_their_kin_or_their_own(knowledge: Knowledge) -> None:
    rows = knowledge.activities
    assert {row.id: row.like for row in rows.values() if row.like} == {
        "A05": "I15", "A06": "I15", "A07": "I15", "A08": "I22", "A09": "I16", "A12": "I24"
    }  # fmt: skip
    assert {row.id: row.rule for row in rows.values() if row.rule} == {
        "A13": "K32", "A14": "K32", "A15": "K30", "A16": "K31", "A17": "K33"
    }  # fmt: skip
    none = Hours()
    own = {
        row.id: (row.serum.before, row.serum.after, row.device.before, row.device.after)
        for row in rows.values()
        if (row.serum, row.device) != (none, none)
    }
    assert own == {
        "A01": (0, 24, 24, 48), "A02": (24, 24, 48, 48), "A03": (0, 24, 0, 24), "A04": (0, 24, 0, 24),
        "A10": (0, 12, 0, 24)
    }  # fmt: skip
    assert not any(row.id in own and (row.like or row.rule) for row in rows.values())
    for row in rows.values():
        assert set(row.areas) <= set(knowledge.screening[row.rule].areas if row.rule else ("face", "scalp")), row.id


def test_places_never_treated_are_those_of_the_manuals(knowledge: Knowledge) -> None:
    electric = ["galvanic", "electroporation", "ultrasound"]
    assert {row.id for row in knowledge.never_sites.values() if row.columns == electric} == {
        "over_mouth", "temples", "front_of_neck", "sides_of_neck", "chest", "raised_scars", "metal_below"
    }  # fmt: skip
    assert {row.id for row in knowledge.never_sites.values() if not row.columns} == {
        "eyelids", "eyeball", "lips", "watched_spots", "old_cancer_site"
    }  # fmt: skip


def test_each_concern_leads_to_what_was_decided(knowledge: Knowledge) -> None:
    found = {row.id: (row.primary, row.courses[0], row.areas) for row in knowledge.concerns.values()}
    assert found == {
        "dullness": ("F-GLOW", "glow_serum", ["face"]),
        "dehydration": ("F-HYD", "comfort_serum", ["face"]),
        "early_ageing": ("F-TEXT", "smooth_serum", ["face"]),
        "uneven_tone": ("F-TONE", "even_serum", ["face"]),
        "hair_thinning": ("H-WASH", "hair_serum", ["scalp"]),
        "dry_scalp": ("H-FLAKE", "scalp_flakes_serum", ["scalp"]),
        "tired_scalp": ("H-ITCH", "scalp_comfort_serum", ["scalp"]),
    }
    for row in knowledge.concerns.values():
        assert not any(knowledge.ingredients[i].medicine or knowledge.ingredients[i].refusal for i in row.ingredients)
        assert not knowledge.course_templates[row.courses[0]].device, "the plainest first"


def test_caps_of_modalities_are_those_of_the_table(knowledge: Knowledge) -> None:
    found = {name: (row.minutes, row.first_minutes, row.gap_hours) for name, row in knowledge.modalities.items()}
    assert found == {
        "serum": (None, None, 24), "galvanic": (10, 3, 72), "microcurrent": (10, 3, 72),
        "electroporation": (5, 2.5, 72), "ultrasound": (5, 2.5, 72), "led": (10, 5, 24), "vibration": (10, 5, 24),
        "radiofrequency": (None, None, 72), "not_sure": (5, 2.5, 72),
    }  # fmt: skip
