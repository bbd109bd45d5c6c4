"""Makes a clean picture of bytes from anywhere: upright, sRGB, bounded, its pixels and nothing else.

What is read is untrusted. Its header is looked at before anything is unfolded; on a desktop and a server all of this
runs in a process of its own (`photo_child`), whose memory and time the system bounds.
"""

from __future__ import annotations

import contextlib
import re
import warnings
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from storage.photo_form import (
    LEAST_SIDE,
    MOST_JPEG_PIXELS,
    MOST_KEPT_BYTES,
    MOST_PIXELS,
    MOST_SIDE,
    THUMBNAIL,
    PictureRefused,
    Taken,
)
from storage.photos import MOST_BYTES

if TYPE_CHECKING:
    from PIL import Image

FORMATS = {"JPEG": "Jpeg", "PNG": "Png", "WEBP": "WebP", "GIF": "Gif", "AVIF": "Avif"}  # and the parts that read them
DRAWN_ON = (255, 255, 255)  # what shines through where a picture is see-through
QUALITIES = (88, 80, 70, 55, 40)
THUMBNAIL_QUALITY = 80
MOST_PROFILE = 1 << 20  # bytes of a colour profile; real ones have a few thousand
_HEIF = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_ORIENTATION, _EXIF, _TAKEN_AT = 0x0112, 0x8769, 0x9003
_WRITTEN_AT = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")


