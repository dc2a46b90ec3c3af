// @ts-check
/** What stands around the picture of a chart as elements of the page: title, buttons, legend, readout, and the values as a table. */

/**
 * @typedef {{ zoomIn: string, zoomOut: string, earlier: string, later: string, live: string, now: string, time: string, clock: string, help: string, chart: string,
 *   table: string, caption: string, legendBand: string, legendBad: string, legendUncertain: string, noValue: string,
 *   measured: string, estimated: string, setpoint: string, plan: string, bad: string, uncertain: string }} Texts
 */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} content
 */
export function element(tag, attributes = {}, ...content) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
}

/**
 * @param {HTMLElement} root
 * @param {string} title
 * @param {import("./plot.js").CurveStyle[]} curves
 * @param {Texts} texts
 */
export function frameIn(root, title, curves, texts) {
    const id = `trend-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
    const button = (/** @type {string} */ sign, /** @type {string} */ name) => element("button", { type: "button", "aria-label": name, title: name }, sign);
    const buttons = {
        earlier: button("\u2190", texts.earlier), later: button("\u2192", texts.later), zoomOut: button("\u2212", texts.zoomOut),
        zoomIn: button("+", texts.zoomIn), live: element("button", { type: "button", "aria-pressed": "true" }, texts.live),
    };
    const plot = element("div", {
        class: "trend-plot", tabindex: "0", role: "application", "aria-label": `${title}: ${texts.chart}`, "aria-describedby": `${id}-help`,
    });
    const readout = element("div", { class: "trend-readout" });
    const spoken = element("div", { class: "trend-hidden", "aria-live": "polite" });
    const table = element("table");
    const details = element("details", {}, element("summary", {}, `${texts.table}: ${title}`), table);
    root.classList.add("trend-chart");
    root.replaceChildren(
        element("div", { class: "trend-head" }, element("span", { class: "trend-title" }, title),
            element("div", { class: "trend-buttons", role: "group", "aria-label": title }, ...Object.values(buttons))),
        plot, readout, legend(curves, texts), spoken, element("div", { id: `${id}-help`, class: "trend-hidden" }, texts.help), details);
    return { buttons, plot, readout, spoken, table, details };
}

/** @param {import("./plot.js").CurveStyle[]} curves @param {Texts} texts */
function legend(curves, texts) {
    const items = curves.map(({ name, role }) => item(role, role === "setpoint" ? ["M1 10H15V4H29"] : ["M1 7H29"], role !== "setpoint", `${name}, ${texts[role]}`));
    items.push(element("li", {}, texts.legendBand), item("bad", ["M11 3L19 11M11 11L19 3"], false, texts.legendBad), item("bad", ["M15 3L19 11H11Z"], false, texts.legendUncertain));
    return element("ul", { class: "trend-legend" }, ...items);
}

/** @param {string} role @param {string[]} paths @param {boolean} banded @param {string} text */
function item(role, paths, banded, text) {
    const picture = vector("svg", { viewBox: "0 0 30 14", "aria-hidden": "true" });
    if (banded) picture.append(vector("rect", { x: "1", y: "2", width: "28", height: "10" }));
    picture.append(...paths.map((d) => vector("path", { d })));
    return element("li", { class: role }, picture, text);
}

/** @param {string} tag @param {Record<string, string>} attributes */
function vector(tag, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
}

/**
 * Writes rows of values into the table; the first row holds the heads.
 * @param {HTMLTableElement} table
 * @param {string} caption
 * @param {string[][]} rows
 */
export function writeTable(table, caption, [heads, ...rows]) {
    table.replaceChildren(
        element("caption", {}, caption),
        element("thead", {}, element("tr", {}, ...heads.map((h) => element("th", { scope: "col" }, h)))),
        element("tbody", {}, ...rows.map(([time, ...values]) =>
            element("tr", {}, element("th", { scope: "row" }, time), ...values.map((v) => element("td", {}, v))))));
}
