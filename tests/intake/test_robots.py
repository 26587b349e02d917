"""What a robots.txt allows, and one that was made to keep its reader busy."""

import pytest

from tui.intake.addresses import Refused, parsed
from tui.intake.robots import LARGEST, LONGEST_PAUSE, PAUSE, rules_of

PAGE = parsed("https://news.test/world/mali")


def allowed(text: str, url: str = "https://news.test/world/mali", status: int = 200) -> bool:
    try:
        rules_of(status, text.encode()).check(parsed(url))
    except Refused:
        return False
    return True


def test_what_is_forbidden_says_what_to_do():
    with pytest.raises(Refused) as refused:
        rules_of(200, b"User-agent: *\nDisallow: /").check(PAGE)
    assert str(refused.value) == (
        "robots.txt of news.test forbids it: "
        "open it in a browser, or fetch it all the same with --no-robots"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "": True,
        "User-agent: *\nDisallow: /": False,
        "\ufeffUser-agent: *\r\nDisallow: /world/": False,
        "User-agent: *\nDisallow: /sport/": True,
        "User-agent: *\nDisallow: /\nAllow: /world/": True,
        "User-agent: other\nDisallow: /": True,
        "User-agent: other\nUser-agent: Claimdesk\nDisallow: /": False,
        "User-agent: *\nDisallow: /\n\nUser-agent: claimdesk\nAllow: /": True,
        "useragent claimdesk*\nDisallow: /*mali$": False,
        "User-agent: GPTBot\nDisallow: /a\nUser-agent: *\nDisallow: /world": False,
        "<html>nothing of the kind</html>": True,
        "\0\x1b[31m: \0": True,
    }.items(),
)
def test_the_rules_for_this_program_or_for_all_are_kept(text, expected):
    assert allowed(text) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    {404: True, 403: True, 410: True, 301: True, 429: False, 500: False, 503: False}.items(),
)
def test_none_there_allows_all_and_a_fault_nothing(status, expected):
    assert allowed("User-agent: *\nDisallow: /", status=status) == expected


def test_a_rule_holds_for_where_a_path_leads():
    assert not allowed("User-agent: *\nDisallow: /world", "https://news.test/a/%2e%2E/world/x")


@pytest.mark.parametrize(
    ("asked", "pause"),
    {
        "0": PAUSE,
        "3": 3.0,
        "86400": LONGEST_PAUSE,
        "inf": PAUSE,
        "nan": PAUSE,
        "-1": PAUSE,
        "soon": PAUSE,
    }.items(),
)
def test_a_pause_is_kept_up_to_a_bound(asked, pause):
    assert rules_of(200, f"User-agent: *\nCrawl-delay: {asked}".encode()).pause == pause


def test_a_robots_txt_made_to_fill_the_memory_is_read_all_the_same():
    """Each rule would be written down for each of the names before it: 144 million times."""
    names = "".join(f"User-agent: x{n}\n" for n in range(12_000))
    rules = "Disallow: /*a*b\n" * 12_000
    assert allowed(names + rules)
    assert not allowed(names + "User-agent: *\n" + rules + "Disallow: /\n")


def test_what_stands_behind_half_a_megabyte_is_left_out():
    assert allowed("#" * LARGEST + "\nUser-agent: *\nDisallow: /")
