"""The files of deploy/: each is read by what it is for, or by the schema of what it is for."""

import ctypes
import json
import re
import shutil
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
from support.serving import CHECKOUT, DEPLOY, HOST, KEY, Copy, exec_start
from support.visiting import Visitor

from rules.answers import Concern, Health, Medicine, Months, Outcome
from webapp import create_app

MANIFESTS = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text()))
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
KINDS = [
    *("Deployment", "Service", "Ingress", "Ingress", "Ingress", "NetworkPolicy"),
    *("PodDisruptionBudget", "HorizontalPodAutoscaler"),
]
INGRESSES = [manifest for manifest in MANIFESTS if manifest["kind"] == "Ingress"]
MASTER, PAGES, PDFS = INGRESSES
F5, COMMUNITY = "nginx.org", "nginx.ingress.kubernetes.io"
NAME = r"questions\.example\.org(?!\.(?:pem|key))"
NUMBERS = {"three": 3, "seven": 7}
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


@pytest.mark.parametrize("name", ["eczema-questions@.service", "nginx.service.d/*.conf"])
def test_no_memory_is_written_to_a_disk(name):
    (path,) = DEPLOY.glob(name)
    assert {"LimitCORE=0", "CoredumpFilter=0", "MemorySwapMax=0"} <= {*path.read_text().split()}


def test_the_unit_speaks_to_this_machine_alone_and_outlives_a_worker_that_is_out_of_memory():
    lines = (DEPLOY / "eczema-questions@.service").read_text().splitlines()
    assert {"IPAddressDeny=any", "IPAddressAllow=localhost", "OOMPolicy=continue"} <= {*lines}
    assert [line for line in lines if line.startswith("MemoryMax=")]


def test_systemd_takes_what_is_added_to_the_unit_of_nginx(tmp_path):
    nginx = tmp_path / "nginx.service"
    nginx.write_text("[Service]\nExecStart=/bin/true\n")
    added = shutil.copytree(DEPLOY / "nginx.service.d", tmp_path / "nginx.service.d")
    checked = analyze("verify", nginx)
    assert (checked.stderr, checked.returncode) == ("", 0)
    (added / "wrong.conf").write_text("[Service]\nCoredumpFilter=wrong\n")
    assert "CoredumpFilter=wrong" in analyze("verify", nginx).stderr  # so it does look there


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
    for ingress in INGRESSES:
        assert [rule["host"] for rule in ingress["spec"]["rules"]] == hosts
        assert ingress["spec"]["ingressClassName"] == MASTER["spec"]["ingressClassName"]
    (tls,) = MASTER["spec"]["tls"]
    assert tls["hosts"] == hosts
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


@pytest.mark.parametrize(
    ("name", "said", "pattern"),
    [
        ("nginx.conf", "the name ({} times)", NAME),
        ("kubernetes.yaml", "the name ({} times)", NAME),
        ("kubernetes.yaml", "the class of the Ingresses ({} times)", "ingressClassName"),
    ],
)
def test_the_head_of_a_file_says_how_often_to_change_what(name, said, pattern):
    text = (DEPLOY / name).read_text()
    head = text.replace("\n# ", " ").splitlines()[0]
    counted = re.search(re.escape(said).replace(r"\{\}", r"(\w+)"), head)[1]
    assert NUMBERS[counted] == len(re.findall(pattern, text))


def test_the_commented_lines_give_a_copy_its_clinics():
    text = (DEPLOY / "kubernetes.yaml").read_text()
    lines = re.sub(r"^( +)# (?= *- \{|volume)", r"\1", text, flags=re.MULTILINE)
    deployment = next(yaml.safe_load_all(lines))
    kubernetes_validate.validate(deployment, kubernetes_validate.latest_version(), strict=True)
    pod = deployment["spec"]["template"]["spec"]
    (container,), (volume,) = pod["containers"], pod["volumes"]
    (mount,) = container["volumeMounts"]
    (path,) = [each["value"] for each in container["env"] if each["name"] == "CLINICS"]
    assert mount["mountPath"] == str(Path(path).parent)
    assert mount["name"] == volume["name"]


def test_the_certificate_stands_in_the_master_and_the_paths_in_its_minions():
    """F5's controller refuses other Ingresses of one name."""
    parts = [each["metadata"]["annotations"][f"{F5}/mergeable-ingress-type"] for each in INGRESSES]
    assert parts == ["master", "minion", "minion"]
    assert ["tls" in each["spec"] for each in INGRESSES] == [True, False, False]
    assert ["http" in each["spec"]["rules"][0] for each in INGRESSES] == [False, True, True]


def path_of(ingress: dict) -> str:
    (path,) = ingress["spec"]["rules"][0]["http"]["paths"]
    (port,) = KIND["Service"]["ports"]
    service = {"name": "eczema-questions", "port": {"name": port["name"]}}
    assert path["backend"] == {"service": service}
    return path["path"]


def test_all_pdfs_and_nothing_else_have_the_limits_of_pdfs():
    assert path_of(PAGES) == "/"
    for key, value in {
        f"{F5}/path-regex": "case_sensitive",
        f"{COMMUNITY}/use-regex": "true",
    }.items():
        assert PDFS["metadata"]["annotations"][key] == value
    routes = {rule.rule for rule in create_app({"SECRET_KEY": KEY}).url_map.iter_rules()}
    found = {route for route in routes if re.search(f"^{path_of(PDFS)}", route)}
    assert found == {route for route in routes if ".pdf" in route} != set()


@pytest.mark.parametrize(("ingress", "zone"), [(PAGES, "eczema_pages"), (PDFS, "eczema_pdfs")])
def test_a_cluster_has_the_limits_of_nginx_conf(ingress, zone):
    conf, told = (DEPLOY / "nginx.conf").read_text(), ingress["metadata"]["annotations"]
    (rate,) = re.findall(rf"zone={zone}:10m rate=(\d+)r/s", conf)
    (burst,) = {*re.findall(rf"zone={zone} burst=(\d+) nodelay", conf)}
    (under_way,) = re.findall(rf"limit_conn {zone}_now (\d+)", conf)
    assert told[f"{F5}/limit-req-rate"] == f"{rate}r/s"
    assert told[f"{F5}/limit-req-burst"] == burst
    assert told[f"{F5}/limit-req-no-delay"] == "true"
    assert told[f"{F5}/limit-req-reject-code"] == "429"
    assert told[f"{COMMUNITY}/limit-rps"] == rate
    assert int(rate) * int(told[f"{COMMUNITY}/limit-burst-multiplier"]) == int(burst)
    assert told[f"{COMMUNITY}/limit-connections"] == under_way


@pytest.mark.parametrize("controller", [F5, COMMUNITY])
@pytest.mark.parametrize("ingress", [PAGES, PDFS], ids=["pages", "PDFs"])
def test_the_usual_controllers_give_an_answer_16_kb_for_its_headers(controller, ingress):
    """And hold bodies and answers in memory, and ask the next copy when one fails."""
    told = ingress["metadata"]["annotations"]
    assert told[f"{controller}/proxy-buffer-size"] == "16k"
    assert told[f"{controller}/proxy-max-temp-file-size"] == "0"
    assert told[f"{controller}/client-body-buffer-size"] == "256k"
    conf = (DEPLOY / "nginx.conf").read_text()
    retried = re.findall(r"proxy_next_upstream (.*?);", conf)[ingress is PDFS]
    assert told[f"{controller}/proxy-next-upstream"] == retried
    assert told[f"{COMMUNITY}/proxy-buffering"] == "on"  # without, no answer is held; F5's does it


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
