"""What is said where the package that reads a kind of file is not installed."""


def missing(what: str, extra: str) -> str:
    """Why files of a kind cannot be read, and what to install. `what` is a plural: "web pages"."""
    return f"{what} need the {extra} extra: pip install 'claimdesk[{extra}]'"
