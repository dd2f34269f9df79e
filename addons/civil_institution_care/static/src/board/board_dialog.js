import { Component, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";

/** Asks which step is taken on which day; then takes it. */
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
            isBusy: false,
        });
    }

    get hasDate() {
        return !["reserve", "release"].includes(this.state.step);
    }

    async confirm() {
        const { step, date } = this.state;
        this.state.isBusy = true;
        try {
            await this.props.confirm({
                step,
                date: this.hasDate && date ? serializeDate(date) : false,
            });
        } finally {
            this.props.close();
        }
    }
}
