"""Plans on the desk: imported, read beside their source, put right field by field, and taken away as Word."""
