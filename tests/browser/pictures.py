"""Make the README's pictures from the real page: `python -m tests.browser.pictures` writes them into `.github/`."""

from __future__ import annotations

import base64
import struct
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import FLAGS, PHONE, ROOT, Bot, find_chromium, open_page, say

FOLDER = ROOT / ".github"
WIDE = (1080, 780)


def answer(page: Page) -> None:
    """Ask for a company whose name is misspelt."""
    say(page, "/company antropic")
    expect(page.locator(".message.ephemeral").last).to_contain_text("you typed")
    page.locator(".message.ephemeral").last.evaluate("message => message.scrollIntoView()")


def digest(page: Page) -> None:
    """Put the clock forward, and look at the digest with its thread."""
    if not page.locator("#messages .thread-below").count():
        page.locator("#clock").click()
        page.get_by_role("menuitem", name="By 10 minutes").click()
        expect(page.locator("#clock")).to_be_enabled()
    page.locator("#messages .thread-below").last.click()
    expect(page.locator("#replies .message")).not_to_have_count(0)
    page.mouse.move(0, 0)
    page.locator("#messages").evaluate("list => { list.scrollTop = 0; }")
    page.locator("#replies").evaluate("list => { list.scrollTop = list.scrollHeight; }")


def in_chinese(page: Page) -> None:
    """Ask in Chinese, on a phone."""
    say(page, "/company 英伟达")
    expect(page.locator(".message.ephemeral").last).to_contain_text("公司")
    page.locator(".message.ephemeral").last.evaluate("message => message.scrollIntoView()")


SCENES: dict[str, tuple[str, tuple[int, int], Callable[[Page], None]]] = {
    "answer": ("?channel=general", WIDE, answer),
    "digest": ("?channel=ai-news", WIDE, digest),
    "phone": ("?as=xiaolin&channel=general", PHONE, in_chinese),
}


def main() -> None:
    """Make every picture, in light and dark."""
    path = find_chromium()
    if path is None:
        raise SystemExit("There is no chromium on the path.")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        bot = Bot(Path(folder), "Europe/Berlin")
        for name, (query, size, act) in SCENES.items():
            for dark in (False, True):
                page, _ = open_page(browser, bot.page_url, query, size=size, dark=dark)
                act(page)
                page.wait_for_timeout(500)
                target = FOLDER / f"{name}{'-dark' if dark else ''}.png"
                target.write_bytes(squeeze(browser, page.screenshot()))
                page.context.close()
                print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} kB")
        bot.close()
        browser.close()


REDUCE = """async (picture) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const drawing = canvas.getContext("2d");
  drawing.drawImage(image, 0, 0);
  const { data } = drawing.getImageData(0, 0, image.width, image.height);
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const colour = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const common = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  const kinds = new Map(common.toReversed().map((colour) => [colour & 0xf0f0f0, colour]));
  const rare = common.filter((colour) => kinds.get(colour & 0xf0f0f0) === colour);
  const palette = [...new Set([...common.slice(0, 64), ...rare])].slice(0, 256);
  const far = (a, b) => [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);
  const places = new Map(palette.map((colour, i) => [colour, i]));
  for (const colour of counts.keys()) {
    const nearest = palette.reduce((a, b) => (far(b, colour) < far(a, colour) ? b : a));
    places.set(colour, places.get(nearest));
  }
  let pixels = "";
  for (let i = 0; i < data.length; i += 4) {
    const place = places.get((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    pixels += place.toString(16).padStart(2, "0");
  }
  return { width: image.width, height: image.height, palette, pixels };
}"""
"""Reduce a picture to 256 colours: its commonest, and one for each further shade. On a page of text nobody sees it."""


def squeeze(browser: Browser, png: bytes) -> bytes:
    """Write a picture anew with a palette: a third of the size that browsers make it."""
    page = browser.new_page()
    found = page.evaluate(REDUCE, base64.b64encode(png).decode())
    page.close()
    width, height, pixels = found["width"], found["height"], bytes.fromhex(found["pixels"])
    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, width * height, width))
    palette = b"".join(colour.to_bytes(3, "big") for colour in found["palette"])
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return png[:8] + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


if __name__ == "__main__":
    main()
