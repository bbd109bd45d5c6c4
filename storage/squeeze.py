"""Packing closed log segments: gzip in members of some 64 KiB, so that damage costs one member and not the rest."""

from __future__ import annotations

import gzip
import zlib

_MEMBER = 1 << 16
_MAGIC = b"\x1f\x8b\x08"
_GZIP = 31  # zlib's window bits for gzip


def squeeze(data: bytes) -> bytes:
    """Lines packed; any gzip reader unpacks them."""
    members: list[bytes] = []
    begin = 0
    while begin < len(data):
        stop = data.find(b"\n", min(begin + _MEMBER, len(data) - 1)) + 1 or len(data)
        members.append(gzip.compress(data[begin:stop], mtime=0))
        begin = stop
    return b"".join(members)


def unsqueeze(packed: bytes) -> bytes:
    """The lines again. A damaged stretch comes back as one line of its packed bytes, which no checksum will pass."""
    out: list[bytes] = []
    begin = 0
    while begin < len(packed):
        member = zlib.decompressobj(_GZIP)
        try:
            data = member.decompress(packed[begin:])
            whole = member.eof
        except zlib.error:
            whole, data = False, b""
        if whole:
            out.append(data)
            begin = len(packed) - len(member.unused_data)
            continue
        stop = packed.find(_MAGIC, begin + 1)
        stop = stop if stop > 0 else len(packed)
        out.append(packed[begin:stop].replace(b"\n", b" ") + b"\n")
        begin = stop
    return b"".join(out)
