"""Share pictures of events."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from small_site import make_site

from generator.build_state import KeptFiles
from generator.cards import (
    CARD_HEIGHT,
    CARD_WIDTH,
    Card,
    card_key,
    event_card,
    render_card,
    render_cards,
)
from generator.files import sync_folder
from generator.model import Translation
from generator.settings import Settings
from generator.site_model import Site

CARD = Card("Bản tin mẫu", "ngày 1/5/2024", "Cầu gỗ mẫu mở lại", "A sample bridge", "", "Báo Mẫu")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def ink_outside(picture: Image.Image, margin: int) -> int:
    """How many colours but the paper's stand near the left and right edges, below the bar."""
    sides = [(0, 20, margin, CARD_HEIGHT), (CARD_WIDTH - margin, 20, CARD_WIDTH, CARD_HEIGHT)]
    return sum(len(picture.crop(side).getcolors() or ()) - 1 for side in sides)


def card_of(site: Site, event_id: str) -> Card:
    (briefing,) = [item for item in site.briefings if item.event.id == event_id]
    return event_card(site, briefing)


def test_a_card_is_a_small_png_of_the_size_that_open_graph_asks_for() -> None:
    data = render_card(CARD)
    assert data.startswith(b"\x89PNG")
    assert opened(data).size == (CARD_WIDTH, CARD_HEIGHT)
    assert len(data) < 30_000


def test_the_same_card_gives_the_same_bytes_and_key() -> None:
    assert render_card(CARD) == render_card(replace(CARD))
    assert card_key(CARD) == card_key(replace(CARD))


@pytest.mark.parametrize("field", ["brand", "date", "title", "other", "mark", "footer"])
def test_every_word_on_the_card_is_seen_and_changes_the_key(field: str) -> None:
    other = replace(CARD, **{field: "Khác"})
    assert card_key(other) != card_key(CARD)
    assert opened(render_card(other)).tobytes() != opened(render_card(CARD)).tobytes()


def test_vietnamese_letters_have_glyphs_of_their_own() -> None:
    letters = "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳỷỹỵđĐƯƠ"
    drawn = {render_card(replace(CARD, title=letter)) for letter in letters}
    assert len(drawn) == len(letters)


@settings(max_examples=12, deadline=None)
@given(st.text(min_size=1, max_size=400))
@example("ì")  # its accent reaches over the edge that its stem stands on
def test_any_title_is_drawn_within_the_margins(title: str) -> None:
    site = make_site()
    briefing = site.briefings[0]
    event = replace(briefing.event, title=title, names={"en": title * 2})
    card = event_card(site, replace(briefing, event=event))
    overhang = 6
    assert ink_outside(opened(render_card(card)), 48 - overhang) == 0


def test_a_long_word_is_broken_and_a_long_title_cut() -> None:
    card = Card("B" * 300, "D" * 20, "W" * 900, "Từ " * 300, "m", "Báo " * 100)
    picture = opened(render_card(card))
    assert ink_outside(picture, 48) == 0


def test_the_original_title_comes_first_and_a_machines_says_so() -> None:
    card = card_of(make_site(), "2024-05-01-cau-go")
    assert card == Card(
        brand="Bản tin tổng hợp",
        date="ngày 1/5/2024 · 1 May 2024",
        title="Cầu gỗ mẫu mở lại",
        other="en(Cầu gỗ mẫu mở lại)",
        mark="machine translation",
        footer="Báo Mẫu · Sample Times",
    )


def test_an_editors_name_carries_no_mark_and_a_missing_one_is_left_out() -> None:
    assert card_of(make_site(), "tin-mau").mark == ""
    site = make_site()
    title = site.briefings[1].event.title
    missing = Translation(title, "vi", "missing")
    site.translations.known[title] = missing  # type: ignore[attr-defined]
    card = card_of(site, "2019-10-lu-mau")
    assert (card.other, card.mark) == ("", "")


def test_an_unknown_date_is_no_date_and_a_partial_one_stays_partial() -> None:
    assert card_of(make_site(), "tin-mau").date == ""
    assert card_of(make_site(), "2019-10-lu-mau").date == "tháng 10/2019 · October 2019"


def test_a_site_in_one_language_has_cards_in_that_language() -> None:
    site = make_site(settings=Settings(languages=("en",)))
    card = card_of(site, "2019-10-lu-mau")
    assert card.brand == "Briefings"
    assert card.other == ""
    assert card.title == "en(Lũ mẫu cuốn trôi cầu)"


def test_every_event_has_its_picture_once_the_address_is_known() -> None:
    pictures = render_cards(make_site())
    assert list(pictures) == [
        f"events/{name}/card.png" for name in ("2024-05-01-cau-go", "2019-10-lu-mau", "tin-mau")
    ]
    assert render_cards(make_site(url="")) == {}


def test_a_picture_is_drawn_again_only_when_its_words_change(tmp_path: Path) -> None:
    def drawn(site: Site) -> list[str]:
        kept = KeptFiles(tmp_path, tmp_path / "memory.json")
        pictures = render_cards(site, kept)
        sync_folder(tmp_path, pictures, ".generated", kept.standing)
        kept.write(pictures)
        return list(pictures)

    assert len(drawn(make_site())) == 3
    assert drawn(make_site()) == []
    site = make_site()
    event = replace(site.briefings[0].event, title="Tên khác")
    changed = replace(
        site, briefings=(replace(site.briefings[0], event=event), *site.briefings[1:])
    )
    assert drawn(changed) == [f"events/{event.id}/card.png"]
