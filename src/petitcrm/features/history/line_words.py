"""The words of a typed line, French and English: kinds of exchange, directions, outcomes, promises. All folded."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word (or several) found in a folded line: `value` is what it means.

    `is_strong` words mean it wherever they stand; others only beside something else that was understood.
    `is_told` words stay in the text where the sentence goes on after them ("refuse le devis").
    """

    start: int
    end: int
    value: str
    is_strong: bool = True
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    value: str
    pattern: re.Pattern[str]
    is_strong: bool = True
    is_told: bool = False


def _words(value: str, pattern: str, *, strong: bool = True, told: bool = False) -> Pattern:
    return Pattern(value, re.compile(rf"(?<![\w'])(?:{pattern})(?![\w']|-[a-z]{{3}})"), strong, told)


def found(patterns: tuple[Pattern, ...], folded: str) -> list[Word]:
    """Every word of `patterns`, in the order of the patterns, none inside another one."""
    taken = bytearray(len(folded))
    hits = []
    for one in patterns:
        for hit in one.pattern.finditer(folded):
            start, end = hit.span()
            if end > start and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                hits.append(Word(start, end, one.value, one.is_strong, one.is_told))
    return hits


_WE = (
    r"(?:en |par |by |via |au |on the |j'ai |ai |on a |nous avons |i |we |i've |we've |have |had |just |"
    r"passe |passer |fait |made )?(?:un |une |le |la |a |an |the |my |mon |petit |quick |bref |new |nouvel |nouveau )?"
)

KINDS = (
    _words("satisfaction", r"(?:(?:reponse|enquete|appel|questionnaire|survey|"
    r"retour)(?: a l'enquete)?(?: de)? )?satisfaction(?: survey| call| client)?"),
    _words(
        "video",
        _WE + r"(?:visio(?:[- ]?conference|[- ]?conf|s)?|video(?:[- ]?calls?|[- ]?conference|[- ]?conf)?|"
        r"(?:(?:reunion|appel|call|meeting) )?(?:teams|zoom|skype))(?: (?:call|meeting))?",
    ),
    _words(
        "call",
        _WE + r"(?:appels? (?:telephoniques?|tel|emis|manques?)|r?appels?|r?appele[es]?|retelephone|"
        r"telephone[es]?|tel|teleph|tph|"
        r"coups? de (?:fil|tel(?:ephone)?)|(?:essaye|tente|cherche) (?:de |d'|a )(?:r?appeler|joindre|"
        r"telephoner a)|tried (?:to (?:call|reach|phone|ring)|calling|phoning)|(?:phone |missed )?calls?|"
        r"(?:called|phoned|rang|telephoned)(?: back|"
        r" him| her| them)*|phone)",
    ),
    _words(
        "meeting",
        _WE + r"(?:rdvs?|r\.d\.v\.|rendez[- ]?vous|reunions?|meetings?|appointments?|entretien|entrevue|dejeuner|"
        r"business lunch|lunch|coffee|breakfast|dinner|cafe avec|petit[- ]dejeuner|diner d'affaires|point avec|"
        r"met with)",
    ),
    _words(
        "visit",
        _WE + r"(?:visites?|visited|(?:site |on-site )?visits?|passage|deplacements?|passe[es]? (?:voir|chez)|"
        r"went to see|dropped (?:in|"
        r"by)(?: (?:on|at))?|"
        r"stopped by|called on|vu|vus|vue|rencontre[es]?|saw|met)",
    ),
    _words("email", _WE + r"(?:e[- ]?mail(?:s|ed)?(?: (?:me|us))?|mail(?:s|ed)?(?: (?:me|us))?|courriels?|mel)"),
    _words("message", _WE + r"(?:sms|textos?|mms|whats ?app|texted(?: me| us)?|text(?: messages?)?|linkedin)"),
    _words("letter", _WE + r"(?:lettres?|courriers?|letters?|recommande|fax|carte de voeux)"),
    _words("document", _WE + r"(?:documents?|docs?)", strong=False),
    _words("message", _WE + r"(?:messages?|msg)", strong=False),
    _words("note", r"(?:une |a )?(?:notes?|nota|nb|memo|info|remarque|pense-bete)", strong=False),
)  # fmt: skip

