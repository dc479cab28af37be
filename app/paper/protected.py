"""A paper that opens with a password only: AES-256 as PDF 2.0 has it (revision 6). All of it happens in memory."""

import secrets
from io import BytesIO

EVERYTHING = (
    *("accessibility", "extract", "modify_annotation", "modify_assembly", "modify_form", "modify_other"),
    *("print_lowres", "print_highres"),
)
"""What may be done with it once it is open: all of it, for the paper is theirs; reading aloud above all."""


def protected(pdf: bytes, password: str) -> bytes:
    """The same paper, with its title, language and structure, for whoever knows the prepared password.

    Every stream and string is encrypted, what describes the paper among them. Nothing is written to a disk.
    """
    import pikepdf

    allowed = pikepdf.Permissions(**dict.fromkeys(EVERYTHING, True))
    locked = pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(32), R=6, aes=True, metadata=True, allow=allowed)
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as paper:
        paper.save(written, encryption=locked)
    return written.getvalue()
