"""Settings, the table of pages, and what happens around every request."""
