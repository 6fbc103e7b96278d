# SPDX-License-Identifier: Apache-2.0
"""The programs of a package.json, installed once a build folder."""
import fcntl
import os
import shutil
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = ("package.json", "package-lock.json")


class Missing(Exception):
    """Something is not there that a test wants to ask."""


def content(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def is_installed(folder, source):
    """What is there was installed from the lock as it is now."""
    return content(os.path.join(folder, "installed")) == content(os.path.join(source, "package-lock.json"))


def install(folder, source):
    failed = os.path.join(folder, "failed")
    if os.path.exists(failed) and time.time() - os.path.getmtime(failed) < 600:
        raise Missing("npm could not install what the test needs (%s)" % content(failed).decode("utf-8", "replace"))
    for name in FILES:
        shutil.copyfile(os.path.join(source, name), os.path.join(folder, name))
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=120000"], cwd=folder,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode == 0:
        shutil.copyfile(os.path.join(HERE, "package-lock.json"), os.path.join(folder, "installed"))
        return
    # These are ours to mend.
    if "EUSAGE" in text or "EINTEGRITY" in text or "EJSONPARSE" in text:
        raise AssertionError("npm ci:\n" + text)
    why = next((line for line in text.splitlines() if "error" in line), "no reason given")
    with open(failed, "w", encoding="utf-8") as file:
        file.write(why)
    raise Missing("npm could not install what the test needs (%s)" % why)


def folder_of(build, source=HERE, name="formats"):
    """The folder with node_modules. Tests run side by side: one of them installs."""
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            raise Missing("no " + tool)
    folder = os.path.join(build, "tests", name, "npm")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_installed(folder, source):
            install(folder, source)
    return folder
