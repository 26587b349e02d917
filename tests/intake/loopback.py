"""A web server on this machine that answers as it is told to, however wrong, and a network whose
every name leads to it."""

import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from tui.intake.face import Missed
from tui.intake.fetching import Fetched, Fetcher, Limits

PUBLIC = "93.184.216.34"
PAGE = b"<!doctype html><title>Bamako</title><p>Workers in Mali hail the new labour law."

Answering = Callable[[socket.socket], None]


def answer(body: bytes = PAGE, status: str = "200 OK", **headers: str | int) -> bytes:
    """A whole answer. A header named with a capital letter stands in place of the usual one."""
    told = {"Content-Type": "text/html", "Content-Length": len(body)}
    told |= {name.replace("_", "-"): said for name, said in headers.items()}
    lines = "".join(f"{name}: {said}\r\n" for name, said in told.items() if said != "")
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def sent_on(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, Location=to)


class Server:
    """Answers each path as `pages` has it, with bytes or by a function; others are not found.
    `asked` are the paths that were asked for, `heads` the requests as they came. A greeting in TLS
    that it does not speak is the path ``tls``.
    """

    def __init__(
        self, pages: Mapping[str, bytes | Answering], context: ssl.SSLContext | None = None
    ) -> None:
        self.pages, self.context = dict(pages), context
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._threads = [threading.Thread(target=self._listen)]

    def __enter__(self) -> "Server":
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
            pass
        for thread in self._threads:
            thread.join()
        self._listening.close()

    def _listen(self) -> None:
        while True:
            made, _ = self._listening.accept()
            if self.over.is_set():
                made.close()
                return
            self._threads.append(threading.Thread(target=self._serve, args=(made,)))
            self._threads[-1].start()

    def _serve(self, made: socket.socket) -> None:
        with suppress(OSError), made:
            if self.context:
                made = self.context.wrap_socket(made, server_side=True)
            with made:
                head = b""
                while b"\r\n\r\n" not in head and (part := made.recv(4096)):
                    head += part
                    if part.startswith(b"\x16"):  # TLS, which this server does not speak
                        head = b"GET tls HTTP\r\n\r\n"
                path = head.split(b" ")[1].decode()
                self.asked.append(path)
                self.heads.append(head.decode())
                said = self.pages.get(path, answer(b"none", "404 Not Found"))
                if callable(said):
                    said(made)
                else:
                    made.sendall(said)

    def dripping(self, start: bytes, drop: bytes, rest: bytes = b"") -> Answering:
        """Sends its start, then a drop now and then, forty times, then the rest."""

        def drip(made: socket.socket) -> None:
            made.sendall(start)
            for _ in range(40):
                made.sendall(drop)
                if self.over.wait(0.05):
                    return
            made.sendall(rest)

        return drip


def endless(start: bytes, drop: bytes) -> Answering:
    """Sends its start and then the drop until nobody takes it any more."""

    def pour(made: socket.socket) -> None:
        made.sendall(start)
        while True:
            made.sendall(drop)

    return pour


def reset(made: socket.socket) -> None:
    """Breaks off in the midst, as a router does that forgot the connection."""
    made.sendall(answer()[:120])
    made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


class Net:
    """A network in which every address that may be connected to is the server. `names` are the
    addresses of each name; others have a public one.
    `given` are the seconds that each connection may take, `waits` those between pages.
    """

    def __init__(self, server: Server, names: Mapping[str, list[str]] | None = None) -> None:
        self.server = server
        self.names = dict(names or {})
        self.looked_up: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self.given: list[float] = []
        self.waits: list[float] = []

    def resolve(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        return self.names.get(host, [PUBLIC])

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connected.append((address, port))
        self.given.append(seconds)
        return socket.create_connection(("127.0.0.1", self.server.port), seconds)

    def fetcher(self, **limits: Any) -> Fetcher:
        limits = {"robots": False, "seconds": 10} | limits
        return Fetcher(Limits(**limits), self.resolve, self.connect, self.waits.append)

    def fetch(self, url: str, **limits: Any) -> Fetched | Missed:
        with self.fetcher(**limits) as fetcher:
            return fetcher.fetch(url)
