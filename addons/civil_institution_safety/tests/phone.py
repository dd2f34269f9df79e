"""Steps of somebody on the institution's pages, in a frame as wide as a phone.

The page around the frame stays: so a walk may go from page to page.
"""

import json

_WALK = """
(async () => {
    const steps = %s;
    const frame = document.createElement("iframe");
    const size = "inset: 0; width: 390px; height: 844px";
    frame.style.cssText = `position: fixed; z-index: 9999; ${size}`;
    document.body.append(frame);
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const page = () => frame.contentDocument;
    const find = (selector, text) =>
        [...page().querySelectorAll(selector)].find(
            (element) =>
                element.getClientRects().length &&
                (!text || (element.textContent + (element.value || "")).includes(text))
        );
    const until = async (what, name) => {
        for (let wait = 0; wait < 600; wait++) {
            const found = page()?.body && what();
            if (found) {
                return found;
            }
            await pause(50);
        }
        throw new Error(`never seen: ${name}; there is: ${page().body.innerText}`);
    };
    const put = (element, value) => {
        element.focus();
        const proto = Object.getPrototypeOf(element);
        Object.getOwnPropertyDescriptor(proto, "value").set.call(element, value);
        element.dispatchEvent(new Event("input", { bubbles: true }));
        element.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const doing = {
        async go(path) {
            frame.src = path;
            await pause(200);
            await until(() => page().readyState === "complete", path);
        },
        async click(selector, text) {
            (await until(() => find(selector, text), `${selector} ${text}`)).click();
        },
        async see(selector, text) {
            await until(() => find(selector, text), `${selector} ${text}`);
        },
        async gone(selector, text) {
            await until(() => !find(selector, text), `the end of ${selector} ${text}`);
        },
        async type(selector, value) {
            put(await until(() => find(selector), selector), value);
        },
        async line(state) {
            // Calls of the page fail as they do without a connection.
            const calls = frame.contentWindow.XMLHttpRequest.prototype;
            calls.sent = calls.sent || calls.send;
            calls.send =
                state === "up"
                    ? calls.sent
                    : function () {
                          this.dispatchEvent(new ProgressEvent("error"));
                      };
            if (state === "up") {
                frame.contentWindow.dispatchEvent(new Event("online"));
            }
        },
        async photo(selector, name) {
            // What the camera would give.
            const canvas = document.createElement("canvas");
            canvas.width = canvas.height = 40;
            canvas.getContext("2d").fillRect(5, 5, 20, 20);
            const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
            const { DataTransfer, File } = frame.contentWindow;
            const files = new DataTransfer();
            files.items.add(new File([blob], name, { type: "image/jpeg" }));
            const input = await until(() => find(selector), selector);
            input.files = files.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
        },
        async fits() {
            const wide = page().documentElement.scrollWidth;
            if (wide > 390) {
                throw new Error(`the page is ${wide} pixels wide`);
            }
        },
    };
    for (const [name, ...words] of steps) {
        await doing[name](...words);
        await pause(100);
    }
    console.log("test successful");
})();
"""


def phone_walk(*steps):
    """Return browser code that takes ``steps`` in their order.

    A step is a tuple: ``("go", path)``, ``("click", selector, text)``, ``("see",
    selector, text)``, ``("gone", selector, text)``, ``("type", selector, value)``,
    ``("line", "down" or "up")``, ``("fits",)``, ``("photo", selector, name)``.
    """
    whole = [[*step, "", ""][:3] for step in steps]
    return _WALK % json.dumps(whole, ensure_ascii=False)
