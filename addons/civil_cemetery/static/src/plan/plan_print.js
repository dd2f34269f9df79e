import { PlanPainter } from "./plan_painter";

/** Width and height of what fits on a sheet (A4 across), in pixels. */
const SHEET = { width: 1500, height: 900 };
const SIZE = 26;

/**
 * Print a zone: sheet by sheet, as it stands in the system, with the counts by state.
 *
 * @param {PlanPainter} shown what the screen shows
 * @param {Object} about title and states with their counts
 */
export function printPlan(shown, { title, states }) {
    const painter = new PlanPainter(shown.layout, shown.codes, SIZE);
    const paper = document.createElement("div");
    paper.className = "o_civil_plan_paper";
    const head = document.createElement("p");
    const counted = states.filter(({ count }) => count);
    const legend = counted.map(({ label, count }) => `${label} ${count}`).join("　");
    head.textContent = `${title}　${legend}`;
    paper.append(head);
    for (let top = 0; top < painter.height; top += SHEET.height) {
        for (let left = 0; left < painter.width; left += SHEET.width) {
            paper.append(sheet(painter, left, top));
        }
    }
    document.body.append(paper);
    const images = [...paper.querySelectorAll("img")];
    Promise.all(images.map((image) => image.decode())).then(() => {
        window.addEventListener("afterprint", () => paper.remove(), { once: true });
        window.print();
    });
}

function sheet(painter, left, top) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.min(SHEET.width, painter.width - left);
    canvas.height = Math.min(SHEET.height, painter.height - top);
    painter.draw(canvas.getContext("2d"), {
        left,
        top,
        width: canvas.width,
        height: canvas.height,
        hidden: new Set(),
        selected: -1,
    });
    const image = document.createElement("img");
    image.src = canvas.toDataURL();
    return image;
}
