import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * The questionnaire: every item with its ladder, one touch a finding.
 *
 * Points of each indicator and of all show at once; what is missing is marked.
 */
export class AssessmentSheet extends Component {
    static template = "civil_assessment.Sheet";
    static props = { ...standardFieldProps };

    get areas() {
        const areas = new Map();
        for (const row of this.rows) {
            const area = row.data.area_id;
            if (!areas.has(area.id)) {
                areas.set(area.id, { id: area.id, name: area.display_name, rows: [] });
            }
            areas.get(area.id).rows.push(row);
        }
        return [...areas.values()];
    }

    get rows() {
        return this.props.record.data[this.props.name].records;
    }

    choices(row) {
        return row.data.choices || [];
    }

    points(row) {
        const chosen = this.choices(row).find((c) => this.isChosen(row, c));
        return chosen ? chosen.score : 0;
    }

    sum(rows) {
        return rows.reduce((total, row) => total + this.points(row), 0);
    }

    highest(rows) {
        const most = (row) => Math.max(0, ...this.choices(row).map((c) => c.score));
        return rows.reduce((total, row) => total + most(row), 0);
    }

    isChosen(row, choice) {
        return Boolean(row.data.option_id) && row.data.option_id.id === choice.id;
    }

    isMissing(row) {
        return !row.data.option_id && !row.data.is_refused;
    }

    async choose(row, choice) {
        if (this.props.readonly) {
            return;
        }
        await row.update({
            option_id: { id: choice.id, display_name: choice.name },
            is_refused: false,
        });
    }

    async refuse(row) {
        if (this.props.readonly) {
            return;
        }
        await row.update({ option_id: false, is_refused: true });
    }
}

registry.category("fields").add("civil_assessment_sheet", {
    component: AssessmentSheet,
    supportedTypes: ["one2many"],
    relatedFields: [
        { name: "item_id", type: "many2one", relation: "civil.assessment.item", readonly: true },
        { name: "area_id", type: "many2one", relation: "civil.assessment.area", readonly: true },
        { name: "description", type: "char", readonly: true },
        { name: "choices", type: "json", readonly: true },
        {
            name: "option_id",
            type: "many2one",
            relation: "civil.assessment.option",
            readonly: false,
        },
        { name: "is_refused", type: "boolean", readonly: false },
    ],
});
