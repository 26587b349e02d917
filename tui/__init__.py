"""Claimdesk: a desk for reading news closely. The distribution and the command are `claimdesk`."""

__version__ = "0.1.0"
