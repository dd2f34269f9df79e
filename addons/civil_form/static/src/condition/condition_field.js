import { registry } from "@web/core/registry";
import { DomainField, domainField } from "@web/views/fields/domain/domain_field";

/**
 * The condition of a figure: a domain with names for the days of the period.
 *
 * The view gives these names the values of last month, so that the number of records
 * is shown for it, and nobody has to be warned of names.
 */
export class ConditionField extends DomainField {
    /** @override */
    getEvaluatedDomain(props = this.props) {
        this.lastDomainChecked = this.getDomain(props);
        return super.getEvaluatedDomain(props);
    }
}

registry.category("fields").add("civil_form_condition", {
    ...domainField,
    component: ConditionField,
});
