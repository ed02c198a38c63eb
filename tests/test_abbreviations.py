import pytest

from generator.abbreviations import abbreviations, spelt_out
from generator.translation.glossary import Glossary
from generator.translation.preparation import prepare


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("TAND TP Hà Nội xét xử hai bị cáo.", "Tòa án nhân dân TP Hà Nội xét xử hai bị cáo."),
        ("Ông Mẫu (SN 1965, ngụ H.Châu Đức)", "Ông Mẫu (sinh năm 1965, ngụ huyện Châu Đức)"),
        ("Họ ở TX.Phú Mỹ, P. 2 và Q.1.", "Họ ở thị xã Phú Mỹ, phường 2 và quận 1."),
        ("Theo GS.TS Trần Văn Mẫu, DN sai.", "Theo giáo sư TS Trần Văn Mẫu, doanh nghiệp sai."),
        ("Xe mang BKS 95T-1199 đi trên QL1A.", "Xe mang biển số 95T-1199 đi trên quốc lộ 1A."),
        ("Theo PV Báo Mẫu, có 2 vụ.", "Theo phóng viên Báo Mẫu, có 2 vụ."),
        ("CA tỉnh và CSGT có mặt.", "Công an tỉnh và cảnh sát giao thông có mặt."),
        ("NH CSXH và SV ở KTX.", "Ngân hàng Chính sách xã hội và sinh viên ở ký túc xá."),
    ],
)  # fmt: skip
def test_abbreviations_become_the_words_that_a_translator_knows(written, meant):
    assert spelt_out(written) == meant
    assert prepare(written, "vi", Glossary()) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Tàu cá BV 4517 TS cập bờ.",
        "Ủy ban nhân dân (UBND) tỉnh họp.",
        "UBND TỈNH HỌP VỀ PCCC",
        "Bà H. Người dân gọi bà là cô P. từ lâu.",
        "Ảnh: N.H.Anh, cô P.Thảo cung cấp.",
        "Chỉ số VN-Index tăng, PV Power và PVN giảm, giá BTC đi ngang.",
        "BỘ KẾ HOẠCH VÀ ĐẦU TƯ công bố.",
        "Ngân hàng DN&T và mã VND.",
        "Các hãng ANA, JAL và KLM bay thẳng.",
        "",
    ],
)
def test_what_may_mean_something_else_stays(text):
    assert spelt_out(text) == text


def test_the_list_holds_no_word_twice_and_nothing_that_expands_again():
    for short, full in abbreviations().items():
        assert full
        assert short not in full.split()
        assert spelt_out(full) == full
