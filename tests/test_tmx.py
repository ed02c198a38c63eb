from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.model import Warning
from generator.translation.memory import MachineTranslation, Memory
from generator.translation.tmx import export_tmx, import_tmx

PATH = Path("desk.tmx")


def tmx(units, srclang="vi-VN", before=""):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<tmx version="1.4">'
        f'<header srclang="{srclang}"/><body>{units}</body></tmx>'
    ).encode()


def unit(vi, en, more=""):
    return (
        f'<tu>{more}<tuv xml:lang="vi-VN"><seg>{vi}</seg></tuv>'
        f'<tuv xml:lang="EN-us"><seg>{en}</seg></tuv></tu>'
    )


def refusal(data):
    with pytest.raises(ContentError) as caught:
        import_tmx(data, Memory(), PATH)
    (problem,) = caught.value.problems
    assert problem.remedy
    assert problem.line
    return problem.what


def test_edits_survive_export_and_import():
    memory = Memory().updated(
        edited=[("Ba nước <họp> & ký.", "vi", 'Three "countries".'), ("One.", "en", "Một.")]
    )
    again, report = import_tmx(export_tmx(memory), Memory(), PATH)
    assert list(again.entries()) == list(memory.entries())
    assert (report.edited, report.kept, report.skipped) == (2, (), 0)


def test_machine_translations_travel_only_when_asked_and_stay_machine():
    memory = Memory().updated(
        [MachineTranslation("Có 14.", "vi", "15.", "argos 1", (Warning("number", "14"),))]
    )
    assert b"<tu " not in export_tmx(memory)
    again, report = import_tmx(export_tmx(memory, machine=True), Memory(), PATH)
    assert again.get("Có 14.", "vi", "en") == memory.get("Có 14.", "vi", "en")
    assert (report.edited, report.machine) == (0, 1)


def test_the_same_memory_exports_the_same_bytes():
    memory = Memory().updated(edited=[("Một.", "vi", "One.")])
    assert export_tmx(memory) == export_tmx(import_tmx(export_tmx(memory), Memory(), PATH)[0])


def test_an_editors_translation_here_wins_over_an_imported_one_and_is_reported():
    memory = Memory().updated(
        [MachineTranslation("Hai.", "vi", "2.", "argos 1")], [("Một.", "vi", "One.")]
    )
    again, report = import_tmx(tmx(unit("Một.", "1.") + unit("Hai.", "Two.")), memory, PATH)
    assert again.get("Một.", "vi", "en").text == "One."
    assert again.get("Hai.", "vi", "en").text == "Two."
    assert again.get("Hai.", "vi", "en").origin == "edited"
    assert report.kept == ("Một.",)


def test_a_file_with_an_open_source_language_counts_both_ways():
    memory, report = import_tmx(tmx(unit("Một.", "One."), "*all*"), Memory(), PATH)
    assert memory.get("Một.", "vi", "en").text == "One."
    assert memory.get("One.", "en", "vi").text == "Một."
    assert report.edited == 2


def test_formatting_codes_go_and_highlighted_words_stay():
    data = tmx(unit("Ba <bpt i='1'>&lt;b></bpt>nước<ept i='1'>&lt;/b></ept>", "<hi>Three</hi> x"))
    memory, _ = import_tmx(data, Memory(), PATH)
    assert memory.get("Ba nước", "vi", "en").text == "Three x"


def test_units_without_both_languages_are_skipped_and_counted():
    units = '<tu><tuv xml:lang="vi"><seg>a</seg></tuv></tu>' + unit("", "b") + unit("c", "d")
    _, report = import_tmx(tmx(units), Memory(), PATH)
    assert (report.edited, report.skipped) == (1, 2)


def test_what_is_no_tmx_is_refused():
    assert "root is <html>" in refusal(b"<html/>")
    assert "not well-formed" in refusal(tmx(unit("a", "b"))[:-20])
    assert "not well-formed" in refusal(b"")


def test_entity_bombs_and_outside_files_are_refused(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    bomb = '<!DOCTYPE tmx [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    outside = f'<!DOCTYPE tmx [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    assert "entity" in refusal(tmx(unit("&b;", "x"), before=bomb))
    assert "entity" in refusal(tmx(unit("&a;", "x"), before=outside))


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30),
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30),
)
def test_any_visible_pair_survives(source, target):
    source, target = " ".join(source.split()), " ".join(target.split())
    memory = Memory().updated(edited=[(source, "vi", target)])
    again, _ = import_tmx(export_tmx(memory), Memory(), PATH)
    assert [e.translation for e in again.entries()] == [e.translation for e in memory.entries()]
