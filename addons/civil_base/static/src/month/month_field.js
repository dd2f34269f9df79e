import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { DateTimeField, dateField } from "@web/views/fields/datetime/datetime_field";

/**
 * A date that stands for its month: shown as 2024年3月, chosen by month.
 */
export class MonthField extends DateTimeField {
    /** @override */
    getFormattedValue(valueIndex) {
        const value = this.values[valueIndex];
        return value ? value.toLocaleString({ year: "numeric", month: "long" }) : "";
    }
}

registry.category("fields").add("civil_month", {
    ...dateField,
    component: MonthField,
    displayName: _t("Month"),
    supportedTypes: ["date"],
    extractProps: (...args) => ({
        ...dateField.extractProps(...args),
        minPrecision: "months",
    }),
});
