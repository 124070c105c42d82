"""A difference, written: for people, for machines, for a pull request."""
