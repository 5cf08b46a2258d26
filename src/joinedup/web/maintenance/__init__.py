"""Keeping a workspace: back it up while it is in use, restore it elsewhere and prove that it is whole."""
