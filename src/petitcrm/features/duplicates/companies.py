"""How near two names of companies are: the words that are theirs, without the legal form and the words of the trade."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from petitcrm.base.text import words
from petitcrm.features.duplicates.name_lists import COMMON_FAMILY, word_set
from petitcrm.features.duplicates.names import CLOSE, DIFFERENT, EQUAL, MISSING, PART, Words, sound

_DOTTED = re.compile(r"\b(?:\w\.\s?){2,}\w?\b|\b(?:\w\.){2,}")
_FORMS = word_set(
    "sarl sas sasu sa eurl ei eirl snc scop scp scm scic selarl selas earl gaec gie scea cuma sarlu "
    "gmbh mbh ag kg ohg gbr ug ev ek kgaa co cie company corp corporation inc incorporated ltd limited llc llp plc pty bv nv "
    "bvba sprl srl spa sl slu ab as aps oy ets etablissement etablissements entreprise entreprises ste societe "
    "groupe group gruppe firma fils fille filles frere freres associe associes sons son sohne soehne bruder brothers "
    "partner partners et and und y e the der die das le la les l de du des d"
)
# Words of a trade: shared by thousands, they tell no company from another.
TRADES = word_set(
    "agence architecte architectes architecture assurance assurances atelier ateliers auberge auto autos automobile automobiles "
    "banque bar batiment beaute bijouterie boucherie boulangerie bois brasserie bureau cabinet cafe carrelage centre charpente "
    "chauffage clinique coiffure commerce communication comptable conseil conseils consulting construction constructions "
    "couverture cuisine cuisines decoration design developpement diffusion distribution domaine eau ecole editions electricite "
    "electronique energie energies environnement equipement expertise ferme fleurs formation france garage gestion graphique "
    "habitat hotel immobilier immobiliere imprimerie industrie industries informatique ingenierie institut international "
    "investissement jardin jardins laboratoire librairie location logistique maconnerie maintenance maison marketing materiaux mecanique "
    "medical medicale menuiserie metal metallerie mobilier motors negoce nettoyage optique paysage paysages patisserie peinture "
    "pharmacie photo piscines plomberie pressing production productions publicite renovation restaurant salon sante secretariat "
    "securite service services solution solutions sport sports system systeme systemes systems technique techniques technologie "
    "technologies toiture transport transports travaux vetements vins voyage voyages "
    "bau baustoffe autohaus backerei baecker metzgerei gasthaus handel technik druckerei elektro maschinenbau praxis "
    "building builders cleaning computers engineering foods garden home legal management media plumbing retail shop store trading"
)  # fmt: skip


@lru_cache(maxsize=50_000)
def core(name: str) -> Words:
    """The words of a company's name without its legal form; all of them where nothing else is there."""
    if "." in name:
        name = _DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", name)
    said = words(name)
    return tuple(word for word in said if word not in _FORMS) or tuple(said)


@lru_cache(maxsize=50_000)
def is_common(name: Words) -> bool:
    """Whether many companies may bear the name: a family name many have, words of the trade."""
    own = [word for word in name if word not in TRADES]
    return len("".join(own)) < 3 or (len(own) == 1 and own[0] in COMMON_FAMILY and len(name) == 1) or not own


@lru_cache(maxsize=50_000)
def company_names(one: Words, other: Words) -> str:
    """How near two companies' names (their `core`) are."""
    if not one or not other:
        return MISSING
    first, second = "".join(one), "".join(other)
    if first == second or sorted(one) == sorted(other):
        return EQUAL
    if [word for word in one if word.isdigit()] != [word for word in other if word.isdigit()]:
        return DIFFERENT
    if sound(first) == sound(second):
        return CLOSE
    if len(one) == len(other):
        return CLOSE if _aligned(one, other) else DIFFERENT
    if _is_slip(first, second):
        return CLOSE
    return _part(one, other)


def _is_slip(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < 4 or {one, other} <= COMMON_FAMILY:
        return False
    allowed = 2 if shorter >= 9 else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _aligned(one: Words, other: Words) -> bool:
    """Whether each word is the other's, a slip or a short form of it (Bât. for Bâtiment); in any order."""
    rest = list(other)
    for word in one:
        near = next((there for there in rest if _same_word(word, there)), None)
        if near is None:
            return False
        rest.remove(near)
    return True


def _same_word(one: str, other: str) -> bool:
    if one == other or _is_slip(one, other) or (len(one) > 2 and sound(one) == sound(other)):
        return True
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    return len(shorter) >= 3 and longer in TRADES and longer.startswith(shorter)


def _part(one: Words, other: Words) -> str:
    """Dupont of Dupont Bâtiment, SNCF of its words."""
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    if len(shorter) == 1 and len(shorter[0]) > 2 and shorter[0] == "".join(word[0] for word in longer):
        return PART
    rest = list(longer)
    for word in shorter:
        near = next((there for there in rest if _same_word(word, there)), None)
        if near is None:
            return DIFFERENT
        rest.remove(near)
    own = [word for word in shorter if word not in TRADES and len(word) > 2]
    return PART if own else DIFFERENT
