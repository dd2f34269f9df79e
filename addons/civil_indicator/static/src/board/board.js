import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODEL = "civil.indicator";
const { DateTime } = luxon;

/**
 * The indicators with value, target and light, for a period and a place. Every number
 * opens the records that it counts.
 */
export class IndicatorBoard extends Component {
    static template = "civil_indicator.Board";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        const kept = this.props.state || {};
        const today = DateTime.now();
        this.department = this.props.action.context?.department || null;
        this.state = useState({
            from: kept.from || today.startOf("year").toISODate(),
            to: kept.to || today.endOf("year").toISODate(),
            placeId: kept.placeId || null,
            light: kept.light || null,
            rows: [],
            // Of which indicator the months are shown, and they.
            openId: null,
            months: [],
            isLoading: false,
        });
        useSetupAction({
            getLocalState: () => ({
                from: this.state.from,
                to: this.state.to,
                placeId: this.state.placeId,
                light: this.state.light,
            }),
        });
        onWillStart(async () => {
            [this.places] = await Promise.all([this.orm.call(MODEL, "places"), this.load()]);
        });
    }

    get period() {
        return {
            date_from: this.state.from,
            date_to: this.state.to,
            division_id: this.state.placeId,
        };
    }

    async load() {
        this.state.isLoading = true;
        try {
            this.state.rows = await this.orm.call(MODEL, "board", [], {
                ...this.period,
                department: this.department,
            });
            if (this.state.openId) {
                await this.loadMonths();
            }
        } finally {
            this.state.isLoading = false;
        }
    }

    // -- choosing --------------------------------------------------------------------

    get presets() {
        const today = DateTime.now();
        return [
            [_t("This year"), today, "year"],
            [_t("This quarter"), today, "quarter"],
            [_t("This month"), today, "month"],
            [_t("Last month"), today.minus({ months: 1 }), "month"],
            [_t("Last year"), today.minus({ years: 1 }), "year"],
        ].map(([name, day, unit]) => {
            const from = day.startOf(unit).toISODate();
            const to = day.endOf(unit).toISODate();
            return { name, from, to, isOn: from === this.state.from && to === this.state.to };
        });
    }

    async choose({ from, to }) {
        Object.assign(this.state, { from, to });
        await this.load();
    }

    async chooseDay(name, event) {
        if (event.target.value) {
            this.state[name] = event.target.value;
            if (this.state.from <= this.state.to) {
                await this.load();
            }
        }
    }

    async choosePlace(event) {
        this.state.placeId = Number(event.target.value) || null;
        await this.load();
    }

    placeName({ name, depth }) {
        return "　".repeat(depth) + name;
    }

    // -- the months of an indicator ----------------------------------------------------

    get year() {
        return Number(this.state.to.slice(0, 4));
    }

    async loadMonths() {
        this.state.months = await this.orm.call(MODEL, "months", [this.state.openId], {
            year: this.year,
            division_id: this.state.placeId,
        });
    }

    async toggleMonths(row) {
        const isOpen = this.state.openId === row.id;
        Object.assign(this.state, { openId: isOpen ? null : row.id, months: [] });
        if (!isOpen) {
            await this.loadMonths();
        }
    }

    monthName({ month }) {
        return _t("Month %(month)s", { month });
    }

    monthText({ value, unit }) {
        return value === null ? "—" : `${value} ${unit}`;
    }

    /** What lacks in a month says more than what was reached, where it can be listed. */
    openMonth(month) {
        const part = month.has_gap && this.lacking(month) ? "gap" : "numerator";
        return this.open(month, part, month);
    }

    toggleLight(light) {
        this.state.light = this.state.light === light ? null : light;
    }

    // -- what is shown ---------------------------------------------------------------

    get lights() {
        const texts = {
            green: ["✓", _t("Reached")],
            amber: ["△", _t("Nearly or running")],
            red: ["✗", _t("Not reached")],
            none: ["–", _t("No target")],
        };
        return Object.entries(texts).map(([light, [sign, name]]) => ({
            light,
            sign,
            name,
            count: this.state.rows.filter((row) => row.light === light).length,
        }));
    }

    lightOf(row) {
        const texts = {
            green: ["✓", _t("Reached")],
            amber: ["△", row.kind === "number" ? _t("Running") : _t("Nearly reached")],
            red: ["✗", _t("Not reached")],
            none: ["–", row.value === null ? _t("Nothing to count") : _t("No target")],
        };
        return { sign: texts[row.light][0], text: texts[row.light][1] };
    }

    /** Rows by department, those that the light leaves. */
    get groups() {
        const groups = new Map();
        for (const row of this.state.rows) {
            if (!this.state.light || row.light === this.state.light) {
                groups.set(row.department, [...(groups.get(row.department) || []), row]);
            }
        }
        return [...groups].map(([name, rows]) => ({ name, rows }));
    }

    number(text) {
        return Number((text || "0").replaceAll(",", ""));
    }

    /** How far the bar reaches: of the whole, or of the target. */
    filled(row) {
        const whole = row.kind === "share" ? 100 : this.number(row.target);
        return whole ? Math.min(100, (100 * this.number(row.value)) / whole) : 0;
    }

    lacking(row) {
        const count = this.number(row.denominator) - this.number(row.numerator);
        return count ? _t("%(count)s lacking", { count }) : "";
    }

    // -- what stands behind ------------------------------------------------------------

    async open(row, part, { date_from, date_to } = this.period) {
        const action = await this.orm.call(MODEL, "action_view_records", [row.id], {
            part,
            date_from,
            date_to,
            division_id: this.state.placeId,
        });
        await this.action.doAction(action);
    }
}

registry.category("actions").add("civil_indicator_board", IndicatorBoard);
