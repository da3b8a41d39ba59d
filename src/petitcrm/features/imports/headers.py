"""What the words of an address book mean: column headers, labels, countries, days, addresses in one text."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache

from petitcrm.base.cards import Address
from petitcrm.base.language import mark
from petitcrm.base.text import clean, fold, words

FIELDS: tuple[tuple[str, str], ...] = (
    ("civility", mark("Title (Mr, Ms…)")),
    ("given_name", mark("First name")),
    ("family_name", mark("Last name")),
    ("full_name", mark("Full name")),
    ("name_or_company", mark("Person or company")),
    ("company", mark("Company")),
    ("job_title", mark("Job title")),
    ("department", mark("Department")),
    ("phone:work", mark("Work phone")),
    ("phone:mobile", mark("Mobile phone")),
    ("phone:home", mark("Home phone")),
    ("phone:main", mark("Main phone")),
    ("phone:fax", mark("Fax")),
    ("phone:pager", mark("Pager")),
    ("phone:other", mark("Phone")),
    ("phone.area", mark("Area code of the next phone")),
    ("email", mark("E-mail")),
    ("email:work", mark("Work e-mail")),
    ("email:home", mark("Home e-mail")),
    ("web", mark("Web page")),
    ("address:work.full", mark("Address: all in one")),
    ("address:work.recipient", mark("Address: service, flat")),
    ("address:work.building", mark("Address: building, floor")),
    ("address:work.street", mark("Address: number and street")),
    ("address:work.street2", mark("Address: second line")),
    ("address:work.locality", mark("Address: locality, PO box")),
    ("address:work.postcode", mark("Address: postcode")),
    ("address:work.town", mark("Address: town")),
    ("address:work.region", mark("Address: region")),
    ("address:work.country", mark("Address: country")),
    ("address:home.full", mark("Home address: all in one")),
    ("address:home.recipient", mark("Home address: service, flat")),
    ("address:home.building", mark("Home address: building, floor")),
    ("address:home.street", mark("Home address: number and street")),
    ("address:home.street2", mark("Home address: second line")),
    ("address:home.locality", mark("Home address: locality, PO box")),
    ("address:home.postcode", mark("Home address: postcode")),
    ("address:home.town", mark("Home address: town")),
    ("address:home.region", mark("Home address: region")),
    ("address:home.country", mark("Home address: country")),
    ("address:other.full", mark("Other address: all in one")),
    ("address:other.recipient", mark("Other address: service, flat")),
    ("address:other.building", mark("Other address: building, floor")),
    ("address:other.street", mark("Other address: number and street")),
    ("address:other.street2", mark("Other address: second line")),
    ("address:other.locality", mark("Other address: locality, PO box")),
    ("address:other.postcode", mark("Other address: postcode")),
    ("address:other.town", mark("Other address: town")),
    ("address:other.region", mark("Other address: region")),
    ("address:other.country", mark("Other address: country")),
    ("address:invoice.full", mark("Invoice address: all in one")),
    ("address:invoice.recipient", mark("Invoice address: service, flat")),
    ("address:invoice.building", mark("Invoice address: building, floor")),
    ("address:invoice.street", mark("Invoice address: number and street")),
    ("address:invoice.street2", mark("Invoice address: second line")),
    ("address:invoice.locality", mark("Invoice address: locality, PO box")),
    ("address:invoice.postcode", mark("Invoice address: postcode")),
    ("address:invoice.town", mark("Invoice address: town")),
    ("address:invoice.region", mark("Invoice address: region")),
    ("address:invoice.country", mark("Invoice address: country")),
    ("birthday", mark("Birthday")),
    ("birthday.day", mark("Birthday: day")),
    ("birthday.month", mark("Birthday: month")),
    ("birthday.year", mark("Birthday: year")),
    ("stage", mark("Stage")),
    ("temperature", mark("Temperature")),
    ("tier", mark("Tier")),
    ("tags", mark("Tags")),
    ("language", mark("Language")),
    ("source", mark("Source")),
    ("note", mark("Note")),
    ("is_company", mark("Is it a company? (yes or no)")),
    ("address_type", mark("Kind of address (invoice, delivery…)")),
    ("label", mark("Label of the column beside")),
    ("extra", mark("Keep in the note")),
    ("ignore", mark("Leave out")),
)


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


LONGEST_WORD = 200  # characters of a header or a label
LONGEST_ADDRESS = 1_000  # characters of an address taken apart
KEYS = frozenset(key for key, _label in FIELDS)

# key: headers as programs write them (English, French, German, then Spanish, Italian, Dutch, Swedish)
_HEADERS = """
civility: Civilité|Civility|Civ|Civ.|Anrede|Salutation|Prefix|Name Prefix|Préfixe|Greeting|cp greeting|n prefix|Honorific|
 Formule de politesse|Mr/Mme|M/Mme|M./Mme|Genre civil|Tratamiento|Titolo|Aanhef|Titel|Namenspräfix|Courtesy Title|
 Titre civilité
?title: Titre|Title
given_name: Prénom|Prénoms|Prénom(s)|First Name|First|Firstname|Given Name|Given|Forename|Vorname|n given|
 cp givenname|Prénom du contact|Prénom contact|Contact First Name|Nombre de pila|Primer nombre|Voornaam|Förnamn|
 Fornavn|Etunimi|Imię|Nome proprio|Jméno|Prenom usuel|Rufname|givenName
family_name: Nom de famille|Last Name|Last|Lastname|Surname|Family Name|Nachname|Familienname|n family|cp name|
 Nom usuel|Nom patronymique|Nom d'usage|Nom du contact|Nom contact|Contact Last Name|Apellido|Apellidos|Cognome|
 Achternaam|Efternamn|Etternavn|Sukunimi|Nazwisko|Příjmení|Sobrenome|Apelido|sn|Nom marital|Primer apellido
?name: Nom|Name|Noms|Nombre|Nome|Naam|Namn|नाम
full_name: Nom complet|Full Name|Fullname|Display Name|Displayname|Nom à afficher|Nom affiché|Anzeigename|File As|
 n fn|Nom et prénom|Nom prénom|Prénom nom|Prénom et nom|Nom, prénom|Nom Prénom(s)|Nom & prénom|Contact Name|
 Nom du responsable|Lead Name|Contact|Interlocuteur|Nom de l'interlocuteur|Contact principal|Ansprechpartner|
 Vollständiger Name|Name komplett|Kontaktperson|Personne à contacter|Person|Personne|Correspondant|Nombre completo|
 Nome completo|Nombre para mostrar|Nome visualizzato|Volledige naam|Weergavenaam|Visningsnamn|Primary Contact|
 Contact Person|cn|Vor- und Nachname|Name, Vorname|Nom et prénoms
