"""What those see who watch the server: that it lives, that it is ready, its figures, its log; and that none tells of anybody."""

import http.client
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest
from sqlalchemy import text

from app.practice.errors import FileMistake
from sync import protocol
from sync.protocol import Health, unpack
from sync.server.admin import CouncilDesk
from sync.server.council import CouncilServer
from sync.server.figures import STEPS, Figures
from sync.server.journal import Journal, key_in, logging_to
from sync.server.limits import Limits
from sync.server.ready import readiness
from sync.server.serve import ServerSettings, read_settings, serving
from sync.server.watch import watched
from sync.server.web import WebFace
from tests.sync.server.test_web import line_to

LINE = re.compile(r'(# (HELP|TYPE) .*|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+)')


def fetched(address: str, path: str) -> tuple[int, str, bytes]:
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        line.request("GET", path)
        response = line.getresponse()
        return response.status, response.headers["content-type"], response.read()
    finally:
        line.close()


def test_health_is_as_old_laptops_know_it_and_in_json_for_programs(council: CouncilServer) -> None:
    with serving(council) as address, line_to(address) as line:
        line.request("GET", protocol.HEALTH_PATH)
        assert unpack(line.getresponse().read(), Health).protocol == protocol.VERSION
        line.request("GET", protocol.HEALTH_PATH, headers={"accept": "application/json"})
        response = line.getresponse()
        assert json.loads(response.read())["protocol"] == protocol.VERSION
        assert response.headers["content-type"] == "application/json"
        line.request("GET", "/v1/ready")
        response = line.getresponse()
        assert (response.status, json.loads(response.read())) == (
            200,
            {"ready": True, "checks": {"store": "ok", "tables": "ok", "disk": "ok"}},
        )


def test_not_ready_with_a_step_missing(council: CouncilServer) -> None:
    with council.writing() as connection:
        connection.execute(text("UPDATE steps_council SET version_num = '0001'"))
    found = readiness(council, 0)
    assert not found.ready
    assert found.checks["tables"].startswith("council 0001")


def test_not_ready_with_a_disk_that_is_nearly_full(council: CouncilServer) -> None:
    assert readiness(council, 2**62).checks == {"store": "ok", "tables": "ok", "disk": "nearly full"}


def test_not_ready_with_a_store_that_does_not_answer_but_alive(council: CouncilServer) -> None:
    """A probe must not start the process again for what starting again does not mend."""
    for ending in ("", "-wal", "-shm"):
        council.path.with_name(council.path.name + ending).unlink(missing_ok=True)
    council.store.engine.dispose()
    council.path.mkdir()
    with serving(council) as address, line_to(address) as line:
        line.request("GET", "/v1/ready")
        response = line.getresponse()
        assert (response.status, json.loads(response.read())["ready"]) == (503, False)
        line.request("GET", protocol.HEALTH_PATH)
        assert line.getresponse().status == 200


def test_figures_are_told_on_a_door_of_their_own(desk: CouncilDesk, council: CouncilServer) -> None:
    """They are in the form that Prometheus reads, on this machine only, and not on the laptops' door."""
    face = WebFace(council)
    ready = lambda: readiness(council, 0)  # noqa: E731
    with serving(face) as address, watched("0", face.figures, ready) as beside:
        assert beside.startswith("http://127.0.0.1:")
        with line_to(address) as line:
            for method, path in (("GET", "/v1/health"), ("GET", "/metrics"), ("POST", "/v1/exchange"), ("BREW", "/v1/health")):
                line.request(method, path)
                line.getresponse().read()
        status, kind, content = fetched(beside, "/metrics")
        assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")
        said = content.decode()
        assert [line for line in said.splitlines() if not LINE.fullmatch(line)] == []
        assert 'kitchen_table_requests_total{door="health",method="GET",status="200"} 1' in said
        assert 'kitchen_table_requests_total{door="none",method="GET",status="404"} 1' in said
        assert 'kitchen_table_requests_total{door="none",method="other",status="404"} 1' in said
        assert 'kitchen_table_requests_total{door="exchange",method="POST",status="401"} 1' in said
        assert 'kitchen_table_request_seconds_count{door="exchange"} 1' in said
        assert fetched(beside, "/live")[::2] == (200, b'{"live":true}')
        assert fetched(beside, "/ready")[0] == 200
        assert fetched(beside, "/else")[0] == 404


def test_the_histogram_counts_up() -> None:
    figures = Figures()
    for seconds in (0.0005, 0.001, 0.003, 400):
        figures.answered("exchange", "POST", 200, seconds, 10, 20)
    said = figures.written().splitlines()
    counts = [int(line.rpartition(" ")[2]) for line in said if "_bucket" in line]
    assert counts == [2, 2, 3] + [3] * (len(STEPS) - 3) + [4]
    assert 'kitchen_table_request_seconds_sum{door="exchange"} 400.0045' in said
    assert 'kitchen_table_received_bytes_total{door="exchange"} 40' in said


def test_acts_are_counted_by_what_came_of_them() -> None:
    figures = Figures()
    for act, count in (("wrote", 3), ("held", 1), ("refused", 2), ("read", 50), ("sign-in refused", 1), ("Grace Mensah", 1)):
        figures.noted(act, count)
    said = figures.written()
    for outcome, count in (("stored", 3), ("held", 1), ("refused", 2), ("given", 50)):
        assert f'kitchen_table_revisions_total{{outcome="{outcome}"}} {count}' in said
    assert "kitchen_table_pages_total 1" in said
    assert "Grace" not in said


def test_what_other_code_logs_is_told_by_its_place_only(capsys: pytest.CaptureFixture[str]) -> None:
    """A library may put anything into a message, what it was given among it."""
    import logging

    lines: list[str] = []
    with logging_to(Journal(lines.append, b"key")):
        logging.getLogger("sqlalchemy.pool").error("could not bind %s", "Grace Mensah", exc_info=ValueError("Grace Mensah"))
        logging.getLogger("sync.server.doors").error("the store fails: %s", "StoreFull")
        try:
            raise KeyError("Grace Mensah")
        except KeyError:
            logging.getLogger("asyncio").exception("Grace Mensah")
    assert "Grace" not in "".join(lines)
    said = [json.loads(line) for line in lines]
    assert [each.get("said") for each in said] == [None, "the store fails: StoreFull", None]
    assert [each.get("error") for each in said] == ["ValueError", None, "KeyError"]


def test_the_journals_key_stays_and_is_nobody_elses(tmp_path: Path) -> None:
    """One laptop has the same name in the log after the server was started again, and another name in another council's log."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first, again, other = (Journal(print, key_in(tmp_path / name)).named("3d" * 16) for name in ("one", "one", "two"))
    assert first == again != other
    assert (tmp_path / "one" / "journal.key").stat().st_mode & 0o077 == 0


def test_settings_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text('journal = ""\nwatch = "9471"\n[limits]\ndevice_burst = 5\n')
    found = read_settings(file)
    assert (found.journal, found.watch, found.limits.device_burst, found.limits.head_seconds) == ("", "9471", 5, 15)
    for wrong in ("limit = 3\n", "[limits]\nhead_second = 3\n", "[limits]\nhead_seconds = 'x'\n", "=", "\xff"):
        file.write_text(wrong, encoding="latin-1")
        with pytest.raises(FileMistake):
            read_settings(file)
    with pytest.raises(FileMistake):
        read_settings(tmp_path / "nothing.toml")
    assert ServerSettings().limits == Limits() == msgspec.convert({}, Limits)
