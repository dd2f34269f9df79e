import { _t } from "@web/core/l10n/translation";

/** Fill, border and text by the state's code; light enough for black text. */
export const COLORS = {
    unbuilt: ["#ffffff", "#ced4da", "#868e96"],
    available: ["#b7e4c7", "#40916c", "#1b4332"],
    reserved: ["#fff3b0", "#e0a800", "#664d03"],
    ordered: ["#ffd8a8", "#e8590c", "#7a2e04"],
    in_agreement: ["#a5d8ff", "#1971c2", "#0b3d66"],
    occupied: ["#adb5bd", "#495057", "#212529"],
    overdue: ["#ffa8a8", "#c92a2a", "#7d0a0a"],
    vacated: ["#e5dbff", "#7048e8", "#3b2391"],
    closed: ["#dee2e6", "#adb5bd", "#868e96"],
};

/** Room for the numbers of rows and columns, in pixels. */
export const MARGIN = { left: 44, top: 24 };

/** Draws a zone, or the part of it that is seen, on a canvas. */
export class PlanPainter {
    /**
     * @param {PlanLayout} layout where the plots lie
     * @param {Array} codes codes of the states, in the order of the server
     * @param {Number} size width of a cell in pixels
     */
    constructor(layout, codes, size) {
        Object.assign(this, { layout, codes, size });
    }

    get width() {
        return MARGIN.left + this.layout.columns * this.size + 12;
    }

    get height() {
        return MARGIN.top + this.layout.rows * this.size + 12;
    }

    /** Index of the plot at a point of the whole plan, or -1. */
    hit(x, y) {
        const column = Math.floor((x - MARGIN.left) / this.size);
        const line = Math.floor((y - MARGIN.top) / this.size);
        return this.layout.at(column, line);
    }

    /** Where a plot is drawn on the whole plan. */
    box(index) {
        return {
            x: MARGIN.left + this.layout.column[index] * this.size,
            y: MARGIN.top + this.layout.line[index] * this.size,
        };
    }

    /**
     * Draw the window of the plan that begins at (left, top).
     *
     * @param {CanvasRenderingContext2D} context
     * @param {Object} view left, top, width, height, hidden (set of states), selected
     */
    draw(context, view) {
        const { left, top, width, height } = view;
        context.clearRect(0, 0, width, height);
        context.fillStyle = "#ffffff";
        context.fillRect(0, 0, width, height);
        context.textAlign = "center";
        context.textBaseline = "middle";
        for (let index = 0; index < this.layout.count; index++) {
            const { x, y } = this.box(index);
            const [atX, atY] = [x - left, y - top];
            const size = this.size;
            if (atX > -size && atY > -size && atX < width && atY < height) {
                this.drawPlot(context, index, atX, atY, view);
            }
        }
        this.drawRacks(context, view);
        this.drawMargins(context, view);
    }

    drawPlot(context, index, x, y, view) {
        const { zone } = this.layout;
        const state = zone.state[index];
        const [fill, border, text] = COLORS[this.codes[state]];
        const inner = this.size - Math.max(2, Math.round(this.size * 0.1));
        context.globalAlpha = view.hidden.has(state) ? 0.15 : 1;
        context.fillStyle = fill;
        context.fillRect(x, y, inner, inner);
        context.strokeStyle = border;
        context.lineWidth = 1;
        context.strokeRect(x + 0.5, y + 0.5, inner - 1, inner - 1);
        if (this.size >= 20) {
            context.fillStyle = text;
            context.font = `${Math.min(13, Math.round(this.size * 0.42))}px sans-serif`;
            context.fillText(zone.number[index], x + inner / 2, y + inner * 0.45);
        }
        this.drawPlaces(context, index, x, y, inner, text);
        context.globalAlpha = 1;
        if (index === view.selected) {
            context.strokeStyle = "#212529";
            context.lineWidth = 3;
            context.strokeRect(x - 1, y - 1, inner + 2, inner + 2);
        }
    }

    /** Of plots for several: one dot a place, filled where somebody lies. */
    drawPlaces(context, index, x, y, inner, color) {
        const { used, places } = this.layout.zone;
        if (places[index] < 2 || places[index] > 4 || this.size < 20) {
            return;
        }
        const radius = Math.max(1.5, this.size / 16);
        const step = radius * 3;
        const start = x + inner / 2 - ((places[index] - 1) * step) / 2;
        for (let place = 0; place < places[index]; place++) {
            context.beginPath();
            context.arc(start + place * step, y + inner * 0.82, radius, 0, 2 * Math.PI);
            context.strokeStyle = context.fillStyle = color;
            context.lineWidth = 0.8;
            place < used[index] ? context.fill() : context.stroke();
        }
    }

    drawRacks(context, { left, top }) {
        for (const rack of this.layout.racks) {
            const x = MARGIN.left + rack.column * this.size - left;
            const y = MARGIN.top + (rack.line + 0.5) * this.size - top;
            context.fillStyle = "#212529";
            context.font = "bold 13px sans-serif";
            context.textAlign = "left";
            context.fillText(_t("Rack %s", rack.number), x, y);
            context.fillStyle = "#868e96";
            context.font = "12px sans-serif";
            context.textAlign = "right";
            for (let row = 1; row <= rack.highest && this.size >= 15; row++) {
                context.fillText(row, x - 5, y + (rack.highest + 1 - row) * this.size);
            }
        }
        context.textAlign = "center";
    }

    /** The numbers of the rows stay in sight, whatever is scrolled. */
    drawMargins(context, { top, height }) {
        if (!this.layout.labels.length) {
            return;
        }
        context.fillStyle = "rgba(255, 255, 255, 0.9)";
        context.fillRect(0, 0, MARGIN.left - 6, height);
        context.fillStyle = "#495057";
        context.font = "12px sans-serif";
        for (const { line, text } of this.layout.labels) {
            const y = MARGIN.top + (line + 0.45) * this.size - top;
            if (y > 0 && y < height) {
                context.fillText(_t("Row %s", text), (MARGIN.left - 6) / 2, y);
            }
        }
    }
}
