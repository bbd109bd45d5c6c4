"""export, import and schema, run as processes."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.commands.running import EXAMPLE, command_line, contents, done, environment, main, read_to_end, refused
from tests.storage.foreign_files import entry, loop_database, loop_zip, medicine, medtimer, plan, stamp


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder that holds the example of the format's description."""
    folder = tmp_path / "data"
    done("import", EXAMPLE, "--data", folder)
    return folder


def records_of(file: Path) -> list[dict[str, Any]]:
    return json.loads(file.read_text(encoding="utf-8"))["records"]


def a_file(folder: Path, *records: dict[str, Any], **head: Any) -> Path:
    file = folder / "in.json"
    file.write_text(json.dumps({"format": "mesoday", "version": 1, "records": list(records), **head}))
    return file


def test_the_file_written_by_hand_is_taken_in_as_it_stands(tmp_path: Path) -> None:
    assert done("import", EXAMPLE, "--data", tmp_path / "d", "--json").json == {
        "new": 10,
        "changed": 0,
        "same": 0,
        "refused": 0,
        "older": 0,
        "dry_run": False,
    }


def test_taking_it_in_again_changes_nothing(data: Path) -> None:
    before = contents(data)
    assert done("import", EXAMPLE, "--data", data, "--json").json["same"] == 10
    assert contents(data) == before


def test_what_was_written_out_makes_the_same_diary_elsewhere(data: Path, tmp_path: Path) -> None:
    done("export", tmp_path / "a.json", "--data", data)
    done("import", tmp_path / "a.json", "--data", tmp_path / "other")
    done("export", tmp_path / "b.json", "--data", tmp_path / "other")
    bookkeeping = ("rev", "changed_at", "installation")
    one, other = (
        [{k: v for k, v in r.items() if k not in bookkeeping} for r in records_of(tmp_path / f"{name}.json")]
        for name in "ab"
    )
    assert one == other
    assert len(one) == 10
    assert done("import", tmp_path / "b.json", "--data", data, "--json").json["same"] == 10


def test_an_export_says_that_the_bytes_of_pictures_are_not_in_it(data: Path, tmp_path: Path) -> None:
    said = "their bytes travel in backups alone"
    assert said not in done("export", tmp_path / "a.json", "--data", data).out
    at = {"at": "2026-03-02T07:00:00Z", "zone": "Europe/Berlin", "day": "2026-03-02"}
    picture = {"kind": "photo", "sha256": "ab" * 32, "view": "front", "width": 3, "height": 4, **at}
    done("import", a_file(tmp_path, picture), "--data", data)
    assert said in done("export", tmp_path / "b.json", "--data", data).out
    [kept] = [record for record in records_of(tmp_path / "b.json") if record["kind"] == "photo"]
    assert (kept["view"], kept["light"], kept["colour"]) == ("front", None, None)


def test_a_dry_run_counts_and_leaves_every_byte_alone(data: Path, tmp_path: Path) -> None:
    before = contents(data)
    file = a_file(tmp_path, {"kind": "profile", "birth_year": 1991}, {"kind": "product", "name": "Cream"})
    looked = done("import", file, "--dry-run", "--data", data, "--json").json
    assert looked == {"new": 1, "changed": 1, "same": 0, "refused": 0, "older": 0, "dry_run": True}
    assert contents(data) == before
    assert "nothing was changed" in done("import", "--dry-run", file, "--data", data).out
    assert done("import", file, "--data", data, "--json").json["changed"] == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not JSON"),
        ('{"format": "other"}', "its format must be mesoday"),
        ('{"format": "mesoday", "version": 2, "records": []}', "needs a newer Mesoday"),
        ('{"format": "mesoday", "version": 1, "records": [{"kind": "tattoo"}]}', "Record 1 (tattoo)"),
        (
            '{"format": "mesoday", "version": 1, "records": [{"kind": "profile"}, {"kind": "product", "name": 5}]}',
            "Record 2 (product), field name: must be text, not a whole number.",
        ),
        (
            '{"format": "mesoday", "version": 1, "records": [{"kind": "profile"}, {"kind": "check_in", "area": "glow", '
            '"at": "2026-03-03T06:10:00Z", "day": "2026-03-03", "scores": {"F-GLOW": 99}}]}',
            "goes from 0 to 10",
        ),
    ],
)
def test_a_file_with_a_fault_changes_nothing_at_all(data: Path, tmp_path: Path, content: str, words: str) -> None:
    before = contents(data)
    file = tmp_path / "in.json"
    file.write_text(content)
    assert words in refused("import", file, "--data", data)
    assert words in refused("import", file, "--data", data, "--dry-run")
    assert contents(data) == before


