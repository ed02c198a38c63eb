from generator.model import Warning
from generator.translation.memory import MachineTranslation, Memory
from generator.translation.status import Counts, status_lines, translation_status


def sample():
    warned = MachineTranslation("Có 14.", "vi", "15.", "argos 1", (Warning("number", "14"),))
    memory = Memory().updated(
        [warned, MachineTranslation("Cũ rồi.", "vi", "Old.", "argos 1")],
        [("Ba nước họp ở Trại David hôm nay.", "vi", "Three met at Camp David today.")],
    )
    changed = MachineTranslation("Ba nước họp ở Trại David hôm qua.", "vi")
    return memory.updated([changed])


def requests(*texts):
    return [(text, "vi", "en") for text in texts]


def test_each_event_counts_where_its_translations_come_from():
    status = translation_status(
        {
            "a": requests("Có 14.", "Ba nước họp ở Trại David hôm nay.", "Mới đây.", "2023"),
            "b": requests("Có 14.", "Ba nước họp ở Trại David hôm qua.", ""),
        },
        sample(),
    )
    assert status.events["a"] == Counts(edited=1, machine=1, missing=1, warned=1)
    assert status.events["b"] == Counts(machine=1, missing=1, warned=1, changed=1)
    assert status.total == Counts(edited=1, machine=1, missing=2, warned=1, changed=1)
    assert status.total.total == 4


def test_entries_that_nothing_uses_are_stale():
    status = translation_status({"a": requests("Có 14.")}, sample())
    assert [entry.source for entry in status.stale] == [
        "Cũ rồi.",
        "Ba nước họp ở Trại David hôm nay.",
        "Ba nước họp ở Trại David hôm qua.",
    ]


def test_the_table_begins_with_the_event_that_needs_most_work():
    status = translation_status(
        {"done": [], "open": requests("Mới.", "Hai."), "doubt": requests("Có 14.")}, sample()
    )
    rows = list(status_lines(status))
    assert [row.split()[0] for row in rows[:5]] == ["event", "open", "doubt", "done", "all"]
    assert rows[1].split()[1:] == ["0", "0", "2", "0", "0"]
    assert rows[5].startswith("3 entries of en.po")
