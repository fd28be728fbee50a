"""The files of deploy/: each is read by what it is for, or by the schema of what it is for."""

import ctypes
import json
import re
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from random import Random

import kubernetes_validate
import pytest
import yaml
from support.journeys import Browser, as_pages, some_answers
from support.serving import CHECKOUT, DEPLOY, HOST, Copy, exec_start
from support.visiting import Visitor

from rules.answers import Concern, Health, Medicine, Months, Outcome

MANIFESTS = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
KINDS = [
    *("Deployment", "Service", "Ingress", "NetworkPolicy", "PodDisruptionBudget"),
    "HorizontalPodAutoscaler",
]
KIND = {manifest["kind"]: manifest["spec"] for manifest in MANIFESTS}
POD = KIND["Deployment"]["template"]["spec"]
(CONTAINER,) = POD["containers"]
EXPOSED_AT_MOST = (
    1.0  # of 10, as systemd-analyze counts; what is left: it speaks TCP on this machine
)
PR_SET_MDWE = 65


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


@pytest.fixture
def unit(tmp_path) -> Path:
    """The shipped unit, with a command that is there."""
    made = tmp_path / "eczema-questions@.service"
    text = (DEPLOY / made.name).read_text()
    made.write_text(text.replace("/opt/eczema-questions/bin/gunicorn", sys.executable))
    return made


def analyze(*command: object) -> subprocess.CompletedProcess:
    command = ("systemd-analyze", *command)
    return subprocess.run([*command], capture_output=True, text=True, check=False)


def test_systemd_takes_the_unit(unit):
    checked = analyze("verify", unit)
    assert (checked.stderr, checked.returncode) == ("", 0)


def test_the_unit_leaves_hardly_a_way_to_the_rest_of_the_machine(unit):
    told = analyze("security", "--offline=yes", unit).stdout
    assert float(re.search(r"exposure level for \S+: ([\d.]+)", told)[1]) <= EXPOSED_AT_MOST


def test_the_unit_writes_no_memory_to_a_disk_and_speaks_to_this_machine_alone():
    lines = (DEPLOY / "eczema-questions@.service").read_text().splitlines()
    for line in ("LimitCORE=0", "MemorySwapMax=0", "IPAddressDeny=any", "IPAddressAllow=localhost"):
        assert line in lines
    assert [line for line in lines if line.startswith("MemoryMax=")]


def test_pages_and_pdfs_are_made_where_no_memory_can_be_written_and_run():
    """As MemoryDenyWriteExecute in the unit asks for; the kernel's own switch for it stands in."""
    if ctypes.CDLL(None).prctl(PR_SET_MDWE + 1, 0, 0, 0, 0) < 0:
        pytest.skip("this kernel (before 6.3) has no such switch")
    copy = Copy()
    try:
        copy.start(preexec_fn=lambda: ctypes.CDLL(None).prctl(PR_SET_MDWE, 1, 0, 0, 0))
        with closing(Browser(copy)) as browser:
            assert browser.open("/compare").status_code == 200
            assert browser.open("/clinics/sample.pdf").data.startswith(b"%PDF")
    finally:
        copy.stop()
    assert copy.failures() == []


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda manifest: manifest["kind"])
def test_kubernetes_schema_takes(manifest):
    kubernetes_validate.validate(manifest, kubernetes_validate.latest_version(), strict=True)


def test_the_manifests_are_all_there_and_hold_no_key():
    assert [manifest["kind"] for manifest in MANIFESTS] == KINDS


def test_the_manifests_fit_together():
    labels = KIND["Deployment"]["template"]["metadata"]["labels"]
    hosts = {item["name"]: item.get("value") for item in CONTAINER["env"]}["TRUSTED_HOSTS"].split()
    assert KIND["Deployment"]["selector"]["matchLabels"] == labels
    assert KIND["Service"]["selector"] == labels
    assert KIND["PodDisruptionBudget"]["selector"]["matchLabels"] == labels
    assert KIND["NetworkPolicy"]["podSelector"]["matchLabels"] == labels
    assert [rule["host"] for rule in KIND["Ingress"]["rules"]] == hosts
    assert KIND["Ingress"]["ingressClassName"]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        (header,) = CONTAINER[probe]["httpGet"]["httpHeaders"]
        assert header == {"name": "Host", "value": hosts[0]}
    assert f":{CONTAINER['ports'][0]['containerPort']}" in command()[2]


def test_a_copy_in_a_cluster_may_do_nothing_but_answer():
    assert POD["automountServiceAccountToken"] is False
    assert POD["securityContext"]["runAsNonRoot"] is True
    assert POD["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert CONTAINER["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert CONTAINER["resources"]["limits"].keys() == {"cpu", "memory"}
    policy = KIND["NetworkPolicy"]
    assert (policy["policyTypes"], policy["egress"]) == (["Ingress", "Egress"], [])
    (allowed,) = policy["ingress"]
    assert allowed["from"]
    assert allowed["ports"] == [{"port": CONTAINER["ports"][0]["name"], "protocol": "TCP"}]


def test_a_busy_copy_gets_no_more_visitors_for_a_while_and_is_ended_much_later():
    """A copy answers /healthz in a flood of PDFs within a second: test_nginx.py."""
    ready, alive = CONTAINER["readinessProbe"], CONTAINER["livenessProbe"]
    assert ready["timeoutSeconds"] >= 3
    assert ready["periodSeconds"] * ready["failureThreshold"] <= 15
    assert alive["timeoutSeconds"] >= 10
    assert alive["periodSeconds"] * alive["failureThreshold"] >= 120


@pytest.mark.parametrize("controller", ["nginx.ingress.kubernetes.io", "nginx.org"])
def test_the_usual_controllers_give_an_answer_16_kb_for_its_headers(controller):
    (ingress,) = [each for each in MANIFESTS if each["kind"] == "Ingress"]
    told = ingress["metadata"]["annotations"]
    assert told[f"{controller}/proxy-buffer-size"] == "16k"
    assert told[f"{controller}/proxy-max-temp-file-size"] == "0"


def command() -> list[str]:
    return json.loads(re.search(r"^CMD (.*)$", CONTAINERFILE, re.MULTILINE)[1])


def test_a_container_runs_the_same_command_as_the_unit():
    assert command()[0] == "gunicorn"
    assert command()[3:] == exec_start(0)[5:]


def test_a_container_is_made_of_what_is_there():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE)
    names = " ".join(copied).split()
    assert [name for name in names if not (CHECKOUT / name).exists()] == []
    let_in = re.findall(r"^!(\S+)$", (CHECKOUT / ".dockerignore").read_text(), re.MULTILINE)
    assert sorted(let_in) == sorted(names)


def test_an_image_is_one_base_by_its_digest_and_packages_by_their_hashes():
    assert re.search(r"^ARG BASE=\S+@sha256:[0-9a-f]{64}$", CONTAINERFILE, re.MULTILINE)
    assert re.findall(r"^FROM (\S+)", CONTAINERFILE, re.MULTILINE) == ["${BASE}"] * 2
    joined = CONTAINERFILE.replace("\\\n", " ")
    for install in re.findall(r"pip\b[^&\n]* (?:install|wheel) ([^&\n]*)", joined):
        assert "--no-deps" in install
        assert "--require-hashes" in install or "--no-index" in install


def test_the_guide_leads_to_files_that_are_there():
    guide = CHECKOUT / "docs" / "operate.md"
    for link in re.findall(r"\]\(([^)#]+)", guide.read_text()):
        assert (guide.parent / link).exists(), link
