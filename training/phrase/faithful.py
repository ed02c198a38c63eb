"""Which phrase pairs say the same in figures, money and negation.

Free translations and slips of alignment teach pairs such as `triệu đồng` – `$ million`. They are
rare enough not to matter for a score and bad enough to matter for a reader: they are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

_SMALL = {
    "1": ({"one", "first", "once", "a", "an", "January", "Jan.", "Jan"}, {"một", "mốt", "nhất"}),
    "2": ({"two", "second", "twice", "February", "Feb.", "Feb", "both"}, {"hai", "nhì"}),
    "3": ({"three", "third", "March", "Mar."}, {"ba"}),
    "4": ({"four", "fourth", "April", "Apr."}, {"bốn", "tư"}),
    "5": ({"five", "fifth", "May"}, {"năm", "lăm"}),
    "6": ({"six", "sixth", "June"}, {"sáu"}),
    "7": ({"seven", "seventh", "July"}, {"bảy", "bẩy"}),
    "8": ({"eight", "eighth", "August", "Aug.", "Aug"}, {"tám"}),
    "9": ({"nine", "ninth", "September", "Sept.", "Sept", "Sep."}, {"chín"}),
    "10": ({"ten", "tenth", "October", "Oct.", "Oct"}, {"mười", "chục"}),
    "11": ({"eleven", "November", "Nov.", "Nov"}, {"mười", "mốt"}),
    "12": ({"twelve", "dozen", "December", "Dec.", "Dec"}, {"mười", "hai", "tá"}),
}
_MONTHS = {
    month: figure
    for figure, (english, _) in _SMALL.items()
    for month in english
    if month[0].isupper() and month != "May"
}
_CURRENCIES = (
    (
        {"$", "USD", "dollar", "dollars", "US$", "bucks", "cents"},
        {"USD", "đô", "$", "đô-la", "dollar"},
    ),
    ({"VND", "dong"}, {"đồng", "VND", "VNĐ"}),
    ({"€", "euro", "euros", "EUR"}, {"euro", "EUR", "€"}),
    ({"£", "pound", "pounds", "GBP", "sterling"}, {"bảng", "GBP", "£"}),
    ({"yen", "¥", "JPY"}, {"yên", "yen", "¥", "JPY"}),
    ({"yuan", "renminbi", "CNY", "RMB"}, {"tệ", "CNY", "NDT"}),
    ({"won", "KRW"}, {"won", "KRW"}),
)
_SIGNS = {"$", "US$", "USD", "VND", "VNĐ", "€", "EUR", "£", "GBP", "¥", "JPY", "CNY", "KRW"}
_SCALES = {"nghìn", "ngàn", "triệu", "tỷ", "tỉ", "thousand", "million", "billion", "trillion"}
_NOT_EN = {
    "not", "no", "never", "none", "nor", "neither", "without", "cannot", "nothing", "nobody",
    "nowhere", "yet", "hardly", "barely", "zero", "free", "instead", "rather", "stop", "avoid",
    "unless", "few", "little", "only", "but", "less", "non", "otherwise", "whether", "or",
}  # fmt: skip
_NOT_EN_HEADS = tuple(
    "un in im ir il dis non mis anti fail refus den lack absen reject miss ban forb prevent los "
    "avoid refrain".split()
)
_PLAIN_NOT = {"not", "never", "cannot", "nor", "neither"}
_NOT_VI = {"không", "chưa", "chẳng", "đừng", "chớ", "chả", "phi", "bất", "vô", "khỏi", "hết",
           "thiếu", "kém", "ngoài", "trừ", "cấm", "từ", "mất", "miễn"}  # fmt: skip
_PLAIN_KHONG = {"không", "chưa", "chẳng", "đừng"}
_AFTER_AIR = {"quân", "khí", "gian", "kích", "lực", "tặc", "phận", "ảnh", "trung", "chiến", "vận",
              "lưu", "hạn"}  # fmt: skip


def faithful(english: Sequence[str], vietnamese: Sequence[str]) -> bool:
    """Whether two phrases hold the same small figures, currencies and negation."""
    return (
        _same_figures(english, vietnamese)
        and _same_money(english, vietnamese)
        and _same_negation(english, vietnamese)
    )


def _same_figures(english: Sequence[str], vietnamese: Sequence[str]) -> bool:
    # Of `five-week` and `VND5` the figure counts.
    ours = {word.removeprefix("VND") for word in english}
    ours |= {part for word in english for part in word.split("-") if part.isalpha()}
    theirs = {word.lower() for word in vietnamese}
    for figure, (spoken_en, spoken_vi) in _SMALL.items():
        if figure in ours and not (figure in theirs or spoken_vi & theirs):
            return False
        if figure in theirs and not (figure in ours or spoken_en & ours):
            return False
    months = {_MONTHS[word] for word in ours if word in _MONTHS}
    return "tháng" not in theirs or all(
        figure in theirs or _SMALL[figure][1] & theirs or "giêng" in theirs for figure in months
    )


def _same_money(english: Sequence[str], vietnamese: Sequence[str]) -> bool:
    ours = {"VND" if word.startswith("VND") else word for word in english}
    theirs = set(vietnamese)
    said = {at for at, (words, _) in enumerate(_CURRENCIES) if words & ours}
    meant = {at for at, (_, words) in enumerate(_CURRENCIES) if words & theirs}
    if said & meant:
        return True
    # Without a figure `đồng` may be copper, `bảng` a table and `won` a victory.
    sure = ours & _SIGNS or (said and ours & _SCALES)
    certain = theirs & _SIGNS or (meant and theirs & _SCALES)
    return not sure and not certain


def _same_negation(english: Sequence[str], vietnamese: Sequence[str]) -> bool:
    plain_en = any(word.lower() in _PLAIN_NOT for word in english)
    if plain_en and not _NOT_VI & {word.lower() for word in vietnamese}:
        return False
    plain_vi = any(
        word.lower() in _PLAIN_KHONG
        and not (at + 1 < len(vietnamese) and vietnamese[at + 1] in _AFTER_AIR)
        and at + 1 != len(vietnamese)
        and not (at and vietnamese[at - 1].lower() == "hàng")
        for at, word in enumerate(vietnamese)
    )
    return not plain_vi or any(
        word.lower() in _NOT_EN or word.lower().startswith(_NOT_EN_HEADS) or "n't" in word
        for word in english
    )
