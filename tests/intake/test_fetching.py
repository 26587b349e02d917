"""Fetching from a server that misbehaves in each way: a line that says so, and nothing worse."""

import gzip
import json
import os
import shutil
import ssl
import subprocess
import sys
import tracemalloc
import zlib
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.loopback import PAGE, PUBLIC, Net, Server, answer, endless, reset, sent_on
from tui.intake.child import Readers, Source
from tui.intake.face import Missed, Options
from tui.intake.fetching import Fetched, Fetcher, Limits

LATER = ": try again later"
BROWSER = ": open it in a browser, save the page and add the file"


def fetched(said, url="http://news.test/a", **limits):
    """What comes of a page that is answered so."""
    with Server({"/a": said}) as server:
        return Net(server).fetch(url, **limits)


def test_a_page_comes_with_what_is_known_of_it():
    with Server({"/a": sent_on("/b?c=%C3%B6"), "/b?c=%C3%B6": answer()}) as server:
        net = Net(server)
        found = net.fetch("http://News.test/a#top")
    assert isinstance(found, Fetched)
    assert (found.asked, found.url) == ("http://News.test/a#top", "http://news.test/b?c=%C3%B6")
    assert (found.data, found.kind, found.status) == (PAGE, "html", 200)
    assert (found.content_type, found.charset) == ("text/html", "")
    assert found.when.endswith("+00:00")
    assert net.looked_up == ["news.test"]
    assert net.connected == [(PUBLIC, 80), (PUBLIC, 80)]


def test_a_server_is_told_no_more_than_it_needs():
    cookie = answer(b"", "302 Found", Location="/b", Set_Cookie="id=7")
    with Server({"/a": cookie, "/b": answer(Set_Cookie="id=8")}) as server:
        Net(server).fetch("http://news.test:8080/a")
    names = [line.partition(":")[0] for line in server.heads[1].split("\r\n")[1:-2]]
    assert sorted(names) == ["Accept", "Accept-Encoding", "Connection", "Host", "User-Agent"]
    assert "Host: news.test:8080\r\n" in server.heads[1]
    assert "User-Agent: claimdesk/" in server.heads[1]


@pytest.mark.parametrize(
    ("said", "kind"),
    {
        answer(b"<?xml version='1.0'?><rss version='2.0'/>", Content_Type="text/xml"): "rss",
        answer(b"%PDF-1.7\n", Content_Type="text/html"): "pdf",
        answer(b"Workers in Mali.", Content_Type="text/plain"): "text",
        answer(b"Warning: line 3\n<br><html>", Content_Type="text/html"): "html",
        answer(b"# Mali\n", Content_Type="text/markdown; variant=GFM"): "markdown",
        answer(PAGE, Content_Type="text/plain"): "html",
        answer(PAGE, Content_Type=""): "html",
        answer(PAGE, Content_Type="\x1b[31m"): "html",
    }.items(),
)
def test_the_kind_is_what_the_bytes_are(said, kind):
    assert fetched(said).kind == kind


@pytest.mark.parametrize(
    ("declared", "charset"),
    {
        "text/html; charset=ISO-8859-1": "iso-8859-1",
        'text/html;charset="Windows-1252"; x=y': "windows-1252",
        "text/html": "",
        "text/html; charset=\x1b[0m": "",
    }.items(),
)
def test_the_charset_is_what_the_header_says_and_the_page_is_left_to_say_its_own(declared, charset):
    page = b"<!doctype html><meta charset=utf-16><p>"
    found = fetched(answer(page, Content_Type=declared))
    assert (found.charset, found.data) == (charset, page)


