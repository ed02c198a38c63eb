"""Negations of two texts in different languages, set against each other.

`không` answers for `not` and the other way round; many English words answer for a Vietnamese
negation without being one (`unable`, `fail`, `free of`), few Vietnamese words for an English one:
in 36,607 Vietnamese news sentences without any negation, 151 English originals had one, and most
of those were mistranslated. An answer has to stand among the translations of the words that the
negation stands among. How much that counts, and how readily each kind of word answers for each
other, was fitted on sound translations and on the same with a negation dropped
(`benchmarks/fit_negation.py`).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Lang
from generator.word_links import REACH, link_words

# Words that only look like a negation: the air, the air force, a question, a small number.
_NO_NEGATION: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"\bkhông (?:quân|lực|khí|phận|tặc|người lái|xương sống|bướu|"
        r"gian(?! (?:lận|dối|nan|khổ))|"
        r"trung(?! (?:thực|thành|lập))|chiến(?! (?:đấu|thắng|tranh|bại))|"
        r"kích(?! (?:hoạt|động|thích))|vận(?! (?:hành|động|chuyển|dụng))|"
        r"lưu(?! (?:trữ|giữ|ý|lại|hành|thông|tâm|động))|"
        r"đối (?:không|đất|hải))\b|"
        r"(?<!ngân )(?<!khách )(?<!cửa )(?<!nhà )(?<!mặt )(?<!bán )(?<!đơn )\bhàng không\b|"
        r"(?<!căn )(?<!văn )(?<!gian )(?<!dự )\bphòng không\b(?! (?:có|phải|được|bị|thể|còn|hề)\b)|"
        r"\b(?:(?:bằng|qua|theo|đổ bộ|vận tải) đường|con số|trên|lên|tầm|thinh|chân|hư|đất đối|"
        r"không đối) không\b"
        r"(?! (?:có|phải|được|bị|thể|còn|hề)\b)|\bcó một không hai\b|"
        r"(?<=chiên )không dầu\b|"
        r"\bchả (?:cá|giò|lụa|mực|nem|rươi|quế|tôm|cua|ốc)\b|\b(?:bún|giò|nem) chả\b|"
        r"(?<=\w )(?:không|chưa)(?=\s(?:ạ|thưa|hả|nhỉ|vậy|thế|bởi)\b)|\bkhông thôi\b|"
        r"\b(?:hay|phải) (?:không|chưa)\b(?! (?:có|phải|được|bị|thể)\b)|"
        r"\b(?:liệu|có|còn|được)\b[^.,;:?!]{0,60} không(?=\s*[?,;”\"]|\s+(?:và|lại|của|vẫn)\b)|"
        r"\bgiờ chưa\b|\bchưa hết(?=,)|\bchưa (?:đầy(?! đủ)|kể)\b|\bkhông biết\b(?=.*\?)|"
        r"\bchưa (?:tới|đến)(?= (?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nửa|vài)\b)|"
        r"\bchẳng hạn\b|(?<=\d[-–])không\b|(?<=[-–] )không(?= phút\b)",
        re.I,
    ),
    "en": re.compile(
        r"\b(?:[Nn]o|NO)\.\s?\d|\bwhy not\b|\bor not\b|\bnot to mention\b|\b[Nn]o matter\b|"
        r"\b(?:late|now) (?:than|or) never\b"
    ),
}
# Negations that good translations leave out as often as not: they ask for no answer, but give one.
_WEAK: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"\bkhông (?:chỉ(?! (?:ra|rõ|định|đạo|huy|tên|trích)\b)|những|ít|dây|ngừng|ngớt|"
        r"thua|kém|thể không|phải(?: là)? không có|thể tránh|thể chối cãi|thể thiếu|lâu|"
        r"bao lâu|quá|dưới|chính thức|chính thống|đổi|nguôi|không|nghi ngờ|nhỏ|"
        r"thể bỏ qua|khác gì|giống|phân biệt|đáng kể|ổn định|ổn|đồng đều|theo toa|chuyên|tưởng|"
        r"thống nhất|khoan nhượng|giới hạn|đúng sự thật|có thật|có thực)\b|"
        r"(?<=\w )(?:không|chưa)(?=\s*[?.!:;,…”\")]|\s*$)|"
        r"(?<=ngăn )không\b|\bchưa từng (?:có|thấy)\b|\bkhông qua khỏi\b|"
        r"\bchẳng (?:bao lâu|mấy chốc)\b|\bbặt vô âm tín\b|\bbiệt tăm\b|\b(?:xuất|khai|kê) khống\b",
        re.I,
    ),
    "en": re.compile(
        r"\bnot (?:only|just|merely|simply|least|solely)\b|\bno (?:doubt|wonder)\b|"
        r"(?:\bnot?|n['’]t) (?:more|less|fewer|smaller|larger|later|earlier|greater|lower|higher|"
        r"older|younger) than\b|\bnothing but\b|\bnone other\b|\bnot even\b|\bif not\b|"
        r"\b(?:not|n['’]t) (?:to )?be (?:named|identified)\b|"
        r"\b(?:not|n['’]t) (?:\w+ ){0,6}until\b|\bnor\b|\bnot? so much\b|\bcannot but\b|"
        r"\b(?-i:Is|Are|Was|Were|Do|Does|Did|Ca|Could|Wo|Would|Should|Have|Has)n['’]t\b|"
        r"(?<=\w )(?-i:No|(?:Not|Never|Nowhere|Without)(?! [a-z]))\b|"
        r"\bwithout (?:power|electricity|(?:running |clean )?water|supply|a home|homes)\b",
        re.I,
    ),
}
# Clear negations: one less on the other side reverses the sentence or a part of it.
_CLEAR: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r"\b(?:không|chưa|chẳng|chả|đừng)\b", re.I),
    "en": re.compile(
        r"\b(?:not|no(?!-)|never|none|nobody|nothing|nowhere|neither|cannot|without)\b|n['’]t\b",
        re.I,
    ),
}
# "không … cũng không", "neither … nor": one negation said twice.
_SAID_AGAIN: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r"\b(?:cũng|lẫn|và|hay|hoặc) (?:không|chưa|chẳng)\b", re.I),
    "en": re.compile(r"\b(?:nor|or|and) (?:no|not|never|without)\b|\bneither\b", re.I),
}
_PREFIXED = (
    r"(?!un(?:der|til|ion|it|iv|iq|cles?\b|if|veil|anim|fold|furl|lock|cover|earth|load|wind|pack|"
    r"wrap|leash|ravel|plug|esco|icef|ilev|hcr|fccc|clos|crew|mann|do\b|doing|did))un[a-z]{3,}|"
    r"non-?[a-z]{3,}|non-\w+|im(?:possib|matur|mobil|perfect|proper|balanc|partial|prob|moral|polite)[a-z]*|"
    r"in(?:ab|accessib|accura|activ|adequa|appropriat|capab|complet|compat|consisten|convenien|"
    r"correct|curab|dispens|edib|effectiv|efficien|eligib|escap|evitab|experience|fertil|flexib|"
    r"formal|frequen|hospit|human|secur|sensitiv|stab|suffic|toler|valid|visib|voluntar|adverten|"
    r"admissib|justic|animate|decis|direct|discrimin|explic|imita)[a-z]*|"
    r"il(?:legal|literate|licit|logical|legitim)[a-z]*|ir(?:regular|relevant|responsib|reversib|"
    r"recover|ration)[a-z]*|dis(?:hono|harmon|pleas|trust|content|belie|advantag|qualif|like|agree|"
    r"approv|allow|appear|obey|obedien|satisf|respect|regard|continu|connect|abled|abilit|miss|"
    r"card|unit|cret|cour|crep|inter|propor|hones|integr|loyal|order|prov|suad)[a-z]*|infidel[a-z]*|"
    r"(?:in|im|ir|il)[a-z]{3,}[ai]bl[ey]|(?:in|im|ir)[a-z]{3,}[ai]bility|substandard|underage|"
    r"asymptomatic|atypical|[a-z]{3,}less(?:ly|ness)?"
)
# Words that carry a negation in themselves and may answer for one.
_NEGATIVE_EN = re.compile(
    rf"\b(?:{_PREFIXED}|(?:lack|fail|refus|reject|refut|disown|disarm|dismiss|declin|prohibit|forbid|forbad|prevent|"
    r"exempt|absen|neglect|ignor|doubt|exclud|omi(?:t|ss)|depriv|abstain|refrain|reluctan|"
    r"hesitat|oppos|void|abort|deficien|desolat|den(?:y|ied|ies|ial))\w*|"
    r"(?:no-[a-z]+|ban(?:s|ned|ning)?|empty|zero|nil|short|yet to|nor|minus|unless|otherwise|"
    r"except|"
    r"hardly|barely|scarcely|rarely|seldom|rather than|instead of|far from|apart from|"
    r"(?:warn|advis|caution|recommend|decid|vot)\w* (?:\w+ ){0,4}against|aside from|other than|"
    r"out of|away from|free (?:of|from)|devoid|rul\w+ out|"
    r"ke(?:ep|pt)\w* \w+ from|too \w+ to|contrary|\w+-free|sans fronti[eè]res)\b)",
    re.I,
)
# Words that only answer for a negation where nothing better does.
_NEARBY_EN = re.compile(
    r"\b(?:(?:skip|avoid|cease|halt|cancel|remain|vary|differ|challeng|contest|resist|wast|mis(?!s)|"
    r"illegal|unlawful|constant|pain|fear|virtual|slight|adverse|defect|vacant|block|stead|clean|"
    r"los[es]|fiction|stop)\w*|undercooked|unripe|before any|(?:less|missing|bad|badly|poor|worse|"
    r"worst|only|free|regardless|"
    r"pending|false|slim|"
    r"still stand(?:s|ing)?|off|died|gone|withdr\w+|"
    r"distanc\w+|conceal\w*|secretly|broke down|fine|fully|quiet|few|fewer|"
    r"little|limited|micro\w*gravity)\b)",
    re.I,
)
# English words whose Vietnamese is nearly always a negation or a word with a negative sense.
_NEARLY_ALWAYS = re.compile(
    r"\b(?![Uu]n(?:der|til|ion|it|iv|iq|cles?\b|if|veil|anim|fold|furl|lock|cover|earth|load|wind|pack|"
    r"wrap|tie|block|do|aided|leash|ravel|plug|employ|less|command|equiv|ambig|box|rest|ilev|"
    r"cann|comm|mann|crew|decid|fortun|condition|touch|expect|announc|paralle|"
    r"ic(?:orn|ycl|am)|ilat|ipol|ilin|roof|requit))"
    r"[Uu]n[a-z]{4,}\b|\b[Nn]on-?(?!etheless|sens|chalan)[a-z]{3,}|\b[Ii]mpossible|\basymptomatic|\b[Uu]nlike\b|"
    r"\bfail(?:s|ed|ing|ure)? to\b|"
    r"\bin(?:ab|capab|correct|suffic|visib|complet|consist|accura|adequa|appropr|experience|compat)"
    r"[a-z]*|\bdisagree[a-z]*|(?<!no proof )\byet to (?!come)|"
    r"\bill(?:egal|icit|iterate|ogic|egitim)[a-z]*|\birre(?:gular|levan|spons|vers)[a-z]*|"
    r"\bimp(?:roper|erfect)[a-z]*"
)
# Vietnamese words that say what an English negative word says, and may answer for a negation.
_DENIAL_VI = re.compile(
    r"\b(?:vô (?!cùng|địch|tuyến|số)|bất (?!ngờ|k[ỳì]|cứ|kể)|phi (?!công|cơ|đội|hành)|"
    r"(?:thiếu|giữ nguyên|từ chối|phủ nhận|cấm|ngăn|miễn|trừ|trái (?!đất|tim|cây)|vắng|hết|"
    r"bác bỏ)\b)",
    re.I,
)
_NEGATIVE_VI = re.compile(
    r"\b(?:(?<!chủng )ngừa|phòng (?:ngừa|chống|tránh)|tránh|hiếm|ít|khó|xa (?:lạ|rời|cách)|lạ|mất|"
    r"ngừng|ngưng|dừng|thất bại|hủy|giấu|ẩn|kém|sai|chống|phản đối|bỏ|hơn là|thay vì|khỏi|lậu|thôi|"
    r"(?:lâm|cát|vàng|khoáng) tặc|mãi|đâu|vi hiến|nặng lãi|mù chữ|lô đề|đánh đề|đổ trộm|"
    r"ngoài (?:giá thú|công lập)|bất tín nhiệm|hạ sĩ quan|tiểu ngạch|dở dang|dang dở|"
    r"(?:tìm thấy|trở về|về nhà|ra ngoài) an toàn|đòi (?:nợ )?lương|"
    r"lao động phổ thông|thực phẩm bẩn|lành mang trùng|thoát (?:nạn|ra|thân) an toàn|vô sự|"
    r"bình an|nghỉ (?:diễn|làm|học|việc|thi đấu)|còn nợ|nợ (?:lương|thuế|tiền)|"
    r"khác (?:với|hẳn|biệt)|có hại|phạm pháp|đột xuất|vượt tầm|"
    r"ngoài (?:trừ|tầm|vòng|sức))\b",
    re.I,
)
_HINT_VI = re.compile(
    r"\b(?:vô|bất|phi|ngoài|bác|thất|trái|trống|rỗng|lỡ|quên|trắng|dở|tệ|"
    r"hỏng|gỡ|rời|ly|lẻ|mồ côi|mù|chui|nặc danh|xấu|rối|tự do|đơn phương|thoát|tách|cô|độc lập|đầy|"
    r"vĩnh|bí mật|thưa|trung lập|điên|mơ hồ|tạm|rủi|tuyệt|tiêu cực|nghi|trần|thô|trượt|thua|"
    r"hụt|chìm|bế tắc|suýt|chứ|sắp|vi phạm|phạm|hại)\b",
    re.I,
)

# Kinds of signs. Both languages: C a clear negation, W a weak one. English: D a clear one that
# belongs to a noun (`no`), H a word that nearly always becomes a negation, M another negative
# word, N a word near it. Vietnamese: V a denial, T a negative word, U a hint of one.
_DETERMINERS = frozenset("no none nobody nothing nowhere neither".split())
_REQUIRED = frozenset("CDH")

# How readily an English sign (first letter) and a Vietnamese one answer for each other: what is
# left of it, less what their places take away, has to be above 0.
_READINESS = {
    **{"CC": 2.1, "CW": 1.4, "CV": 0.1, "CT": -0.1, "CU": 0.0},
    **{"DC": 1.7, "DW": 1.5, "DV": 0.4, "DT": 0.3, "DU": 0.0},
    **{"HC": 2.0, "HW": 1.4, "HV": 1.6, "HT": 1.3, "HU": 0.3},
    **{"MC": 1.3, "MW": 0.5, "MV": 1.5, "MT": 1.4, "MU": 0.5},
    **{"NC": 0.9, "NW": 0.2, "NV": 0.6, "NT": 1.6, "NU": 0.9},
    **{"WC": 1.7, "WW": 1.2, "WV": 0.4, "WT": 0.7, "WU": 0.5},
}
# Weights of the share of the surroundings that two signs have in common, seen from the English
# and from the Vietnamese one, and of how far apart they stand in their sentences.
_FIT_EN, _FIT_VI, _APART, _SMOOTH = 0.7, 0.9, 1.05, 0.6
# Longer texts are no sentences, and comparing all their words would take minutes.
_LONGEST = 4000
_NEARNESS = [math.exp(-distance / 4) for distance in range(2 * REACH)]
_WORD = re.compile(r"[^\W_]+")
_WITHOUT_PREFIX = re.compile(r"(?:un|non|in|im|dis|il|ir)([a-z]{4,})$")
_UNLINKED = frozenset("không chưa chẳng chả đừng not no never none without cannot".split())
"""Negations are what is looked for: they bear no witness."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that denies or may answer for one that does.

    Attributes:
        kind: One of the letters above.
        text: The word as it stands.
        word: Index of the word it begins with.
        place: Where it stands: 0 at the start of its text, 1 at the end.
    """

    kind: str
    text: str
    word: int
    place: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An English and a Vietnamese sign that may answer for each other.

    Attributes:
        english: Index of the English sign.
        vietnamese: Index of the Vietnamese sign.
        kinds: Their two kinds.
        fits: What their surroundings have in common; the most that any place in the Vietnamese
            text has in common with the English sign's surroundings; the same the other way round.
        apart: How far apart they stand, as a share of the texts.
    """

    english: int
    vietnamese: int
    kinds: str
    fits: tuple[float, float, float]
    apart: float


