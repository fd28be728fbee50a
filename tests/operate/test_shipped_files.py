"""The files of deploy/: each is read by what it is for, or by the schema of what it is for."""

import json
import re
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from random import Random

import kubernetes_validate
import pytest
import yaml
from support.journeys import Browser, as_pages, some_answers
from support.serving import CHECKOUT, DEPLOY, HOST, exec_start
from support.visiting import Visitor

from rules.answers import Concern, Health, Medicine, Months, Outcome

MANIFESTS = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
KINDS = ["Deployment", "Service", "Ingress", "PodDisruptionBudget", "HorizontalPodAutoscaler"]


def test_nginx_takes_the_longest_cookie(site):
    """Where it has no room for all headers, who writes long questions sees "Bad Gateway"."""
    random = Random(1)
    rare = ["".join(map(chr, random.sample(range(0x20000, 0x2A000), 200))) for _ in range(3)]
    told = some_answers(random) | {"health": list(Health), "concerns": list(Concern)}
    told |= {"medicines": {each: random.choice(list(Outcome)) for each in Medicine}}
    told |= {"months": {each: random.choice(list(Months)) for each in Medicine}, "side_effect": {}}
    with closing(Browser(site.proxy)) as browser:
        visitor = Visitor(browser)
        visitor.walk(as_pages(told))
        for length in range(200, 0, -20):  # the page says so while they are too long
            visitor.send({f"own_{place}": own[:length] for place, own in enumerate(rare, start=1)})
            if visitor.status == 200:
                break
        assert visitor.path == "/sheet"
        assert len(browser.cookies["__Host-answers"].value) > 3000  # and 1,000 for the rest
    assert browser.seen.keys() == {200, 303, 422}


def test_nginx_sends_a_visitor_without_tls_to_tls(site):
    with closing(HTTPConnection("127.0.0.1", site.proxy.plain_port)) as connection:
        connection.request("GET", "/sheet", headers={"Host": HOST})
        answer = connection.getresponse()
        assert answer.status == 301
        assert answer.headers["Location"] == f"https://{HOST}/sheet"


def test_nginx_has_nothing_to_say_against_its_configuration(site):
    assert "[warn]" not in site.proxy.log
    assert "[emerg]" not in site.proxy.log


def test_systemd_takes_the_unit(tmp_path):
    unit = (DEPLOY / "eczema-questions@.service").read_text()
    made = tmp_path / "eczema-questions@.service"
    made.write_text(unit.replace("/opt/eczema-questions/bin/gunicorn", sys.executable))
    checked = subprocess.run(
        ["systemd-analyze", "verify", made], capture_output=True, text=True, check=False
    )
    assert (checked.stderr, checked.returncode) == ("", 0)


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda manifest: manifest["kind"])
def test_kubernetes_schema_takes(manifest):
    kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)


def test_the_manifests_are_all_there_and_hold_no_key():
    assert [manifest["kind"] for manifest in MANIFESTS] == KINDS


def test_the_manifests_fit_together():
    kind = {manifest["kind"]: manifest for manifest in MANIFESTS}
    labels = kind["Deployment"]["spec"]["template"]["metadata"]["labels"]
    (container,) = kind["Deployment"]["spec"]["template"]["spec"]["containers"]
    hosts = {item["name"]: item.get("value") for item in container["env"]}["TRUSTED_HOSTS"].split()
    assert kind["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert kind["Service"]["spec"]["selector"] == labels
    assert kind["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert [rule["host"] for rule in kind["Ingress"]["spec"]["rules"]] == hosts
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        (header,) = container[probe]["httpGet"]["httpHeaders"]
        assert header == {"name": "Host", "value": hosts[0]}
    assert f":{container['ports'][0]['containerPort']}" in command()[2]


def command() -> list[str]:
    return json.loads(re.search(r"^CMD (.*)$", CONTAINERFILE, re.MULTILINE)[1])


def test_a_container_runs_the_same_command_as_the_unit():
    assert command()[0] == "gunicorn"
    assert command()[3:] == exec_start(0)[5:]


def test_a_container_is_made_of_what_is_there():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE)
    for name in " ".join(copied).split():
        assert (CHECKOUT / name).exists(), name


def test_the_guide_leads_to_files_that_are_there():
    guide = CHECKOUT / "docs" / "operate.md"
    for link in re.findall(r"\]\(([^)#]+)", guide.read_text()):
        assert (guide.parent / link).exists(), link
