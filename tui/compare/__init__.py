"""Articles side by side: what tells the same, where details differ, what only one tells. Pure."""