@dataclass(frozen=True, slots=True)
class Negations:
    """The signs of an English and a Vietnamese text and how they may answer for each other.

    Attributes:
        english: The English signs.
        vietnamese: The Vietnamese signs.
        answers: Each two that may answer for each other.
        scale: How much their places count: less in a short sentence, where everything is near.
    """

    english: tuple[Sign, ...]
    vietnamese: tuple[Sign, ...]
    answers: tuple[Answer, ...]
    scale: float


def negations(text: str, lang: Lang) -> list[str]:
    """The clear negations of a text: `không`, `n't`; none of those that only look like one."""
    return [sign.text for sign in _signs(text, lang) if sign.kind in "CD"]


def _signs(text: str, lang: Lang) -> tuple[Sign, ...]:
    def blank(match: re.Match[str]) -> str:
        return " " * len(match.group())

    starts = [match.start() for match in _WORD.finditer(text)]
    size = max(1, len(text))
    found: list[Sign] = []
    taken: set[int] = set()

    def add(kind: str, matches: Iterable[re.Match[str]]) -> None:
        for match in matches:
            if match.start() not in taken:
                taken.add(match.start())
                word = max(0, bisect_right(starts, match.start()) - 1)
                found.append(Sign(kind, match.group(), word, match.start() / size))

    text = _NO_NEGATION[lang].sub(blank, text)
    add("W", _WEAK[lang].finditer(text))
    text = _WEAK[lang].sub(blank, text)
    clear = list(_CLEAR[lang].finditer(text))
    again = len(_SAID_AGAIN[lang].findall(text))
    kept = max(1, len(clear) - again)
    add("W", clear[kept:])
    for match in clear[:kept]:
        add("D" if match.group().lower() in _DETERMINERS else "C", (match,))
    if lang == "en":
        always = [m for m in _NEARLY_ALWAYS.finditer(text) if not _is_in_name(m)]
        add("H", always)
        covered = {i for match in always for i in range(*match.span())}
        add("M", (m for m in _NEGATIVE_EN.finditer(text) if covered.isdisjoint(range(*m.span()))))
        add("N", _NEARBY_EN.finditer(text))
    else:
        for kind, pattern in (("V", _DENIAL_VI), ("T", _NEGATIVE_VI), ("U", _HINT_VI)):
            add(kind, pattern.finditer(text))
    return tuple(found)


