"""What the furniture of news pages says, in Vietnamese and English.

These lists only help: what decides first is structure (`cleaning.py`). Each pattern is tried
against one line and is anchored and linear, so that no page can make it slow.
"""

from __future__ import annotations

import re


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(patterns)})\W*", re.IGNORECASE)


def _start(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(patterns)})", re.IGNORECASE)


# Headers of lists that follow or interrupt an article. Matched against the whole line.
STOP = _whole(
    r"(?:các )?tin(?: bài| tức)? (?:liên quan|khác|mới(?: nhất| hơn)?|cũ hơn|cùng (?:chuyên )?mục"
    r"|nổi bật|nóng|đọc nhiều|đáng chú ý|tiếp theo|trước đó|đã đưa|hay)",
    r"(?:các )?bài(?: viết| báo)?(?: được)? (?:liên quan|khác|mới(?: nhất)?|đọc nhiều(?: nhất)?"
    r"|xem nhiều|cùng (?:chuyên mục|chủ đề|tác giả)|nổi bật|quan tâm|hay|trước|tiếp theo)",
    r"đọc (?:thêm|nhiều(?: nhất)?|tiếp|ngay)",
    r"xem (?:thêm|nhiều(?: nhất)?|tiếp|ngay)",
    r"cùng (?:chuyên mục|chủ đề|mục|sự kiện|tác giả|dòng sự kiện|chuyên đề)",
    r"mới nhất",
    r"nổi bật(?: nhất)?",
    r"tin mới(?: nhất)?",
    r"có thể bạn quan tâm",
    r"có thể (?:bạn|quý vị) (?:thích|muốn đọc|quan tâm)",
    r"bạn có thể (?:quan tâm|thích)",
    r"(?:tin|bài)?(?: được)? quan tâm(?: nhất)?",
    r"dòng sự kiện.{0,60}",
    r"đừng bỏ lỡ",
    r"đang hot",
    r"tiêu điểm",
    r"chủ đề liên quan",
    r"thông tin (?:liên quan|hữu ích|doanh nghiệp)",
    r"video(?: clip)?(?: liên quan| nổi bật| hot)?",
    r"video(?: clip)? (?:đang )?được xem nhiều(?: nhất)?(?: ▶)?(?: \d{1,2}:\d\d)?",
    r"xem các tin đã đưa ngày",
    r"(?:được )?(?:đọc|xem|chia sẻ) nhiều(?: nhất)?",
    r"ý kiến (?:bạn đọc|độc giả)",
    r"tin tài trợ",
    r"nội dung (?:tài trợ|liên quan|khác)",
    r"liên quan",
    r"sự kiện(?: liên quan)?",
    r"related(?: (?:articles?|stories|news|topics?|content|links?|coverage|posts|reading))?",
    r"read (?:more|next|also)",
    r"more (?:from|on|in|stories|news|like this|to explore).{0,40}",
    r"most (?:read|popular|viewed|shared|commented|watched)",
    r"(?:editors?['’]?s? )?picks?",
    r"recommended(?: (?:for you|stories|articles|reading))?",
    r"you (?:may|might) (?:also )?like",
    r"trending(?: now| stories)?",
    r"latest(?: (?:news|stories|headlines|posts|updates))?",
    r"top (?:stories|news|headlines)",
    r"up next",
    r"also (?:read|see)",
    r"see also",
    r"elsewhere",
    r"don['’]?t miss",
    r"in (?:other|this) (?:news|section)",
    r"around the web",
    r"what to read next",
    r"popular(?: (?:now|posts|stories|articles))?",
    r"sponsored(?: (?:content|stories|links))?",
    r"(?:you may|we) (?:have missed|recommend)",
    r"previous (?:article|post|story)",
    r"next (?:article|post|story)",
    r"from (?:around )?the web",
    r"stories for you",
    r"(?:về|giới thiệu) tác giả",
    r"about the (?:authors?|writers?)",
    r"thăm dò ý kiến(?: bạn đọc| độc giả)?",
    r"(?:reader|online|quick)s?['’]? polls?",
)

