"""Which forms do codes of SCB's small areas have, and which vintage do they say?"""

import re

DESO = re.compile(r"(\d{4}[ABC]\d{4})(?:_DeSO(\d{4}))?", re.IGNORECASE)
REGSO = re.compile(r"(\d{4}R\d{3})(?:_RegSO(\d{4}))?", re.IGNORECASE)
OLD_VINTAGE, NEW_VINTAGE = 2018, 2025


def base_code(text: str, known_codes: frozenset[str] = frozenset()) -> str:
    """'1780C1180_DeSO2025' -> '1780C1180'; '180' -> '0180' where only that is a known code."""
    for form in (DESO, REGSO):
        if found := form.fullmatch(text):
            return found[1].upper()
    if text not in known_codes and text.isdigit() and text.zfill(4) in known_codes:
        return text.zfill(4)
    return text


def vintage_of_code(text: str) -> int | None:
    """The vintage that a DeSO or RegSO code says, 2018 where it says none; None for others."""
    found = DESO.fullmatch(text) or REGSO.fullmatch(text)
    if not found:
        return None
    return int(found[2]) if found[2] else OLD_VINTAGE
