"""Measures on the site: which moved, which only look so, and where each figure comes from."""
