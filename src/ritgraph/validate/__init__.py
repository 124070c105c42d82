"""Whether the graph is as its shapes and checks want it, and where it is not."""
