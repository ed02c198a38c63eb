"""Judges whether a source sentence can stand alone as a claim.

A claim is read without its article. A sentence that opens with "Ông cho biết" or "Trước đó", half
a quotation, a photo caption, a byline or a link to another story is true where it stands and
wrong or empty elsewhere. The tests look only at the sentence's words.
"""

from __future__ import annotations

import re

from generator.model import Lang

_CAPTION = re.compile(
    r"\bảnh\s*(?::|minh ho[ạa]|chụp|tư liệu|\d)|\((?:ảnh|photo|video|nguồn ảnh)\b|\bphoto\s*(?::|by\b)|"
    r"\bchụp màn hình\b|\btừ trái (?:sang|qua)\b|\b(?:file|handout) photo\b|\bpictured\b|"
    r"\((?:trái|phải|giữa|bìa trái|bìa phải|thứ \w+ từ (?:trái|phải)(?: sang)?|left|right|centre|center)\)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"^(?:>>|xem (?:thêm|tiếp|các)|đọc (?:thêm|tiếp)|tin (?:liên quan|khác|nóng|mới|cùng)|mời (?:quý )?"
    r"(?:độc giả|bạn đọc)|theo dõi \S+ trên|bài (?:liên quan|viết liên quan)|bình luận|chia sẻ|"
    r"copyright|all rights reserved|read (?:more|also)|see also|related (?:stories|articles)|"
    r"click here|subscribe|follow us|sign up|advertisement|share this|this (?:material|story|article) "
    r"(?:may not|has been|was (?:originally|first))|©)|\bbạn đọc (?:gửi|có thể gửi)\b|\b(?:hot ?line|tòa soạn)\s*:",
    re.IGNORECASE,
)
_END_MARK = re.compile(r"[.!?…][\"'”’»)\]\s]*$")

_DANGLING: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        # A pronoun, or "ông"/"bà" without a name after it.
        r"^(?:(?:họ|nó|hắn|y|thị|cả hai|cả ba|hai người|hai bên|ba bên|hai nước|ba nước|các bên|mọi người|"
        r"người này|ai|chúng|chúng nó|ta|anh ta|cô ta|ông ta|bà ta)(?=[ ,])|"
        r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Ee]m|[Cc]ậu|[Cc]háu)(?: (?:này|ấy|đó|còn|cũng|nói|cho|là|đã|sẽ|"
        r"khẳng|nhấn|bị|được|có|không|và|từng|tuyên|phát|bày|thừa|yêu|kêu|đang|mới|vừa|chỉ|cùng|tin|"
        r"lưu|giải|đề|kể|viết|bác|chia|hy|hi|thêm|trả|nêu|tỏ|đánh|lên|phủ|cảnh|ca|lo|muốn|lại|rất)\b)|"
        # A word that points back.
        r"(?:đây|đó|điều (?:này|đó)|việc (?:này|đó)|theo đó|do đó|vì vậy|vì thế|bởi vậy|bởi thế|như vậy|nhờ đó|"
        r"nhờ vậy|trước đó|sau đó|từ đó|khi đó|lúc đó|hồi đó|trong đó|tại đây|ở đây|nơi đây|qua đó|đến nay|"
        r"cùng ngày|cũng trong ngày|cùng thời điểm|cũng theo|tiếp đó|ngay sau đó|tuy nhiên|tuy vậy|"
        r"thế nhưng|nhưng|song|và|rồi|thậm chí|ngược lại|cụ thể|chẳng hạn|ví dụ|thay vào đó|bù lại|"
        r"còn|trái lại|trên thực tế|mặc dù vậy|dù vậy|nói cách khác|tóm lại|với lý do (?:này|đó)|"
        r"bởi|vì|nên|hơn nữa|ngoài ra|bên cạnh đó|đồng thời|mặt khác|trong khi đó|về phần mình|còn lại|"
        r"trong số (?:này|đó)|kết quả là|sở dĩ)(?=[ ,:])|"
        # "Tuyên bố này", "Trong cuộc họp trên", "Những cuộc tấn công như vậy"
        r"(?:\w+ ){1,5}(?:này|đó|ấy|nói trên|như vậy|như thế|kể trên)\b|"
        r"(?:\w+ ){1,3}trên (?=(?:được|đã|là|sẽ|diễn|do|có|bị)\b)|"
        r"(?:sáng|trưa|chiều|tối|đêm) cùng ngày\b|(?:một|hai|nhiều) (?:ngày|giờ|tuần|tháng|năm) (?:sau|trước)(?: đó)?,)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(?:he|she|it|they|we|his|her|hers|its|their|theirs|him|them|this|that|these|those|such|both|the two|"
        r"the (?:former|latter|pair|duo|trio|three|four|other|others|move|decision|announcement|statement|"
        r"incident|deal|agreement|man|woman|company|group|suspect)(?= (?:\w+ ){0,2}(?:was|were|is|are|has|have|had|will|"
        r"would|came|comes|said|also|follows|followed)\b)|however|but|and|so|or|yet|then|therefore|thus|hence|"
        r"instead|nevertheless|nonetheless|still|there|here|later|earlier|afterwards?|previously|since then|"
        r"as a result|for example|for instance|in fact|of those|among them|one of them|others|another|"
        r"meanwhile|in addition|also|moreover|furthermore)(?=[ ,'’])",
        re.IGNORECASE,
    ),
}
# "It" without a thing: "It is unclear whether", "There were", "Both countries" name their subject.
_NOT_DANGLING_EN = re.compile(
    r"^(?:it (?:is|was|remains) (?:the|a|an|not|un\w+|expected|believed|understood|feared|hoped|\w+ed that)|"
    r"there (?:is|are|was|were|has|have)\b|this (?:week|month|year|morning|afternoon|summer|winter)\b)",
    re.IGNORECASE,
)
_LEADING_MARKS = "\"'“‘«`([-–— "
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("``", "''"))
_ONLY_QUOTE = re.compile(r"^(?:[\"“«].*[\"”»][.!?…]*|``.*'')\s*$", re.DOTALL)
_FIRST_PERSON: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r"^(?:tôi|chúng tôi|chúng ta|chúng em|tao|mình)\b", re.IGNORECASE),
    "en": re.compile(r"^(?:i|we|my|our|you|your)\b", re.IGNORECASE),
}


def is_caption(text: str) -> bool:
    """Whether the sentence is, or has swallowed, the caption of a picture."""
    return bool(_CAPTION.search(text))


def is_boilerplate(text: str) -> bool:
    """Whether the sentence belongs to the page and not to the story."""
    return bool(_BOILERPLATE.search(text))


def is_closed(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return bool(_END_MARK.search(text))


def points_back(text: str, lang: Lang) -> bool:
    """Whether the sentence opens with words that need what was said before it."""
    bare = text.lstrip(_LEADING_MARKS)
    if lang == "en" and _NOT_DANGLING_EN.match(bare):
        return False
    return bool(_DANGLING[lang].match(bare))


def is_partial_quote(text: str, lang: Lang) -> bool:
    """Whether it is speech without its speaker: half a quotation, or nothing but one."""
    if any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS):
        return True
    if text.count('"') % 2:
        return True
    if _FIRST_PERSON[lang].match(text.lstrip(_LEADING_MARKS)):
        return True
    return bool(_ONLY_QUOTE.match(text)) and text.count("”") <= 1 and text.count('"') <= 2
