"""Wordings of one quotation, and superlatives of one thing."""

import pytest

from tests.compare.telling import between


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("“The door is behind you,” he said.", "“The door is right behind you.”", "elided"),
        (
            "“We are the leading opposition party.”",
            "“We are the biggest opposition party.”",
            "altered",
        ),
        ("“It is money that shouldn't be used.”", "“It is money that should be used.”", "elided"),
        ("“He has made his choice.”", "“He has made a choice about it.”", "altered"),
        (
            "“What have you guys been debating, John? You've been debating a coin?”",
            "“In the House, what have you guys been doing, John?”",
            "altered",
        ),
        (
            "“I have people who study it and cannot believe what they're finding.”",
            "“Well, I have people who study it and cannot believe what they're talking about.”",
            "altered",
        ),
    ],
)
def test_words_that_were_replaced_or_left_out(one, other, outcome):
    assert [found[:2] for found in between(one, other)] == [("quote", outcome)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He will cut ties “immediately.”", "“We will cut all ties immediately.”"),
        ("“It has a direct effect on us,” he said.", "“It has a direct effect on us all.”"),
        ("“The U.N. shows good will to us.”", "“The UN shows goodwill to us.”"),
        ("“It’s been thirty years of war.”", '"It has been 30 years of war."'),
        ("“We [the army] will not go there.”", "“We will not go there.”"),
        ("“It was the oil and gas men.”", "“He saved the wheat and corn men.”"),
        ("He said they will not go there now.", "“They will go there now.”"),
        (
            "“If it had been on Oct. 27, I would be it.”",
            "“If it had been on 27 October, I would be it.”",
        ),
        ("“It is on the twenty-sixth floor.”", "“It is on the 26th floor.”"),
        ("“Sen. Reid thinks 16 percent is fair.”", "“Senator Reid thinks 16% is fair.”"),
        (
            "“[President] Smith's war on religion”",
            "“As president, I'll end Smith's war on religion.”",
        ),
        ("“He is a war hero,” he said.", "“He's not a war hero,” he said."),
        ("“I will not pay for that damned wall.”", "“I will not pay for that d****d wall.”"),
        ("“It is the centre of our defence.”", "“It is the center of our defense.”"),
    ],
)
def test_a_longer_quotation_another_spelling_and_other_words_are_no_difference(one, other):
    assert [found for found in between(one, other) if found[0] == "quote"] == []


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("It was the worst flood ever.", "It was one of the worst floods ever.", "rank"),
        ("It is the second-largest bank.", "It is the largest bank.", "rank"),
        ("It was the deadliest flood ever.", "It was the costliest flood ever.", "other"),
        ("It is the nation's largest bank.", "It is the world's largest bank.", "other"),
        ("It is one of the land's largest and oldest banks.", "The largest bank is there.", "rank"),
    ],
)
def test_superlatives_of_one_thing_differ(one, other, outcome):
    assert [found[:2] for found in between(one, other)] == [("superlative", outcome)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It was the largest defeat.", "It is the oldest town."),
        ("It was the biggest rally.", "It was the largest rally."),
        ("The latest protest was here.", "The West was silent."),
        ("It is the worst deal ever.", "It is the greatest deal ever."),
        ("It is the country's largest bank.", "It is the nation's largest bank."),
        ("It is the best, strongest deal.", "It is the best strongest deal."),
        ("It is the most sweeping economic law.", "It is the worst economic crisis."),
    ],
)
def test_superlatives_of_two_things_and_like_words_do_not(one, other):
    assert between(one, other) == []
