import json
import sys
import threading
import types
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import tiny_argos

from generator.errors import EngineError, UsageError
from generator.settings import TranslationSettings
from generator.translation import models, remote
from generator.translation.argos import ArgosEngine
from generator.translation.engine import Hypothesis, first_count
from generator.translation.engines import best_model, open_engine
from generator.translation.firefox import FirefoxEngine
from generator.translation.installation import install
from generator.translation.models import Model

VI_EN = {"Xin": "Hello", "chào": "there", "thế": "wide", "giới": "world"}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return tiny_argos.write_package(tmp_path_factory.mktemp("package"), "vi", "en", VI_EN)


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos" / "packages"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(models, "BUNDLED", tmp_path / "bundled")
    return tmp_path


def model(name, kind="argos", source="vi", target="en", version="1", bleu=None, **more):
    return Model(name, kind, source, target, version, Path(), bleu=bleu, **more)


def first(hypotheses):
    return [group[0].text for group in hypotheses]


# --- choosing ---------------------------------------------------------------------------


def test_auto_takes_the_best_measured_model_of_each_direction():
    argos, firefox = model("argos-vi-en", bleu=25.3), model("firefox-vi-en", "firefox", bleu=32.4)
    unknown, bundled = model("argos-vi-en", version="9"), model("bundled-vi-en", bundled=True)
    back = model("argos-en-vi", source="en", target="vi", bleu=26.7)
    assert best_model([argos, firefox, unknown, back], "vi", "en") is firefox
    assert best_model([argos, unknown], "vi", "en") is argos
    assert best_model([unknown, bundled], "vi", "en") is bundled
    assert best_model([argos, firefox], "en", "vi") is None


@pytest.mark.parametrize(("beam_size", "count"), [(1, 1), (2, 2), (4, 4), (8, 4)])
def test_no_more_hypotheses_are_asked_for_at_first_than_the_beam_is_wide(package, beam_size, count):
    install(package)
    engine = open_engine(TranslationSettings(beam_size=beam_size))
    assert first_count(engine) == count
    (found,) = engine.translate(["Xin chào ."], "vi", "en", count=first_count(engine))
    assert len(found) == count


def test_auto_without_a_model_is_no_engine_and_a_name_without_one_an_error():
    assert open_engine(TranslationSettings()) is None
    assert open_engine(TranslationSettings(engine="none")) is None
    for name in ("argos", "firefox"):
        with pytest.raises(EngineError) as caught:
            open_engine(TranslationSettings(engine=name))
        assert "briefings models install" in caught.value.problems[0].remedy


def test_an_installed_package_is_opened_for_its_direction_only(package):
    install(str(package))
    engine = open_engine(TranslationSettings())
    assert engine.name("vi", "en") == "argos-vi-en 1.0"
    assert engine.name("en", "vi") == ""
    with pytest.raises(EngineError, match="en→vi"):
        engine.translate(["Hello"], "en", "vi")


def test_a_server_needs_an_address_and_a_model_name():
    with pytest.raises(UsageError, match="url is missing"):
        open_engine(TranslationSettings(engine="libretranslate"))
    with pytest.raises(UsageError, match="model is missing"):
        open_engine(TranslationSettings(engine="openai", url="http://localhost/v1"))
    for url in ("localhost:5000", "file:///etc/passwd", "http://"):
        with pytest.raises(UsageError, match="write an address"):
            open_engine(TranslationSettings(engine="libretranslate", url=url))


# --- Argos ------------------------------------------------------------------------------


@pytest.mark.parametrize("bundled", [False, True])
def test_a_package_translates_from_its_folder_and_from_its_archive(package, places, bundled):
    if bundled:
        models.BUNDLED.mkdir()
        (models.BUNDLED / package.name).write_bytes(package.read_bytes())
    else:
        install(str(package))
    engine = ArgosEngine(models.installed()[0])
    found = engine.translate(["Xin chào thế giới .", "Ông Biden chào 1.000 người"], "vi", "en")
    assert first(found) == ["Hello there wide world .", "Ông Biden there 1.000 người"]


def test_hypotheses_come_likeliest_first_and_as_many_as_asked(package, places):
    install(str(package))
    (found,) = ArgosEngine(models.installed()[0], 2).translate(["Xin chào ."], "vi", "en", count=5)
    assert len(found) == 5
    assert found[0].text == "Hello there ."
    assert len({h.text for h in found}) == 5


