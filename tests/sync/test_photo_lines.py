"""Photos over real lines to a real server process: cut at any byte, killed in the middle, without room; and what it costs."""

import contextlib
import random
import resource
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from app.practice.errors import KitchenTableError
from app.records.images import Photo
from sync.client.exchange import Exchanger
from sync.client.talk import Talk
from sync.server.admin import CouncilDesk
from tests.pictures import large_photo, photo
from tests.sync.laptops import PASSWORD, Laptop
from tests.sync.photographs import council_has, count, has, show, token_of
from tests.sync.served import server_process
from tests.sync.wire import Wire

Make = Callable[..., Laptop]


def joined(new_laptop: Make, name: str, address: str) -> Laptop:
    """A laptop whose line is a real one."""
    laptop = new_laptop(name, signed_in=False)
    laptop.exchanger = Exchanger(laptop.book, rest=lambda seconds: None)
    laptop.exchanger.sign_in(name, PASSWORD, address)
    return laptop


def moved(laptop: Laptop, address: str) -> None:
    """The same laptop, by another way."""
    laptop.exchanger.close()
    laptop.exchanger = Exchanger(laptop.book, rest=lambda seconds: None)
    laptop.exchanger.sign_in(laptop.book.identity.name.lower(), PASSWORD, address)


def cut_again_and_again(desk: CouncilDesk, new_laptop: Make, made: Photo, seed: int, data: Path) -> tuple[int, int, int]:
    """Both ways, each connection cut at a random byte. Gives cuts, and bytes there and back."""
    draw = random.Random(seed)
    with server_process(data) as (address, _):
        ann, jo = joined(new_laptop, "ann", address), joined(new_laptop, "jo", address)
        grace = ann.add_person()
        ann.exchanger.exchange()
        desk.works_with("jo", grace)
        show(ann, grace, made)
        wire = Wire(address)
        cuts, there, back = 0, 0, 0
        for laptop in (ann, jo):
            moved(laptop, wire.address)
            laptop.exchanger.close()
            wire.reset()
            for _ in range(60):
                wire.cut_after = draw.randrange(2_000, 90_000) if laptop is ann else None
                wire.cut_back_after = draw.randrange(2_000, 90_000) if laptop is jo else None
                with suppress(KitchenTableError):
                    laptop.exchanger.exchange()
                if council_has(desk.council, made) if laptop is ann else has(laptop, made):
                    break
            cuts, there, back = cuts + wire.cuts, there + wire.sent, back + wire.received
            wire.cut_after = wire.cut_back_after = None
            laptop.exchanger.exchange()
        wire.close()
        assert council_has(desk.council, made)
        assert has(jo, made)
        assert jo.exchanger.status().all_with_council
    return cuts, there, back


def test_cut_at_random_bytes_in_both_directions(desk: CouncilDesk, new_laptop: Make, tmp_path: Path) -> None:
    """It ends whole on both sides, and hardly more goes over the wire than the photo is large."""
    made = photo(70, 400)
    cuts, there, back = cut_again_and_again(desk, new_laptop, made, 1, tmp_path / "council")
    assert cuts >= 4
    assert there < 2.5 * len(made.data)
    assert back < 2.5 * len(made.data)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(8))
def test_cut_at_random_bytes_again_and_again(desk: CouncilDesk, new_laptop: Make, tmp_path: Path, seed: int) -> None:
    made = photo(80 + seed, 640 + 20 * seed)
    cuts, there, back = cut_again_and_again(desk, new_laptop, made, seed, tmp_path / "council")
    assert cuts >= 4
    assert there < 2.5 * len(made.data)
    assert back < 2.5 * len(made.data)


def killed_in_the_middle(desk: CouncilDesk, new_laptop: Make, made: Photo, moments: list[float], data: Path) -> int:
    """The server is killed while the photo is on its way, at each of these moments; then one lives. Says how often it died."""
    with server_process(data) as (address, _):
        ann = joined(new_laptop, "ann", address)
        grace = ann.add_person()
        ann.exchanger.exchange()
        port = int(address.rpartition(":")[2])
        ann.exchanger.close()
    show(ann, grace, made)
    died = 0
    for moment in moments:
        with server_process(data, port=port) as (_, process):
            killer = threading.Timer(moment, process.kill)
            killer.start()
            with suppress(KitchenTableError):
                ann.exchanger.exchange()
            killer.cancel()
            ann.exchanger.close()
            died += process.poll() is not None
        assert not council_has(desk.council, made) or count(desk.council, "photo") == 1
    with server_process(data, port=port):
        assert ann.exchanger.exchange().proved_equal
        assert ann.exchanger.status().all_with_council
    assert council_has(desk.council, made)
    assert count(desk.council, "upload_part") == 0
    return died


