// What goes between the app and the workspace, both ways, newest first: each call with its answer, each envelope with its
// ack. The workspace masks secrets before the page is told.

import { inZone } from "/page/dates.js";
import { make, reconcile, spoken } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { context, go, place, t } from "/page/session.js";

const MOST = 300;
const list = document.getElementById("exchanges");
const filter = document.getElementById("traffic-filter");
let known = [];
let asking = false;

/** Ask for what is new, where the pane is open, and draw it. */
export async function refreshTraffic() {
  if (!place.traffic || asking) return;
  asking = true;
  try {
    const answer = await fetch(`/page/traffic?after=${known.at(-1)?.number ?? 0}`);
    known = [...known, ...(await answer.json())].slice(-MOST);
    draw();
  } catch {
    // the page says already that the workspace does not answer
  } finally {
    asking = false;
  }
}

function draw() {
  const words = filter.value.trim().toLowerCase();
  const shown = known.filter((each) => `${each.road} ${each.name} ${each.problem ?? ""}`.toLowerCase().includes(words)).reverse();
  reconcile(list, shown, (each) => String(each.number), exchange);
  document.getElementById("no-traffic").hidden = shown.length > 0;
}

function exchange(each) {
  const { bot } = context();
  const way = each.way === "to_app" ? t("toApp", bot) : t("fromApp", bot);
  const outcome = each.problem ? make("span", { class: "outcome failed" }, each.problem) : make("span", { class: "outcome" }, t("ok"));
  const details = make("details", { class: each.way },
    make("summary", {},
      make("span", { class: "way", title: way }, icon(each.way === "to_app" ? "out" : "in"), spoken(`${way}: `)),
      make("strong", {}, each.name || each.road), outcome,
      make("small", {}, `${inZone(new Date(each.at * 1000), { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }, context())} · ${each.road} · ${each.milliseconds} ms`)));
  details.addEventListener("toggle", () => {
    if (!details.open || details.childElementCount > 1) return;
    details.append(
      make("h3", {}, each.way === "to_app" ? t("payload") : t("arguments")), json(each.sent),
      make("h3", {}, each.way === "to_app" ? t("ack") : t("answer")), json(each.answer));
  });
  return make("li", {}, details);
}

function json(value) {
  const isEmpty = value === null || (typeof value === "object" && Object.keys(value).length === 0);
  return make("pre", { tabindex: 0 }, isEmpty ? t("nothing") : typeof value === "string" ? value : JSON.stringify(value, null, 2));
}

/** Show or hide the pane. */
export function drawTraffic() {
  document.getElementById("traffic").hidden = !place.traffic;
  document.getElementById("traffic-open").setAttribute("aria-expanded", String(place.traffic));
  refreshTraffic();
}

filter.addEventListener("input", draw);
document.getElementById("traffic-open").addEventListener("click", () => go({ traffic: !place.traffic }));
