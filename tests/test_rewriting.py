import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from generator.errors import EngineError, UsageError
from generator.model import Briefing, Claim, Event, Sentence
from generator.rewriting import open_rewriter, rewrite_briefing
from generator.settings import SummarySettings
from generator.translation.glossary import Glossary

SOURCE = "Ông Trần Văn Bảy cho biết lũ quét ngày 3/10 làm 12 người ở Quảng Nam không thể về nhà."
SHORTER = "Ông Trần Văn Bảy cho biết lũ quét ngày 3/10 làm 12 người ở Quảng Nam không về nhà."


def briefing(text=SOURCE):
    claim = Claim(text, "vi", (Sentence("a", 0, 0, text, "vi"),))
    return Briefing(Event("e", ("a",)), claim, (claim,))


def rewritten(answer):
    return rewrite_briefing(briefing(), lambda text, lang: answer, Glossary())


def test_without_a_rewriter_nothing_changes():
    assert rewrite_briefing(briefing(), None, Glossary()) == briefing()
    assert open_rewriter(SummarySettings()) is None


def test_words_that_pass_the_checks_are_taken_and_marked():
    found = rewritten(f"  {SHORTER}\n")
    assert [claim.text for claim in found.all_claims] == [SHORTER, SHORTER]
    assert all(claim.rewritten for claim in found.all_claims)
    assert found.lead.citations == briefing().lead.citations


@pytest.mark.parametrize(
    "answer",
    [
        SHORTER.replace("12", "15"),
        SHORTER.replace("3/10", "4/10"),
        SHORTER.replace("không ", ""),
        SHORTER.replace("Trần Văn Bảy", "Lê Văn Tám"),
        SHORTER.replace("Quảng Nam", "Quảng Ngãi"),
        SHORTER + " Mưa còn to.",
        SOURCE + " và còn nhiều điều khác nữa",
        "<b>" + SHORTER + "</b>",
        SHORTER.replace("lũ", "[lũ](http://x.vn)"),
        "",
        "…",
    ],
)
def test_words_that_fail_a_check_leave_the_source_sentence(answer):
    assert rewritten(answer) == briefing()


def test_the_same_words_are_not_called_rewritten():
    assert rewritten(SOURCE) == briefing()


class _Server(BaseHTTPRequestHandler):
    answers: ClassVar[list[tuple[int, bytes]]] = []
    asked: ClassVar[list[dict]] = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append(json.loads(body))
        status, data = self.answers[0]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    _Server.asked = []
    with HTTPServer(("127.0.0.1", 0), _Server) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}/v1/"
        found.shutdown()
        thread.join()


def reply(content):
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def test_asks_any_openai_compatible_server(server):
    _Server.answers = [(200, reply(f'<think>hm</think>"{SHORTER}"'))]
    rewriter = open_rewriter(SummarySettings(rewrite_url=server, rewrite_model="m"))
    found = rewrite_briefing(briefing(), rewriter, Glossary())
    assert found.lead.text == SHORTER
    assert _Server.asked[0]["model"] == "m"
    assert json.loads(_Server.asked[0]["messages"][1]["content"]) == SOURCE


@pytest.mark.parametrize("answer", [(500, b""), (200, b"hello"), (200, b"{}"), (200, reply(None))])
def test_a_server_that_answers_otherwise_is_an_error_with_a_remedy(server, answer):
    _Server.answers = [answer]
    rewriter = open_rewriter(SummarySettings(rewrite_url=server, rewrite_model="m"))
    with pytest.raises(EngineError) as caught:
        rewrite_briefing(briefing(), rewriter, Glossary())
    assert "site.yml" in caught.value.problems[0].remedy


def test_a_server_that_is_not_there_is_an_error_with_a_remedy():
    wanted = SummarySettings(rewrite_url="http://127.0.0.1:9/v1", rewrite_model="m")
    rewriter = open_rewriter(wanted)
    with pytest.raises(EngineError, match="cannot be reached"):
        rewrite_briefing(briefing(), rewriter, Glossary())


@pytest.mark.parametrize(
    "wanted",
    [
        SummarySettings(rewrite_url="file:///etc/passwd", rewrite_model="m"),
        SummarySettings(rewrite_url="http://localhost:1/v1"),
    ],
)
def test_settings_that_cannot_work_are_refused(wanted):
    with pytest.raises(UsageError):
        open_rewriter(wanted)
