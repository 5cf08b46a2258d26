"""Who may see what, why and for how long: the rules, in plain Python."""
