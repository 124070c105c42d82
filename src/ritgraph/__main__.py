"""``python -m ritgraph`` is the command ``ritgraph``."""

from ritgraph.cli import run

if __name__ == "__main__":
    run()
