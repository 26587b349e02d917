"""What of a plain text is not its body: the two seeds, and how each cue shows and is held back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.policy import decode
from tui.text.regions import Correction, Region, Rule, corrected, regions, ruled

PROSE = (
    "The toll of the fighting near the border rose to eighty-four on Sunday, the rebels said in a"
    " statement that the army did not comment on."
)
SHORT = "Mali cuts ties with Ukraine"


def marked(*lines: str) -> list[tuple[str, str]]:
    """The lines that are found not to be body, with their kinds."""
    text = "\n".join(lines)
    return [(text[one.start : one.end], one.kind) for one in regions(text)]


def lines_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def test_of_the_first_seed_the_trail_at_the_top_and_all_from_latest_articles_on(mali):
    text = decode(mali.read_bytes()).text
    lines, found = lines_of(text), regions(text)
    assert [text[one.start : one.end] for one in found] == [lines[0], *lines[7:]]
    assert len(found) == 17
    assert [one.kind for one in found] == ["navigation", *["teaser"] * 16]
    assert {one.reason for one in found[1:]} == {
        "follows the heading “Latest articles” after the article"
    }


def test_of_the_second_seed_nothing(nairobi):
    assert regions(decode(nairobi.read_bytes()).text) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Sign up for Daily Newsletters Manage Newsletters",
        "Copyright © 2019 The Washington Times, LLC. Click here for reprint permission.",
        "Read more: Why Trump and Kim May Pick Singapore for Their Summit",
        "SEE ALSO: Trump says he’s open to more time on DACA if needed",
        "Share this article",
        "Share | Email | Print",
        "Image source, Getty Images",
        "© 2024 The Associated Press",
    ],
)
def test_a_line_of_pages_is_a_notice_wherever_it_stands(line):
    assert marked(PROSE, line, PROSE) == [(line, "notice")]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement revenue fell by a third.",
        "Share prices rose in Nairobi.",
        "Image is everything.",
        "Read on.",
        "Home sales rose in June",
        "More",
        "Follow the money.",
        "Copyright law has not changed.",
    ],
)
def test_a_line_that_only_begins_like_one_is_left_alone(line):
    assert marked(SHORT, line, PROSE, line, PROSE) == []


@pytest.mark.parametrize(
    "heading",
    [
        *("Latest articles", "More News", "Related", "Most read", "You may also like"),
        *("Lesen Sie auch", "À lire aussi", "Últimas noticias", "Leggi anche", "Leia também"),
        *("Lees ook", "Læs også", "Läs också", "Les også"),
    ],
)
def test_a_heading_of_other_articles_ends_the_article_in_the_languages_of_the_list(heading):
    assert marked(PROSE, heading, "Floods in Lagos") == [
        (heading, "teaser"),
        ("Floods in Lagos", "teaser"),
    ]


def test_the_same_heading_within_the_article_ends_nothing():
    assert marked(PROSE, "Related", PROSE, PROSE) == []
    assert marked("Latest news", PROSE, PROSE) == []


def test_teasers_that_break_off_after_the_article_are_found_without_a_heading():
    teasers = [
        "Social Minister Sophie Andersen has invited political parties in the Danish...",
        "A word on it",
        "The council of the city has decided that from next year…",
    ]
    assert [words for words, _ in marked(*[PROSE] * 20, *teasers)] == teasers


def test_one_last_line_that_breaks_off_may_be_the_article_s_own():
    assert marked(*[PROSE] * 20, "And then, she says, nothing was as it had been ...") == []


def test_teasers_that_are_much_of_the_text_are_left_alone():
    teaser = "Social Minister Sophie Andersen has invited political parties in the Danish..."
    assert marked(PROSE, teaser, teaser) == []


@pytest.mark.parametrize(
    "trail",
    [
        "Home",
        "Home > News > Africa",
        "Home » News",
        "Accueil / Monde",
        "HomeInternational NewsAfrica",
        f"HomeWorld News{SHORT}",
        f"Africa{SHORT}",
        f"News | Africa | {SHORT}",
    ],
)
def test_the_way_to_the_page_is_navigation_above_the_first_paragraph(trail):
    assert marked(trail, SHORT, PROSE) == [(trail, "navigation")]
    assert marked(SHORT, PROSE, trail, PROSE) == []


@pytest.mark.parametrize("title", ["HomePod sales fall", "Homework is back", "Home: a novel"])
def test_a_title_that_begins_with_home_is_a_title(title):
    assert marked(title, PROSE) == []


def test_a_title_that_stands_twice_is_read_once():
    assert marked(SHORT, SHORT, PROSE) == [(SHORT, "repeat")]


def test_a_text_without_prose_has_nothing_beside_it():
    assert marked("Home", "Latest articles", "Floods in Lagos") == []


def test_prose_in_a_script_without_blanks_is_prose():
    chinese = "马里宣布与乌克兰断绝外交关系。" * 12
    assert marked(chinese, "Related", "马里") == [("Related", "teaser"), ("马里", "teaser")]


ANY = st.lists(
    st.sampled_from(
        ["", " ", PROSE, SHORT, "Home", "Related", "Advertisement", f"  {PROSE} ", "so it goes..."]
    )
    | st.text(max_size=30)
).map("\n".join)


@given(ANY)
def test_a_region_is_a_whole_line_without_the_blanks_around_it(text):
    found = regions(text)
    assert list(found) == sorted(found, key=lambda one: one.start)
    lines = {line.strip() for line in text.split("\n")} - {""}
    for one in found:
        assert text[one.start : one.end] in lines
        assert one.reason
        assert one.by == ""


FOUND = (Region(0, 4, "navigation", "why"), Region(10, 20, "teaser", "why"))


def test_what_a_person_says_holds_over_the_rules():
    assert corrected(FOUND, [Correction(10, 20, True, "ana")]) == FOUND[:1]
    added = Region(30, 35, "other", "ana said that it is not body", "ana")
    assert corrected(FOUND, [Correction(30, 35, False, "ana")]) == (*FOUND, added)


def test_of_two_who_disagree_the_later_one_holds():
    both = [Correction(10, 20, True, "ana"), Correction(10, 20, False, "bo")]
    assert [one.by for one in corrected(FOUND, both)] == ["", "bo"]
    assert corrected(FOUND, [*both, Correction(10, 20, True, "ana")]) == FOUND[:1]


def test_saying_what_the_rules_say_changes_nothing():
    assert corrected(FOUND, [Correction(10, 20, False, "ana")]) == FOUND


class TestRuled:
    """What was said of a source, on one of its texts."""

    text = "\n".join(["Home > News", PROSE, "  Follow  us now ", "Advertisement", PROSE, "", "."])

    def lines(self, *rules: Rule) -> list[str]:
        found = ruled(self.text, regions(self.text), rules)
        return [self.text[one.start : one.end] for one in found]

    def test_nothing_said_leaves_what_was_found(self):
        assert ruled(self.text, regions(self.text), ()) == regions(self.text)
        assert self.lines() == ["Home > News", "Advertisement"]

    def test_a_line_is_known_by_its_words_whatever_blanks_are_between_them(self):
        assert self.lines(Rule("line", "Follow us now", False, "ana")) == [
            "Home > News",
            "Follow  us now",
            "Advertisement",
        ]

    def test_the_later_word_holds_and_that_on_a_line_before_that_on_a_reason(self):
        off, on = (Rule("line", "Follow us now", body, "ana") for body in (False, True))
        assert "Follow  us now" not in self.lines(off, on)
        assert "Follow  us now" in self.lines(on, off)
        notices = Rule("reason", "notice", True, "ana")
        assert self.lines(notices) == ["Home > News"]
        line = Rule("line", "Advertisement", False, "ana")
        assert self.lines(line, notices) == ["Home > News", "Advertisement"]

    def test_a_line_that_was_found_keeps_its_reason(self):
        rule = Rule("line", "Advertisement", False, "ana")
        assert ruled(self.text, regions(self.text), [rule]) == regions(self.text)
