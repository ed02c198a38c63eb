"""Trims and shortens source sentences without changing what they say.

Two strengths. `trim` removes what is no part of the sentence: datelines, agency tags, bullets,
captions that run into it, closing credits, the "./." of agency reports. `shorten` also leaves out
words that carry no meaning of their own once the sentence stands alone: linking words ("Bên cạnh
đó,"), "cũng trong ngày" before a date, an agency in brackets. Where a rule is not sure, it does
nothing. No word is ever added; a capital letter may be.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.model import Lang

_AGENCIES = (
    r"TTXVN(?:/Vietnam\+)?|Vietnam\+|VietnamPlus|VNA|BNEWS|VOV|VTV|VTC(?:\s?News)?|TTO|TPO|TNO|TP|TT|"
    r"NLĐO?|NLDO?|NDĐT|ANTĐ|ANTD|PLO|SGGPO?|LĐO|HNMO?|CAND|CATP|KTĐT|CLO|GD&TĐ|GDVN|QĐND|VNN|"
    r"VietNamNet|VnExpress|Dân trí|Zing|Infonet|Petrotimes|Kienthuc|Khampha|AFP|AP|Reuters|BBC|CNN|"
    r"UPI|ANI|PTI|Xinhua|Tân Hoa Xã|THX|Yonhap|Kyodo|KCNA|TASS|Itar-Tass|Sputnik|RIA(?: Novosti)?|"
    r"Bloomberg|DPA|NHK|PressTV|Al Jazeera|Guardian|IANS|PTI|CNA|ABC|CBS|NBC|Fox News|"
    r"PNO?|ĐTCK|ICTnews|CafeF|SGTT|TBKTSG|ĐVO|ĐSPL|PLVN|BVPL|NDH|GTVT|LĐTĐ|ANTT|VnMedia|VnReview"
)
_DASH = r"(?:-{1,2}|–|—)"
_START = r"(?=[\"“‘«'`]*\s?[^\W_])"

_TAGS = [
    # "• ", ">> ", "* "
    re.compile(r"^(?:[•▪●■►*+]|>>+|[-–—])\s+"),
    # "(Dân trí) - ", "(TTXVN) ": brackets that open a sentence hold the outlet.
    re.compile(rf"^\((?:{_AGENCIES})\)\s*(?:{_DASH}\s*)?{_START}"),
    re.compile(rf"^\((?=[^()]*[^\W\d_])\w[^()]{{1,24}}\)\s*{_DASH}\s*{_START}"),
    re.compile(r"^\([A-ZĐ&.]{2,8}\)\s+(?=[A-ZĐ\"“])"),
    # "(Tin Nóng) Ngày 5.3, …": an outlet that is not in the list.
    re.compile(r"^\([A-ZĐ]\w+ [A-ZĐ]\w+\)\s+(?=[A-ZĐ\"“])"),
    # "(iHay) ", "(Kienthuc.net.vn) ": one word, with a capital or a full stop inside.
    re.compile(r"^\((?=\w[^()\s]*[A-ZĐ.])[\w.&]{3,20}\)\s+(?=[A-ZĐ\"“])"),
    # "GiadinhNet - ", "CôngThương - ": a name with a capital inside, as only web sites have.
    re.compile(rf"^(?:[A-ZĐ][^\W\d_A-ZĐ]+[A-ZĐ]\w*|[A-Z]{{2,}}[a-z]+\w*)\s+{_DASH}\s+{_START}"),
    # "15h55 Giá vàng …": when a page that is written on through the day was written on.
    re.compile(r"^\d{1,2}[hg:]\d{2}\s+(?=[A-ZĐ])"),
    # "VOV.VN - ", "TTO - ", "vnexpress.net - "
    re.compile(
        rf"^(?:[\w-]+\.(?:vn|com|net|org)(?:\.vn)?|(?:{_AGENCIES})(?: online)?)\s+{_DASH}\s+"
        rf"{_START}",
        re.I,
    ),
    # "Hà Nội (TTXVN) - ", "BEIJING, Oct. 23 (Xinhua) -- "
    re.compile(rf"^[^()\"“”:;]{{2,40}}\((?:{_AGENCIES})\)\s*{_DASH}\s*{_START}"),
    # "NEW YORK -- ", "SEOUL, April 10 - "; "NATO – Russia talks" is no dateline.
    re.compile(rf"^[A-Z][A-Z .'’-]{{3,24}}(?:\s+(?:--|—)|,\s[\w. ]{{3,18}}\s{_DASH})\s+{_START}"),
]
# What opens a sentence and stands nowhere else with a capital: the caption before it has no mark of
# its own. "Cảnh đại hội Đến nay, hội có 300 người."
_OPENERS = (
    r"(?:Đến nay|Như vậy|Tuy nhiên|Trước đó|Sau đó|Khi đó|Theo đó|Cũng theo|"
    r"Được biết|Hiện nay|Hiện tại|Mới đây|Vừa qua|Cụ thể|Trong khi đó|Trong đó|Do đó|Vì vậy|"
    r"Đáng chú ý|Đặc biệt|Mặc dù|(?:Sáng|Trưa|Chiều|Tối|Hôm|Ngày) (?:nay|qua|\d{1,2}[/.-]\d{1,2}))"
)
# After a credit a common word will do: "Người biểu tình - Ảnh: AFP Theo cảnh sát, …".
_AFTER_CREDIT = (
    r"(?:Theo|Trong|Tại|Khi|Các|Một|Những|Nhiều|Ngày|Hôm|Sáng|Trưa|Chiều|Tối|Đêm|Ông|Bà|Anh|Chị|"
    r"Sau|Trước|Với|Đây|Liên|Phát|Trả|Để|Do|Vì|Cơ|Công|Lực|Chính|Vụ|Việc|Người|Hai|Ba|Hiện|Từ)"
)
_CAPTIONS = [
    # No figure and no negation is lost with it.
    re.compile(
        rf"^(?!.*\b(?:không|chưa|chẳng)\b.*{_OPENERS})"
        rf"[^.!?…\"“”()\d]{{8,160}}?[^\W_] (?={_OPENERS}[ ,])"
    ),
    re.compile(
        r"^.{0,160}?\b(?:[Ảả]nh|[Nn]guồn|[Đđ]ồ họa|[Cc]lip|[Vv]ideo)\s*:\s*\S+(?: \S+){0,3}? "
        rf"(?={_AFTER_CREDIT} )"
    ),
    re.compile(r"^(?:Nguồn|Ảnh)\s*:\s*\S+\.\S+ (?=[A-ZĐ])"),
    re.compile(r"^(?:Ảnh|Hình) minh h[ọo][ạa]\s*[:.]?\s*(?=[A-ZĐ])"),
    # "Cẩm Mai (Theo BBC, Reuters) Ông Bình …": the end of the story before it.
    re.compile(r"^[^()\"“”]{2,40}\((?:Theo|Nguồn|Ảnh)\b[^()]{2,60}\)\s+(?=[A-ZĐ])"),
]
_LEAST_AFTER_CAPTION = 6
"""Words that a sentence must have when a caption before it is cut off."""
_CREDIT = re.compile(
    rf"\s*\((?:(?:theo|nguồn|ảnh|video|photo|source|via)\b\s*:?[^()]{{0,60}}|(?:{_AGENCIES})"
    rf"(?:\s*[/,]\s*(?:{_AGENCIES}))*)\)(?=\s*[.!?…]*$)",
    re.IGNORECASE,
)
# "xahoi.com.vn" signs as "Xahoi".
_SITE = re.compile(r"^www\.|(?:\.(?:com|net|org|gov|vn))+$", re.IGNORECASE)
_AGENCY_END = re.compile(r"\s*\./\.?$|\s*\.\s+/\s*$")


def trim(text: str, lang: Lang, source: str = "") -> str:
    """Remove what is around the sentence but no part of it.

    Args:
        text: One source sentence, NFC, white space collapsed.
        lang: Its language.
        source: The outlet's name; a tag of that name is removed too.

    Returns:
        The sentence, capitalised and closed if it was; unchanged where no rule is sure.
    """
    trimmed = text
    for _ in range(2):  # "• TTO - …" wears two tags.
        tagged = trimmed
        for tag in _TAGS:
            trimmed = _without_head(trimmed, tag)
        if trimmed == tagged:
            break
    for signature in _signatures(source):
        trimmed = _without_head(trimmed, signature)
    if lang == "vi":
        for caption in _CAPTIONS:
            trimmed = _without_head(trimmed, caption, _LEAST_AFTER_CAPTION)
    trimmed = _AGENCY_END.sub(".", trimmed)
    if lang == "en" or "(" in trimmed:
        trimmed = _CREDIT.sub("", trimmed).strip() or trimmed
    return trimmed


@lru_cache(maxsize=1024)
def _signatures(source: str) -> tuple[re.Pattern[str], ...]:
    """How an outlet signs: with its name, or the name of its site."""
    return tuple(
        re.compile(rf"^\(?{re.escape(name)}\)?\s*{_DASH}\s+{_START}", re.IGNORECASE)
        for name in dict.fromkeys((source, _SITE.sub("", source)))
        if name
    )


def _without_head(text: str, head: re.Pattern[str], least: int = 4) -> str:
    match = head.match(text)
    if match is None or len(text[match.end() :].split()) < least:
        return text
    return text[match.end() :]


_LINKS: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(
        r"^(?:ngoài ra|bên cạnh đó|bên cạnh đấy|đồng thời|mặt khác|trong khi đó|cùng lúc(?: đó)?|"
        r"trong (?:một )?(?:diễn biến|động thái|thông tin|tuyên bố)"
        r"(?: có)?(?: liên quan)?(?: khác)?(?: có liên quan)?(?: mới nhất)?|"
        r"theo (?:một )?diễn biến khác|về phần mình|về phía mình|đáng chú ý(?: là)?|được biết|"
        r"thêm vào đó|hơn nữa|tương tự|còn theo đó)\s*,\s*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^(?:meanwhile|in addition|additionally|also|moreover|furthermore|besides|separately|"
        r"in (?:a )?(?:related|another|separate) (?:development|move|statement)|"
        r"for (?:his|her|its|their) part|notably|at the same time|similarly|likewise)\s*,\s*",
        re.IGNORECASE,
    ),
}
# "Ngoài ra, báo này còn cho biết": what "còn" adds to is gone with the linking word.
_ALSO = re.compile(
    r"^([^,;:]{1,80}?) (?:cũng|còn) "
    r"(cho biết|cho hay|cho rằng|nói|khẳng định|nhấn mạnh|tuyên bố|kêu gọi|bác bỏ|"
    r"phủ nhận|phản đối|lên án|yêu cầu|đề nghị|cảnh báo|thông báo)\b"
)
_DATE_VI = r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?"
_SAME_DAY = re.compile(rf"^cũng (?:trong|vào) ngày\s+(?={_DATE_VI})", re.IGNORECASE)
_SLASHED = r"\d{1,2}/\d{1,2}(?:/\d{2,4})?"  # "3-5" may be three to five.
_RELATIVE_DAY = re.compile(
    rf"\b(?:(?P<cue>ngày) (?:hôm (?:nay|qua|kia)) \(?(?:ngày )?(?P<a>{_DATE_VI})"
    rf"|(?P<word>hôm (?:nay|qua|kia))(?:[ ,]*\(?ngày (?P<b>{_DATE_VI})|,? (?P<c>{_SLASHED}))"
    # "sáng nay (28/10)", "tối qua, 22/10"
    rf"|(?P<part>sáng|trưa|chiều|tối|đêm) (?:nay|qua)"
    rf"(?: \((?:ngày )?(?P<d>{_DATE_VI})(?=\))|,? (?:ngày )?(?P<e>{_SLASHED})))"
    r"(?![\d/.-]*\d)\)?",
    re.IGNORECASE,
)
_INNER_AGENCY = re.compile(rf"\s*\((?:theo |via )?(?:{_AGENCIES})\)(?=[\s,.;:!?])")
_TRAILING_SOURCE: dict[Lang, re.Pattern[str]] = {
    "vi": re.compile(r",\s+(?P<source>theo [^\d,;:\"“”()]{2,50}?)(?P<end>[.…]?)$"),
    "en": re.compile(
        r",\s+(?P<source>(?:according to|as reported by) [^\d,;:\"“”()]{2,50}?)(?P<end>\.?)$"
    ),
}


def shorten(text: str, lang: Lang, told: str = "") -> str:
    """Leave out words that carry no meaning when the sentence stands alone.

    Args:
        text: One trimmed sentence.
        lang: Its language.
        told: What the reader has read before it; an attribution at the end of the sentence is
            left out only when the very same one stands there.

    Returns:
        The sentence, capitalised; unchanged where no rule is sure.
    """
    short = text
    link = _LINKS[lang].match(short)
    if link and _can_begin(short[link.end() :]):
        short = short[link.end() :]
        if lang == "vi":
            short = _ALSO.sub(r"\1 \2", short)
    if lang == "vi":
        same_day = _SAME_DAY.match(short)
        if same_day:
            short = f"Ngày {short[same_day.end() :]}"
        short = _RELATIVE_DAY.sub(_plain_day, short)
        short = _undated(short)
    short = _INNER_AGENCY.sub("", short)
    source = _TRAILING_SOURCE[lang].search(short)
    if source and source["source"].casefold() in told.casefold():
        short = short[: source.start()] + source["end"]
    return capitalised(short)


_LOOSE_DAY = re.compile(
    r"(?P<head>^|,\s)(?:(?:sáng|trưa|chiều|tối|đêm) (?:nay|qua)|(?:ngày )?hôm (?:nay|qua|kia)),\s",
    re.IGNORECASE,
)


def _undated(text: str) -> str:
    """The text without a "hôm qua" set off by commas: a day the reader cannot know."""
    match = _LOOSE_DAY.search(text)
    if match is None or len(text.split()) < 10:
        return text
    return text[: match.start()] + match["head"] + text[match.end() :]


def _plain_day(match: re.Match[str]) -> str:
    date = next(match[group] for group in "abcde" if match[group])
    if match["part"]:
        return f"{match['part']} {date}"
    cue = "Ngày" if (match["cue"] or match["word"])[0].isupper() else "ngày"
    return f"{cue} {date}"


def _can_begin(rest: str) -> bool:
    """Whether what is left is still a sentence of some length that no quote mark opens."""
    return len(rest.split()) >= 5 and rest[0].isalnum()


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, quotation marks skipped."""
    for position, char in enumerate(text):
        if char.isalnum():
            return text[:position] + char.upper() + text[position + 1 :]
    return text
