"""A wrong setting ends the start, with the fix in the log; a right one needs no disk."""

import os
import resource
import subprocess

import pytest
from support.serving import CHECKOUT, DEPLOY, KEY, PATIENCE, Copy, exec_start, free_port

from webapp.settings import BOOT_ERROR

WRONG = {
    "no key": ({}, "SECRET_KEY is not set. Make one with"),
    "a short key": ({"SECRET_KEY": "short"}, "SECRET_KEY is too short: use 16 characters or more."),
    "a short older key": (
        {"SECRET_KEY": KEY, "SECRET_KEY_FALLBACKS": f"short {KEY}"},
        "SECRET_KEY_FALLBACKS is too short: use 16 characters or more.",
    ),
    "a number of proxies in words": (
        {"SECRET_KEY": KEY, "PROXIES": "one"},
        "PROXIES is not a number: say how many proxies stand in front, like 1.",
    ),
}


@pytest.mark.parametrize(("settings", "says"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_ends_gunicorn_at_once_and_says_how_to_mend_it(settings, says):
    ended = subprocess.run(
        exec_start(free_port()),
        env={"PATH": os.environ["PATH"]} | settings,
        cwd=CHECKOUT,
        timeout=PATIENCE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode in (BOOT_ERROR, 1)  # 1 when two workers end at the same moment
    assert says in ended.stderr.splitlines()


def test_systemd_does_not_try_again_after_a_wrong_setting():
    unit = (DEPLOY / "eczema-questions@.service").read_text()
    assert f"RestartPreventExitStatus={BOOT_ERROR}" in unit.splitlines()


def test_a_copy_starts_although_the_disk_is_full():
    copy = Copy()
    unlimited = resource.RLIM_INFINITY
    try:
        copy.start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, unlimited)))
        assert copy.healthy()
    finally:
        copy.stop()
