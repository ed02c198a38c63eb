"""Whether two names of a translation have changed places.

A name stands among the words that belong to it: its title, its preposition, its verb. For each
two names that both texts have, the words around them are compared as they stand and as if the
names had changed places: words that mean each other, other names and figures count, the nearer
the more. Together with the order and the distance of the names that makes a score. Its weights
come from a logistic regression over sound translations and over the same with two names swapped
(`benchmarks/fit_name_order.py`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.model import NAME_KINDS, Lang, Term
from generator.name_spelling import is_common_word
from generator.translation.glossary import TermMatch, is_vietnamese_syllable
from generator.word_links import REACH, link_words

_GEOGRAPHY = frozenset({"country", "place"})
# Capitals that stand for their countries: after `Kyiv said`, Ukraine may stand anywhere.
_CAPITALS = {
    "Ukraine": "kyiv kiev",
    "Russia": "moscow kremlin",
    "United States": "washington",
    "China": "beijing",
    "Japan": "tokyo",
    "South Korea": "seoul",
    "North Korea": "pyongyang",
    "Taiwan": "taipei",
    "India": "delhi",
    "Iran": "tehran",
    "Israel": "jerusalem",
    "Syria": "damascus",
    "United Kingdom": "london",
    "France": "paris",
    "Germany": "berlin",
    "Turkey": "ankara",
    "Australia": "canberra",
    "Vietnam": "hanoi",
}
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"-\d")  # after `Covid`
# When something happens, what money it is and what is measured may be said anywhere.
_NO_NAMES = frozenset(
    "Tết Tet GMT UTC EST EDT CET BST VND USD EUR GBP AUD CAD JPY NDT AQI GDP CPI PMI".split()
)
# Names further apart than this, counted in names, are not compared: a long list is no sentence.
_MOST_NAMES_APART = 10
# A name with as many mentions in both texts has another name beside it somewhere.
_OFTEN = 4


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a name.

    Attributes:
        name: The glossary term, or the words in lower case without marks.
        kind: Kind of the term, or "word".
        text: The words of the text, `text[start:end]`.
        first: Index of its first word.
        last: Index of its last word.
        start: Offset of its first character.
        end: Offset after its last character.
    """

    name: Term | str
    kind: str
    text: str
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its words (lower case) and its names, from left to right."""

    text: str
    lang: Lang
    words: tuple[str, ...]
    names: tuple[Name, ...]


def find_names(text: str, lang: Lang, matches: Sequence[TermMatch]) -> NamedText:
    """The glossary's names and all other capitalised words of a text.

    Args:
        text: NFC text.
        lang: Its language.
        matches: What the glossary found in it.
    """
    spans = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    terms = [match for match in matches if match.term.kind in NAME_KINDS]
    found: list[Name] = []
    upcoming = iter(terms)
    term = next(upcoming, None)
    index = 0
    while index < len(spans):
        word, start, end = spans[index]
        while term is not None and term.end <= start:
            term = next(upcoming, None)
        last = index
        if term is not None and term.start <= start:
            while last + 1 < len(spans) and spans[last + 1][1] < term.end:
                last += 1
            end = spans[last][2]
            found.append(Name(term.term, term.term.kind, text[start:end], index, last, start, end))
        elif _may_be_name(word, index == 0, lang) and not _CODE.match(text, end):
            found.append(Name(_plain(word), "word", word, index, index, start, end))
        index = last + 1
    return NamedText(text, lang, tuple(span[0].casefold() for span in spans), tuple(found))


def _may_be_name(word: str, opens: bool, lang: Lang) -> bool:
    """Whether a word is taken for a name by its capital, the first one only if it is no other."""
    if not word[0].isupper() or _DIGIT.search(word) or word in _NO_NAMES:
        return False
    if opens and (
        is_common_word(word.casefold()) if lang == "en" else is_vietnamese_syllable(word)
    ):
        return False
    return len(word) > 2 or (len(word) == 2 and (word.isupper() or not opens))


_ACCENTS = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđçñäöüåøß",
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyydcnaouaos",
)


def _plain(word: str) -> str:
    return word.casefold().translate(_ACCENTS)


def _joined(first: NamedText, second: NamedText) -> tuple[list[Name], list[Name]]:
    """The names of both texts, with words that follow each other in both joined to one name."""
    runs = [
        {
            (one.name, other.name)
            for one, other in zip(side.names, side.names[1:], strict=False)
            if one.kind == other.kind == "word" and other.first == one.last + 1
        }
        for side in (first, second)
    ]
    common = runs[0] & runs[1]

    def join(side: NamedText) -> list[Name]:
        found: list[Name] = []
        before: Term | str = ""
        for name in side.names:
            if found and name.first == found[-1].last + 1 and (before, name.name) in common:
                start = found[-1]
                text = side.text[start.start : name.end]
                found[-1] = Name(
                    f"{start.name} {name.name}",
                    "word",
                    text,
                    start.first,
                    name.last,
                    start.start,
                    name.end,
                )
            else:
                found.append(name)
            before = name.name
        return found

    return join(first), join(second)


# --------------------------------------------------------------------------------- the measure

_NEARNESS = [math.exp(-distance / 4) for distance in range(2 * REACH)]


class _Aligned:
    """Two texts with the names they share and the links between their words."""

    def __init__(self, english: NamedText, vietnamese: NamedText) -> None:
        self.english, self.vietnamese = english, vietnamese
        here, there = _joined(english, vietnamese)
        self.counts = (
            Counter(name.name for name in here),
            Counter(name.name for name in there),
        )
        self.slots = [name for name in here if name.name in self.counts[1]]
        self.places: dict[Term | str, list[Name]] = {}
        for name in there:
            if name.name in self.counts[0]:
                self.places.setdefault(name.name, []).append(name)
        self.links: list[tuple[int, int, float, Term | str | None]] = []
        self._fits: dict[tuple[int, int], tuple[float, dict[Term | str, float]]] = {}

    def link(self) -> None:
        """Find the links between words; what stands within a shared name is no witness."""
        taken = {i for slot in self.slots for i in range(slot.first, slot.last + 1)}
        taken_there = {
            j
            for places in self.places.values()
            for place in places
            for j in range(place.first, place.last + 1)
        }
        self.links = [
            (i, j, weight, None)
            for (i, j), weight in link_words(self.english.words, self.vietnamese.words).items()
            if i not in taken and j not in taken_there
        ]
        for slot in self.slots:
            places = self.places[slot.name]
            weight = 1.5 / math.sqrt(len(places) * self.counts[0][slot.name])
            self.links += [(slot.first, place.first, weight, slot.name) for place in places]

    def tell_nothing(self, left: Name, right: Name) -> bool:
        """Whether two names are one (`Samsung Electronics`), or one is said over and over."""
        often = any(
            min(counts[name.name] for counts in self.counts) >= _OFTEN for name in (left, right)
        )
        return often or self.english.text[left.end : right.start] == " "

    def _surroundings(self, slot: Name, place: Name) -> tuple[float, dict[Term | str, float]]:
        """How well the words around `slot` match those around `place`; names' parts apart."""
        key = slot.first, place.first
        if key in self._fits:
            return self._fits[key]
        total = 0.0
        parts: dict[Term | str, float] = {}
        for i, j, weight, name in self.links:
            after = i > slot.last
            left = i - slot.last if after else slot.first - i
            if not 0 < left < REACH:
                continue
            after_there = j > place.last
            right = j - place.last if after_there else place.first - j
            if not 0 < right <= REACH:
                continue
            value = weight * _NEARNESS[left + right - 2] * (1.0 if after == after_there else 0.5)
            total += value
            if name is not None:
                parts[name] = parts.get(name, 0.0) + value
        self._fits[key] = total, parts
        return total, parts

    def best(self, slot: Name, name: Term | str, other: Term | str) -> tuple[Name, float, float]:
        """The mention of `name` that fits a slot best: it, its fit, how far it has moved.

        `name` and `other`, the two that may have changed places, do not bear witness.
        """
        scale = len(self.english.words), len(self.vietnamese.words)
        found: tuple[Name, float, float] | None = None
        for place in self.places[name]:
            total, parts = self._surroundings(slot, place)
            fit = total - parts.get(name, 0.0) - parts.get(other, 0.0)
            moved = abs(slot.first / scale[0] - place.first / scale[1])
            if found is None or fit - 3 * moved > found[1] - 3 * found[2]:
                found = place, fit, moved
        assert found is not None
        return found


