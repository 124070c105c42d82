"""Where the triples live while they are asked."""
