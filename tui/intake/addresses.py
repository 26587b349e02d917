"""Which addresses may be fetched from: how a web address is read, and which hosts are refused.

A page may send a reader on to wherever it likes, and a name may stand for any address. So an
address is judged by the number that its name stands for, and that number is then connected to: it
is not looked up a second time, when the answer could be another.
"""

import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

LONGEST = 4_000
"""Characters of a web address at most."""
PORTS = {"http": 80, "https": 443}

Resolve = Callable[[str, int], list[str]]
"""The addresses that a host's name stands for, as text. Raises OSError where there is none."""


class Refused(Exception):
    """Why something is not fetched, and what to do about it. `str` of it is both, on one line."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why}: {remedy}")
        self.why, self.remedy = why, remedy


@dataclass(frozen=True, slots=True)
class Url:
    """A web address that may be asked for. `host` is lower case and ASCII, without brackets;
    `target` is its path and query, percent-encoded; what stands behind a ``#`` is left out."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        own = self.port == PORTS[self.scheme]
        return f"{self.scheme}://{host}" if own else f"{self.scheme}://{host}:{self.port}"

    def __str__(self) -> str:
        return self.site + self.target


_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_TWO_WAYS = frozenset("ßς\u200c\u200d")
"""Letters that the two rules for international names (IDNA 2003, 2008) take for different hosts."""
_PATH = "/%:@!$&'()*+,;=~"
_QUERY = _PATH + "?[]"


def parsed(address: str, base: Url | None = None) -> Url:
    """A web address that a person or, with `base`, a page names. Raises Refused."""
    text = address.strip(" \t\r\n")
    if len(text) > LONGEST:
        raise Refused(f"the address has more than {LONGEST:,} characters", "shorten it")
    if not text or _CONTROL.search(text):
        raise Refused("the address is empty or has control characters", "copy it again")
    try:
        parts = urlsplit(urljoin(str(base), text) if base else text)
        scheme, named, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        raise Refused("the address cannot be read", "copy it again") from None
    if scheme not in PORTS:
        said = f"no {scheme}" if scheme and "." not in scheme else "nothing else"
        remedy = "write it with http:// or https://, or save the page and add the file"
        raise Refused(f"only http and https are fetched, {said}", remedy)
    if "@" in parts.netloc:
        raise Refused("a name or a password stands in the address", "leave out all before the @")
    if port == 0:
        raise Refused("there is no port 0", "leave it out")
    target = _without_dots(quote(parts.path or "/", safe=_PATH))
    if parts.query:
        target += "?" + quote(parts.query, safe=_QUERY)
    return Url(scheme, _host(named), port or PORTS[scheme], target)


def without_password(address: str) -> str:
    """A web address as it may be shown: without a name and a password, whole or not."""
    return re.sub(r"^(\s*[A-Za-z][\w+.-]*:[/\\]*)[^/\\?#]*@", r"\1", address)


def _host(named: str) -> str:
    """A host's name or number as it is looked up. Raises Refused."""
    wrong = Refused("the address names no host that could be", "copy it again")
    if ":" in named:
        try:
            number = IPv6Address(named)
        except ValueError:
            raise wrong from None
        if number.scope_id:
            raise wrong
        return str(number)
    if _TWO_WAYS & set(named):
        raise Refused("the host's name can be read as two", "write it in its form with xn--")
    try:
        host = named.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise wrong from None
    if not _HOST.fullmatch(host) or ".." in host:
        raise wrong
    return host


def _without_dots(path: str) -> str:
    """A path without ``.`` and ``..`` (RFC 3986, 5.2.4), however they are written: a rule on the
    path is a rule on where it leads."""
    parts = path.split("/")[1:] if path.startswith("/") else path.split("/")
    kept: list[str] = []
    for number, part in enumerate(parts, 1):
        plain = re.sub("%2e", ".", part, flags=re.I)
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(part)
        if plain in (".", "..") and number == len(parts):
            kept.append("")
    return "/" + "/".join(kept)


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host as this machine looks them up. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def addresses_of(
    url: Url, resolve: Resolve, seconds: float, allow_private: bool = False
) -> list[str]:
    """The addresses that a host may be reached at, looked up once. Raises Refused where none is
    allowed, or none is found in so many seconds."""
    found = _within(seconds, url, resolve)
    why = {one: reason for one in found if (reason := why_not(one, allow_private))}
    if allowed := [one for one in found if one not in why]:
        return allowed
    if not found:
        raise Refused(f"there is no host {url.host}", "check the address")
    first = found[0]
    what = f"{first} is {why[first]}" if first == url.host else f"{url.host} is {why[first]}"
    if why_not(first, allow_private=True):
        raise Refused(what, "save the page and add the file")
    raise Refused(what, "--allow-private fetches from it all the same")


def _within(seconds: float, url: Url, resolve: Resolve) -> list[str]:
    """What `resolve` answers. It has no time limit of its own, so it is not waited for longer."""
    answer: list[list[str]] = []
    failed: list[BaseException] = []

    def look_up() -> None:
        try:
            answer.append(resolve(url.host, url.port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    looking = threading.Thread(target=look_up, name="looking up", daemon=True)
    looking.start()
    looking.join(max(seconds, 0))
    if answer:
        return answer[0]
    if failed:
        raise Refused(f"no host {url.host} was found", "check the address and the network")
    raise Refused(f"looking up {url.host} took too long", "check the network")


def _nets(*written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one) for one in written)


_METADATA = _nets(
    *("169.254.169.254", "169.254.170.2", "169.254.170.23", "100.100.100.200", "192.0.0.192"),
    *("168.63.129.16", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "fe80::a9fe:a9fe"),
)
"""Where clouds tell a machine its own secrets: Amazon, Google, Azure, Oracle, Alibaba."""

_OF_ITS_OWN: tuple[tuple[str, tuple[IPv4Network | IPv6Network, ...]], ...] = (
    ("this machine itself", _nets("127.0.0.0/8", "::1")),
    ("an address of the own network", _nets("169.254.0.0/16", "fe80::/10")),
    (
        "a private address",
        _nets("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"),
    ),
)
"""What may be allowed: a person may well have pages there."""

_NO_HOST = _nets(
    *("0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15"),
    *("198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4"),
    *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
)
"""No host of the internet: RFC 6890 and its registry. 2001::/23 has Teredo, 2002::/16 is 6to4."""

_GLOBAL = IPv6Network("2000::/3")
"""All that has been given to networks (RFC 4291): mapped and compatible IPv4 lie outside."""
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 as networks without it write it (NAT64, RFC 6052)."""


def why_not(address: str, allow_private: bool = False) -> str:
    """Why nothing is fetched from this number, as "a private address"; "" where it may be."""
    try:
        number: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return "no address"
    if isinstance(number, IPv6Address) and number in _TRANSLATED:
        inside = why_not(str(IPv4Address(int(number) & 0xFFFFFFFF)))
        return f"{inside} in another form" if inside else ""
    if any(number in one for one in _METADATA):
        return "where a machine in a cloud reads its secrets"
    if number.is_multicast:
        return "an address of many machines"
    if int(number) == 0:
        return "no address of a machine"
    for what, nets in _OF_ITS_OWN:
        if any(number in one for one in nets):
            return "" if allow_private else what
    outside = isinstance(number, IPv6Address) and number not in _GLOBAL
    if outside or any(number in one for one in _NO_HOST):
        return "a reserved address"
    return ""
