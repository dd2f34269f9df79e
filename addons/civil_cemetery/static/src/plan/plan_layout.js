/** Gap between two racks, in cells. */
const RACK_GAP = 1;

/**
 * Where each plot of a zone lies on the plan, in cells.
 *
 * Plots lie by their places across and down, gaps are aisles. Niches stand in racks side
 * by side, as one stands before them: the lowest row is at the bottom.
 */
export class PlanLayout {
    /**
     * @param {Object} zone lists of the same length, as the server gives them
     * @param {Boolean} inRacks whether the zone has racks
     * @param {Number} width cells that fit side by side; racks go on below
     */
    constructor(zone, inRacks, width) {
        this.zone = zone;
        this.count = zone.id.length;
        this.columns = 0;
        this.rows = 0;
        this.column = new Int32Array(this.count);
        this.line = new Int32Array(this.count);
        this.labels = [];
        this.racks = [];
        this.byPlace = new Map();
        this.byId = new Map();
        if (this.count) {
            inRacks ? this.placeRacks(width) : this.placePlots();
        }
        for (let index = 0; index < this.count; index++) {
            this.byPlace.set(this.key(this.column[index], this.line[index]), index);
            this.byId.set(zone.id[index], index);
        }
    }

    key(column, line) {
        return line * 100000 + column;
    }

    /** Index of the plot at a place, or -1. */
    at(column, line) {
        return this.byPlace.get(this.key(column, line)) ?? -1;
    }

    placePlots() {
        const { x, y, row } = this.zone;
        const [left, top] = [smallest(x), smallest(y)];
        const labels = new Map();
        for (let index = 0; index < this.count; index++) {
            this.column[index] = x[index] - left;
            this.line[index] = y[index] - top;
            labels.set(this.line[index], row[index]);
        }
        this.columns = largest(this.column) + 1;
        this.rows = largest(this.line) + 1;
        this.labels = [...labels].map(([line, text]) => ({ line, text }));
    }

    placeRacks(width) {
        const { rack, row, x } = this.zone;
        const [left, highest] = [smallest(x), largest(row)];
        const across = largest(x) - left + 1;
        const perLine = Math.max(1, Math.floor((width + RACK_GAP) / (across + RACK_GAP)));
        const order = [...new Set(rack)].sort((one, other) => one - other);
        const position = new Map(order.map((number, index) => [number, index]));
        // One line above each rack holds its name.
        const height = highest + 1;
        for (const [number, place] of position) {
            this.racks.push({
                number,
                highest,
                column: (place % perLine) * (across + RACK_GAP),
                line: Math.floor(place / perLine) * (height + RACK_GAP),
            });
        }
        for (let index = 0; index < this.count; index++) {
            const { column, line } = this.racks[position.get(rack[index])];
            this.column[index] = column + x[index] - left;
            this.line[index] = line + 1 + highest - row[index];
        }
        this.columns = largest(this.column) + 1;
        this.rows = largest(this.line) + 1;
    }

    /** Index of the next plot in a direction; the same one at the edge. */
    next(index, across, down) {
        if (index < 0) {
            return this.count ? 0 : -1;
        }
        let column = this.column[index] + across;
        let line = this.line[index] + down;
        while (column >= 0 && line >= 0 && column < this.columns && line < this.rows) {
            const found = this.at(column, line);
            if (found >= 0) {
                return found;
            }
            column += across;
            line += down;
        }
        return index;
    }
}

/** The smallest of many numbers; spreading thousands of arguments isn't safe. */
function smallest(numbers) {
    return numbers.reduce((one, other) => (other < one ? other : one), Infinity);
}

function largest(numbers) {
    return numbers.reduce((one, other) => (other > one ? other : one), -Infinity);
}
