"""What lies in tests/old: former releases, each with its wheel, a casebook, a council's store and a recorded exchange."""

import tarfile
from pathlib import Path

OLD = Path(__file__).parent / "old"


def unpacked(release: Path, part: str, into: Path) -> Path:
    """The folder that was kept as `casebook` or `council`. Early Pythons 3.11 know no filter, and late ones want one."""
    with tarfile.open(release / f"{part}.tar.xz") as archive:
        if hasattr(tarfile, "data_filter"):
            archive.extractall(into, filter="data")
        else:
            archive.extractall(into)
    return into / part
