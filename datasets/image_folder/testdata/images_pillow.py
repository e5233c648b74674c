"""Writes images_pillow.json: small images in the kinds of files that ImageNet
has, the pixels that Pillow reads from them, and what it makes of boxes of them.

    pip install pillow==13.0.0 && python3 images_pillow.py
"""

import base64
import io
import json
import math
from pathlib import Path

import PIL
from PIL import Image

WIDTH, HEIGHT = 45, 30
BOXES = [  # left, top, width, height, side
    [0, 0, 45, 30, 8],
    [10, 5, 20, 20, 8],
    [3, 2, 5, 4, 8],
    [9.375, 1.875, 26.25, 26.25, 12],
    [38, 24, 7, 6, 16],
]


def picture():
    def level(x, y, channel):
        wave = math.sin((x + 3 * channel) / 4) * math.cos((y - channel) / 3)
        return round(127.5 + 100 * wave + 27 * (-1) ** (x // 9 + y // 7))

    pixels = bytes(
        level(x, y, channel)
        for y in range(HEIGHT) for x in range(WIDTH) for channel in range(3)
    )
    return Image.frombytes("RGB", (WIDTH, HEIGHT), pixels)


def text(content):
    return base64.b64encode(content).decode()


def file(image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()


rgb = picture()
jpeg = {"format": "JPEG", "quality": 90}
files = {
    "colours": file(rgb, **jpeg),
    "progressive": file(rgb, progressive=True, **jpeg),
    "grey": file(rgb.convert("L"), **jpeg),
    "inks": file(rgb.convert("CMYK"), **jpeg),
    "png": file(rgb, format="PNG"),
}

Path(__file__).with_suffix(".json").write_text(json.dumps({
    "source": f"images_pillow.py, Pillow {PIL.__version__}",
    "width": WIDTH,
    "height": HEIGHT,
    "files": [
        {
            "name": name,
            "content": text(content),
            "rgb": text(Image.open(io.BytesIO(content)).convert("RGB").tobytes()),
        }
        for name, content in files.items()
    ],
    "resized": [
        {
            "box": {"left": x, "top": y, "width": w, "height": h},
            "side": side,
            "rgb": text(rgb.resize(
                (side, side), Image.Resampling.BILINEAR, (x, y, x + w, y + h)
            ).tobytes()),
        }
        for x, y, w, h, side in BOXES
    ],
}, indent=2) + "\n")
