"""A paper with a password: other readers open it with the right one and nothing else, and it is the same paper."""

import secrets
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pypdf import PasswordType, PdfReader
from pypdf.constants import UserAccessPermissions
from pypdf.errors import FileNotDecryptedError

from app.paper import one_page_profile, plan_copy
from app.paper.protected import protected
from app.practice.file_passwords import judged
from tests.app.paper.samples import SAY, plan, profile

PASSWORDS = ("  Tŷ bach  twt ", "ﬁnd the key again", "مفتاح البيت")


def prepared(password: str) -> str:
    found = judged(password, least=8)
    return found.prepared or password


@pytest.mark.parametrize("password", PASSWORDS)
def test_three_readers_open_it_with_the_right_password_only(password: str) -> None:
    """pypdf, PDFium and qpdf: the right one, a wrong one, the right one in other letters, and none."""
    right = prepared(password)
    closed = protected(one_page_profile(profile(), SAY).pdf, right)
    opened = PdfReader(BytesIO(closed))
    assert opened.decrypt(right) is PasswordType.USER_PASSWORD
    assert "Radio 3 on low" in " ".join(opened.pages[0].extract_text().split())
    seen = pypdfium2.PdfDocument(closed, password=right)
    assert len(seen) == 1
    seen.close()
    for wrong in (right + " ", right[:-1], right.swapcase() + "x", ""):
        assert PdfReader(BytesIO(closed)).decrypt(wrong) is PasswordType.NOT_DECRYPTED
        with pytest.raises(pypdfium2.PdfiumError, match="password"):
            pypdfium2.PdfDocument(closed, password=wrong)
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(closed), password=wrong)
    with pytest.raises(FileNotDecryptedError):
        PdfReader(BytesIO(closed)).pages[0].extract_text()
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(closed)


def test_it_is_aes_256_of_revision_six_and_everything_may_be_done_with_it() -> None:
    """Reading aloud above all: a screen reader needs the words."""
    closed = protected(one_page_profile(profile(), SAY).pdf, "correct horse battery")
    with pikepdf.open(BytesIO(closed), password="correct horse battery") as paper:
        assert (paper.encryption.R, paper.encryption.V, paper.encryption.bits) == (6, 5, 256)
        assert {str(method) for method in (paper.encryption.stream_method, paper.encryption.string_method)} == {
            "EncryptionMethod.aesv3"
        }
        assert all(paper.allow)
    reader = PdfReader(BytesIO(closed))
    reader.decrypt("correct horse battery")
    assert reader.user_access_permissions == UserAccessPermissions.all()


def test_title_language_structure_and_every_word_stay() -> None:
    """The paper that opens is the paper that was closed: its catalogue, its structure, its pages and their words."""
    open_one = plan_copy(plan(), SAY).pdf
    former, now = PdfReader(BytesIO(open_one)), PdfReader(BytesIO(protected(open_one, "correct horse battery")))
    now.decrypt("correct horse battery")
    assert now.metadata == former.metadata
    for key in ("/Lang", "/MarkInfo", "/ViewerPreferences"):
        assert former.root_object[key].get_object() == now.root_object[key].get_object()
    assert tree_of(now.root_object["/StructTreeRoot"]) == tree_of(former.root_object["/StructTreeRoot"])
    assert [page.extract_text() for page in now.pages] == [page.extract_text() for page in former.pages]


def test_nothing_of_the_paper_can_be_read_in_the_closed_file() -> None:
    """Not its title, not its words, not a picture of its streams; and the same password never gives the same file twice."""
    open_one = one_page_profile(profile(), SAY).pdf
    closed = protected(open_one, "correct horse battery")
    with pikepdf.open(BytesIO(open_one)) as paper:
        title = str(paper.docinfo["/Title"])
        streams = [each.read_raw_bytes() for each in paper.objects if isinstance(each, pikepdf.Stream)]
    secret = [title.encode(), title.encode("utf-16-be"), b"correct horse battery", *(each for each in streams if len(each) > 16)]
    assert [each for each in secret if each in closed] == []
    assert protected(open_one, "correct horse battery") != closed


def test_what_is_no_paper_is_told() -> None:
    with pytest.raises(pikepdf.PdfError):
        protected(secrets.token_bytes(100), "correct horse battery")


def tree_of(element: object) -> object:
    """The structure as tags and languages, without the numbers of objects."""
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        return [tree_of(each) for each in found]
    if not isinstance(found, dict):
        return found
    return found.get("/S"), found.get("/Lang"), found.get("/Alt"), tree_of(found.get("/K", []))
