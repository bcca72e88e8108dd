"""What is a delivered file, and what is it once its cells are read?"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from data_pipeline.read_files.errors import UnreadableFile
from language import _


@dataclass(frozen=True)
class Layout:
    """What the mapping says of the file beforehand; None: find out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None  # of a workbook, or layer of a GeoPackage
    header_row: int | None = None  # as numbered in the file, first row 1
    crs: str | None = None  # of boundaries that do not say it themselves


@dataclass(frozen=True)
class LeftOut:
    """A row of the file that never became a row of the table."""

    row: int  # as numbered in the file
    text: str
    reason: str
    is_footer: bool  # true: a note below the table, which is no loss
    is_single: bool = False  # true: the whole row is one cell


@dataclass(frozen=True)
class Table:
    """The cells of a file: every column a categorical of trimmed text, empty cells missing."""

    frame: pd.DataFrame
    rows: np.ndarray  # int64, the row's number in the file
    header_row: int = 1
    notices: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    read_as: str = ""  # 'CSV, utf-8, ;' for the report
    geometry: object = None  # GeoSeries in EPSG:3006 in the order of the frame, for boundaries
    moved: np.ndarray | None = None  # bool: boundaries that were mended

    @property
    def columns(self) -> list[str]:
        """The columns as the file names them."""
        return list(self.frame.columns)

    @property
    def is_text(self) -> bool:
        """Whether its numbers were written out in a text file, in whatever way."""
        return self.read_as.startswith("CSV")

    def only(self, keep: np.ndarray, *notices: str) -> "Table":
        """The rows where `keep` (bool), with what was said about leaving out the others."""
        frame = self.frame[keep].reset_index(drop=True)
        frame = frame.apply(lambda column: column.cat.remove_unused_categories())
        return replace(
            self,
            frame=frame,
            rows=self.rows[keep],
            notices=(*self.notices, *notices),
            geometry=None if self.geometry is None else self.geometry[keep],
            moved=None if self.moved is None else self.moved[keep],
        )


@dataclass(frozen=True)
class Delivery:
    """A file on disk or just received: its name, its bytes, and its place if it has one."""

    name: str
    data: bytes
    path: Path | None = None

    @classmethod
    def of(cls, source: Path | str | bytes, name: str = "") -> "Delivery":
        """Read `source`: a path, or the bytes themselves with the `name` they came under."""
        if isinstance(source, bytes):
            return cls(name or "file.csv", source)
        path = Path(source)
        if not path.is_file():
            raise UnreadableFile(str(path), _("there is no such file"))
        return cls(path.name, path.read_bytes(), path)

    @property
    def ending(self) -> str:
        """'.csv', lower case."""
        return Path(self.name).suffix.lower()
