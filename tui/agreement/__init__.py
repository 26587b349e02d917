"""How far annotators who marked the same articles agree. Pure: no files, no database."""
