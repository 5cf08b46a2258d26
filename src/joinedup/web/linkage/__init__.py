"""Data on the site: what arrived, what did not, what is wrong with it, and how much of it found its person."""
