"""All that is known about one thing, and the evidence behind it."""
