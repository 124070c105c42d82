"""Saved queries: their headers, their parameters, and how values get into them."""
