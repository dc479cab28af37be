"""What the system refuses to a command is said in sentences that name the place; nobody is told that it was our mistake."""

import getpass
import socket
from pathlib import Path

import pytest

from app.__main__ import main

PASSWORD = "four blue cups"


@pytest.fixture
def password(tmp_path: Path) -> str:
    file = tmp_path / "password"
    file.write_text(PASSWORD)
    return str(file)


def begin(data: Path, password: str) -> int:
    told = ["council", "begin", "Elmbridge Vale", "--administrator", "Ruth", "--sign-in", "ruth"]
    return main([*told, "--data", str(data), "--password-file", password])


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, password: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a file"
    file.touch()
    assert begin(file / "council", password) == 1
    said = capsys.readouterr().err
    assert str(file) in said
    assert "mistake in the app" not in said


def test_a_port_that_is_taken_is_said(tmp_path: Path, password: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert begin(tmp_path / "council", password) == 0
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = str(door.getsockname()[1])
        assert main(["serve", "--data", str(tmp_path / "council"), "--port", port]) == 1
    said = capsys.readouterr().err
    assert "in use" in said
    assert "mistake in the app" not in said


def test_nobody_there_to_give_the_passphrase(
    tmp_path: Path, password: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a script whose input has ended."""

    def ended(_asking: str) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", ended)
    assert main(["council", "begin", "X", "--administrator", "Y", "--sign-in", "z", "--data", str(tmp_path / "c")]) == 2
    assert "mistake in the app" not in capsys.readouterr().err


def test_a_day_that_is_none_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["council", "works-with", "jo", "EV-1", "--since", "soon", "--data", str(tmp_path)])
    assert "soon is no day; write it as 2026-11-21" in capsys.readouterr().err
