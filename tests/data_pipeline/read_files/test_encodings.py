"""Letters are read right whatever wrote them, or the doubt is told with what to say."""

import pytest

from data_pipeline.read_files.errors import WrongEncoding
from data_pipeline.read_files.files import read_table
from data_pipeline.read_files.table import Delivery, Layout

TEXT = "namn;n\nSödra Ängby;1\nVästra Gården;2\nÅsö;3\n"
NAMES = ["Södra Ängby", "Västra Gården", "Åsö"]


def read(data: bytes, **layout):
    return read_table(Delivery("fil.csv", data), Layout(**layout))


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_an_older_encoding_is_found_and_named(encoding):
    table = read(TEXT.encode(encoding))
    assert table.frame["namn"].tolist() == NAMES
    assert encoding in table.notices[0]
    assert "cp1252" in table.notices[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_need_no_word(encoding):
    table = read(TEXT.encode(encoding))
    assert (table.frame["namn"].tolist(), table.notices) == (NAMES, ())


def test_other_letters_of_the_usual_encoding_are_no_doubt():
    table = read("namn;n\nŠibenik;1\nSmørrebrød;2\n“Åsö” – 5 €;3\n".encode("cp1252"))
    assert table.frame["namn"].tolist() == ["Šibenik", "Smørrebrød", "“Åsö” – 5 €"]  # noqa: RUF001


def test_a_row_pasted_into_utf_8_is_read_and_named():
    table = read((TEXT * 5).replace("namn;n\n", "", 1).encode() + "Öster;4\n".encode("cp1252"))
    assert table.frame.iloc[-1, 0] == "Öster"
    assert "cp1252" in " ".join(table.notices)


def test_what_the_mapping_says_is_followed_or_refused():
    assert read(TEXT.encode("cp850"), encoding="cp850").frame["namn"].tolist() == NAMES
    with pytest.raises(WrongEncoding, match="utf-8"):
        read(TEXT.encode("cp850"), encoding="utf-8")
