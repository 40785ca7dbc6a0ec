"""Where somebody is: towns, postcodes, countries and Cités, typed in one field."""
