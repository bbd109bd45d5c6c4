"""The knowledge rows as shipped: complete, sourced, consistent, and worded as the house asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from care import why
from care.gate import strictest
from care.knowledge import SPEAKING, TABLES, Knowledge, Row, Screening
from care.records import Concern, Modality
from care.shelf import refusal
from storage.knowledge import read_knowledge

SHIPPED = Path(__file__).parents[2] / "assets" / "knowledge"
COLUMNS = ("serum", "galvanic", "electroporation", "ultrasound", "led")

# The matrix of conditions, serum, galvanic, electroporation, ultrasound, light: B(lock), A(sk), C(aution), - none.
# Written out a second time on purpose: a slip in the rows must not pass unseen.
MATRIX = """
K01 -BBBA  K02 -AAA-  K03 -BBA-  K04 -BBAA  K05 ----B  K06 C---B  K07 C---B  K08 ---AB  K09 CBBBB  K10 CAAAB
K11 ABBBB  K12 BBBBB  K13 BBBBB  K14 BBBBB  K15 -CCCC  K16 ABBBA  K17 CAAAC  K18 BBBBB  K19 CBBBC  K20 AAAAB
K21 AAAAC  K22 -AAAC  K23 -CCAC  K24 CAAAB  K25 ABBBB  K26 CAAAA  K27 BBBBB  K28 -AAA-  K29 -CCC-  K30 CAAAC
K31 CAABC  K32 ABBBA  K33 ABBBA  K34 BBBB-  K35 BBBB-  K36 -CCC-  K37 -BBBC  K38 -BBB-  K39 CAAAC  K40 AAAAA
K41 CCCCA  K42 BBBBB  K43 BBBBB  K44 BBBBB  K45 -BBBB  K46 CCCCC
"""
ACTIONS = dict(re.findall(r"(K\d\d) (\S{5})", MATRIX))
LETTER = {"block": "B", "ask": "A", "caution": "C"}

# Promises and words that no text of ours may hold.
FORBIDDEN = re.compile(
    r"\b(cures?|heals?|regrow\w*|regenerat\w*|treats|treatment for|whiter|whiten\w*|younger|rejuvenat\w*|miracle|"
    r"guarantee\w*|clinically proven|penetrat\w*|dermis|revers\w+|safe for)\b|!",
    re.IGNORECASE,
)
RED = re.compile(r"\bred\b", re.IGNORECASE)
TEXT_FIELDS = {
    "title", "question", "examples", "reason", "find_out", "before_words", "eased_when", "lead", "text", "instead",
    "about", "expect", "how", "words", "action", "when", "name", "anchors", "steps", "first", "under_device_reason",
    "apart_reason", "method", "season",
}  # fmt: skip


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(SHIPPED)


def all_rows(knowledge: Knowledge) -> Iterator[tuple[str, Row]]:
    """Every row of ours; `sources` is what they rest on, in the words of others."""
    for table in TABLES:
        for row in getattr(knowledge, table).values():
            if isinstance(row, Row):
                yield table, row


def texts(table: str, row: Row) -> Iterator[tuple[str, str]]:
    """Every sentence of a row that people may read, with the name of its field."""
    for field, value in msgspec.structs.asdict(row).items():
        if field not in TEXT_FIELDS or (table, field) in (("refusals", "words"), ("pregnancy", "action")):
            continue
        for text in _strings(value):
            yield field, text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _strings(item)


def test_every_row_names_a_source_and_how_well_it_is_known(knowledge: Knowledge) -> None:
    for _, row in all_rows(knowledge):
        assert row.source
        assert all(source.strip() for source in row.source), row.id
        assert row.status in ("seen", "second_hand", "prior", "default"), row.id


def test_what_rests_on_us_alone_never_passes_for_seen(knowledge: Knowledge) -> None:
    for _, row in all_rows(knowledge):
        if all(source.startswith("Mesoday:") for source in row.source):
            assert row.status in ("default", "prior"), row.id


def test_ids_are_unique_across_rules(knowledge: Knowledge) -> None:
    rules = [*knowledge.measures, *(row for table in SPEAKING for row in getattr(knowledge, table))]
    assert [i for i, n in Counter(rules).items() if n > 1] == []


def test_any_row_that_speaks_is_found_by_its_id(knowledge: Knowledge) -> None:
    rows = [row for table in SPEAKING for row in getattr(knowledge, table).values()]
    assert all(knowledge.row(row.id) is row for row in rows)
    assert knowledge.row("M14") is None
    assert knowledge.row("") is None


def test_every_rule_of_a_plan_that_is_no_row_elsewhere_has_its_words(knowledge: Knowledge) -> None:
    named = {value for name, value in vars(why).items() if name.isupper() and isinstance(value, str)}
    assert named == set(knowledge.plan_rules) == {"GATE", "GAP", "PAUSE", "PATCH", "EXPIRED", "REACTION"}


def test_all_conditions_refusals_and_signs_are_there(knowledge: Knowledge) -> None:
    assert list(knowledge.screening) == [f"K{n:02}" for n in range(1, 47)]
    assert sorted(knowledge.refusals, key=lambda i: int(i[1:])) == [f"R{n}" for n in range(1, 13)]
    assert {f"I{n:02}" for n in range(1, 26)} <= set(knowledge.ingredients)
    assert {f"E{n}r" for n in range(1, 7)} | {f"G{n:02}" for n in range(1, 23)} <= set(knowledge.signs)


@pytest.mark.parametrize("rule", sorted(ACTIONS))
def test_each_condition_asks_what_the_matrix_says(knowledge: Knowledge, rule: str) -> None:
    rules = knowledge.screening[rule].rules
    found = "".join(LETTER[rules[c].action] if c in rules else "-" for c in COLUMNS)
    assert found == ACTIONS[rule]


def test_limits_to_a_place_or_product_are_kept(knowledge: Knowledge) -> None:
    def limited(what: str) -> dict[str, str]:
        return {
            row.id: "".join(column[0] for column in COLUMNS if getattr(row.rules.get(column), what, ""))
            for row in knowledge.screening.values()
            if any(getattr(rule, what) for rule in row.rules.values())
        }

    assert limited("scope") == {
        "K19": "ge", "K27": "s", "K34": "sgeu", "K38": "geu", "K42": "sgeul", "K43": "s", "K44": "s"
    }  # fmt: skip
    assert limited("blocked_on") == {"K23": "geu", "K28": "geu"}
    assert {r.scope for r in knowledge.screening["K38"].rules.values()} == {"neck"}
    assert {r.blocked_on for r in knowledge.screening["K28"].rules.values()} == {"over_it"}
    assert limited("eased") == {"K09": "geul", "K20": "l", "K42": "sgeul"}
    assert all(row.eased_when for row in knowledge.screening.values() if row.id in limited("eased"))


def test_figures_of_days_and_ends(knowledge: Knowledge) -> None:
    days = {row.id: row.days for row in knowledge.screening.values() if row.days}
    assert days == {"K20": 183, "K30": 14, "K31": 28, "K32": 14, "K33": 183, "K44": 3}
    ends = {row.id: row.clears for row in knowledge.screening.values()}
    assert ends["K01"] == "never"
    assert {ends[k] for k in ("K12", "K13", "K14", "K16", "K18", "K43")} == {"healed"}
    assert {ends[k] for k in ("K20", "K30", "K31", "K33", "K44")} == {"date"}
    assert ends["K42"] == "professional"


def test_what_sits_in_one_place_may_leave_the_other_area_open(knowledge: Knowledge) -> None:
    by_area = {row.id for row in knowledge.screening.values() if row.by_area}
    assert by_area == {"K13", "K14", "K16", "K17", "K18", "K19", "K21", "K27", "K32", "K33"}
    assert all(row.areas == ("face", "scalp") for row in knowledge.screening.values() if row.by_area)


def test_conditions_of_the_scalp_leave_the_face_alone(knowledge: Knowledge) -> None:
    for rule in ("K42", "K43", "K44"):
        row = knowledge.screening[rule]
        assert strictest(row, COLUMNS, "face") == "none"  # type: ignore[arg-type]
        assert strictest(row, COLUMNS, "scalp") == "block"  # type: ignore[arg-type]


def test_checklist_screens_are_at_most_nine_and_all_used(knowledge: Knowledge) -> None:
    used = [row.page for row in knowledge.screening.values()]
    assert set(used) == set(knowledge.screening_pages)
    assert len(knowledge.screening_pages) <= 9


def test_every_question_is_one_plain_question_to_you(knowledge: Knowledge) -> None:
    for row in knowledge.screening.values():
        assert row.question.endswith("?"), row.id
        assert row.question.count("?") == 1, row.id
        assert row.find_out, row.id
        assert (
            re.search(r"\byou", f"{row.question} {row.examples}", re.IGNORECASE)
            or "the area" in row.question
            or (row.areas == ("scalp",))
        ), row.id


def test_six_checks_before_every_session(knowledge: Knowledge) -> None:
    before = {row.id: row for row in knowledge.screening.values() if row.before_session}
    assert set(before) == {"K09", "K12", "K14", "K16", "K21", "K32"}
    assert all(row.before_words for row in before.values())
    for row in knowledge.screening.values():
        assert set(row.stands_for) <= set(knowledge.screening), row.id
        assert row.before_session or not (row.before_words or row.stands_for), row.id
    assert _strictest_tick(knowledge, before["K21"], "led") == "B"


def _strictest_tick(knowledge: Knowledge, row: Screening, column: str) -> str:
    rows = [row, *(knowledge.screening[r] for r in row.stands_for)]
    letters = [LETTER[r.rules[column].action] if column in r.rules else "-" for r in rows]  # type: ignore[index]
    return min(letters, key="BAC-".index)


def test_does_not_apply_is_offered_where_it_makes_sense(knowledge: Knowledge) -> None:
    assert {row.id for row in knowledge.screening.values() if row.not_applicable} == {"K09", "K10"}


def test_every_modality_has_its_row(knowledge: Knowledge) -> None:
    rows = knowledge.modalities
    assert set(rows) == {"serum", *get_args(Modality)}
    assert rows["microcurrent"].columns == ["galvanic"]
    assert rows["vibration"].columns == ["serum"]
    assert set(rows["radiofrequency"].columns) == set(rows["not_sure"].columns) == set(COLUMNS)
    assert [m for m, row in rows.items() if not row.guided] == ["radiofrequency"]
    assert all(row.gap_hours >= knowledge.figure("label_gap_ask_hours") for row in rows.values())
    for row in rows.values():
        if row.minutes is not None:
            assert row.first_minutes is not None
            assert row.first_minutes <= row.minutes / 2 <= knowledge.figure("label_minutes_ask") / 2
    assert {t.modality for t in knowledge.device_templates.values()} == set(get_args(Modality))


def test_what_rows_name_exists(knowledge: Knowledge) -> None:
    for template in knowledge.product_templates.values():
        assert set(template.actives) <= set(knowledge.ingredients), template.id
    measured = {"face": "glow", "scalp": "scalp"}
    for course in knowledge.course_templates.values():
        assert knowledge.measures[course.primary].area == measured[course.area], course.id
        assert set(course.concerns) <= set(get_args(Concern)), course.id
    assert set(knowledge.concerns) == set(get_args(Concern))
    for concern in knowledge.concerns.values():
        assert set(concern.ingredients) <= set(knowledge.ingredients), concern.id
        assert knowledge.measures[concern.primary].area in {measured[a] for a in concern.areas}, concern.id
        for course_id in concern.courses:
            assert concern.id in knowledge.course_templates[course_id].concerns
            assert knowledge.course_templates[course_id].area in concern.areas
    for ingredient in knowledge.ingredients.values():
        assert not ingredient.refusal or ingredient.refusal in knowledge.refusals, ingredient.id


def test_a_template_for_a_session_is_no_medicine_and_not_refused(knowledge: Knowledge) -> None:
    for template in knowledge.product_templates.values():
        assert refusal(knowledge, template.name) is None, template.id
        if template.session:
            assert not template.medicine, template.id
            assert not any(
                knowledge.ingredients[i].medicine or knowledge.ingredients[i].refusal for i in template.actives
            )


def test_courses_end_in_maintenance_and_keep_the_gap(knowledge: Knowledge) -> None:
    for course in knowledge.course_templates.values():
        assert [p.sessions is None for p in course.phases] == [False] * (len(course.phases) - 1) + [True], course.id
        assert [p.every_days for p in course.phases] == sorted(p.every_days for p in course.phases), course.id
        least = 72 if course.device and "light" not in course.id else 24
        assert all(p.every_days * 24 >= least for p in course.phases), course.id
    device = knowledge.course_templates["glow_device"]
    assert [(p.every_days, p.sessions) for p in device.phases] == [(7, 8), (14, 4), (28, None)]


def test_no_row_is_surer_than_its_sources(knowledge: Knowledge) -> None:
    sureness = ["seen", "second_hand", "prior", "default"]
    for _, row in all_rows(knowledge):
        reads = [knowledge.sources[source].read for source in row.source]
        assert sureness.index(row.status) >= min(map(sureness.index, reads)), row.id
        assert row.status != "default" or "default" in reads, row.id


def test_every_source_is_a_title_and_an_address_anyone_can_look_up(knowledge: Knowledge) -> None:
    for source in knowledge.sources.values():
        assert source.title.strip() == source.title, source.id
        for address in source.addresses:
            assert re.fullmatch(r"[a-z0-9.-]+\.[a-z]+(/\S*)?", address), source.id
    assert all(source.read != "default" or not source.addresses for source in knowledge.sources.values())


def test_names_of_ingredients_are_lower_case_and_belong_to_one_family(knowledge: Knowledge) -> None:
    names = [name for row in knowledge.ingredients.values() for name in row.names]
    assert [n for n in names if n != n.lower().strip()] == []
    assert [n for n, count in Counter(names).items() if count > 1] == []


def test_measures_have_fixed_looks_and_words_within_their_scale(knowledge: Knowledge) -> None:
    looks = {row.id: row.looks for row in knowledge.measures.values()}
    assert looks["F-GLOW"] == looks["F-HYD"] == [6, 12, 24]
    assert looks["F-RED"] == [6, 12]
    assert looks["F-TONE"] == looks["F-TEXT"] == [12, 24]
    assert looks["H-ITCH"] == looks["H-FLAKE"] == [4, 12]
    assert looks["H-WASH"] == looks["H-SHED6"] == looks["H-60"] == [16, 24]
    assert looks["H-PART"] == [24, 36]
    for row in knowledge.measures.values():
        low, high, step = row.scale
        levels = [level for level, _ in row.anchors]
        assert levels == sorted(set(levels)), row.id
        assert all(low <= level <= high and (level - low) % step == 0 for level in levels), row.id
        assert row.id.startswith("F-") == (row.area == "glow"), row.id
        assert row.first_look_weeks is not None
        assert row.fair_weeks is not None
        assert row.first_look_weeks <= row.fair_weeks <= max(row.looks), row.id
        assert (row.asked == "optional") == (row.when_chosen is not None), row.id
        if row.kind == "choice":
            assert len(levels) == (high - low) / step + 1, row.id
        if row.bands:
            assert len(row.bands) == len(levels), row.id
    often = [row.id for row in knowledge.measures.values() if row.asked == "often"]
    assert often == ["F-GLOW", "F-HYD", "F-RED"]


def test_no_measure_is_about_lightness(knowledge: Knowledge) -> None:
    for row in knowledge.measures.values():
        assert not re.search(r"\b(light(er|ness)?|fair(er|ness)|bright\w*|white\w*)\b", " ".join(
            text for field, text in texts("measures", row) if field != "expect"
        ), re.IGNORECASE), row.id  # fmt: skip


def test_sites_share_an_area_and_keep_off_what_is_kept_off(knowledge: Knowledge) -> None:
    for area in ("face", "scalp"):
        sites = [site for site in knowledge.sites.values() if site.area == area]
        assert sum(site.share for site in sites) == pytest.approx(1)
        for site in sites:
            assert not re.search(r"neck|lip|eye|temple", f"{site.id} {site.title}", re.IGNORECASE), site.id


def test_steps_of_a_session_come_in_order(knowledge: Knowledge) -> None:
    order = ["ready", "step", "after"]
    stages = [order.index(step.stage) for step in knowledge.session_steps.values()]
    assert stages == sorted(stages)
    steps = list(knowledge.session_steps)
    assert steps.index("goggles_on") < steps.index("light")
    assert steps.index("apply") < steps.index("device_pass") < steps.index("lift_wand") < steps.index("clean_device")
    assert knowledge.session_steps["goggles_on"].needs == "led"


def test_signs_are_as_grave_as_decided(knowledge: Knowledge) -> None:
    grade = {row.id: row.severity for row in knowledge.signs.values()}
    emergencies = {"G01", "G02", "G03", "G04", "G07x", "G16x", "G22x"}
    assert {i for i, severity in grade.items() if severity == "emergency"} == emergencies
    assert {i for i, severity in grade.items() if severity == "monitor"} == {"G11", "G11m", "G20"}
    assert {i for i, severity in grade.items() if severity == "expected"} == {f"E{n}r" for n in range(1, 7)}
    assert {"G05", "G06", "G07", "G21", "G22"} <= {i for i, severity in grade.items() if severity == "urgent"}
    assert {row.id[:3] for row in knowledge.signs.values() if not row.reopens} == {"G07", "G09", "G10"}
    assert {row.id for row in knowledge.signs.values() if row.blames == "nothing"} >= {"G08", "G17", "G19"}
    assert all(knowledge.signs[i].blames == "device" for i in ("G06", "G20"))


def test_what_is_usual_for_an_hour_is_not_called_usual_a_day_later(knowledge: Knowledge) -> None:
    day = knowledge.figure("skin_check_first_hours")
    assert {row.id for row in knowledge.signs.values() if row.until_hours == day} == {
        "E1r",
        "E2r",
        "E3r",
        "E5r",
        "G11m",
    }
    assert {row.id: row.from_hours for row in knowledge.signs.values() if row.from_hours} == {"G11": day}


def test_each_region_has_one_emergency_number_and_one_is_for_elsewhere(knowledge: Knowledge) -> None:
    rows = knowledge.emergency_numbers.values()
    regions = Counter(region for row in rows for region in row.regions)
    assert [region for region, times in regions.items() if times > 1] == []
    assert [row.number for row in rows if row.elsewhere] == ["112"]
    number = {region: row.number for row in rows for region in row.regions}
    known = {"DE": "112", "GB": "999", "US": "911", "AU": "000", "NZ": "111", "JP": "119", "KR": "119", "CN": "120"}
    known |= {"CH": "144", "NO": "113", "IL": "101", "BR": "192", "SG": "995", "IN": "112", "FR": "112", "EG": "123"}
    assert known.items() <= number.items()


@pytest.mark.parametrize(
    "name",
    [
        "Derma roller 0.5", "Dermaroller", "Hyaluron Pen", "Micro-infusion kit", "Mesogun", "Syringe 1 ml",
        "RF microneedling wand", "Beauty microneedle pen", "Meso cocktail hair", "Dr. Pen dermapen", "Exosome ampoule",
    ],
)  # fmt: skip
def test_names_of_refused_things_are_recognised(knowledge: Knowledge, name: str) -> None:
    assert refusal(knowledge, name) is not None


@pytest.mark.parametrize(
    "name",
    [
        "Hyaluronic ampoule", "Meso serum", "Needle-free meso wand", "Galvanic wand", "Jade roller", "Ice roller",
        "Hyaluron serum", "Pentavitin cream", "Eye pencil remover", "Scalp massager",
        "No-needle electroporation booster", "Protein hair mask", "Finasteride, prescribed", "Propolis ampoule",
        "Jet black comb",
    ],
)  # fmt: skip
def test_names_of_plain_things_are_not_refused(knowledge: Knowledge, name: str) -> None:
    assert refusal(knowledge, name) is None


def test_the_more_particular_refusal_speaks(knowledge: Knowledge) -> None:
    assert refusal(knowledge, "RF microneedling wand").id == "R6"  # type: ignore[union-attr]
    assert refusal(knowledge, "Micro-infusion stamp").id == "R4"  # type: ignore[union-attr]
    assert refusal(knowledge, "Pressure jet injector").id == "R2"  # type: ignore[union-attr]


def test_no_text_promises_or_shouts(knowledge: Knowledge) -> None:
    found = [
        f"{table} {row.id} {field}: {text}"
        for table, row in all_rows(knowledge)
        for field, text in texts(table, row)
        if FORBIDDEN.search(text)
    ]
    assert found == []


def test_skin_is_never_called_red_alone(knowledge: Knowledge) -> None:
    found = [
        f"{row.id}: {text}" for table, row in all_rows(knowledge) for _, text in texts(table, row) if RED.search(text)
    ]
    assert found == []


def test_texts_are_whole_and_plain(knowledge: Knowledge) -> None:
    sentences = {"question", "examples", "reason", "find_out", "text", "instead", "about", "expect", "how", "action",
                 "method", "season"}  # fmt: skip
    for table, row in all_rows(knowledge):
        for field, text in texts(table, row):
            assert text == text.strip(), f"{table} {row.id} {field}"
            assert "  " not in text, f"{table} {row.id} {field}"
            assert text.isprintable(), f"{table} {row.id} {field}"
            assert "{" not in text, f"{table} {row.id} {field}: braces are for messages alone"
            if field in sentences and text:
                assert text[-1] in ".?", f"{table} {row.id} {field}: {text}"
