"""SPARQL as text: its tokens, where it is wrong, what it may not do."""
