"""Turtle as text: its tokens, where each term stands, and how hand-written files are laid out."""
