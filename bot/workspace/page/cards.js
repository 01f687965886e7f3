// The `card` block and the `carousel` of cards.

import { make } from "/page/dom.js";
import { element, text } from "/page/elements.js";
import { icon } from "/page/icons.js";

/** Draw a card: a picture by its words, a title with an icon, a text, and buttons. */
export function card(block, context) {
  const sign = block.icon ?? block.slack_icon;
  return make("article", { class: "card" },
    block.hero_image ? make("div", { class: "hero", role: "img", "aria-label": block.hero_image.alt_text }, icon("picture"), make("span", {}, block.hero_image.alt_text)) : null,
    block.title || block.subtitle ? make("header", {},
      sign ? make("span", { class: "tiny-picture", role: "img", "aria-label": sign.alt_text ?? sign.name }, icon("picture")) : null,
      make("div", {},
        block.title ? make("h4", {}, text(block.title, context)) : null,
        block.subtitle ? make("p", { class: "subtitle" }, text(block.subtitle, context)) : null)) : null,
    block.body ? make("div", { class: "card-body" }, text(block.body, context)) : null,
    block.actions ? make("div", { class: "actions" }, ...block.actions.map((each) => element(each, block, context))) : null);
}

/** Draw cards in a row that scrolls sideways, by its buttons too. */
export function carousel(block, context) {
  const row = make("div", { class: "cards", tabindex: 0 }, ...block.elements.map((each) => card(each, context)));
  const step = (direction) => () => row.scrollBy({ left: direction * row.clientWidth * 0.8, behavior: "smooth" });
  const turn = (name, direction) => make("button", { type: "button", class: `icon turn ${name}`, "aria-label": context.t(name), on: { click: step(direction) } }, icon("back"));
  const drawn = make("div", { class: "carousel", role: "group", "aria-label": context.t("cards", { n: block.elements.length }) }, row, turn("previous", -1), turn("next", 1));
  const mark = () => {
    drawn.classList.toggle("at-start", row.scrollLeft < 8);
    drawn.classList.toggle("at-end", row.scrollLeft + row.clientWidth > row.scrollWidth - 8);
  };
  row.addEventListener("scroll", mark);
  new ResizeObserver(mark).observe(row);
  return drawn;
}
