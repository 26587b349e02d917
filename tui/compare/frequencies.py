"""How common words are. A stand-in."""


class Frequencies:
    """Counts of words."""
