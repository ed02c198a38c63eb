"""A site for the tests of pages: the project's own five articles and made-up samples.

Summaries are simply the first sentences, so that these tests stand apart from how sentences
are picked.
"""

from __future__ import annotations

from pathlib import Path

from generator.articles import read_articles
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
    Sentence,
    Storyline,
    Tie,
    Translation,
    Warning,
    by_id,
)
from generator.sentences import article_sentences
from generator.settings import read_settings
from generator.site_model import Site
from generator.translation.glossary import read_glossary
from generator.translation.memory import Memory

CONTENT = Path(__file__).resolve().parent.parent / "content"

# Made-up samples.
BRIDGE = Article(
    "2024-03-05-bao-mau-cau-da-nang",
    "Đà Nẵng mở lại cầu mẫu",
    "vi",
    (
        "Sáng 5/3, thành phố Đà Nẵng mở lại cây cầu mẫu sau hai năm sửa chữa.",
        "Chi phí sửa chữa là 120 tỉ đồng. Đơn vị thi công nói cầu chịu được bão cấp 12.",
        "Người dân hai bờ đi bộ qua cầu từ sớm.",
    ),
    source="Báo Mẫu",
    url="https://example.org/cau",
    published=PartialDate(2024, 3, 5),
)
BRIDGE_EN = Article(
    "2024-03-05-sample-times-bridge",
    "Da Nang sample bridge reopens",
    "en",
    (
        "The sample bridge in Da Nang reopened on Tuesday after two years of repairs.",
        "Repairs cost 125 billion dong.",
    ),
    source="Sample Times",
    published=PartialDate(2024, 3, 5),
)
PLAIN = Article(
    "2024-03-07-bao-mau-da-nang",
    "Da nang hóa sản phẩm là hướng đi mẫu",
    "vi",
    ("Một hội thảo mẫu bàn về da nang hóa sản phẩm.", "Hội thảo kéo dài hai ngày."),
    source="Báo Mẫu",
    published=PartialDate(2024, 3, 7),
)
UNDATED = Article(
    "khong-ngay-mau", "Tin mẫu không rõ ngày", "vi", ("Đây là một câu mẫu không rõ ngày.",)
)
SAMPLES = (BRIDGE, BRIDGE_EN, PLAIN, UNDATED)
DOUBTFUL = Translation(
    "Repairs cost 12 billion dong.",
    "en",
    "machine",
    "sample engine 1",
    (Warning("number", "120 tỉ"),),
)


class MemoryOnly:
    """What editors translated; everything else is missing, but two machine translations."""

    def __init__(self) -> None:
        self.memory = Memory.read(CONTENT)

    def get(self, text: str, source: Lang, target: Lang) -> Translation:
        if source == target:
            return Translation(text, source, "source")
        if text == "Chi phí sửa chữa là 120 tỉ đồng.":
            return DOUBTFUL
        if text == BRIDGE.title:
            return Translation("Da Nang reopens a bridge", "en", "machine", "sample engine 1")
        found = self.memory.get(text, source, target)
        return found or Translation(text, source, "missing")


def _claim(sentence: Sentence) -> Claim:
    return Claim(sentence.text, sentence.lang, (sentence,))


def reader_site() -> Site:
    """Nine articles, eight events, two storylines."""
    articles = {**by_id(read_articles(CONTENT)), **by_id(SAMPLES)}
    sentences = {key: article_sentences(article) for key, article in articles.items()}
    briefings = []
    seeds = [article for article in articles.values() if article not in SAMPLES]
    for article in sorted(seeds, key=lambda article: article.sort_key):
        first, *more = sentences[article.id][:5]
        event = Event(article.id, (article.id,), article.published, article.title, article.lang)
        briefings.append(Briefing(event, _claim(first), tuple(map(_claim, more))))
    storyline = Storyline(
        "hop-tac-my-nhat-han",
        tuple(briefing.event.id for briefing in briefings),
        "Hợp tác an ninh Mỹ – Nhật – Hàn",
        "vi",
        {"en": "US–Japan–South Korea security cooperation"},
    )
    opened, cost, storm, _ = sentences[BRIDGE.id]
    opened_en, cost_en = sentences[BRIDGE_EN.id]
    bridge = Briefing(
        Event(
            "2024-03-05-cau-mau",
            (BRIDGE.id, BRIDGE_EN.id),
            BRIDGE.published,
            BRIDGE.title,
            "vi",
            former_ids=("cau-mau-cu",),
            ties=(Tie("name", "Đà Nẵng", (BRIDGE.id,)), Tie("date", "5/3", (BRIDGE.id,))),
        ),
        Claim(opened.text, "vi", (opened, opened_en)),
        (
            _claim(cost),
            Claim(storm.text, "vi", (storm,), shortened=True, new=True),
            _claim(cost_en),
        ),
        (KeyFact("where", "Đà Nẵng", opened), KeyFact("how-many", "120 tỉ đồng", cost)),
        (Disagreement("Chi phí sửa chữa", "vi", (("120 tỉ", cost), ("125 billion", cost_en))),),
    )
    for article in (PLAIN, UNDATED):
        first, *more = sentences[article.id]
        event = Event(article.id, (article.id,), article.published, article.title, "vi")
        briefings.append(Briefing(event, _claim(first), tuple(map(_claim, more))))
    briefings.append(bridge)
    samples = Storyline(
        "cau-mau", (bridge.event.id, PLAIN.id), "Mạch tin mẫu", "vi", {"en": "Sample storyline"}
    )
    return Site(
        read_settings(CONTENT),
        articles,
        sentences,
        tuple(briefings),
        MemoryOnly(),
        (storyline, samples),
        read_glossary(CONTENT),
        (
            Change("2024-03-05", "published", bridge.event.id, (BRIDGE.title,)),
            Change("2024-03-07", "corrected", bridge.event.id, ("Dài 30 m.", "Dài 40 m.")),
        ),
    )
