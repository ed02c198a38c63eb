"""`content/glossary.yml`: names and terms, their right form in each language, their variants."""

from __future__ import annotations

import re
import typing
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from generator import strict_yaml
from generator.errors import ContentError, Problem
from generator.model import LANGS, Lang, Term

_TOKEN = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?(?!\w)|[^\W_]+|[^\w\s]")
_DASHES = frozenset("-–‑/")
_KINDS = typing.get_args(typing.get_type_hints(Term)["kind"])
_LISTS = ("en_variants", "vi_variants", "en_avoid", "vi_avoid")
_KEYS = {"en", "vi", "kind", *_LISTS}

# One Vietnamese syllable, without tone marks: what tells `Tho` (Mỹ Tho) from `Trump`.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:uye|uya|uoi|uou|ieu|yeu|oai|oay|oeo|uay|uao|uyu|ie|ia|ye|ua|uo|ue|uy|ui|uu|oa|oe|oi|eo|"
    r"ai|ay|ao|au|eu|iu|[aeiouy])(?:ng|nh|ch|[cmnpt])?"
)
_TONES = {0x300, 0x301, 0x303, 0x309, 0x323, 0x302, 0x306, 0x31B}
# Where the tone mark stands in hoà/hòa and thuý/thúy is a matter of taste, not of meaning.
_OPEN_TONE = re.compile(r"(?:([oO])([àáảãạèéẻẽẹ])|([uU])([ỳýỷỹỵ]))$")

# The family names of nearly all Vietnamese.
FAMILY_NAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm trịnh "
    "mai đào hà cao lương tô tạ thái phùng kiều chu châu quách lưu trương tăng triệu".split()
)
# Those that are hardly ever anything else with a capital.
_SURELY_FAMILY_NAMES = FAMILY_NAMES - frozenset(
    "hoàng hồ dương lý lâm mai đào hà cao lương thái kiều châu tăng triệu".split()
)

# Country names of one syllable that open ordinary words at the head of a sentence.
_NOT_COUNTRY_BEFORE: dict[str, frozenset[str]] = {
    "mỹ": frozenset("phẩm thuật quan nhân học lệ nữ miều mãn vị nghệ nam".split()),
    "nhật": frozenset("báo ký trình thực nguyệt ký lệnh dụng".split()),
    "hàn": frozenset("gắn xì lâm điện the thử".split()),
    "pháp": frozenset("luật lệnh lý y chế nhân sư danh quyền thuật".split()),
    "đức": frozenset("tính tin hạnh độ phật giáo chúa mẹ thánh dục vua".split()),
    "ý": frozenset("kiến tưởng nghĩa định thức chí đồ nguyện tôi anh ông bà chúng này là".split()),
    "áo": frozenset(
        "dài phao khoác sơ thun len choàng giáp quần ấm mưa tắm bào phông vest".split()
    ),
    "bỉ": frozenset("ổi".split()),
    "nga": frozenset("mi".split()),
}
_LEADS_TO_NAME = frozenset(
    "tại ở phía từ do về với và cả nếu khi nước đến sang người theo bên của giữa cùng trước sau "
    "ngoài trong trên hai ba tới riêng dù nhưng còn như để mà vì hiện phe lính quân báo chính rời "
    "cho đối đồng cựu quốc việc hàng các nhiều một những".split()
)
# Before a given name that is also a country: "bà Nga", "ông Đức".
_ADDRESS = frozenset("ông bà anh chị cô chú bác em cháu cậu thầy ngài".split())
# English names of countries that are Vietnamese names too (`Ngoc Thai Son`), and what follows
# them in names of Vietnamese places.
_VIETNAMESE_TOO = frozenset({"thai", "lao"})
_AFTER_IN_PLACES = frozenset(
    "binh nguyen cai dong ha son bao chai thuy hoa thinh hung phien hoc".split()
)


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A glossary term found in a text: `text[start:end]` is one of its forms."""

    term: Term
    start: int
    end: int


class _Token(NamedTuple):
    text: str
    key: str
    start: int
    end: int
    dash: bool
    near: bool


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[_Token, ...]
    term: Term
    compound: bool


@lru_cache(maxsize=1 << 17)
def _key(word: str) -> str:
    """How a word is compared: without case, dots or differences of tone placement."""
    word = word.replace(".", "") or word
    return _OPEN_TONE.sub(_move_tone, word).casefold()


def _move_tone(match: re.Match[str]) -> str:
    first, second = (match[1], match[2]) if match[1] else (match[3], match[4])
    parts = unicodedata.normalize("NFD", second)
    return unicodedata.normalize("NFC", first + parts[1:]) + parts[0]


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    dash = False
    end = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word in _DASHES:
            dash = True
            continue
        near = not dash and text[end : match.start()].isspace()
        found.append(_Token(word, _key(word), match.start(), match.end(), dash, near))
        dash, end = False, match.end()
    return found


def without_marks(text: str) -> str:
    """Letters without accents and Vietnamese marks: `Đắk Lắk`, `Dak Lak`."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(maxsize=1 << 16)
