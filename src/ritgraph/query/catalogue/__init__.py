"""The saved queries described for others: as a page, and as RDF."""
