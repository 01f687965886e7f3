// The workspace's clock, which one can put forward: hours pass one by one, and the bot does what they bring.

import { inZone, localOf, secondsOf, timeOf } from "/page/dates.js";
import { menu } from "/page/popup.js";
import { context, now, send, t } from "/page/session.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MORNING = "09:00";
const button = document.getElementById("clock");
const face = document.getElementById("clock-face");

/** Show what time it is for whom one acts as. */
export function drawClock() {
  const here = context();
  if (!here.me) return;
  const moment = new Date(now());
  face.textContent = `${inZone(moment, { weekday: "short", day: "numeric", month: "short" }, here)}, ${timeOf(moment, here)}`;
  const label = t("clockLabel", { time: face.textContent });
  button.setAttribute("aria-label", label);
  button.title = label;
  button.classList.toggle("ahead", here.ahead > 0);
}

function moves() {
  return [
    [t("tenMinutes"), 10 * MINUTE],
    [t("oneHour"), HOUR],
    [t("tomorrow", { time: MORNING }), untilTomorrow()],
    [t("oneDay"), DAY],
    [t("oneWeek"), 7 * DAY],
  ];
}

/** Count the seconds until tomorrow morning where one lives. */
function untilTomorrow() {
  const here = context();
  const tomorrow = localOf(now() / 1000 + DAY, here).day;
  return secondsOf(tomorrow, MORNING, here) - now() / 1000;
}

async function putForward(seconds) {
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  await send("clock", { seconds });
  button.disabled = false;
  button.removeAttribute("aria-busy");
}

button.addEventListener("click", () => menu(button, t("putForward"), moves().map(([label, seconds]) => ({ label, act: () => putForward(seconds) })), { title: true }));
setInterval(drawClock, 1000);
