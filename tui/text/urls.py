"""Web addresses: when two of them name one page."""

import re
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}

_TRACKING = re.compile(
    r"""(?: utm_.* | (?:fb|g|dc|y|tw|tt|ms|wic|srs)clid | gclsrc | gbraid | wbraid | igshid?
    | _g[al] | mc_[ce]id | mkt_tok | _hs(?:enc|mi)
    | at_(?:medium|campaign|custom\d|link\w*|format|ptr_name)
    | ns_(?:mchannel|source|campaign|linkname|fee) | xtor | cmpid? | ito | smid | smtyp | ocid
    | guccounter | guce_\w+ | sr_share | __twitter_impression | vero_(?:id|conv) | trk_\w+ )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Parameters that tell who sent a reader, and never which page is meant."""
_ENCODED = re.compile(r"%[0-9a-fA-F]{2}")


def is_web(url: str) -> bool:
    """Whether this is an address of the web: http or https, with a host, in one word."""
    return _split(url) is not None


def canonical(url: str) -> str:
    """An address as two are compared by it; empty where it is none of the web.

    Scheme and host are in lower case; the default port, a name and password, the fragment and
    parameters that tell who sent the reader are left out; percent-encodings are in capitals (RFC
    3986 §6.2.2.1); a path ends without a slash, and that of a site alone is one. Parameters keep
    their order, and http stays another than https.
    """
    found = _split(url)
    if found is None:
        return ""
    host = (found.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if found.port is not None and found.port != PORTS[found.scheme]:
        host += f":{found.port}"
    path = found.path.rstrip("/") or "/"
    parts = [part for part in found.query.split("&") if part and not _is_tracking(part)]
    query = f"?{'&'.join(parts)}" if parts else ""
    return _ENCODED.sub(lambda code: code[0].upper(), f"{found.scheme}://{host}{path}{query}")


def names_a_page(url: str) -> bool:
    """Whether an address names one page of a site, and not the site."""
    found = _split(canonical(url))
    return found is not None and (found.path != "/" or bool(found.query))


def _split(url: str) -> SplitResult | None:
    """The parts of an address of the web, or None where it is none."""
    url = url.strip()
    if url[:4].lower() != "http":  # most places are paths
        return None
    if url.split() != [url]:
        return None
    try:
        found = urlsplit(url)
        valid = found.scheme in PORTS and bool((found.hostname or "").strip("."))
        _ = found.port  # raises where it is no number
    except ValueError:
        return None
    return found if valid else None


def _is_tracking(parameter: str) -> bool:
    return bool(_TRACKING.fullmatch(parameter.partition("=")[0]))
