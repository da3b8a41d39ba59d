"""The table of known headers, as programs write them."""

from functools import cache

from petitcrm.base.text import fold
from petitcrm.features.imports.spelling import plain_words

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
            plain.setdefault(plain_words(name), key)
            plain.setdefault(fold(name).replace(" ", ""), key)
            bare.setdefault(_skeleton(name), key)
    return plain, bare


def known_header(text: str) -> str:
    """The key of a header of the table, with or without its accents; "" when it isn't there."""
    plain, bare = _table()
    spelled = plain_words(text)
    if spelled in plain or spelled.replace(" ", "") in plain:
        return plain.get(spelled) or plain[spelled.replace(" ", "")]
    if not text.isascii() or "?" in text:
        skeleton = _skeleton(text)
        return bare.get(skeleton, "") if len(skeleton) > 2 else plain.get(text.strip().lower(), "")
    return ""


def nearly_known(text: str) -> str:
    """The known header `text` is a damaged spelling of (one letter in about eight)."""
    spelled = plain_words(text)
    if not 6 <= len(spelled) <= 40:
        return ""
    from rapidfuzz import fuzz, process

    best = process.extractOne(spelled, _table()[0].keys(), scorer=fuzz.ratio, score_cutoff=90)
    return _table()[0][best[0]] if best else ""
