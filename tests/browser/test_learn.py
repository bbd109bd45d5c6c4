"""Learn in a real browser: found by a word, read with its sources, and met where a rule speaks; no host is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import EVENING
from tests.browser.person import PATIENCE, Person
from tests.browser.served import Served


def test_an_article_is_found_read_and_met_again(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    served, somebody = serve(demo, MESODAY_NOW=EVENING), person()
    somebody.visit(served.entrance)
    somebody.reads("4 of 8 steps done")
    somebody.visit(f"{served.address}/learn")
    somebody.reads("They are all in the app")
    somebody.write("Find in the articles", "forearm")
    expect(somebody.find("button", "Injected or at home")).not_to_be_attached(timeout=PATIENCE)
    somebody.tap("Patch testing")
    somebody.sees("heading", "How it is done")
    assert somebody.unnamed() == []

    # The number behind a sentence unfolds what it rests on.
    somebody.page.get_by_text("Source 1", exact=True).first.dispatch_event("click")
    somebody.reads("How to test skin care products before using")

    # The foot leads to the sources, which are plain text and no way out.
    somebody.tap("Sources,")
    expect(somebody.page.get_by_text(re.compile("newbeauty.com"))).to_be_in_viewport(timeout=PATIENCE)
    assert somebody.page.locator("a[href]").count() == 0

    somebody.tap("Next article")
    somebody.sees("heading", "How long to wait before you judge")
    somebody.tap("Back")
    somebody.sees("button", "Patch testing")
    assert somebody.page.get_by_role("heading", name="To begin with").count() == 0, "what was looked for still stands"
    assert json.loads((demo / "local.json").read_text("utf-8"))["learn_read"] == ["patch-testing"]

    # Where a rule speaks, its article opens over it, and leads back to the screen below.
    somebody.visit(f"{served.address}/why/K42")
    somebody.reads("Hair loss that needs a look")
    somebody.tap("Read more")
    somebody.sees("heading", "Thinning hair and a tired scalp")
    assert somebody.unnamed() == []
    assert somebody.foreign == []