# What can be sent or handed over: without another kind, "devis envoyé à X" is a document.
PAPERS = re.compile(
    r"(?<![\w'])(?:devis|docs?|documents?|documentations?|catalogues?|catalogs?|tarifs?|offres?|propositions?|"
    r"contrats?|factures?|"
    r"plaquettes?|brochures?|echantillons?|plans?|fiches? techniques?|attestations?|bon de commande|quotes?|"
    r"quotations?|"
    r"proposals?|offers?|contracts?|invoices?|price ?lists?|prices|samples?|paperwork|datasheets?|rib|kbis|"
    r"dossier)(?![\w'])"
)
MAILS = re.compile(r"(?<![\w'])(?:e[- ]?mails?|mails?|courriels?|mel)(?![\w'])")

DIRECTIONS = (
    _words("in", r"entrant[es]*|incoming|inbound"),
    _words(
        "in",
        r"(?<!\ba )(?<!\bont )(?<!\bhas )(?:j'ai |ai |on a |i |we |avons )?(?:bien )?(?:recu[es]*|received|got)",
        strong=False,
    ),
    _words("out", r"sortant[es]*|outgoing|outbound|emis"),
)

# Verbs whose subject is the other one: "Dupont a rappelé", "Smith wrote".
THEIR_CALL = (
    _words(
        "in",
        r"(?<!on )(?<!j')(?:(?:m'|nous |t'|vous |l')(?:a|ont|avait)|(?:qui |il |elle |ils )?(?:a|ont|"
        r"avait)) (?:r?appele[es]?|retelephone|telephone|"
        r"(?:essaye|tente|cherche) (?:de |a )?(?:me |nous )?(?:r?appeler|joindre))|"
        r"(?:vient|viennent) (?:de |d')(?:me |nous )?(?:r?appeler|retelephoner|telephoner|appeler)|"
        r"(?:he|she|they|who) (?:called|phoned|rang)(?: back)?(?: (?:me|us))?|(?:called|phoned|rang) (?:me|"
        r"us)(?: back)?|"
        r"has (?:called|phoned|rung)(?: back)?|r?appele[es]? par|called by|phoned by|appelle|just called|"
        r"tried to (?:call|reach) (?:me|us)|returned (?:my|our|the) call|(?:a )?retourne (?:mon|notre) appel",
    ),
)
THEIR_WRITING = (
    _words(
        "in",
        r"(?<!on )(?<!j')(?:(?:m'|nous )?(?:a|ont)|vient de|viennent de) (?:ecrit|ecrire|repondu|repondre|"
        r"envoye|envoyer|transmis)|"
        r"(?:he|she|they) (?:sent|wrote|replied|answered)|(?:sent|wrote to) (?:me|us)|replied",
    ),
)  # fmt: skip
SENT = re.compile(
    r"(?<![\w'])(?:(?:j'ai |ai |on a |i |we |nous avons )?(?:envoye[es]*|transmis[es]*|adresse[es]*|remis[es]*|envoi|"
    r"sent|mailed|posted))(?![\w'])"
)

