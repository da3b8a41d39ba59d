"""Properties of vCards that have no field of their own, and the names they are kept by."""

from petitcrm.base.language import mark
from petitcrm.features.imports.spelling import word_set

MACHINE = word_set(
    "VERSION PRODID REV MAILER TZ GEO CLASS PROFILE SOURCE NAME SORT-STRING FBURL CALURI CALADRURI CLIENTPIDMAP "
    "XML END BEGIN "
    "LABEL KIND X-ABUID X-GENERATOR X-ABADR X-ABLABEL CAPURI VND"
)
ABOUT = {
    "NICKNAME": mark("Nickname"),
    "ANNIVERSARY": mark("Anniversary"),
    "GENDER": mark("Gender"),
    "BIRTHPLACE": mark("Birthplace"),
    "DEATHDATE": mark("Date of death"),
    "DEATHPLACE": mark("Place of death"),
    "MAIDENNAME": mark("Maiden name"),
    "SPOUSE": mark("Spouse"),
    "MANAGER": mark("Manager"),
    "ASSISTANT": mark("Assistant"),
    "CHILDREN": mark("Children"),
    "RELATED": mark("Relation"),
    "ABRELATEDNAMES": mark("Relation"),
    "ABDATE": mark("Date"),
    "IMPP": mark("Messaging"),
    "CHAT": mark("Messaging"),
    "HOBBY": mark("Hobby"),
    "INTEREST": mark("Interest"),
    "EXPERTISE": mark("Expertise"),
    "PROFESSION": mark("Profession"),
    "DEPARTMENT": mark("Department"),
    "SOCIALPROFILE": mark("Social network"),
    "NOTE": mark("Note"),
    "MEMBER": mark("Member"),
}
MESSAGING = {
    "AIM": "AIM", "ICQ": "ICQ", "MSN": "MSN", "YAHOO": "Yahoo", "JABBER": "Jabber", "SKYPE": "Skype",
    "SKYPE-USERNAME": "Skype", "GTALK": "Google Talk", "GOOGLE-TALK": "Google Talk", "QQ": "QQ", "SIP": "SIP",
    "TWITTER": "Twitter",
    "FACEBOOK": "Facebook", "LINKEDIN": "LinkedIn", "MATRIX": "Matrix", "TELEGRAM": "Telegram", "XMPP": "Jabber",
    "GADUGADU": "Gadu-Gadu", "GROUPWISE": "GroupWise", "IRC": "IRC",
}  # fmt: skip
PHONETIC = {
    "PHONETIC-FIRST-NAME": mark("Phonetic first name"),
    "PHONETIC-MIDDLE-NAME": mark("Phonetic middle name"),
    "PHONETIC-LAST-NAME": mark("Phonetic last name"),
}
ANDROID_EVENTS = {"1": mark("Anniversary"), "2": mark("Date"), "3": mark("Birthday")}
