"""Time and names that need no coordination between files: a hybrid clock and UUIDv7."""

import time


def milliseconds() -> int:
    """The wall clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def iso(ms: int) -> str:
    """Milliseconds since 1970 as ISO 8601 in UTC: ``2026-11-21T18:20:53.123Z``."""
    from datetime import UTC, datetime

    moment = datetime.fromtimestamp(ms / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def tick(ms: int, last: int) -> int:
    """The next hybrid time: the wall clock, or just after `last` when the clock went back.

    Kulkarni et al. 2014, "Logical Physical Clocks", packed as milliseconds << 16 | counter.
    """
    return max(ms << 16, last + 1)


def uuid7(ms: int) -> str:
    """A UUID of version 7 (RFC 9562 §5.7): sorts by time, made without asking anyone."""
    from secrets import randbits

    value = (ms & (2**48 - 1)) << 80 | 0x7 << 76 | randbits(12) << 64
    value |= 0b10 << 62 | randbits(62)
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
