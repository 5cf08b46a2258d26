"""How a name or a date goes wrong: keyed badly, heard badly, scanned badly, shortened, or half remembered."""

import datetime as dt
import unicodedata

from joinedup.synthetic.naming import nicknames

_NEAR = {
    "a": "sqz", "b": "vgn", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hku", "k": "jli", "l": "ko", "m": "n", "n": "bm", "o": "ipl", "p": "o", "q": "wa", "r": "et", "s": "adw",
    "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "xs",
}  # fmt: skip
_HEARD = (
    ("ph", "f"), ("ough", "off"), ("ck", "k"), ("ey", "y"), ("ie", "y"), ("y", "ie"), ("sch", "sh"), ("ae", "e"),
    ("ll", "l"), ("tt", "t"),
    ("nn", "n"), ("ss", "s"), ("rr", "r"), ("th", "t"), ("ea", "ee"), ("ou", "u"), ("ks", "x"),
    ("wr", "r"), ("kn", "n"), ("sen", "son"), ("son", "sen"), ("z", "s"), ("c", "k"), ("k", "c"), ("e", ""),
    ("l", "ll"), ("n", "nn"),
)  # fmt: skip
_SCANNED = (
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("vv", "w"),
    ("li", "h"),
    ("I", "l"),
    ("O", "0"),
    ("o", "0"),
    ("l", "1"),
    ("S", "5"),
)
_PLAIN = {"ł": "l", "Ł": "L", "ø": "o", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss"}


def typo(text: str, luck: float) -> str:
    """A letter struck beside the right one, dropped, doubled or swapped with the next."""
    if len(text) < 3:
        return text
    kind, rest = divmod(luck * 4, 1)
    place = 1 + int(rest * (len(text) - 1))
    place = min(place, len(text) - 1)
    letter = text[place]
    if kind == 0:
        near = _NEAR.get(letter.lower(), "e")
        return text[:place] + near[int(rest * 997) % len(near)] + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place + 1 :]
    if kind == 2:
        return text[:place] + letter + text[place:]
    return (
        text[: place - 1] + letter.lower() + text[place - 1].lower() + text[place + 1 :]
        if place > 1
        else text[:-2] + text[-1] + text[-2]
    )


def phonetic(text: str, luck: float) -> str:
    """Spelled as heard."""
    return _swap(text, _HEARD, luck) or typo(text, luck)


def scanned(text: str, luck: float) -> str:
    """Misread by a scanner."""
    return _swap(text, _SCANNED, luck) or typo(text, luck)


def nickname(text: str, luck: float) -> str:
    """What the bearer of a given name is called; names without a short form stay."""
    others = nicknames().get(text)
    return others[int(luck * len(others))] if others else text


def plain(text: str) -> str:
    """Without accents, as an old system stores it."""
    bare = unicodedata.normalize("NFKD", "".join(_PLAIN.get(letter, letter) for letter in text))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def no_hyphen(text: str, luck: float) -> str:
    """A hyphen becomes a space, nothing, or only one half of the name is kept."""
    if "-" not in text:
        return text
    first, rest = text.split("-", 1)
    return (f"{first} {rest}", f"{first}{rest.lower()}", rest, first)[int(luck * 4)]


def no_apostrophe(text: str, luck: float) -> str:
    """O'Brien becomes OBrien, O Brien or O`Brien."""
    return text.replace("'", ("", " ", "`", "’")[int(luck * 4)])


def birth_swap(day: dt.date, luck: float) -> dt.date:
    """Day and month change places where that makes another date."""
    del luck
    return day.replace(day=day.month, month=day.day) if day.day <= 12 else day


def birth_january(day: dt.date, luck: float) -> dt.date:
    """1 January: only the year was known."""
    del luck
    return day.replace(month=1, day=1)


def birth_year(day: dt.date, luck: float) -> dt.date:
    """A year that is one or ten out, or with its last digits changed round."""
    last = day.year % 10
    turned = day.year - day.year % 100 + last * 10 + day.year % 100 // 10
    year = (day.year - 1, day.year + 1, day.year - 10, day.year + 10, turned)[int(luck * 5)]
    return dt.date(year, day.month, min(day.day, 28))


def birth_digit(day: dt.date, luck: float) -> dt.date:
    """The day or the month one or ten out."""
    kind = int(luck * 4)
    if kind == 3:
        return day.replace(month=day.month % 12 + 1, day=min(day.day, 28))
    new = day.day + (1, -1, 10)[kind]
    return day.replace(day=new if 1 <= new <= 28 else day.day % 28 + 1)


def postcode_typo(text: str, luck: float) -> str:
    """One character of the inward part is another, or two change places."""
    if " " not in text:
        return text
    out, inward = text.split(" ")
    if luck < 0.3:
        return f"{out} {inward[0]}{inward[2]}{inward[1]}"
    if luck < 0.5:
        return f"{out}{inward}"
    return (
        f"{out} {int(luck * 100) % 10}{inward[1:]}"
        if luck < 0.8
        else f"{out} {inward[:2]}{'ABDEFGHJLN'[int(luck * 1000) % 10]}"
    )


def address_style(text: str, luck: float) -> str:
    """The same address as another clerk writes it."""
    short = {
        "Road": "Rd",
        "Street": "St",
        "Avenue": "Ave",
        "Close": "Cl",
        "Drive": "Dr",
        "Lane": "La",
        "Crescent": "Cres",
        "Gardens": "Gdns",
    }
    number, _, street = text.partition(" ")
    name, _, end = street.rpartition(" ")
    return (
        f"{number} {name} {short.get(end, end)}", f"{number}, {street}", text.upper(),
        f"Flat 1, {text}", f"No. {text}", text.lower(),
    )[int(luck * 6)]  # fmt: skip


def _swap(text: str, pairs: tuple[tuple[str, str], ...], luck: float) -> str | None:
    found = [(old, new) for old, new in pairs if old in text[1:]]
    if not found:
        return None
    old, new = found[int(luck * len(found))]
    return text[0] + text[1:].replace(old, new, 1)
