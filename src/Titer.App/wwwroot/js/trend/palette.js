// @ts-check
/**
 * Colours of a chart by its style sheet, where each is registered as a colour: what comes back is resolved, whatever theme or forced colours hold.
 * @typedef {Record<"text" | "grid" | "now" | "limit" | "bad" | "edge" | "ground" | "measured" | "estimated" | "setpoint" | "plan"
 *   | "measured-band" | "estimated-band" | "plan-band" | "measured-range" | "estimated-range", string>} Palette
 */

const names = ["text", "grid", "now", "limit", "bad", "edge", "ground", "measured", "estimated", "setpoint", "plan",
    "measured-band", "estimated-band", "plan-band", "measured-range", "estimated-range"];

/**
 * @param {Element} element
 * @returns {Palette}
 */
export function paletteOf(element) {
    const style = getComputedStyle(element);
    return /** @type {Palette} */ (Object.fromEntries(names.map((n) => [n, style.getPropertyValue(`--trend-${n}`)])));
}
