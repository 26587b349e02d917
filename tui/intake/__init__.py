"""Getting articles in: bytes and a name in, articles out. Nothing here knows the database."""