def _is_in_name(match: re.Match[str]) -> bool:
    """Whether a word within a sentence has a capital: `Nonthaburi`, `Infidel Books`."""
    before = match.string[: match.start()].rstrip(" \"“‘'(")
    return match.group()[0].isupper() and before != "" and before[-1] not in ".!?:…"


def _links(english: Sequence[str], vietnamese: Sequence[str]) -> list[tuple[int, int, float]]:
    """Words that stand for each other; `unhappy` also stands for what `happy` does."""
    stems = [_WITHOUT_PREFIX.sub(r"\1", word) for word in english]
    found = link_words(english, vietnamese)
    if stems != list(english):
        for place, weight in link_words(stems, vietnamese).items():
            found.setdefault(place, weight)
    at = {word: i for i, word in enumerate(english) if len(word) > 3}
    for j, word in enumerate(vietnamese):
        if word in at:
            found[at[word], j] = 1.0
    return [
        (i, j, weight)
        for (i, j), weight in found.items()
        if english[i] not in _UNLINKED and vietnamese[j] not in _UNLINKED
    ]


def _share(weight: float, right: int, right_there: int) -> float:
    """What a link adds that stands so many words to the right of two words, the nearer the more."""
    distance = max(abs(right) - 1, 0) + max(abs(right_there) - 1, 0)
    same_side = (right >= 0) == (right_there >= 0)
    return weight * _NEARNESS[distance] * (1.0 if same_side else 0.5)


