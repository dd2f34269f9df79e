import { Component, useEffect } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Milliseconds between two looks. */
const PAUSE = 1000;

/** How far a run of bills is; while it runs the page follows by itself. */
export class FeeProgress extends Component {
    static template = "civil_institution_fee.Progress";
    static props = { ...standardFieldProps };

    setup() {
        useEffect(
            (running) => {
                if (!running) {
                    return;
                }
                const timer = setInterval(() => this.look(), PAUSE);
                return () => clearInterval(timer);
            },
            () => [this.record.data.state === "running"]
        );
    }

    get record() {
        return this.props.record;
    }

    get percent() {
        return this.record.data[this.props.name] || 0;
    }

    get color() {
        const { state } = this.record.data;
        if (state === "failed") {
            return "bg-danger";
        }
        return state === "done" ? "bg-success" : "progress-bar-striped progress-bar-animated";
    }

    async look() {
        if (this.busy || this.record.dirty) {
            return;
        }
        this.busy = true;
        try {
            await this.record.load();
        } finally {
            this.busy = false;
        }
    }
}

registry.category("fields").add("civil_fee_progress", {
    component: FeeProgress,
    displayName: _t("Progress of a run of bills"),
    supportedTypes: ["integer"],
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "activity", type: "char" },
    ],
});
