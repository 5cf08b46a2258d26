"""Agreeing care on the site. It begins with the worklist: who may need help next, and who decides that."""
