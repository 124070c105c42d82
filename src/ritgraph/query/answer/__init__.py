"""Answers: rows, triples, a yes or no, and every format they are written in."""
