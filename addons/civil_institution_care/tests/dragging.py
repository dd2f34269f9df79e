"""One more step for walks in the browser: a card is dragged."""

from odoo.addons.civil_base.tests.browser import walk

_DOING = "const doing = {"
#: Presses, moves and lets go where the pointer is, as a hand does.
_DRAG = """
        async drag(selector, text, goal) {
            const card = await until(() => find(selector, text), `${selector} ${text}`);
            const place = await until(() => see(goal)[0], goal);
            const middle = (element) => {
                element.scrollIntoView({ block: "nearest" });
                const { left, top, width, height } = element.getBoundingClientRect();
                return [left + width / 2, top + height / 2];
            };
            const fire = async (type, [clientX, clientY]) => {
                const under = document.elementFromPoint(clientX, clientY);
                under.dispatchEvent(
                    new PointerEvent(type, {
                        clientX,
                        clientY,
                        pointerId: 1,
                        pointerType: "mouse",
                        isPrimary: true,
                        bubbles: true,
                        cancelable: true,
                    })
                );
                await pause(40);
            };
            const [fromX, fromY] = middle(card);
            await fire("pointerdown", [fromX, fromY]);
            for (let part = 1; part <= 8; part++) {
                // The goal may move while the card leaves its place.
                const [toX, toY] = middle(place);
                const share = part / 8;
                const x = fromX + (toX - fromX) * share;
                const y = fromY + (toY - fromY) * share;
                await fire("pointermove", [x, y]);
            }
            await fire("pointerup", middle(place));
        },"""


def walk_dragging(*steps):
    """Return a walk that knows ``("drag", selector, text, selector of the goal)``."""
    code = walk(*steps)
    assert _DOING in code
    return code.replace(_DOING, _DOING + _DRAG, 1)
