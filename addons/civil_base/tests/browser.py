"""Steps in the browser, written down in the test as somebody would say them."""

import json

#: Runs the steps one after the other; each waits until what it needs stands there.
_WALK = """
(async () => {
    const steps = %s;
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const shown = (element) => element.getClientRects().length > 0;
    const said = (element) =>
        element.textContent +
        [element, ...element.querySelectorAll("input, textarea")]
            .map((input) => input.value || "")
            .join(" ");
    const see = (selector, text) =>
        [...document.querySelectorAll(selector)].filter(
            (element) => shown(element) && (!text || said(element).includes(text))
        );
    const find = (selector, text) =>
        see(selector, text).find((element) => !element.disabled);
    const until = async (what, name) => {
        for (let wait = 0; wait < 1200; wait++) {
            const found = what();
            if (found) {
                return found;
            }
            await pause(50);
        }
        const around = ".modal-body, .o_notification, .o_form_statusbar, .o_breadcrumb";
        const seen = [...document.querySelectorAll(around)].map(said).join(" / ");
        throw new Error(`never seen: ${name}; there is: ${seen}`);
    };
    const busy = ".o_blockUI, .o_loading_indicator";
    const idle = () => until(() => !document.querySelector(busy), "rest");
    const type = (input, value) => {
        input.focus();
        const proto = Object.getPrototypeOf(input);
        Object.getOwnPropertyDescriptor(proto, "value").set.call(input, value);
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    };
    const doing = {
        async click(selector, text) {
            (await until(() => find(selector, text), `${selector} ${text}`)).click();
        },
        async see(selector, text) {
            await until(() => see(selector, text).length, `${selector} ${text}`);
        },
        async click_in(around, text, selector) {
            const inside = () => see(around, text)[0]?.querySelector(selector);
            (await until(inside, `${selector} in ${around} ${text}`)).click();
        },
        async each(selector) {
            await until(() => find(selector), selector);
            const count = see(selector).length;
            for (let number = 0; number < count; number++) {
                see(selector)[number].click();
                await pause(150);
                await idle();
            }
        },
        async gone(selector) {
            await until(() => !see(selector).length, `the end of ${selector}`);
        },
        async save() {
            const dirty =
                ".o_form_status_indicator_buttons:not(.invisible) .o_form_button_save";
            (await until(() => find(dirty), "something to save")).click();
            await until(() => !find(dirty), "the end of saving");
        },
        async type(selector, value) {
            const input = await until(() => find(selector), selector);
            type(input, value);
            input.dispatchEvent(new Event("change", { bubbles: true }));
            input.blur();
        },
        async choose(selector, text) {
            const input = await until(() => find(selector), selector);
            input.click();
            type(input, text);
            const item = ".o-autocomplete--dropdown-item, .o_select_menu_item";
            (await until(() => find(item, text), `${item} ${text}`)).click();
        },
        async pick(selector, text) {
            (await until(() => find(selector), selector)).click();
            const item = ".o_select_menu_item";
            (await until(() => find(item, text), `${item} ${text}`)).click();
        },
    };
    for (const [name, ...words] of steps) {
        await idle();
        await doing[name](...words);
        await pause(150);
    }
    await idle();
    await until(() => !document.querySelector(".o_form_dirty"), "a saved form");
    console.log("test successful");
})();
"""


def walk(*steps):
    """Return browser code that takes ``steps`` in their order.

    A step is a tuple of what is done and with what: ``("click", selector, text)``,
    ``("click_in", selector of what is around, its text, selector)``, ``("each",
    selector)`` to click all of them one after the other, ``("see", selector, text)``,
    ``("gone", selector)``, ``("type", selector of an input, value)``, ``("choose",
    selector of an input, text)`` for what is looked up while typing, ``("pick",
    selector, text)`` for a list that drops down, ``("save",)`` for the form. Texts may
    be left out where the selector is enough; text that is given has to be there.
    """
    whole = [[*step, "", "", ""][:4] for step in steps]
    return _WALK % json.dumps(whole, ensure_ascii=False)
