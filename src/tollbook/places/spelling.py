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


def fold(name: str) -> str:
    """``name`` without case, diacritics, apostrophes and punctuation; "" if nothing is left.

    >>> fold("Ţarţūs"), fold("Al-Ḩasakah"), fold("Dar‘ā"), fold("الحَسَكة") == fold("الحسكه")
    ('tartus', 'al hasakah', 'dara', True)
    """
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name.casefold())
        name = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(PLAIN)
    return NOT_A_LETTER.sub(" ", SILENT.sub("", name.casefold())).strip()