name_or_company: Client|Clients|Nom du client|Nom client|Customer Name|Kunde|Kundenname|Tiers|Nom du tiers|
 Nom ou raison sociale|Nom / Raison sociale|Nom/Raison sociale|Account|Prospect|Destinataire|Cliente|Partenaire
company: Société|Company|Company Name|Entreprise|Raison sociale|Organisation|Organization|Organisme|Organization Name|
 Firma|Firmenname|Unternehmen|Organization 1 - Name|org name|org|Work Company|Account Name|Nom de la société|
 Nom société|Nom entreprise|Nom de l'entreprise|Dénomination|Dénomination sociale|Nom établissement|
 Nom de l'établissement|Établissement|Etablissement|Enseigne|Nom commercial|Raison|Employeur|Employer|Business|
 Business Name|Empresa|Compañía|Azienda|Società|Ditta|Bedrijf|Bedrijfsnaam|Företag|Firmanavn|Related company|
 Parent name|Parent company|Firm|Structure|Nom de la structure|Nom organisation|Ragione sociale|Razón social|
 Associated Company|Primary Associated Company|Zugehöriges Unternehmen|Société liée|Organización|Organizzazione|
 Organisatie|Yritys|Nom exploitation|Institution|Maison|Parent|कंपनी
job_title: Fonction|Job Title|Jobtitle|Position|Profession|Poste|Poste occupé|Emploi|Métier|Occupation|Arbeitstitel|
 Beruf|Organization Title|Organization 1 - Title|Work Title|Role|Rôle|Funktion|Qualité|Intitulé du poste|
 Titre du poste|Titre professionnel|Stelle|Berufsbezeichnung|Stellung|Cargo|Puesto|Puesto de trabajo|Functie|Mansione|
 Posizione|Qualifica|Befattning|Job|Designation|Titre/Fonction|Fonction du contact
department: Service|Département|Department|Abteilung|Organization Department|Organization 1 - Department|org unit|
 Work Dept|Dept|Division|Departamento|Departement|Reparto|Afdeling|Avdelning|Direction|Unité|department 1
phone:main: Téléphone principal|Primary Phone|Haupttelefon|Téléphone société|Telefon Firma|Company Main Phone|
 Standard|tel prefer|Téléphone standard|Numéro principal|Standard téléphonique|Accueil|Primær telefon
phone:mobile: Tél. mobile|Mobile Phone|Mobiltelefon|Mobiltelefon 2|Mobile Number|Mobile No.|Portable|Mobile|GSM|Cell|
 Cell Phone|Cellulaire|Handy|Mobil-Tel.-Nr.|Mobil|Home Mobile|Work Mobile|tel cell|tel cell private|cp mobile1|
 cp mobile2|Natel|Móvil|Teléfono móvil|Cellulare|Mobiel|Mobilnr|Mobilnummer|Whatsapp Number|Whatsapp|Mob|Mob.|Port.|
 Tel. cellulare|Matkapuhelin|Celular
phone:work: Business Phone|Business Phone 2|Work Phone|Work|Telefon geschäftlich|Telefon dienstlich|Tel. dienstlich|
 Téléphone (bureau)|Téléphone 2 (bureau)|Tél. professionnel|Téléphone professionnel|Ligne directe|Tél. direct|
 Téléphone direct|Direct|tel work|cp phone1|cp phone2|Durchwahl|Direct Phone|Teléfono del trabajo|Telefono ufficio|
 Telefoon op werk|Assistant(e) téléphone|Bureau tél
phone:home: Home Phone|Home Phone 2|Telefon privat|Telefon privat 2|Tel. privat|Téléphone (domicile)|Tél. personnel|
 Téléphone domicile|Tél. domicile|tel home|Domicile tél|Teléfono particular|Telefono abitazione|Telefoon thuis
phone:fax: Fax|Fax Number|Fax-Nummer|Télécopie|Télécopieur|Business Fax|Home Fax|Other Fax|Work Fax|
 Télécopie (bureau)|Télécopie (domicile)|Télécopie (autre)|Fax geschäftlich|Fax privat|Weiteres Fax|tel fax|
 tel fax home|cp fax|N° de fax|Telefax
phone:pager: Pager|Pager Number|Pager-Nummer|Récepteur de radiomessagerie|Radiomessagerie|Phone Pager|tel pager
phone:other: Téléphone|Phone|Telefon|Tel|Tél|Tél.|Phone Number|Numéro de téléphone|Telefonnummer|Telephone|
 Other Phone|Weiteres Telefon|Autotelefon|Car Phone|Téléphone (voiture)|Téléphone (autre)|Radio téléphone|Radio Phone|
 Callback|Rappel|Rückmeldung|ISDN|RNIS|Telex|Télex|TTY/TDD Phone|Téléphone TDD/TTY|Telefon für Hörbehinderte|tel car|
 tel other|tel assistent|Fixe|Tél. fixe|Téléphone fixe|Festnetz|Numéro|N° tél|No tél|Num tél|Contact Number|
 Contact No|Teléfono|Telefono|Telefoon|Telefoonnummer|Telefone|Puhelin|Phone No|फ़ोन|Landline|Téléphone 1|Téléphone 2|
 Téléphone 3|Tél 1|Tél 2|Ruf|Rufnummer|Weitere Telefonnummer
phone.area: Vorwahl|Vorwahl Tel|Area Code|Indicatif|Indicatif téléphonique
email: E-mail|Email|Mail|Courriel|Mél|E-mail Address|Email Address|Adresse e-mail|Adresse mail|Adresse de messagerie|
 Messagerie|E-Mail-Adresse|Primary Email|Secondary Email|Adresse électronique|Adresse électronique principale|
 Adresse électronique secondaire|Primäre E-Mail-Adresse|Sekundäre E-Mail-Adresse|cp email|E-mail 2 Address|
 E-mail 3 Address|E-Mail 2: Adresse|E-Mail 3: Adresse|Alternate Email 1|Alternate Email 2|Adresse de messagerie 2|
 Adresse de messagerie 3|Correo electrónico|Correo|Dirección de correo electrónico|Posta elettronica|
 Indirizzo posta elettronica|E-post|E-postadress|E-mailadres|Sähköposti|Dirección de correo|ईमेल|E-Mail Adresse|
 Dirección de correo electrónico principal|Indirizzo e-mail
