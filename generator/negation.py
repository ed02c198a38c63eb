"""Negations of two texts in different languages, set against each other.

`không` answers for `not` and the other way round; many English words answer for a Vietnamese
negation without being one (`unable`, `fail`, `free of`), few Vietnamese words for an English one:
in 36,607 Vietnamese news sentences without any negation, 151 English originals had one, and most
of those were mistranslated. An answer has to stand in about the same part of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model import Lang

# Words that only look like a negation: the air, the air force, a question, a small number.
_NO_NEGATION: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"\bkhông (?:quân|lực|khí|phận|tặc|người lái|gian(?! (?:lận|dối|nan|khổ))|"
        r"trung(?! (?:thực|thành|lập))|chiến(?! (?:đấu|thắng|tranh|bại))|"
        r"kích(?! (?:hoạt|động|thích))|vận(?! (?:hành|động|chuyển|dụng))|"
        r"lưu(?! (?:trữ|giữ|ý|lại|hành|thông|tâm|động))|"
        r"đối (?:không|đất|hải))\b|"
        r"(?<!ngân )(?<!khách )(?<!cửa )(?<!nhà )(?<!mặt )(?<!bán )(?<!đơn )\bhàng không\b|"
        r"(?<!căn )(?<!văn )(?<!gian )(?<!dự )\bphòng không\b(?! (?:có|phải|được|bị|thể|còn|hề)\b)|"
        r"\b(?:(?:bằng|qua|theo) đường|con số|trên|lên|tầm|thinh|chân|hư|đất đối|không đối) không\b"
        r"(?! (?:có|phải|được|bị|thể|còn|hề)\b)|\bcó một không hai\b|"
        r"\bchả (?:cá|giò|lụa|mực|nem|rươi)\b|"
        r"(?<=\w )(?:không|chưa)(?=\s(?:ạ|thưa|hả|nhỉ|vậy|thế|bởi)\b)|\bkhông thôi\b|"
        r"\b(?:hay|phải) (?:không|chưa)\b(?! (?:có|phải|được|bị|thể)\b)|"
        r"\b(?:liệu|có|còn|được)\b[^.,;:?!]{0,60} không(?=\s*[?,;”\"]|\s+(?:và|lại|của|vẫn)\b)|"
        r"\bgiờ chưa\b|\bchưa (?:tới|đến|đầy|kể)\b|\bkhông biết\b(?=.*\?)|"
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
        r"\bkhông (?:chỉ|những|ít|dây|ngừng|ngớt|thua|kém|thể tránh|thể chối cãi|thể thiếu|lâu|"
        r"bao lâu|quá|dưới|chính thức|chính thống|đổi|nguôi|không|nghi ngờ|nhỏ|"
        r"thể bỏ qua|khác gì|giống|phân biệt|đáng kể|ổn định|ổn|đồng đều|theo toa|chuyên|tưởng|"
        r"thống nhất|khoan nhượng|giới hạn|đúng sự thật|có thật|có thực)\b|"
        r"(?<=\w )(?:không|chưa)(?=\s*[?.!:;,…”\")]|\s*$)|\bchưa từng\b|"
        r"\bchẳng (?:bao lâu|mấy chốc)\b",
        re.I,
    ),
    "en": re.compile(
        r"\bnot (?:only|just|merely|simply|least|solely)\b|\bno (?:doubt|wonder)\b|"
        r"(?:\bnot?|n['’]t) (?:more|less|fewer|smaller|larger|later|earlier|greater|lower|higher|"
        r"older|younger) than\b|\bnothing but\b|\bnone other\b|\bnot even\b|\bif not\b|"
        r"\b(?:not|n['’]t) (?:\w+ ){0,6}until\b|\bnor\b|\bnot? so much\b|\bcannot but\b|"
        r"\b(?-i:Is|Are|Was|Were|Do|Does|Did|Ca|Could|Wo|Would|Should|Have|Has)n['’]t\b|"
        r"(?<=\w )(?-i:No|(?:Not|Never|Nowhere|Without)(?! [a-z]))\b",
        re.I,
    ),
}
# Clear negations: one less on the other side reverses the sentence or a part of it.
_CLEAR: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r"\b(?:không|chưa|chẳng|chả|đừng)\b", re.I),
    "en": re.compile(
        r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|cannot|without)\b|n['’]t\b", re.I
    ),
}
# "không … cũng không", "neither … nor": one negation said twice.
_SAID_AGAIN: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r"\b(?:cũng|lẫn|và|hay|hoặc) (?:không|chưa|chẳng)\b", re.I),
    "en": re.compile(r"\b(?:nor|or|and) (?:no|not|never|without)\b|\bneither\b", re.I),
}
_PREFIXED = (
    r"(?!un(?:der|til|ion|it|iv|iq|cles?\b|if|veil|anim|fold|furl|lock|cover|earth|load|wind|pack|"
    r"wrap|leash|ravel|plug|esco|icef|hcr|fccc|clos|do\b|doing|did))un[a-z]{3,}|"
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
# Words that carry a negation in themselves, each worth one on the other side.
_NEGATIVE: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"\b(?:vô (?!cùng|địch|tuyến|số|tư|sản|vàn)|bất (?:hợp|khả|bình|ổn)|thiếu|từ chối|phủ nhận|"
        r"phi (?:lợi|chính|pháp|lý|thực|thương|nghĩa|hạt)|trừ khi|vắng|giấu tên|ẩn danh|thôi|ngừng|"
        r"ngưng|mãi|trái|bác bỏ|đâu|vi hiến)",
        re.I,
    ),
    "en": re.compile(
        rf"\b(?:{_PREFIXED}|(?:lack|fail|refus|reject|dismiss|declin|prohibit|forbid|forbad|prevent|"
        r"exempt|absen|neglect|ignor|doubt|exclud|omi(?:t|ss)|depriv|abstain|refrain|reluctan|"
        r"hesitat|oppos|void|abort|deficien|desolat|den(?:y|ied|ies|ial))\w*|"
        r"(?:ban(?:s|ned|ning)?|empty|zero|nil|short|yet to|nor|minus|unless|otherwise|except|"
        r"hardly|barely|scarcely|rarely|seldom|rather than|instead of|far from|apart from|"
        r"(?:warn|advis|caution|recommend|decid)\w* (?:\w+ ){0,4}against|aside from|other than|"
        r"out of|away from|free (?:of|from)|devoid|rul\w+ out|"
        r"ke(?:ep|pt)\w* \w+ from|too \w+ to|contrary|\w+-free)\b)",
        re.I,
    ),
}
# Words that answer for a negation only right beside it.
_NEARBY_VI = re.compile(r"\b(?:mất|thất bại|hết(?! sức)|tránh)\b", re.I)
_NEARBY_EN = re.compile(
    r"\b(?:(?:skip|avoid|cease|halt|cancel|remain|vary|differ|challeng|contest|resist|wast|mis|"
    r"illegal|unlawful|constant|pain|fear|virtual|slight|adverse|defect|vacant|block|stead|clean|"
    r"los[es]|fiction|stop)\w*|(?:less|missing|bad|badly|poor|worse|worst|only|free|regardless|"
    r"pending|false|slim|"
    r"off|died|withdr\w+|distanc\w+|conceal\w*|secretly|broke down|fine|fully|quiet|few|fewer|"
    r"little|limited|micro\w*gravity)\b)",
    re.I,
)
# Vietnamese words that say what an English negative word says.
_TONES_VI = re.compile(
    r"\b(?:vô (?!cùng|địch|tuyến|số)|bất (?!ngờ|k[ỳì]|cứ|kể)|phi (?!công|cơ|đội|hành)|thiếu|"
    r"từ chối|phủ nhận|cấm|ngăn|ngừa|phòng (?:ngừa|chống|tránh)|tránh|miễn|trừ|"
    r"trái (?!đất|tim|cây)|vắng|hiếm|ít|khó|xa (?:lạ|rời|cách)|lạ|mất|hết|ngừng|dừng|"
    r"thất bại|bác bỏ|hủy|giấu|ẩn|kém|sai|chống|phản đối|bỏ|hơn là|thay vì|khỏi|lậu|thôi|"
    r"ngoài (?:trừ|tầm|vòng|sức))\b",
    re.I,
)
# English words whose Vietnamese is nearly always a negation or a word with a negative sense.
_NEARLY_ALWAYS = re.compile(
    r"\b(?!un(?:der|til|ion|it|iv|iq|cle|if|veil|anim|fold|furl|lock|cover|earth|load|wind|pack|"
    r"wrap|tie|block|do|leash|ravel|plug|employ|usual|prec|less|lik|command|equiv|ambig|box|rest|"
    r"real|hurt|cann|comm))"
    r"un[a-z]{4,}\b|\bnon-?[a-z]{3,}|\bimpossible|\basymptomatic|\bunlike\b|\bfail(?:s|ed)? to\b|"
    r"\bin(?:ab|capab|correct|suffic|visib|complet|consist|accura|adequa|appropr|experience|compat)"
    r"[a-z]*|\bdisagree[a-z]*|\byet to (?!come)|\brather than\b|"
    r"\bill(?:egal|icit|ogic|egitim)[a-z]*|\birre(?:gular|levan|spons|vers)[a-z]*|\bimp(?:roper|erfect)[a-z]*"
)
_NEGATIVE_TONE = re.compile(
    r"\b(?:vô|bất|phi|thiếu|khó|hiếm|ngoài|trừ|tránh|ngừng|thôi|mất|từ chối|bác|phủ nhận|cấm|ngăn|"
    r"thất|khỏi|trái|sai|miễn|kém|hủy|trống|rỗng|lỡ|quên|khác (?:với|hẳn|biệt)|trắng|lạ|dở|tệ|vắng|"
    r"hỏng|gỡ|rời|ly|lẻ|mồ côi|mù|lậu|chui|nặc danh|ẩn|xấu|rối|tự do|đơn phương|thoát|tách|cô|"
    r"độc lập|đầy|mãi|vĩnh|bí mật|thưa|trung lập|điên|mơ hồ|giấu|tạm|rủi|tuyệt|tiêu cực|nghi|trần|"
    r"thô|hại|trượt|thua|hụt|chìm|bế tắc|suýt|hơn là|thay vì|chứ|sắp|"
    r"vi hiến|vi phạm|ít|bỏ|hết|chống|phản đối)\b",
    re.I,
)
# How far apart, as shares of their sentences, a negation and its answer may stand.
_REACH_OF_CLEAR, _REACH_OF_WORD, _REACH_OF_TONE, _REACH_NEARBY = 0.55, 0.4, 0.3, 0.12
_NEAR = 45
"""The same in characters, for short sentences."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word that denies, and where it stands: 0 at the start of its sentence, 1 at the end."""

    text: str
    place: float


