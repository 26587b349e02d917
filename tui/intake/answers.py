"""What a server answers: whether it is a page that is taken, its bytes, what went wrong in words.

Nothing that a server writes is quoted in these words but the media type, which has a set form.
"""

import re
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.intake.addresses import Refused, Url
from tui.intake.face import Options
from tui.intake.reading import too_large

if TYPE_CHECKING:
    from urllib3 import HTTPResponse

    from tui.intake.connecting import Left

LATER = "try again later"
BROWSER = "open it in a browser, save the page and add the file"

_PIECE = 65_536
_PACKED = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""One packing at most, of those that are asked for: each is unpacked piece by piece."""
_SENT_ON = frozenset({301, 302, 303, 307, 308})
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:+-]{1,40})""", re.I | re.ASCII)
_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,80}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said at last, and where. `data` is unpacked; it is b"" without a status 200."""

    url: Url
    status: int
    content_type: str
    charset: str
    data: bytes


def sent_on(response: "HTTPResponse") -> str:
    """Where a server sends on to, as it writes it; "" where it does not."""
    if response.status not in _SENT_ON:
        return ""
    to = response.headers.get("location", "")
    try:  # headers are read as Latin-1, and many a server writes UTF-8
        return to.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return to


def check(response: "HTTPResponse", left: "Left") -> None:
    """Raises Refused where what comes is no article, before it is there."""
    if why := _refusal(response.status):
        raise why
    if _type(response).partition("/")[0] in ("image", "audio", "video", "font"):
        raise Refused(f"it is no page ({_type(response)})", "name the page it stands on")
    said = response.headers.get("content-length", "")
    if said.isascii() and said.isdigit() and len(said) < 20:
        _check_size(int(said), left.largest)


def read(url: Url, response: "HTTPResponse", left: "Left", whole: bool = True) -> Answer:
    """The body, unpacked. It may have so many bytes as are left; without `whole`, more are left
    out.

    Raises Refused, and one of `connecting.FAULTS`.
    """
    packed = response.headers.get("content-encoding", "").strip().lower()
    sent = response.headers.get("transfer-encoding", "").strip().lower()
    if packed not in _PACKED or sent not in ("", "identity", "chunked"):
        raise Refused("it comes packed in a way that was not asked for", BROWSER)
    data = bytearray()
    while response.status == 200 and (part := response.read1(_PIECE)):
        data += part
        left.wait()
        if whole:
            _check_size(len(data), left.largest)
        elif len(data) > left.largest:
            break
    charset = _CHARSET.search(response.headers.get("content-type", ""))
    said = charset[1].lower() if charset else ""
    return Answer(url, response.status, _type(response), said, bytes(data[: left.largest]))


def fault(error: Exception, url: Url, left: "Left") -> Refused:
    """What one of `connecting.FAULTS` means, in words."""
    from urllib3.exceptions import DecodeError, SSLError

    if left.seconds <= 0:
        return Refused(f"it took more than {left.whole:.3g} s", LATER)
    if left.size < 0:
        return _too_large(left.largest + 1, left.largest)
    if isinstance(error, TimeoutError):
        return Refused(f"{url.host} does not answer", LATER)
    if isinstance(error, ssl.SSLError | SSLError):
        return Refused(_insecure(error, url), "check the address, or " + BROWSER)
    if isinstance(error, DecodeError):
        return Refused("it is damaged and cannot be unpacked", LATER)
    if isinstance(error, OSError) and error.strerror:
        return Refused(f"no connection to {url.host} ({error.strerror})", LATER)
    return Refused(f"the answer of {url.host} broke off, or is none", LATER)


def _insecure(error: BaseException, url: Url) -> str:
    """Why there is no secure connection."""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, ssl.SSLCertVerificationError):
            return f"the certificate of {url.host} is not valid ({at.verify_message})"
        at = at.__cause__ or at.__context__
    return f"no secure connection to {url.host} could be made"


def _check_size(size: int, largest: int) -> None:
    if size > largest:
        raise _too_large(size, largest)


def _too_large(size: int, largest: int) -> Refused:
    why, _, remedy = too_large(size, Options(largest=largest)).partition(": ")
    return Refused(why, remedy)


def _refusal(status: int) -> Refused | None:
    """What a status says, in words; None where a page comes with it."""
    if status == 200:
        return None
    if status in (404, 410):
        return Refused(f"there is no such page ({status})", "check the address")
    if status in (401, 402, 403, 407, 451):
        return Refused(f"the site does not give it to a program ({status})", BROWSER)
    if status == 429:
        return Refused("the site was asked too often (429)", LATER)
    if 500 <= status < 600:
        return Refused(f"the site has a fault ({status})", LATER)
    return Refused(f"no page came ({status})", BROWSER)


def _type(response: "HTTPResponse") -> str:
    """The media type that is declared, in lower case, or "" where it is none."""
    said = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return said if _TYPE.fullmatch(said) else ""
