// @ts-check
/**
 * A chart of trends that grows: measured, estimated, set point, the controller's plan; each with its band of expanded uncertainty. The caller adds
 * what is new; what has left the window is forgotten. Nothing is drawn while nobody can see it.
 */
import { frameIn, writeTable } from "./trend/frame.js";
import { paletteOf } from "./trend/palette.js";
import { columnsOf, firstBad, outOfSpecification, plotOf } from "./trend/plot.js";
import { TimeWords } from "./trend/time-axis.js";
import { TrendTable } from "./trend/trend-table.js";
import { apply } from "./trend/trend-update.js";

/**
 * @typedef {{ title: string, unit: string, start: number, window: number, kept: number, ahead: number, span: number, decimals: number,
 *   clock: boolean, language: string, curves: import("./trend/plot.js").CurveStyle[], limits: import("./trend/plot.js").Limit[],
 *   texts: import("./trend/frame.js").Texts }} Options
 *   start: of the batch, ms since 1970; window: hours shown before now; kept: hours kept; ahead: hours shown after now; span: least height in its unit
 */

const tableRows = 24;

// Numbers are written with a point in every language, as on all pages.
const numbersWith = (/** @type {number} */ least, /** @type {number} */ most) =>
    new Intl.NumberFormat("en", { minimumFractionDigits: least, maximumFractionDigits: most, useGrouping: false });

/** @param {HTMLElement} root @param {Options} options */
export function create(root, options) {
    return new TrendChart(root, options);
}

export class TrendChart {
    /** @param {HTMLElement} root @param {Options} options */
    constructor(root, options) {
        this.root = root;
        this.options = options;
        /** @type {[number, number] | null} what is shown, h; null while the chart follows the time of the plant */
        this.view = null;
        /** @type {number | null} where the cursor is, h */
        this.cursor = null;
        this.visible = true;
        this.frame = frameIn(root, options.title, options.curves, options.texts);
        this.scene = {
            ...options, table: new TrendTable(options.curves.length), palette: paletteOf(root), now: 0,
            words: new TimeWords(options.start, options.clock, options.language), timeLabel: options.clock ? options.texts.clock : options.texts.time, nowLabel: options.texts.now,
            number: numbersWith(options.decimals, options.decimals), axisNumber: numbersWith(0, 9),
        };
        this.plot = plotOf(this.scene, this.frame.plot, (min, max) => this.show(min, max), (row) => this.pointAt(row));
        this.stop = new AbortController();
        this.listen();
        this.draw();
    }

    /** @param {Uint8Array} bytes as TrendUpdate.cs writes them */
    apply(bytes) {
        const { scene, options } = this;
        scene.now = apply(bytes, scene.table);
        scene.table.dropBefore(scene.now - options.kept);
        this.invalidate();
    }

    dispose() {
        this.stop.abort();
        this.resize.disconnect();
        this.seen.disconnect();
        this.themed.disconnect();
        cancelAnimationFrame(this.due ?? 0);
        this.plot.destroy();
        this.root.replaceChildren();
    }

    /** Draws with the next frame of the screen; a hidden page has none, and draws once when it comes back. */
    invalidate() {
        if (this.visible) this.due ??= requestAnimationFrame(() => this.draw());
        else this.stale = true;
    }

    draw() {
        this.due = undefined;
        this.stale = false;
        this.scene.palette = paletteOf(this.root);
        const [min, max] = this.range;
        this.plot.batch(() => {
            this.plot.setData(columnsOf(this.scene), false);
            this.plot.setScale("x", { min, max });
        });
        this.frame.buttons.live.setAttribute("aria-pressed", String(this.view === null));
        this.placeCursor();
    }

    /** @returns {[number, number]} */
    get range() {
        const { now } = this.scene, { window, ahead } = this.options;
        return this.view ?? [Math.max(0, now - window), Math.max(now, window) + ahead];
    }

    /** @param {number} min @param {number} max h */
    show(min, max) {
        const { now } = this.scene, { kept, ahead } = this.options;
        const span = Math.min(Math.max(max - min, 1 / 60), kept + ahead);
        const from = Math.max(Math.max(0, now - kept), Math.min(min, Math.max(now, kept) + ahead - span));
        this.view = [from, from + span];
        this.invalidate();
    }

    /** @param {number} factor of the width @param {number} shift in widths */
    move(factor, shift) {
        const [min, max] = this.range, width = max - min;
        const centre = factor < 1 && this.cursor !== null ? this.cursor : (min + max) / 2;
        const left = centre - (centre - min) * factor + shift * width;
        this.show(left, left + width * factor);
    }

    follow() {
        this.view = null;
        this.invalidate();
    }