_THEIR = r"(?:(?:le|la|son|sa|un|une|au|du|sur|his|her|their|the|a|an) )*"
OUTCOMES = (
    _words(
        "wrong_number",
        r"(?:c'est (?:un |le )?)?(?:faux|mauvais) (?:numeros?|num|n°|no)|(?:le )?(?:numero|num|n°|tel) (?:est |"
        r"etait )?(?:faux|errone|incorrect|invalide|inexistant|"
        r"(?:non|plus|pas) (?:attribue|valide|en service))|(?:le )?(?:numero )?(?:n'est |est )?(?:plus|pas|"
        r"non) attribue|"
        r"(?:numero )?n'existe (?:plus|pas)|wrong (?:number|num|no)|(?:bad|invalid|dead) number|"
        r"(?:number )?(?:is )?(?:not|no longer) in service|"
        r"(?:number )?(?:is )?(?:disconnected|out of service)",
    ),
    _words(
        "message_left",
        rf"(?:(?:j'ai |ai |on a |lui ai |lui |m'a |nous a |a )?laisse[es]?|"
        rf"laisser) (?:lui )?{_THEIR}(?:message|msg|mess|mot)(?: vocal| telephonique)?"
        rf"(?: (?:a|au|aupres|sur|dans|avec) {_THEIR}(?:repondeur|messagerie|boite vocale|standard|secretaire|"
        rf"secretariat|accueil|assistante?|collegue))?|"
        rf"(?:message|msg)(?: vocal)? (?:laisse|depose|enregistre)(?: (?:sur|a|au|dans) {_THEIR}(?:repondeur|"
        rf"messagerie|boite vocale|standard|secretaire|secretariat|accueil|assistante?|collegue))?|"
        rf"message (?:vocal|repondeur|(?:sur|au) {_THEIR}(?:repondeur|messagerie))|"
        rf"(?:(?:suis |je suis )?tombe[es]? sur |directement |direct )?{_THEIR}(?:repondeur|"
        rf"messagerie(?: vocale)?|boite vocale)|"
        rf"(?:i )?(?:left|leaving) (?:him |her |them |word )?{_THEIR}(?:message|msg|voice ?mail|vm|"
        rf"note)(?: with {_THEIR}(?:secretary|assistant|reception(?:ist)?|colleague)|"
        rf" on {_THEIR}(?:voice ?mail|machine))?|"
        rf"left word|rep|messages? left|(?:went |goes |got |straight |direct )*(?:to |on )?{_THEIR}(?:voice ?mail|"
        rf"answering machine|answerphone|answer machine)|vm",
    ),
    _words(
        "refused",
        r"(?:n'est |n'etait |est |sont |was |is )?(?:pas|plus|not|no longer|isn't|wasn't|is not) (?:du tout |"
        r"vraiment |at all )?(?:interesse[es]?|interested)|"
        r"(?:n'est |est )?pas interessee?s?|ne (?:veut|souhaite|veulent) (?:pas|plus) (?:etre|qu'on|entendre|"
        r"recevoir)[^,;.:]{0,40}|"
        r"(?:me |m'a |a )?raccroche(?: au nez)?|hung up(?: on me)?|no interest|(?:said |dit )?(?:no,? (?:thanks?|"
        r"thank you)|non,? merci)|do(?:es)?(?: not|n't) want to (?:be|"
        r"talk|hear)[^,;.:]{0,30}",
        told=True,
    ),
    _words("refused", r"(?:a |il |elle )?refus(?:e[es]?|ent)?|refuses?|refused|declined?s?", strong=False, told=True),
    _words(
        "no_answer",
        r"(?:est |etait |toujours |encore |is |was |still |actuellement )*(?:absent[es]*|injoignable|"
        r"indisponible|unavailable|unreachable)|"
        r"(?:n'est |n'etait |est |toujours |encore )*(?:pas|plus) (?:la|dispo|disponible|joignable|"
        r"present[es]*|au bureau|chez lui|chez elle)|"
        r"(?:toujours |encore )?(?:pas|sans|aucune)(?: de)? reponse|(?:toujours |encore )?(?:ne |"
        r"n')?(?:l')?(?:a |ai )?(?:pas|jamais) (?:repondu|decroche)|(?:elle |il |ca )?(?:ne )?(?:repond|"
        r"decroche|repondait|repondent) (?:pas|plus)|"
        r"(?:ca |telephone )?sonne(?:r)? dans le vide|(?:n'ai |ai )?(?:pas|rate) (?:pu )?(?:le |la |l'|"
        r"les )?(?:joindre|joint|eu|avoir|parle)(?: au telephone)?|non joint[es]?|"
        r"personne (?:ne repond|au (?:bureau|telephone))|nrp|no luck|jamais (?:pu )?(?:le |la |"
        r"l')?(?:joint[es]*|eu|joindre)|never (?:got|reached)(?: (?:him|her|them|through))?|"
        r"(?:there was |still )?no (?:answers?|reply|response|pick[- ]?up|one (?:there|answered|"
        r"in))(?: again)?|(?:he |she |they )?(?:did ?n[o']?t|did not|does ?n[o']?t|does not|do not|don't|"
        r"would not|wouldn't|not|never) "
        r"(?:answer(?:ed|ing)?|pick(?:ed|ing)? up|reply|respond|reached|reachable|get through)|"
        r"(?:is |was |he's |she's |still )*not (?:in|there|available|around|at home|home|at (?:his|her|"
        r"the) desk)(?: today)?|(?:couldn't|could not|can't|unable to) (?:reach|get (?:hold of|through))|"
        r"(?:just )?r(?:ang|ings|inging) (?:out|and rang)|nobody (?:in|there|home|answered|answers)|missed|manque",
    ),
    _words(
        "no_answer",
        r"(?:he's|she's|they're|he is|she is|he was|she was|il est|elle est|il etait|"
        r"elle etait) (?:en (?:conges?|vacances|deplacement|reunion|arret)|in (?:a )?meetings?|on (?:holidays?|"
        r"leave|vacation)|away|out|sortie?|partie?)",
        told=True,
    ),
    _words(
        "no_answer",
        r"(?:est |is |was |etait )?(?:en (?:conges?|vacances|deplacement|reunion|arret(?: maladie)?|"
        r"rendez-vous|rdv|clientele)|in (?:a )?meetings?|on (?:holidays?|leave|vacation|sick leave)|away|"
        r"out of (?:the )?office|sorti[es]?|parti[es]?)",
        strong=False, told=True,
    ),
    _words("no_answer", r"personne", strong=False),
    _words("busy", r"(?:(?:ca |la )?(?:sonne |ligne )?(?:est |etait )?|toujours )?occupe[es]*(?! de)|(?:line |"
    r"was |is |number )*(?:busy|engaged)(?: (?:line|signal|tone))?|en (?:ligne|communication)", strong=False),
    _words(
        "reached",
        r"(?:j'ai |ai |on a |l'ai |bien |finalement |enfin )*(?:joint[es]*|eu[es]?(?: (?:en ligne|au (?:tel|"
        r"telephone|bout du fil)))?|parle[es]?(?: (?:a|avec|au|aux))?|discute[es]?(?: avec)?|echange[es]?(?: avec)?)|"
        r"(?:a )?(?:repondu|decroche)|ok|(?:i |we )?(?:reached|spoke(?:n)?(?: (?:to|with))?|talked(?: (?:to|"
        r"with))?|got (?:him|her|them|hold of|through(?: to)?))|answered|picked up|contacte[es]?",
        strong=False, told=True,
    ),
)  # fmt: skip
URGENCY = ("wrong_number", "message_left", "refused", "no_answer", "busy", "reached")  # of several, the first counts
NEGATED_LATER = re.compile(r"(?:sera|seront|serait|serai|will be|etre|qui etait|be|sa \w+ est|son \w+ est) $")

