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
from generator.text_features import boundness


def _phrases(text: str) -> str:
    """A regular expression for any of the phrases, which stand apart by commas or lines."""
    return "|".join(part.strip() for part in re.split(r"[,\n]", text.strip()) if part.strip())


_CAPTION = re.compile(
    r"\bảnh\s*(?::|minh ho[ạa]|chụp|tư liệu|\d)|\((?:ảnh|photo|video|nguồn ảnh)\b|"
    r"\bphoto\s*(?::|by\b)|\bchụp màn hình\b|\btừ trái (?:sang|qua)\b|"
    r"\b(?:file|handout) photo\b|\bpictured\b|"
    # "Diễn biến giá cổ phiếu - Nguồn: HOSE.", "Hình ảnh hiện trường vụ tấn công.", and an item of a
    # list that swallowed the next one's number: "Ngân hàng Nông nghiệp 8."
    r"\bnguồn(?: ảnh)?\s*:|^(?:hình ảnh|toàn cảnh|quang cảnh|cận cảnh|hiện trường|khung cảnh) "
    r"(?!.*\b(?:đã|sẽ|đang|cho thấy)\b)[^,]{0,80}\.$|"
    # "Nhà nghiên cứu chỉ vào một biểu đồ ở Đài Bắc hôm 31-10, 2013."
    r"^[^,]{5,90} (?:chỉ vào|bắt tay|đứng (?:trước|cạnh|bên)|vẫy tay|giơ|ngồi) "
    r"(?!.*\b(?:đã|sẽ|cho biết|nói)\b)[^,]{5,90}(?:, \d{4})?\.$|"
    r"[^\W\d_] \d{1,2}\.$|"
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
    r"^(?:>>|©|https?\b|www\b|(?:vd|pv|mc|hỏi|đáp|trả lời)\s*:|tin bài|"
    r"xem (?:thêm|tiếp|các)|đọc (?:thêm|tiếp)|tin (?:liên quan|khác|nóng|mới|cùng)|"
    r"mời (?:quý )?(?:độc giả|bạn đọc)|"
    r"theo dõi \S+ trên|bài (?:liên quan|viết liên quan)|"
    r"bình luận|chia sẻ bài|copyright|all rights reserved|read (?:more|also)|see also|"
    r"related (?:stories|articles)|click here|subscribe|follow us|sign up|advertisement|share this|"
    r"this (?:material|story|article) (?:may not|has been|was (?:originally|first)))|"
    r"\bbạn đọc (?:gửi|có thể gửi)\b|\b(?:hot ?line|tòa soạn)\s*:",
    re.IGNORECASE,
)
# A caption without a full stop runs into the sentence after it: "… hôm 31/10 Trả lời hãng tin AP".
_GLUED = re.compile(
    r"(?P<before>[^\W_]+) (?:(?:Theo|Trong|Trả lời|Tuy nhiên|Trước đó|Tại|Khi|Những|Đây là|Một|Các|"
    r"Ngày|Hôm|Sau|Phát biểu|Liên quan|Như vậy|Đến nay|Giữa(?= (?:tuần|tháng|năm) )|Lực lượng|"
    r"Hiện nay|Mới đây|Vừa qua|Còn|Với|Để|Do|Vì|Nếu|Từ|Nhiều|Cùng|Chiều|Sáng|Tối|Không|Chỉ|"
    r"Đặc biệt|Cụ thể|Việc|Vụ|Cũng|Riêng|Nhờ|Chủ đề|Sau khi) "
    r"(?![A-ZĐ])[^\W\d_]|(?<=[a-zà-ỹ] )(?:Ông|Bà(?! Rịa| Nà| Trưng| Triệu| Đen| Điểm)|Họ) [A-ZĐ])"
)
# "Minh Đức Quy định về thu hồi đất …": the byline of the story before, and a word of two syllables.
_BYLINE = re.compile(
    r"^(?!(?:Bộ|Sở|Cục|Ban|Hội|Viện|Tổng) )[A-ZĐ][^\W\d_]+ [A-ZĐ][^\W\d_]+ "
    r"([A-ZĐ][^\W\d_]+) ([^\W\d_]+)"
)
_ONE_WORD = 1.6
"""Two syllables stand together this much more often (log) than by chance: they are one word."""
# What has a name with such a capital: "chương trình Vì người nghèo".
_TITLED = frozenset(
    "án báo bài ca chiến dịch cuốn cuộc đề đêm giải hát hiệu hội khúc là liveshow lục mục nhạc "
    "phim quỹ sách single album tác tập tên thi thơ tờ trang trình trò truyện vở động".split()
)
# "… phong tỏa hiện trường NY Times dẫn lời các nhân chứng": an outlet that nothing leads to.
_GLUED_OUTLET = re.compile(
    r"(?<=[^\W\d_] )(?P<before>[^\W\d_]+) (?:[A-Z][\w.]*)(?: [A-Z][\w.]*){0,2} "
    r"(?:dẫn lời|đưa tin|dẫn nguồn)\b"
)
_LEADS_TO_OUTLET = frozenset(
    "tin báo tờ hãng xã đài kênh mạng theo do và được trên của trang bởi rằng nhưng còn khi mà san "
    "chí site web nhật".split()
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
    trong số này, trong số đó, kết quả, kết quả là, hậu quả, sở dĩ
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
        # "Thứ tư, đối với dầu hỏa:", "Cả 3 khối lớp": one of a list, some that were just named.
        r"thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)\s?[,:](?! ngày \d)|(?:một|hai|ba|bốn) là,?(?= )|"
        r"cả (?:\d|hai|ba|bốn|năm) |"
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
# "`` It is over , '' he said ."
_UNNAMED_SPEAKER_EN = re.compile(r"\W*(?:he|she|they) (?:said|told|added|wrote|says)\b")
_DEMONSTRATIVE_VI = re.compile(
    r"\b(?P<noun>\w+) (?:này|ấy|nói trên)\b|"
    # "vào thời điểm trên", "trên đường trên,": before a noun, "trên" is where.
    r"\b(?P<above>điểm|việc|cáo buộc|quyết định|nhận định|đường|dây|cuộc|hợp|tượng|thông tin|"
    r"dự án) trên"
    r"(?=[,.;]| (?:đã|sẽ|đang|được|bị|do|có|là|một|trong cuộc|của|thuộc|diễn|xảy)\b)"
)
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
# "Ông Shin nhấn mạnh", "theo đại tá Kỷ", "Mr. Smith said": a surname alone was introduced in full
# before. So was an English one without any address that opens a sentence: "Hiller was arrested".
_UPPER = "".join(char for char in map(chr, range(0x1F00)) if char.isupper())
_SURNAME: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        rf"\b(?i:{_PERSONS_VI}|tướng|đại tá|thượng tá|trung tá|thiếu tá|luật sư|bác sĩ) "
        rf"(?P<name>[{_UPPER}][^\W\d_{_UPPER}][\w’'-]*)(?= [^\W\d_{_UPPER}]|[,.])"
    ),
    "en": re.compile(
        r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? (?P<name>[A-Z][\w’'-]+)(?! [A-Z])"
        r"|^(?P<bare>[A-Z][a-z][\w’-]+)(?=(?: , \d\d ?,| ?['’]s| (?:and [A-Z]\w+ )?"
        r"(?:was|were|is|has|had|said|says|will|would|did|does|also|then|later|told|\w+ed)\b))"
    ),
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
    if _CAPTION.search(text):
        return True
    byline = _BYLINE.match(text)
    if byline and boundness(byline[1].lower(), byline[2]) >= _ONE_WORD:
        return True
    if any(glued["before"].lower() not in _TITLED for glued in _GLUED.finditer(text)):
        return True
    outlet = _GLUED_OUTLET.search(text)
    return bool(outlet and outlet["before"].islower() and outlet["before"] not in _LEADS_TO_OUTLET)


def is_still(text: str) -> bool:
    """Whether a Vietnamese sentence may be the caption of a picture: short, and nothing in it says
    when, how many or what anybody said.

    "Chủ tịch nước và các đại biểu dự buổi lễ." is true, but tells little if it is none.
    """
    bare = _NO_DENIAL.sub("", text)
    return len(text.split()) <= _MOST_OF_STILL and not _MOVING.search(bare)


_MOST_OF_STILL = 18
_NO_DENIAL = re.compile(r"\bkhông (?:người lái|quân|gian|khí|lực)\b|\bhàng không\b", re.IGNORECASE)
_MOVING = re.compile(
    r"\d|[“”\":;?]|\b(?:đã|sẽ|đang|vừa|mới|chưa|không|chẳng|là|có|cho|nói|theo|phải|vẫn|đều|"
    r"cũng|từng|còn|khiến|làm|giúp|do|vì|nên|rất|hơn|nhất|cần|nếu|khi|để|qua đời|tử vong|"
    r"thiệt mạng|cáo buộc|tuyên bố|khẳng định|yêu cầu|kêu gọi|quyết định|thông báo|công bố|"
    r"phủ nhận|bắt|ký)\b",
    re.IGNORECASE,
)


def is_about_reporting(text: str) -> bool:
    """Whether a Vietnamese sentence says only that somebody talked to the paper, and not what."""
    return bool(_TALKED.search(text)) and not _SAID.search(text)


# `PetroTimes` and `Dantri.vn` are papers by their spelling.
_PAPER = (
    r"(?:PV|[Pp]hóng viên|(?<!họp )[Bb]áo|chúng tôi|bạn đọc|độc giả|[A-ZĐ][a-z]+[A-Z]\w*|"
    r"\w+\.(?:vn|net|com))"
)
_TALK = r"(?:trao đổi|trò chuyện|phỏng vấn|chia sẻ|ghi nhanh|ghi lại|lược ghi)"
_TALKED = re.compile(
    rf"\b{_TALK}\b.{{0,80}}?\b(?:với|cùng|của) {_PAPER}\b|\b{_PAPER}\b.{{0,40}}?\b{_TALK}\b"
    r"|\b[Xx]in (?:trân trọng )?giới thiệu\b|\b[Mm]ời (?:bạn đọc|độc giả|quý vị)\b"
)
_SAID = re.compile(
    r"[\"“:]|\b(?:cho biết|cho hay|cho rằng|nói|khẳng định|nhấn mạnh|thừa nhận|tiết lộ|cảnh báo|kể|"
    r"rằng|thông tin)\b",
    re.IGNORECASE,
)


def is_undated(text: str, lang: Lang) -> bool:
    """Whether it says "sáng nay" or "yesterday" and names no day: a reader cannot know which."""
    return bool(_RELATIVE_DAY[lang].search(text)) and not _DATED[lang].search(text)


_RELATIVE_DAY: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"\b(?:hôm (?:nay|qua|kia)|(?:sáng|trưa|chiều|tối|đêm) (?:nay|qua))\b", re.IGNORECASE
    ),
    "en": re.compile(
        r"\b(?:today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening)|last night)\b",
        re.IGNORECASE,
    ),
}