@dataclass(frozen=True, slots=True)
class _Signs:
    clear: tuple[_Sign, ...]
    weak: tuple[_Sign, ...]
    words: tuple[_Sign, ...]
    nearby: tuple[_Sign, ...]
    tones: tuple[_Sign, ...]


def negations(text: str, lang: Lang) -> list[str]:
    """The clear negations of a text: `không`, `n't`; none of those that only look like one."""
    return [sign.text for sign in _signs(text, lang).clear]


def _found(pattern: re.Pattern[str], text: str, size: int) -> tuple[_Sign, ...]:
    return tuple(_Sign(m.group(), m.start() / size) for m in pattern.finditer(text))


def _signs(text: str, lang: Lang) -> _Signs:
    def blank(match: re.Match[str]) -> str:
        return " " * len(match.group())

    size = max(1, len(text))
    text = _NO_NEGATION[lang].sub(blank, text)
    weak = _found(_WEAK[lang], text, size)
    text = _WEAK[lang].sub(blank, text)
    clear = _found(_CLEAR[lang], text, size)
    again = len(_SAID_AGAIN[lang].findall(text))
    if again and clear:
        kept = max(1, len(clear) - again)
        weak, clear = (*weak, *clear[kept:]), clear[:kept]
    words = _found(_NEGATIVE[lang], text, size)
    nearby = _found(_NEARBY_EN if lang == "en" else _NEARBY_VI, text, size)
    tones = words if lang == "en" else _found(_TONES_VI, text, size)
    return _Signs(clear, weak, words, nearby, tones)


