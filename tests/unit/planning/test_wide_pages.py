"""A page that is very wide, as only a hostile file is."""

from joinedup.planning.reading.columns import column_rows


class Counted(list):
    """The words of a line, and how often somebody went through them."""

    times = 0

    def __iter__(self):
        self.times += 1
        return super().__iter__()


def test_lines_that_never_share_a_middle_are_each_gone_through_a_few_times_only() -> None:
    wide = [(at * 12.0, at * 12.0 + 10, Counted((13.0 * place, "x") for place in range(1, 20))) for at in range(1, 90)]
    lines = [(5.0, 15.0, Counted([(0.0, "x")])), *wide]  # the second stands beside the first
    column_rows(lines, 1)
    assert max(parts.times for _, _, parts in lines) <= 8
