"""What becomes of pictures from anywhere: clean, upright, bounded, or refused in one sentence."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from care.messages import Message
from storage.own_process import can_start_python
from storage.photo_form import MOST_KEPT_BYTES, MOST_SIDE, REFUSALS, THUMBNAIL, PictureRefused, Taken
from storage.photo_intake import take_in
from storage.photo_reading import read_picture
from storage.photos import MOST_BYTES
from tests.storage.memory_taken import memory_taken
from tests.storage.picture_makers import blurred, corners, empty_png, encoded, heic, lit, lying, scene, with_exif

CHILD = """
import msgspec
from storage.photo_child import Task
from PIL import Image, ImageCms
from storage import photo_measuring
from storage.photo_child import Answer, answer
from tests.storage.picture_makers import empty_png, encoded
def width_of(said):
    found = msgspec.msgpack.decode(said, type=Answer)
    return found.taken.width if found.taken else 0
"""
UPRIGHT = {place: place for place in ("left top", "right top", "left foot", "right foot")}


def shown(taken: Taken) -> Image.Image:
    image = Image.open(BytesIO(taken.jpeg))
    image.load()
    assert (image.mode, image.size, image.format) == ("RGB", (taken.width, taken.height), "JPEG")
    return image


def refused(data: bytes) -> str:
    with pytest.raises(PictureRefused) as found:
        read_picture(data)
    assert str(found.value).count(".") <= 1
    return found.value.why


def refusal_of(data: bytes) -> Message:
    """Of what is read in this process, as a phone does."""
    with pytest.raises(PictureRefused) as found:
        take_in(data, apart=False)
    return found.value.reason


def near(one: tuple[int, ...], other: tuple[int, ...], by: int = 6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("turned", range(1, 9))
def test_however_the_camera_lay_the_picture_stands_upright(turned: int) -> None:
    taken = read_picture(with_exif(lying(scene(), turned), turned))
    assert (taken.width, taken.height) == (480, 640)
    assert corners(shown(taken)) == UPRIGHT


def test_nothing_but_pixels_is_kept() -> None:
    data = with_exif(scene(), thumbnail=None)
    assert b"Exif" in data
    assert b"Model 9 of Anna" in data
    assert Image.open(BytesIO(data)).getexif().get_ifd(0x8825)
    taken = read_picture(data)
    for kept in (taken.jpeg, taken.thumbnail):
        for word in (b"Exif", b"Model 9", b"SERIAL", b"secret", b"at home", b"http", b"ICC", b"Photoshop", b"GPS"):
            assert word not in kept
        image = Image.open(BytesIO(kept))
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        markers = [kept[n + 1] for n in range(len(kept) - 1) if kept[n] == 0xFF and 0xE0 <= kept[n + 1] <= 0xFE]
        assert [m for m in markers if m == 0xFE or 0xE1 <= m <= 0xEF] == [], "no application data, no comments"
    assert taken.taken_at == "2026-02-27T09:12:30"


def test_the_same_picture_is_the_same_bytes_whatever_was_written_about_it() -> None:
    assert read_picture(with_exif(scene())).jpeg == read_picture(encoded(scene())).jpeg


@pytest.mark.parametrize(
    ("data", "moving"),
    [
        (encoded(scene().convert("L")), False),
        (encoded(scene().convert("CMYK")), False),
        (encoded(scene(), "PNG"), False),
        (encoded(scene().quantize(64), "PNG"), False),
        (encoded(scene().convert("RGBA"), "PNG"), False),
        (encoded(scene(), "WEBP", quality=90), False),
        (encoded(scene(), "AVIF", quality=90), False),
        (encoded(scene(), "GIF", save_all=True, append_images=[Image.new("RGB", (480, 640))] * 3), True),
        (encoded(scene(), "WEBP", save_all=True, append_images=[Image.new("RGB", (480, 640))] * 3), True),
        (encoded(scene(), "PNG", save_all=True, append_images=[Image.new("RGB", (480, 640))] * 3), True),
        (encoded(scene(), "JPEG", progressive=True), False),
    ],
    ids="grey cmyk png palette seethrough webp avif gif moving-webp moving-png progressive".split(),
)
def test_every_usual_form_is_read_a_moving_one_by_its_first_picture(data: bytes, moving: bool) -> None:
    taken = read_picture(data)
    assert taken.moving == moving
    if Image.open(BytesIO(data)).mode != "L":
        assert corners(shown(taken)) == UPRIGHT
        assert near(shown(taken).getpixel((240, 240)), (205, 160, 135), 14)  # type: ignore[arg-type]


def test_a_picture_of_sixteen_bits_keeps_its_greys() -> None:
    deep = Image.frombytes("I;16", (300, 300), b"".join((200 * 257).to_bytes(2, "little") for _ in range(90_000)))
    assert near(shown(read_picture(encoded(deep, "PNG"))).getpixel((150, 150)), (200, 200, 200), 2)  # type: ignore[arg-type]
    assert near(shown(read_picture(empty_png(300, 300, depth=16))).getpixel((9, 9)), (0, 0, 0), 0)  # type: ignore[arg-type]


def test_what_is_seen_through_lies_on_white() -> None:
    clear = Image.new("RGBA", (300, 300), (255, 0, 0, 0))
    assert shown(read_picture(encoded(clear, "PNG"))).getpixel((9, 9)) == (255, 255, 255)


def test_a_colour_profile_is_reckoned_in_and_one_that_is_rubbish_is_dropped() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    ours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (ours, lab.tobytes(), b"rubbish" * 100, b"x"):
        assert near(shown(read_picture(encoded(scene(), icc_profile=profile))).getpixel((240, 240)), (205, 160, 135))  # type: ignore[arg-type]
    # The primaries of sRGB exchanged: what a profile says must be done.
    swapped = bytearray(ours)
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    image = shown(read_picture(encoded(scene(), "PNG", icc_profile=bytes(swapped))))
    assert near(image.getpixel((240, 240)), (135, 160, 205), 12)  # type: ignore[arg-type]


def test_heic_is_read_where_its_part_is_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    taken = read_picture(heic(lying(scene(), 6), exif=exif.tobytes()))
    assert (taken.width, taken.height) == (480, 640)
    assert corners(shown(taken)) == UPRIGHT
    assert b"Exif" not in taken.jpeg


def test_without_its_part_heic_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert refused(b"\0\0\0\x18ftypheic" + bytes(500)) == "heic"
    assert "JPEG" in REFUSALS["heic"].text


def test_what_is_kept_is_bounded_in_pixels_and_bytes() -> None:
    noise = Image.effect_noise((2600, 3200), 120).convert("RGB")
    taken = read_picture(encoded(noise, quality=95))
    assert (taken.width, taken.height) == (1950, MOST_SIDE)
    assert len(taken.jpeg) <= MOST_KEPT_BYTES
    small = Image.open(BytesIO(taken.thumbnail))
    assert max(small.size) == THUMBNAIL


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "foreign"),
        (b"GIF89a", "foreign"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "foreign"),
        (b"%PDF-1.7 and so on", "foreign"),
        (encoded(scene(), "BMP"), "foreign"),
        (encoded(scene(), "TIFF"), "foreign"),
        (encoded(scene(100, 640)), "small"),
        (encoded(scene())[:4000], "short"),
        (encoded(scene(), "PNG")[:2000], "short"),
        (encoded(scene(), "WEBP")[:1500], "damaged"),
        (b"\0\0\0\x18ftypheic" + bytes(500), "foreign"),
        (empty_png(7100, 7100, colour=0), "pixels"),
        (empty_png(14_000, 14_000, colour=0), "pixels"),
    ],
    ids="nothing half-gif svg pdf bmp tiff small cut-jpeg cut-png cut-webp empty-heic fifty-megapixels bomb".split(),
)
def test_everything_else_is_refused_in_one_sentence(data: bytes, why: str) -> None:
    assert refused(data) == why


def test_too_many_bytes_are_not_even_handed_on() -> None:
    with pytest.raises(PictureRefused) as found:
        take_in(bytes(MOST_BYTES + 1))
    assert found.value.why == "large"


def test_the_child_gives_the_same_picture_and_the_same_refusals() -> None:
    assert can_start_python()
    data = with_exif(lying(scene(), 6), 6)
    assert take_in(data) == take_in(data, apart=False)
    mirrored = {place: place.replace("left", "@").replace("right", "left").replace("@", "right") for place in UPRIGHT}
    assert corners(shown(take_in(data, mirrored=True))) == mirrored, "as others see one, not as a mirror does"
    assert refusal_of(empty_png(5100, 5100, colour=0)) == REFUSALS["pixels"], "a phone unfolds less at once"
    with pytest.raises(PictureRefused) as found:
        take_in(encoded(scene())[:4000], apart=True)
    assert found.value.why == "short"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system's own count of memory")
@pytest.mark.parametrize(
    ("made", "width", "most"),
    [
        ("encoded(Image.new('L', (12000, 8400), 150), quality=60)", 2400, 100),
        ("empty_png(7000, 7000, colour=6)", 2400, 600),
        ("empty_png(14000, 14000, colour=0)", 0, 20),
    ],
    ids=["hundred-megapixel-jpeg", "largest-png", "bomb"],
)
def test_the_child_takes_no_more_memory_than_that(made: str, width: int, most: int) -> None:
    """MiB at its peak, beyond what it began with. A JPEG of 100 megapixels is read at a fraction of its size."""
    before = f"data = {made}\ntask = msgspec.msgpack.encode(Task(data))\n"
    anew = "open('/proc/self/clear_refs', 'w').write('5')\n"  # the peak begins anew
    taken = memory_taken(
        CHILD + before + anew, f"said = answer(task)\nassert width_of(said) == {width}, width_of(said)"
    )
    assert taken < most << 10, f"{taken} kB"


def test_light_is_measured_as_it_is() -> None:
    plain = read_picture(encoded(scene())).light
    assert read_picture(encoded(lit(scene(), 0.3, 0.3, 0.3))).light.highlights < 45 < plain.highlights
    assert read_picture(encoded(lit(scene(), 1.2, 1, 0.8))).light.warmth > plain.warmth + 30
    assert read_picture(encoded(blurred(scene()))).light.sharpness < plain.sharpness / 2
    assert read_picture(encoded(Image.new("RGB", (300, 300), "white"))).light.glare == 100
    dark_left = scene()
    dark_left.paste(lit(scene().crop((0, 0, 240, 640)), 0.5, 0.5, 0.5), (0, 0))
    assert read_picture(encoded(dark_left)).light.slant < plain.slant - 10