def test_what_was_fetched_is_read_as_it_was_sent():
    page = "Die Nachricht aus Köln – nur für Leser.".encode("cp1252")
    found = fetched(answer(page, Content_Type="text/markdown; charset=windows-1252"))
    source = Source(found.url, found.data, declared=found.charset, kind=found.kind)
    with Readers(Options()) as readers:
        [(_, [article])] = readers.read([source])
    assert article.text == page.decode("cp1252")
    assert (article.encoding, article.extraction.kind) == ("cp1252", "markdown")


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress(PAGE, mtime=0), "gzip"),
        (gzip.compress(PAGE, mtime=0), "x-gzip"),
        (zlib.compress(PAGE), "deflate"),
        (zlib.compress(PAGE, wbits=-15), "Deflate"),
        (PAGE, "identity"),
    ],
)
def test_a_packed_page_is_unpacked(packed, name):
    assert fetched(answer(packed, Content_Encoding=name)).data == PAGE


STATUSES = {
    "404 Not Found": "there is no such page (404): check the address",
    "410 \x1b[2J": "there is no such page (410): check the address",
    "401 No": "the site does not give it to a program (401)" + BROWSER,
    "403 No": "the site does not give it to a program (403)" + BROWSER,
    "451 No": "the site does not give it to a program (451)" + BROWSER,
    "429 No": "the site was asked too often (429)" + LATER,
    "500 No": "the site has a fault (500)" + LATER,
    "503 No": "the site has a fault (503)" + LATER,
    "204 Nothing": "no page came (204)" + BROWSER,
    "206 Partial": "no page came (206)" + BROWSER,
    "301 Moved": "no page came (301)" + BROWSER,
    "999 No": "no page came (999)" + BROWSER,
}


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_said_in_words(status):
    assert fetched(answer(status=status)) == Missed("http://news.test/a", STATUSES[status])


BROKEN = "the answer of news.test broke off, or is none" + LATER
LARGE = "it has more than 9,000 bytes: --largest allows more"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
MISBEHAVING = {
    "nothing": (b"", BROKEN),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n", BROKEN),
    "an old answer": (b"<html>HTTP 0.9", BROKEN),
    "half a header": (b"HTTP/1.1 200 OK\r\nContent-", "the page is empty" + BROWSER),
    "a length too long": (answer(Content_Length=900), BROKEN),
    "two lengths": (answer(Content_Length="3, 4"), BROKEN),
    "half a chunk": (CHUNKED + b"ff\r\nabc", BROKEN),
    "a chunk of no length": (CHUNKED + b"zz\r\nabc", BROKEN),
    "a chunk of minus one": (CHUNKED + b"-1\r\nabc", BROKEN),
    "an empty page": (answer(b""), "the page is empty" + BROWSER),
    "a header too long": (answer(X="x" * 70_000), BROKEN),
    "too many headers": (answer(**{f"X{n}": "x" for n in range(200)}), BROKEN),
    "endless headers": (endless(b"HTTP/1.1 200 OK\r\n", b"X: " + b"x" * 60_000 + b"\r\n"), LARGE),
    "endless tidings": (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99), LARGE),
    "a length too large": (answer(Content_Length=9_001), LARGE),
    "a body too large": (answer(b"x" * 9_001, Content_Length=""), LARGE),
    "an endless body": (endless(answer(Content_Length=""), b"x" * 999), LARGE),
    "endless chunks": (endless(CHUNKED, b"1\r\nx\r\n" * 99), LARGE),
    "endless ends": (endless(CHUNKED + b"0\r\n", b"X: x\r\n" * 99), LARGE),
    "a broken connection": (reset, None),
    "damaged gzip": (
        answer(b"\x1f\x8b\x08" + b"x" * 99, Content_Encoding="gzip"),
        "it is damaged and cannot be unpacked" + LATER,
    ),
    "another packing": (
        answer(Content_Encoding="br"),
        "it comes packed in a way that was not asked for" + BROWSER,
    ),
    "packed on the way": (
        answer(Transfer_Encoding="gzip, chunked"),
        "it comes packed in a way that was not asked for" + BROWSER,
    ),
    "packed twice": (
        answer(gzip.compress(gzip.compress(PAGE, mtime=0)), Content_Encoding="gzip, gzip"),
        "it comes packed in a way that was not asked for" + BROWSER,
    ),
    "a picture": (
        answer(Content_Type="image/png"),
        "it is no page (image/png): name the page it stands on",
    ),
    "a picture that says it is a page": (
        answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 99),
        "it is an image: add its text, typed or recognised by another program",
    ),
}