# One line that points to another article and stands inside a body.
READ_ALSO = _start(
    r"(?:>>+|►|▶|»|☞|=>|⇒|→)",
    r"(?:xem|đọc|tìm hiểu|tham khảo)(?: thêm| ngay| tiếp| lại)? ?[:>»]",
    r"(?:tin|bài)(?: viết)? liên quan ?[:>-]",
    r"(?:mời|bấm|nhấn|click)(?: vào đây)?.{0,30}(?:xem|đọc)"
    r" (?:thêm|tiếp|chi tiết)",
    r"(?:video|clip|infographic|podcast|audio|photo|ảnh|e-?magazine)\]",
    r"video ?:",
    r"clip ?:",
    r"(?:read|see|watch)(?: more| also| next| the)? ?:",
    r"related ?:",
    r"also read",
    r"read also",
    r"more on this ?:",
    r"don['’]?t miss ?:",
    r"(?:read|see) (?:more|also)\b",
    r"listen ?:",
    r"recommended ?:",
    r"opinion ?:",
    r"(?:read|watch) here",
    r"trending ?:",
    r"related (?:article|story|stories|video|coverage)\b",
    r"related (?:posts?|news|reading|content|links?) ?:",
    r"(?:up|coming) next ?:",
)

COMMENT = _start(
    r"tối đa:? [\d.]+ ký tự",
    r"hiện chưa có (?:bình luận|ý kiến)",
    r"chưa có bình luận",
    r"(?:\d+ )?bình luận(?: \(?\d+\)?)?\W*$",
    r"gửi (?:bình luận|ý kiến|phản hồi)",
    r"ý kiến của bạn",
    r"viết bình luận",
    r"nhập (?:bình luận|nội dung)",
    r"vui lòng (?:nhập|đăng nhập)",
    r"bạn (?:cần|phải|chưa) (?:đăng nhập|nhập)",
    r"đăng nhập (?:để|với|bằng)",
    r"xem thêm bình luận",
    r"chia sẻ ý kiến",
    r"bình luận (?:của bạn|mới nhất|hay)",
    r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)",
    r"(?:\d+ )?comments?(?: \(?\d+\)?)?\W*$",
    r"(?:view|show|load|see) (?:all |more )?comments",
    r"be the first to comment",
    r"join the (?:conversation|discussion)",
    r"comments (?:are|have been) closed",
    r"log ?in to (?:comment|reply|post)",
    r"your email address will not",
    r"sắp xếp theo",
    r"quan tâm nhất mới nhất",
)

SHARE = _start(
    r"(?:mời )?(?:quý )?(?:độc giả|bạn đọc|khán giả|quý vị) (?:theo dõi|đón đọc|xem thêm|quan tâm)",
    r"mời (?:quý |các |bạn )?(?:độc giả|bạn đọc|bạn|quý vị)",
    r"theo dõi .{0,60}(?:trên|tại)\W*(?:google.*|facebook.*|zalo.*|youtube.*)?$",
    r"theo dõi (?:chúng tôi|báo|trang|kênh|fanpage)",
    r"chia sẻ(?: bài(?: viết| này)?| (?:lên|qua|trên) .{0,20}| facebook| zalo|"
    r" \d+)?\W*$",
    r"(?:chia sẻ|lưu|in|gửi)(?: bài(?: viết| báo)?)?\W*$",
    r"nghe (?:đọc )?(?:bài|nội dung|podcast)",
    r"sao chép(?: liên kết| link)?\W*$",
    r"copy(?: link)?\W*$",
    r"share(?:d)?(?: (?:this|on|via|to|with|article|story|facebook|twitter).{0,30}|"
    r"\W*\d*)?\W*$",
    r"(?:follow|find|like|join) (?:us|me|our|@).{0,60}$",
    r"follow .{0,40} on (?:twitter|facebook|x|instagram|google|telegram|whatsapp|"
    r"linkedin)",
    r"(?:tweet|facebook|twitter|zalo|whats ?app|telegram|pinterest|linked ?in|"
    r"e-?mail|print|messenger|instagram|youtube|tiktok|reddit)\W*$",
    r"sign up (?:for|to|here)",
    r"subscribe\b.{0,80}$",
    r"(?:get|download) (?:the|our) (?:app|newsletter|latest)",
    r"(?:our )?newsletter",
    r"advert(?:isement|ising)?\W*$",
    r"quảng cáo\W*$",
    r"(?:bấm|nhấn|click|quét).{0,20}(?:theo dõi|quan tâm|đăng ký)",
    r"đăng ký (?:nhận|theo dõi|kênh|email|mua báo)",
    r"tải (?:ứng dụng|app)",
    r"(?:story|article) continues below",
    r"skip (?:to|advert|ad|past)",
    r"(?:cỡ|kích thước|kiểu) (?:chữ|font)",
    r"font size\b",
    r"đánh giá (?:mục|bài(?: viết)?) này\W*(?:\d\W*)*",
    r"(?:in\W+)?e-?mail\W+(?:hãy là người đầu tiên|\d+ bình luận)",
    r"a[-+]\W*a[-+]?\W*$",
    r"(?:giọng|đọc) (?:nam|nữ|miền)",
    r"tặng sao",
    r"thích\W*\d*$",
    r"trở (?:lại|về|lên)",
    r"về trang chủ",
    r"(?:back to top|loading|play|pause|mute|đang tải|xem toàn bộ|xem đáp án|"
    r"see all|show more|view more|load more)\W*.{0,12}$",
    r"support .{0,40}journalism",
    r"(?:donate|contribute) (?:to|now|today)",
    r"(?:listen|watch) (?:to this|now|live)",
    r"\d+ (?:min|phút)(?:ute)?s? (?:read|đọc)",
    r"cuộn (?:xuống|trang|chuột) để (?:đọc|xem)\b.{0,20}$",
    r"scroll (?:down )?(?:to|for) (?:read|see|more|continue)\b.{0,20}$",
    # The fields and buttons of a form: `[Your email] [Sign up]`.
    r"(?:\[[^\[\]]{2,30}\]\s*){1,4}$",
)

