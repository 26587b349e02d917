"""Mail and pages saved as one file."""

import pytest

from tests.intake.files import BODY, FILES, MAIL, PAGE
from tests.intake.test_reading import one, read, reasons
from tui.intake.eml import unflowed

HEAD = "From: Ann <a@example.org>\nSubject: Toll\nMIME-Version: 1.0\n"


def test_mail_is_its_text_and_what_is_attached():
    message, attached = read(FILES["eml"][1], "a.eml")
    assert message.text == "A café in Gao.\n\nIt rose."
    assert message.details == {
        "title": "Toll rises",
        "byline": "Ann Bö",
        "published": "2020-05-01T10:00:00+02:00",
    }
    assert (message.raw, message.extraction.kind) == (FILES["eml"][1], "eml")
    assert (attached.text, attached.extraction.member) == ("# More\n\nIt fell.", "more.md")
    assert attached.details == {"title": "More"}


def test_a_page_is_read_where_the_plain_part_says_little():
    pytest.importorskip("trafilatura")
    mail = (
        HEAD + 'Content-Type: multipart/alternative; boundary="b"\n\n--b\n'
        "Content-Type: text/plain\n\nSee it in a browser.\n--b\n"
        f"Content-Type: text/html; charset=utf-8\n\n{PAGE}\n--b--\n"
    ).encode()
    found = one(mail, "a.eml")
    assert found.text.count("The toll rose to 40") == 3
    assert (found.raw, found.extraction.kind, found.details["byline"]) == (mail, "eml", "Ann")


def test_a_saved_page_has_the_url_it_came_from():
    pytest.importorskip("trafilatura")
    found = one(FILES["mhtml"][1], "a.mhtml")
    assert "a doctor in Gao told us" in found.text
    assert found.details["url"] == "https://example.org/toll"
    assert (found.raw, found.extraction.kind) == (FILES["mhtml"][1], "mhtml")
    assert found.details.get("published") != "2020-05-01T10:00:00+02:00"


def test_a_message_within_a_message_is_read():
    inner = MAIL.replace("\r\n", "\n")
    mail = HEAD + 'Content-Type: multipart/mixed; boundary="c"\n\n--c\n\nRead this, desk.\n--c\n'
    mail += f"Content-Type: message/rfc822\n\n{inner}\n--c--\n"
    assert [one.text for one in read(mail.encode(), "a.eml")] == [
        *("Read this, desk.", "A café in Gao.\n\nIt rose.", "# More\n\nIt fell.")
    ]


BROKEN = {
    "no end": MAIL[:-12],
    "wrong quoting": MAIL.replace("=E9", "=ZZ="),
    "a charset of nobody": MAIL.replace("iso-8859-1", "x\x00y"),
    "a date of nobody": MAIL.replace("Fri, 01 May", "Xxx, 99 Zzz"),
    "a sender that is none": MAIL.replace("<ann@example.org>", "<<@,;:"),
    "a subject that is none": MAIL.replace("Toll rises", "=?utf-8?b?////?= =?x?y?z"),
    "a kind whose parser gives up": MAIL.replace("format=flowed", "more*"),
    "a boundary of parts": MAIL.replace('boundary="b"', 'boundary*0="b"; boundary*9*=x'),
}


@pytest.mark.parametrize("how", BROKEN)
def test_of_a_damaged_message_is_read_what_can_be(how):
    found = read(BROKEN[how].encode("utf-8", "replace"), "a.eml")
    assert found
    assert "caf" in getattr(found[0], "text", "caf")
    assert "cannot be read" not in getattr(found[0], "reason", "")


def test_parts_within_parts_end_somewhere():
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(1_200)
    )
    assert reasons((HEAD + deep).encode(), "a.eml")
    wide = HEAD + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n" * 30_000
    assert "too many parts" in reasons(wide.encode(), "a.eml")[0][1]


def test_softly_broken_lines_are_joined():
    assert unflowed("One \ntwo.\n\n > x \ny\n> z \nw\n-- \nAnn") == (
        "One two.\n\n> x \ny\n> z \nw\n-- \nAnn"
    )
    assert unflowed("日本 \n語", deletes=True) == "日本語"


def test_a_message_without_a_text_is_told():
    assert reasons(HEAD.encode() + b"\n", "a.eml")[0][1].startswith("the message has no text")
    assert BODY in one((HEAD + "\n" + BODY).encode(), "a.eml").text