def is_vietnamese_syllable(word: str) -> bool:
    """Whether a word is spelt as one Vietnamese syllable may be, with or without its marks."""
    folded = "".join(
        char for char in unicodedata.normalize("NFD", word.casefold()) if ord(char) not in _TONES
    )
    return _SYLLABLE.fullmatch(folded) is not None


class Glossary:
    """Finds terms in text, longest form first, in either language.

    A form matches whole words only; hyphens and the place of a tone mark do not count, so
    `Kim Kwan Jin` is `Kim Kwan-jin`. Names must match in the case of their initials (a
    lower-case "trump" is no president), abbreviations in full; terms and offices match in any
    case and, in English, in the plural. A Vietnamese country name of one syllable is not taken
    where it is part of another name (`Mỹ` in `Mỹ Tho`).
    """

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.terms = tuple(terms)
        # By the first two words of a form, of which most sentences have few; "" after a single one.
        self._index: dict[Lang, dict[tuple[str, str], list[_Form]]] = {}
        for lang in LANGS:
            by_start: dict[tuple[str, str], list[_Form]] = {}
            for term in self.terms:
                forms = [(form, False) for form in term.forms(lang)]
                forms += [(form, True) for form in term.compound_forms(lang)]
                for text, compound in forms:
                    words = tuple(_tokens(unicodedata.normalize("NFC", text)))
                    if not words:
                        continue
                    form = _Form(words, term, compound)
                    start = [word.key for word in words[:2]]
                    ends = [start[-1]]
                    if lang == "en" and len(words) < 3 and term.kind in ("term", "office"):
                        ends += _plurals(start[-1])
                    for end in ends:
                        key = (end, "") if len(words) == 1 else (start[0], end)
                        by_start.setdefault(key, []).append(form)
            for entries in by_start.values():
                entries.sort(key=lambda form: -len(form.words))
            self._index[lang] = by_start
        self._longest = {
            lang: max((len(form.words) for forms in by_start.values() for form in forms), default=0)
            for lang, by_start in self._index.items()
        }

    def _starting(self, tokens: list[_Token], at: int, lang: Lang) -> Iterator[_Form]:
        """Forms that may begin at token `at`, the longest first."""
        index, first = self._index[lang], tokens[at].key
        if at + 1 < len(tokens):
            yield from index.get((first, tokens[at + 1].key), ())
        yield from index.get((first, ""), ())

    def term_of(self, text: str, lang: Lang) -> Term | None:
        """The term that `text` (NFC, without spaces around it) is a form of as a whole."""
        if len(text.split()) > self._longest[lang]:
            return None  # a sentence, which need not be searched
        match = next(iter(self.find(text, lang)), None)
        whole = match is not None and (match.start, match.end) == (0, len(text))
        return match.term if match is not None and whole else None

    def find(self, text: str, lang: Lang) -> tuple[TermMatch, ...]:
        """Every term in `text` (NFC), from left to right, without overlaps."""
        if not self._index[lang]:
            return ()
        tokens = _tokens(text)
        found: list[TermMatch] = []
        position = 0
        while position < len(tokens):
            form = self._at(tokens, position, lang, found[-1].end if found else -1)
            if form is None:
                position += 1
                continue
            last = tokens[position + len(form.words) - 1]
            found.append(TermMatch(form.term, tokens[position].start, last.end))
            position += len(form.words)
        return tuple(found)

    def _at(self, tokens: list[_Token], at: int, lang: Lang, matched: int) -> _Form | None:
        """The longest form that begins at token `at`; `matched` is where the last match ends."""
        for form in self._starting(tokens, at, lang):
            window = tokens[at : at + len(form.words)]
            if (
                len(window) == len(form.words)
                and _same(form, window, lang)
                and (not form.compound or _in_compound(tokens, at, len(window)))
                and not self._inside_other_name(form, tokens, at, lang, matched)
                and not _inside_vietnamese_name(form, tokens, at, lang)
                and not _inside_persons_name(form, tokens, at, lang, matched)
                and not self._cuts_country(form, tokens, at + len(window) - 1, lang)
            ):
                return form
        return None

    def _cuts_country(self, form: _Form, tokens: list[_Token], last: int, lang: Lang) -> bool:
        """Whether a country name ends inside another: `Nam Hàn` in `miền Nam Hàn Quốc`."""
        if lang != "vi" or form.term.kind != "country" or len(form.words) < 2:
            return False
        return any(
            len(other.words) > 1
            and other.term.kind == "country"
            and _same(other, tokens[last : last + len(other.words)], lang)
            for other in self._starting(tokens, last, lang)
        )

    def _inside_other_name(
        self, form: _Form, tokens: list[_Token], at: int, lang: Lang, matched: int
    ) -> bool:
        """Whether a country name of one Vietnamese syllable is a piece of something else here."""
        token = tokens[at]
        if (
            lang != "vi"
            or form.term.kind != "country"
            or len(form.words) > 1
            or not is_vietnamese_syllable(token.text)
        ):
            return False
        before = tokens[at - 1] if at and token.near else None
        after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].near else None
        opens = at == 0 or tokens[at - 1].key in '."“”:!?…'
        joined = at + 1 < len(tokens) and tokens[at + 1].dash
        man = at > 1 and tokens[at - 2].key == "đàn"  # "đàn ông Anh" is no Mr Anh
        if before is not None and before.key in _ADDRESS and not joined and not man:
            return True
        if after is not None and after.text != "The":
            if after.key in _NOT_COUNTRY_BEFORE.get(token.key, ()):
                return True
            if _is_capital_syllable(after):
                return not any(
                    _same(f, tokens[at + 1 : at + 1 + len(f.words)], lang)
                    for f in self._starting(tokens, at + 1, lang)
                    if f.term.kind != "country" or len(f.words) > 1
                )
        if opens and token.key == "anh":
            # "Anh" opening a sentence is nearly always the pronoun.
            return not (at + 1 < len(tokens) and (tokens[at + 1].dash or tokens[at + 1].key == ","))
        if before is None or not _is_capital_syllable(before) or before.end == matched:
            return False
        before_opens = at == 1 or tokens[at - 2].key in '."“”:!?…'
        return not (before_opens and before.key in _LEADS_TO_NAME)


