"""A council's server in a process of its own, killed when the block ends."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVE = """
import signal, sys
from pathlib import Path
from sync.server.serve import serve
room = int(sys.argv[3])
if room:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
serve(Path(sys.argv[1]), "127.0.0.1", int(sys.argv[2]), lambda address: print(address, flush=True))
print("stopped", flush=True)
"""


@contextmanager
def server_process(data: Path, port: int = 0, *, room: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Its address and the process; `room`: no file of it may be larger than that."""
    command = [sys.executable, "-c", SERVE, str(data), str(port), str(room)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), process
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()
