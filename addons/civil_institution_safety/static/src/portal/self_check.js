import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** How long somebody has stopped typing before it is saved, in milliseconds. */
const PAUSE = 700;
/** After how long a saving that failed is tried again. */
const AGAIN = 5000;

/** A section of the self-check: keeps each answer at once, and loses none (每月自查). */
export class SelfCheck extends Interaction {
    static selector = ".o_civil_self_check";
    dynamicContent = {
        ".o_civil_item input[type=radio]": {
            "t-on-change": (ev) => this.onChange(ev.target, 0),
        },
        ".o_civil_item textarea": {
            "t-on-input": (ev) => this.onChange(ev.target, PAUSE),
        },
        _root: { "t-on-submit": () => this.forget() },
        _window: { "t-on-online": () => this.save() },
    };

    setup() {
        const { check, user } = this.el.dataset;
        this.url = `/my/self-checks/${check}/answers`;
        this.key = `civil_self_check_${check}_${user}`;
        /** What the server doesn't have yet, by line. */
        this.waiting = {};
    }

    start() {
        this.restore();
        for (const item of this.el.querySelectorAll(".o_civil_item")) {
            this.show(item);
            // What was answered before the script was there.
            const inputs = [...item.querySelectorAll("input[type=radio]")];
            const changed = inputs.find((one) => one.checked !== one.defaultChecked);
            if (changed && !item.disabled) {
                this.onChange(changed, 0);
            }
        }
    }

    destroy() {
        clearTimeout(this.timer);
    }

    /** Put back what was typed while there was no connection. */
    restore() {
        let kept = {};
        try {
            kept = JSON.parse(browser.localStorage.getItem(this.key)) || {};
        } catch {
            kept = {};
        }
        for (const [line, answer] of Object.entries(kept)) {
            const item = this.el.querySelector(`.o_civil_item[data-line="${line}"]`);
            if (!item || item.disabled) {
                continue;
            }
            const chosen = item.querySelector(`input[value="${answer.result}"]`);
            if (chosen) {
                chosen.checked = true;
            }
            if (answer.note !== undefined) {
                item.querySelector("textarea").value = answer.note;
            }
            this.waiting[line] = answer;
        }
        if (Object.keys(this.waiting).length) {
            this.save();
        }
    }

    answerOf(item) {
        const chosen = item.querySelector("input[type=radio]:checked");
        return {
            result: chosen ? chosen.value : false,
            note: item.querySelector("textarea").value,
        };
    }

    /** What was found matters where something isn't as it should be. */
    show(item) {
        const { result, note } = this.answerOf(item);
        const photo = item.querySelector(".o_civil_photo:not(.d-none)");
        const more = item.querySelector(".o_civil_more");
        more.classList.toggle("d-none", result !== "no" && !note && !photo);
    }

    onChange(input, pause) {
        const item = input.closest(".o_civil_item");
        this.show(item);
        this.waiting[item.dataset.line] = this.answerOf(item);
        this.keep();
        this.say(_t("Saving…"));
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.save(), pause);
    }

    keep() {
        try {
            if (Object.keys(this.waiting).length) {
                browser.localStorage.setItem(this.key, JSON.stringify(this.waiting));
            } else {
                browser.localStorage.removeItem(this.key);
            }
        } catch {
            // A browser that keeps nothing: what is typed still stands on the page.
        }
    }

    /** The form carries everything itself. */
    forget() {
        clearTimeout(this.timer);
        if (browser.navigator.onLine !== false) {
            this.waiting = {};
            this.keep();
        }
    }

    async save() {
        const sent = { ...this.waiting };
        if (!Object.keys(sent).length) {
            return;
        }
        let told;
        try {
            told = await this.waitFor(rpc(this.url, { answers: sent }, { silent: true }));
        } catch {
            this.say(_t("No connection: kept on this device, and sent when there is one."), true);
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.save(), AGAIN);
            return;
        }
        for (const [line, answer] of Object.entries(sent)) {
            if (this.waiting[line] === answer) {
                delete this.waiting[line];
            }
        }
        this.keep();
        if (told.closed) {
            this.say(told.closed, true);
        } else {
            this.say(_t("Saved: %(answered)s of %(lines)s answered", told));
        }
    }

    say(sentence, isError = false) {
        const place = this.el.querySelector(".o_civil_saved");
        place.textContent = sentence;
        place.classList.toggle("text-danger", isError);
    }
}

registry
    .category("public.interactions")
    .add("civil_institution_safety.self_check", SelfCheck);
