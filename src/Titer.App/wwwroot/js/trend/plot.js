// @ts-check
/** The picture of a chart: uPlot with our curves, bands, marks of quality, limits and the line of now. */
import uPlot from "../../lib/uplot/1.6.32/uPlot.esm.js";
import { marks } from "./time-axis.js";

/**
 * @typedef {import("./trend-table.js").TrendTable} TrendTable
 * @typedef {import("./palette.js").Palette} Palette
 * @typedef {{ name: string, role: "measured" | "estimated" | "setpoint" | "plan" }} CurveStyle
 * @typedef {{ name: string, value: number }} Limit
 * @typedef {{ table: TrendTable, palette: Palette, words: import("./time-axis.js").TimeWords, now: number, curves: CurveStyle[], limits: Limit[],
 *   span: number, unit: string, timeLabel: string, nowLabel: string, number: Intl.NumberFormat, axisNumber: Intl.NumberFormat }} Scene
 */

/** Statuses of NE 107 as numbers of Ne107.cs: 2 out of specification, 3 function check, 4 failure. */
export const outOfSpecification = 2;
export const firstBad = 3;

const linear = /** @type {any} */ (uPlot.paths.linear)();
const stepped = /** @type {any} */ (uPlot.paths.stepped)({ align: 1 });
const lines = {
    measured: { width: 1.25, dash: [], paths: linear },
    estimated: { width: 2.25, dash: [], paths: linear },
    setpoint: { width: 1.5, dash: [6, 3], paths: stepped },
    plan: { width: 1.75, dash: [2, 3], paths: linear },
};
const font = "12px system-ui, sans-serif";

/**
 * @param {Scene} scene
 * @param {HTMLElement} host
 * @param {(min: number, max: number) => void} onSelect a stretch of time was marked, h
 * @param {(row: number | null) => void} onCursor
 */
