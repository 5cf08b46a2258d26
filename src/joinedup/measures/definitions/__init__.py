"""One file a measure, its query beside it."""