def test_the_server_is_killed_in_the_middle_of_an_upload(desk: CouncilDesk, new_laptop: Make, tmp_path: Path) -> None:
    """What had come is kept, nobody sees half a photo, and the next server goes on with it."""
    killed_in_the_middle(desk, new_laptop, photo(71, 900), [0.05, 0.12], tmp_path / "council")


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(4))
def test_the_server_is_killed_again_and_again(desk: CouncilDesk, new_laptop: Make, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    moments = [draw.uniform(0.01, 0.15) for _ in range(8)]
    assert killed_in_the_middle(desk, new_laptop, large_photo(seed), moments, tmp_path / "council") >= 1


def test_a_server_without_room_takes_the_photo_when_there_is_room(desk: CouncilDesk, new_laptop: Make, tmp_path: Path) -> None:
    """The words are there; the photo waits, and is not said to be there."""
    made = photo(72, 900)
    data = tmp_path / "council"
    with server_process(data, room=2_000_000) as (address, _):
        ann = joined(new_laptop, "ann", address)
        show(ann, ann.add_person(), made)
        assert ann.exchanger.exchange().proved_equal
        assert not ann.exchanger.status().all_with_council
        assert not council_has(desk.council, made)
        port = int(address.rpartition(":")[2])
        ann.exchanger.close()
    with server_process(data, port=port):
        ann.exchanger.exchange()
    assert council_has(desk.council, made)


def peak_of(process: subprocess.Popen[str]) -> int:
    """The most memory that the process has had, in bytes; 0 where the system does not say it of others."""
    status = Path(f"/proc/{process.pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


@pytest.mark.prove
@pytest.mark.timeout(230)
def test_many_large_photos_need_no_more_memory_than_one(desk: CouncilDesk, new_laptop: Make, tmp_path: Path) -> None:
    """Twelve of three megabytes there and back: the wire carries little else, and memory stays flat on both sides."""
    made = [large_photo(100 + seed) for seed in range(12)]
    with server_process(tmp_path / "council") as (address, process):
        wire = Wire(address)
        ann, jo = joined(new_laptop, "ann", wire.address), joined(new_laptop, "jo", wire.address)
        grace = ann.add_person()
        ann.exchanger.exchange()
        desk.works_with("jo", grace)
        peaks = []
        for each in made:
            show(ann, grace, each)
            wire.reset()
            while not ann.exchanger.exchange().photos.given:
                time.sleep(0.01)
            assert wire.sent < 1.02 * len(each.data)
            wire.reset()
            while not jo.exchanger.exchange().photos.fetched:
                time.sleep(0.01)
            assert wire.received < 1.02 * len(each.data)
            peaks.append((peak_of(process), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))
        wire.close()
        assert all(has(jo, each) for each in made)
    print([tuple(round(each / 1e6) for each in peak) for peak in peaks])
    assert peaks[-1][0] - peaks[2][0] < 12_000_000
    assert peaks[-1][1] - peaks[2][1] < 12_000_000


def test_a_laptop_that_lets_go_in_the_middle_leaves_the_server_well(desk: CouncilDesk, new_laptop: Make, tmp_path: Path) -> None:
    """A photo that is asked for and not read to its end holds nothing open."""
    made = photo(73, 900)
    with server_process(tmp_path / "council") as (address, _):
        ann = joined(new_laptop, "ann", address)
        show(ann, ann.add_person(), made)
        ann.exchanger.exchange()
        for _ in range(20):
            with Talk(address) as talk:
                parts = talk.photo_bytes(token_of(ann), made.hash, 0, len(made.data))
                with contextlib.closing(parts):
                    assert next(parts)
        assert ann.exchanger.exchange().proved_equal