email:work: Email Work|Work Email|Mail pro|E-mail professionnel|Email pro|Business Email|E-Mail geschäftlich|
 Courriel professionnel
email:home: Email Home|Home Email|Mail perso|E-mail personnel|Email perso|Personal Email|E-Mail privat
web: Web|Web Page|Page Web|Site|Site web|Site internet|Website|Webseite|URL|url home|Homepage|Internet|Web Page 1|
 Web Page 2|Webseite 1|Webseite 2|Site Web 1|Site Web 2|Page Web (bureau)|Page Web (domicile)|Personal Website|
 Business Website|Website URL|LinkedIn|LinkedIn URL|Profile URL|Facebook|Page web personnelle|Company Domain Name|
 Página web|Pagina web|Sito web|Sitio web|Webpagina|Webbsida|WWW|Adresse web|Adresse du site|Website Home Page|
 Website Blog|Website Profile|Website Work|Website Other|Página Web|Profil LinkedIn|Internetseite|Internetadresse
address:*.full: Location|Localisation|Adresse complète|Full Address|Adresse postale complète|Address Formatted|
 Standort|Vollständige Adresse
address:*.street: Adresse|Adresse 1|Adresse1|Address|Address 1|Adresse postale|Rue|Street|Street Address|Straße|
 Strasse|Voie|N° et rue|Numéro et voie|Adresse ligne 1|Address Line 1|addressL4|ad1|adr1|Adr.|Libellé voie|
 adr one street|Anschrift|Dirección|Calle|Indirizzo|Via|Adres|Straat|Adress|Gata|Straße und Hausnummer|Straße + Nr.|
 Ligne d'adresse 1|Ligne adresse 1|Adresse rue|Numéro voie|Siège social
address:*.street2: Adresse 2|Address 2|Adresse 3|Adresse 4|Address 3|Complément d'adresse|Complément|
 Adresse complément|Complément adresse|Address Line 2|Address Line 3|Adresse ligne 2|Adresse ligne 3|Adresse (suite)|
 Suite adresse|adr one street2|Adresszusatz|Rue 2|Rue 3|Street 2|Street 3|Straße 2|Straße 3|Ligne d'adresse 2|
 Ligne adresse 2|Ligne d'adresse 3|Compl. adresse|Compl adr
address:*.recipient: addressL2|Adresse ligne destinataire|Point de remise
address:*.building: addressL3|Bâtiment|Immeuble|Résidence|Bat|Bât.|Building
address:*.locality: addressL5|Lieu-dit|Lieu dit|BP|B.P.|Boîte postale|PO Box|P.O. Box|Postfach|Distribution spéciale|
 Quartier
address:*.postcode: Code postal|CP|C.P.|Code Postal (CP)|Postal Code|Zip|ZIP Code|Zipcode|Post Code|Postcode|PLZ|
 Postleitzahl|p code|Code post.|Codepostal|Postal|Cod. postal|Código postal|CAP|Postnummer|Postnr|adr one postalcode|
 Zip/Postal Code|NPA|Postinumero|C. Postal
address:*.town: Ville|Town|City|Commune|Localité|Ort|Stadt|Nom commune|Nom de la commune|Wohnort|Locality|Ciudad|
 Localidad|Población|Città|Comune|Plaats|Woonplaats|Stad|adr one locality|Bureau distributeur|addressL6|CP Ville|
 CP - Ville|Code postal et ville|Code postal / ville|PLZ Ort|PLZ/Ort|Ville CP|Acheminement|Cidade|Poststed|City/Town|
 Libellé commune|CP + Ville|CP et ville
address:*.region: Région|Region|State|Province|Canton|Bundesland|County|State/Region|adr one region|Dép/Région|
 Provincia|Provincie|Bundesland/Kanton|State/Province|Libellé région
address:*.country: Pays|Country|Land|Country/Region|Pays/Région|Land/Region|País|Paese|adr one countryname|
 addressL7Country.alpha3Code|Country Name|Code pays|Maa|Nazione|addressL7Country
address:work.street: Straße geschäftlich
address:work.street2: Straße geschäftlich 2|Straße geschäftlich 3
address:work.town: Ort geschäftlich
address:work.postcode: Postleitzahl geschäftlich
address:work.region: Region geschäftlich|Dép/Région (bureau)|Département (bureau)
address:work.country: Land/Region geschäftlich|Pays/Région (bureau)
address:home.street: Straße privat
address:home.street2: Straße privat 2|Straße privat 3
address:home.region: Dép/Région (domicile)|Département (domicile)
address:home.country: Pays/Région (domicile)
address:other.region: Dép/Région (autre)
address:other.country: Pays/Région (autre)
address:home.street: Adresse privée|Adresse personnelle|Privat: Adresse|Adresse privat|Home Address|adr two street|
 Address U
address:home.street2: Adresse privée 2|Home Address 2|Privat: Adresse 2|adr two street2
address:home.postcode: Privat: PLZ|Home ZipCode|Home Post Code|adr two postalcode
address:home.town: Privat: Ort|adr two locality
address:home.region: Privat: Bundesland|Home County|adr two region
address:home.country: Privat: Land|adr two countryname
address:home.locality: Boîte postale du domicile|Home Address PO Box|Postfach privat|Home PO Box
address:work.street: Adresse professionnelle|Dienstlich: Adresse|Adresse geschäftlich|Business Address|Work Address|
 Mailing Street
address:work.street2: Adresse professionnelle 2|Dienstlich: Adresse 2|Work Address 2
address:work.postcode: Dienstlich: PLZ|Work ZipCode|Work Post Code|Mailing Zip/Postal Code
address:work.town: Dienstlich: Ort
address:work.region: Dienstlich: Bundesland|Work County|Mailing State/Province
address:work.country: Dienstlich: Land
address:work.locality: B.P. professionnelle|Business Address PO Box|Postfach geschäftlich|Business PO Box
address:other.locality: Autre boîte postale|Other Address PO Box|Weiteres Postfach|Other PO Box
address:other.street: Weitere Straße
address:other.street2: Weitere Straße 2|Weitere Straße 3
address:other.town: Weiterer Ort
address:other.postcode: Weitere Postleitzahl
address:other.region: Weiteres/r Bundesland/Kanton
address:other.country: Weiteres/e Land/Region
birthday: Anniversaire|Birthday|Geburtstag|Date de naissance|Date of Birth|Né(e) le|Né le|Naissance|bday|Geburtsdatum|
 DOB|Cumpleaños|Fecha de nacimiento|Compleanno|Data di nascita|Verjaardag|Geboortedatum|Födelsedag|Date naiss|
 Date naissance|Birthdate
