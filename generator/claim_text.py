"""Judges whether a source sentence can stand alone as a claim.

A claim is read without its article. A sentence that opens with "Ông cho biết" or "Trước đó", half
a quotation, a photo caption, a byline or a link to another story is true where it stands and
wrong or empty elsewhere. The tests look only at words; they are built to err towards leaving a
good sentence out, for another one takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Lang


def _phrases(text: str) -> str:
    """A regular expression for any of the phrases, which stand apart by commas or lines."""
    return "|".join(part.strip() for part in re.split(r"[,\n]", text.strip()) if part.strip())


_CAPTION = re.compile(
    r"\bảnh\s*(?::|minh ho[ạa]|chụp|tư liệu|\d)|\((?:ảnh|photo|video|nguồn ảnh)\b|"
    r"\bphoto\s*(?::|by\b)|\bchụp màn hình\b|\btừ trái (?:sang|qua)\b|"
    r"\b(?:file|handout) photo\b|\bpictured\b|"
    r"\btừ trên xuống\b|\bảnh trên\b|"
    # "Một chuyên gia đang làm nhiệm vụ.": what a picture shows.
    r"^(?:một|hai|các|những) [^,]{0,50}\bđang\b[^,]{0,40}\.$|"
    # "Các diễn giả tại buổi họp báo."
    r"^(?:các|những|một) (?!.*\b(?:đã|sẽ|đang|được|bị|có|là|cho|nói|phải|không|chưa|vẫn|đều|"
    r"cùng)\b)"
    r"[^,;:]{0,40} (?:tại|trong|ở) (?:buổi|lễ|hội nghị|cuộc|triển lãm) [^,;:]{0,80}\.$|"
    r"\.{3} \.{3}|"
    r"\((?:trái|phải|giữa|bìa trái|bìa phải|thứ \w+ từ (?:trái|phải)(?: sang)?|"
    r"left|right|centre|center)\)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"^(?:>>|©|https?\b|www\b|tin bài|xem (?:thêm|tiếp|các)|đọc (?:thêm|tiếp)|"
    r"tin (?:liên quan|khác|nóng|mới|cùng)|mời (?:quý )?(?:độc giả|bạn đọc)|"
    r"theo dõi \S+ trên|bài (?:liên quan|viết liên quan)|"
    r"bình luận|chia sẻ bài|copyright|all rights reserved|read (?:more|also)|see also|"
    r"related (?:stories|articles)|click here|subscribe|follow us|sign up|advertisement|share this|"
    r"this (?:material|story|article) (?:may not|has been|was (?:originally|first)))|"
    r"\bbạn đọc (?:gửi|có thể gửi)\b|\b(?:hot ?line|tòa soạn)\s*:",
    re.IGNORECASE,
)
# A caption without a full stop runs into the sentence after it: "… hôm 31/10 Trả lời hãng tin AP".
_GLUED = re.compile(
    r"[^\W_] (?:Theo|Trong|Trả lời|Tuy nhiên|Trước đó|Tại|Khi|Những|Đây là|Một|Các|Ngày|Hôm|"
    r"Sau khi|Phát biểu|Liên quan|Như vậy|Đến nay|Giữa(?= (?:tuần|tháng|năm) )|Lực lượng|Hiện nay|"
    r"Mới đây|Vừa qua) "
    r"(?![A-ZĐ])[^\W\d_]"
)
_END_MARK = re.compile(r"[.!?…][\"'”’»)\]\s]*$")

_PRONOUNS_VI = _phrases("""
    họ, nó, hắn, y, thị, chúng, chúng nó, ta, anh ta, cô ta, ông ta, bà ta, cả hai, cả ba, hai người
    hai bên, ba bên, các bên, hai nước, ba nước, mọi người, ai
""")
_PERSONS_VI = "ông|bà|anh|chị|cô|em|cậu|cháu"
# What follows "ông" where no name does.
_AFTER_PERSON_VI = _phrases("""
    này, ấy, đó, còn, cũng, nói, cho, là, đã, sẽ, khẳng, nhấn, bị, được, có, không, và, từng, tuyên
    phát, bày, thừa, yêu, kêu, đang, mới, vừa, chỉ, cùng, tin, lưu, giải, đề, kể, viết, bác, chia
    hy, hi, thêm, trả, nêu, tỏ, đánh, lên, phủ, cảnh, ca, lo, muốn, lại, rất
""")
_ROLES_VI = _phrases("""
    bộ trưởng, thứ trưởng, ngoại trưởng, lãnh đạo, tổng thống, thủ tướng, nguyên thủ, quan chức
    nghi phạm, nạn nhân, đối tượng, tướng
