"""The sign-off: a block for each body, from labels and values in any layout."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from joinedup.planning.importing.pieces import Piece
from joinedup.planning.importing.rows import SIGNATURES, read_rows
from joinedup.planning.plan import FieldValue, Row, Table
from joinedup.planning.values import parse_date
from joinedup.planning.words import fold

_START = re.compile(
    r"^(?:(?:signed|authorised|agreed|approved|sign(?:ature)?) (?:on|for and on) behalf of|signed for)\s*(?:the\b)?",
    re.I,
)
_BY = re.compile(
    r"^(?:signed\s+)?by(?: (?:the )?chair(?:man|person)?(?: of .{0,60}?board)?)?$|^name(?: of signatory)?$|^signatory$",
    re.I,
)
_POSITION = re.compile(r"^(?:position|post|job title|title|role|designation)$", re.I)
_DATE = re.compile(r"^(?:date|date signed|dated|date of signature)$", re.I)
_SIGNATURE = re.compile(r"^signature$|^signed$", re.I)
_RUN_ON = re.compile(  # a label and its value with nothing between them, as tools take them out of a PDF
    r"^(?P<label>(?:Signed )?By(?: Chair of (?:the )?.{0,60}?Board)?|Position|Job title|Date(?: signed)?|Name)\s+"
    r"(?P<value>(?!of\b|at\b|agreed|submitted|and\b|in\b|the\b|that\b)\S.{1,80})$"
)
_GENERIC = {
    "",
    "ccg",
    "clinical commissioning group",
    "clinical commissioning groups",
    "council",
    "local authority",
    "health and wellbeing board",
    "hwb",
    "clinical",
    "health and",
    "health",
    "clinical commissioning",
    "health and wellbeing",
}
_DANGLING = re.compile(r"(?:\b(?:and|of|for|the|to|in|with|on)|[,&(/-])$", re.I)


@dataclass(slots=True)
class _Block:
    head: Piece
    body: str
    values: dict[str, list[Piece]] = field(default_factory=dict)
    role: str = ""


@dataclass(frozen=True, slots=True)
class LabelLine:
    """One line as a label and a value; either may be empty."""

    label: str
    value: str
    piece: Piece


def is_start(text: str) -> bool:
    """True for the words that open a signature block."""
    return bool(_START.match(text.strip()))


def asks_in_sign_off(text: str) -> str:
    """What a label of the sign-off asks for: 'text' or 'date'; 'closed' when its value stands with it, '' for none."""
    label = text.strip(" :")
    if is_start(label):
        return "text" if fold(_START.sub("", label)) in _GENERIC else "closed"
    if _DATE.match(label):
        return "date"
    return "text" if any(pattern.match(label) for pattern in (_BY, _POSITION, _SIGNATURE)) else ""


def read_signatures(pieces: Sequence[Piece]) -> list[Row]:
    """A row for each block: role (ccg, council, hwb, provider, other), body, by, position, date."""
    blocks: list[_Block] = []
    pending: list[LabelLine] = []
    last: str | None = None
    for line in label_lines(pieces):
        name = _name(line)
        if name == "start":
            blocks.append(_open(line))
            last = "body"
        elif not blocks:
            continue
        elif name:
            value = [replace(line.piece, text=line.value)] if line.value else []
            held = [replace(held.piece, text=held.value) for held in pending]
            blocks[-1].values.setdefault(name, []).extend([*held, *value])
            pending, last = [], name
        else:
            pending = _loose(line, blocks[-1], last, pending)
    return [_row(number, block) for number, block in enumerate(blocks, 1)]


def signatures_in_tables(pieces: Sequence[Piece], tables: Sequence[Table]) -> list[Row]:
    """A sign-off laid out as one table with a row for each body."""
    lines = {piece.line for piece in pieces}
    found: list[Row] = []
    for table in tables:
        if any(row.line in lines for row in table.rows):
            found += read_rows(SIGNATURES, table) or []
    return [_with_role(number, row) for number, row in enumerate(found, 1)]


def _with_role(number: int, row: Row) -> Row:
    role = FieldValue("role", _role(row.text("body")), line=row.line)
    return Row("signature", number, (role, *(field for field in row.fields if field.key != "signature")))


def label_lines(pieces: Sequence[Piece]) -> list[LabelLine]:
    """Pieces line by line as labels and values: two cells, a colon, or a line each."""
    lines: dict[int, list[Piece]] = {}
    for piece in pieces:
        lines.setdefault(piece.line if piece.in_row else -piece.line * 1000 - len(lines), []).append(piece)
    result = []
    for group in lines.values():
        label = " ".join(piece.text for piece in group if piece.cell in (None, 0))
        value = " ".join(piece.text for piece in group if piece.cell not in (None, 0))
        if not value and ":" in label:
            label, _, value = (part.strip() for part in label.partition(":"))
        elif not value and not _BY.match(label) and (run_on := _RUN_ON.match(label)):
            label, value = run_on["label"], run_on["value"]
        result.append(LabelLine(label.strip(" :"), value, group[0]))
    return result


def _name(line: LabelLine) -> str | None:
    if is_start(line.label):
        return "start"
    for name, pattern in (("by", _BY), ("position", _POSITION), ("date", _DATE), ("signature", _SIGNATURE)):
        if pattern.match(line.label):
            return name
    return None


def _open(line: LabelLine) -> _Block:
    named = _START.sub("", line.label).strip(" :")
    body = line.value or ("" if fold(named) in _GENERIC else named)
    block = _Block(line.piece, body, role=_role(f"{named} {line.value}"))
    if line.value and fold(named) not in _GENERIC:
        block.body = f"{named} {line.value}" if _DANGLING.search(named) else line.value
    return block


def _loose(line: LabelLine, block: _Block, last: str | None, pending: list[LabelLine]) -> list[LabelLine]:
    """A line without a known label: the rest of the one above, or the beginning of the one below."""
    if last == "body" and not (not line.label and _DANGLING.search(line.value)):
        known = fold(line.label) in _GENERIC | {
            "commissioning group",
            "wellbeing board",
            "well being board",
            "group",
            "board",
        }
        text = line.value if known or not line.label else f"{line.label} {line.value}".strip()
        block.body = f"{block.body} {text}".strip() if text else block.body
        block.role = _role(f"{line.label} {line.value}") if block.role == "other" else block.role
        return pending
    text = line.value if not line.label else f"{line.label} {line.value}".strip()
    if line.label and not line.value and last and not block.values.get(last):
        block.values[last] = [replace(line.piece, text=text)]
        return pending
    if not line.label and _DANGLING.search(text):
        return [*pending, LabelLine("", text, line.piece)]
    if not line.label and last:
        block.values.setdefault(last, []).append(replace(line.piece, text=text))
    return pending


def _role(text: str) -> str:
    folded = fold(text)
    if "wellbeing" in folded or folded.startswith("health and") or "hwb" in folded.split():
        return "hwb"
    if "clinical" in folded or "ccg" in folded:
        return "ccg"
    if "council" in folded or "local authority" in folded or "borough" in folded:
        return "council"
    return "provider" if "trust" in folded or "provider" in folded else "other"


def _row(number: int, block: _Block) -> Row:
    head = block.head
    if not block.values and parse_date(block.body):
        block.values = {"by": [replace(head, text=block.body)], "date": [replace(head, text=block.body)]}
        block.body = _START.sub("", head.text).partition(":")[0].strip() or block.body
    fields = [
        FieldValue("role", block.role, line=head.line, page=head.page),
        FieldValue("body", block.body, line=head.line, last_line=head.line, page=head.page),
    ]
    for name in ("by", "position", "date"):
        if name in block.values or name in {"by", "date"}:
            fields.append(_field(name, block.values.get(name, []), head))
    return Row("signature", number, tuple(fields))


def _field(name: str, pieces: list[Piece], head: Piece) -> FieldValue:
    raw = " ".join(piece.text for piece in pieces)
    first = pieces[0] if pieces else head
    parsed = parse_date(raw) if name == "date" else None
    return FieldValue(name, raw, parsed, None, 1.0, first.line, first.last_line, first.page)
