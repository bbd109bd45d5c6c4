"""Why something rests, waits or is closed, as plain values: a sentence, its rule, whether one may decide otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from msgspec import Struct

from care.why import Strength, Why
from screens.wording import Wording

ALL_RULES = "/why"


class WhyLine(Struct, frozen=True):
    """A sentence and the rule that it comes from. `aside`: an advice that the person has set aside."""

    text: str
    rule: str
    strength: Strength = ""
    aside: bool = False


def why_route(rule: str) -> str:
    """Where a rule is explained. It opens over the screen that leads there, which stays as it is below."""
    return f"{ALL_RULES}/{quote(rule, safe='')}"


def why_lines(words: Wording, whys: Iterable[Why]) -> tuple[WhyLine, ...]:
    """The sentences, each once."""
    found: dict[str, WhyLine] = {}
    for why in whys:
        text = words.say(why.text)
        said = words.text("You decided this yourself: {advice}", advice=text) if why.aside else text
        found.setdefault(said, WhyLine(said, why.rule, why.strength, why.aside))
    return tuple(found.values())


def may_decide(whys: Iterable[Why | WhyLine]) -> bool:
    """Whether all that speaks against something is advice, so that the person may decide otherwise."""
    standing = [why for why in whys if not why.aside]
    return bool(standing) and all(why.strength == "advise" for why in standing)
