"""What is known of towns from elsewhere than the gazetteer: written by hand."""

# Latitude and longitude of the middle of a town, as atlases and encyclopedias print them.
TOWNS = [
    ("Paris", 48.857, 2.352), ("Lyon", 45.76, 4.84), ("Marseille", 43.296, 5.37), ("Lille", 50.637, 3.063),
    ("Nantes", 47.218, -1.554), ("Strasbourg", 48.583, 7.746), ("Nîmes", 43.838, 4.361), ("Ajaccio", 41.919, 8.739),
    ("Saint-Nazaire (44)", 47.274, -2.214), ("Cherbourg-en-Cotentin", 49.639, -1.616), ("Annecy", 45.899, 6.129),
    ("Limoges", 45.833, 1.262), ("Évry-Courcouronnes", 48.63, 2.44), ("Le Havre", 49.494, 0.108),
    ("Pointe-à-Pitre", 16.241, -61.533), ("Fort-de-France", 14.604, -61.067), ("Cayenne", 4.938, -52.33),
    ("Saint-Denis, La Réunion", -20.879, 55.448), ("Saint-Pierre, La Réunion", -21.339, 55.478),
    ("Mamoudzou", -12.781, 45.228), ("Nouméa", -22.276, 166.457), ("Bruxelles", 50.847, 4.352),
    ("Liège", 50.632, 5.579), ("Namur", 50.467, 4.867), ("Charleroi", 50.411, 4.444), ("Genève", 46.202, 6.147),
    ("Bellinzona", 46.194, 9.024), ("Lausanne", 46.52, 6.634), ("Torino", 45.07, 7.686), ("Milano", 45.464, 9.19),
    ("Genova", 44.407, 8.934), ("Cagliari", 39.215, 9.11), ("Bari, Italia", 41.126, 16.869), ("Ancona", 43.617, 13.517),
    ("Barcelona, España", 41.387, 2.17), ("Bilbao", 43.263, -2.935), ("Porto", 41.15, -8.611), ("Lisboa", 38.722, -9.139),
    ("Montréal", 45.502, -73.567), ("Vancouver, Canada", 49.261, -123.114), ("Valparaíso, Chile", -33.047, -71.613),
    ("Port Louis", -20.162, 57.499), ("Quatre Bornes", -20.264, 57.479), ("Luxembourg, Luxembourg", 49.611, 6.13),
    ("Amsterdam", 52.373, 4.893), ("Berlin", 52.52, 13.405), ("Dakar", 14.693, -17.447), ("Tunis", 36.806, 10.181),
    ("São Paulo", -23.55, -46.633), ("Casablanca", 33.573, -7.59),
]  # fmt: skip

# As La Poste has them.
POSTCODES = {
    "75011": "Paris 11e Arrondissement", "75001": "Paris 1er Arrondissement", "69007": "Lyon 7e Arrondissement",
    "13002": "Marseille 2e Arrondissement", "13090": "Aix-en-Provence", "13100": "Aix-en-Provence",
    "06300": "Nice", "20000": "Ajaccio", "20200": "Bastia", "29200": "Brest", "30000": "Nîmes", "31000": "Toulouse",
    "33000": "Bordeaux", "35000": "Rennes", "37000": "Tours", "38000": "Grenoble", "42000": "Saint-Étienne",
    "44600": "Saint-Nazaire", "45000": "Orléans", "51100": "Reims", "54000": "Nancy", "57000": "Metz",
    "59800": "Lille", "62100": "Calais", "63000": "Clermont-Ferrand", "64100": "Bayonne", "64200": "Biarritz",
    "66000": "Perpignan", "68100": "Mulhouse", "72000": "Le Mans", "74000": "Annecy", "76600": "Le Havre",
    "80000": "Amiens", "83000": "Toulon", "84000": "Avignon", "87000": "Limoges", "90000": "Belfort",
    "93200": "Saint-Denis", "94000": "Créteil", "97110": "Pointe-à-Pitre", "97200": "Fort-de-France",
    "97300": "Cayenne", "97400": "Saint-Denis", "97410": "Saint-Pierre", "97500": "Saint-Pierre",
    "97600": "Mamoudzou", "98800": "Nouméa", "07200": "Aubenas", "01000": "Bourg-en-Bresse",
}  # fmt: skip

# Names that several places have, in the words of the French page.
HOMONYMS = {
    "Saint-Denis": ["Saint-Denis (93)", "Saint-Denis, La Réunion"],
    "Valence": ["Valence (26)", "Valence, Espagne"],
    "Vienne": ["Vienne (38)", "Vienne, Autriche", "Vienne (département)"],
    "Cordoba": ["Córdoba, Argentine", "Cordoue, Espagne"],
    "Bergen": ["Bergen, Norvège", "Mons, Belgique"],
    "Springfield": ["Springfield, Illinois, États-Unis", "Springfield, Missouri, États-Unis"],
}

# Slips of the pen and what was meant.
SLIPS = {
    "Marseile": "Marseille (13)",
    "lyion": "Lyon (69)",
    "Bruxeles": "Bruxelles, Belgique",
    "Torrino": "Turin, Italie",
    "Toulousse": "Toulouse (31)",
    "Strasborug": "Strasbourg (67)",
    "Clermont ferand": "Clermont-Ferrand (63)",
    "Montpelier (34)": "Montpellier (34)",
    "Aix en Provance": "Aix-en-Provence (13)",
    "Saragose": "Saragosse, Espagne",
    "Lisbone": "Lisbonne, Portugal",
}
