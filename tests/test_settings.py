import pytest

from generator.errors import UsageError
from generator.settings import Settings, read_settings


def write(tmp_path, text):
    (tmp_path / "site.yml").write_text(text, encoding="utf-8")
    return tmp_path


def test_without_a_file_the_defaults_hold(tmp_path):
    assert read_settings(tmp_path) == Settings()


def test_values_are_read_with_their_types(tmp_path):
    settings = read_settings(
        write(
            tmp_path,
            "title: {en: Brief, vi: Tin}\nlanguages: [vi, en]\nevents:\n  threshold: 0.4\n"
            "summaries:\n  max_claims: 5\n  shorten: false\ntranslation:\n  engine: none\n",
        )
    )
    assert settings.title == {"en": "Brief", "vi": "Tin"}
    assert settings.languages == ("vi", "en")
    assert settings.events.threshold == 0.4
    assert settings.summaries.max_claims == 5
    assert settings.summaries.shorten is False
    assert settings.translation.engine == "none"


def test_every_wrong_entry_is_reported_at_once_with_its_line(tmp_path):
    with pytest.raises(UsageError) as caught:
        read_settings(
            write(
                tmp_path,
                "titel: x\ntranslation: {engine: google}\nevents:\n  threshold: high\n"
                "summaries:\n  shorten: maybe\n",
            )
        )
    assert [(p.line, p.what.split()[0]) for p in caught.value.problems] == [
        (1, "unknown"),
        (2, "translation.engine"),
        (4, "events.threshold"),
        (6, "summaries.shorten"),
    ]
    assert all(p.remedy for p in caught.value.problems)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("text", ["- a\n", "languages: [fr]\n", "title: Briefings\n", "a: *b\n"])
def test_a_wrong_shape_is_a_usage_error(tmp_path, text):
    with pytest.raises(UsageError):
        read_settings(write(tmp_path, text))