_SAYS = re.compile(
    r"\W*(?:\w+\W+){0,4}?(?:said|says|say|added|adds|noted|told|tells|reported|reports|explained|"
    r"stated|announced|argued|warned|insisted)\b",
    re.I,
)
_SAID = "said|says|added|noted|told|reported|stated|announced|warned"
_SAID_BY = re.compile(
    r"\b(?:according to|said|says|added|noted|reported|stated|told|explained)\W+(?:\w+\W+){0,4}$",
    re.I,
)
_OF = re.compile(r"\b(?:của|thuộc|ở|tại|do|cho|với|từ)\s+(?:\w+\s+){0,4}$", re.I)
# What lets a good translation turn the order of two names round.
_TURNING = re.compile(
    r"[^\w\s]|\b(?:by|of|from|in|at|on|and|or|for|with|as|than|who|which|that)\b", re.I
)
_OWNER = re.compile(r"['’]s?\b|-")


def _speaks(text: NamedText, name: Name) -> bool:
    return bool(
        _SAYS.match(text.text[name.end : name.end + 40])
        or _SAID_BY.search(text.text[max(0, name.start - 60) : name.start])
    )


# What a name is in its sentence, in both languages: whoever does something (`by guide Sinh`,
# `được anh Sính`), an owner (`Zambia's`, `của Zambia`), a place (`in Lusaka`, `ở Lusaka`).
# NUL stands for the name.
_ROLES: tuple[dict[Lang, re.Pattern[str]], ...] = (
    {
        "en": re.compile(r"\bby (?:[a-z]+ ){0,3}\0"),
        "vi": re.compile(r"\b(?:bị|được) (?:[a-zà-ỹđ]+ ){0,3}\0"),
    },
    {"en": re.compile(r"\0['’]s?\b"), "vi": re.compile(r"\bcủa (?:ông |bà |anh |chị )?\0")},
    {"en": re.compile(r"\b(?:in|at) \0"), "vi": re.compile(r"\b(?:ở|tại|trên sân|ở sân) \0")},
    {
        "en": re.compile(
            r"\b[Aa]ccording to (?:[\w.]+ ){0,2}\0(?=[,;:]|\.?$|\. [A-Z])"
            rf"|\0 (?:[a-z]+ ){{0,2}}(?:{_SAID})\b"
        ),
        "vi": re.compile(
            r"\b[Tt]heo (?:[^\W\d_]+ ){0,2}\0"
            r"|(?<!tại )(?<!ở )(?<!của )\0 (?:\S+ ){0,3}(?:cho biết|cho hay|nói|tuyên bố)\b"
        ),
    },
)


