"""Pictures for paper: small, without a word about where and with what they were taken."""

from __future__ import annotations

import io

MOST_SIDE = 900  # pixels of the longer side; on paper it is not wider than 5 cm
QUALITY = 84


def for_paper(kept: bytes) -> bytes | None:
    """The picture as a small JPEG of its pixels alone, upright; None where it cannot be read."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(kept)) as picture:
            picture.draft("RGB", (MOST_SIDE, MOST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((MOST_SIDE, MOST_SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    upright.info.clear()
    small = io.BytesIO()
    upright.save(small, "JPEG", quality=QUALITY)
    return small.getvalue()
