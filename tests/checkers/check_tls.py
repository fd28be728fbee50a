"""The shipped nginx is scanned by sslyze, and held against the profile that Mozilla recommends."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from support.serving import CHECKOUT, HOST, WEAK, Copy, proxied, rsa_too

SSLYZE = CHECKOUT / ".venv-checkers" / "bin" / "sslyze"
AEAD = ("AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256")
# In TLS 1.3 each suite has forward secrecy, and names no exchange of keys.
SUITES = {
    "tls_1_2": {f"TLS_ECDHE_{key}_WITH_{rest}" for key in ("ECDSA", "RSA") for rest in AEAD},
    "tls_1_3": {f"TLS_{rest}" for rest in AEAD},
}
# What the profile objects to, and why it is no fault.
EXPLAINED = {"certificate_path_validation": "The test made its certificate itself."}


class Scan:
    """What sslyze reports of nginx with these changes."""

    def __init__(self, folder: Path, changed: dict[str, str]) -> None:
        report = folder / "sslyze.json"
        with proxied(folder, [Copy()], changed) as proxy:  # no copy runs: no page is asked for
            told = subprocess.run(
                [
                    *(SSLYZE, "--quiet", "--json_out", report, "--mozilla_config", "intermediate"),
                    *("--early_data", "--fallback", f"{HOST}:{proxy.port}{{127.0.0.1}}"),
                ],
                capture_output=True,
                text=True,
            )
        [server] = json.loads(report.read_text())["server_scan_results"]
        assert server["connectivity_status"] == server["scan_status"] == "COMPLETED"
        self.results = {name: each["result"] for name, each in server["scan_result"].items()}
        # They are not in the report, but printed after it, each with its name.
        self.objections = dict(re.findall(r"^ +\* (\w+): (.+)$", told.stdout, re.MULTILINE))
        ending = "_cipher_suites"
        asked = [name for name in self.results if name.endswith(ending)]
        assert len(asked) == 6  # from SSL 2 to TLS 1.3
        taken = {name: self.results[name]["accepted_cipher_suites"] for name in asked}
        self.taken = {name.removesuffix(ending): each for name, each in taken.items() if each}

    def suites(self) -> dict[str, set[str]]:
        return {
            version: {each["cipher_suite"]["name"] for each in suites}
            for version, suites in self.taken.items()
        }


@pytest.fixture(scope="module")
def scan(tmp_path_factory) -> Scan:
    """Of the shipped configuration, with a key for each suite."""
    return Scan(tmp_path_factory.mktemp("nginx"), rsa_too(tmp_path_factory.mktemp("rsa")))


def test_tls_1_2_and_1_3_are_spoken_with_forward_secrecy_and_aead_alone(scan):
    kept = scan.suites()
    print(f"sslyze: {', '.join(f'{len(each)} suites in {name}' for name, each in kept.items())}")
    assert kept == SUITES
    exchanged = [each["ephemeral_key"] for suites in scan.taken.values() for each in suites]
    assert {each["type_name"] for each in exchanged} == {"ECDH"}
    curves = {each["name"] for each in scan.results["elliptic_curves"]["supported_curves"]}
    assert curves == {"X25519", "secp256r1", "secp384r1"}  # sslyze 6.0 does not judge them


def test_it_is_open_to_no_known_attack(scan):
    found = scan.results
    assert found["heartbleed"] == {"is_vulnerable_to_heartbleed": False}
    assert found["openssl_ccs_injection"] == {"is_vulnerable_to_ccs_injection": False}
    assert found["robot"] == {"robot_result": "NOT_VULNERABLE_RSA_NOT_SUPPORTED"}
    assert found["tls_compression"] == {"supports_compression": False}
    assert found["tls_1_3_early_data"] == {"supports_early_data": False}
    assert found["tls_fallback_scsv"] == {"supports_fallback_scsv": True}
    renegotiation = found["session_renegotiation"]
    assert renegotiation["supports_secure_renegotiation"]
    assert not renegotiation["is_vulnerable_to_client_renegotiation_dos"]


def test_mozilla_objects_to_nothing_that_is_not_explained(scan):
    print(f"Mozilla's intermediate profile objects to: {', '.join(scan.objections)}")
    assert {name: told for name, told in scan.objections.items() if name not in EXPLAINED} == {}
    assert EXPLAINED.keys() == scan.objections.keys()  # an explanation that no longer applies fails


def test_what_is_weak_is_found_where_it_is_taken(tmp_path):
    weak = Scan(tmp_path, WEAK)
    assert weak.suites().keys() == {"tls_1_0", "tls_1_1", "tls_1_2"}
    assert "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA" in weak.suites()["tls_1_2"]
    assert weak.objections.keys() - EXPLAINED.keys() == {"tls_versions", "ciphers"}