birthday.day: Jour|Birth Day|Jour de naissance
birthday.month: Mois|Birth Month|Geburtsmonat|Mois de naissance
birthday.year: Année de naissance|Birth Year|Geburtsjahr|Année naissance
note: Notes|Note|Notizen|Anmerkungen|Commentaire|Commentaires|Comments|Comment|Remarque|Remarques|Observations|
 Observation|Info|Bemerkung|Bemerkungen|Infos|Informations|Mémo|Memo|Description|Notas|Opmerkingen|Anteckningar|
 Kommentar|Divers|Notiz|Remarks|Comentarios
tags: Catégories|Categories|Category|Kategorien|Catégorie|Kategorie|Labels|Group Membership|Groups|Group|Groupe|
 Groupes|Tags|Tag|Étiquettes|Étiquette|Mots clés|Mots-clés|Keywords|Stichwörter|Libellés|Distribution Lists|
 Categorías|Categorie|Categorieën|Kategorier|Label
tier: Classe|Tier|ABC|Classe ABC|Catégorie client|Catégorie ABC|Rang|Classement|Classification|Segment|Kundenklasse|
 ABC-Klasse|Niveau|Potentiel|Rating|Cotation
stage: Statut|Status|Stage|Étape|Statut client|Lifecycle Stage|Type de client|Type client|Lead Status|Type de contact|
 Kundenstatus|Typ
temperature: Température|Temperature|Chaleur
language: Langue|Language|Sprache|Idioma|Lingua|Taal|Default language|DefaultLanguage|Preferred Language
source: Source|Lead Source|LeadSource|Origine|Provenance|Original Source|Herkunft|Quelle|Recommandé par|Referred By|
 Empfohlen von|Apporteur
is_company: Is a company|Company Type|Est une société|Est une entreprise|Ist ein Unternehmen|Is Company
address_type: Address type|Type d'adresse|Adresstyp|Adressart
ignore: E-mail Type|E-mail 2 Type|E-mail 3 Type|E-Mail-Typ|E-Mail 2: Typ|E-Mail 3: Typ|Type de messagerie|
 Type de messagerie 2|Type de messagerie 3|E-mail Display Name|E-mail 2 Display Name|E-mail 3 Display Name|
 E-Mail: Angezeigter Name|E-Mail 2: Angezeigter Name|E-Mail 3: Angezeigter Name|
 Nom complet de l'adresse de messagerie|Nom complet de l'adresse de messagerie 2|
 Nom complet de l'adresse de messagerie 3|Photo|User Photo|Priorité|Priority|Priorität|Privé|Private|Privat|
 Sensitivity|Critère de diffusion|Vertraulichkeit|Disponibilité Internet|Internet Free Busy|Internet-Frei/Gebucht|
 Serveur d'annuaire|Directory Server|Verzeichnisserver|Kilométrage|Mileage|Reisekilometer|Phonetic First Name|
 Phonetic Middle Name|Phonetic Last Name|Yomi Name|Given Name Yomi|Additional Name Yomi|Family Name Yomi|importId|
 import id|adr one lon|adr one lat|adr two lon|adr two lat|freebusy uri|calendar uri|container id|pubkey|tz|
 account id|type|geo|Record ID|n fileas|Dirección de correo electrónico mostrada|Organization 1 - Yomi Name
extra: Initiales|Initials|Initialen|Organisationsnr.|Bureau|Office|Büro|Emplacement|Salle|Deuxième prénom|Middle Name|
 Additional Name|n middle|Weitere Vornamen|Surnom|Nickname|Spitzname|Pseudo|Suffixe|Suffix|Name Suffix|Namenszusatz|
 n suffix|Sexe|Gender|Geschlecht|Anniversary|Jahrestag|Anniversaire de mariage ou fête|Conjoint(e)|Spouse|Partner|
 Ehepartner|Enfants|Children|Kinder|Passe-temps|Hobby|Compte|Konto|Responsable|Manager's Name|
 Name des/der Vorgesetzten|Nom de l'assistant(e)|Assistant's Name|Name Assistent|Téléphone de l'assistant(e)|
 Assistant's Phone|Telefon Assistent|Utilisateur 1|Utilisateur 2|User 1|Benutzer 1|Divers 1|Divers 2|Divers 3|
 Divers 4|Custom 1|Informations facturation|Billing Information|Code gouvernement|Government ID Number|Screen Name|
 Nom de l'écran|Messenger-Name|Country Code|Country Calling Code|Code commune|Code département|SIRET|SIREN|N° TVA|
 Code client|Customer Number|customernumber|Domain|Dernier contact|Last Contact|Signup Date|Connected On|Sales Rep|
 Owner|OwnerId|Lead ID|2. Vorname|Zweiter Vorname|Segundo nombre|Maiden Name|Nom de jeune fille|Name Pronunciation|
 Short Name|Account Number|Code postal insee|Kundennummer|Birthplace|Customer|Supplier|Numéro client|N° client|
 Num client|Id client|Titre annonce|cp title|room|role assistant|E-mail opt out
