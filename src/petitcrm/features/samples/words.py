"""The words of the sample base: plausible, plainly fictitious."""

FIRST_NAMES = (
    ("Mme", "Hélène"), ("M.", "Benoît"), ("Mme", "Maëlle"), ("M.", "François"), ("Mme", "Chloé"), ("M.", "Étienne"),
    ("Mme", "Anaïs"), ("M.", "Loïc"), ("Mme", "Sophie"), ("M.", "Karim"), ("Mme", "Inès"), ("M.", "Gaël"),
    ("Mme", "Mathilde"), ("M.", "Jérôme"), ("Mme", "Fatou"), ("M.", "Rémi"), ("Mme", "Zoé"), ("M.", "Olivier"),
    ("Mme", "Nathalie"), ("M.", "Cédric"), ("Mme", "Aurélie"), ("M.", "Hugo"), ("Mme", "Léa"), ("M.", "Thibault"),
    ("Mme", "Claire"), ("M.", "Pascal"), ("Mme", "Brigitte"), ("M.", "Yann"), ("Mme", "Élodie"), ("M.", "Antoine"),
    ("Mme", "Marie-Claude"), ("M.", "Jean-Luc"), ("Mme", "Océane"), ("M.", "Noé"), ("Mme", "Amandine"), ("M.", "Gilles"),
    ("Mme", "Séverine"), ("M.", "Mehdi"), ("Mme", "Jeanne"), ("M.", "Raphaël"),
)  # fmt: skip
SURNAMES = (
    "Girard", "Roche", "Chen", "Morel", "Lefèvre", "Garnier", "Œuvrard", "Perrin", "Benali", "Dupré", "Le Goff", "Fontaine",
    "Mercier", "Blanchet", "D'Arcole", "Vidal", "Nguyen", "Barbier", "Faure", "Marchand", "Lemoine", "Giraud", "Chevalier",
    "Da Silva", "Lacroix", "Renaud", "Picard", "Bouvier", "Guérin", "Hamel", "Jacquet", "Kessler", "Laurent", "Maillard",
    "Noël", "Olivier", "Pélissier", "Quentin", "Rivière", "Saint-Martin", "Tessier", "Urbain", "Vasseur", "Weber", "Ferrand",
    "Yvon", "Zeller", "Aubert", "Bonnet", "Caron", "Delmas", "Escoffier", "Fabre", "Grandjean", "Huet", "Imbert", "Joly",
    "Lambert", "Masson", "Navarro", "Ollier", "Poirier", "Rey", "Schneider", "Traoré", "Vernet", "Arnaud", "Besson",
    "Collet", "Ducros", "Bertrand", "Gaillard", "Hubert", "Jourdan", "Leclercq", "Moulin", "Pons", "Rousset", "Sabatier",
    "Thévenet",
)
SURNAME_STARTS = (
    "Du", "Dela", "Le", "Mar", "Ber", "Char", "Gau", "Pé", "Thé", "Bou", "Ro", "Fran", "Lam", "Vi", "Mo", "Co", "Gi", "Ha",
    "Fé", "Cour", "Saint-", "D'A", "L'Hé", "Bré", "Quen", "Bel", "Gran", "Œu", "Cha", "Mey",
)  # fmt: skip
SURNAME_MIDDLES = ("ri", "ne", "ti", "re", "lo", "vé", "chè", "ba", "go", "ma", "ni", "sse", "ce", "lle", "dé", "mè", "ra", "pi")
SURNAME_ENDS = (
    "t", "x", "r", "n", "nd", "u", "au", "eux", "ier", "ot", "el", "et", "aud", "on", "in", "ard", "y", "elle", "ère", "eau",
    "ez", "ouët", "vrard", "gnon",
)  # fmt: skip
COMPANY_FORMS = (
    "{} SARL", "{} & Fils", "Ets {}", "{} Conseil", "Atelier {}", "Menuiserie {}", "Garage {}", "{} Bâtiment", "Pharmacie {}",
    "Boulangerie {}", "{} Énergie", "Transports {}", "{} Services", "Imprimerie {}", "Domaine {}", "{} Paysages",
    "Électricité {}", "Cabinet {}", "{} Mécanique", "Librairie {}",
)  # fmt: skip
TOWNS = (
    ("26000", "Valence"), ("69002", "Lyon"), ("38000", "Grenoble"), ("42000", "Saint-Étienne"), ("07000", "Privas"),
    ("01000", "Bourg-en-Bresse"), ("13001", "Marseille"), ("75011", "Paris"), ("33000", "Bordeaux"), ("59000", "Lille"),
    ("35000", "Rennes"), ("44000", "Nantes"), ("67000", "Strasbourg"), ("31000", "Toulouse"), ("21000", "Dijon"),
    ("63000", "Clermont-Ferrand"), ("06000", "Nice"), ("34000", "Montpellier"), ("29000", "Quimper"), ("56000", "Vannes"),
    ("26100", "Romans-sur-Isère"), ("26200", "Montélimar"), ("38200", "Vienne"), ("69400", "Villefranche-sur-Saône"),
    ("07100", "Annonay"), ("26400", "Crest"), ("38500", "Voiron"), ("01500", "Ambérieu-en-Bugey"), ("43000", "Le Puy-en-Velay"),
    ("05000", "Gap"), ("04000", "Digne-les-Bains"), ("84000", "Avignon"), ("30000", "Nîmes"), ("68100", "Mulhouse"),
    ("97400", "Saint-Denis"), ("02000", "Laon"), ("80000", "Amiens"), ("76600", "Le Havre"), ("14000", "Caen"), ("64200", "Biarritz"),
)  # fmt: skip
STREETS = (
    "rue de l'Église", "avenue Jean-Jaurès", "place du Marché", "chemin des Vignes", "boulevard Gambetta", "rue des Tanneurs",
    "impasse du Moulin", "route de Grenoble", "allée des Platanes", "quai de la Fontaine", "rue Victor-Hugo",
    "rue du Général-de-Gaulle", "zone artisanale des Prés", "cours de la République", "rue de l'Hôtel-de-Ville",
    "montée du Château", "rue Pasteur", "square des Acacias", "rue Œuvre-Saint-Luc", "chemin de la Croix-Rousse",
)  # fmt: skip
JOBS = (
    "Gérante", "Gérant", "Directrice des achats", "Responsable technique", "Assistante de direction", "Chef d'atelier",
    "Comptable", "Directeur général", "Responsable communication", "Acheteur", "Conductrice de travaux", "Office manager",
    "Chef de projet", "Pharmacienne titulaire", "Responsable logistique",
)  # fmt: skip
TOPICS = (
    "le renouvellement du contrat", "la commande de printemps", "le devis n° {n}", "la facture {n}", "une démonstration",
    "le salon de Lyon", "la livraison retardée", "un tarif dégressif", "la maintenance annuelle", "le nouveau catalogue",
    "la garantie décennale", "un second atelier", "la mise aux normes", "le remplacement de la machine",
)  # fmt: skip
SAID = (
    "Intéressé, à rappeler en {m}.", "Pas disponible avant {m}.", "Très satisfait de la dernière intervention.",
    "Demande un geste commercial de {p} %.", "Veut réfléchir, décision en {m}.", "Budget gelé jusqu'en {m}.",
    "Souhaite être recontacté par courrier.", "Envoyer la fiche technique.", "Accord de principe, signature prévue en {m}.",
    "Préfère passer par son assistante.", "Un concurrent est moins cher de {p} %.", "Nous recommande à son voisin.",
)  # fmt: skip
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
TAGS = ("salon Lyon", "VIP", "newsletter", "parrain", "chantier", "école", "export", "relation presse")
SOURCES = ("Salon de Lyon", "Bouche à oreille", "Site web", "Annuaire", "Recommandation")
