"""Graphs as files of every RDF format: what is written depends on the graph alone."""