def read_picture(data: bytes, *, mirrored: bool = False, most_pixels: int = MOST_PIXELS) -> Taken:
    """Take a picture in. Raises `PictureRefused`. `mirrored`: it shows the person as a mirror does, and is turned
    round; `most_pixels`: of one that must be unfolded whole."""
    if len(data) > MOST_BYTES:
        raise PictureRefused("large")
    try:
        from PIL import Image
    except ImportError as error:
        raise PictureRefused("nothing") from error
    with _said_in_a_word(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _opened(data, most_pixels, Image) as image:
            moving = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
            taken_at, turned = _exif_of(image)
            clean = _upright(_in_srgb(_smaller(image, Image), Image), turned, Image)
            if mirrored:
                clean = clean.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
            return _written(clean, taken_at, moving)


@contextlib.contextmanager
def _said_in_a_word() -> Iterator[None]:
    """Whatever goes wrong inside a decoder is a refusal."""
    try:
        yield
    except PictureRefused:
        raise
    except MemoryError as error:
        raise PictureRefused("memory") from error
    except Exception as error:  # decoders raise whatever they like on hostile bytes
        cut = "truncated" in str(error) or isinstance(error, EOFError)
        raise PictureRefused("short" if cut else "damaged") from error


def _opened(data: bytes, most_pixels: int, pil: Any) -> Image.Image:
    """A picture whose header alone was read, and is within bounds."""
    formats = tuple(name for name, part in FORMATS.items() if _has(f"PIL.{part}ImagePlugin"))
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        _read_heif()
        formats = ("HEIF",)
    pil.MAX_IMAGE_PIXELS = None  # our own bounds, which know that a JPEG is read at a fraction
    try:
        image = pil.open(BytesIO(data), formats=formats)
    except pil.UnidentifiedImageError as error:
        raise PictureRefused("foreign") from error
    width, height = image.size
    if width * height > (MOST_JPEG_PIXELS if image.format in ("JPEG", "MPO") else most_pixels):
        raise PictureRefused("pixels")
    if min(width, height) < LEAST_SIDE:
        raise PictureRefused("small")
    return image


def _has(part: str) -> bool:
    """Whether a part of Pillow is here (an older one on a phone knows no AVIF); it is registered then."""
    try:
        import_module(part)
    except ImportError:
        return False
    return True


def _read_heif() -> None:
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:
        raise PictureRefused("heic") from error
    register_heif_opener(thumbnails=False)


def _exif_of(image: Image.Image) -> tuple[str, int]:
    """When the picture says that it was taken, and how it lies (1 to 8). What cannot be read says nothing."""
    try:
        exif = image.getexif()
        turned = exif.get(_ORIENTATION, 1)
        found = _WRITTEN_AT.match(str(exif.get_ifd(_EXIF).get(_TAKEN_AT, "")))
    except Exception:
        return "", 1
    at = "{}-{}-{}T{}:{}:{}".format(*found.groups()) if found else ""
    return at, turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def _smaller(image: Image.Image, pil: Any) -> Image.Image:
    """The picture unfolded, no larger than what is kept, with eight bits a channel."""
    most = (MOST_SIDE, MOST_SIDE)
    if image.format in ("JPEG", "MPO"):
        image.draft(None, _fitting(image.size))  # type: ignore[arg-type]
    image.load()
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image, pil)
    elif image.mode in ("P", "1", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    image.thumbnail(most, pil.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _eight_bits(image: Image.Image, pil: Any) -> Image.Image:
    """Greys of sixteen bits as greys of eight: converting alone would cut off all that is above 255."""
    small = image.convert("F").resize(_fitting(image.size), pil.Resampling.BOX)
    grey = small.point(lambda level: level * (1 / 257) + 0).convert("L")
    grey.info.update({key: value for key, value in image.info.items() if key == "icc_profile"})
    return grey


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    share = min(1.0, MOST_SIDE / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _in_srgb(image: Image.Image, pil: Any) -> Image.Image:
    """As every screen understands it. A profile that cannot be used is dropped."""
    if image.mode in ("RGBA", "LA", "RGBa", "La"):
        ground = pil.new("RGB", image.size, DRAWN_ON)
        clear = image.convert("RGBA")
        ground.paste(clear, mask=clear.getchannel("A"))
        ground.info.update(image.info)
        image = ground
    profile = image.info.get("icc_profile")
    if isinstance(profile, bytes) and 128 <= len(profile) <= MOST_PROFILE and image.mode in ("RGB", "L", "CMYK"):
        from PIL import ImageCms

        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            own, ours = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            found = ImageCms.profileToProfile(image, own, ours, outputMode="RGB")
            if found is not None:
                return found
    return image.convert("RGB")


def _upright(image: Image.Image, turned: int, pil: Any) -> Image.Image:
    """Turned and mirrored as its file says."""
    how = {
        2: pil.Transpose.FLIP_LEFT_RIGHT,
        3: pil.Transpose.ROTATE_180,
        4: pil.Transpose.FLIP_TOP_BOTTOM,
        5: pil.Transpose.TRANSPOSE,
        6: pil.Transpose.ROTATE_270,
        7: pil.Transpose.TRANSVERSE,
        8: pil.Transpose.ROTATE_90,
    }.get(turned)
    return image.transpose(how) if how is not None else image


def _written(image: Image.Image, taken_at: str, moving: bool) -> Taken:
    from storage.photo_measuring import light_of

    image.info.clear()  # a comment would be written along
    return Taken(
        jpeg=_jpeg(image),
        thumbnail=thumbnail_of(image),
        width=image.width,
        height=image.height,
        light=light_of(image),
        taken_at=taken_at,
        moving=moving,
    )


def _jpeg(image: Image.Image) -> bytes:
    """The best quality that stays within the bytes that a picture may have."""
    kept = BytesIO()
    for quality in QUALITIES:
        kept = BytesIO()
        image.save(kept, "JPEG", quality=quality, optimize=True)
        if kept.tell() <= MOST_KEPT_BYTES:
            break
    return kept.getvalue()


def thumbnail_of(image: Image.Image) -> bytes:
    """A small JPEG for lists."""
    small = image.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL), reducing_gap=2.0)
    kept = BytesIO()
    small.save(kept, "JPEG", quality=THUMBNAIL_QUALITY, optimize=True)
    return kept.getvalue()
