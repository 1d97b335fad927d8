#!/bin/sh
# Find a Python that fits and let mulai.py install and start the app.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
found=
for name in python3.13 python3.12 python3.11 python3 python; do
    if "$name" "$here/mulai.py" --check >/dev/null 2>&1; then
        exec "$name" "$here/mulai.py" "$@"
    fi
    version=$("$name" --version 2>&1) && found="$found $name: $version."
done
cat >&2 <<SAID
Python 3.11, 3.12 atau 3.13 (CPython, 64-bit, glibc 2.28 atau lebih baru) tidak ditemukan.
Pasang dari paket sistem Anda, misalnya python3.12, atau dari https://www.python.org/downloads/,
lalu jalankan mulai.sh lagi.

Python 3.11, 3.12 or 3.13 (CPython, 64-bit, glibc 2.28 or newer) was not found. Install it from your
system's packages or from https://www.python.org/downloads/, then start mulai.sh again.

Yang ada / Found:${found:- -}
SAID
exit 2
