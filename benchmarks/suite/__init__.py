"""Measures beside peers: the same work in turn, the answers compared first."""