def test_calls_at_a_time_load_the_model_once(package, places, monkeypatch):
    import ctranslate2

    loaded = []
    whole = ctranslate2.Translator

    def slow(*arguments, **options):
        loaded.append(arguments)
        threading.Event().wait(0.2)
        return whole(*arguments, **options)

    install(str(package))
    monkeypatch.setattr(ctranslate2, "Translator", slow)
    engine = ArgosEngine(models.installed()[0])
    with ThreadPoolExecutor(3) as pool:
        found = pool.map(lambda n: first(engine.translate([f"chào {n}"], "vi", "en")), range(3))
    assert list(found) == [["there 0"], ["there 1"], ["there 2"]]
    assert len(loaded) == 1


def test_order_and_number_are_kept_whatever_the_lengths(package, places):
    install(str(package))
    sentences = [f"{'chào ' * (n % 9)}{n} ." for n in range(120)]
    found = ArgosEngine(models.installed()[0], 1).translate(sentences, "vi", "en")
    assert first(found) == [s.replace("chào", "there") for s in sentences]


def test_forbidding_repeats_ends_a_loop(tmp_path):
    install(str(tiny_argos.write_package(tmp_path, "vi", "en", {}, loop_on="họp")))
    engine = ArgosEngine(models.installed()[0])
    looping = first(engine.translate(["Ba nước họp ở đó"], "vi", "en"))[0]
    mended = first(engine.translate(["Ba nước họp ở đó"], "vi", "en", no_repeats=True))[0]
    assert looping.count("họp") > 20
    assert mended.count("họp") < 5


def test_a_package_broken_after_it_was_found_is_a_clear_error(package, places):
    (found,) = install(str(package))
    (found.path / "model" / "model.bin").write_bytes(b"half")
    with pytest.raises(EngineError, match="not a working Argos package") as caught:
        ArgosEngine(found).translate(["Xin chào"], "vi", "en")
    assert caught.value.problems[0].remedy


# --- Firefox ----------------------------------------------------------------------------


def firefox(tmp_path, monkeypatch, translator):
    folder = tmp_path / "vi-en"
    folder.mkdir()
    for name in ("model.vien.intgemm.alphas.bin", "vocab.vien.spm"):
        (folder / name).write_bytes(name.encode())
    monkeypatch.setitem(sys.modules, "fxtranslate", types.SimpleNamespace(Translator=translator))
    return FirefoxEngine(Model("firefox-vi-en", "firefox", "vi", "en", "", folder))


def test_firefox_models_are_given_to_fxtranslate_from_their_folder(tmp_path, monkeypatch):
    class Translator:
        def __init__(self, model, src_vocab, trg_vocab, shortlist):
            assert model.startswith(b"model.vien")
            assert src_vocab == trg_vocab == b"vocab.vien.spm"
            assert shortlist is None

        def translate(self, text):
            return text.upper() + " "

    engine = firefox(tmp_path, monkeypatch, Translator)
    assert engine.translate(["a", "b"], "vi", "en", count=4) == [
        (Hypothesis("A"),),
        (Hypothesis("B"),),
    ]
    assert (engine.name("vi", "en"), engine.name("en", "vi")) == ("firefox-vi-en", "")


def test_a_broken_firefox_model_or_a_missing_package_is_a_clear_error(tmp_path, monkeypatch):
    def broken(**files):
        raise ValueError("bad magic")

    engine = firefox(tmp_path, monkeypatch, broken)
    with pytest.raises(EngineError, match="bad magic"):
        engine.translate(["a"], "vi", "en")
    monkeypatch.setitem(sys.modules, "fxtranslate", None)
    with pytest.raises(EngineError, match="not the package fxtranslate"):
        engine.translate(["a"], "vi", "en")


def test_fxtranslate_itself_refuses_a_broken_model_with_a_clear_error(tmp_path):
    pytest.importorskip("fxtranslate")
    for name in ("model.vien.intgemm.alphas.bin", "vocab.vien.spm"):
        (tmp_path / name).write_bytes(b"sample")
    engine = FirefoxEngine(Model("firefox-vi-en", "firefox", "vi", "en", "", tmp_path))
    with pytest.raises(EngineError, match="not a working Firefox model"):
        engine.translate(["a"], "vi", "en")


