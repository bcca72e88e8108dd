"""How does the README get its table of settings? `python -m settings`."""

from settings.table import README, with_table

if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