def _has_role(role: dict[Lang, re.Pattern[str]], text: NamedText, name: Name) -> bool:
    marked = f"{text.text[max(0, name.start - 60) : name.start]}\0{text.text[name.end :]}"
    return role[text.lang].search(marked) is not None


def _roles(
    english: NamedText, vietnamese: NamedText, names: tuple[Name, Name], there: tuple[Name, Name]
) -> tuple[float, float]:
    """How many roles the same one of two names has in both sentences, and how many the other."""
    agree = contradict = 0
    for role in _ROLES:
        here = [_has_role(role, english, name) for name in names]
        found = [_has_role(role, vietnamese, name) for name in there]
        if sum(here) == sum(found) == 1:
            agree += here == found
            contradict += here != found
    return float(agree), float(contradict)


FEATURES = (
    "bias",
    "fit",
    "fit if swapped",
    "gain, at most 3",
    "moved less if swapped",
    "inverted",
    "inverted: gap in English",
    "inverted: smaller gap",
    "inverted: one speaks",
    "inverted: an owner",
    "inverted: after của",
    "same kind",
    "inverted: same kind",
    "said more often in one text",
    "one repeated",
    "inverted: one repeated",
    "one of two is a place",
    "inverted: one of two is a place",
    "both are places",
    "inverted: both are places",
    "inverted: moved less if swapped",
    "share gained",
    "inverted: share gained",
    "inverted: neighbours",
    "moved much less if swapped",
    "inverted: one speaks, moved much",
    "inverted: only a verb between",
    "inverted: by between",
    "directions agree",
    "directions contradict",
    "roles agree",
    "roles contradict",
)