def is_broken_off(text: str) -> bool:
    """Whether it is a headline that a page has cut, or ends with the title of somebody unnamed."""
    cut = text.endswith(("...", "…")) and len(text.split()) <= _MOST_OF_STILL
    return cut or bool(_TITLE_LAST.search(text))


_TITLE_LAST = re.compile(r"\b(?:Const|Lt|Sgt|Capt|Cpl|Gen|Col|Sen|Rep|Gov|Mr|Mrs|Ms|Dr|Det) ?\.$")


def is_shouted(text: str) -> bool:
    """Whether most letters are capitals: a heading, a list of offices."""
    return sum(map(str.isupper, text)) > _MOST_CAPITALS * sum(map(str.isalpha, text))


_MOST_CAPITALS = 0.6


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
    if lang == "en" and _UNNAMED_SPEAKER_EN.match(_QUOTED.sub("", text)):
        return True
    return bool(_POINTING[lang].match(bare)) or (lang == "vi" and _leans_inside(bare))


def _leans_inside(text: str) -> bool:
    """Whether a Vietnamese sentence says "tàu này" or "ông" of what it has not named before."""
    thing = _DEMONSTRATIVE_VI.search(text)
    noun = (thing["noun"] or thing["above"]).lower() if thing else ""
    if thing and (thing["above"] or noun not in _TIMES_VI):
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
        For each thing that the sentence takes up: the indexes in `before` of the sentences of
        which one must be read before it. No index: nothing there can help it. An empty tuple: it
        takes up nothing. Names that it takes as known: `introductions`.
    """
    bare = text.lstrip(_LEADING_MARKS)
    needs: list[tuple[int, ...]] = []
    if _SAME_DAY[lang].match(bare):
        dated = [index for index, earlier in enumerate(before) if _DATED[lang].search(earlier)]
        needs.append(tuple(dated[-1:]))
    elif points_back(text, lang):
        needs.append((len(before) - 1,) if before else ())
    return tuple(needs)


def introductions(text: str, before: Sequence[str], lang: Lang) -> tuple[str, ...]:
    """How what the sentence takes as known was introduced: full names, acronyms in brackets.

    Args:
        text: The sentence as it will be shown.
        before: The sentences of the same article that come before it.
        lang: Their language.

    Returns:
        Phrases, two words of each name; a reader must have read each in some sentence before this
        one. What the article never introduces is known to everyone.
    """
    found: list[str] = []
    for person in _SURNAME[lang].finditer(text.lstrip(_LEADING_MARKS)):
        name = next(group for group in person.groups() if group)
        full = next((pair for told in before if (pair := _in_full(name, told, lang))), "")
        if full and full not in text:
            found.append(full)
    for short in sorted(set(_ACRONYM.findall(text)))[:_MOST_ACRONYMS]:
        if f"({short})" not in text and any(f"({short})" in earlier for earlier in before):
            found.append(f"({short})")
    return tuple(dict.fromkeys(found))


def _in_full(name: str, text: str, lang: Lang) -> str:
    """The name with the one before it, in Vietnamese text also with the one after it; else ""."""
    if name not in text:
        return ""
    for match in _TWO_NAMES.finditer(text):
        first, second = match.groups()
        if second == name and not (lang == "vi" and _ADDRESSES.fullmatch(first)):
            return f"{first} {second}"
        if lang == "vi" and first == name:
            return f"{first} {second}"
    return ""


_TWO_NAMES = re.compile(rf"\b(?=([{_UPPER}][\w’'-]*) ([{_UPPER}][\w’'-]*))")
_ADDRESSES = re.compile(_PERSONS_VI, re.IGNORECASE)


def is_partial_quote(text: str, lang: Lang) -> bool:
    """Whether it is speech without its speaker: half a quotation, only one, or "I" outside one."""
    if any(text.count(opening) != text.count(closing) for opening, closing in _PAIRED_MARKS):
        return True
    if text.count('"') % 2 or _ONLY_QUOTE.match(text):
        return True
    return bool(_FIRST_PERSON[lang].search(_QUOTED.sub("", text)))
