"""The desk: the Textual app, its screens and widgets. Nothing below this folder imports it."""