def pair_features(
    english: NamedText, vietnamese: NamedText
) -> Iterator[tuple[Name, Name, Name, Name, tuple[float, ...]]]:
    """For each two names: their English and Vietnamese mentions and the values of `FEATURES`."""
    both = _Aligned(english, vietnamese)
    if len(both.places) < 2:
        return
    both.link()
    for index, left in enumerate(both.slots):
        for right in both.slots[index + 1 : index + 1 + _MOST_NAMES_APART]:
            if left.name == right.name or both.tell_nothing(left, right):
                continue
            mine = both.best(left, left.name, right.name), both.best(right, right.name, left.name)
            turned = both.best(left, right.name, left.name), both.best(right, left.name, right.name)
            yield left, right, mine[0][0], mine[1][0], _features(both, left, right, mine, turned)


_Fit = tuple[Name, float, float]

# What stands before the place that somebody leaves, and before the one that he goes to.
_FROM = {
    "en": re.compile(r"\b(?:from|left|leaves|leaving|fled|fleeing)(?: (?:the|mr|mrs|ms))? $", re.I),
    "vi": re.compile(r"\b(?:từ|khỏi|rời)(?: (?:khỏi|thành phố|thủ đô|tỉnh|ông|bà))? $", re.I),
}
_TO = {
    "en": re.compile(
        r"\b(?:to|for|into|towards?|arriv(?:ed|es|ing) (?:in|at)|landed in|visit(?:ed|s|ing)?)"
        r"(?: (?:the|mr|mrs|ms))? $",
        re.I,
    ),
    "vi": re.compile(
        r"\b(?:đến|tới|sang|về|đi|vào|qua|cho|thăm)(?: (?:phía|thành phố|thủ đô|tỉnh|ông|bà))? $",
        re.I,
    ),
}


def _directions(
    english: NamedText,
    vietnamese: NamedText,
    names: tuple[Name, Name],
    there: tuple[Name, Name],
) -> tuple[float, float]:
    """How often the same and how often the other name of the two is said to be left or gone to."""
    agree = contradict = 0
    for ways in (_FROM, _TO):
        here = [_stands_after(ways["en"], english.text, name) for name in names]
        found = [_stands_after(ways["vi"], vietnamese.text, name) for name in there]
        if sum(here) == sum(found) == 1:
            agree += here == found
            contradict += here != found
    return float(agree), float(contradict)


def _stands_after(pattern: re.Pattern[str], text: str, name: Name) -> bool:
    return pattern.search(text[max(0, name.start - 24) : name.start]) is not None


def _features(
    both: _Aligned, left: Name, right: Name, mine: tuple[_Fit, _Fit], turned: tuple[_Fit, _Fit]
) -> tuple[float, ...]:
    first, second = mine[0][0], mine[1][0]
    inverted = float(first.first > second.first)
    fit, swapped = mine[0][1] + mine[1][1], turned[0][1] + turned[1][1]
    closer = mine[0][2] + mine[1][2] - turned[0][2] - turned[1][2]
    gap = max(1, right.first - left.last)
    gap_there = max(1, first.first - second.last if inverted else second.first - first.last)
    speaks = float(_speaks(both.english, left) or _speaks(both.english, right))
    owner = any(_OWNER.match(both.english.text, name.end) for name in (left, right))
    after_of = any(
        _OF.search(both.vietnamese.text[max(0, name.start - 40) : name.start])
        for name in (first, second)
    )
    same_kind = float(left.kind == right.kind)
    counts = both.counts
    uneven = any(counts[0][n.name] != counts[1][n.name] for n in (left, right))
    repeated = float(counts[0][left.name] > 1 or counts[0][right.name] > 1)
    places = (left.kind in _GEOGRAPHY) + (right.kind in _GEOGRAPHY)
    share = (swapped - fit) / (0.5 + swapped + fit)
    between = both.english.text[left.end : right.start]
    much = float(closer > 0.25)
    return (
        1.0,
        fit,
        swapped,
        min(swapped - fit, 3.0),
        closer,
        inverted,
        inverted * math.log(gap),
        inverted * math.log(min(gap, gap_there)),
        inverted * speaks,
        inverted * owner,
        inverted * after_of,
        same_kind,
        inverted * same_kind,
        float(uneven),
        repeated,
        inverted * repeated,
        float(places == 1),
        inverted * (places == 1),
        float(places == 2),
        inverted * (places == 2),
        inverted * closer,
        share,
        inverted * share,
        inverted * (gap <= 2 or gap_there <= 2),
        much,
        inverted * speaks * much,
        inverted * (_TURNING.search(between) is None),
        inverted * (" by " in between),
        *_directions(both.english, both.vietnamese, (left, right), (first, second)),
        *_roles(both.english, both.vietnamese, (left, right), (first, second)),
    )


