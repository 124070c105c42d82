"""The graph as a folder for data portals, web servers and those who consume linked data."""
