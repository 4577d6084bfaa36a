"""What the built programs link: the daemon and lampctl no display, the keeper nothing at all.

usage: linkage_test.py [--keeper FILE] [--headless FILE]...
"""

import subprocess
import sys


def needed(path):
    """Names of the shared libraries that a program asks the loader for, itself or through others."""
    listed = subprocess.run(["ldd", path], capture_output=True, text=True, check=False)
    text = listed.stdout + listed.stderr
    if "not a dynamic executable" in text or "statically linked" in text:
        return []
    if listed.returncode != 0 or "=>" not in text:
        raise RuntimeError(f"ldd {path}: {text.strip()}")
    return [line.split()[0] for line in text.splitlines() if line.strip()]


def has_display(libraries):
    words = ("Qt6Gui", "Qt6Widgets", "Qt6Charts", "Qt6OpenGL", "libX11", "libxcb", "libwayland", "libGL")
    return [name for name in libraries if any(word in name for word in words)]


def dynamic_section(path):
    done = subprocess.run(["readelf", "--dynamic", "--program-headers", "--wide", path], capture_output=True, text=True, check=True)
    return done.stdout


def main(arguments):
    bad = []
    pairs = list(zip(arguments[::2], arguments[1::2]))
    for kind, path in pairs:
        if kind == "--headless":
            libraries = needed(path)
            if not any("Qt6Core" in name for name in libraries):
                bad.append(f"{path}: links no Qt Core; is this the program that was meant?")
            bad += [f"{path}: links {name}" for name in has_display(libraries)]
        elif kind == "--display":  # the check can fail: the console does link what the others must not
            if not has_display(needed(path)):
                bad.append(f"{path}: links no Gui, so this test cannot see one")
        elif kind == "--keeper":
            text = dynamic_section(path)
            if "(NEEDED)" in text or "INTERP" in text:
                bad.append(f"{path}: is not static: {[line.strip() for line in text.splitlines() if 'NEEDED' in line]}")
            symbols = subprocess.run(["nm", "-C", path], capture_output=True, text=True, check=False).stdout
            if "QString" in symbols or "QObject" in symbols:
                bad.append(f"{path}: holds Qt")
        else:
            raise SystemExit(__doc__)
    print("\n".join(bad) or f"{len(pairs)} programs link what they may")
    return 1 if bad or not pairs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
