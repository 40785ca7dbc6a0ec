"""How fast the portal is, beside what it is meant to be. Never a test: a machine has good days and bad ones."""