_WEIGHTS = (
    -1.71,
    -0.66,
    0.38,
    1.04,
    0.66,
    0.94,
    0.40,
    -0.02,
    -0.33,
    -1.29,
    -0.19,
    -1.01,
    1.26,
    -0.90,
    -0.37,
    -0.35,
    -0.05,
    0.48,
    1.09,
    0.39,
    0.17,
    0.87,
    -0.03,
    -0.14,
    0.96,
    -0.68,
    0.46,
    -0.42,
    0.00,
    0.95,
    -2.01,
    2.29,
)
# Chosen so that about one in 110 sound sentences is doubted.
_THRESHOLD = 0.1
# What names round the same verb in the wrong order add to the score.
_ONE_VERB = 2.0


# "English astronomer named ", "Italian region of ": what stands between a country and the name.
_DESCRIPTION = re.compile(r"(?: [a-z]+){1,3} (?:(?:of|named|called) )?")
# "'s brother ", " County Superior Court Judge ": what stands between an owner or a place and the
# name.
_TITLE = re.compile(
    r"(?:['’]s?)?(?: (?!(?:by|and|or|to|from|in|at|on|for|with|as|is|was|were|has|had|said)\b)"
    r"[\w-]+){0,6} (?:of [\w-]+ )?"
)
_OFFICE_OF = re.compile(r"\b(?:of|in|from|for)(?: the)? $")
_APPOSITION = re.compile(r"\s*[,(–—-]")
_BELONGS = re.compile(r"\b(?:của|thuộc|cờ)\b", re.I)
_LINKING = re.compile(r"[^\w\s]|\b(?:của|thuộc|cờ|ở|tại|từ|người|nước|gốc|bang|tỉnh)\b", re.I)
_BELONGING = re.compile(r"\b(?:của|thuộc)\s+(?:[\w-]+\s+){0,4}$", re.I)


def _describes(
    english: NamedText, vietnamese: NamedText, left: Name, right: Name, one: Name, other: Name
) -> bool:
    """Whether a name stands beside the one it describes: `Norway's Brandt`.

    Or before its description, in another order than in Vietnamese: `former British colony of
    Hong Kong`, `Hồng Kông, thuộc địa cũ của Anh`; `Alden's brother Joe`, `Joe, anh trai của
    Alden`.
    """
    gap = one.first - other.last
    between = english.text[left.end : right.start]
    if (
        right.kind in _GEOGRAPHY
        and vietnamese.text[other.end : one.start] == " "
        and _OFFICE_OF.search(between)
    ):
        return True  # "Duoc, secretary of Long An", "Bí thư Long An Nguyễn Văn Được"
    if left.kind in _GEOGRAPHY and _DESCRIPTION.fullmatch(between):
        if between.endswith((" of ", " named ", " called ")):
            return 0 < gap <= 7
        if _BELONGS.search(vietnamese.text[other.end : one.start]):
            return 0 < gap <= 5  # "the Dutch ship Tromp", "tàu Tromp của Hà Lan"
    elif between == " " and left.kind in _GEOGRAPHY and 0 < gap <= 2:
        return True  # "European Turkey"
    elif (
        (left.kind in _GEOGRAPHY) != (right.kind in _GEOGRAPHY)
        and right.first - left.last <= 2
        and 0 < gap <= 4
    ):
        # "Brandt of Norway", "Norway's Brandt"; not "Nam Dinh beat Hai Phong".
        there = vietnamese.text[other.end : one.start]
        return not re.fullmatch(r" [a-z]{3,} ", between) or bool(_LINKING.search(there))
    if not 0 < gap <= 12 or not _TITLE.fullmatch(between) or right.kind in _GEOGRAPHY:
        return False
    owned = between.startswith(("'", "’"))
    titled = re.fullmatch(r"(?: [a-z]+){2,} ", between) is not None
    if not (owned or titled or left.kind in _GEOGRAPHY):
        return False
    if _APPOSITION.match(vietnamese.text, other.end):
        return True
    return owned and _BELONGING.search(vietnamese.text[other.end : one.start]) is not None


