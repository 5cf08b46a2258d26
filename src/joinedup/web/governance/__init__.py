"""Organisations, roles held in them, relationships with people, and the log of who looked at whom."""