"""

_PLACES = {
    "work": "bureau pro profes professionnel professionnelle travail work business office geschaftlich "
    "geschaeftlich dienstlich "
    "arbeit arbeid entreprise societe company firma trabajo ufficio lavoro werk zakelijk arbete mailing direct directe",
    "home": "domicile perso personal personnel personnelle prive privee maison home privat personal casa thuis "
    "hem particular hogar "
    "abitazione residential",
    "other": "autre autres other weitere weiterer weiteres otro otra altro altra overig overige annat anders "
    "livraison shipping "
    "delivery lieferung secondaire secondary",
    "invoice": "facturation billing invoice rechnung facture facturacion fatturazione factuur",
}
_KINDS = {
    "fax": "fax telecopie telecopieur telefax",
    "pager": "pager radiomessagerie",
    "mobile": "mobile mobiles portable portables gsm cell cellulaire cellphone handy mobil mobiltelefon movil "
    "cellulare mobiel natel "
    "whatsapp celular mobilnummer mob",
    "email": "email emails mail mails courriel messagerie mel correo electronico electronique elettronica mailadresse",
    "web": "web site url www internet website webseite homepage sito sitio linkedin",
    "phone": "tel telephone telephones phone phones telefon telefono telefoon telefone telefonnummer "
    "phonenumber fixe landline "
    "festnetz ligne tlf puhelin",
    "postcode": "postal postcode plz postleitzahl zip zipcode cp postnummer cap postale npa",
    "town": "ville town city commune localite ort stadt ciudad citta plaats woonplaats stad locality localidad",
    "country": "pays country land pais paese countryname",
    "region": "region state departement province bundesland kanton canton county provincia dep",
    "building": "batiment building immeuble residence etage floor",
    "locality": "bp boite postfach lieudit pobox po box",
    "street2": "complement suite zusatz",
    "street": "adresse address rue street strasse calle indirizzo direccion straat anschrift adr adres strae",
}
_FILLERS = _set(
    "de du des la le les l d a au et e of the der die das und numero num no n nr number nom name contact client "
    "principal principale "
    "main primary line code postale del della di el via info infos address adresse adr addr fr co nummer s etat "
    "1 2 3 4 5 6"
)
_NUMBERS = re.compile(r"\d+")
_LABEL_WORDS = _set("type label libelle etiquette bezeichnung typ etiqueta etichetta")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])")
_SIGNS = {"☎": " phone ", "📞": " phone ", "📱": " mobile ", "✉": " email ", "📧": " email ", "🏠": " ", "°": " "}
_DOLIBARR = re.compile(r"\((?:s|sp|p|extra|sr)\.\w+\)|[*]")
_INDEXED = re.compile(r"\s*(.+?\d)\s+-\s+(.+?)\s*")
_INDEXED_PARTS = {
    "formatted": "full", "street": "street", "city": "town", "po box": "locality", "region": "region",
    "state": "region",
    "postal code": "postcode", "country": "country", "extended address": "building",
}  # fmt: skip
_ORGANIZATION = {"name": "company", "title": "job_title", "department": "department"}


def field_of(header: str) -> tuple[str, bool]:
    """(key, whether the header is known as it stands); key is "" when nothing is known of it.

    A key that begins with "?" is settled by the other columns, "address:*." by the neighbours.
    """
    text = header[:LONGEST_WORD]
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    if "(s.nom)" in text:
        return "company", True
    text = _DOLIBARR.sub(" ", _unbroken(text)).strip()
    if indexed := _indexed(text):
        return indexed, True
    if key := _known(text):
        return key, True
    return _by_words(words(_CAMEL.sub(" ", text).replace("_", " "))) or _nearly(text), False


def _unbroken(text: str) -> str:
    """UTF-8 that was read as Windows-1252 ("PrÃ©nom"), put right."""
    if "Ã" in text:
        try:
            return text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return text
    return text


def _plain(header: str) -> str:
    return " ".join(words(_CAMEL.sub(" ", header).replace("_", " ")))


def _skeleton(header: str) -> str:
    return "".join(sign for sign in header.lower() if sign.isascii() and sign.isalnum())


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Known headers: plain -> key, and by what is left of them when every accented letter is lost."""
    plain: dict[str, str] = {}
    bare: dict[str, str] = {}
    for entry in _HEADERS.strip().replace("\n ", "").split("\n"):
        key, names = entry.split(": ", 1)
        for name in names.split("|"):
            plain.setdefault(_plain(name), key)
            plain.setdefault(fold(name).replace(" ", ""), key)
            bare.setdefault(_skeleton(name), key)
    return plain, bare


def _known(text: str) -> str:
    plain, bare = _table()
    spelled = _plain(text)
    if spelled in plain or spelled.replace(" ", "") in plain:
        return plain.get(spelled) or plain[spelled.replace(" ", "")]
    if not text.isascii() or "?" in text:
        skeleton = _skeleton(text)
        return bare.get(skeleton, "") if len(skeleton) > 2 else plain.get(text.strip().lower(), "")
    return ""


def _nearly(text: str) -> str:
    """The known header `text` is a damaged spelling of (one letter in about eight)."""
    spelled = _plain(text)
    if not 6 <= len(spelled) <= 40:
        return ""
    from rapidfuzz import fuzz, process

    best = process.extractOne(spelled, _table()[0].keys(), scorer=fuzz.ratio, score_cutoff=90)
    return _table()[0][best[0]] if best else ""


def _indexed(text: str) -> str:
    """Columns of Google: "Phone 1 - Value", "Address 2 - City"."""
    match = _INDEXED.fullmatch(text)
    if not match:
        return ""
    part = " ".join(words(match[2]))
    if part in _LABEL_WORDS:
        return "label"
    head = words(match[1])
    if head[0] in ("organization", "organisation"):
        return _ORGANIZATION.get(part, "extra")
    if head[0] in ("address", "adresse"):
        found = _INDEXED_PARTS.get(part) or _by_words([part]).rpartition(".")[2]
        place = ("work", "home", "other")[min(int(head[-1]) - 1, 2) if head[-1].isdecimal() else 0]
        return f"address:{place}.{found}" if found else "extra"
    if head[0] in ("event", "relation", "im", "custom", "evenement", "chat"):
        return "extra"
    return _by_words([word for word in head if not word.isdecimal()]) or "extra"


@cache
def _meanings(of_places: bool) -> dict[str, str]:
    table = _PLACES if of_places else _KINDS
    return {word: meaning for meaning, known in table.items() for word in known.split()}


def _by_words(tokens: Sequence[str]) -> str:
    """The key a header spells out word by word ("tél. portable pro"), "" when one word is strange."""
    kinds, places = _meanings(False), _meanings(True)
    found: set[str] = set()
    place = ""
    number = 0
    for position, token in enumerate(tokens):
        bare = token.rstrip("0123456789") or token
        if token.isdecimal() or bare != token:
            number = int(_NUMBERS.findall(token)[-1][:3])
        if bare == "mail" and position and tokens[position - 1] == "e":
            found.add("email")
        elif bare in kinds:
            found.add(kinds[bare])
        elif bare in places:
            place = places[bare]
        elif bare not in _FILLERS:
            return ""
    return _key_for(found, place, number)


def _key_for(found: set[str], place: str, number: int) -> str:
    for kind in ("fax", "pager", "mobile"):
        if kind in found:
            return f"phone:{kind}"
    if "email" in found:
        return f"email:{place}" if place in ("work", "home") else "email"
    if "web" in found:
        return "web"
    if "phone" in found:
        return f"phone:{place}" if place in ("work", "home") else "phone:other"
    if {"postcode", "town"} <= found:
        return f"address:{place or '*'}.town"
    for part in ("postcode", "town", "country", "region", "building", "locality", "street2", "street"):
        if part in found:
            part = "street2" if part == "street" and number > 1 else part
            return f"address:{place or '*'}.{part}"
    return ""