# --- servers ----------------------------------------------------------------------------


@pytest.fixture
def server(monkeypatch):
    """A server on this machine; `answers` holds (status, JSON or text) in turn."""
    monkeypatch.setattr(remote.time, "sleep", lambda seconds: None)
    state = types.SimpleNamespace(answers=[], asked=[])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked.append((self.path, json.loads(body), self.headers))
            status, answer = state.answers.pop(0)
            if callable(answer):
                answer = answer(state.asked[-1][1])
            data = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
            self.send_response(status)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *arguments):
            pass

    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{httpd.server_port}"
    yield state
    httpd.shutdown()
    httpd.server_close()


def libretranslate(server):
    return open_engine(TranslationSettings(engine="libretranslate", url=server.url + "/"))


def openai(server):
    return open_engine(TranslationSettings(engine="openai", url=server.url, model="m"))


def chat(content):
    return {"choices": [{"message": {"content": content}}]}


def test_libretranslate_gets_batches_and_gives_alternatives(server, monkeypatch):
    monkeypatch.setenv("LIBRETRANSLATE_API_KEY", "k")
    server.answers = [
        (200, {"translatedText": ["A"] * 25, "alternatives": [["B", "A", ""]] * 25}),
        (200, {"translatedText": ["C"]}),
    ]
    found = libretranslate(server).translate(["a"] * 26, "vi", "en", count=3)
    assert [h.text for h in found[0]] == ["A", "B"]
    assert first(found) == ["A"] * 25 + ["C"]
    path, question, _ = server.asked[0]
    assert path == "/translate"
    assert (question["source"], question["target"], question["alternatives"]) == ("vi", "en", 2)
    assert question["api_key"] == "k"


def test_an_openai_endpoint_answers_with_a_json_array_however_wrapped(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    server.answers = [(200, chat('<think>[1]</think>```json\n["One", "Two"]\n```'))]
    assert first(openai(server).translate(["Một", "Hai"], "vi", "en")) == ["One", "Two"]
    path, question, headers = server.asked[0]
    assert path == "/chat/completions"
    assert question["temperature"] == 0
    assert headers["Authorization"] == "Bearer k"


def test_a_batch_with_a_translation_missing_is_asked_again_one_by_one(server):
    server.answers = [(200, chat('["One"]')), (200, chat('["One"]')), (200, chat('["Two"]'))]
    assert first(openai(server).translate(["Một", "Hai"], "vi", "en")) == ["One", "Two"]


def test_a_busy_server_is_asked_again_and_a_refusal_is_told(server):
    server.answers = [(503, "busy"), (200, {"translatedText": ["A"]})]
    assert first(libretranslate(server).translate(["a"], "vi", "en")) == ["A"]
    server.answers = [(403, "no key")]
    with pytest.raises(EngineError, match=r"HTTP 403.*no key") as caught:
        libretranslate(server).translate(["a"], "vi", "en")
    assert "LIBRETRANSLATE_API_KEY" in caught.value.problems[0].remedy


@pytest.mark.parametrize(
    "answer", ["<html>", "[]", {"translatedText": "A"}, {"translatedText": ["A", "B"]}, "null"]
)
def test_a_strange_answer_is_a_clear_error(server, answer):
    server.answers = [(200, answer)]
    with pytest.raises(EngineError, match="one translation for each sentence"):
        libretranslate(server).translate(["a"], "vi", "en")


@pytest.mark.parametrize("content", ["", "Sorry.", '["", ""]', "[1, 2]", '{"a": "b"}'])
def test_a_chat_model_that_does_not_translate_is_a_clear_error(server, content):
    server.answers = [(200, chat(content))] * 3
    with pytest.raises(EngineError, match="one translation for each sentence"):
        openai(server).translate(["a", "b"], "vi", "en")


def test_a_server_that_is_not_there_is_a_clear_error(monkeypatch):
    monkeypatch.setattr(remote.time, "sleep", lambda seconds: None)
    engine = open_engine(TranslationSettings(engine="libretranslate", url="http://127.0.0.1:9"))
    with pytest.raises(EngineError, match="cannot be reached") as caught:
        engine.translate(["a"], "vi", "en")
    assert "translation.url" in caught.value.problems[0].remedy
