"""Ask the graph: saved queries, their parameters, their answers."""