def settled(keys: Sequence[str], header: Sequence[str], civil: Iterable[int]) -> list[str]:
    """The keys of `field_of` with every doubt settled by the neighbours.

    `civil` are the columns whose cells hold civilities ("M.", "Mme").
    """
    keys = list(keys)
    civil = set(civil)
    if any(word.startswith("cp ") for word in map(_plain, header)):
        keys = ["name_or_company" if key == "?name" else key for key in keys]
    _settle_names(keys)
    _settle_titles(keys, civil)
    _settle_places(keys)
    return ["ignore" if key == "extra" and not name.strip() else key for key, name in zip(keys, header, strict=True)]


def _settle_names(keys: list[str]) -> None:
    """ "Nom" beside "Prénom" is the family name, "Nombre" beside "Apellidos" the given one, alone it is the whole."""
    has_given, has_family = "given_name" in keys, "family_name" in keys
    meaning = "full_name" if has_given == has_family else "family_name" if has_given else "given_name"
    keys[:] = [meaning if key == "?name" else key for key in keys]


_FAMILY_FIRST = re.compile(
    r"(?:nom|name|nachname|last name|apellidos|cognome)\b.*\b(?:prenoms?|vorname|first "
    r"name|nombre|nome)\b.*"
)


def says_family_first(header: str) -> bool:
    """Whether a column of whole names gives the family name first ("Nom et prénom")."""
    return bool(_FAMILY_FIRST.fullmatch(_plain(header[:LONGEST_WORD])))


def _settle_titles(keys: list[str], civil: set[int]) -> None:
    """ "Titre" is a civility by its cells, as the first of two, or when the job has a column of its own."""
    titles = [at for at, key in enumerate(keys) if key == "?title"]
    has_job = "job_title" in keys and "civility" not in keys
    for at in titles:
        first = at == titles[0] and (len(titles) > 1 or has_job)
        keys[at] = "civility" if first or at in civil else "job_title"


def _settle_places(keys: list[str]) -> None:
    """A town without a place belongs to the street before it; a second street begins the next place."""
    order = ["work", "home", "other", "invoice"]
    place = ""
    used: set[str] = set()
    for at, key in enumerate(keys):
        if not key.startswith("address:"):
            continue
        where, part = key[8:].split(".")
        if where != "*":
            place = where
            used.add(key)
            continue
        place = place or "work"
        if f"address:{place}.{part}" in used and part not in ("street2", "full"):
            free = [one for one in order if f"address:{one}.{part}" not in used]
            place = free[0] if free and part in ("street", "town", "postcode") else place
        keys[at] = f"address:{place}.{part}"
        used.add(keys[at])


# ---- labels ---------------------------------------------------------------------------------------------------------

_LABELS = {
    "mobile": "cell mobile iphone handy mobil portable gsm movil cellulare",
    "fax": "fax homefax workfax otherfax telecopie faxhome faxwork",
    "pager": "pager",
    "work": "work business bureau travail professionnel pro arbeit geschaftlich dienstlich trabajo lavoro werk",
    "home": "home domicile personnel perso prive privat casa thuis",
    "main": "main principal hauptnummer",
    "": "other voice pref internet autre sonstige msg text video postal parcel dom intl x400 unknown homepage "
    "obsolete default custom",
}


@cache
def _labels() -> dict[str, str]:
    return {word: label for label, known in _LABELS.items() for word in known.split()}


@lru_cache(maxsize=1024)
def label_of(text: str) -> str:
    """A label of ours for what another program calls a phone, an e-mail or an address; its own word otherwise."""
    text = text[:LONGEST_WORD]
    text = re.sub(r"^_\$!<(.*)>!\$_$", r"\1", text.strip()).lstrip("* ").strip()
    spelled = words(_CAMEL.sub(" ", text).replace("_", " "))
    known = _labels()
    if "".join(spelled) in known:
        return known["".join(spelled)]
    meanings = [known[word] for word in spelled if word in known]
    for label in ("fax", "pager", "mobile"):
        if label in meanings:
            return label
    if meanings and len(meanings) == len(spelled):
        return next((label for label in meanings if label), "")
    return text[:60]


# ---- choices --------------------------------------------------------------------------------------------------------

_CHOICES = {
    "stage": {
        "client": "client clients customer kunde cliente actif clientactif c",
        "prospect": "prospect lead prospects interessent opportunity salesqualifiedlead marketingqualifiedlead p",
        "suspect": "suspect suspects s",
        "former": "ancienclient ancien former formerclient exclient inactif perdu formercustomer",
    },
    "temperature": {"cold": "froid cold froide kalt", "warm": "tiede warm", "hot": "chaud hot chaude brulant"},
    "language": {
        "fr": "fr francais french franzosisch frfr fra fre", "en": "en anglais english englisch enus engb eng",
        "de": "de allemand german deutsch dede deu ger", "es": "es espagnol spanish spanisch eses espanol",
        "it": "it italien italian italienisch itit italiano", "nl": "nl neerlandais dutch",
    },
}  # fmt: skip


@lru_cache(maxsize=1024)
def choice_of(kind: str, text: str) -> str:
    """The value kept for a stage, a temperature or a language written by people; "" when it is none of them."""
    spelled = "".join(words(text[:LONGEST_WORD]))
    return next((value for value, known in _CHOICES[kind].items() if spelled in known.split()), "")


def is_yes(text: str) -> bool:
    """Whether a cell answers yes, or says the row is a company."""
    return fold(text.strip()) in {
        "1", "yes", "true", "oui", "vrai", "x", "o", "y", "ja", "wahr", "si", "company", "societe", "entreprise", "1.0",
    }  # fmt: skip


# ---- days -----------------------------------------------------------------------------------------------------------

