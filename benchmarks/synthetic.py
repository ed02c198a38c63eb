"""Makes any number of sample articles, always the same ones, to measure builds and sites with.

    python -m benchmarks.synthetic FOLDER --articles 10000 [--seed 1] [--data FILE.jsonl[.xz]]

The events are made up from the sentences of `synthetic_sentences.yml`: each has its own places,
people and numbers and is told by one to six outlets in Vietnamese, in English or in both, with
sentences left out, moved and added, now and then another number, a copy, or a date that is known
only in part. With `--data`, the articles of a file of JSON lines are recombined instead: sentences
left out and moved, digits changed, dates drawn anew. Written is a content folder that
`briefings build --content FOLDER` reads.
"""

from __future__ import annotations

import argparse
import datetime
import lzma
import random
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator import strict_yaml
from generator.articles import article_path, article_text, read_jsonl
from generator.date_words import MONTHS
from generator.files import write_atomically
from generator.model import Article, Lang, PartialDate
from generator.sentences import split_sentences

SENTENCES = Path(__file__).with_name("synthetic_sentences.yml")

_FIRST_DAY = datetime.date(2010, 1, 1)
_DAYS = 15 * 365
_SAGAS_EVERY = 50  # one running affair for so many events
_IN_SAGA = 0.15
_FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương".split()
_MIDDLES = "Văn Thị Minh Thanh Đức Quốc Ngọc Hữu Xuân Kim".split()
_GIVEN = (
    "An Bình Chi Dung Giang Hà Hải Hạnh Hiếu Hoa Hùng Hương Khánh Lan Linh Long Mai Nam Nga Phong "
    "Phúc Quân Quỳnh Sơn Tâm Thảo Thắng Trang Tuấn Vinh"
).split()
_PLACE_STARTS = (
    "Bạch Cẩm Châu Đại Đông Gia Hòa Hưng Kim Lạc Liên Long Mỹ Ngọc Phú Phước Quang Sơn Tân Thanh "
    "Thạch Thiên Trà Trung Vạn Vĩnh Xuân Yên"
).split()
_PLACE_ENDS = (
    "An Bàng Cát Đàm Điền Giang Hạc Khê Lĩnh Lộc Mạch Mộc Nham Phong Quế Sa Tảo Thượng Trạch Tuyền "
    "Uyên Vân Viên Xá"
).split()
_BODIES: tuple[dict[Lang, str], ...] = (
    {"en": "the Society of {place}", "vi": "Hội {place}"},
    {"en": "the {place} Institute", "vi": "Viện {place}"},
    {"en": "the Council of {place}", "vi": "Hội đồng {place}"},
    {"en": "the {place} Works", "vi": "Công ty {place}"},
    {"en": "the Friends of {place}", "vi": "Nhóm Bạn của {place}"},
)
_OUTLETS: dict[Lang, tuple[str, ...]] = {
    "vi": tuple(f"Báo Mẫu {name}" for name in "Sớm Chiều Biển Núi Sông Đồng Phố Làng".split()),
    "en": tuple(f"Sample {name}" for name in "Times Post Herald Courier Wire".split()),
}


@dataclass(frozen=True, slots=True)
class _Event:
    """What the articles of an event share: the topic, its facts and when it happened."""

    topic: int
    place: str
    other: str
    person: str
    second: str
    body: tuple[int, str]
    numbers: tuple[int, int, int]
    day: datetime.date


def synthetic_articles(number: int, seed: int = 1) -> Iterator[Article]:
    """`number` made-up articles of about `number` / 2.5 events; the same for the same seed."""
    topics, general = _read_sentences()
    made = 0
    for event_number, event in enumerate(_events(len(topics), seed)):
        rng = random.Random(f"{seed} articles {event_number}")
        languages: tuple[Lang, ...] = rng.choices(
            (("vi",), ("en",), ("vi", "en")), weights=(6, 3, 1)
        )[0]
        extra = rng.sample(range(len(general)), 5)
        for teller in range(rng.choices(range(1, 7), weights=(6, 4, 3, 3, 2, 1))[0]):
            if made == number:
                return
            lang = languages[teller % len(languages)]
            sentences = [*topics[event.topic]["sentences"], *(general[n] for n in extra)]
            yield _told(event, made, lang, topics[event.topic]["title"], sentences, rng)
            made += 1


def recombined_articles(
    articles: Iterable[Article], number: int, seed: int = 1
) -> Iterator[Article]:
    """`number` articles made from others: the same words in another order, about other numbers.

    Args:
        articles: What to recombine, at least one.
        number: How many to make.
        seed: Draws the dates, the order and the digits.
    """
    pool = list(articles)
    for made in range(number):
        rng = random.Random(f"{seed} recombined {made}")
        pattern = pool[made % len(pool)]
        sentences = [
            sentence for text in pattern.body for sentence in split_sentences(text, pattern.lang)
        ]
        kept = [sentence for sentence in sentences if rng.random() < 0.8] or sentences[:1]
        body = _paragraphs([_other_digits(sentence, rng) for sentence in kept], rng)
        day = _FIRST_DAY + datetime.timedelta(rng.randrange(_DAYS))
        yield replace(
            pattern,
            id=f"sample-{made:06}",
            title=_other_digits(pattern.title, rng),
            body=body,
            url="",
            published=_known_part(day, rng),
            reprints=(),
            path="",
        )


