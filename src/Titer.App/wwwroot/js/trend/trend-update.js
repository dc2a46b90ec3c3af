// @ts-check
/**
 * Reads what TrendUpdate.cs writes, little endian: the time of the plant (64-bit float, h since the start of the batch), the number of curves (32-bit
 * integer) and four bytes of nothing; then for each curve its index, the number of its points, 1 where they replace those before them, four bytes of
 * nothing; the times as 64-bit floats; value, expanded uncertainty, smallest, largest and bad value as 32-bit floats, column by column; one byte of
 * status a point; and bytes of nothing up to a multiple of eight.
 *
 * @typedef {import("./trend-table.js").TrendTable} TrendTable
 */

/**
 * @param {Uint8Array} bytes
 * @param {TrendTable} table
 * @returns {number} the time of the plant, h
 */
export function apply(bytes, table) {
    const { buffer } = bytes.slice();
    const [now] = new Float64Array(buffer, 0, 1);
    const [curves] = new Int32Array(buffer, 8, 1);
    let at = 16;
    for (let k = 0; k < curves; k++) {
        const [curve, count, replaces] = new Int32Array(buffer, at, 3);
        const hours = new Float64Array(buffer, at + 16, count);
        at += 16 + 8 * count;
        const floats = new Float32Array(buffer, at, 5 * count);
        const status = new Uint8Array(buffer, at + 20 * count, count);
        at = Math.ceil((at + 21 * count) / 8) * 8;
        if (replaces) table.clear(curve);
        for (let i = 0; i < count; i++) {
            table.put(curve, {
                hours: hours[i], value: floats[i], expanded: floats[count + i], minimum: floats[2 * count + i],
                maximum: floats[3 * count + i], bad: floats[4 * count + i], status: status[i],
            });
        }
    }
    return now;
}
