// The `data_visualization` block: pie, bar, line and area charts. A screen reader is given the numbers as a table.

import { make, svg } from "/page/dom.js";

const WIDTHS = { wide: 560, narrow: 320 }; // a narrow page has its own, or its letters would shrink with the chart
const HEIGHT = 240;
const EDGE = { top: 10, right: 10, bottom: 26, left: 44 };
const LABEL_WIDTH = 50;

/** Draw a chart under its title, with a legend where there is more than one series. */
export function chart(block, context) {
  const { chart: data } = block;
  const isPie = data.type === "pie";
  const width = matchMedia("(max-width: 680px)").matches ? WIDTHS.narrow : WIDTHS.wide;
  const series = isPie ? data.segments.map(({ label }) => label) : data.series.map(({ name }) => name);
  const drawn = isPie ? pie(data.segments, context) : axes(data, width, context);
  return make("figure", { class: "chart" },
    make("figcaption", {}, block.title),
    svg("svg", { viewBox: isPie ? "0 0 200 200" : `0 0 ${width} ${HEIGHT}`, class: isPie ? "pie" : "plot", "aria-hidden": "true" }, ...drawn),
    isPie || series.length > 1 ? legend(series, isPie ? shares(data.segments, context) : []) : null,
    axisNames(data.axis_config),
    numbers(block, context));
}

function legend(names, notes) {
  return make("ul", { class: "legend", "aria-hidden": "true" }, ...names.map((name, i) =>
    make("li", {}, make("span", { class: `swatch series-${i % 6}` }), name, notes[i] ? make("small", {}, notes[i]) : null)));
}

function axisNames(axis) {
  const names = [axis?.y_label && `↑ ${axis.y_label}`, axis?.x_label && `→ ${axis.x_label}`].filter(Boolean);
  return names.length ? make("p", { class: "axis-names" }, names.join("   ")) : null;
}

function numbers({ title, chart: data }, context) {
  const rows = data.type === "pie" ? data.segments.map(({ label, value }) => [label, value])
    : data.axis_config.categories.map((category) => [category, ...data.series.map((each) => valueAt(each, category))]);
  const heads = data.type === "pie" ? ["", title] : ["", ...data.series.map(({ name }) => name)];
  return make("table", { class: "hidden" }, make("caption", {}, title),
    make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", {}, head)))),
    make("tbody", {}, ...rows.map(([head, ...values]) => make("tr", {}, make("th", {}, head), ...values.map((value) => make("td", {}, format(value, context)))))));
}

function format(value, context) {
  return value === undefined ? "" : new Intl.NumberFormat(context.me.locale, { maximumFractionDigits: 2, notation: Math.abs(value) >= 1e6 ? "compact" : "standard" }).format(value);
}

function shares(segments, context) {
  const sum = segments.reduce((total, { value }) => total + value, 0);
  return segments.map(({ value }) => new Intl.NumberFormat(context.me.locale, { style: "percent", maximumFractionDigits: 1 }).format(value / sum));
}

function pie(segments, context) {
  const sum = segments.reduce((total, { value }) => total + value, 0);
  let turned = 0;
  const at = (share) => [100 + 92 * Math.sin(2 * Math.PI * share), 100 - 92 * Math.cos(2 * Math.PI * share)].map((n) => n.toFixed(2)).join(" ");
  return segments.map(({ label, value }, i) => {
    const [from, to] = [turned, (turned += value / sum)];
    const slice = { class: `series-${i % 6} slice` };
    const title = svg("title", {}, `${label}: ${format(value, context)}`);
    if (to - from > 0.9999) return svg("circle", { cx: 100, cy: 100, r: 92, ...slice }, title);
    return svg("path", { d: `M100 100L${at(from)}A92 92 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}Z`, ...slice }, title);
  });
}

function valueAt(series, category) {
  return series.data.find(({ label }) => label === category)?.value;
}

/** Draw the axes with what stands between them. */
function axes(data, width, context) {
  const { categories } = data.axis_config;
  const values = data.series.flatMap((each) => each.data.map(({ value }) => value));
  const ticks = ticksOf(Math.min(0, ...values), Math.max(0, ...values));
  const [low, high] = [ticks[0], ticks.at(-1)];
  const scale = {
    x: (i, part = 0.5) => EDGE.left + ((i + part) / categories.length) * (width - EDGE.left - EDGE.right),
    y: (value) => EDGE.top + ((high - value) / (high - low || 1)) * (HEIGHT - EDGE.top - EDGE.bottom),
  };
  const lines = ticks.map((tick) => svg("g", {},
    svg("line", { class: tick === 0 ? "grid zero" : "grid", x1: EDGE.left, x2: width - EDGE.right, y1: scale.y(tick), y2: scale.y(tick) }),
    svg("text", { class: "tick", x: EDGE.left - 8, y: scale.y(tick) + 4, "text-anchor": "end" }, format(tick, context))));
  const every = Math.ceil((categories.length * LABEL_WIDTH) / (width - EDGE.left - EDGE.right));
  const labels = categories.map((category, i) => (i % every ? null
    : svg("text", { class: "tick", x: scale.x(i), y: HEIGHT - 8, "text-anchor": "middle" }, category.length > 12 ? `${category.slice(0, 11)}…` : category)));
  return [...lines, ...labels, ...(data.type === "bar" ? bars : curves)(data, categories, scale, context)];
}

/** Choose round numbers from at or below `low` to at or above `high`. */
export function ticksOf(low, high) {
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((size) => size * power >= rough);
  const first = Math.floor(low / step);
  return Array.from({ length: Math.ceil(high / step) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function bars(data, categories, scale, context) {
  const width = (scale.x(1) - scale.x(0)) * 0.7 / data.series.length;
  return data.series.flatMap((series, s) => categories.map((category, i) => {
    const value = valueAt(series, category) ?? 0;
    const [top, bottom] = [scale.y(Math.max(0, value)), scale.y(Math.min(0, value))];
    const left = scale.x(i) - (width * data.series.length) / 2 + s * width;
    return svg("rect", { class: `series-${s % 6}`, x: left + 1, y: top, width: Math.max(1, width - 2), height: bottom - top, rx: 2 },
      svg("title", {}, `${category}, ${series.name}: ${format(value, context)}`));
  }));
}

function curves(data, categories, scale, context) {
  return data.series.flatMap((series, s) => {
    const points = categories.map((category, i) => [scale.x(i), scale.y(valueAt(series, category) ?? 0), category]);
    const path = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
    const area = `M${path}L${points.at(-1)[0]} ${scale.y(0)}L${points[0][0]} ${scale.y(0)}Z`;
    return [
      data.type === "area" ? svg("path", { class: `series-${s % 6} area`, d: area }) : null,
      svg("path", { class: `series-${s % 6} curve`, d: `M${path}` }),
      ...points.map(([x, y, category]) => svg("circle", { class: `series-${s % 6}`, cx: x, cy: y, r: 3 },
        svg("title", {}, `${category}, ${series.name}: ${format(valueAt(series, category), context)}`))),
    ];
  });
}
