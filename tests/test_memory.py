import shutil
import subprocess
import unicodedata
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import BriefingsError, ContentError, Problem
from generator.model import Translation, Warning
from generator.translation import memory as memory_module
from generator.translation.memory import MachineTranslation, Memory, memory_path
from generator.translation.po import parse_po, quote, unquote

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n'
EDITED = 'msgid "Ba nước họp."\nmsgstr "The three countries met."\n'
MACHINE = MachineTranslation(
    "Có 14 người.", "vi", "There were 15 people.", "argos-vi-en 1.9", (Warning("number", "14"),)
)


def write_po(content: Path, *entries: str, lang: str = "en", header: str = HEADER) -> Path:
    path = memory_path(content, lang)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([header, *entries]), encoding="utf-8")
    return path


def problems_of(content: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        Memory.read(content)
    assert all(problem.remedy for problem in caught.value.problems)
    return [f"{Path(p.path or '').name}:{p.line} {p.what}" for p in caught.value.problems]


# --- what readers see -------------------------------------------------------------------


def test_an_entry_without_a_flag_is_an_editors_translation(tmp_path):
    write_po(tmp_path, EDITED)
    found = Memory.read(tmp_path).get("Ba nước họp.", "vi", "en")
    assert found == Translation("The three countries met.", "en", "edited")


def test_a_machine_translation_keeps_engine_and_warnings_through_the_file(tmp_path):
    Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    found = Memory.read(tmp_path).get(MACHINE.source, "vi", "en")
    assert found == Translation(
        "There were 15 people.", "en", "machine", "argos-vi-en 1.9", (Warning("number", "14"),)
    )


def test_a_machine_entry_is_fuzzy_to_gettext_tools(tmp_path):
    Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    (entry,) = polib.pofile(str(memory_path(tmp_path, "en")))
    assert entry.fuzzy
    assert "argos-vi-en 1.9" in entry.comment
    assert "number: 14" in entry.comment


def test_removing_the_flag_makes_a_machine_translation_an_editors(tmp_path):
    Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    path = memory_path(tmp_path, "en")
    path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    found = Memory.read(tmp_path).get(MACHINE.source, "vi", "en")
    assert found == Translation("There were 15 people.", "en", "edited")


def test_an_empty_translation_and_an_unknown_text_are_not_in_the_memory(tmp_path):
    write_po(tmp_path, 'msgid "Ba nước."\nmsgstr ""\n')
    memory = Memory.read(tmp_path)
    assert memory.get("Ba nước.", "vi", "en") is None
    assert memory.get("Bốn nước.", "vi", "en") is None


def test_each_direction_has_its_own_file(tmp_path):
    write_po(tmp_path, EDITED)
    memory = Memory.read(tmp_path)
    assert memory.get("Ba nước họp.", "en", "vi") is None
    assert memory.get("Ba nước họp.", "vi", "vi") == Translation("Ba nước họp.", "vi", "source")


def test_decomposed_text_finds_composed_and_the_reverse(tmp_path):
    write_po(tmp_path, unicodedata.normalize("NFD", 'msgid "Ba nước họp."\nmsgstr "Ngày"\n'))
    found = Memory.read(tmp_path).get(unicodedata.normalize("NFD", "Ba nước họp."), "vi", "en")
    assert found is not None
    assert found.text == unicodedata.normalize("NFC", "Ngày")


def test_an_obsolete_entry_still_translates_its_text(tmp_path):
    write_po(tmp_path, '#~ msgid "Ba nước họp."\n#~ msgstr "The three countries met."\n')
    found = Memory.read(tmp_path).get("Ba nước họp.", "vi", "en")
    assert found == Translation("The three countries met.", "en", "edited")


# --- edits always win -------------------------------------------------------------------


def test_the_machine_never_replaces_an_editors_translation(tmp_path):
    path = write_po(tmp_path, EDITED)
    before = path.read_bytes()
    memory = Memory.read(tmp_path).updated(
        [MachineTranslation("Ba nước họp.", "vi", "Three waters.", "argos 2")]
    )
    memory.write(tmp_path)
    assert path.read_bytes() == before


def test_a_machine_entry_changed_by_hand_but_still_flagged_is_kept(tmp_path):
    Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    path = memory_path(tmp_path, "en")
    path.write_text(path.read_text("utf-8").replace("15 people", "14 people"), "utf-8")
    memory = Memory.read(tmp_path)
    assert not memory.replaceable(MACHINE.source, "en")
    memory.updated([MACHINE]).write(tmp_path)
    assert "14 people" in path.read_text("utf-8")


def test_a_new_engine_replaces_what_the_old_one_said(tmp_path):
    Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    better = MachineTranslation(MACHINE.source, "vi", "There were 14 people.", "argos-vi-en 2.0")
    memory = Memory.read(tmp_path)
    assert memory.replaceable(MACHINE.source, "en")
    memory.updated([better]).write(tmp_path)
    found = Memory.read(tmp_path).get(MACHINE.source, "vi", "en")
    assert found == Translation("There were 14 people.", "en", "machine", "argos-vi-en 2.0")


def test_an_edit_saved_while_the_build_ran_is_kept_beside_the_new_translations(tmp_path):
    path = write_po(tmp_path, 'msgid "Ba nước họp."\nmsgstr ""\n')
    memory = Memory.read(tmp_path).updated(
        [MACHINE, MachineTranslation("Ba nước họp.", "vi", "Three waters.", "argos 2")]
    )
    write_po(tmp_path, "# checked by Lan\n" + EDITED)
    memory.write(tmp_path)
    again = Memory.read(tmp_path)
    assert again.get("Ba nước họp.", "vi", "en").text == "The three countries met."
    assert again.get(MACHINE.source, "vi", "en").text == MACHINE.target
    assert "# checked by Lan" in path.read_text("utf-8")


def test_a_file_broken_while_the_build_ran_is_left_alone(tmp_path):
    path = write_po(tmp_path, EDITED)
    memory = Memory.read(tmp_path).updated([MACHINE])
    path.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    with pytest.raises(ContentError):
        memory.write(tmp_path)
    assert path.read_text("utf-8") == "<<<<<<< HEAD\n"


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = write_po(tmp_path, EDITED)
    before = path.read_bytes()
    monkeypatch.setattr("os.replace", lambda *a: (_ for _ in ()).throw(OSError(28, "No space")))
    with pytest.raises(BriefingsError, match="No space"):
        Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["en.po"]


# --- no churn ---------------------------------------------------------------------------


def test_nothing_new_writes_nothing(tmp_path):
    path = write_po(tmp_path, EDITED)
    before = path.stat().st_mtime_ns
    assert Memory.read(tmp_path).write(tmp_path) == ()
    assert Memory.read(tmp_path / "none").write(tmp_path / "none") == ()
    assert path.stat().st_mtime_ns == before
    assert not (tmp_path / "none").exists()


def test_writing_the_same_translations_again_changes_nothing(tmp_path):
    memory = Memory.read(tmp_path).updated([MACHINE])
    assert memory.write(tmp_path) == (memory_path(tmp_path, "en"),)
    before = memory_path(tmp_path, "en").read_bytes()
    assert memory.write(tmp_path) == ()
    assert Memory.read(tmp_path).updated([MACHINE]).write(tmp_path) == ()
    assert memory_path(tmp_path, "en").read_bytes() == before


def test_a_new_entry_leaves_every_other_line_as_the_editor_wrote_it(tmp_path):
    poedit = (
        "# Lan's remark\n#. from the desk\n#: somewhere:12\n#, no-wrap\n"
        'msgid ""\n"Ba nước "\n"họp."\nmsgstr ""\n"The three countries "\n"met."\n'
    )
    path = write_po(tmp_path, poedit, '#~ msgid "Cũ."\n#~ msgstr "Old."\n')
    before = path.read_text("utf-8").rstrip("\n")
    Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    after = path.read_text("utf-8")
    assert after.startswith(before + "\n\n#. machine:")
    assert Memory.read(tmp_path).get("Ba nước họp.", "vi", "en").text == "The three countries met."


def test_filling_an_empty_entry_keeps_the_editors_comments_and_flags(tmp_path):
    path = write_po(tmp_path, '# ask Minh\n#: here\n#, no-wrap\nmsgid "Có 14 người."\nmsgstr ""\n')
    Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    text = path.read_text("utf-8")
    assert "# ask Minh\n#: here\n" in text
    assert "#, fuzzy, no-wrap\n" in text


def test_crlf_files_stay_crlf_and_a_byte_order_mark_is_read(tmp_path):
    path = write_po(tmp_path, EDITED)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    memory = Memory.read(tmp_path)
    assert memory.get("Ba nước họp.", "vi", "en").text == "The three countries met."
    memory.updated([MACHINE]).write(tmp_path)
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n")
    assert Memory.read(tmp_path).get(MACHINE.source, "vi", "en").text == MACHINE.target


def test_entries_may_stand_in_any_order_and_without_blank_lines(tmp_path):
    body = EDITED + 'msgid "Hai."\nmsgstr "Two."\n# note\nmsgid "Một."\nmsgstr "One."\n'
    write_po(tmp_path, body, header="")
    memory_path(tmp_path, "en").write_text(body + HEADER, "utf-8")
    memory = Memory.read(tmp_path)
    assert [memory.get(t, "vi", "en").text for t in ("Hai.", "Một.")] == ["Two.", "One."]


def test_a_header_with_plural_forms_is_kept(tmp_path):
    header = HEADER + '"Plural-Forms: nplurals=1; plural=0;\\n"\n"X-Generator: Poedit 3.4\\n"\n'
    path = write_po(tmp_path, EDITED, header=header)
    Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    assert path.read_text("utf-8").startswith(header.rstrip("\n"))


# --- changed sources --------------------------------------------------------------------

OLD = "Ba nước họp tại Trại David ngày 18 tháng 8 năm 2023."
NEW = "Ba nước họp tại Trại David ngày 19 tháng 8 năm 2023."


def test_a_changed_text_keeps_its_old_translation_as_a_suggestion(tmp_path):
    write_po(tmp_path, f'msgid "{OLD}"\nmsgstr "They met on 18 August."\n')
    Memory.read(tmp_path).updated([MachineTranslation(NEW, "vi")]).write(tmp_path)
    entry = next(e for e in polib.pofile(str(memory_path(tmp_path, "en"))) if e.msgid == NEW)
    assert entry.fuzzy
    assert entry.previous_msgid == OLD
    assert entry.msgstr == "They met on 18 August."


def test_a_suggestion_is_never_shown_as_the_translation_of_the_new_text(tmp_path):
    write_po(tmp_path, f'msgid "{OLD}"\nmsgstr "They met on 18 August."\n')
    Memory.read(tmp_path).updated([MachineTranslation(NEW, "vi")]).write(tmp_path)
    assert Memory.read(tmp_path).get(NEW, "vi", "en") is None


def test_beside_a_suggestion_readers_see_the_machines_words(tmp_path):
    write_po(tmp_path, f'msgid "{OLD}"\nmsgstr "They met on 18 August."\n')
    new = MachineTranslation(NEW, "vi", 'They "met" on 19 August.', "argos 1")
    Memory.read(tmp_path).updated([new]).write(tmp_path)
    memory = Memory.read(tmp_path)
    assert memory.get(NEW, "vi", "en") == Translation(
        'They "met" on 19 August.', "en", "machine", "argos 1"
    )
    entry = next(entry for entry in memory.entries() if entry.source == NEW)
    assert (entry.previous, entry.suggestion) == (OLD, "They met on 18 August.")


def test_a_text_unlike_any_other_gets_no_suggestion(tmp_path):
    write_po(tmp_path, f'msgid "{OLD}"\nmsgstr "They met on 18 August."\n')
    memory = Memory.read(tmp_path)
    assert memory.near("Giá gạo xuất khẩu tăng tuần thứ ba liên tiếp.", "en") is None
    assert memory.near(NEW, "en").source == OLD


def test_without_an_engine_new_texts_wait_in_the_file_for_an_editor(tmp_path):
    Memory.read(tmp_path).updated([MachineTranslation(NEW, "vi")]).write(tmp_path)
    (entry,) = polib.pofile(str(memory_path(tmp_path, "en")))
    assert (entry.msgid, entry.msgstr, entry.fuzzy) == (NEW, "", False)


# --- pruning ----------------------------------------------------------------------------


def test_pruning_takes_only_what_no_person_has_touched(tmp_path):
    path = write_po(
        tmp_path, EDITED, 'msgid "Chờ dịch."\nmsgstr ""\n', '# ask\nmsgid "Hỏi."\nmsgstr ""\n'
    )
    other = MachineTranslation("Có 15 người.", "vi", "15 people.", "argos 1")
    touched = MachineTranslation("Có 16 người.", "vi", "16 people.", "argos 1")
    Memory.read(tmp_path).updated([MACHINE, other, touched]).write(tmp_path)
    path.write_text(path.read_text("utf-8").replace("16 people", "Sixteen people"), "utf-8")
    memory = Memory.read(tmp_path).pruned([(other.source, "vi")])
    assert memory.write(tmp_path) == (path,)
    left = [entry.source for entry in Memory.read(tmp_path).entries()]
    assert left == ["Ba nước họp.", "Hỏi.", "Có 15 người.", "Có 16 người."]
    assert memory.write(tmp_path) == ()


def test_an_entry_edited_while_pruning_ran_stays(tmp_path):
    Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    memory = Memory.read(tmp_path).pruned([])
    path = memory_path(tmp_path, "en")
    path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    memory.write(tmp_path)
    assert Memory.read(tmp_path).get(MACHINE.source, "vi", "en").origin == "edited"


# --- broken files -----------------------------------------------------------------------


def test_a_merge_conflict_is_refused_with_its_line(tmp_path):
    write_po(tmp_path, "<<<<<<< HEAD\n" + EDITED + "=======\n" + EDITED + ">>>>>>> desk\n")
    (problem,) = problems_of(tmp_path)
    assert problem == "en.po:6 a merge conflict was left in the file"


def test_a_text_that_stands_twice_is_refused_with_both_lines(tmp_path):
    write_po(tmp_path, EDITED, EDITED.replace("met", "gathered"))
    (problem,) = problems_of(tmp_path)
    assert problem == "en.po:9 'Ba nước họp.' is here twice (first on line 6)"


def test_problems_of_both_files_are_told_at_once(tmp_path):
    write_po(tmp_path, 'msgid "Một."\nmsgstr "One.\n', "msgid 'Hai.'\nmsgstr \"Two.\"\n")
    write_po(
        tmp_path, 'msgid "One."\n', lang="vi", header=HEADER.replace("Language: en", "Language: vi")
    )
    problems = problems_of(tmp_path)
    assert [p.partition(" ")[0] for p in problems] == ["en.po:7", "en.po:9", "vi.po:6"]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "plural forms"),
        ('msgctxt "menu"\nmsgid "a"\nmsgstr "c"\n', "contexts"),
        ('msgid "a \\q"\nmsgstr "c"\n', "not a line of a PO file"),
        ('msgid "a"\nmsgstr "c"\nhello\n', "not a line of a PO file"),
        ('"a"\n', "not a line of a PO file"),
        ('msgid "a"\nmsgstr "c"\nmsgstr "d"\n', "stands twice"),
        ('msgstr "c"\n', "no msgid"),
    ],
)
def test_what_the_memory_does_not_use_is_refused_with_a_remedy(tmp_path, entry, words):
    write_po(tmp_path, entry)
    assert any(words in problem for problem in problems_of(tmp_path))


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = write_po(tmp_path, EDITED)
    good = path.read_text("utf-8")
    path.write_bytes(good.encode("utf-16"))
    assert "UTF-16" in problems_of(tmp_path)[0]
    path.write_bytes(good.replace("họp", "hop").replace("nước", "nu\xe9c").encode("latin-1"))
    assert problems_of(tmp_path) == ["en.po:6 is not UTF-8"]
    path.write_text(good.replace("charset=UTF-8", "charset=CP1258"), "utf-8")
    assert "CP1258" in problems_of(tmp_path)[0]