@pytest.mark.parametrize("how", MISBEHAVING)
def test_a_server_that_misbehaves_costs_one_line(how, capfd):
    said, reason = MISBEHAVING[how]
    found = fetched(said, largest=9_000)
    assert isinstance(found, Missed)
    assert found.name == "http://news.test/a"
    assert reason is None or found.reason == reason
    assert found.reason.endswith((LATER, BROWSER)) or reason
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.0 200\r\n\r\n" + PAGE,
        b"HTTP/1.1 200 OK\n\n" + PAGE,
        b"HTTP/1.1 100 Continue\r\n\r\n" + answer(),
        answer(X="\xff\x00\x1b]0;x"),
        answer().replace(b"\r\n\r\n", b"\r\nno header at all\r\n: \r\n\r\n", 1),
        answer(PAGE + b"more", Content_Length=len(PAGE)),
        answer(Content_Length="many"),
    ],
    ids=[
        "no end",
        "bare lines",
        "tidings",
        "wild bytes",
        "no header",
        "a length too short",
        "none",
    ],
)
def test_a_server_that_only_errs_is_understood(said, capfd):
    assert fetched(said).data.startswith(PAGE)
    assert capfd.readouterr() == ("", "")


def test_a_slow_server_has_no_more_time_than_all_of_it_may_take():
    """It sends something now and then, and is never late by the measure of one wait."""
    with Server({}) as server:
        full = answer(Content_Length=len(PAGE) + 40)
        server.pages = {
            "/body": server.dripping(full, b"x"),
            "/header": server.dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x", b"\r\n\r\n" + PAGE),
            "/tidings": server.dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n", answer()),
            "/gzip": server.dripping(
                answer(b"", Content_Encoding="gzip", Content_Length=""), gzip.compress(b"")
            ),
        }
        for path in server.pages:
            found = Net(server).fetch(f"http://news.test{path}", seconds=0.3)
            assert found == Missed(f"http://news.test{path}", "it took more than 0.3 s" + LATER)


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_what_unpacks_to_very_much_is_left_before_it_does(packing):
    bomb = zlib.compressobj(wbits=31 if packing == "gzip" else 15)
    packed = b"".join(bomb.compress(bytes(1_000_000)) for _ in range(60)) + bomb.flush()
    with Server({"/a": answer(packed, Content_Encoding=packing)}) as server:
        net = Net(server)
        net.fetch("http://news.test/")
        tracemalloc.start()
        found = net.fetch("http://news.test/a", largest=1_000_000)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert found.reason == "it has more than 1 MB: --largest allows more"
    assert peak < 6_000_000


@pytest.mark.parametrize(
    ("to", "why"),
    {
        "http://10.0.0.1/x": "it sends on to http://10.0.0.1/x, and 10.0.0.1 is a private address: "
        "--allow-private fetches from it all the same",
        "http://inside.test/x": "it sends on to http://inside.test/x, and inside.test is "
        "this machine itself: --allow-private fetches from it all the same",
        "http://169.254.169.254/latest": "it sends on to http://169.254.169.254/latest, and "
        "169.254.169.254 is where a machine in a cloud reads its secrets: "
        "save the page and add the file",
        "http://[::ffff:127.0.0.1]/": "it sends on to http://[::ffff:7f00:1]/, and "
        "::ffff:7f00:1 is a reserved address: save the page and add the file",
        "file:///etc/passwd": "it sends on to file:///etc/passwd, and "
        "only http and https are fetched, no file" + BROWSER,
        "ftp://news.test/x": "it sends on to ftp://news.test/x, and "
        "only http and https are fetched, no ftp" + BROWSER,
        "http://ana:x@news.test/": "it sends on to http://news.test/, and "
        "a name or a password stands in the address" + BROWSER,
        "/a": "it sends on in a circle" + BROWSER,
        "http://news.test:80/x/../a#b": "it sends on in a circle" + BROWSER,
        "/gone": "it sends on to http://news.test/gone, and "
        "there is no such page (404): check the address",
    }.items(),
)
def test_where_a_page_sends_on_to_is_judged_like_what_a_person_names(to, why):
    names = {
        "inside.test": ["127.0.0.1"],
        "10.0.0.1": ["10.0.0.1"],
        "::ffff:7f00:1": ["::ffff:7f00:1"],
    }
    names["169.254.169.254"] = ["169.254.169.254"]
    with Server({"/a": sent_on(to)}) as server:
        net = Net(server, names)
        assert net.fetch("http://news.test/a") == Missed("http://news.test/a", why)
    assert {address for address, _ in net.connected} == {PUBLIC}


