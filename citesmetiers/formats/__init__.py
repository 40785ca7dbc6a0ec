"""How dates and times are written by Django's own filters: as the public pages write them."""
