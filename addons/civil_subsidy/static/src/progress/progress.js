import { Component, onWillUnmount, useEffect } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Milliseconds between two looks at how far a run is. */
const INTERVAL = 1000;

/**
 * How far a run in the background is. While it runs the record is read anew, so that
 * the bar moves and the page shows the end by itself.
 */
export class SubsidyProgress extends Component {
    static template = "civil_subsidy.Progress";
    static props = { ...standardFieldProps };

    setup() {
        this.timer = null;
        useEffect(
            (running) => {
                if (running) {
                    this.timer = setInterval(() => this.look(), INTERVAL);
                }
                return () => clearInterval(this.timer);
            },
            () => [this.data.state === "running"]
        );
        onWillUnmount(() => clearInterval(this.timer));
    }

    get data() {
        return this.props.record.data;
    }

    get percent() {
        return this.data[this.props.name] || 0;
    }

    get counted() {
        return _t("%(done)s of %(all)s claims", {
            done: (this.data.done_count || 0).toLocaleString("en-US"),
            all: (this.data.claim_count || 0).toLocaleString("en-US"),
        });
    }

    get color() {
        return {
            running: "bg-primary progress-bar-striped progress-bar-animated",
            done: "bg-success",
            failed: "bg-danger",
        }[this.data.state] || "bg-warning";
    }

    async look() {
        if (this.looking || this.props.record.dirty) {
            return;
        }
        this.looking = true;
        try {
            await this.props.record.load();
        } finally {
            this.looking = false;
        }
    }
}

registry.category("fields").add("civil_subsidy_progress", {
    component: SubsidyProgress,
    displayName: _t("Progress of a run"),
    supportedTypes: ["integer"],
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "claim_count", type: "integer" },
        { name: "done_count", type: "integer" },
        { name: "activity", type: "char" },
    ],
});
