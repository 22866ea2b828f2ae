"""One spelling for all the ways in which a name is written: the key under which places are found."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
# The Arabic letters are those that writers exchange for one another at the end of a name.
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ة": "ه", "ى": "ي", "ـ": ""}
)
# Signs for the ayn, the hamza and the like, which most writers of Latin letters leave out.
SILENT = re.compile("['`´‘’‛ʻʼʾʿ′·]")
NOT_A_LETTER = re.compile(r"[\W_]+")
# The Arabic article as it is written before one letter or another, and those of the languages of Europe.
ARTICLE = re.compile(r"\b(?:the|l|al|el|il|ad|ed|an|en|ar|er|as|es|ash|esh|at|et|az|ez|ul|ol|la|le|los|las)\s+(?=\w)")
# Letters that writers choose between for one sound, in the order in which they are replaced.
ONE_SOUND = (
    ("dj", "j"), ("dzh", "j"), ("gh", "g"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "u"),
    ("v", "u"), ("z", "s"), ("y", "i"), ("ei", "ai"), ("e", "i"), ("o", "u"),
)  # fmt: skip
DOUBLED = re.compile(r"(.)\1+")
LAST_VOWELS = re.compile(r"(?<=\w{2})(?<![aeiouy])[aeiouy]+h?\b")
SHORTEST_SKELETON = 4


def fold(name: str) -> str:
    """``name`` without case, diacritics, apostrophes and punctuation; "" if nothing is left.

    >>> fold("Ţarţūs"), fold("Al-Ḩasakah"), fold("Dar‘ā"), fold("الحَسَكة") == fold("الحسكه")
    ('tartus', 'al hasakah', 'dara', True)
    """
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name.casefold())
        name = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(PLAIN)
    return NOT_A_LETTER.sub(" ", SILENT.sub("", name.casefold())).strip()


def skeleton(folded: str) -> str:
    """What the spellings of a foreign name in Latin letters have in common; "" if too little is left to tell by.

    >>> skeleton("al mukhtariyah") == skeleton("muktaria"), skeleton("deir ez zor") == skeleton("dayr az zawr")
    (False, True)
    >>> skeleton("al mukhtariyah") == skeleton("mukhtariya"), skeleton("jableh") == skeleton("jabla")
    (True, True)
    """
    if not folded.isascii():
        return ""
    plain = LAST_VOWELS.sub("", ARTICLE.sub("", folded))
    for written, sound in ONE_SOUND:
        plain = plain.replace(written, sound)
    plain = DOUBLED.sub(r"\1", plain.replace("au", "u")).replace(" ", "")
    return plain if len(plain) >= SHORTEST_SKELETON else ""
