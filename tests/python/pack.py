"""Packs the library that cargo built into a wheel, as maturin would:

    pack.py LIBRARY FOLDER

maturin builds with features and flags of its own, so that after `cargo test` it
would compile almost everything a second time.
"""

import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CRATE = ROOT / "crates/dixit-python"


def pack(library, folder):
    version = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
    about = tomllib.loads((CRATE / "pyproject.toml").read_text())["project"]
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    tag = f"cp310-abi3-{platform}"
    info = f"{about['name']}-{version}.dist-info"
    package = CRATE / "python"
    files = {
        str(path.relative_to(package)): path.read_bytes()
        for path in sorted(package.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    files["dixit/_dixit.abi3.so"] = Path(library).read_bytes()
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: {about['name']}\nVersion: {version}\n"
        f"Requires-Python: {about['requires-python']}\n"
    ).encode()
    files[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: pack.py\nRoot-Is-Purelib: false\nTag: {tag}\n".encode()
    )
    record = f"{info}/RECORD"
    files[record] = "".join(f"{name},,\n" for name in [*files, record]).encode()
    wheel = Path(folder) / f"{about['name']}-{version}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w") as out:
        for name, content in files.items():
            out.writestr(name, content)
    return wheel


if __name__ == "__main__":
    print(pack(*sys.argv[1:3]))
