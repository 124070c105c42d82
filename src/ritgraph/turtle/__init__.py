"""Turtle as text: how terms are spelt, how a graph is laid out, when two graphs are the same."""
