"""The measures: which work, by whom, with which command."""

from suite.measures.export import export
from suite.measures.memory import load
from suite.measures.rows import frame, rows
from suite.measures.saved_queries import cold, warm
from suite.measures.start import start
from suite.measures.stores import reopen
from suite.measures.validation import validate

__all__ = ["cold", "export", "frame", "load", "reopen", "rows", "start", "validate", "warm"]