def _fit(links: Sequence[tuple[int, int, float]], i: int, j: int) -> float:
    """How much of what stands around word i stands around word j."""
    return sum(
        _share(weight, a - i, b - j)
        for a, b, weight in links
        if abs(a - i) <= REACH and abs(b - j) <= REACH
    )


def _best_fit(links: Sequence[tuple[int, int, float]], i: int, linked: Iterable[int]) -> float:
    """How much of what stands around word i stands around any one linked word or beside it.

    Only what stands within `REACH` of i is looked at.
    """
    fits = dict.fromkeys((max(0, j + step) for j in linked for step in (-1, 0, 1)), 0.0)
    for a, b, weight in links:
        if abs(a - i) > REACH:
            continue
        for j in range(b - REACH, b + REACH + 1):
            if j in fits:
                fits[j] += _share(weight, a - i, b - j)
    return max(fits.values(), default=0.0)


def compare_negations(english: str, vietnamese: str) -> Negations | None:
    """Every sign of two texts with how it fits those of the other, None if none asks for another.

    Args:
        english: A text in English.
        vietnamese: A text in Vietnamese that should say the same.
    """
    if not any(
        pattern.search(text)
        for pattern, text in (
            (_CLEAR["en"], english),
            (_NEARLY_ALWAYS, english),
            (_CLEAR["vi"], vietnamese),
        )
    ):
        return None
    here, there = _signs(english, "en"), _signs(vietnamese, "vi")
    if not any(sign.kind in _REQUIRED for sign in (*here, *there)):
        return None
    words, words_there = (
        [match.group().casefold() for match in _WORD.finditer(text)]
        for text in (english, vietnamese)
    )
    links = _links(words, words_there)
    back = [(j, i, weight) for i, j, weight in links]
    rows, columns = {i for i, _, _ in links}, {j for _, j, _ in links}
    best = [_best_fit(links, sign.word, columns) for sign in here]
    best_there = [_best_fit(back, sign.word, rows) for sign in there]
    answers = tuple(
        Answer(
            x,
            y,
            sign.kind + other.kind,
            (_fit(links, sign.word, other.word), best[x], best_there[y]),
            abs(sign.place - other.place),
        )
        for x, sign in enumerate(here)
        for y, other in enumerate(there)
        if sign.kind + other.kind in _READINESS
    )
    scale = min(1.0, 0.5 + max(len(english), len(vietnamese)) / 240)
    return Negations(here, there, answers, scale)