def _is_part(left: Name, right: Name) -> bool:
    """Whether one name is a piece of the other: `Running Tours`, `Global Running Tours`."""
    words = [f" {_plain(name.text)} " for name in (left, right)]
    return words[0] in words[1] or words[1] in words[0]


# Between two names: what lets a good Vietnamese translation turn their order round.
_TURNING_VI = frozenset("của thuộc ở tại trong do bởi bị được từ với và hay hoặc so hơn là".split())


# Verbs between two names that the list of word pairs lacks.
_VERBS = {
    "told": "bảo nói kể yêu",
    "asked": "hỏi đề yêu nhờ",
    "beat": "thắng hạ",
    "accused": "cáo tố",
    "criticised": "chỉ",
    "sued": "kiện",
    "met": "gặp",
    "hired": "thuê tuyển",
    "fined": "phạt",
    "supported": "ủng",
    "overtook": "vượt",
    "followed": "theo",
    "paid": "trả",
    "owns": "sở",
    "bought": "mua",
    "congratulated": "chúc",
    "quoted": "dẫn",
    "succeeded": "kế",
    "threatened": "đe",
    "rejected": "bác",
    "welcomed": "hoan đón",
}


def _around_one_verb(
    english: NamedText, vietnamese: NamedText, left: Name, right: Name, one: Name, other: Name
) -> bool:
    """Whether two names stand round the same verb, each where the other should: `A beat B`."""
    between = english.words[left.last + 1 : right.first]
    there = vietnamese.words[other.last + 1 : one.first]
    return (
        0 < len(between) <= 3
        and 0 < len(there) <= 4
        and not _TURNING.search(english.text[left.end : right.start])
        and _TURNING_VI.isdisjoint(there)
        and not re.search(r"[^\w\s]", vietnamese.text[other.end : one.start])
        and (
            bool(link_words(between, there))
            or any(verb in there for word in between for verb in _VERBS.get(word, "").split())
        )
    )


_SPEAKS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r" (?:told|said|says|testified|admitted|argued|claimed|warned|denied)\b"),
    "vi": re.compile(
        r" (?:nói|khai|cho biết|cho hay|kể|khẳng định|thừa nhận|cảnh báo|phủ nhận|tố cáo)\b"
    ),
}


def _other_one_speaks(
    english: NamedText, vietnamese: NamedText, left: Name, right: Name, one: Name, other: Name
) -> bool:
    """Whether of two people the first says something in one text, the second in the other.

    Args:
        english: The English text.
        vietnamese: The Vietnamese text.
        left, right: The two names in the English text.
        one, other: The same in the Vietnamese text.
    """
    if {left.kind, right.kind} & _GEOGRAPHY:
        return False
    here, there = (
        [
            bool(_SPEAKS[text.lang].match(text.text, name.end))
            and not _OF.search(text.text[: name.start])
            for name in names
        ]
        for text, names in ((english, (left, right)), (vietnamese, (one, other)))
    )
    return sum(here) == sum(there) == 1 and here != there


def _other_one_receives(
    english: NamedText, vietnamese: NamedText, left: Name, right: Name, one: Name, other: Name
) -> bool:
    """Whether of two people or bodies one gets something in one text, the other in the other.

    `Arsenal sold him to Bayern`, `Bayern bán anh cho Arsenal`; the arguments are those of
    `_other_one_speaks`.
    """
    if {left.kind, right.kind} & _GEOGRAPHY:
        return False
    here = [english.text[: name.start].endswith(" to ") for name in (left, right)]
    there = [vietnamese.text[: name.start].endswith(" cho ") for name in (one, other)]
    return sum(here) == sum(there) == 1 and here != there


