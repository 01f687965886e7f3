// Block Kit as Slack draws it. What is not drawn here says so by its name, so that nothing is silently missing.

import { card, carousel } from "/page/cards.js";
import { chart } from "/page/charts.js";
import { link, make, unescape } from "/page/dom.js";
import { element, plain, text } from "/page/elements.js";
import { icon } from "/page/icons.js";
import { markdown } from "/page/markdown.js";
import { richText } from "/page/rich.js";
import { table } from "/page/tables.js";

const DRAWN = {
  actions: (block, context) => make("div", { class: "actions" }, ...block.elements.map((each) => element(each, block, context))),
  alert: (block, context) => make("div", { class: `alert ${block.level ?? "default"}` }, icon("warning"), make("div", {}, text(block.text, context))),
  card,
  carousel,
  context: (block, context) => make("div", { class: "context" }, ...block.elements.map((each) => contextual(each, context))),
  context_actions: (block, context) => make("div", { class: "actions" }, ...block.elements.map((each) => element(each, block, context))),
  data_visualization: chart,
  divider: () => make("hr"),
  header: (block, context) => make("h3", { class: "header" }, text(block.text, context)),
  image: (block, context) => figure(block, block.title ? text(block.title, context) : null),
  input,
  markdown: (block) => markdown(block.text),
  rich_text: richText,
  section,
  table,
  video: (block) => figure(block, block.title_url ? link(unescape(block.title_url), plain(block.title)) : plain(block.title)),
};

/**
 * Draw the blocks of a message or view. `context` says who reads (`me`, `people`, `channels`, `now`, `t`), keeps what
 * elements show (`values`, `form`) and hears what is done: `act(part, block, value)`.
 */
export function blocks(list, context) {
  return list.map((block) => (DRAWN[block.type] ?? unknown)(block, context));
}

function unknown(block) {
  return make("p", { class: "unknown" }, `[${block.type}]`);
}

function section(block, context) {
  const words = make("div", { class: "words" });
  if (block.text) words.append(make("div", {}, text(block.text, context)));
  if (block.fields) words.append(make("div", { class: "fields" }, ...block.fields.map((field) => make("div", {}, text(field, context)))));
  const beside = block.accessory ? accessory(block, context) : null;
  return make("div", { class: "section" }, words, beside);
}

function accessory(block, context) {
  const part = block.accessory;
  const isWide = ["checkboxes", "radio_buttons"].includes(part.type);
  const drawn = part.type === "image" ? thumbnail(part) : element(part, block, context);
  return make("div", { class: isWide ? "accessory wide" : "accessory" }, drawn);
}

function contextual(part, context) {
  if (part.type !== "image") return make("span", {}, text(part, context));
  return make("span", { class: "tiny-picture", role: "img", "aria-label": part.alt_text, title: part.alt_text }, icon("picture"));
}

/** Say what a picture shows; the page loads nothing from elsewhere. */
function figure(block, title) {
  return make("figure", { class: "picture" }, title ? make("figcaption", {}, title) : null,
    make("div", { role: "img", "aria-label": block.alt_text }, icon("picture"), make("span", {}, block.alt_text)));
}

export function thumbnail(part) {
  return make("span", { class: "thumbnail", role: "img", "aria-label": part.alt_text, title: part.alt_text }, icon("picture"), make("span", {}, part.alt_text));
}

/** Draw an input with its label, hint and what is wrong with it. */
function input(block, context) {
  const id = `${context.form}-${block.block_id}`.replace(/[^\w-]/g, "_");
  const problem = context.problems?.[block.block_id];
  const label = plain(block.label);
  const describedBy = [block.hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].join(" ").trim() || null;
  const drawn = element(block.element, block, { ...context, describedBy }, label);
  const isOne = drawn.matches("input, textarea, button");
  if (isOne) drawn.id = `${id}-control`;
  return make("div", { class: problem ? "input wrong" : "input", "data-block": block.block_id },
    make(isOne ? "label" : "p", { class: "label", for: isOne ? drawn.id : null }, label, block.optional ? make("span", { class: "optional" }, ` ${context.t("optional")}`) : null),
    drawn,
    problem ? make("p", { class: "problem", id: `${id}-problem` }, icon("warning"), problem) : null,
    block.hint ? make("p", { class: "hint", id: `${id}-hint` }, plain(block.hint)) : null);
}