def unanswered(
    both: Negations,
    readiness: Mapping[str, float] = _READINESS,
    weights: tuple[float, float, float, float] = (_FIT_EN, _FIT_VI, _APART, _SMOOTH),
) -> tuple[Lang, str] | None:
    """The first negation that is left when the signs that answer best are paired off.

    Args:
        both: The signs of two texts.
        readiness: How readily each two kinds answer for each other.
        weights: Those of the two fits, of the distance, and what is added to each fit.
    """
    from_english, from_vietnamese, apart, smooth = weights
    scored: list[tuple[float, int, int]] = []
    for answer in both.answers:
        fit, best, best_there = answer.fits
        misfit = (
            from_english * math.log((best + smooth) / (fit + smooth))
            + from_vietnamese * math.log((best_there + smooth) / (fit + smooth))
            + apart * answer.apart
        )
        score = readiness[answer.kinds] - both.scale * misfit
        if score > 0:
            scored.append((-score, answer.english, answer.vietnamese))
    paired: tuple[set[int], set[int]] = set(), set()
    for _, x, y in sorted(scored):
        if x not in paired[0] and y not in paired[1]:
            paired[0].add(x)
            paired[1].add(y)
    for x, sign in enumerate(both.english):
        if sign.kind in _REQUIRED and x not in paired[0]:
            return "en", sign.text
    for y, sign in enumerate(both.vietnamese):
        if sign.kind in _REQUIRED and y not in paired[1]:
            return "vi", sign.text
    return None


# "on August 7, not August 1" is "7/8 thay vì 1/8".
_INSTEAD_VI = re.compile(r"\bthay (?:vì|cho)\b", re.I)
_RATHER_EN = re.compile(r",? (?:and |but )?not (?=[A-Z\d])")


def lost_negation(first: str, first_lang: Lang, second: str, second_lang: Lang) -> str:
    """A negation of one text with nothing in the other that could answer for it, "" if none.

    Args:
        first: A text.
        first_lang: Its language.
        second: What should say the same.
        second_lang: Its language; nothing is found if it is the same.
    """
    if first_lang == second_lang or max(len(first), len(second)) > _LONGEST:
        return ""
    english, vietnamese = (first, second) if first_lang == "en" else (second, first)
    if _INSTEAD_VI.search(vietnamese):
        english = _RATHER_EN.sub(", rather than ", english)
    both = compare_negations(english, vietnamese)
    found = unanswered(both) if both else None
    return found[1].strip() if found else ""
