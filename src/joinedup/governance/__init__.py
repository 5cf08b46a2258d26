"""Who may see what, why and for how long: rules that can be read, with no page and no database in them."""