def test_many_faults_fit_on_four_lines(data: Path, tmp_path: Path) -> None:
    said = refused("import", a_file(tmp_path, *[{"kind": "tattoo"}] * 40), "--data", data).splitlines()
    assert len(said) == 4
    assert said[-1] == "Refused: 40 of 40 records. Nothing was changed."


def test_what_is_no_file_is_named(data: Path, tmp_path: Path) -> None:
    assert "There is no file called" in refused("import", tmp_path / "none.json", "--data", data)
    assert "is a folder" in refused("import", tmp_path, "--data", data)
    assert "is a folder" in refused("export", tmp_path, "--data", data)
    assert "cannot be written" in refused("export", tmp_path / "none" / "out.json", "--data", data)


def test_a_data_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    before = contents(tmp_path)
    for command in (("plan",), ("import", EXAMPLE), ("export", tmp_path / "out.json"), ("demo",), ("verify",)):
        refused(*command, "--data", tmp_path / "file" / "data")
        refused(*command, "--data", tmp_path / "file")
    assert contents(tmp_path) == before


def test_an_export_takes_the_place_of_an_older_one_in_one_step(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "out.json"
    out.parent.mkdir()
    out.write_text("older")
    done("export", out, "--data", data)
    assert len(records_of(out)) == 10
    assert [p.name for p in out.parent.iterdir()] == ["out.json"]


def test_a_stretch_of_time_limits_what_happened_and_not_the_catalogue(data: Path, tmp_path: Path) -> None:
    done("export", tmp_path / "out.json", "--from", "2026-03-03", "--to", "2026-03-03", "--data", data)
    kinds = [r["kind"] for r in records_of(tmp_path / "out.json")]
    assert "check_in" in kinds
    assert "session" not in kinds
    assert len(kinds) == 9
    out = tmp_path / "out2.json"
    assert "--from lies after --to" in refused("export", out, "--from", "2026-03-04", "--to", "2026-03-03")
    assert not out.exists()


def test_csv_comes_as_one_table_for_each_kind(data: Path, tmp_path: Path) -> None:
    done("import", a_file(tmp_path, {"kind": "product", "name": "=1+1", "note": "Zeile\n„zwei“"}), "--data", data)
    done("export", tmp_path / "out.zip", "--format", "csv", "--data", data)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        names = set(archive.namelist())
        rows = list(csv.DictReader(io.StringIO(archive.read("product.csv").decode("utf-8-sig"), newline="")))
    assert {"profile.csv", "product.csv", "session.csv", "reminder.csv"} <= names
    assert len(rows) == 3
    (odd,) = (r for r in rows if r["note"])
    assert (odd["name"], odd["note"]) == ("'=1+1", "Zeile\n„zwei“")


def test_the_schema_is_json_and_knows_every_kind_of_the_example() -> None:
    schema = done("schema").json
    kinds = {d["properties"]["kind"]["enum"][0] for d in schema["$defs"].values() if "kind" in d["properties"]}
    assert {r["kind"] for r in records_of(EXAMPLE)} <= kinds
    assert done("schema", "--json").json == schema


def test_what_stands_there_is_said_for_people_too(data: Path, tmp_path: Path) -> None:
    assert done("export", tmp_path / "out.json", "--data", data).out.startswith("10 records are in ")
    assert main("import", EXAMPLE, "--data", data).out.startswith("New: 0. Changed: 0. The same: 10.")


def test_a_refusal_is_counted_for_machines_too(data: Path, tmp_path: Path) -> None:
    file = a_file(tmp_path, {"kind": "profile"}, {"kind": "tattoo"}, {"kind": "product", "name": 5})
    for more in ((), ("--dry-run",)):
        ended = main("import", file, "--data", data, "--json", *more)
        assert ended.status == 2
        assert len(ended.err.splitlines()) == 3
        assert ended.json == {
            "new": 0,
            "changed": 0,
            "same": 0,
            "refused": 2,
            "older": 0,
            "faults": ended.err.splitlines(),
            "dry_run": bool(more),
        }


def test_scores_outside_their_scale_are_refused_by_day_and_counted(data: Path, tmp_path: Path) -> None:
    before = contents(data)
    wrong = [
        {"kind": "check_in", "area": "glow", "at": f"2026-03-0{day}T06:10:00Z", "day": f"2026-03-0{day}"}
        | {"scores": {"F-GLOW": 11}}
        for day in range(1, 6)
    ]
    said = refused("import", a_file(tmp_path, {"kind": "profile"}, *wrong), "--data", data).splitlines()
    assert len(said) == 4
    assert all("goes from 0 to 10" in line for line in said[:3])
    assert said[-1] == "Refused: 5 of 6 records. Nothing was changed."
    assert contents(data) == before


@pytest.mark.parametrize("form", ["tables", "database", "medicines", "entries"])
def test_files_of_other_apps_are_known_by_their_content(data: Path, tmp_path: Path, form: str) -> None:
    eight = 1_772_600_400  # 2026-03-04, six o'clock in Berlin
    file = tmp_path / "file.bin"
    if form == "tables":
        file.write_bytes(loop_zip())
    elif form == "database":
        loop_database(file, [{"name": "Run", "question": "Did you?"}], [(1, stamp("2026-03-04"), 2, None)])
    elif form == "medicines":
        file.write_bytes(medtimer([medicine("Iron", plan(), amount=2.0)], [entry("Iron", eight)]))
    else:
        head = "Reminded;Name;Dosage;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)"
        file.write_text(f"{head}\na;Iron;1;b;;;note;2026-03-04T06:00:00Z;2026-03-04T06:00:00Z\n")
    before = contents(data)
    looked = done("import", file, "--data", data, "--dry-run", "--json").json
    assert contents(data) == before
    said = done("import", file, "--data", data).out
    assert said.startswith(f"New: {looked['new']}. ")
    assert looked["new"] > 1
    assert looked["app"] in ("Loop Habit Tracker", "MedTimer")
    assert all(n["what"] in said and n["count"] > 0 for n in looked["not_mapped"])
    assert looked["not_mapped"]
    before = contents(data)
    again = done("import", file, "--data", data, "--json").json
    assert (again["new"], again["changed"], again["same"]) == (0, 0, looked["new"])
    # A person who has travelled since does not get anything twice.
    travelled = done("import", file, "--data", data, "--json", TZ="Asia/Tokyo").json
    assert (travelled["new"], travelled["changed"], travelled["same"]) == (0, 0, looked["new"])
    assert contents(data) == before


def test_what_came_over_is_on_the_plan_and_rings(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "Loop.db"
    habit = {"name": "Run", "reminder_hour": 18, "reminder_min": 5}
    loop_database(file, [habit], [(1, stamp("2026-03-05"), 2, None)])
    done("import", file, "--data", data)
    routines = done("plan", "--data", data, "--json").json["routines"]
    assert [(s["title"], s["state"]) for r in routines for s in r["steps"] if s["title"] == "Run"] == [("Run", "done")]
    dues = done("due", "--data", data, "--json").objects
    assert [d["slot"] for d in dues if d["title"] == "Run"] == ["18:05"] * 7


def test_progress_is_shown_on_standard_error_of_a_terminal_alone(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    for command in (("export", out), ("import", EXAMPLE)):
        assert main(*command, "--data", data).err == ""
        screen, err = pty.openpty()
        with subprocess.Popen(
            command_line(*command, "--data", data), env=environment(), stdout=subprocess.PIPE, stderr=err
        ) as process:
            said = process.communicate(timeout=60)[0].decode()
        os.close(err)
        shown = read_to_end(screen)
        assert process.returncode == 0
        assert "100 %" in shown
        assert shown.endswith("\r\x1b[K")  # wiped when done
        assert "%" not in said
