"""The design system: only what was pinned is installed, and nothing of it reaches for another machine."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from joinedup.web.design import assets


def test_what_is_installed_is_what_was_written_at_set_up() -> None:
    assert assets.is_installed()


def test_nothing_installed_reaches_for_another_machine() -> None:
    style = (assets.STATIC / "nhsuk-frontend.css").read_text("utf-8")
    script = (assets.STATIC / "nhsuk-frontend.js").read_text("utf-8")
    assert "@font-face" not in style
    assert "url(/" not in style
    assert "assets.nhs.uk" not in style
    assert "sourceMappingURL" not in style + script
    assert "MIT licence" in style[:200]
    assert "MIT licence" in script[:200]


def test_no_logo_is_installed() -> None:
    names = {path.name for path in assets.STATIC.rglob("*") if path.is_file()}
    assert not any("favicon" in name or "mask" in name or name.endswith(".png") for name in names)


def test_another_package_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.tgz"
    with tarfile.open(other, "w:gz") as package:
        member = tarfile.TarInfo(assets.PIN["css"])
        package.addfile(member, io.BytesIO(b""))
    with pytest.raises(assets.AssetsError, match="not the one that was pinned"):
        assets.install(tmp_path / "nhsuk", other)
    assert not (tmp_path / "nhsuk").exists()


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_bytes(b"body {}")
    digest = assets._sha512(b"body {}")
    record = {"integrity": assets.PIN["integrity"], "files": {"a.css": digest}}
    (tmp_path / assets.RECORD).write_text(json.dumps(record))
    assert assets.is_installed(tmp_path)
    (tmp_path / "a.css").write_bytes(b"body {color: red}")
    assert not assets.is_installed(tmp_path)
