// Small helpers. Data reaches the page only through text nodes and checked attributes, never as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element with properties and children (nodes or strings). `on` holds listeners by event. */
export function make(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** Make an SVG element likewise. */
export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Make words that only a screen reader reads. */
export function spoken(words) {
  return make("span", { class: "hidden" }, words);
}

/** Make a link, or plain text where the address is none that a message may link to. */
export function link(address, ...children) {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(address)) return make("span", {}, ...children);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, ...children);
}

/** Undo Slack's escaping: the three entities, once. */
export function unescape(text) {
  return text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
}

/** Make the children of a list equal to keyed items, keeping elements whose item did not change. */
export function reconcile(list, items, keyOf, draw) {
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const key = keyOf(item);
    const print = JSON.stringify(item);
    const old = known.get(key);
    if (old && old.dataset.print === print) return old;
    const fresh = draw(item);
    fresh.dataset.key = key;
    fresh.dataset.print = print;
    return fresh;
  });
  for (const child of [...list.children]) if (!wanted.includes(child)) child.remove();
  wanted.forEach((child, i) => {
    if (list.children[i] !== child) list.insertBefore(child, list.children[i] ?? null);
  });
}
