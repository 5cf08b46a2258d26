"""Words on a page of a PDF are put back into paragraphs, whatever stands beside or under them."""

from joinedup.planning.reading.page import _Line, _paragraphs

WIDE, HIGH = 5.0, 9.5


def line(top: float, left: float, *texts: str) -> _Line:
    parts = [(left + 150 * at, text) for at, text in enumerate(texts)]
    right = parts[-1][0] + WIDE * len(texts[-1])
    return _Line(top, top + HIGH, left, right, "\t".join(texts), parts, WIDE * len(texts[0].split()[0]))


PARAGRAPH = [
    line(100, 60, "A linked data set of 41,000 people was drawn up by public health in spring. Three"),
    line(114, 60, "quarters (76%) of them have two conditions or more, and are known to the services"),
    line(128, 60, "that they need."),
]
CELLS_THAT_WRAP = [  # their lines overlap those of their neighbours
    line(200, 60, "Ref", "Scheme", "Measure"),
    line(214, 210, "Integrated teams for"),
    line(222, 60, "S1", "older people", "Admissions"),
    line(245, 210, "Urgent help within"),
    line(253, 60, "S2", "two hours", "Admissions"),
]


def test_a_paragraph_above_a_table_without_borders_is_one() -> None:
    first = _paragraphs([*PARAGRAPH, *CELLS_THAT_WRAP])[0].text
    assert first.startswith("A linked data set")
    assert first.endswith("that they need.")


def test_a_running_title_further_out_does_not_part_the_lines_under_it() -> None:
    title = line(40, 420, "Somewhere Better Care Fund plan, September 2014")
    blocks = _paragraphs([title, *PARAGRAPH])
    assert [block.text.split()[0] for block in blocks] == ["Somewhere", "A"]


def test_cells_that_stand_halfway_down_beside_a_wrapped_one_are_its_row() -> None:
    lines = [
        line(100, 60, "Risk", "Rating", "Action"),
        line(117, 60, "The hospital cannot"),
        line(121, 210, "12", "Winter decision"),
        line(125, 60, "take out its cost"),
        line(142, 60, "A home closes", "6", "Talks"),
    ]
    rows = [block.cells for block in _paragraphs(lines)]
    assert rows == [
        ("Risk", "Rating", "Action"),
        ("The hospital cannot take out its cost", "12", "Winter decision"),
        ("A home closes", "6", "Talks"),
    ]


def test_rows_of_centred_cells_are_parted_where_all_cells_have_one_middle() -> None:
    lines = [
        line(100, 60, "Commissioning Group", "NHS Somewhere CCG"),
        line(114, 210, "None to speak of: the group and"),
        line(128, 210, "the borough have one boundary,"),
        line(135, 60, "Boundary differences"),
        line(142, 210, "and the people who live beyond it"),
        line(156, 210, "are few."),
        line(170, 60, "Signed on behalf of the"),
        line(177, 210, "NHS Somewhere CCG"),
        line(184, 60, "Commissioning Group"),
    ]
    rows = [block.cells for block in _paragraphs(lines)]
    assert rows == [
        ("Commissioning Group", "NHS Somewhere CCG"),
        (
            "Boundary differences",
            "None to speak of: the group and the borough have one boundary, and the people who live beyond it are few.",
        ),
        ("Signed on behalf of the Commissioning Group", "NHS Somewhere CCG"),
    ]
