// @ts-check
/**
 * The points of all curves of one chart on common rows in the order of time, as the plot wants them: in a column `undefined` says that a curve has
 * no point at this time, `null` that it has one without a usable value, which is where its line breaks.
 *
 * @typedef {(number | null | undefined)[]} Column
 * @typedef {{ value: Column, lower: Column, upper: Column, minimum: Column, maximum: Column, bad: Column, status: Column }} Curve
 * @typedef {{ hours: number, value: number, expanded: number, minimum: number, maximum: number, bad: number, status: number }} Point
 */

export class TrendTable {
    /** @param {number} curves how many */
    constructor(curves) {
        /** @type {number[]} hours since the start of the batch, ascending */
        this.hours = [];
        /** @type {Curve[]} */
        this.curves = Array.from({ length: curves }, () =>
            ({ value: [], lower: [], upper: [], minimum: [], maximum: [], bad: [], status: [] }));
        /** @type {Column[]} */
        this.columns = this.curves.flatMap((c) => Object.values(c));
    }

    /**
     * Adds a point, or writes over that of the same curve and time.
     * @param {number} curve
     * @param {Point} point
     */
    put(curve, point) {
        const row = this.rowOf(point.hours);
        const to = this.curves[curve];
        const usable = Number.isFinite(point.value);
        const banded = usable && Number.isFinite(point.expanded);
        to.value[row] = usable ? point.value : null;
        to.lower[row] = banded ? point.value - point.expanded : null;
        to.upper[row] = banded ? point.value + point.expanded : null;
        to.minimum[row] = Number.isFinite(point.minimum) ? point.minimum : null;
        to.maximum[row] = Number.isFinite(point.maximum) ? point.maximum : null;
        to.bad[row] = Number.isFinite(point.bad) ? point.bad : null;
        to.status[row] = point.status;
    }

    /**
     * Takes all points of a curve away, and the rows that only it had.
     * @param {number} curve
     */
    clear(curve) {
        const own = this.curves[curve];
        let kept = 0;
        for (let row = 0; row < this.hours.length; row++) {
            for (const column of Object.values(own)) column[row] = undefined;
            if (this.curves.every((c) => c.status[row] === undefined)) continue;
            this.hours[kept] = this.hours[row];
            for (const column of this.columns) column[kept] = column[row];
            kept++;
        }
        this.hours.length = kept;
        for (const column of this.columns) column.length = kept;
    }

    /**
     * Forgets the rows before a time.
     * @param {number} hours
     */
    dropBefore(hours) {
        const rows = this.firstFrom(hours);
        if (rows === 0) return;
        this.hours.splice(0, rows);
        for (const column of this.columns) column.splice(0, rows);
    }

    /**
     * The first row at or after a time; the number of rows where there is none.
     * @param {number} hours
     */
    firstFrom(hours) {
        let low = 0, high = this.hours.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.hours[middle] < hours) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /**
     * What a curve shows at a row: its point there, or the last before it; -1 where it has none.
     * @param {number} curve
     * @param {number} row
     */
    rowShown(curve, row) {
        const status = this.curves[curve].status;
        let at = Math.min(row, this.hours.length - 1);
        while (at >= 0 && status[at] === undefined) at--;
        return at;
    }

    /** @param {number} hours */
    rowOf(hours) {
        const row = this.firstFrom(hours);
        if (this.hours[row] === hours) return row;
        if (row === this.hours.length) {
            this.hours.push(hours);
            for (const column of this.columns) column.push(undefined);
        } else {
            this.hours.splice(row, 0, hours);
            for (const column of this.columns) column.splice(row, 0, undefined);
        }
        return row;
    }
}
