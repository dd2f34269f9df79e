import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * The clerk's worksheet of a batch: counts and sums by town and outcome, the
 * reasons, and the changes against last month. Every number opens its records.
 */
export class SubsidyWorksheet extends Component {
    static template = "civil_subsidy.Worksheet";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.outcomes = [
            { key: "payable", label: _t("Payable"), money: true, css: "text-success" },
            { key: "held", label: _t("Held"), money: true, css: "text-warning" },
            { key: "blocked", label: _t("Blocked"), money: false, css: "text-danger" },
            { key: "not_due", label: _t("Not Due"), money: false, css: "text-muted" },
        ];
    }

    get data() {
        return this.props.record.data[this.props.name] || {};
    }

    get towns() {
        return this.data.towns || [];
    }

    get reasons() {
        return this.data.reasons || [];
    }

    get movements() {
        return this.data.movements || [];
    }

    get sources() {
        return this.data.sources || [];
    }

    /** What the batch comes to, in the words of the person who decides on it. */
    get verdict() {
        const moved = Object.fromEntries(this.movements.map((row) => [row.kind, row]));
        const payable = this.total("payable");
        const previous = moved.last && moved.last.count ? moved.last : null;
        // A quarter has three lines a person; the movements count each person once.
        const present = moved.this && moved.this.count ? moved.this : null;
        return {
            payable,
            persons: present
                ? present.persons
                : this.towns.reduce(
                      (sum, town) => sum + (town.cells.payable?.persons || 0),
                      0
                  ),
            held: this.total("held"),
            blocked: this.total("blocked"),
            previous,
            difference: previous && this.difference(payable.amount, previous.amount),
            counted: previous && (present ? present.count : 0) - previous.count,
            warned: this.reasons
                .filter((reason) => reason.outcome === "warned")
                .reduce((sum, reason) => sum + reason.count, 0),
            unanswered: this.data.unanswered || 0,
        };
    }

    /** The exact difference of two sums, with its sign. */
    difference(now, before) {
        const fen = (text) => BigInt(text.replace(".", ""));
        const change = fen(now) - fen(before);
        const text = this.money(change < 0n ? -change : change);
        return `${change < 0n ? "−" : "+"}${this.grouped(text)}`;
    }

    signed(count) {
        return `${count < 0 ? "−" : "+"}${this.counted(Math.abs(count))}`;
    }

    /** Whether the kind has lines of its own that can be opened. */
    opens(movement) {
        return movement.count && !["last", "this"].includes(movement.kind);
    }

    get largestReason() {
        return Math.max(1, ...this.reasons.map((reason) => reason.count));
    }

    /** Counts and exact sums (in fen, as integers) of one outcome over all towns. */
    total(outcome) {
        let count = 0;
        let fen = 0n;
        for (const town of this.towns) {
            const cell = town.cells[outcome];
            if (cell) {
                count += cell.count;
                fen += BigInt(cell.amount.replace(".", ""));
            }
        }
        return { count, amount: this.money(fen) };
    }

    money(fen) {
        const text = fen.toString().padStart(3, "0");
        return `${text.slice(0, -2)}.${text.slice(-2)}`;
    }

    counted(count) {
        return count.toLocaleString("en-US");
    }

    /** Group the digits of an exact amount. */
    grouped(amount) {
        return amount.replace(/\B(?=(\d{3})+(?=\.))/g, ",");
    }

    async open(outcome, town, check) {
        const action = await this.orm.call(
            "civil.subsidy.batch",
            "action_view_payments",
            [[this.props.record.resId]],
            { outcome, town, check }
        );
        return this.action.doAction(action);
    }

    async openFindings(outcome, check) {
        const action = await this.orm.call(
            "civil.subsidy.batch",
            "action_view_findings",
            [[this.props.record.resId]],
            { outcome, check }
        );
        return this.action.doAction(action);
    }

    /** A warning is answered where it is found; the other reasons are payments. */
    openReason(reason) {
        return reason.outcome === "warned"
            ? this.openFindings("warned", reason.id)
            : this.open(reason.outcome, undefined, reason.id);
    }

    async openChanges(kind) {
        const action = await this.orm.call(
            "civil.subsidy.batch",
            "action_view_changes",
            [[this.props.record.resId]],
            { kind }
        );
        return this.action.doAction(action);
    }
}

registry.category("fields").add("civil_subsidy_worksheet", {
    component: SubsidyWorksheet,
    displayName: _t("Subsidy worksheet"),
    supportedTypes: ["json"],
});
