"""What changed between two graphs: as exact triples, and by things, in words."""
