"""The page's files, as a browser asks for them; and the engine, before Flet is imported."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from screens.web.page_files import PageFiles
from tests.screens.web.asked import ask

ROOT = Path(__file__).parents[3]
ASSETS = ROOT / "assets"


@pytest.fixture
def files() -> PageFiles:
    return PageFiles(ASSETS)


@pytest.mark.parametrize("route", ["/", "/learn", "/diary/2026-03-01", "/fonts", "/index.html"])
async def test_a_route_of_the_app_gets_the_page(files: PageFiles, route: str) -> None:
    answer = await ask(files, path=route)
    assert answer.status == 200
    assert answer.body == (ASSETS / "index.html").read_bytes()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/main.dart.mjs", "text/javascript"),
        ("/canvaskit/skwasm.wasm", "application/wasm"),
        ("/fonts/AtkinsonHyperlegibleNext-400.ttf", "font/"),
        ("/assets/FontManifest.json", "application/json"),
    ],
)
async def test_files_come_whole_and_say_what_they_are(files: PageFiles, path: str, kind: str) -> None:
    answer = await ask(files, path=path)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith(kind)
    assert len(answer.body) == int(answer.headers["content-length"]) > 50


async def test_what_the_browser_has_is_not_sent_again(files: PageFiles) -> None:
    known = (await ask(files, path="/flutter.js")).headers["etag"]
    again = await ask(files, path="/flutter.js", headers={"if-none-match": known})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/nothing.png", "/../pyproject.toml", "/%2e%2e/main.py", "/assets/../../main.py", "/a\0b"]
)
async def test_nothing_else_is_handed_out(files: PageFiles, path: str) -> None:
    assert (await ask(files, path=path)).status == 404


async def test_nothing_is_taken_in(files: PageFiles) -> None:
    assert (await ask(files, method="POST")).status == 405


def test_flet_is_not_imported_for_them() -> None:
    """The whole point: the browser fetches the engine while Python imports Flet."""
    script = (
        "import sys; from pathlib import Path; from screens.web.page_files import PageFiles; "
        f"PageFiles(Path({str(ASSETS)!r})); print(sorted({{'flet', 'flet_web', 'fastapi'}} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


TAKES_GZIP = {"accept-encoding": "gzip, br"}


async def test_a_large_file_is_packed_after_it_was_asked_for_and_comes_packed_then(tmp_path: Path) -> None:
    files = PageFiles(ASSETS, tmp_path / "cache")
    plain = await ask(files, path="/canvaskit/skwasm.wasm", headers=TAKES_GZIP)
    assert "content-encoding" not in plain.headers
    assert files._packed is not None
    assert files._packed.wanted == 1
    files._packed.pack_wanted()
    packed = await ask(files, path="/canvaskit/skwasm.wasm", headers=TAKES_GZIP)
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"] == plain.headers["content-type"] == "application/wasm"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "accept-encoding" in packed.headers["vary"]
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < 0.6 * len(plain.body)
    assert (await ask(files, path="/canvaskit/skwasm.wasm")).body == plain.body, "who does not take gzip gets it plain"
    again = await ask(
        files, path="/canvaskit/skwasm.wasm", headers={**TAKES_GZIP, "if-none-match": packed.headers["etag"]}
    )
    assert again.status == 304


async def test_a_changed_file_is_never_answered_by_its_old_copy(tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    assets.mkdir()
    page = assets / "index.html"
    page.write_text("old " * 2000)
    files = PageFiles(assets, tmp_path / "cache")
    await ask(files, headers=TAKES_GZIP)
    assert files._packed is not None
    files._packed.pack_wanted()
    page.write_text("new " * 2000)
    assert (await ask(files, headers=TAKES_GZIP)).body == page.read_bytes()
    files._packed.pack_wanted()
    assert gzip.decompress((await ask(files, headers=TAKES_GZIP)).body) == page.read_bytes()
    assert len(list((tmp_path / "cache").iterdir())) == 1, "the old copy is gone"


async def test_a_cache_that_cannot_be_written_disturbs_nobody(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    files = PageFiles(ASSETS, tmp_path / "cache")
    for _ in range(2):
        assert (await ask(files, path="/flutter.js", headers=TAKES_GZIP)).status == 200
        assert files._packed is not None
        files._packed.pack_wanted()
