"""An audit that looked nothing up is no clean bill of health."""

from tests.audit_dependencies import verdict

SAFE = {"name": "a", "version": "1", "vulns": []}
UNSAFE = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
SKIPPED = {"name": "c", "skip_reason": "Dependency not found on PyPI"}


def test_all_looked_up_and_none_vulnerable_is_a_success():
    assert verdict([SAFE]) == (0, ["1 libraries looked up, 0 known vulnerabilities."])


def test_a_vulnerability_is_named_with_its_cure():
    code, said = verdict([SAFE, UNSAFE])
    assert code == 1
    assert said[0] == "b 2: CVE-1, mended in 3"


def test_what_was_not_looked_up_is_named_and_is_no_success():
    code, said = verdict([SAFE, SKIPPED])
    assert code == 2
    assert said[-1] == "NOT looked up: 1 (c)."
    assert verdict([SKIPPED])[0] == verdict([])[0] == 2


def test_a_vulnerability_weighs_more_than_what_is_not_known():
    assert verdict([UNSAFE, SKIPPED])[0] == 1