def _inside_vietnamese_name(form: _Form, tokens: list[_Token], at: int, lang: Lang) -> bool:
    """Whether what would be a country is part of a Vietnamese name in English text."""
    if lang != "en" or len(form.words) > 1 or tokens[at].key not in _VIETNAMESE_TOO:
        return False
    before = tokens[at - 1] if at and tokens[at].near else None
    after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].near else None
    if after is not None and after.key in _AFTER_IN_PLACES and after.text[0].isupper():
        return True
    return (
        before is not None
        and _is_capital_syllable(before)
        and before.key not in ("the", "a", "in", "on", "to")
    )


def _inside_persons_name(
    form: _Form, tokens: list[_Token], at: int, lang: Lang, matched: int
) -> bool:
    """Whether a name is a given name: `Nguyễn Hải Nam` no Hainan, `Lê Thành Long` no star."""
    if lang != "vi" or form.term.kind not in ("place", "country", "person"):
        return False
    if not all(is_vietnamese_syllable(token.text) for token in tokens[at : at + len(form.words)]):
        return False
    while at > 0 and tokens[at].near and tokens[at - 1].end > matched:
        at -= 1
        if not _is_capital_syllable(tokens[at]):
            return False
        if tokens[at].key in _SURELY_FAMILY_NAMES:
            # "Đoàn Việt Nam" is the delegation of Vietnam.
            return not (tokens[at].key == "đoàn" and form.term.kind == "country")
    return False