FOLLOW_UPS = (
    _words("visit", r"follow[- ]?up (?:visit|meeting|appointment)"),
    _words("email", r"follow[- ]?up e?-?mail|(?:e-?mail|mail) (?:him|her|them)"),
    _words(
        "again",
        r"(?:a |to )?(?:reporte[rse]*|decale[rse]*|reprogramme[rse]*|rescheduled?|postponed?|moved)",
        told=True,
    ),
    _words(
        "call",
        r"(?:a |to |will |faut |doit )?(?:r?appeler|rappelle[zrs]?|rappellera(?:i|it)?|rappelons|retelephoner|"
        r"telephoner|recontacter|recontacte|re-?essayer|reessaie|retenter|relancer|"
        r"prochain appel|next call|nouvel appel|calls? (?:him |her |them |me |us |you |again )?(?:back|again)|"
        r"calls? (?:him|her|them)|calling back|callback|"
        r"(?:ring|phone) (?:him |her |them |me |us |again )?back|try(?= (?:on |again )?(?:mon|tues|wednes|"
        r"thurs|fri|satur|sun|tomor|next|in \d))|(?:ring|phone|try)(?: him| her| them)? again|retry|"
        r"follow(?:ing)?[- ]?up(?: call)?|chase(?: up)?|recontact|re-contact|get back to|reach out|touch base)",
    ),
    _words(
        "send",
        r"(?:a |to |will |faut |doit |lui |leur )*(?:r?envoyer|(?:re|r)?envoie|enverra(?:i)?|adresser|"
        r"transmettre|faire (?:parvenir|suivre|passer)|fournir|remettre|"
        r"re-?send|send(?:ing)?|forward|mailer|post)",
    ),
    _words("make", r"(?:a |to |will |faut |doit )?(?:faire|preparer|etablir|rediger|chiffrer|prepare|draft|"
    r"write(?: up)?|do|make|get|finir|finish|rendre)"),
    _words(
        "visit",
        r"(?:a |to |will |faut |doit |je |on )?(?:revoir|repasser|repasse|passer(?: (?:le|la|les))?(?: voir|"
        r" chez)?(?! (?:commande|la commande|un appel|par))|passerai|passe(?: (?:le|la) voir)?|"
        r"retourner(?: (?:voir|chez))?|(?:re)?visiter|aller (?:le |la |les )?voir|"
        r"se (?:re)?voir|rencontrer|re-?visit|(?:go |come )?(?:and )?see (?:him|her|them|us)|come (?:by|over|"
        r"in|and see)|(?:stop|drop|swing|pop) (?:by|in)|meet(?: up)?(?: again)?|se deplacer|viendra|vient|venir)",
    ),
    _words("visit", r"(?:prochaine? |nouveau |nouvelle |next |new )?(?:rdv|rendez[- ]?vous|reunions?|visites?|"
    r"visits?|meetings?|appointments?|entretien|visio(?:conference)?|video call)(?: (?:pris|fixe|prevu|prevue|"
    r"cale|confirme))?", told=True),
    _words("call", r"(?:etre|be) (?:r?appele[es]?|called(?: back)?|relance|recontacte)", told=True),
    _words("send", r"envoi", told=True),
    _words("call", r"relance|(?:i'll|will|must|should|please|need to|have to|to) (?:call|phone|ring)", told=True),
    _words(
        "task",
        r"(?:a |to |doit |faut )?(?:voir (?:avec|si|pour)|verifier|penser a|repondre|confirmer|payer|livrer|installer|"
        r"commander|check|reply|confirm|deliver|install|order|pay)",
        told=True,
    ),
    _words("email", r"(?:e[- ]?mail|mail|courriel)", told=True),
    _words("call", r"(?:r?appels?|calls?|tel|coup de fil)", told=True),
)  # fmt: skip
BACKWARD = re.compile(
    r"(?<!\w)(?:suite(?: a)?|apres|depuis|after|following|since|from|de|du|de la|lors de|lors du|notre|nos|ma|mon|sa|"
    r"son|cette|our|re|objet) (?:la |le |l'|un |une |notre |our |the |ma |mon )?$"
)
WISH = re.compile(
    r"(?<!\w)(?:veut|veulent|voudrait|souhaite|souhaiterait|demande|demandent|attend|prefere|propose|prendre|pris|"
    r"fixer|fixe|organiser|prevoir|caler|pour|besoin d'|wants?|would like|needs?|asked for|asks for|"
    r"expects?|to (?:set up|arrange|book)|booked|requests?) (?:(?:un|une|le|la|a|an|the|notre|our|autre|"
    r"another|son|d'un|d'une) )*$"
)
DEADLINE = re.compile(
    r"(?<!\w)(?:pour|avant|d'ici|d'ici a|au plus tard|by|before|for|due|until|no later than) (?:le |la |the |"
    r"ce |cette )?$"
)
UNTIL = re.compile(
    r"(?<!\w)(?:jusqu'a|jusqu'au|jusque|until|till|depuis|since|a partir de|a partir du|as of|entre|between|chaque|"
    r"every|tous les) (?:le |la |the )?$"
)
NOT_A_DAY = re.compile(
    r"(?<!\w)(?:jusqu'a|jusqu'au|jusque|until|till|depuis|since|a partir de|a partir du|as of|entre|between|chaque|"
    r"every|tous les|datant|date|dated|du|de|des|d'|of|pour) (?:le |la |the )?$"
)
