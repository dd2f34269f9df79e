import { Component, onMounted, useRef } from "@odoo/owl";

/** What stands behind a cell of the board: each line opens its list. */
export class HeatCard extends Component {
    static template = "civil_institution_safety.HeatCard";
    static props = {
        title: String,
        lines: Array,
        open: Function,
        close: { type: Function, optional: true },
    };

    setup() {
        this.root = useRef("root");
        onMounted(() => this.root.el.querySelector("button:not(:disabled)")?.focus());
    }

    choose(what) {
        this.props.close?.();
        this.props.open(what);
    }
}
