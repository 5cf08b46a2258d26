"""How the site looks: NHS layout, forms, charts with their tables, error pages. Knows nothing of rooms above it."""
