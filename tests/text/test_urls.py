"""When two addresses name one page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.text.urls import canonical, is_web, names_a_page

PAGE = "https://news.example/2024/07/toll"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        f"{PAGE}/",
        f"  {PAGE}\n",
        "HTTPS://News.Example/2024/07/toll",
        "https://news.example:443/2024/07/toll",
        "https://news.example./2024/07/toll",
        "https://reader:secret@news.example/2024/07/toll",
        f"{PAGE}#comments",
        f"{PAGE}?utm_source=x&utm_campaign=y",
        f"{PAGE}/?fbclid=IwAR0&gclid=1&at_medium=RSS&",
    ],
)
def test_ways_to_write_one_page_are_one(url):
    assert canonical(url) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/2024/07/toll",
        "https://news.example:8443/2024/07/toll",
        "https://www.news.example/2024/07/toll",
        "https://news.example/2024/07/Toll",
        f"{PAGE}?id=7",
        f"{PAGE}?page=2&utm_source=x",
    ],
)
def test_what_may_be_another_page_stays_another(url):
    assert canonical(url) != PAGE
    assert is_web(url)


def test_parameters_that_name_the_page_stay_in_their_order():
    assert canonical(f"{PAGE}?b=2&utm_x=1&a=%c3%a9") == f"{PAGE}?b=2&a=%C3%A9"
    assert canonical("http://[::1]:80/x/") == "http://[::1]/x"


@pytest.mark.parametrize(
    "url",
    [
        *("", "news.example/toll", "/home/ana/toll.html", "file:///toll", "ftp://news.example/a"),
        *("https://", "https:///toll", "https://news.example:x/", "https://[::1/", "https://a b/"),
        *("javascript:alert(1)", "mailto:ana@news.example", "https://."),
    ],
)
def test_what_is_no_address_of_the_web_is_nothing(url):
    assert (canonical(url), is_web(url), names_a_page(url)) == ("", False, False)


def test_a_front_page_names_no_page():
    assert not names_a_page("https://news.example/?utm_source=x#top")
    assert names_a_page("https://news.example/?p=12")
    assert names_a_page(PAGE)


@settings(max_examples=60)
@given(
    st.one_of(
        st.text(max_size=30),
        st.builds(
            "http{}://{}{}".format,
            st.sampled_from(["", "s"]),
            st.sampled_from(["a.example", "A.Example:80", "[::1]:443", "u@h", "ü.example."]),
            st.text("/a.?&=#%2fé:@utm_x ", max_size=20),
        ),
    )
)
def test_twice_is_as_once(url):
    assert canonical(canonical(url)) == canonical(url)
    assert is_web(url) == bool(canonical(url))
