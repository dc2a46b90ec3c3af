// @ts-check
/** Marks and words of the time axis: hours of the batch, or the clock on the wall. */

const steps = [1 / 60, 1 / 12, 1 / 6, 0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 96, 168];

/**
 * Round times between two, at least as far apart as asked, in hours since the start of the batch.
 * @param {number} from @param {number} to @param {number} apart
 * @param {number} offset hours from a round time to the start of the batch
 */
export function marks(from, to, apart, offset) {
    const step = steps.find((s) => s >= apart) ?? steps[steps.length - 1];
    const result = [];
    for (let k = Math.ceil((from + offset) / step - 1e-9); k * step - offset <= to + 1e-9; k++) result.push(k * step - offset || 0);
    return result;
}

export class TimeWords {
    /**
     * @param {number} start of the batch, ms since 1970
     * @param {boolean} clock whether times are said by the clock
     * @param {string} language
     */
    constructor(start, clock, language) {
        this.start = start;
        this.clock = clock;
        this.hoursFormat = new Intl.NumberFormat("en", { maximumFractionDigits: 2, useGrouping: false });
        this.timeFormat = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false });
        this.dayFormat = new Intl.DateTimeFormat(language, { day: "2-digit", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
    }

    /** Hours by which round clock times precede round hours of the batch. */
    get offset() {
        return this.clock ? (this.start / 3600000 - new Date(this.start).getTimezoneOffset() / 60) % 24 : 0;
    }

    /** @param {number} hours @param {boolean} short */
    say(hours, short) {
        if (!this.clock) return this.hoursFormat.format(hours) + (short ? "" : " h");
        const time = new Date(this.start + Math.round(hours * 3600) * 1000);
        const midnight = time.getHours() === 0 && time.getMinutes() === 0;
        return short && !midnight ? this.timeFormat.format(time) : this.dayFormat.format(time);
    }
}
