import { Component, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

/** Asks on which day a step is taken, and what else it needs; then takes it. */
export class BoardDialog extends Component {
    static template = "civil_institution_care.BoardDialog";
    static components = { DateTimeInput, Dialog };
    static props = {
        close: Function,
        title: String,
        text: String,
        /** Steps to choose from: [code, label]. */
        steps: Array,
        today: String,
        confirm: Function,
    };

    setup() {
        this.state = useState({
            step: this.props.steps[0][0],
            date: deserializeDate(this.props.today),
            expected: false,
            destination: "",
            isBusy: false,
        });
    }

    get isAbsence() {
        return ["leave", "hospital"].includes(this.state.step);
    }

    get hasDate() {
        return this.state.step !== "reserve";
    }

    get destinationLabel() {
        return this.state.step === "hospital" ? _t("Which Hospital") : _t("Destination");
    }

    async confirm() {
        const { step, date, expected, destination } = this.state;
        this.state.isBusy = true;
        try {
            await this.props.confirm({
                step,
                date: this.hasDate && date ? serializeDate(date) : false,
                expected_on: this.isAbsence && expected ? serializeDate(expected) : false,
                destination: this.isAbsence ? destination : "",
            });
        } finally {
            this.props.close();
        }
    }
}
