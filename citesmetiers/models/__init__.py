"""The tables that join the others: kept here because no app below knows them all."""
