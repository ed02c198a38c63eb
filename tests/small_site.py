"""A small site of made-up samples for the tests of feeds, structured data and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.model import (
    Article,
    Briefing,
    Change,
    Claim,
    Disagreement,
    Event,
    KeyFact,
    Lang,
    PartialDate,
    Reprint,
    Storyline,
    Tie,
    Translation,
    Warning,
)
from generator.sentences import article_sentences
from generator.settings import Settings
from generator.site_model import Site

HOSTILE = "</script><b>\"'&]]>\x0b\u2028|[x](javascript:alert(1))"


class SampleTranslations:
    """Translates every text to `<target>(text)` by machine, but those it is told about."""

    def __init__(self, known: Mapping[str, Translation] | None = None) -> None:
        self.known = known or {}

    def get(self, text: str, source: Lang, target: Lang) -> Translation:
        if source == target:
            return Translation(text, source, "source")
        if text in self.known:
            return self.known[text]
        return Translation(f"{target}({text})", target, "machine", "sample engine")


BRIDGE = Article(
    "2024-05-01-mau-cau-go",
    "Cầu gỗ mẫu mở lại",
    "vi",
    ("Cây cầu gỗ mẫu dài 40 m đã mở lại sáng nay.", "Chi phí sửa chữa là 3 tỉ đồng."),
    source="Báo Mẫu",
    url="https://example.org/cau-go?a=1&b=2",
    author="Người Mẫu",
    published=PartialDate.parse("2024-05-01T09:30"),
    tags=("giao thông",),
    reprints=(Reprint("Trang Mẫu", "https://example.net/cau", PartialDate(2024, 5), "Cầu gỗ"),),
)
BRIDGE_EN = Article(
    "2024-05-03-sample-bridge",
    "Sample bridge reopens",
    "en",
    ("The sample wooden bridge reopened this week.", "Repairs cost 4 billion dong."),
    source="Sample Times",
    url="javascript:alert(1)",
    published=PartialDate.parse("2024-05-03"),
)
FLOOD = Article(
    "2019-10-lu-mau",
    "Lũ mẫu cuốn trôi cầu",
    "vi",
    ("Lũ mẫu đã cuốn trôi một nửa cây cầu.",),
    published=PartialDate(2019, 10),
)
UNDATED = Article(
    "undated-hostile", f"Tin {HOSTILE}", "vi", (f"Câu mẫu {HOSTILE} kết thúc.",), source=HOSTILE
)


def make_site(url: str = "https://news.example/site/", **changes: object) -> Site:
    """Three events, two of them in a storyline."""
    articles = {article.id: article for article in (BRIDGE, BRIDGE_EN, FLOOD, UNDATED)}
    sentences = {key: article_sentences(article) for key, article in articles.items()}
    opened, cost = sentences[BRIDGE.id]
    reopened, cost_en = sentences[BRIDGE_EN.id]
    bridge = Briefing(
        Event(
            "2024-05-01-cau-go",
            (BRIDGE.id, BRIDGE_EN.id),
            BRIDGE.published,
            BRIDGE.title,
            "vi",
            former_ids=("2024-05-01-cau-cu",),
            ties=(Tie("number", "40", (BRIDGE.id,)),),
        ),
        Claim(opened.text, "vi", (opened, reopened), reasons=(("position", 1 / 3),)),
        (Claim(cost.text, "vi", (cost,)), Claim(cost_en.text, "en", (cost_en,), new=True)),
        (KeyFact("how-many", "3 tỉ đồng", cost),),
        (Disagreement("Chi phí", "vi", (("3 tỉ đồng", cost), ("4 billion dong", cost_en))),),
    )
    flood = Briefing(
        Event("2019-10-lu-mau", (FLOOD.id,), FLOOD.published, FLOOD.title, "vi"),
        Claim(FLOOD.body[0], "vi", sentences[FLOOD.id]),
        (),
    )
    hostile = Briefing(
        Event("tin-mau", (UNDATED.id,), title=UNDATED.title, names={"en": f"Name {HOSTILE}"}),
        Claim(UNDATED.body[0], "vi", sentences[UNDATED.id][:1]),
        (),
    )
    doubtful = Translation(
        "Repairs cost 3 million dong.", "en", "machine", "m", (Warning("number", "3 tỉ"),)
    )
    known = {
        cost.text: doubtful,
        cost_en.text: Translation(cost_en.text, "en", "missing"),
        opened.text: Translation("The 40 m sample bridge has reopened.", "en", "edited"),
    }
    site = Site(
        Settings(url=url),
        articles,
        sentences,
        (bridge, flood, hostile),
        SampleTranslations(known),
        (Storyline("cau-go", ("2019-10-lu-mau", "2024-05-01-cau-go"), "Cây cầu gỗ", "vi"),),
        history=(
            Change("2019-10", "published", "2019-10-lu-mau", (FLOOD.title,)),
            Change("2024-05-03", "published", "2024-05-01-cau-go", (BRIDGE.title,)),
            Change(
                "2024-05-03",
                "corrected",
                "2024-05-01-cau-go",
                ("Cầu gỗ dài 30 m.", "Cầu gỗ dài 40 m."),
            ),
            Change("2024-05-03", "corrected", "2024-05-01-cau-go", ("Cầu gỗ dài 30 m.", "")),
            Change("", "withdrawn", "gone", (HOSTILE,)),
        ),
    )
    return replace(site, **changes)  # type: ignore[arg-type]
