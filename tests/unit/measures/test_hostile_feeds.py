"""A published file made to do harm is refused in words: it neither fills the memory nor breaks a page for good."""

import zipfile
from pathlib import Path

import pytest

from joinedup.measures.feeds import FeedError, read_feed

from .test_feeds import _workbook

FALLS = "area_code,area_name,indicator_id,indicator_name,sex,age,period,count,denominator\n"
HOMES = "area_code,area_name,period,rate_per_100k\n"


@pytest.mark.parametrize(
    "text",
    [
        FALLS + "E92000001,England,22401,x,Persons,65+,2020/21,-5,100\n",
        FALLS + "E92000001,England,41101,x,Persons,65+,2020/21,500,100\n",
        FALLS + "E92000001,England,22401,x,Persons,65+,2020/21,1e308,1e-300\n",
        FALLS + "E92000001,England,22401,x,Persons,65+,2020/21,5,1e-300\n",
        HOMES + "E92000001,England,2020/21,1e308\n",
        HOMES + "E92000001,England,9999-12-31,5\n",
        HOMES + "E92000001,England,9998/99,5\n",
        HOMES + "E92000001,England,0001-01-01,5\n",
    ],
    ids=["negative", "more than all", "overflow", "part of one", "huge", "last day of all", "far future", "far past"],
)
def test_figures_that_cannot_be_are_refused_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FeedError) as refused:
        read_feed(file)
    assert refused.value.where is not None
    assert refused.value.where.row == 1


@pytest.mark.parametrize(
    "text",
    [
        FALLS + "E92000001,England,22401,x,Persons,65+,2020/21,5,100\n",
        FALLS + "E92000001,England,41101,x,Persons,65+,2020/21,50,100\n",
        HOMES + "E92000001,England,2020/21,5\n",
    ],
    ids=["falls", "readmissions", "care homes"],
)
def test_figures_that_can_be_are_read_from_the_same_columns(tmp_path: Path, text: str) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(text, encoding="utf-8")
    assert len(read_feed(file).values) >= 1


@pytest.mark.parametrize("rows", [2_000, 6_000])
def test_cells_far_to_the_right_or_far_down_do_not_fill_the_memory(tmp_path: Path, rows: int) -> None:
    file = _workbook(tmp_path / "report.xlsx")
    lines = "".join(f'<row r="{at}"><c r="XFD{at}"><v>1</v></c></row>' for at in range(1, rows + 1))
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{lines}</sheetData></worksheet>'
    bad = tmp_path / "wide.xlsx"
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in whole.infolist():
            is_table = entry.filename == "xl/worksheets/sheet2.xml"
            made.writestr(entry, sheet if is_table else whole.read(entry))
    with pytest.raises(FeedError, match="too many rows" if rows > 5_000 else "no row for England"):
        read_feed(bad)
