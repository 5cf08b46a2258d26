"""Who signs in, and how: accounts, passwords with lock-out, second factor, OpenID Connect."""