# What heads a box that asks for an address, and what such a box says.
SIGN_UP = _start(
    r"đăng ký (?:nhận|theo dõi|bản tin|email)",
    r"(?:sign up|subscribe)\b",
    r"(?:our|the|get (?:the|our)) .{0,30}newsletter",
)
IN_YOUR_MAIL = re.compile(
    r"(?:hộp thư|email|hòm thư) (?:của )?(?:bạn|quý vị)\b|\b(?:your|in-?) ?(?:inbox|e-?mail)\b",
    re.IGNORECASE,
)
# A question to the reader, where choices stand below it.
POLL = re.compile(
    r"(?<!\w)(?:bạn|quý vị|độc giả|(?:do|did|would) you|your?|should|which|who)(?!\w)"
    r".{0,150}\?$",
    re.IGNORECASE,
)

TAGS = _start(
    r"từ khóa ?(?:[:>»]|\W*$)",
    r"từ khoá ?(?:[:>»]|\W*$)",
    r"tags? ?(?:[:>»]|\W*$)",
    r"thẻ ?:",
    r"keywords? ?(?:[:>»]|\W*$)",
    r"chủ đề ?[:>»]",
    r"topics? ?(?:[:>»]|\W*$)",
    r"filed under",
    r"tagged(?: as| with|:)",
    r"xem thêm về ?:",
)

# What the frame of a video says where none is played.
PLAYER = _start(
    r"video (?:này )?(?:không (?:khả dụng|hỗ trợ|thể phát)|đang (?:được )?tải\W*$)",
    r"trình duyệt (?:này )?của bạn (?:không|chưa) hỗ trợ",
    r"trình duyệt (?:không|chưa) hỗ trợ (?:phát|video|html5|thẻ)",
    r"(?:this )?video (?:is )?(?:unavailable|not supported|loading)",
    r"your browser (?:does not|doesn['’]?t|cannot) ",
)

