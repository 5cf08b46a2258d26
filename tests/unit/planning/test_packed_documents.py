"""PDFs that unpack to far more than they seem to hold."""

import zlib
from pathlib import Path

import pytest

from joinedup.planning.errors import CannotReadPlan
from joinedup.planning.reading.pdf import read_pdf
from joinedup.planning.reading.unpacking import MOST, ONE_STREAM, limited

TEXT = b"BT /F1 12 Tf 72 720 Td (We plan together) Tj ET"


def _pdf(content: bytes, filters: bytes) -> bytes:
    """One page that shows this content."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
    ]
    made, starts = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"xref\n0 5\n0000000000 65535 f \n" + rows
    return made + end + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(made)


def _zeros(size: int) -> bytes:
    packing = zlib.compressobj(9)
    step = b" " * 10_000_000
    return b"".join(packing.compress(step) for _ in range(size // len(step))) + packing.flush()


FLATE, TWICE = b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]"
RUNS = b"/Filter /RunLengthDecode"


def _read(tmp_path: Path, content: bytes, filters: bytes):
    path = tmp_path / "plan.pdf"
    path.write_bytes(_pdf(content, filters))
    return read_pdf(path)


def test_a_packed_page_is_read(tmp_path) -> None:
    assert "We plan together" in str(_read(tmp_path, zlib.compress(TEXT), FLATE).lines)


@pytest.mark.parametrize(
    ("content", "filters"),
    [
        (_zeros(ONE_STREAM + 10_000_000), FLATE),
        (zlib.compress(_zeros(ONE_STREAM + 10_000_000)), TWICE),
        (b"\x81 " * 1_000_000, RUNS),
    ],
    ids=["once", "twice", "run lengths"],
)
def test_a_page_that_unpacks_to_far_too_much_is_refused_in_words(tmp_path, content, filters) -> None:
    assert len(content) < 2_100_000
    with pytest.raises(CannotReadPlan, match="would unpack to far more than a plan can hold"):
        _read(tmp_path, content, filters)


def test_many_streams_are_counted_together() -> None:
    with limited() as limit:
        for _ in range(MOST // ONE_STREAM):
            limit.take(ONE_STREAM)
        assert limit.stream() == 0


def test_outside_a_reading_nothing_is_counted() -> None:
    from pdfminer import pdftypes

    assert pdftypes.zlib.decompress(zlib.compress(TEXT)) == TEXT