def test_a_file_of_the_other_language_is_refused(tmp_path):
    write_po(tmp_path, EDITED, lang="vi")
    assert problems_of(tmp_path) == ["vi.po:1 the header says Language: en"]


@given(st.text())
def test_any_text_survives_quoting(text):
    quoted = quote(text)
    assert "\n" not in quoted
    assert unquote(quoted) == text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=30), st.text(max_size=30)),
        max_size=6,
        unique_by=lambda pair: unicodedata.normalize("NFC", pair[0]),
    )
)
def test_any_translations_survive_the_file(tmp_path_factory, pairs):
    content = tmp_path_factory.mktemp("content")
    pairs = [
        (s.encode("utf-8", "replace").decode(), t.encode("utf-8", "replace").decode())
        for s, t in pairs
    ]
    unique = {unicodedata.normalize("NFC", s): t for s, t in pairs}
    Memory().updated([MachineTranslation(s, "en", t, "e") for s, t in unique.items()]).write(
        content
    )
    memory = Memory.read(content)
    for source, target in unique.items():
        found = memory.get(source, "en", "vi")
        assert (found.text if found else "") == unicodedata.normalize("NFC", target)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_remedy(data):
    problems: tuple[Problem, ...] = ()
    try:
        file = parse_po(data, Path("en.po"))
    except ContentError as error:
        problems = error.problems
    else:
        again = parse_po(file.dump(), Path("en.po"))
        assert [e[:4] for e in again.entries()] == [e[:4] for e in file.entries()]
    assert all(problem.remedy and problem.line for problem in problems)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                'msgid "a"',
                'msgid "b"',
                'msgstr "x"',
                'msgstr ""',
                '"more"',
                "",
                "#, fuzzy",
                "# note",
                '#| msgid "old"',
                '#~ msgid "o"',
                '#~ msgstr "p"',
                "#",
                "=======",
                "  ",
            ]
        ),
        max_size=14,
    )
)
def test_what_is_accepted_reads_the_same_as_in_polib(lines):
    text = "\n".join(lines) + "\n"
    try:
        ours = parse_po(text.encode(), Path("en.po"))
    except ContentError:
        return
    theirs = {(e.msgid, e.msgstr, bool(e.obsolete)) for e in polib.pofile(text) if e.msgid}
    assert {(e.source, e.target, e.obsolete) for e in ours.entries()} == theirs


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_accepts_the_file(tmp_path):
    Memory.read(tmp_path).updated([MACHINE]).write(tmp_path)
    subprocess.run(
        ["msgfmt", "--check", "-o", "-", memory_path(tmp_path, "en")], check=True, timeout=20
    )


def test_near_matches_are_found_among_many_without_comparing_all(tmp_path, monkeypatch):
    entries = [
        f'msgid "Tin số {n} về giá gạo và cà phê tuần này."\nmsgstr "News {n}."\n'
        for n in range(2000)
    ]
    write_po(tmp_path, *entries)
    memory = Memory.read(tmp_path)
    compared = []
    real = memory_module.difflib.SequenceMatcher
    monkeypatch.setattr(
        memory_module.difflib,
        "SequenceMatcher",
        lambda *a, **k: compared.append(1) or real(*a, **k),
    )
    assert memory.near("Tin số 77 về giá gạo và cà phê tuần trước.", "en").target == "News 77."
    assert len(compared) < 100
