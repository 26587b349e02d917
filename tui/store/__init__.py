"""The one SQLite file: opening it, its rows, and the log of every change. The only SQL."""
