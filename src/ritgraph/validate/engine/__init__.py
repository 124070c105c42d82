"""The engines that run shapes: two, with one kind of result."""
