// The page's own signs, drawn with lines so that they look alike on every machine.

import { svg } from "/page/dom.js";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V12l3 2",
  close: "M6 6l12 12M18 6L6 18",
  down: "M7 10l5 5 5-5",
  in: "M19 12H5M11 6l-6 6 6 6",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  hash: "M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  home: "M4 11l8-7 8 7M6.5 9.5V20h11V9.5",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  out: "M5 12h14M13 6l6 6-6 6",
  pencil: "M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
  reply: "M20 15a2 2 0 0 1-2 2H9l-4 3.5V6a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2z",
  send: "M4 12L20 4.5 14 20l-2.5-6.5zM11.5 13.5L20 4.5",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5h.01M15 9.5h.01",
  traffic: "M8 4v15M4.5 8L8 4l3.5 4M16 20V5M12.5 16l3.5 4 3.5-4",
  trash: "M5 7h14M10 4h4M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  warning: "M12 4l9 16H3zM12 10v4.5M12 17.5h.01",
};

/** Draw a sign. It says nothing to a screen reader: name whatever holds it. */
export function icon(name) {
  return svg("svg", { class: "icon-sign", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, svg("path", { d: PATHS[name] }));
}