def lost_negation(first: str, first_lang: Lang, second: str, second_lang: Lang) -> str:
    """A negation of one text with nothing in the other that could answer for it, "" if none.

    Args:
        first: A text.
        first_lang: Its language.
        second: What should say the same.
        second_lang: Its language, another one.
    """
    texts = ((first, first_lang), (second, second_lang))
    if not any(
        _CLEAR[lang].search(text) or (lang == "en" and _NEARLY_ALWAYS.search(text))
        for text, lang in texts
    ):
        return ""
    here, there = _signs(first, first_lang), _signs(second, second_lang)
    # In a short sentence everything is near.
    reach = max(_REACH_OF_WORD, _NEAR / max(len(first), len(second), 1))
    for mine, theirs in ((here, there), (there, here)):
        left, _ = _without_partners(mine.clear, theirs.clear, _REACH_OF_CLEAR)
        if len(mine.clear) <= len(theirs.clear):
            continue
        left, _ = _without_partners(left, theirs.weak, reach)
        # "prevent" answers for "ngăn" before it answers for "không".
        left, _ = _without_partners((*left, *mine.tones), theirs.words, reach)
        left = [sign for sign in left if sign in mine.clear]
        left, _ = _without_partners(left, theirs.nearby, _REACH_NEARBY)
        if left:
            return left[0].text
    if first_lang == second_lang:
        return ""
    english, vietnamese = (first, second) if first_lang == "en" else (second, first)
    return _lost_prefix(english, vietnamese, here if first_lang == "en" else there)


def _lost_prefix(english: str, vietnamese: str, mine: _Signs) -> str:
    """An `unnecessary`, `non-permanent` with nothing negative where it should stand."""
    expected = _found(_NEARLY_ALWAYS, english, max(1, len(english)))
    if not expected:
        return ""
    # "unmanned" is "không người lái", which is no negation by itself.
    all_clear = _found(_CLEAR["vi"], vietnamese, max(1, len(vietnamese)))
    _, spare = _without_partners(mine.clear, all_clear, 1.0)
    left, _ = _without_partners(expected, spare, 1.0)
    tones = [
        tone
        for tone in _found(_NEGATIVE_TONE, vietnamese, max(1, len(vietnamese)))
        if not _CLEAR["vi"].fullmatch(tone.text)
    ]
    left, _ = _without_partners(left, tones, _REACH_OF_TONE)
    return left[0].text if left else ""


def _without_partners(
    mine: Iterable[_Sign], theirs: Sequence[_Sign], reach: float
) -> tuple[list[_Sign], list[_Sign]]:
    """What is left on both sides when the nearest are paired off first."""
    left, right = list(mine), list(theirs)
    while left and right:
        distance, a, b = min(
            (abs(one.place - other.place), i, k)
            for i, one in enumerate(left)
            for k, other in enumerate(right)
        )
        if distance > reach:
            break
        del left[a], right[b]
    return left, right