export function plotOf(scene, host, onSelect, onCursor) {
    /** @type {any[]} */
    const series = [{}], bands = [];
    scene.curves.forEach(({ role }, k) => {
        const edge = (/** @type {string} */ key) => ({
            width: 1, dash: [1, 3], stroke: () => scene.palette.edge, points: { show: false },
            // A curve that never had such a column costs no path.
            paths: (/** @type {any[]} */ ...a) => scene.table.curves[k][key].some((v) => v != null) ? linear(...a) : null,
        });
        const band = (/** @type {string} */ name, /** @type {number} */ first) =>
            ({ series: [first, first + 1], fill: () => scene.palette[name] });
        if (role !== "setpoint") {
            bands.push(band(`${role}-band`, series.length));
            series.push(edge("upper"), edge("lower"));
        }
        if (role === "measured" || role === "estimated") {
            bands.push(band(`${role}-range`, series.length));
            series.push(edge("maximum"), edge("minimum"));
        }
        series.push({ ...lines[role], stroke: () => scene.palette[role], points: role === "measured" ? { size: 4 } : { show: false } });
    });
    const axis = { font, stroke: () => scene.palette.text, grid: { stroke: () => scene.palette.grid, width: 1 }, ticks: { show: false } };
    const numbers = (/** @type {uPlot} */ _, /** @type {number[]} */ splits) => splits.map((v) => scene.axisNumber.format(v));
    const plot = new uPlot(/** @type {any} */ ({
        width: Math.max(200, host.clientWidth), height: Math.max(120, host.clientHeight), padding: [10, 12, 0, 0],
        legend: { show: false }, series, bands,
        scales: { x: { time: false, auto: false, range: (_, min, max) => [min, max] }, y: { range: (_, min, max) => valueRange(scene, min, max) } },
        axes: [
            {
                ...axis, size: 26, label: scene.timeLabel, labelFont: font, labelSize: 18,
                splits: (u, _, min, max) => marks(min, max, (max - min) * 70 / Math.max(70, u.bbox.width / devicePixelRatio), scene.words.offset),
                values: (_, splits) => splits.map((h) => scene.words.say(h, true)),
            },
            { ...axis, size: 56, label: scene.unit, labelFont: font, labelSize: 18, values: numbers },
        ],
        cursor: { y: false, drag: { setScale: false, x: true, y: false }, points: { show: false }, bind: { dblclick: () => null } },
        hooks: {
            setSelect: [(u) => {
                if (u.select.width < 4) return;
                onSelect(u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x"));
                u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            }],
            setCursor: [(u) => onCursor(u.cursor.idx ?? null)],
            drawAxes: [(u) => drawLimits(u, scene)],
            draw: [(u) => drawMarks(u, scene)],
        },
    }), columnsOf(scene), host);
    return plot;
}

/**
 * The columns in the order of the series of {@link plotOf}.
 * @param {Scene} scene
 * @returns {any}
 */
export function columnsOf({ table, curves }) {
    return [table.hours, ...curves.flatMap(({ role }, k) => {
        const { value, lower, upper, minimum, maximum } = table.curves[k];
        return role === "setpoint" ? [value] : role === "plan" ? [upper, lower, value] : [upper, lower, maximum, minimum, value];
    })];
}

/** Never narrower than the chart's span, so that noise does not look like news; a limit is in sight when the curves are near it. */
function valueRange(/** @type {Scene} */ { span, limits }, /** @type {number | null} */ min, /** @type {number | null} */ max) {
    if (min == null || max == null) [min, max] = [Math.min(0, ...limits.map((l) => l.value)), Math.max(1, ...limits.map((l) => l.value))];
    if (max - min < span) [min, max] = [(min + max - span) / 2, (min + max + span) / 2];
    const near = 0.5 * (max - min);
    const [low, high] = [min - near, max + near];
    for (const { value } of limits) {
        if (value >= low && value <= high) [min, max] = [Math.min(min, value), Math.max(max, value)];
    }
    return uPlot.rangeNum(min, max, 0.08, true);
}

function drawLimits(/** @type {uPlot} */ u, /** @type {Scene} */ { limits, palette, number, now, nowLabel }) {
    const { ctx, bbox } = u, ratio = uPlot.pxRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
    ctx.clip();
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    ctx.lineWidth = ratio;
    for (const { name, value } of limits) {
        const y = u.valToPos(value, "y", true);
        if (y < bbox.top || y > bbox.top + bbox.height) continue;
        line(ctx, palette.limit, [10 * ratio, 4 * ratio], bbox.left, y, bbox.left + bbox.width, y);
        ctx.fillStyle = palette.limit;
        ctx.fillText(`${name} ${number.format(value)}`, bbox.left + 4 * ratio, y - 3 * ratio);
    }
    const x = u.valToPos(now, "x", true);
    line(ctx, palette.now, [], x, bbox.top, x, bbox.top + bbox.height);
    ctx.fillStyle = palette.now;
    ctx.fillText(nowLabel, x + 4 * ratio, bbox.top + 10 * ratio);
    ctx.restore();
}

/** A cross for each bad value, at the foot of the chart where it is no number; a triangle for each outside specification. Their shapes say it, not their colour. */
function drawMarks(/** @type {uPlot} */ u, /** @type {Scene} */ { table, curves, palette }) {
    const { ctx, bbox } = u, ratio = uPlot.pxRatio, size = 4 * ratio;
    const { min = 0, max = 0 } = u.scales.x;
    ctx.save();
    ctx.lineWidth = 1.75 * ratio;
    ctx.setLineDash([]);
    ctx.strokeStyle = palette.bad;
    curves.forEach(({ role }, k) => {
        if (role === "plan" || role === "setpoint") return;
        const { status, bad, value } = table.curves[k];
        let last = -Infinity;
        for (let row = table.firstFrom(min ?? 0); row < table.hours.length && table.hours[row] <= (max ?? 0); row++) {
            const s = status[row] ?? 0;
            if (s < outOfSpecification) continue;
            const x = u.valToPos(table.hours[row], "x", true);
            if (x - last < 2.5 * size) continue;
            last = x;
            const at = s >= firstBad ? bad[row] : value[row];
            const y = at == null ? bbox.top + bbox.height - size : Math.min(bbox.top + bbox.height - size, Math.max(bbox.top + size, u.valToPos(at, "y", true)));
            ctx.beginPath();
            if (s >= firstBad) {
                ctx.moveTo(x - size, y - size);
                ctx.lineTo(x + size, y + size);
                ctx.moveTo(x - size, y + size);
                ctx.lineTo(x + size, y - size);
            } else {
                ctx.moveTo(x, y - size);
                ctx.lineTo(x + size, y + size);
                ctx.lineTo(x - size, y + size);
                ctx.closePath();
            }
            ctx.stroke();
        }
    });
    ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {string} colour @param {number[]} dash @param {number[]} ends */
function line(ctx, colour, dash, ...ends) {
    ctx.strokeStyle = colour;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(ends[0], ends[1]);
    ctx.lineTo(ends[2], ends[3]);
    ctx.stroke();
}