# Between two names, the later of which comes second in both languages.
_CONNECTORS = tuple(
    (re.compile(rf" (?:{english}) "), re.compile(rf",? (?:{vietnamese}) "))
    for english, vietnamese in (
        ("instead of|rather than", "thay vì|thay cho|hơn là|chứ không phải"),
        ("ahead of|in front of", "trước|xếp trên|đứng trên|đứng trước"),
        ("behind", "sau|xếp sau|đứng sau"),
        ("not|and not|but not", "chứ không phải|không phải|chứ không|mà không phải"),
    )
)


def _around_one_connector(
    english: NamedText, vietnamese: NamedText, left: Name, right: Name, one: Name, other: Name
) -> bool:
    """Whether two names stand round the same `instead of`, each where the other should."""
    between = english.text[left.end : right.start]
    there = vietnamese.text[other.end : one.start] if other.end < one.start else ""
    return any(
        here.fullmatch(between) is not None and found.fullmatch(there) is not None
        for here, found in _CONNECTORS
    )


_SPOKEN_BY = re.compile(r", (?:said|says|added|noted|stressed|explained|according to) (?:\w+ )?$")
# "Thắng Thái Lan 3-2, Việt Nam vô địch": the one who wins is named last.
_OPENS_WITH_VERB = re.compile(
    r"(?:(?:sau khi|trước khi|nhờ|khi|dù|do|vì|với việc)\s+)?(?:thắng|hạ|đánh bại|đả bại|vượt|"
    r"vượt qua|thua|hòa|gặp|tiếp|đón|mua|kiện|rời|gia nhập)\s+$",
    re.I,
)
_SPEAKS_VI = re.compile(r",? (?:nói|cho biết|cho hay|lưu ý|nhấn mạnh|giải thích|khẳng định)\b")


def _is_sound(
    english: NamedText, vietnamese: NamedText, left: Name, right: Name, one: Name, other: Name
) -> bool:
    """Whether the words beside two names say that they stand right, whatever their order."""
    agree, contradict = _directions(english, vietnamese, (left, right), (one, other))
    if agree or contradict:
        return agree > contradict
    if _SPOKEN_BY.search(english.text[: right.start]) and _SPEAKS_VI.match(
        vietnamese.text, other.end
    ):
        return True  # "…, said Dat": who speaks may stand first or last.
    if _OPENS_WITH_VERB.match(vietnamese.text[: other.start]):
        return "," in vietnamese.text[other.end : one.start]
    return _describes(english, vietnamese, left, right, one, other)


def _is_meant_by_capital(name: Name, english: NamedText, vietnamese: NamedText) -> bool:
    """Whether English speaks of a country by its capital, too, and Vietnamese does not."""
    country = name.name.en if isinstance(name.name, Term) else ""
    capitals = _CAPITALS.get(country, "").split()
    there = {other.name.en for other in vietnamese.names if isinstance(other.name, Term)}
    return any(
        capital in english.words and capital.capitalize() not in there for capital in capitals
    )


@lru_cache(maxsize=1024)
def swapped_names(first: NamedText, second: NamedText) -> tuple[str, str] | None:
    """The two names of `second` that seem to have changed places, None if none do.

    Args:
        first: A text.
        second: Its translation, or what it is a translation of.
    """
    if first.lang == second.lang:
        return None
    english, vietnamese = (first, second) if first.lang == "en" else (second, first)
    best: tuple[float, str, str] | None = None
    for left, right, one, other, values in pair_features(english, vietnamese):
        score = sum(w * value for w, value in zip(_WEIGHTS, values, strict=True))
        connected = _around_one_connector(english, vietnamese, left, right, one, other)
        if (
            connected
            or _around_one_verb(english, vietnamese, left, right, one, other)
            or _other_one_speaks(english, vietnamese, left, right, one, other)
            or _other_one_receives(english, vietnamese, left, right, one, other)
        ):
            score += _ONE_VERB
        if score > _THRESHOLD and (best is None or score > best[0]):
            # "its interior ministry" may stand anywhere.
            unnamed = left.text.islower() or right.text.islower()
            unnamed = unnamed or any(
                _is_meant_by_capital(name, english, vietnamese) for name in (left, right)
            )
            if (
                unnamed
                or _is_part(left, right)
                or (not connected and _is_sound(english, vietnamese, left, right, one, other))
            ):
                continue
            shown = (left, right) if second.lang == "en" else (one, other)
            best = score, shown[0].text, shown[1].text
    return best[1:] if best else None