_MONTH_NAMES = (
    _set("jan january janvier januar janv"), _set("feb february fevrier februar fevr fev"),
    _set("mar march mars marz maerz"), _set("apr april avril avr"), _set("may mai"), _set("jun june juin juni"),
    _set("jul july juillet juli juil"), _set("aug august aout"), _set("sep september septembre sept"),
    _set("oct october octobre oktober okt"), _set("nov november novembre"), _set("dec december decembre dezember dez"),
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d\d?)[-/.]?(\d\d?)(?:[t ].*)?")
_DAY_FIRST = re.compile(r"(\d\d?)[-/. ](\d\d?)(?:[-/. ](\d{4}|\d\d))?(?:[t ]\d.*)?\.?")
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)")
_WORDY = re.compile(
    r"(?:le )?(\d{1,2})(?:er|st|nd|rd|th)?[. -]+([a-z]+)\.?(?:[ ,-]+(\d{4}))?|([a-z]+)\.? (\d{1,2})(?:[ ,]+(\d{4}))?"
)
_UNKNOWN_YEARS = frozenset({1604, 1})  # what Apple and Microsoft write for "no year"


def day_of(text: str) -> str:
    """A birthday as it is kept: 1975-03-09, --03-09 without the year, "" when `text` is no possible day."""
    text = fold(text[:LONGEST_WORD].strip())
    if match := _NO_YEAR.fullmatch(text):
        return _day(0, int(match[1]), int(match[2]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(text):
        return _day(_full_year(match[3]), int(match[2]), int(match[1]))
    if match := _WORDY.fullmatch(text):
        month = _MONTHS.get(match[2] or match[4], 0)
        return _day(int(match[3] or match[6] or 0), month, int(match[1] or match[5]))
    return ""


def _full_year(text: str | None) -> int:
    if not text:
        return 0
    year = int(text)
    return year + (2000 if year <= date.today().year % 100 else 1900) if len(text) == 2 else year


def _day(year: int, month: int, day: int) -> str:
    try:
        known = date(year or 2000, month, day)
    except ValueError:
        return ""
    if not year or year in _UNKNOWN_YEARS:
        return f"--{month:02d}-{day:02d}"
    return known.isoformat() if 1850 <= year <= date.today().year else ""


# ---- countries ------------------------------------------------------------------------------------------------------

_MORE_COUNTRIES = {
    "US": "usa|u s a|etats unis d amerique|united states of america|vereinigte staaten|vereinigte staaten von "
    "amerika|estados unidos|"
    "amerika|u s|stati uniti|verenigde staten",
    "GB": "uk|u k|great britain|grande bretagne|england|angleterre|ecosse|scotland|wales|pays de galles|"
    "grossbritannien|"
    "vereinigtes konigreich|reino unido|gbr|regno unito|northern ireland",
    "DE": "deutschland|d|deu|ger|brd|alemania|germania|duitsland|tyskland", "AT": "osterreich|oesterreich|a|aut|"
    "oostenrijk",
    "CH": "schweiz|svizzera|che|sui|suiza", "BE": "belgien|belgie|b|bel|belgio|belgica", "FR": "frankreich|f|"
    "fra|francia|frankrijk",
    "IT": "italien|italia|i|ita", "ES": "spanien|espana|e|esp|spagna", "NL": "niederlande|nederland|holland|"
    "hollande|nld|the netherlands",
    "PT": "prt|p", "LU": "luxemburg|l|lux", "PL": "polen|polska|pol", "DK": "danmark|dnk", "SE": "schweden|"
    "sverige|swe|s",
    "NO": "norwegen|norge|nor", "FI": "finnland|suomi|fin", "IE": "irland|eire|irl", "GR": "griechenland|hellas|grc",
    "CZ": "republique tcheque|tschechien|czech republic|cesko|cze", "HU": "ungarn|hun", "RO": "rumanien|"
    "rou", "RU": "russland|russian federation|rus",
    "TR": "turkei|turkey|tur", "CN": "prc|chn", "IN": "indien|ind", "BR": "brasil|brasilien|bra",
    "MA": "marokko|mar|maroc",
    "DZ": "algerien|dza", "TN": "tunesien|tun", "CI": "cote d ivoire|ivory coast", "RE": "reunion|ile de la "
    "reunion", "JP": "jpn",
    "CA": "kanada|can", "AU": "australien|aus", "VN": "vietnam", "KR": "korea|south korea|coree", "SK": "slowakei",
    "SI": "slowenien",
    "HR": "kroatien", "BG": "bulgarien", "MC": "monaco mc|mco", "CD": "rdc|congo kinshasa", "CG": "congo|congo "
    "brazzaville",
}  # fmt: skip


@cache
def _countries() -> dict[str, str]:
    from petitcrm.base.addresses import COUNTRIES

    table: dict[str, str] = {}
    for code, names in COUNTRIES.items():
        table[code.lower()] = code
        for name in names:
            table[" ".join(words(name))] = code
    for code, known in _MORE_COUNTRIES.items():
        table.update((name, code) for name in known.split("|"))
    return table


@lru_cache(maxsize=2048)
def country_of(text: str) -> str:
    """ISO 3166 code of two letters of a country by its name (French, English, German) or code; "" when unknown."""
    return _countries().get(" ".join(words(text)), "") if len(text) < LONGEST_WORD else ""


def _named_country(text: str) -> str:
    """The country a line of an address names; two letters alone are rather a state."""
    return country_of(text) if len(text.strip(" .")) > 3 or text.strip(" .").upper() in ("USA", "UK", "U.K") else ""


# ---- addresses ------------------------------------------------------------------------------------------------------

_CODE_TOWN = re.compile(r"(?:(?:F|D|B|CH|A|L|I|E|FR|DE|BE|LU)[- ]+)?(\d{4,5}|\d{3} \d{2}|\d{4} ?[A-Z]{2})[ ,]+(\D.*)")
_TOWN_STATE_CODE = re.compile(r"(.+?)[ ,]+([A-Z]{2})\.?,?\s+([\d-]{2,10}|[A-Z]\d[A-Z] ?\d[A-Z]\d)")
_TOWN_STATE = re.compile(r"([^\d,]+), ?([A-Z]{2})")
_TOWN_CODE = re.compile(r"(.*\D)[ ,]+(\d{5}(?:-\d{4})?)")
_BRITISH = re.compile(r"(.*?)[ ,]*\b([A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})")
_ONE_LINE = re.compile(r"(.*\D)[ ,-]+((?:F-)?\d{5}) ([^\d,]{2,60})")
_STREET = re.compile(
    r"\d+\s?(?:bis|ter|[a-z])?[\s,]+\D|.*\b(?:rue|avenue|av|bd|boulevard|place|chemin|impasse|allée|quai|route|cours|square|"
    r"street|st|road|rd|drive|lane|ave|blvd|calle|via|laan)\b|.*(?:straat|stra(?:ß|ss)e|str\.|weg|platz|gasse)\b",
    re.I,
)


_LOCALITY = re.compile(
    r"(?:z\.?[ai]\.?c?|bp|b\.p\.|cs|tsa|cidex|lieu[ -]dit|hameau|zone|parc|technop[oô]le|po box|postfach|quartier)\b.*",
    re.I,
)


def lines_of(text: str) -> list[str]:
    """The lines of an address, also when commas stand for their ends."""
    lines = [line.strip(" ,;\t") for line in text.replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    if len(lines) == 1 and "," in lines[0] and len(text) <= LONGEST_ADDRESS:
        return _by_commas(lines[0])
    return lines


def _by_commas(line: str) -> list[str]:
    """The parts between commas when one is a country or "75010 Paris"; the line itself otherwise."""
    parts: list[str] = []
    for part in (piece.strip() for piece in line.split(",")):
        if parts and re.fullmatch(r"\d+\s?(?:bis|ter|[a-zA-Z])?", parts[-1]):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part:
            parts.append(part)
    if len(parts) > 1 and (_named_country(parts[-1]) or any(_CODE_TOWN.fullmatch(part) for part in parts[1:])):
        return parts
    return [line]


def read_address(text: str, address: Address) -> str:
    """Put a whole address written in one text into the empty parts of `address`; the answer is the country as "
    "written."""
    if len(text) > LONGEST_ADDRESS:
        address.street = address.street or clean(text)
        return ""
    lines = lines_of(text)
    country = ""
    if len(lines) > 1 and _named_country(lines[-1]):
        country = lines.pop()
    if len(lines) > 1 and re.fullmatch(r"[A-Z]{2}", lines[-1]) and country_of(lines[-1]):
        country = country or lines.pop()
    for at in range(len(lines) - 1, -1, -1):
        if _is_last_line(lines[at], address, alone=len(lines) == 1 or at > 0):
            del lines[at]
            break
    else:
        if country and len(lines) > 1 and not address.town:
            address.town = lines.pop()
    if len(lines) == 1 and not address.town and (match := _ONE_LINE.fullmatch(lines[0])):
        lines, address.postcode, address.town = [match[1].strip(" ,-")], match[2].removeprefix("F-"), match[3].strip()
    place_lines(lines, address)
    return country


def _is_last_line(line: str, address: Address, alone: bool) -> bool:
    """Whether `line` holds the postcode and the town; they are put into `address`."""
    if not alone:
        return False
    if match := _CODE_TOWN.fullmatch(line):
        if _STREET.match(line) and len(match[1]) < 5:
            return False
        address.postcode, address.town = match[1], match[2].strip()
    elif match := _TOWN_STATE_CODE.fullmatch(line):
        address.town, address.region, address.postcode = match[1].strip(" ,"), match[2], match[3]
    elif match := _BRITISH.fullmatch(line):
        address.town, address.postcode = match[1] or address.town, match[2]
    elif match := _TOWN_CODE.fullmatch(line):
        _town_before_code(match[1], match[2], address)
    elif match := _TOWN_STATE.fullmatch(line):
        address.town, address.region = match[1].strip(), match[2]
    else:
        return False
    return True


def _town_before_code(text: str, code: str, address: Address) -> None:
    """ "Nice Area, Albany, New York 12345": district, town, state."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    address.postcode = code
    if len(parts) > 1:
        address.region = address.region or parts.pop()
    address.town = parts.pop() if parts else text.strip()
    if parts and not address.locality:
        address.locality = ", ".join(parts)


def place_lines(lines: Sequence[str], address: Address) -> None:
    """Put the lines above the town where they belong: the street is the one with a number or a street's word."""
    for line in lines:
        if _LOCALITY.match(line) and (address.street or len(lines) > 1):
            address.locality = f"{address.locality}, {line}" if address.locality else line
    lines = [line for line in lines if line not in address.locality]
    if not lines:
        return
    at = next((number for number, line in enumerate(lines) if _STREET.match(line)), 0)
    if address.street:
        before, after = lines, []
    else:
        address.street = lines[at]
        before, after = lines[:at], lines[at + 1 :]
    if before and not address.building:
        address.building = before.pop()
    if before and not address.recipient:
        address.recipient = ", ".join(before)
        before = []
    rest = before + after
    if rest:
        address.locality = ", ".join([address.locality, *rest] if address.locality else rest)


def tidy_address(address: Address, country: str, home: str) -> str:
    """Put the parts of an address another program filled in where they belong.

    `country` is the country as it was written, `home` the owner's. The answer is a country nobody knows, to be kept
    with the card.
    """
    code = country_of(country) if country else ""
    if not code and address.region and (swapped := _named_country(address.region)):
        code, country, address.region = swapped, "", country
    if code and address.region and country_of(address.region) == code and _named_country(address.region):
        address.region = ""
    if "\n" in address.street or (not address.town and address.street):
        country = _tidy_street(address) or country
        code = code or country_of(country)
    if address.town and not address.town.isalpha() and len(address.town) < LONGEST_WORD:
        _tidy_town(address)
    if address.locality or address.building or address.recipient:
        _drop_repeats(address)
    address.country = "" if code == home else code
    return country if country and not code else ""


def _tidy_street(address: Address) -> str:
    text, address.street = address.street, ""
    if address.town:
        place_lines([line for line in lines_of(text) if not _repeats(line, address)], address)
        return ""
    had = address.postcode
    country = read_address(text, address)
    address.postcode = address.postcode or had
    return country


def _tidy_town(address: Address) -> None:
    if (match := _CODE_TOWN.fullmatch(address.town)) and address.postcode in ("", match[1]):
        address.postcode, address.town = match[1], match[2].strip()
    elif not address.postcode and (match := _TOWN_STATE_CODE.fullmatch(address.town)):
        address.town, address.postcode = match[1].strip(" ,"), match[3]
        address.region = f"{match[2]}, {address.region}" if address.region else match[2]


def _repeats(line: str, address: Address) -> bool:
    return bool(address.postcode) and words(line) == words(f"{address.postcode} {address.town}")


def _drop_repeats(address: Address) -> None:
    """ "35580 BAULON" as the third line of an address that has its town, or brings it."""
    for part in ("recipient", "building", "locality"):
        line = getattr(address, part)
        if _repeats(line, address):
            setattr(address, part, "")
        elif line and not address.town and (match := _CODE_TOWN.fullmatch(line)):
            setattr(address, part, "")
            address.postcode, address.town = match[1], match[2].strip()