def write_content(
    folder: Path, number: int, seed: int = 1, patterns: Iterable[Article] | None = None
) -> int:
    """Write a content folder of sample articles.

    Args:
        folder: The content folder; made if need be.
        number: How many articles.
        seed: The same seed gives the same bytes.
        patterns: Articles to recombine; None makes articles up.

    Returns:
        How many articles were written.
    """
    made = (
        synthetic_articles(number, seed)
        if patterns is None
        else recombined_articles(patterns, number, seed)
    )
    count = 0
    for article in made:
        path = folder / Path(article_path(article)).parent / f"{article.id}.md"
        write_atomically(path, article_text(article).encode(), durable=False)
        count += 1
    settings = (
        "title: {en: Sample briefings, vi: Bản tin mẫu}\n"
        "url: https://briefings.example/\n"
        "translation: {engine: none}\n"
    )
    write_atomically(folder / "site.yml", settings.encode(), durable=False)
    return count


def _read_sentences() -> tuple[list[dict[str, Any]], list[dict[Lang, str]]]:
    data = strict_yaml.load(SENTENCES.read_text(encoding="utf-8"), SENTENCES).data
    return data["topics"], data["general"]


def _events(topics: int, seed: int) -> Iterator[_Event]:
    """Events without end; some belong to a running affair and keep its place, people and topic."""
    rng = random.Random(f"{seed} events")
    sagas: list[_Event] = []
    number = 0
    while True:
        if number % _SAGAS_EVERY == 0:
            sagas.append(_new_event(rng, topics))
        number += 1
        event = _new_event(rng, topics)
        if rng.random() < _IN_SAGA:
            saga = rng.choice(sagas)
            event = replace(
                saga, numbers=event.numbers, day=event.day, other=event.other, second=event.second
            )
        yield event


def _new_event(rng: random.Random, topics: int) -> _Event:
    def place() -> str:
        return f"{rng.choice(_PLACE_STARTS)} {rng.choice(_PLACE_ENDS)}"

    def person() -> str:
        return f"{rng.choice(_FAMILIES)} {rng.choice(_MIDDLES)} {rng.choice(_GIVEN)}"

    return _Event(
        topic=rng.randrange(topics),
        place=place(),
        other=place(),
        person=person(),
        second=person(),
        body=(rng.randrange(len(_BODIES)), place()),
        numbers=(rng.randrange(40, 9000), rng.randrange(12, 400), rng.randrange(3, 40)),
        day=_FIRST_DAY + datetime.timedelta(rng.randrange(_DAYS)),
    )


def _told(
    event: _Event,
    number: int,
    lang: Lang,
    title: dict[Lang, str],
    sentences: list[dict[Lang, str]],
    rng: random.Random,
) -> Article:
    """One outlet's account of an event."""
    facts = event
    if rng.random() < 0.1:
        a, b, c = event.numbers
        facts = replace(event, numbers=(a + rng.randrange(1, 9), b, c))
    words = _slots(facts, lang)
    opening, *others = sentences
    others = [sentence for sentence in others if rng.random() < 0.75]
    if rng.random() < 0.4:
        rng.shuffle(others)
    told = [sentence[lang].format_map(words) for sentence in (opening, *others)]
    day = event.day + datetime.timedelta(rng.choice((0, 0, 0, 1, 1, 2)))
    return Article(
        id=f"sample-{number:06}",
        title=_capital(title[lang].format_map(words)),
        lang=lang,
        body=_paragraphs([_capital(sentence) for sentence in told], rng),
        source=rng.choice(_OUTLETS[lang]),
        url=f"https://outlet.example/{number}",
        published=_known_part(day, rng),
    )


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _slots(event: _Event, lang: Lang) -> dict[str, str]:
    def written(value: int) -> str:
        return f"{value:,}".replace(",", "." if lang == "vi" else ",")

    form, place = event.body
    a, b, c = map(written, event.numbers)
    return {
        "place": event.place,
        "other": event.other,
        "person": event.person,
        "second": event.second,
        "body": _BODIES[form][lang].format(place=place),
        **{"a": a, "b": b, "c": c},
        "date": f"{event.day.day}/{event.day.month}"
        if lang == "vi"
        else f"{MONTHS[event.day.month - 1]} {event.day.day}",
    }


def _paragraphs(sentences: list[str], rng: random.Random) -> tuple[str, ...]:
    paragraphs, start = [], 0
    while start < len(sentences):
        length = rng.randrange(1, 4)
        paragraphs.append(" ".join(sentences[start : start + length]))
        start += length
    return tuple(paragraphs)


def _known_part(day: datetime.date, rng: random.Random) -> PartialDate:
    """Mostly the whole date; sometimes only its month or year, or nothing."""
    known = rng.choices(("day", "month", "year", "none"), weights=(96, 2, 1, 1))[0]
    if known == "none":
        return PartialDate()
    if known == "year":
        return PartialDate(day.year)
    return PartialDate(day.year, day.month, day.day if known == "day" else None)


def _other_digits(text: str, rng: random.Random) -> str:
    return re.sub(r"(?<!\d)[1-9]", lambda _: str(rng.randrange(1, 10)), text)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the content folder to write")
    parser.add_argument("--articles", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other articles")
    parser.add_argument("--data", type=Path, help="JSON lines of articles to recombine")
    arguments = parser.parse_args()
    patterns = None
    if arguments.data is not None:
        if not arguments.data.is_file():
            print(f"{arguments.data}: not found", file=sys.stderr)
            return 2
        opened = lzma.open if arguments.data.suffix == ".xz" else open
        with opened(arguments.data, "rt", encoding="utf-8") as lines:
            patterns = read_jsonl(lines, str(arguments.data))
    count = write_content(arguments.folder, arguments.articles, arguments.seed, patterns)
    print(f"{count} articles in {arguments.folder}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
