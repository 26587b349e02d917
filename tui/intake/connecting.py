"""One request to one known address, within a time and a number of bytes. Needs the web extra.

Python's own limits are for each wait: a server that sends a byte now and then is never late. Here
each wait is only as long as what is left of the whole, and each byte that comes in is counted,
header or not, unpacked or not.
"""

import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from time import monotonic
from types import TracebackType
from typing import Any

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from tui.intake.addresses import Url

CONNECT = 8.0
"""Seconds that one address has to take a connection."""
TRIED = 3
"""Addresses of a host that are tried."""
HEADERS = 300_000
"""Bytes that an answer may have beside its body."""

FAULTS = (OSError, HTTPException, HTTPError, ValueError)
"""What a request and the reading of its answer raise where a server or the network is at fault."""

Connect = Callable[[str, int, float], socket.socket]
"""A connection to an address and port, made in so many seconds. Raises OSError."""


class TooMuch(OSError):
    """More bytes came than an answer may have."""


@dataclass(slots=True)
class Left:
    """What a request may still take: until when, by `monotonic`, and how many bytes, its header
    among them. `whole` is the seconds it was given, `largest` the bytes of its body."""

    whole: float
    largest: int
    until: float = field(init=False)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.until = monotonic() + self.whole
        self.size = self.largest + HEADERS

    @property
    def seconds(self) -> float:
        return self.until - monotonic()

    def wait(self) -> float:
        """Seconds that a wait may take. Raises TimeoutError where there are none left."""
        if (seconds := self.seconds) <= 0:
            raise TimeoutError("all time is used up")
        return seconds

    def took(self, size: int) -> int:
        """Counts bytes that came in. Raises TooMuch."""
        self.size -= size
        if self.size < 0:
            raise TooMuch("too many bytes")
        return size


class _Plain(socket.socket):
    left: Left | None = None

    def recv_into(self, *args: Any, **named: Any) -> int:
        if self.left is None:
            return super().recv_into(*args, **named)
        self.settimeout(self.left.wait())
        return self.left.took(super().recv_into(*args, **named))


class _Secure(ssl.SSLSocket):
    left: Left | None = None

    def recv_into(self, *args: Any, **named: Any) -> int:
        if self.left is None:
            return super().recv_into(*args, **named)
        self.settimeout(self.left.wait())
        return self.left.took(super().recv_into(*args, **named))


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address that is a number, so that nothing is looked up."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.settimeout(seconds)
        made.connect((address, port))
    except BaseException:
        made.close()
        raise
    return made


class Request:
    """A request under way: ``with Request(…) as request: request.answer …``."""

    def __init__(
        self,
        url: Url,
        addresses: Sequence[str],
        headers: Mapping[str, str],
        left: Left,
        connect: Connect,
    ) -> None:
        self._addresses, self._left, self._connect = addresses[:TRIED], left, connect
        self._url, self._headers = url, headers
        self._connection = _connection(url, self._connected)
        self.answer: HTTPResponse

    def __enter__(self) -> "Request":
        """Raises one of FAULTS."""
        try:
            self._connection.connect()
            made: Any = self._connection.sock
            made.left = self._left
            made.settimeout(self._left.wait())
            self._connection.request(
                "GET", self._url.target, headers=self._headers, preload_content=False
            )
            self.answer = self._connection.getresponse()
        except BaseException:
            self._connection.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.answer.close()
        self._connection.close()

    def _connected(self) -> socket.socket:
        """A connection to the first address that takes one."""
        for number, address in enumerate(self._addresses, 1):
            seconds = min(CONNECT, self._left.wait())
            try:
                made = self._connect(address, self._url.port, seconds)
            except OSError:
                if number == len(self._addresses):
                    raise
                continue
            made.settimeout(None)
            bound = _Plain(made.family, made.type, made.proto, fileno=made.detach())
            bound.settimeout(self._left.seconds)  # the handshake has all that is left, as a whole
            return bound
        raise OSError("no address")


def _connection(url: Url, connected: Callable[[], socket.socket]) -> HTTPConnection:
    """A connection that speaks to `url`'s host, by its name, over what `connected` makes."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connected()

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connected()

    if url.scheme == "http":
        return Plain(url.host, url.port)
    return Secure(url.host, url.port, ssl_context=_trusting())


def _trusting() -> ssl.SSLContext:
    """Certificates as this machine trusts them; where it has none of its own, as Mozilla does."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not (paths.cafile or paths.capath):
        import certifi

        context.load_verify_locations(certifi.where())
    context.sslsocket_class = _Secure
    return context
