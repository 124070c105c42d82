"""The graph as files for those who consume linked data."""
