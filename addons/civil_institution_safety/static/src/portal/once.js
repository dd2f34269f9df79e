import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** A form that is sent once, however often its button is pressed (防重复提交). */
export class Once extends Interaction {
    static selector = ".o_civil_once";
    dynamicContent = {
        _root: { "t-on-submit": (ev) => this.onSubmit(ev) },
    };

    onSubmit(ev) {
        if (this.sent) {
            ev.preventDefault();
            return;
        }
        this.sent = true;
        this.el.querySelector("button[type=submit]").classList.add("disabled");
    }
}

registry.category("public.interactions").add("civil_institution_safety.once", Once);