def _is_capital_syllable(token: _Token) -> bool:
    return (
        token.text[0].isupper()
        and not (token.text.isupper() and len(token.text) > 1)
        and is_vietnamese_syllable(token.text)
    )


def _in_compound(tokens: list[_Token], at: int, length: int) -> bool:
    after = tokens[at + length] if at + length < len(tokens) else None
    return (at > 0 and tokens[at].dash and tokens[at - 1].text[:1].isupper()) or (
        after is not None and after.dash and after.text[:1].isupper()
    )


def _plurals(word: str) -> tuple[str, ...]:
    if word.endswith("y"):
        return (word + "s", word[:-1] + "ies")
    if word.endswith("man"):
        return (word[:-3] + "men",)
    return (word + "s", word + "es")


def _same(form: _Form, window: list[_Token], lang: Lang) -> bool:
    if len(form.words) != len(window):
        return False
    free_case = form.term.kind in ("term", "office")
    last = len(window) - 1
    for index, (word, token) in enumerate(zip(form.words, window, strict=True)):
        if word.key != token.key and not (
            free_case and lang == "en" and index == last and token.key in _plurals(word.key)
        ):
            return False
        if word.text.isupper() and len(word.key) > 1 and not token.text[:2].isupper():
            return False
        # Vietnamese names of places and bodies are often written `Nhà trắng`, `Hàn quốc`.
        loose = free_case or (lang == "vi" and index > 0 and form.term.kind != "person")
        if not loose and word.text[0].isupper() and token.text[0].islower() and not token.dash:
            return False
    return True


def read_glossary(content: Path) -> Glossary:
    """Read `glossary.yml` in the content folder; an empty glossary when there is none.

    Raises:
        ContentError: Every wrong entry, with its line.
    """
    path = content / "glossary.yml"
    document = strict_yaml.read(path)
    if document is None:
        return Glossary()
    problems: list[Problem] = []
    if not isinstance(document.data or [], list):
        raise ContentError(Problem("must be a list", "write one `- en: … ` entry a term", path, 1))
    terms: list[Term] = []
    owners: dict[tuple[Lang, str], int] = {}
    for index, entry in enumerate(document.data or []):
        term = _term(entry, index, document, path, problems)
        if term is None:
            continue
        terms.append(term)
        for lang in LANGS:
            for form in dict.fromkeys((*term.forms(lang), *term.compound_forms(lang))):
                owner = owners.setdefault((lang, form), document.line(index))
                if owner != document.line(index):
                    problems.append(
                        Problem(
                            f"'{form}' already belongs to the entry on line {owner}",
                            "keep it in one of the two, or write a longer form there",
                            path,
                            document.line(index),
                        )
                    )
    if problems:
        raise ContentError(problems)
    return Glossary(terms)


def _term(
    entry: object,
    index: int,
    document: strict_yaml.Document,
    path: Path,
    problems: list[Problem],
) -> Term | None:
    before = len(problems)

    def wrong(what: str, remedy: str, *at: str | int) -> None:
        problems.append(Problem(what, remedy, path, document.line(index, *at)))

    if not isinstance(entry, dict):
        wrong("an entry must be a mapping", "write `en:`, `vi:` and `kind:`")
        return None
    for key in sorted(set(entry) - _KEYS):
        wrong(f"unknown key '{key}'", f"known: {', '.join(sorted(_KEYS))}", key)
    for key in ("en", "vi"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            wrong(f"an entry needs '{key}'", f"add `{key}: …`", key)
    if entry.get("kind") not in _KINDS:
        wrong(f"kind is '{entry.get('kind')}'", f"write one of: {', '.join(_KINDS)}", "kind")
    for key in _LISTS:
        forms = entry.get(key) or []
        if not isinstance(forms, list):
            wrong(f"'{key}' must be a list", f"write `{key}: [one, two]`", key)
        elif not all(isinstance(form, str) and form.strip(" -") for form in forms):
            wrong(f"'{key}' must hold texts that are not empty", "remove the empty one", key)
    if len(problems) > before:
        return None
    lists = {key: tuple(form.strip() for form in entry.get(key) or []) for key in _LISTS}
    return Term(entry["en"].strip(), entry["vi"].strip(), entry["kind"], **lists)
