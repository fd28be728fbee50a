"""The lists of what the service is made of, beside the lock: the last step of `make sbom`."""

import json
import sysconfig
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from support.serving import CHECKOUT

SBOMS = CHECKOUT / "dist" / "sboms"


def test_it_names_each_package_of_the_lock_with_its_release_and_hashes():
    made = json.loads((CHECKOUT / "dist" / "sbom.json").read_text())
    text = (CHECKOUT / "requirements.txt").read_text().replace("\\\n", " ")
    lines = [line.partition("#")[0].split("--hash=sha256:") for line in text.splitlines()]
    pinned = {
        (asked.name, str(asked.specifier)[2:]): {each.strip() for each in hashes}
        for asked, hashes in ((Requirement(line[0]), line[1:]) for line in lines if line[1:])
    }
    told = {
        (part["name"], part["version"]): {
            each["content"]
            for reference in part["externalReferences"]
            for each in reference.get("hashes", [])
        }
        for part in made["components"]
    }
    assert made["bomFormat"] == "CycloneDX"
    assert told == pinned
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    assert made["metadata"]["component"]["name"] == project["name"]
    assert made["metadata"]["component"]["version"] == project["version"]


def test_the_lists_that_packages_bring_along_stand_beside_it():
    made = json.loads((CHECKOUT / "dist" / "sbom.json").read_text())
    served = {f"{part['name'].replace('-', '_')}-{part['version']}" for part in made["components"]}
    brought = {
        f"{file.parents[1].stem}/{file.name}": file.read_bytes()
        for file in Path(sysconfig.get_path("purelib")).glob("*.dist-info/sboms/*")
        if file.parents[1].stem in served
    }
    held = {str(file.relative_to(SBOMS)): file.read_bytes() for file in SBOMS.glob("*/*")}
    assert held == brought


def test_they_name_what_is_compiled_into_typst_and_cryptography():
    named = {"typst": set(), "cryptography": set()}
    for file in SBOMS.glob("*/*"):
        made = json.loads(file.read_text())
        assert made["bomFormat"] == "CycloneDX"
        named[file.parent.name.partition("-")[0]] |= {part["name"] for part in made["components"]}
    assert {"typst-pdf", "openssl-src"} <= named["typst"]
    assert {"asn1", "openssl"} <= named["cryptography"]


def test_it_names_no_place_that_packages_come_from():
    text = (CHECKOUT / "dist" / "sbom.json").read_text()
    assert "file:" not in text
