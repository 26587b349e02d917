"""Zip archives, member by member. Nothing is unpacked onto the disk, and no name is a path.

An archive may be made to harm: so the members, the bytes of each and of all, and how much larger
than packed one gets are capped, and counted while unpacking where the archive's own word is not to
be trusted.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from tui.intake import registry, signs
from tui.intake.face import Found, Missed, Options, Part
from tui.intake.packed import RATIO, is_bomb
from tui.intake.reading import TOTAL, too_large

WHAT = "zip archives, member by member"
SUFFIXES = (".zip",)
EXTRA = ""
TRUSTED = False

MEMBERS = 10_000
"""Members of one archive at most."""
knows = signs.looks_like_zip


def read(data: bytes, name: str, options: Options) -> Iterator[Found | Part | Missed]:
    """The members of an archive, in its order. What is no article at all is passed over: folders,
    hidden files, and what lies beside saved pages."""
    if (number := data.count(b"PK\x01\x02")) > MEMBERS:
        yield Missed(name, f"it has {number:,} members, more than {MEMBERS:,}: make several of it")
        return
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
    except Exception:  # the module raises many kinds for a damaged directory
        yield Missed(name, "the archive is damaged or breaks off: make it, or fetch it, again")
        return
    left = options.largest * TOTAL
    with archive:
        for member in members:
            label = member.filename.replace("\\", "/").lstrip("/")
            if _is_passed_over(label):
                continue
            if why := _refused(member, options):
                yield Missed(f"{name}/{label}", why)
                continue
            left -= member.file_size
            if left < 0:
                yield Missed(name, "it holds more than is read at once: make several of it")
                return
            try:
                unpacked = archive.read(member)
            except Exception:  # as above
                yield Missed(f"{name}/{label}", "it is damaged in the archive: make it again")
                continue
            yield Part(unpacked, label)


def _is_passed_over(label: str) -> bool:
    parts = label.split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not parts[-1] or hidden or parts[0] == "__MACOSX" or registry.is_beside_a_page(label)


def _refused(member: zipfile.ZipInfo, options: Options) -> str:
    """Why a member is not unpacked, or ""."""
    if member.flag_bits & 1:
        return "it is encrypted: unpack it with its password first"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "it is packed in an unusual way: make the archive again"
    if why := too_large(member.file_size, options):
        return why
    if is_bomb(member):
        return f"it is more than {RATIO} times larger than packed, as no text is: unpack it first"
    return ""