def test_secrets_of_a_cloud_are_not_fetched_even_where_the_own_network_is_allowed():
    with Server({"/a": sent_on("http://169.254.169.254/latest/meta-data/")}) as server:
        found = Fetcher(Limits(allow_private=True, robots=False)).fetch(
            f"http://127.0.0.1:{server.port}/a"
        )
    assert "reads its secrets: save the page" in found.reason


def test_a_page_may_send_on_only_so_often():
    pages = {f"/{n}": sent_on(f"/{n + 1}") for n in range(9)} | {"/6": answer()}
    with Server(pages) as server:
        assert Net(server).fetch("http://news.test/1").data == PAGE
        assert Net(server).fetch("http://news.test/0").reason == (
            "it sends on more than 5 times" + BROWSER
        )


def test_an_address_is_looked_up_once_and_that_very_one_is_connected_to():
    """A name server that answers otherwise the second time gains nothing."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    pages = {"/robots.txt": answer(b""), "/a": sent_on("/b"), "/b": answer()}
    with Server(pages) as server:
        net = Net(server)
        net.resolve = lambda *_: next(answers)
        with net.fetcher(robots=True) as fetcher:
            assert fetcher.fetch("http://news.test/a").data == PAGE
            assert fetcher.fetch("http://news.test/b").data == PAGE
    assert set(net.connected) == {("8.8.8.8", 80)}


def test_the_next_address_is_tried_where_one_does_not_answer():
    with Server({"/a": answer()}) as server:
        net = Net(server, {"news.test": ["10.0.0.1", "8.8.8.8", "9.9.9.9"]})
        connect = net.connect

        def first_fails(address: str, port: int, seconds: float):
            if address == "8.8.8.8":
                net.connected.append((address, port))
                raise ConnectionRefusedError(111, "Connection refused")
            return connect(address, port, seconds)

        net.connect = first_fails
        assert net.fetch("http://news.test/a").data == PAGE
        assert net.connected == [("8.8.8.8", 80), ("9.9.9.9", 80)]
        net.names = {"news.test": ["8.8.8.8"]}
        assert net.fetch("http://news.test/a").reason == (
            "no connection to news.test (Connection refused)" + LATER
        )


def test_this_machine_is_refused_unless_it_is_allowed(monkeypatch):
    """With the network as it is; a proxy that the environment names is not asked."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    with Server({"/a": answer()}) as server:
        url = f"http://127.0.0.1:{server.port}/a"
        found = Fetcher(Limits()).fetch(url)
        assert found.reason == (
            "127.0.0.1 is this machine itself: --allow-private fetches from it all the same"
        )
        assert server.asked == []
        assert Fetcher(Limits(allow_private=True)).fetch(url).data == PAGE
        assert server.asked == ["/robots.txt", "/a"]


def test_a_password_is_neither_sent_nor_shown():
    with Server({}) as server:
        found = Net(server).fetch("http://ana:secret@news.test/a")
    assert found == Missed(
        "http://news.test/a",
        "a name or a password stands in the address: leave out all before the @",
    )


