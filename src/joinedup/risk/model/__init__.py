"""The fitted model: its columns, how it is fitted and shaped, and why it says what it says of one person."""
