"""How each sentence credits what it tells."""

import pytest

from tests.compare.telling import MALI, NAIROBI, place, said
from tui.compare.crediting import credits


def credited(source, words):
    one = credits(source)[place(source, words)]
    show = source.text[slice(*one.cue)] if one.cue else ""
    return one.kind, show, source.text[slice(*one.who)] if one.who else ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("to have killed at least 84", ("claim", "claim", "Northern Tuareg rebels")),
        ("largest defeat", ("hedge", "reportedly", "")),
        ("allegedly", ("hedge", "allegedly", "a senior Ukrainian official")),
        ("deceitful", ("claim", "accusing", "Mali’s government")),
        ("significant amount", ("confirm", "acknowledged", "Mali’s military")),
        ("deny these", ("deny", "deny", "Malian authorities")),
        ("Maiga stated", ("neutral", "stated", "Maiga")),
        ("Intense fighting", ("flat", "", "")),
    ],
)
def test_the_first_seed(words, expected):
    assert credited(MALI, words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cowardly", ("claim", "accusing", "Colonel Abdoulaye Maiga")),
        ("between 20 and 80", ("hedge", "Reports suggest", "Reports")),
        ("killed 84", ("claim", "claimed", "The Tuareg-led separatists")),
        ("is appalled", ("neutral", "declared", "Col Maiga")),
        ("As a result", ("neutral", "", "Col Maiga")),
    ],
)
def test_the_second_seed_and_who_speaks_on_in_a_quotation(words, expected):
    assert credited(NAIROBI, words) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It says nothing,” the paper read.", "flat"),
        ("The claims are old.", "flat"),
        ("He is believed to be alive.", "hedge"),
        ("“They denied it,” she said.", "neutral"),
        ("Russia has long denied that it took part.", "deny"),
    ],
)
def test_the_cue_outside_quotations_decides(text, kind):
    assert credits(said(text))[0].kind == kind


def test_every_sentence_of_the_body_has_one():
    for source in (MALI, NAIROBI):
        assert [one.sentence for one in credits(source)] == source.body


def test_other_languages_are_not_judged():
    assert credits(said("Le président a nié.", language="fr"))[0].kind == "flat"