FORBIDDEN = "open it in a browser, or fetch it all the same with --no-robots"
ROBOTS = {
    "none": (answer(status="404 Not Found"), ""),
    "all": (answer(b"User-agent: *\nAllow: /"), ""),
    "a page": (answer(PAGE), ""),
    "for another path": (answer(b"User-agent: *\nDisallow: /b"), ""),
    "very large": (answer(b"#\n" * 400_000), ""),
    "endless": (endless(answer(Content_Length=""), b"#\n" * 9_000), ""),
    "moved": (sent_on("/b/robots"), "robots.txt of news.test forbids it"),
    "not for us": (
        answer(b"User-agent: claimdesk\nDisallow: /a"),
        "robots.txt of news.test forbids it",
    ),
    "fault": (answer(status="500 No"), "robots.txt of news.test cannot be had (status 500)"),
    "broken": (
        b"nonsense",
        "robots.txt of news.test cannot be had, the answer of news.test broke off, or is none",
    ),
    "inside": (
        sent_on("http://127.0.0.1/"),
        "robots.txt of news.test cannot be had, it sends on to http://127.0.0.1/, and "
        "127.0.0.1 is this machine itself",
    ),
}


@pytest.mark.parametrize("how", ROBOTS)
def test_a_robots_txt_is_asked_first(how):
    said, why = ROBOTS[how]
    pages = {"/robots.txt": said, "/b/robots": answer(b"User-agent: *\nDisallow: /a")}
    with Server(pages | {"/a": answer()}) as server:
        net = Net(server, {"127.0.0.1": ["127.0.0.1"]})
        found = net.fetch("http://news.test/a", robots=True)
    if not why:
        assert found.data == PAGE
    else:
        assert found == Missed("http://news.test/a", f"{why}: {FORBIDDEN}")
        assert "/a" not in server.asked


def test_a_slow_robots_txt_forbids_and_is_not_waited_for_twice():
    with Server({"/a": answer()}) as server:
        server.pages["/robots.txt"] = server.dripping(answer(Content_Length=99), b"#", b"#" * 59)
        with Net(server).fetcher(robots=True, seconds=0.4) as fetcher:
            found = [fetcher.fetch("http://news.test/a") for _ in range(3)]
    why = "robots.txt of news.test cannot be had, it took more than 0.2 s"
    assert {one.reason for one in found} == {f"{why}: {FORBIDDEN}"}
    assert server.asked == ["/robots.txt"]


def test_a_host_is_asked_for_its_rules_once_and_then_left_in_peace_between_pages():
    rules = answer(b"User-agent: *\nCrawl-delay: 4\nDisallow: /secret")
    pages = {"/robots.txt": rules, "/a": sent_on("/b"), "/b": answer(), "/secret": answer()}
    with Server(pages) as server:
        net = Net(server)
        with net.fetcher(robots=True) as fetcher:
            for path in ("a", "b", "secret"):
                fetcher.fetch(f"http://news.test/{path}")
            fetcher.fetch("http://other.test/a")
    assert server.asked == ["/robots.txt", "/a", "/b", "/b", "/robots.txt", "/a", "/b"]
    assert len(net.waits) == 1
    assert 2 < net.waits[0] <= 4


