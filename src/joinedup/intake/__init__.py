"""What arrives: a contract for each extract, readers, and a judgement on every row."""
