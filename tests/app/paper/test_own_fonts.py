"""Typefaces of a council's own: used when they lie in the folder, passed over and named when they cannot be."""

import base64
import gzip
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from pypdf import PdfReader

from app.paper import Paper, one_page_profile
from app.paper.own_fonts import LARGEST_FILE, MOST_FILES, PassedOver, Why, own_fonts
from app.practice.plans import Section
from tests.app.paper.making_fonts import GEORGIAN, make_font, without_outlines
from tests.app.paper.reading import read_back
from tests.app.paper.samples import CANNOT, SAY, line, maggie, profile

WORDS = f"Tea, {GEORGIAN[:6]} {GEORGIAN[6:]} 4"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder that papers use, as long as a test lasts."""
    own_fonts.look_in(tmp_path)
    yield tmp_path
    own_fonts.look_in(None)


def printed() -> tuple[Paper, str]:
    paper = one_page_profile(profile({Section.IMPORTANT: (line("g", WORDS),)}), SAY)
    return paper, read_back(paper.pdf).tree.all("LI")[0].all("P")[0].text


def test_a_typeface_is_used_from_the_next_paper_on(folder: Path) -> None:
    paper, said = printed()
    assert said == CANNOT
    assert paper.report.cannot_print == (("g", GEORGIAN),)
    make_font(folder / "letters.ttf")
    paper, said = printed()
    assert said == WORDS
    assert paper.report.cannot_print == ()
    assert paper.report.fonts == ("Atkinson Hyperlegible Next", "Test Letters")
    (folder / "letters.ttf").unlink()
    assert printed()[1] == CANNOT


def test_two_other_readers_copy_its_words(folder: Path) -> None:
    make_font(folder / "letters.ttf")
    paper, _ = printed()
    assert WORDS in PdfReader(BytesIO(paper.pdf)).pages[0].extract_text()
    assert WORDS in pypdfium2.PdfDocument(paper.pdf)[0].get_textpage().get_text_range()


def test_each_weight_is_used_for_its_own_and_one_stands_for_both(folder: Path) -> None:
    make_font(folder / "a.ttf")
    fonts = read_back(one_page_profile(profile(person=maggie(name=GEORGIAN, known_as="")), SAY).pdf).fonts
    assert "TestLetters-Bold" in fonts
    make_font(folder / "b.ttf", weight=700)
    assert [(font.family, font.weight) for font in _looked()] == [("Test Letters", 400), ("Test Letters", 700)]
    assert printed()[0].report.fonts == ("Atkinson Hyperlegible Next", "Test Letters")


def test_one_with_the_name_of_one_on_board_adds_its_letters(folder: Path) -> None:
    make_font(folder / "more.ttf", family="Noto Sans")
    assert printed()[1] == WORDS


def test_an_otf_is_used_too(folder: Path) -> None:
    (folder / "letters.otf").write_bytes(gzip.decompress(base64.b85decode(OTF)))
    paper, said = printed()
    assert said == WORDS
    assert WORDS in pypdfium2.PdfDocument(paper.pdf)[0].get_textpage().get_text_range()
    assert b"/OpenType" in paper.pdf


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.BROKEN),
        (b"this is no typeface", Why.BROKEN),
        (b"\0\1\0\0" + b"\xff" * 400, Why.BROKEN),
        (b"\0\1\0\0\0\0" + b"\0" * 400, Why.BROKEN),
    ],
)
def test_a_broken_file_is_named_and_passed_over(folder: Path, content: bytes, why: Why) -> None:
    (folder / "Broken.TTF").write_bytes(content)
    make_font(folder / "letters.ttf")
    assert printed()[1] == WORDS
    assert own_fonts.passed_over == (PassedOver("Broken.TTF", why),)


def test_what_may_not_or_cannot_be_set_is_named(folder: Path) -> None:
    make_font(folder / "forbidden.ttf", rights=0x0002)
    make_font(folder / "whole-only.ttf", rights=0x0100)
    without_outlines(folder / "pictures.ttf")
    with (folder / "large.ttf").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    (folder / "folder.ttf").mkdir()
    (folder / "readme.txt").write_text("nothing")
    assert _looked() == ()
    assert dict(own_fonts.passed_over) == {
        "forbidden.ttf": Why.FORBIDDEN, "whole-only.ttf": Why.FORBIDDEN, "pictures.ttf": Why.PICTURES, "large.ttf": Why.TOO_LARGE,
    }  # fmt: skip


def test_a_folder_full_of_them_is_read_up_to_a_number(folder: Path) -> None:
    for number in range(MOST_FILES + 2):
        (folder / f"{number:03}.ttf").write_bytes(b"no")
    _looked()
    assert [each for each in own_fonts.passed_over if each.why is Why.TOO_MANY] == [
        PassedOver(f"{number:03}.ttf", Why.TOO_MANY) for number in (MOST_FILES, MOST_FILES + 1)
    ]


@pytest.mark.parametrize("times", [10, pytest.param(400, marks=pytest.mark.prove)])
def test_no_file_however_damaged_keeps_a_paper_from_being_made(folder: Path, times: int) -> None:
    whole = make_font(folder / "letters.ttf").read_bytes()
    random = Random(times)
    for number in range(times):
        damaged = bytearray(whole)
        for _ in range(random.randint(1, 40)):
            damaged[random.randrange(len(damaged) if number % 2 else 400)] = random.randrange(256)
        if number % 5 == 0:
            del damaged[random.randrange(len(damaged)) :]
        (folder / "letters.ttf").write_bytes(damaged + b"\0" * (number % 7))
        paper, said = printed()
        assert said in (WORDS, CANNOT)
        assert pypdfium2.PdfDocument(paper.pdf)[0].render(scale=0.2)


def test_a_folder_that_is_not_there_is_no_matter(tmp_path: Path) -> None:
    own_fonts.look_in(tmp_path / "nothing")
    assert _looked() == ()
    own_fonts.look_in(None)


def _looked() -> tuple[object, ...]:
    own_fonts.look_again()
    return own_fonts.fonts


OTF = (
    r"""ABzY8000000t1Cs3s6(X8a_$LIj3XAXSg=Up5vW%ti4`q)n09T+bUwI4~l3}vB;Z1L>?gt7$8CfK_pyAc!m%lgb+%E5P2v9MJv9j4_>x)Mr*Cw"""
    r"""TB>cw`{*9JQSP3AGj^tP@9z9(|9$-b|NZ~&{%5xa25!Zk!!(!xo9*N4yJ+a`oiAb-{|yWyN4I{oeC7M^@0f>SJPeiasDudF9BPgn^@mY^gH#d`"""
    r"""{rX`aZ^WArt(KwzVg)}3@z)T&EKN|V-df3t&LGi8mJp$mVG9Ge0TvOS7?B_u2}xUp^o65-k}OG~L^x34&qtp{ZnKEIuCK9%&3flQm_YCYH+z4H"""
    r"""<}Xj%$-&9lf}Q-ws4Kwu*i=C>9?PEGKtoL!HhE9Ln{wcpvJk@p++R$<pTW~%Ld*mEKg9$4y_U78a42VwPuco|vS?ax^|T}pdmekLg^v-aC%||f"""
    r"""&!Le8*t}_;k9lHC10@ROB0q^zDUmC-OJY;vBji{hCczY#5-IgVoDx+DCPyRNQ5%b;VDVT4>bo^#?kLXZG`d?4>~++VsPf&2@5~;boOE-;v+qt$"""
    r"""PX7Cs6~C-}#yi3Pjsy?$;A1=<Z$1Ze8s)O5FwwY(rTBsH(8P}udg0hC?Lu;N?$>j;iJ8y(#pzi;m$SM9#}@M4K`6zZ@IK@X@>lR<_&*Dl3$_c4"""
    r"""f}4W-9$P%JJ$@ESh2P;~T#Fasmk1By9l}A}AQzJx*oWg@6QS(#$Dsst^^3qD%fdn2lRXDI*)9?I)5SnIhjH<?5b0kD599IC@yU@{WNvD5egd^+"""
    r"""M}2Q1qqZDsZWI6d^?Bf<qrWc_9woXD+Epgnq)IB2QXd8FPYq*aSA^D{tL9;<5w?pq=7$`VtH@+kX7XO~)=t^k?qddPGu_-^Y(FLLB|KROyxB2P"""
    r"""=#hwgC9T7|?fs5#sH>-yA)QReo;u&<VmM3k=Eg`mH7@#K7!|R%)F@+Q#?)H1nLLE2eIWFkD7=e<rLa>3@fbfyGlz*y6}#)DwA9>@cAk3Ba}B%z"""
    r"""sF0y0j3=uErw@wuM3mRYFy8H<H^4kGSkQCxt9H89dAz)rI`dg(#!*JLK0~k4r|MqNrS30MQ4rhh3&n7Lzt5xd$E!?E=3PP+8+p*5;*d8T6m8sT"""
    r""">4{>ZPVOJRFTP(l(%D1zbey(ar3O0G3Oi%WGGtb$Nj+XrR$wSFkw;7ghH^28yZg9s1Ccp~VjQwBD0U51bxm}(quOp^EcS|%pNp%BtD63lHrkOA"""
    r"""Srb6*iB-iY8HFS($PWSO@qR#ivKK)&dt3zQTT9_$W~WO)z?nrCH~&htHW!uHm`1&=tf`WGkC0`_vSoQ>t}H%3h6)NRH%Bw?c81&nGsNJz&Tq%M"""
    r"""X^W$)qK7K*5v|$1eQ7oW8gYAGW449vR>d@Jr98nyaGRBiAmx&-Vx`ME@$qJ%odEQuvw(lREj!yvD}99}sR^ZtR6vqs4I>4VdrO-TxY4u8fgOwv"""
    r"""uN)PQxVmuo*R}7!H{aV_VF{vd60-gg^>ylGTa^u=wHexa#Ac#YTUltN3#+shg?jQZ9vJgc@_Nd5M?+sU6WzCe=#Kby-B5c!{b~DY>o8U6Em{%e"""
    r"""4Hv)#pZff8=9s~5Wvri6_FO`Gz~Yb3LktD!2|8M>BKeWT{8U<xSJWDfrb@EGal+6|0k13D&|!g(-T)7XJ272vM#bkGP|~6CY1`I_Ve=|<st8X|"""
    r"""ffTfeTrI2E7NQ%3h-?k%(J=~@EKynOY`2&`VbGF#ct{i{*OjQ4Q6jI-oM)xXHTudbrmCW(zD3MV-gUW%xV%J-f(}j%Pu@Tc{I*QQ$v&$KVYP#G"""
    r"""U{a*f9w<ns3(^bJ1({?qUaZrXmX=r7)mSPGBv=bJ{Zk7QU>Z=v3xC!^e^BJVQwVpzF;RGD3al508~6O}?-PIHPRGm(+aTli@h9S&y~o$R6zLBM"""
    r"""8uoGhfsAAOYU#3!RGplPP0Bft%0$MeZ%4k{k+Y+OVZBg?542veU7~IcB>G#?KGxW+^>!m^v>z>TP+V{ya5m;&d1_-SjscPBaY|YlrwR7^y{@*)"""
    r"""wjm_;i0uXSqLm8Y@L)PP%ul|S+Td^P4P(N3lZWq#!HmwYzdS*ko!u4v)WhqcZ+9`~$nu~7vFlZ@HRdfnadf(+Ij4;pJK6fVg(+{=JG;cUQ!a+I"""
    r"""(ACO>(ikc*IxSYt$YZm1`-!=8_ydA?Wh$A3)cL+9hBKpAZ$`;vuS63{1%_8Qpo~_LY0y-Wxp<-GAL_z%vM{|+ohgR0RTHK$qH?{k7(aQm&-pEt"""
    r""";Vpt#<W@NM2$N301x{~3UhZliG}GmFoufm1F{@AMq@9YGnvc2E!1`-M4TWvR7CIMKD^pa-8Dxe`niEcK-o@pMNO!)tSazzmlfLB~?z%&DwdQ2l"""
    r"""7+Z#Uf3*_ryy2Q~<gsZLx;0=xbnQgrKpj(V(>V$|$r@rvb4ux;9m*)vHY(Vi8<bPIVP4O=hv+D+0C$nwb&W?3n;6a8!s7H4l*b~Y)8Z4E#C>UD"""
    r"""fnwN>_GOGHe-$}*p>?453xrs~`hq2*m)_a|7p&W5Fh|li2(zX!+n!BkH{0{<)V*W&URze3#LTEFk}9PJsUfjSZXiFlCAFRxch@?cR@&<9t-L^8"""
    r"""KAWlRV-nsM)`spj?xK96<xyd6X^*0qA$gzN8bcaXdPSnx6Bs<fV_+H-+3b3qiP=bG=N-sT&kxRyD2k~jgKPJ7-w}h$YrBZ+4hO)6r{FBG`~$cg"""
    r"""evWT;#P@NRn{9UAO&=n26y;HkO07=IA{DXWnmrVpzwta+$bf&{gFg|gkA>d^&mS8BvuSV?WhWg7^MYY)%eWTca9F5Q>ofFem9gb}i@CrTRTNk0"""
    r"""Oyw<A?PX0Qz`^ji7KXc8gq{;N)(7oHPE$@(t~IwIw?5y9l2pF>a7wN`SDurUokT8$pS_}mudprOYrlZ))!U3)iX|_gTU@QT>TP;kNmGfL{1Kda"""
    r"""puG>zRE5+8xMzzjrH=AWT^(1+FG2fvTKFom_cHn`Hv%cJiQtF8_=^_MFciE9LVwo651|q4f;MDoF^GdpV4QFXT3k|y!ZD5m5}vEuVG1q{<1Cx>"""
    r"""^<}oHN&+4@`=b_SxPBGBBH6j=C2F6dxHz2|A@Yspd<!+`aGtAYnns15Y#i(3<yv?SM~{Nngs@?V_1J_%r)#kgoWMQNqbUf{3PiE!U2=P><zB(O"""
    r"""plLo1@%$;`drh_6>yjJihfJ^GWNQ$8gNS=B?wyu%p|x`nKL_zo5PgYZ{{<_UTeWx#000"""
)
"""A small OTF with the same letters, made from shapes of Noto Sans (SIL Open Font License 1.1)."""
