"""The pictures of the README, chosen from a played visit and made small.

python packaging/take_pictures.py FOLDER, where FOLDER is what `kitchen-table demo --out FOLDER` was given.
"""

import sys
from pathlib import Path

from PIL import Image

PICTURES = Path(__file__).parent / "pictures"
MOST_BYTES = 120_000
CHOSEN = {
    "today": "today",
    "visit": "good-day-bad-day waking-bad",
    "turned": "turned and kept",
    "profile": "the profile afterwards",
    "versions": "two versions",
}
"""What a picture is called here, and what the played visit calls it after its number."""


def main(arguments: list[str]) -> int:
    """Write the five pictures; 1 when one is missing or too large."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 1
    PICTURES.mkdir(exist_ok=True)
    faults = 0
    for name, called in CHOSEN.items():
        found = sorted((Path(arguments[0]) / "screens").glob(f"?? {called}.png"))
        if not found:
            sys.stdout.write(f"There is no picture of {called}.\n")
            faults += 1
            continue
        target = PICTURES / f"{name}.png"
        with Image.open(found[0]) as picture:
            few = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
            few.save(target, optimize=True)
        size = target.stat().st_size
        faults += size > MOST_BYTES
        sys.stdout.write(f"{target.name}: {size // 1000} kB\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
