"""Extracts on disk: columns in the contract's order, one file a table, as Parquet or CSV."""

from pathlib import Path

import polars as pl

from joinedup.intake.contract import Contract, Kind
from joinedup.intake.contracts import CONTRACTS
from joinedup.synthetic.dice import Array
from joinedup.synthetic.faults import Faults, files_of
from joinedup.synthetic.window import Window

TYPES: dict[Kind, type[pl.DataType] | pl.DataType] = {
    Kind.DATE: pl.Date,
    Kind.TIMESTAMP: pl.Datetime("us"),
    Kind.INTEGER: pl.Int64,
    Kind.DECIMAL: pl.Float64,
}


class Extracts:
    """Writes tables into one folder and remembers how many rows each has."""

    def __init__(self, folder: Path, files: str, window: Window, faults: Faults) -> None:
        if files not in ("parquet", "csv"):
            raise ValueError('files is "parquet" or "csv"')
        self.folder, self.files, self.window, self.faults = folder, files, window, faults
        self.rows: dict[str, int] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, table: str, frame: pl.DataFrame) -> None:
        """One table; raises when its columns are not those of the contract."""
        frame = as_promised(CONTRACTS[table], frame)
        arriving = files_of(CONTRACTS[table], frame, self.faults, self.window.months)
        self.rows[table] = sum(rows.height for rows in arriving.values())
        for name, rows in arriving.items():
            path = self.folder / f"{name}.{self.files}"
            if self.files == "csv":
                rows.write_csv(path, datetime_format="%Y-%m-%d %H:%M:%S", float_precision=2)
            else:
                rows.write_parquet(path, compression="zstd", compression_level=1, statistics=False)


def as_promised(contract: Contract, frame: pl.DataFrame) -> pl.DataFrame:
    """The contract's columns in its order, each of its type; a column the frame lacks is an error in this room."""
    return frame.select(pl.col(column.name).cast(TYPES.get(column.kind, pl.String)) for column in contract.columns)


def keys(prefix: str, size: int) -> pl.Series:
    """Row keys of one length: ``prefix`` and a running number."""
    return (prefix + pl.int_range(1, size + 1, eager=True).cast(pl.String).str.zfill(9)).rename("")


def word(choices: list[str], which: Array | pl.Series) -> pl.Series:
    """Text for numbers: ``choices`` gathered by ``which``; stored once each."""
    return pl.Series(choices, dtype=pl.String).gather(pl.Series(which).cast(pl.UInt32))
