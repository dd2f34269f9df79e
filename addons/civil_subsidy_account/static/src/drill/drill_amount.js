import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatMonetary } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** An amount that opens the records it sums up: `action_drill(name)` of its record. */
export class DrillAmount extends Component {
    static template = "civil_subsidy_account.DrillAmount";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get amount() {
        return this.props.record.data[this.props.name];
    }

    get text() {
        const currency = this.props.record.data.currency_id;
        return formatMonetary(this.amount, {
            currencyId: currency && currency.id,
            noSymbol: true,
        });
    }

    async open() {
        const { resModel, resId } = this.props.record;
        const { name } = this.props;
        this.action.doAction(
            await this.orm.call(resModel, "action_drill", [[resId]], { name })
        );
    }
}

registry.category("fields").add("civil_drill_amount", {
    component: DrillAmount,
    supportedTypes: ["monetary"],
    fieldDependencies: [{ name: "currency_id", type: "many2one" }],
});
