const ARROWS = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
};

/** The bed to which an arrow key leads: the nearest in that direction. */
export function nextFace(root, event) {
    const here = event.target.closest("[data-bed] .o_civil_board_face");
    if (!here || !(event.key in ARROWS)) {
        return null;
    }
    const [dx, dy] = ARROWS[event.key];
    const faces = [...root.querySelectorAll("[data-bed] .o_civil_board_face")];
    if (dx) {
        return faces[faces.indexOf(here) + dx] || null;
    }
    const from = here.getBoundingClientRect();
    let best = null;
    let least = Infinity;
    for (const face of faces) {
        const box = face.getBoundingClientRect();
        const down = (box.top - from.top) * dy;
        const away = down * 4 + Math.abs(box.left - from.left);
        if (down > from.height / 2 && away < least) {
            [best, least] = [face, away];
        }
    }
    return best;
}
