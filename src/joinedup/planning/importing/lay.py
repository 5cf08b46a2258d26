"""Lays a document on each template and keeps the one that fits; then shares its words out among the questions."""

from collections.abc import Sequence
from dataclasses import replace

from joinedup.planning.importing.anchors import find_anchors
from joinedup.planning.importing.annexes import heading_before, read_provider, read_scheme, region_starts
from joinedup.planning.importing.answers import Span, blank_field, field, spans
from joinedup.planning.importing.front import FrontPage
from joinedup.planning.importing.parted import put_together
from joinedup.planning.importing.pieces import Piece, pieces_of
from joinedup.planning.importing.roles import with_roles
from joinedup.planning.importing.sharing import form_rows, share_out
from joinedup.planning.importing.signatures import is_start, read_signatures, signatures_in_tables
from joinedup.planning.importing.tables import tables_of
from joinedup.planning.importing.tags import with_tags
from joinedup.planning.plan import FieldValue, Plan, Row
from joinedup.planning.reading.document import PlanDocument
from joinedup.planning.templates import Heading, Question, Template, templates
from joinedup.planning.words import fold


def lay_on_best(document: PlanDocument) -> Plan:
    """The plan as read against the template that explains most of the document."""
    pieces = pieces_of(document.lines)
    forms = [template for template in templates().values() if template.medium == "document"]
    best = max(forms, key=lambda template: _fit(template, pieces))
    return lay_on(document, best)


def lay_on(document: PlanDocument, template: Template) -> Plan:
    """The plan as read against one template."""
    parted = put_together(document.lines, template)
    pieces = pieces_of(parted.lines)
    tables = tables_of(document.lines)
    regions = _Regions(pieces, template)
    front = FrontPage([q for q in template.questions if q.key.startswith("1a.")], template.years)
    fields = front.read(regions.front)
    listed = signatures_in_tables(regions.sign_off, tables)
    told = sum(bool(row.text("by")) for row in listed)
    signatures = listed if told > 1 else read_signatures(regions.signatures) or listed
    body_fields, body_spans = _body(regions, template)
    annex_rows, annex_spans = _annexes(regions, template)
    rows = [*signatures, *form_rows(body_spans, tables), *annex_rows]
    plan = Plan(
        template.id,
        document.name,
        document.format,
        document.lines,
        (*fields, *body_fields),
        tuple(rows),
        tuple(tables),
        notices=document.notices,
        sections=tuple(dict.fromkeys(anchor.key for anchor in regions.anchors)),
    )
    forms = [*regions.providers, front.labels(), _until(regions.signatures, signatures)]
    labels = [*_lines(forms), *sorted(parted.labels)]
    with_places = with_roles(plan, [*body_spans, *annex_spans], labels, template)
    return with_tags(with_places, document.tagged)


class _Regions:
    """The document parted into front page, sign-off, body, schemes and providers."""

    def __init__(self, pieces: Sequence[Piece], template: Template) -> None:
        self.schemes: list[Sequence[Piece]] = []
        self.providers: list[Sequence[Piece]] = []
        end = len(pieces)
        cuts: list[tuple[int, str]] = []
        for name, annex in template.annexes.items():
            for at in region_starts(pieces, annex):
                cuts.append((heading_before(pieces, at, annex), name))
        cuts.sort()
        for n, (at, name) in enumerate(cuts):
            stop = cuts[n + 1][0] if n + 1 < len(cuts) else len(pieces)
            (self.schemes if name == "scheme" else self.providers).append(pieces[at:stop])
        end = cuts[0][0] if cuts else end
        self.asked = order_of(template)
        self.anchors = find_anchors(pieces[:end], self.asked)
        self._part(pieces, end)

    def _part(self, pieces: Sequence[Piece], end: int) -> None:
        signed = next((at for at, piece in enumerate(pieces[:end]) if is_start(piece.text)), None)
        first = next((anchor.piece for anchor in self.anchors if not anchor.section and anchor.key != "1b"), end)
        sign_off = next((anchor.piece for anchor in self.anchors if anchor.key == "1b"), signed)
        if sign_off is None or (signed is not None and sign_off > signed):
            sign_off = signed
        start = sign_off if sign_off is not None else first
        stop = next((a.piece for a in self.anchors if a.piece > start and a.key != "1b" and not a.section), end)
        self.front = pieces[: min(start, first) if first < start else start]
        self.signatures = pieces[start:stop] if sign_off is not None else []
        self.sign_off = self.signatures or pieces[:stop]
        self.anchors = [anchor for anchor in self.anchors if anchor.key != "1b"]
        self.body = pieces[:end]


def order_of(template: Template) -> list[Question | Heading]:
    """Sections and questions in the order of the form; the front page's labels are read apart."""
    asked: list[Question | Heading] = []
    waiting = list(template.sections)
    for question in template.questions:
        while waiting and question.key.startswith(waiting[0].key):
            asked.append(waiting.pop(0))
        if not question.key.startswith("1a."):
            asked.append(question)
    return asked


def _fit(template: Template, pieces: Sequence[Piece]) -> float:
    anchors = find_anchors(pieces, order_of(template), loose=False)
    opening = [fold(piece.text) for piece in pieces]
    marks = sum(2 for mark in template.marks if any(mark in text for text in opening))
    return sum(anchor.weight for anchor in anchors) + marks


def _body(regions: _Regions, template: Template) -> tuple[list[FieldValue], list[Span]]:
    found = spans(regions.anchors, regions.body, regions.asked)
    fields: dict[str, FieldValue] = {}
    kept = [span for span in found if isinstance(span.question, Question) and not span.anchor.section]
    for span in share_out(kept, template):
        question = span.question
        if not isinstance(question, Question):
            continue
        value = (
            field(question.key, span.answers, question.kind) if span.answers else blank_field(question.key, span.head)
        )
        known = fields.get(question.key)
        if known is None or known.blank:
            fields[question.key] = value
        elif not value.blank:
            fields[question.key] = replace(known, raw=f"{known.raw}\n{value.raw}", last_line=value.last_line)
    return list(fields.values()), found


def _annexes(regions: _Regions, template: Template) -> tuple[list[Row], list[Span]]:
    rows: list[Row] = []
    found: list[Span] = []
    for number, pieces in enumerate(regions.schemes, 1):
        scheme, where = read_scheme(number, pieces, template.annexes["scheme"])
        rows, found = [*rows, *scheme], [*found, *where]
    for number, pieces in enumerate(regions.providers, 1):
        rows.append(read_provider(number, pieces, template.annexes["provider"]))
    return rows, found


def _until(pieces: Sequence[Piece], rows: Sequence[Row]) -> Sequence[Piece]:
    """The pieces of a form as far as its last row goes: what follows it there is no label of it."""
    last = max((field.last_line or field.line or 0 for row in rows for field in row.fields), default=0)
    return [piece for piece in pieces if piece.line <= last]


def _lines(regions: Sequence[Sequence[Piece]]) -> list[int]:
    """The lines of parts that are labels unless a value is read there; what stands in angle brackets is no label."""
    own = [piece for pieces in regions for piece in pieces if not piece.text.startswith("<")]
    return [line for piece in own for line in range(piece.line, piece.last_line + 1)]
