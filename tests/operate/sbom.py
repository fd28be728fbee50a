"""The list of what the service is made of, beside the lock: the last step of `make sbom`."""

import json
import tomllib

from packaging.requirements import Requirement
from support.serving import CHECKOUT


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


def test_it_names_no_place_that_packages_come_from():
    text = (CHECKOUT / "dist" / "sbom.json").read_text()
    assert "file:" not in text
