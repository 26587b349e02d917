"""Agreement beyond chance: Krippendorff's alpha and Cohen's kappa for categories without order.

Both take what the annotators said of each unit, with a weight: how many units said the same. They
are 1 where all agree and about 0 where they agree as chance would have it.

Sources: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), nominal data;
J. Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological
Measurement 20 (1960), 37-46.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from fractions import Fraction


class Alpha:
    """Krippendorff's alpha, of any number of annotators, of whom not all have to be there."""

    def __init__(self) -> None:
        self.pairs: dict[int, Counter[tuple[Hashable, Hashable]]] = {}
        """How often two annotators said these two values of one unit, by how many spoke of it:
        whole numbers, so that the order of the units is nothing."""

    def take(self, values: Sequence[Hashable], weight: int = 1) -> None:
        """What each annotator said of a unit; fewer than two say nothing of agreement."""
        if len(values) < 2 or weight < 1:
            return
        counts = Counter(values)
        found = self.pairs.setdefault(len(values), Counter())
        for one, of_one in counts.items():
            for other, of_other in counts.items():
                if pairs := of_one * (of_other - (one == other)):
                    found[one, other] += weight * pairs

    def value(self) -> float | None:
        """Alpha; None where nothing was said twice, or all said one and the same of everything."""
        total = defaultdict[Hashable, Fraction](Fraction)
        apart = Fraction()
        for speakers, found in self.pairs.items():
            for (one, other), pairs in found.items():
                coincidences = Fraction(pairs, speakers - 1)
                total[one] += coincidences
                apart += coincidences if one != other else 0
        number = sum(total.values())
        expected = number * number - sum(count * count for count in total.values())
        if not expected:
            return None
        return float(1 - (number - 1) * apart / expected)


def kappa(said: Counter[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two annotators, from how often each pair of values was said.

    None where nothing was said, or both said one and the same of everything.
    """
    number = said.total()
    first, second = Counter[Hashable](), Counter[Hashable]()
    for (one, other), count in said.items():
        first[one] += count
        second[other] += count
    if not number:
        return None
    agreed = sum(count for (one, other), count in said.items() if one == other) / number
    chance = sum(first[value] * second[value] for value in first) / number**2
    return None if chance == 1 else (agreed - chance) / (1 - chance)
