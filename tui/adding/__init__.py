"""From what a person names to articles in the database: for the command line and the desk."""