    listen() {
        const { buttons, plot, details } = this.frame, { signal } = this.stop;
        const on = (/** @type {EventTarget} */ target, /** @type {string} */ event, /** @type {(e: any) => void} */ handler) =>
            target.addEventListener(event, handler, { signal });
        on(buttons.zoomIn, "click", () => this.move(0.5, 0));
        on(buttons.zoomOut, "click", () => this.move(2, 0));
        on(buttons.earlier, "click", () => this.move(1, -0.5));
        on(buttons.later, "click", () => this.move(1, 0.5));
        on(buttons.live, "click", () => this.follow());
        on(plot, "keydown", (e) => this.key(e));
        on(plot, "dblclick", () => this.follow());
        on(details, "toggle", () => this.fillTable());
        on(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.invalidate());
        on(matchMedia("(forced-colors: active)"), "change", () => this.invalidate());
        this.resize = new ResizeObserver(() => this.fit());
        this.resize.observe(plot);
        this.seen = new IntersectionObserver(([e]) => {
            this.visible = e.isIntersecting;
            if (this.visible && this.stale) this.invalidate();
        });
        this.seen.observe(plot);
        // The page changes its theme by an attribute or a style of its outermost elements.
        this.themed = new MutationObserver(() => this.invalidate());
        for (const outermost of [document.documentElement, document.body]) this.themed.observe(outermost, { attributes: true });
    }

    fit() {
        const { clientWidth: width, clientHeight: height } = this.frame.plot;
        if (width > 0 && height > 0 && (width !== this.plot.width || height !== this.plot.height)) this.plot.setSize({ width, height });
    }

    /** @param {KeyboardEvent} e */
    key(e) {
        const { hours } = this.scene.table, [min, max] = this.range;
        const first = this.scene.table.firstFrom(min), last = this.scene.table.firstFrom(max + 1e-9) - 1;
        const at = this.cursor === null ? last + 1 : this.scene.table.firstFrom(this.cursor);
        const step = e.shiftKey ? 10 : 1;
        const actions = /** @type {Record<string, () => void>} */ ({
            ArrowLeft: () => this.speak(Math.max(first, at - step)), ArrowRight: () => this.speak(Math.min(last, at + step)),
            Home: () => this.speak(first), End: () => this.speak(last),
            PageUp: () => this.move(1, -0.5), PageDown: () => this.move(1, 0.5),
            "+": () => this.move(0.5, 0), "=": () => this.move(0.5, 0), "-": () => this.move(2, 0), Escape: () => this.follow(),
        });
        const action = actions[e.key];
        if (!action || e.ctrlKey || e.altKey || e.metaKey || hours.length === 0) return;
        e.preventDefault();
        action();
    }

    /** Moves the cursor to a row and has its values read out. @param {number} row */
    speak(row) {
        this.cursor = this.scene.table.hours[row] ?? null;
        this.placeCursor();
        this.frame.spoken.textContent = this.frame.readout.textContent;
    }

    /** The pointer is over a row. @param {number | null} row */
    pointAt(row) {
        if (this.placing) return;
        this.cursor = row === null ? null : this.scene.table.hours[row] ?? null;
        this.readOut();
    }

    placeCursor() {
        if (this.cursor !== null && this.cursor < this.scene.now - this.options.kept) this.cursor = null;
        const left = this.cursor === null ? -10 : this.plot.valToPos(this.cursor, "x");
        this.placing = true;
        this.plot.setCursor({ left, top: left < 0 ? -10 : 1 }, false);
        this.placing = false;
        this.readOut();
    }

    readOut() {
        const { table, words, curves } = this.scene;
        const text = this.cursor === null ? "" : `${words.say(this.cursor, false)}: ` + curves
            .map((c, k) => ({ c, says: this.say(k, table.firstFrom(this.cursor ?? 0)) })).filter(({ says }) => says !== "")
            .map(({ c, says }) => `${c.name} ${this.options.texts[c.role]} ${says}`).join("; ");
        if (this.frame.readout.textContent !== text) this.frame.readout.textContent = text;
    }

    /** A curve at a row in words: value, expanded uncertainty, unit, quality. @param {number} curve @param {number} row */
    say(curve, row) {
        const { table, number, unit, now } = this.scene, { texts, curves } = this.options;
        const at = table.rowShown(curve, row);
        if (at < 0 || (curves[curve].role !== "plan" && table.hours[row] > now)) return "";
        const { value, upper, status, bad } = table.curves[curve];
        const [v, u, s] = [value[at], upper[at], status[at] ?? 0];
        const words = v == null ? (bad[at] == null ? texts.noValue : number.format(bad[at])) : number.format(v) + (u == null ? "" : ` \u00b1 ${number.format(u - v)}`);
        const quality = s >= firstBad ? `, ${texts.bad}` : s === outOfSpecification ? `, ${texts.uncertain}` : "";
        return `${words}${v == null && bad[at] == null ? "" : ` ${unit}`}${quality}`;
    }

    fillTable() {
        if (!this.frame.details.open) return;
        const { table, curves, words, now } = this.scene, { texts } = this.options, [min, max] = this.range;
        const first = table.firstFrom(min), last = table.firstFrom(max + 1e-9) - 1;
        const count = Math.min(tableRows, last - first + 1), rows = [[this.scene.timeLabel, ...curves.map((c) => `${c.name}, ${texts[c.role]}`)]];
        for (let i = 0; i < count; i++) {
            const row = count === 1 ? first : first + Math.round(i * (last - first) / (count - 1));
            rows.push([words.say(table.hours[row], false), ...curves.map((_, k) => this.say(k, row))]);
        }
        writeTable(this.frame.table, `${texts.caption} ${words.say(now, false)}`, rows);
    }
}