""")
_LINKS_VI = _phrases("""
    đây, đó, điều này, điều đó, việc này, việc đó, theo đó, do đó, vì vậy, vì thế, bởi vậy, bởi thế
    như vậy, nhờ đó, nhờ vậy, trước đó, sau đó, từ đó, khi đó, lúc đó, hồi đó, trong đó, tại đây
    ở đây, nơi đây, qua đó, cùng thời điểm, cũng theo, tiếp đó, ngay sau đó, tuy nhiên, tuy vậy
    thế nhưng, nhưng, song, và, rồi, thậm chí, ngược lại, cụ thể, chẳng hạn, ví dụ, thay vào đó
    bù lại, còn, trái lại, trên thực tế, mặc dù vậy, dù vậy, nói cách khác, tóm lại, với lý do này
    bởi, vì, nên, hơn nữa, ngoài ra, bên cạnh đó, đồng thời, mặt khác, trong khi đó, về phần mình
    trong số này, trong số đó, kết quả là, sở dĩ
""")
_SUBJECTS_EN = _phrases("""
    he, she, it, they, we, his, her, hers, its, their, theirs, him, them, this, that, these, those
    such, both, the two, the former, the latter
""")
_DEFINITE_EN = _phrases("""
    pair, duo, trio, three, four, other, others, move, decision, announcement, statement, incident
    deal, agreement, man, woman, suspect, victim, report
""")
_LINKS_EN = _phrases("""
    however, but, and, so, or, yet, then, therefore, thus, hence, instead, nevertheless, nonetheless
    still, there, here, later, earlier, afterwards?, previously, since then, as a result
    for example, for instance, in fact, of those, among them, one of them, others, another
    meanwhile, in addition, also, moreover, furthermore