# What a paper says about the article itself, below it.
NOTE = _start(
    r"(?:additional |further )?(?:reporting|writing|editing|compiled) (?:and \w+ )?by\b",
    r".{0,120}\bcontributed (?:to this (?:report|story|article)|reporting)\b",
    r"(?:a|another) version of this (?:article|story)\b",
    r"this (?:article|story|post) (?:was|has been|originally|first) ?"
    r"(?:originally|first|updated|corrected|published|appeared)\b",
    r"our standards ?:",
    r"bài (?:viết|báo) (?:này )?(?:đã )?được cập nhật\b",
    r"bạn đang (?:đọc|xem) (?:bài(?: viết| báo)?|tin)\b.{0,250}\bchuyên mục\b",
    r"mọi (?:thông tin |ý kiến )?(?:góp ý|phản hồi|cộng tác)\b.{0,60}\b(?:gửi|liên hệ)\b",
    r"(?:các )?(?:thông tin|nội dung|bài viết)\b.{0,60}\bchỉ (?:mang|có) tính(?: chất)? tham khảo"
    r"\b.{0,30}\bkhông (?:thay|phải)\b",
    r"(?:các )?(?:thông tin|nội dung) (?:trên|trong|tại|của) (?:trang|website|bài|chuyên mục)\b"
    r".{0,60}\bchỉ (?:mang|có) tính(?: chất)? tham khảo\b",
    r"(?:this (?:article|content|page|site)|(?:the |this )?information (?:on|in|provided))\b.{0,60}"
    r"\b(?:for (?:general )?information(?:al)? purposes only|not a substitute for)\b",
    r"(?:do you )?(?:have|got) (?:a|an|any|more) .{2,60}\? (?:please )?"
    r"(?:write|e-?mail|contact|tell|message|get in touch)\b",
    r"(?:write|e-?mail|contact) (?:to )?(?:us|the (?:author|reporter|writer|newsroom)) at\b",
)

# What asks the reader to write: to the paper, or after a question to the reader. The verb begins
# its sentence; `Chia sẻ với chúng tôi, bà Mẫu nói …` begins the article's own.
_WRITE = (
    r"(?:hãy |xin |mời |vui lòng |please )?(?:chia sẻ|gửi|kể|viết|liên hệ|write|e-?mail|contact"
    r"|send|share|tell|get in touch)\b"
)
PROMPT = re.compile(
    rf"(?:^|[.?!]\s+){_WRITE}[^.?!]{{0,60}}\b(?:(?:với|cho|tới|về) (?:chúng tôi|tòa soạn|toà soạn"
    r"|ban biên tập)|us|our|(?:the )?(?:newsroom|editors?))\b(?!,)",
    re.IGNORECASE,
)
ASKED = re.compile(rf"\b(?:bạn|quý vị|độc giả|you|your)\b[^?]{{0,80}}\?\s+{_WRITE}", re.IGNORECASE)
# Where to write or call.
CONTACT = re.compile(r"\w@\w|\b0\d{2,4}[ .]?\d{3}[ .]?\d{3}\b")
HERE = re.compile(r"\b(?:tại đây|here)\b", re.IGNORECASE)

# Who the author is, after the name: `… covers courts for the Sample Post`.
BIOGRAPHY = re.compile(
    r"\s+(?:covers|writes|reports|is (?:an?|the)\b|là (?:cây bút|nhà báo|phóng viên|tác giả|nhà văn"
    r"|biên tập viên|cộng tác viên))",
    re.IGNORECASE,
)

# The same below the name alone.
JOINED = re.compile(
    r"(?:s?he|they) (?:covers|joined|writes (?:about|for|on)|reports (?:on|for))\b", re.IGNORECASE
)

LEGAL = re.compile(
    r"©|®|\bcopyright\b|all rights reserved|bản quyền (?:thuộc|của)|giữ bản quyền|"
    r"giấy phép (?:số|hoạt động|xuất bản|thiết lập|mxh|bttt|gp)"
    r"|tổng biên tập|cơ quan (?:chủ quản|của (?:trung ương|bộ|hội|đảng))|"
    r"ghi rõ nguồn|phát hành lại thông tin|sao chép dưới mọi hình thức"
    r"|liên hệ (?:quảng cáo|tòa soạn|toà soạn)|đường dây nóng|\bhotline\b|"
    r"\btòa soạn\b ?:|\btoà soạn\b ?:|terms (?:of (?:use|service)|and conditions)"
    r"|privacy (?:policy|notice)|cookie (?:policy|settings|preferences)|(?:we|"
    r"this (?:web)?site) uses? cookies|chính sách bảo mật|điều khoản sử dụng"
    r"|may not be (?:published|reproduced|broadcast)|giấy phép số|thiết kế bởi|powered by",
    re.IGNORECASE,
)

BREADCRUMB = re.compile(
    r"\W*(?:trang (?:chủ|nhất)|home(?:page)?\s*[>»›/|]|[^>»›]{1,40}(?: [>»›] [^>»›]{1,40}){2,}$)",
    re.IGNORECASE,
)

