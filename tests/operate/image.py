"""The image, built of deploy/Containerfile and run: `make image` (by root).

The base that the file names may not be within reach here, so a small Debian takes its place. The
packages come from a folder that is filled beforehand by the locks: the build has no index to ask.
The image runs as it would in a cluster: as another user, with a file system that nothing can be
written to, no capabilities, and no network but that to itself.
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.serving import CHECKOUT, HOST, KEY, until

CONTAINERFILE = (CHECKOUT / "deploy" / "Containerfile").read_text()
BIN = "/opt/eczema-questions/bin"
IMAGE, BASE = "localhost/eczema-questions-tested", "localhost/eczema-questions-base"
DEBIAN = "trixie"  # its Python is that of the base in the Containerfile
ISOLATED = {"STORAGE_DRIVER": "vfs", "BUILDAH_ISOLATION": "chroot"}
PIP_CONF = "[global]\nno-index = true\nfind-links = /wheels\n"
UNPRIVILEGED = (
    "--reuid 65532 --regid 65532 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all"
)
# Asked inside, where no other program is.
ASK = """
import urllib.request
asked = urllib.request.Request("http://127.0.0.1:8000{path}", headers={{"Host": "{host}"}})
with urllib.request.urlopen(asked, timeout=20) as answer:
    print(answer.status, len(answer.read()))
"""


def run(*command: object, **more) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **more
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


def buildah(folder: Path, *command: object) -> str:
    place = ["--root", folder / "storage", "--runroot", folder / "run"]
    return run("buildah", *place, *command, env=os.environ | ISOLATED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("image")


@pytest.fixture(scope="module")
def base(folder) -> str:
    """A small Debian with Python, in the place of the base."""
    root = folder / "debian"
    needed = "--include=python3,python3-venv,ca-certificates"
    run("debootstrap", "--variant=minbase", needed, DEBIAN, root)
    run("tar", "-C", root, "-cf", folder / "debian.tar", ".")
    (folder / "Base").write_text("FROM scratch\nADD debian.tar /\n")
    buildah(folder, "build", "--tag", BASE, "--file", folder / "Base", folder)
    return BASE


@pytest.fixture(scope="module")
def wheels(folder, base) -> Path:
    """All that the locks name, for the Python of the base, and a pip that knows nothing else."""
    place, root = folder / "wheels", folder / "debian"
    said = run("chroot", root, "python3", "-c", "import sys; print(*sys.version_info[:2], sep='.')")
    for lock in ("requirements.txt", "requirements-build.txt"):
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", place]
        version = ["--python-version", said.strip(), "--only-binary", ":all:", "--no-deps"]
        run(*download, *version, "--require-hashes", "--requirement", CHECKOUT / lock)
    (folder / "pip.conf").write_text(PIP_CONF)
    return place


@pytest.fixture(scope="module")
def image(folder, base, wheels) -> str:
    volumes = [
        "--volume",
        f"{wheels}:/wheels:ro",
        "--volume",
        f"{folder}/pip.conf:/etc/pip.conf:ro",
    ]
    file = ["--file", CHECKOUT / "deploy" / "Containerfile"]
    argument = ["--build-arg", f"BASE={base}"]
    buildah(folder, "build", "--tag", IMAGE, *argument, *volumes, *file, CHECKOUT)
    return IMAGE


@pytest.fixture(scope="module")
def root(folder, image) -> Iterator[Path]:
    """The file system of a container of the image."""
    name = buildah(folder, "from", image).strip()
    yield Path(buildah(folder, "mount", name).strip())
    buildah(folder, "rm", name)


def test_the_base_is_one_image_and_no_other():
    assert re.search(r"^ARG BASE=\S+@sha256:[0-9a-f]{64}$", CONTAINERFILE, re.MULTILINE)


def test_it_says_who_runs_it_and_how(folder, image):
    config = json.loads(buildah(folder, "inspect", "--type", "image", image))["OCIv1"]["config"]
    assert config["User"] == "65532:65532"
    assert config["Cmd"][0] == "gunicorn"
    assert not [each for each in config["Env"] if "KEY" in each]


def test_nothing_is_left_of_the_build(root):
    for left in ("source", "build", "wheel", "wheels/hatchling", "etc/pip.conf"):
        assert not (root / left).exists() or not (root / left).stat().st_size, left
    app = root / "opt" / "eczema-questions"
    names = {path.name for path in app.glob("lib/python3*/site-packages/*")}
    assert {"rules", "webapp", "flask"} <= names
    assert not names & {"pip", "hatchling", "setuptools", "pytest", "tests"}
    assert not list((root / "root" / ".cache").glob("*"))


def test_nothing_in_it_can_be_written_by_who_runs_it(root):
    for path in (root / "opt").rglob("*"):
        stat = path.lstat()
        assert stat.st_uid == stat.st_gid == 0, path
        assert path.is_symlink() or not stat.st_mode & 0o022, path


@contextmanager
def running(root: Path) -> Iterator[int]:
    """The image's command, and its process: read-only, unprivileged, alone on its network."""
    command = json.loads(re.search(r"^CMD (.*)$", CONTAINERFILE, re.MULTILINE)[1])
    inside = " && ".join(
        (
            f"mount --bind {root} {root}",
            f"mount -t proc proc {root}/proc",
            f"mount -t tmpfs tmpfs {root}/dev",
            f"mkdir {root}/dev/shm",
            f"chmod 1777 {root}/dev/shm",
            f"mknod -m 666 {root}/dev/null c 1 3",
            f"mknod -m 666 {root}/dev/urandom c 1 9",
            f"mount -o remount,ro,bind {root}",
            "ip link set lo up",
            f'exec chroot {root} setpriv {UNPRIVILEGED} "$@"',
        )
    )
    settings = {"SECRET_KEY": KEY, "TRUSTED_HOSTS": HOST, "PYTHONDONTWRITEBYTECODE": "1"}
    unshared = ["unshare", "--mount", "--net", "--pid", "--ipc", "--fork"]
    started = subprocess.Popen(
        [*unshared, "sh", "-c", inside, "sh", *command],
        env=settings | {"PATH": f"{BIN}:{os.environ['PATH']}"},
    )
    children = Path(f"/proc/{started.pid}/task/{started.pid}/children")
    try:
        until(lambda: children.read_text().strip())
        first = int(children.read_text())
        yield first
    finally:
        os.kill(first, signal.SIGKILL)  # the first of its own processes: the rest end with it
        started.wait(20)


def test_it_serves_pages_and_pdfs_as_a_cluster_would_run_it(root):
    with running(root) as pid:
        inside = ["nsenter", "--net", "--target", str(pid), "chroot", root]

        def ask(path: str) -> list[str]:
            code = ASK.format(path=path, host=HOST)
            done = subprocess.run(
                [*inside, f"{BIN}/python", "-c", code],
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
            return done.stdout.split()

        until(lambda: ask("/healthz")[:1] == ["200"])
        for path, least in {
            "/": 2_000,
            "/clinics/sample.pdf": 30_000,
            "/handout.pdf": 20_000,
        }.items():
            status, size = ask(path)
            assert status == "200"
            assert int(size) > least
