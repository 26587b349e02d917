"""The desk's widgets. None of them opens the database."""
