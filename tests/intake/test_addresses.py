"""Which web addresses are taken, and which hosts are refused by the number behind their name."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.intake.addresses import (
    Refused,
    addresses_of,
    parsed,
    resolved,
    why_not,
    without_password,
)

SELF = "this machine itself"
OWN = "an address of the own network"
PRIVATE = "a private address"
SECRETS = "where a machine in a cloud reads its secrets"
MANY = "an address of many machines"
NOWHERE = "no address of a machine"
RESERVED = "a reserved address"

REFUSED = {
    "127.0.0.1": SELF,
    "127.255.255.254": SELF,
    "::1": SELF,
    "10.0.0.1": PRIVATE,
    "172.16.0.1": PRIVATE,
    "172.31.255.255": PRIVATE,
    "192.168.1.1": PRIVATE,
    "100.64.0.1": PRIVATE,
    "100.127.255.255": PRIVATE,
    "fc00::1": PRIVATE,
    "fdff::1": PRIVATE,
    "169.254.0.1": OWN,
    "fe80::1": OWN,
    "fe80::1%eth0": OWN,
    "169.254.169.254": SECRETS,
    "169.254.170.2": SECRETS,
    "100.100.100.200": SECRETS,
    "192.0.0.192": SECRETS,
    "168.63.129.16": SECRETS,
    "fd00:ec2::254": SECRETS,
    "fd20:ce::254": SECRETS,
    "224.0.0.1": MANY,
    "239.255.255.255": MANY,
    "ff02::1": MANY,
    "0.0.0.0": NOWHERE,
    "::": NOWHERE,
    "0.1.2.3": RESERVED,
    "192.0.0.1": RESERVED,
    "192.0.2.1": RESERVED,
    "192.88.99.1": RESERVED,
    "198.18.0.1": RESERVED,
    "198.51.100.1": RESERVED,
    "203.0.113.1": RESERVED,
    "240.0.0.1": RESERVED,
    "255.255.255.255": RESERVED,
    "::ffff:127.0.0.1": RESERVED,
    "::ffff:8.8.8.8": RESERVED,
    "::127.0.0.1": RESERVED,
    "2002:7f00:1::": RESERVED,
    "2002:808:808::1": RESERVED,
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": RESERVED,
    "2001:db8::1": RESERVED,
    "3fff::1": RESERVED,
    "fec0::1": RESERVED,
    "100::1": RESERVED,
    "5f00::1": RESERVED,
    "64:ff9b:1::1": RESERVED,
    "64:ff9b::7f00:1": f"{SELF} in another form",
    "64:ff9b::a00:1": f"{PRIVATE} in another form",
    "64:ff9b::a9fe:a9fe": f"{SECRETS} in another form",
    "localhost": "no address",
}

ALLOWED = [
    *("8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.1", "192.167.1.1", "100.63.255.255"),
    *("169.253.1.1", "11.0.0.1", "126.255.255.255", "128.0.0.1", "223.255.255.255", "192.0.1.1"),
    *("2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001::1", "64:ff9b::808:808"),
]


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_no_host_of_the_internet_is_refused(address):
    assert why_not(address) == REFUSED[address]


@pytest.mark.parametrize("address", ALLOWED)
def test_hosts_of_the_internet_are_not(address):
    assert why_not(address) == ""


def test_only_the_own_machine_and_networks_may_be_allowed():
    allowed = {address for address in REFUSED if not why_not(address, allow_private=True)}
    assert allowed == {one for one, why in REFUSED.items() if why in (SELF, OWN, PRIVATE)}


@given(st.ip_addresses())
def test_what_python_takes_for_no_global_address_is_never_allowed(address):
    if not why_not(str(address)):
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "localhost"])
def test_a_number_in_another_spelling_is_what_this_machine_takes_it_for(host):
    with pytest.raises(Refused, match="this machine itself: --allow-private"):
        addresses_of(parsed(f"http://{host}/"), resolved, 10)


def test_of_several_addresses_only_those_allowed_are_tried():
    url = parsed("http://news.test/")
    assert addresses_of(url, lambda *_: ["10.0.0.1", "8.8.8.8", "::1"], 10) == ["8.8.8.8"]


def test_a_host_that_is_not_there_or_not_found_in_time_is_told():
    def missing(host: str, port: int) -> list[str]:
        raise OSError

    url = parsed("http://news.test/")
    with pytest.raises(Refused, match="no host news.test was found: check the address"):
        addresses_of(url, missing, 10)
    never = threading.Event()
    with pytest.raises(Refused, match="looking up news.test took too long"):
        addresses_of(url, lambda *_: [str(never.wait(5))], 0.01)
    never.set()


@pytest.mark.parametrize(
    ("named", "url"),
    {
        "http://news.test": "http://news.test/",
        " HTTPS://News.Test:443/a?b=c#d ": "https://news.test/a?b=c",
        "http://news.test:8080": "http://news.test:8080/",
        "http://news.test./": "http://news.test/",
        "http://[2606:2800:0:0::1]:81/": "http://[2606:2800::1]:81/",
        "http://bücher.test/straße und?q=ä ö": "http://xn--bcher-kva.test/stra%C3%9Fe%20und?q=%C3%A4%20%C3%B6",
        "http://news.test/a%2Fb%20c": "http://news.test/a%2Fb%20c",
        "http://news.test/a/../../b/./c/%2E%2e/": "http://news.test/b/",
        "http://news.test/a/..": "http://news.test/",
        "http://news.test//a\\b": "http://news.test//a%5Cb",
    }.items(),
)
def test_an_address_has_one_form(named, url):
    assert str(parsed(named)) == url


@pytest.mark.parametrize(
    ("named", "why"),
    {
        "": "empty or has control characters: copy it again",
        "news.test/a": "only http and https are fetched, nothing else: write it with http://",
        "file:///etc/passwd": "only http and https are fetched, no file: ",
        "ftp://news.test/": "no ftp: ",
        "javascript:alert(1)": "no javascript: ",
        "data:text/html,x": "no data: ",
        "http://": "names no host that could be: copy it again",
        "http:///a": "names no host",
        "http:news.test": "names no host",
        "http://a b/": "names no host",
        "http://a\\@b/": "a name or a password",
        "http://ana:secret@news.test/": "a name or a password stands in the address: leave out",
        "http://news.test:0/": "no port 0",
        "http://news.test:70000/": "cannot be read",
        "http://news.test:x/": "cannot be read",
        "http://[::1/": "cannot be read",
        "http://[fe80::1%25eth0]/": "names no host",
        "http://news..test/": "names no host",
        "http://-x/": "names no host",
        "http://%31/": "names no host",
        "http://straße.test/": "can be read as two: write it in its form with xn--",
        "http://news.test/\r\nHost: other": "control characters",
        "http://news.test/" + "a" * 4000: "more than 4,000 characters: shorten it",
    }.items(),
)
def test_an_address_that_is_none_is_told(named, why):
    with pytest.raises(Refused) as refused:
        parsed(named)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("named", "url"),
    {
        "../c": "https://news.test/c",
        "//other.test/x": "https://other.test/x",
        "?page=2": "https://news.test/a/b?page=2",
        "/ö": "https://news.test/%C3%B6",
    }.items(),
)
def test_a_page_names_addresses_as_seen_from_itself(named, url):
    assert str(parsed(named, parsed("https://news.test/a/b"))) == url


HOSTS = st.text(min_size=1, max_size=20) | st.from_regex(
    r"[a-z0-9ä.:%\[\]@-]{1,20}", fullmatch=True
)


@given(st.builds("{}://{}/{}".format, st.sampled_from(["http", "https"]), HOSTS, st.text()))
@settings(max_examples=60)
def test_whatever_is_taken_is_plain_ascii_and_read_as_the_same_again(text):
    try:
        url = parsed(text)
    except Refused:
        return
    assert parsed(str(url)) == url
    assert str(url).isascii()
    assert str(url).isprintable()
    assert " " not in str(url)


@pytest.mark.parametrize(
    ("named", "shown"),
    {
        "http://ana:secret@news.test/a@b": "http://news.test/a@b",
        "http://ana:s@cret@news.test/": "http://news.test/",
        "http://news.test/a@b": "http://news.test/a@b",
    }.items(),
)
def test_a_password_is_not_shown(named, shown):
    assert without_password(named) == shown
