import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * What a person is paid and why not: program by program, month by month, with the
 * rule and the record behind every reason, and what the stacking rules say.
 */
export class SubsidyExplained extends Component {
    static template = "civil_subsidy.Explained";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get data() {
        return this.props.record.data[this.props.name] || { programs: [], stacking: [] };
    }

    open(source) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: source.model,
            res_id: source.id,
            views: [[false, "form"]],
            target: "current",
        });
    }

    openPayments() {
        return this.action.doActionButton({
            type: "object",
            name: "action_view_subsidy_payments",
            resModel: this.props.record.resModel,
            resId: this.props.record.resId,
            resIds: [this.props.record.resId],
        });
    }
}

registry.category("fields").add("civil_subsidy_explained", {
    component: SubsidyExplained,
    displayName: _t("What a person is paid"),
    supportedTypes: ["json"],
});
