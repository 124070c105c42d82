"""Graphs of any size that look like the shipped one and speak of nothing real."""
