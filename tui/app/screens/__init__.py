"""The desk's screens: the desk itself, and the small dialogs over it."""