def test_the_time_that_a_host_is_left_in_peace_is_not_the_page_s():
    pages = {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 7"), "/a": answer()}
    with Server(pages) as server:
        net = Net(server)
        with net.fetcher(robots=True, seconds=4) as fetcher:
            fetcher.fetch("http://news.test/a")
            fetcher.fetch("http://news.test/a")
    assert [seconds > 4 for seconds in net.given] == [False, False, True]


@pytest.mark.parametrize("codec", ["utf-8", "latin-1"])
def test_where_a_page_sends_on_to_may_be_written_as_it_is_read(codec):
    moved = sent_on("/Köln 1").decode().encode(codec)
    with Server({"/a": moved, "/K%C3%B6ln%201": answer()}) as server:
        assert Net(server).fetch("http://news.test/a").url == "http://news.test/K%C3%B6ln%201"


def test_a_page_may_not_lead_past_the_rules():
    pages = {"/a": sent_on("/secret"), "/secret": answer()}
    pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /secret")
    with Server(pages) as server:
        found = Net(server).fetch("http://news.test/a", robots=True)
    assert found.reason == (
        "it sends on to http://news.test/secret, and robots.txt of news.test forbids it: "
        + FORBIDDEN
    )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A key and a certificate for news.test that nobody but itself has signed."""
    if not shutil.which("openssl"):
        pytest.skip("it needs the openssl command")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    asked = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=x"
    asked += f" -addext subjectAltName=DNS:news.test -keyout {file}.key -out {file}.crt"
    subprocess.run(["openssl", *asked.split()], check=True, capture_output=True)
    file.write_bytes(Path(f"{file}.key").read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


@pytest.fixture
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return partial(Server, context=context)


def test_a_certificate_that_nobody_trusts_is_refused(secure):
    with secure({"/a": answer()}) as server:
        found = Net(server).fetch("https://news.test/a")
    assert found.reason.startswith("the certificate of news.test is not valid (self")
    assert found.reason.endswith("check the address, or " + BROWSER.removeprefix(": "))
    assert server.asked == []


def test_a_certificate_is_for_the_name_that_was_asked_for(secure, certificate, monkeypatch):
    """Not for the address that was connected to; and a page must not lead off from https."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    pages = {"/a": answer(), "/b": sent_on("http://news.test/a")}
    with secure(pages) as server:
        net = Net(server)
        assert net.fetch("https://news.test/a").data == PAGE
        assert net.connected == [(PUBLIC, 443)]
        assert "Host: news.test\r\n" in server.heads[0]
        found = net.fetch("https://other.test/a")
        assert "the certificate of other.test is not valid (Hostname mismatch" in found.reason
        assert net.fetch("https://news.test/b").reason == (
            "it sends on from https to http, where anybody may change it: "
            "name http://news.test/a itself if that is wanted"
        )


def test_a_secure_server_is_bound_by_the_same_time_and_size(secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with secure({"/large": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99)}) as server:
        start = b"HTTP/1.1 200 OK\r\nX: "
        server.pages["/slow"] = server.dripping(start, b"x", b"\r\n\r\n" + PAGE)
        net = Net(server)
        found = net.fetch("https://news.test/large", largest=9_000)
        assert found.reason == LARGE
        found = net.fetch("https://news.test/slow", seconds=0.5)
        assert found.reason == "it took more than 0.5 s" + LATER


@pytest.mark.parametrize("drop", [b"", b"\x16\x03\x03\x40"])
def test_a_slow_greeting_of_a_secure_server_is_within_the_same_time(drop):
    """The drops are the beginning of a record that never comes to its end."""
    with Server({"tls": lambda made: server.dripping(b"", drop)(made)}) as server:
        found = Net(server).fetch("https://news.test/a", seconds=0.3)
    assert found.reason == "it took more than 0.3 s" + LATER


def test_a_server_that_speaks_no_tls_is_told():
    found = fetched(answer(), "https://news.test/a", seconds=5)
    assert found.reason.startswith("no secure connection to news.test could be made: ")


@pytest.fixture(scope="module")
def any_server():
    with Server({}) as server:
        yield server


@given(st.binary(max_size=300), st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", CHUNKED]))
@settings(max_examples=60)
def test_whatever_a_server_sends_something_is_said(any_server, data, start):
    any_server.pages["/a"] = start + data
    found = Net(any_server).fetch("http://news.test/a", largest=5_000)
    assert isinstance(found, Fetched) or found.reason.isprintable()


def test_without_the_web_extra_it_says_what_to_install():
    code = """
import json, sys
sys.modules["urllib3"] = None
from tui.intake.fetching import Fetcher, Limits
print(json.dumps(Fetcher(Limits()).fetch("http://news.test/").reason))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=dict(os.environ)
    )
    assert (
        json.loads(done.stdout) == "web addresses need the web extra: pip install 'claimdesk[web]'"
    )


def test_nothing_of_it_is_loaded_before_a_page_is_fetched():
    code = "import json, sys, tui.intake.fetching; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert not {"urllib3", "protego", "trafilatura", "lxml"} & set(json.loads(done.stdout))
