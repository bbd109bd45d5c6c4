"""One rule as people may read it: what it says, how strongly, how well that is known, and what it rests on."""

from __future__ import annotations

from msgspec import Struct

from care.articles import Article, article_for
from care.knowledge import SPEAKING, Knowledge, Row, Status
from screens.why_words import Said, said_of, title_of
from screens.wording import Wording


class SourceView(Struct, frozen=True):
    """Something that a rule rests on. `title` is its own and is not translated, unless it is ours."""

    id: str
    title: str
    addresses: tuple[str, ...]
    read: str


class RelatedView(Struct, frozen=True):
    """Another rule that this one leans on."""

    rule: str
    title: str


class WhyView(Struct, frozen=True):
    """One rule. `go_on`: how the person may go on. `known`: how well it is known, and `known_note` what of it is not
    ("" for nothing). `article`: where more can be read, if anywhere."""

    rule: str
    title: str
    said: Said
    speaks: str
    go_on: str
    known: str
    known_note: str
    sources: tuple[SourceView, ...]
    related: tuple[RelatedView, ...]
    article: Article | None


class RuleLine(Struct, frozen=True):
    """A rule in the list of all."""

    rule: str
    title: str
    known: str


class RuleGroup(Struct, frozen=True):
    """A table of rules in the list of all."""

    table: str
    title: str
    note: str
    rules: tuple[RuleLine, ...]


def why_view(words: Wording, knowledge: Knowledge, rule: str) -> WhyView | None:
    """The rule with that id, or None where no row has it."""
    row = knowledge.row(rule)
    if row is None:
        return None
    said = said_of(words, knowledge, row)
    return WhyView(
        rule=rule,
        title=title_of(words, row),
        said=said,
        speaks=_speaks(words, said),
        go_on=_go_on(words, said),
        known=known_words(words, row.status),
        known_note=_known_note(words, row, said),
        sources=tuple(source_view(words, knowledge, id) for id in row.source),
        related=tuple(
            RelatedView(id, title_of(words, other)) for id in said.related if (other := knowledge.row(id)) is not None
        ),
        article=article_for(knowledge, rule),
    )


def known_words(words: Wording, status: Status) -> str:
    """How well a rule is known, in plain words."""
    match status:
        case "seen":
            return words.text("Seen at the source")
        case "second_hand":
            return words.text("Known second-hand")
        case "prior":
            return words.text("Prior knowledge, still to be verified")
    return words.text("Our cautious default: no source fixes this figure")


def _known_note(words: Wording, row: Row, said: Said) -> str:
    if said.ours:
        return words.text("Its hours are our cautious default: no source fixes them.")
    if row.status == "seen" and any(source.startswith("Mesoday:") for source in row.source):
        return words.text("Part of it is our own cautious choice.")
    return ""


def _speaks(words: Wording, said: Said) -> str:
    if said.medicine == "all":
        return words.text("It speaks of a medicine")
    match said.strength:
        case "refuse":
            return words.text("It closes")
        case "ask":
            return words.text("It asks for a professional")
        case "advise":
            return words.text("It advises")
    return words.text("It tells how things stand")


def _go_on(words: Wording, said: Said) -> str:
    if said.medicine == "all":
        return words.text("Mesoday never moves or stops a medicine. Sessions make way for it.")
    if said.always:
        return words.text("This holds for everybody, always. Everything else goes on.")
    match said.strength:
        case "refuse" if said.medicine:
            return words.text(
                "What it names stays closed for as long as it holds. Mesoday never moves or stops a medicine among "
                "them: talk to the prescriber."
            )
        case "refuse":
            return words.text("What it names stays closed for as long as it holds. Everything else goes on.")
        case "ask":
            return words.text(
                "What it names stays closed until a professional says otherwise and you note their word. "
                "Everything else goes on."
            )
        case "advise":
            return words.text(
                "You may decide otherwise where it stands: “My label says …” takes your label's figure, and "
                "“I decide this myself” notes your choice for that day. Both can be taken back."
            )
    return words.text("There is nothing to decide.")


def source_view(words: Wording, knowledge: Knowledge, id: str) -> SourceView:
    """A source as people read it; our own choice and general knowledge in words of their own."""
    row = knowledge.sources.get(id)
    if row is None:
        return SourceView(id, id, (), "")
    match row.read:
        case "seen":
            read = words.text("Looked up there")
        case "second_hand":
            read = words.text("Known through others who quote it")
        case "prior":
            return SourceView(id, words.text("General knowledge, not looked up at a source yet"), (), "")
        case _:
            return SourceView(id, words.text("Our own cautious choice, where no source gives a figure"), (), "")
    return SourceView(id, row.title, tuple(row.addresses), read)


def rule_groups(words: Wording, knowledge: Knowledge) -> tuple[RuleGroup, ...]:
    """All rules that may speak, table by table, in the order of their files."""
    return tuple(_group(words, knowledge, table) for table in SPEAKING)


def _group(words: Wording, knowledge: Knowledge, table: str) -> RuleGroup:
    rows: list[Row] = list(getattr(knowledge, table).values())
    lines = tuple(RuleLine(row.id, title_of(words, row), known_words(words, row.status)) for row in rows)
    seen = sum(row.status == "seen" for row in rows)
    if seen:
        note = words.text("{n} rules, {seen} of them seen at their source", n=len(rows), seen=seen)
    else:
        note = words.text("{n} rules, none of them seen at a source", n=len(rows))
    return RuleGroup(table, _table_title(words, table), note, lines)


def _table_title(words: Wording, table: str) -> str:
    titles = {
        "screening": words.text("Safety questions"),
        "refusals": words.text("What is refused, always"),
        "ingredients": words.text("Ingredients and their hours"),
        "signs": words.text("What skin may do afterwards"),
        "pregnancy": words.text("Pregnancy, trying, breastfeeding"),
        "activities": words.text("What people do beside care"),
        "plan_rules": words.text("Rules of the plan"),
        "settings": words.text("Our figures"),
        "modalities": words.text("Kinds of sessions"),
        "never_sites": words.text("Places that are never treated"),
    }
    return titles[table]