""")
_POINTING: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        rf"^(?:(?:{_PRONOUNS_VI})(?=[ ,])|(?:{_PERSONS_VI}) (?:{_AFTER_PERSON_VI})\b|"
        rf"(?:{_LINKS_VI})(?=[ ,:])|"
        # "Người đó", "Những cuộc tấn công như vậy", "Thỏa thuận trên được ký"
        r"(?:\w+ ){1,4}(?:đó|như vậy|như thế|kể trên)\b|"
        r"(?:\w+ ){1,3}trên (?=(?:được|đã|là|sẽ|diễn|do|có|bị)\b)|"
        # "Hai bộ trưởng khẳng định"
        rf"(?:hai|ba|cả hai|cả ba|các|2|3) (?:vị |nhà )?(?:{_ROLES_VI})\b(?! \w+ (?-i:[A-ZĐ]))|"
        # "Hai ngày sau,", "Tại cuộc họp,": which day, which meeting, the sentence does not say.
        r"(?:\w+ )(?:ngày|giờ|tuần|tháng|năm) (?:sau|trước)(?: đó)?,|"
        r"(?:tại|trong|sau|trước|kết thúc|phát biểu tại) (?:cuộc|buổi|phiên|lễ|hội nghị|hội thảo|"
        r"diễn đàn|bài|vụ|chuyến)(?: \w+){0,2},)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"^(?:(?:{_SUBJECTS_EN}|{_LINKS_EN})(?=[ ,'’])|"
        rf"the (?:{_DEFINITE_EN})(?= (?:\w+ ){{0,2}}(?:was|were|is|are|has|have|had|will|would|"
        r"came|comes|said|also|follows|followed)\b)|"
        r"(?:at|in|after|during|before) the (?:meeting|talks|summit|conference|hearing|ceremony|"
        r"speech|visit|call|session|incident|attack|crash),)",
        re.IGNORECASE,
    ),
}
# "It is unclear whether", "There were", "This week" point nowhere.
_POINTING_NOWHERE_EN = re.compile(
    r"^(?:it (?:is|was|remains) (?:the|a|an|not|un\w+|expected|believed|feared|hoped|\w+ed that)|"
    r"there (?:is|are|was|were|has|have)\b|"
    r"this (?:week|month|year|morning|afternoon|spring|summer|autumn|winter)\b)",
    re.IGNORECASE,
)
_DEMONSTRATIVE_VI = re.compile(r"\b(?P<noun>\w+) (?:này|ấy|nói trên)\b")
# "Lúc này" is now. "Nước này" and "điều này" may mean a country or a clause just named.
_TIMES_VI = frozenset("lúc điểm như thế hôm hiện đây năm tháng tuần".split())
_WIDE_VI = frozenset("nước gia điều việc".split())
_PRONOUN_VI = re.compile(r"(?<!đàn )\b(?:[Ôô]ng|[Bb]à)(?: (?P<next>\w)|[,.])")
_SAME_DAY: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"^(?:(?:cũng )?(?:trong |vào )?(?:sáng |trưa |chiều |tối |đêm )?cùng ngày\b|"
        r"cũng trong ngày(?= ?,))",
        re.IGNORECASE,
    ),
    "en": re.compile(r"^(?:also )?(?:on )?the same day\b", re.IGNORECASE),
}
_DATED: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\b|\bngày \d{1,2}\b"),
    "en": re.compile(
        r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
        r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2})\b",
        re.IGNORECASE,
    ),
}
_MOST_ACRONYMS = 10
_ACRONYM = re.compile(r"\b[A-ZĐ][A-ZĐ0-9&-]{1,7}\b")
# "Ông Shin nhấn mạnh", "Mr. Smith said": a surname alone was introduced in full before.
_SURNAME: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        rf"^(?:{_PERSONS_VI}|tướng|đại tá) (?P<name>[^\W\d_][\w’'-]*) (?P<next>\w)", re.IGNORECASE
    ),
    "en": re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? (?P<name>[^\W\d_][\w’'-]*) (?P<next>\w)"),
}
_LEADING_MARKS = "\"'“‘«`([-–— "
_PAIRED_MARKS = (("“", "”"), ("«", "»"), ("(", ")"), ("``", "''"))
_ONLY_QUOTE = re.compile(r"^(?:“[^”]*”|«[^»]*»|\"[^\"]*\"|``(?:(?!'').)*'')\s*[.!?…]*$", re.DOTALL)
_QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"|``(?:(?!''|``).)*''", re.DOTALL)
_FIRST_PERSON: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r"\b(?:tôi|chúng ta|chúng em)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|[Yy]ou|[Yy]our)\b"),
}


def is_caption(text: str) -> bool:
    """Whether the sentence is, or has swallowed, the caption of a picture."""
    return bool(_CAPTION.search(text) or _GLUED.search(text))


def is_boilerplate(text: str) -> bool:
    """Whether the sentence belongs to the page and not to the story."""
    return bool(_BOILERPLATE.search(text))


def is_closed(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return bool(_END_MARK.search(text))


def points_back(text: str, lang: Lang) -> bool:
    """Whether the sentence takes up, by its opening or a pronoun, what was said just before."""
    bare = text.lstrip(_LEADING_MARKS)
    if lang == "en" and _POINTING_NOWHERE_EN.match(bare):
        return False
    return bool(_POINTING[lang].match(bare)) or (lang == "vi" and _leans_inside(bare))


def _leans_inside(text: str) -> bool:
    """Whether a Vietnamese sentence says "tàu này" or "ông" of what it has not named before."""
    thing = _DEMONSTRATIVE_VI.search(text)
    if thing and (noun := thing["noun"].lower()) not in _TIMES_VI:
        earlier = text[: thing.start()]
        named = _has_name(earlier) and noun in _WIDE_VI
        if not named and not re.search(rf"\b{re.escape(noun)}\b", earlier.lower()):
            return True
    person = _PRONOUN_VI.search(text)
    if person is None or (person["next"] or "").isupper():
        return False
    return not _has_name(text[: person.start()])


def _has_name(opening: str) -> bool:
    """Whether a word after the first has a capital."""
    return any(word[0].isupper() for word in opening.split()[1:])


def antecedents(text: str, before: Sequence[str], lang: Lang) -> tuple[tuple[int, ...], ...]:
    """Which earlier sentences a sentence leans on.

    Args:
        text: The sentence as it will be shown.
        before: The sentences of the same article that come before it.
        lang: Their language.

    Returns:
        For each thing that the sentence takes as known: the indexes in `before` of the sentences
        of which one must be read before it. No index: nothing there can help it. An empty tuple:
        it stands alone.
    """
    bare = text.lstrip(_LEADING_MARKS)
    needs: list[tuple[int, ...]] = []
    if _SAME_DAY[lang].match(bare):
        dated = [index for index, earlier in enumerate(before) if _DATED[lang].search(earlier)]
        needs.append(tuple(dated[-1:]))
    elif points_back(text, lang):
        needs.append((len(before) - 1,) if before else ())
    person = _SURNAME[lang].match(bare)
    if person and person["name"][0].isupper() and not person["next"].isupper():
        name = re.compile(rf"\b{re.escape(person['name'])}\b")
        needs.append(tuple(index for index, earlier in enumerate(before) if name.search(earlier)))
        if not needs[-1]:
            needs.pop()  # The article itself takes the name as known.
    for short in sorted(set(_ACRONYM.findall(text)))[:_MOST_ACRONYMS]:
        if f"({short})" in text:
            continue
        introduced = [index for index, earlier in enumerate(before) if f"({short})" in earlier]
        if introduced:
            needs.append(tuple(introduced))
    return tuple(needs)


def is_partial_quote(text: str, lang: Lang) -> bool:
    """Whether it is speech without its speaker: half a quotation, only one, or "I" outside one."""
    if any(text.count(opening) != text.count(closing) for opening, closing in _PAIRED_MARKS):
        return True
    if text.count('"') % 2 or _ONLY_QUOTE.match(text):
        return True
    return bool(_FIRST_PERSON[lang].search(_QUOTED.sub("", text)))