# A photo credit or a marked caption. The capital letter of `Ảnh` matters inside a sentence.
CAPTION = re.compile(
    r"^\[\d{1,2}/\d{1,2}\]|\b(?:REUTERS|AFP|EPA|AP Photo|Getty Images|TTXVN)/[A-ZĐ]|"
    r"[(\[]\s*(?:nguồn )?[Ảả]nh\b[^)\]]{0,80}[)\]]?\W*$|(?:^|[\s\-–—.|/(])(?:Ảnh|"
    r"ẢNH|Nguồn ảnh|Ảnh minh (?:họa|hoạ)|ảnh minh (?:họa|hoạ)|Đồ họa|ĐỒ HỌA|"
    r"Infographic|Hình ảnh)\s*:"
    r"|[-–—.|]\s*Ảnh\s*\d{0,2}\s*\.?$|(?:^|\s)(?:Ảnh|Hình|Photo|"
    r"Figure)\s?\d{1,2}\.?$|[-–—.]\s*Ảnh (?:minh (?:họa|hoạ)|tư liệu|chụp màn hình|"
    r"cắt từ (?:clip|video)|internet)\W*.{0,40}$"
    r"|^(?:ẢNH|Ảnh) (?:minh (?:họa|hoạ)|tư liệu|chụp)\b.{0,60}$|^(?:Ảnh|ẢNH)\s?[:\-–]"
    r"|\((?:Photo|Image|Picture|Credit|Source|Photograph|Getty|AP|File|Reuters|AFP|"
    r"EPA)\b[^)]{0,80}\)\W*$|(?:^|[\s|.(])(?:Photo(?:graph)?s?|Image|Picture|"
    r"Illustration|Credit|Photo credit|Image source)\s?:"
    r"|(?:Getty Images|Shutterstock|iStock(?:photo)?|/AFP|/AP|/REUTERS|/Reuters|"
    r"/EPA)\W*(?:\(.{0,20}\))?$|\bPhoto(?:graph)? by\b|(?:^|[\s(])(?:file|stock|"
    r"handout) (?:photo|image|picture)\W*$",
)

# The line of a photographer under a caption: `Ảnh: Minh Mẫu`.
PHOTO_CREDIT = re.compile(
    r"[(\[]?\s*(?:Nguồn ảnh|Ảnh|ẢNH|Photos?|Photo credit|Image|Picture|Credit)\s?:\s?.{2,50}"
)
# What captions of official meetings say.
MEETING = re.compile(
    r"(?:quang|toàn) cảnh (?:buổi|hội nghị|hội thảo|cuộc|lễ|phiên|đại hội|kỳ họp|tọa đàm|toạ đàm"
    r"|diễn đàn|chương trình|khóa|lớp)\b.{0,80}"
    r"|(?:các )?(?:đại biểu|lãnh đạo|thành viên)\b(?:(?! (?:và|đã|sẽ|rồi) )[^,.;]){0,40} chụp ảnh"
    r" lưu niệm\W*",
    re.IGNORECASE,
)

# "… - Ảnh 1.": what a content system writes as the alternative text of the first picture.
NUMBERED_PHOTO = re.compile(r"[-–—]\s*(?:Ảnh|Hình|Photo)\s*\d{1,3}\s*\.?$")

# What stands before a headline that is only the one of a video or a gallery.
MEDIA = re.compile(
    r"\W*(?:highlights?|video|clip|infographics?|podcast|audio|photos?|ảnh)\b ?[:|\]]",
    re.IGNORECASE,
)

_AGENCIES = (
    r"reuters|afp|ap|tass|ria(?: novosti)?|sputnik|xinhua|thx|tân hoa xã|yonhap|"
    r"kyodo|kcna|bbc|cnn|nhk|dpa|upi|efe|ansa|pti|ttxvn|vna|vov\w*|vtv\w*|"
    r"bloomberg|guardian|the guardian|new york times|nyt|washington post|wsj|"
    r"nikkei(?: asia)?|al jazeera|rt|interfax|scmp|straits times|strait times|"
    r"daily mail|"
    r"independent|telegraph|fox news|npr|ft|financial times|cna|channel news asia|"
    r"euronews|dw|abc|nbc|cbs|politico|axios|the hill|newsweek|time|economist"
)
AGENCY_NAME = re.compile(rf"(?:{_AGENCIES})", re.IGNORECASE)
