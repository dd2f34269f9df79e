import { useDraggable } from "@web/core/utils/draggable";
import { setRecurringAnimationFrame } from "@web/core/utils/timing";

/** Near the edge of the plan, by so many pixels, it scrolls. */
const EDGE = 40;
const SPEED = 14;
const OVER = "o_civil_board_over";

/**
 * Lets cards be dragged onto beds and targets.
 *
 * While a card moves, nothing but two classes change: three hundred beds move as fast
 * as ten.
 */
export function useBoardDrag(board, { enable, lift, drop, end }) {
    let over = null;
    let pointer = null;
    let stopScrolling = () => {};

    const show = (element) => {
        if (over !== element) {
            over?.classList.remove(OVER);
            element?.classList.add(OVER);
            over = element;
        }
    };
    const under = ({ x, y }) =>
        document.elementFromPoint(x, y)?.closest("[data-bed], [data-target]") || null;
    const scroll = () => {
        const plan = board.root.el?.querySelector(".o_civil_board_plan");
        if (!plan || !pointer) {
            return;
        }
        const { left, right, top, bottom } = plan.getBoundingClientRect();
        if (pointer.x < left || pointer.x > right) {
            return;
        }
        if (pointer.y < top + EDGE) {
            plan.scrollBy(0, -SPEED);
        } else if (pointer.y > bottom - EDGE) {
            plan.scrollBy(0, SPEED);
        }
    };

    useDraggable({
        ref: board.root,
        elements: "[data-drag]",
        enable,
        cursor: "grabbing",
        onDragStart({ element, addStyle }) {
            // What lies under the pointer is asked for, so it must be found.
            addStyle(board.root.el, { pointerEvents: "auto" });
            const [kind, id] = element.dataset.drag.split(":");
            lift(kind, Number(id));
            stopScrolling = setRecurringAnimationFrame(scroll);
        },
        onDrag({ x, y }) {
            pointer = { x, y };
            show(under(pointer));
        },
        onDrop({ x, y }) {
            const place = under({ x, y });
            if (place) {
                const { bed, target } = place.dataset;
                drop({ bedId: Number(bed), target });
            }
        },
        onDragEnd() {
            stopScrolling();
            show(null);
            pointer = null;
            end();
        },
    });
}
