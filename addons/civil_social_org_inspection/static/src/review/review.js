import { Component, onWillStart, useEffect, useExternalListener, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const MODEL = "civil.social.report";

/**
 * Reports one after the other without leaving the keyboard: what waits at the side,
 * the grounds and both years' figures beside it, a key for each step.
 */
export class SocialReview extends Component {
    static template = "civil_social_org_inspection.Review";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.body = useRef("body");
        this.list = useRef("list");
        this.input = useRef("input");
        const context = this.props.action.context || {};
        const params = this.props.action.params || {};
        this.inspectionId = params.inspection_id || context.active_id;
        this.state = useState({
            stage: false,
            stages: [],
            reports: [],
            more: 0,
            current: false,
            data: null,
            finding: 0,
            asking: null,
            text: "",
            field: "",
            busy: false,
            onlyChanged: false,
            error: "",
            help: false,
        });
        onWillStart(() => this.loadQueue());
        useExternalListener(window, "keydown", (ev) => this.onKey(ev), { capture: true });
        useEffect(
            () => {
                this.input.el?.focus();
            },
            () => [this.state.asking && this.state.asking.key]
        );
        useEffect(
            () => {
                const row = this.list.el?.querySelector(".o_social_current");
                row?.scrollIntoView({ block: "nearest" });
                if (this.body.el) {
                    this.body.el.scrollTop = 0;
                }
            },
            () => [this.state.current]
        );
    }

    // -- loading -----------------------------------------------------------------

    async loadQueue(stage) {
        const queue = await this.orm.call(MODEL, "retrieve_queue", [], {
            inspection_id: this.inspectionId || null,
            stage: stage || this.state.stage || null,
        });
        Object.assign(this.state, queue);
        const there = queue.reports.some((report) => report.id === this.state.current);
        await this.open(there ? this.state.current : queue.reports[0]?.id || false);
    }

    async open(id) {
        this.state.current = id;
        this.state.asking = null;
        this.state.error = "";
        this.state.finding = 0;
        this.state.data = id
            ? await this.orm.call(MODEL, "retrieve_review", [[id]])
            : null;
        this.selectOpenFinding();
    }

    async refresh() {
        const data = await this.orm.call(MODEL, "retrieve_review", [[this.state.current]]);
        this.state.data = data;
        const row = this.state.reports.find((report) => report.id === data.id);
        if (row) {
            row.open = data.findings.filter((found) => found.state === "proposed").length;
            row.confirmed = data.findings.filter(
                (found) => found.state === "confirmed"
            ).length;
            row.proposed =
                data.conclusion_label || (row.open ? "" : data.proposed_label);
        }
        this.selectOpenFinding();
    }

    selectOpenFinding() {
        const findings = this.findings;
        if (findings[this.state.finding]?.state !== "proposed") {
            const open = findings.findIndex((found) => found.state === "proposed");
            this.state.finding = open >= 0 ? open : Math.max(this.state.finding, 0);
        }
    }

    get findings() {
        return this.state.data?.findings || [];
    }

    get sections() {
        const only = this.state.onlyChanged;
        const said = (field) => field.value !== null || field.last !== null;
        return (this.state.data?.sections || [])
            .map((section) => ({
                ...section,
                fields: section.fields.filter(only ? (field) => field.changed : said),
            }))
            .filter((section) => section.fields.length);
    }

    get total() {
        return this.state.reports.length + this.state.more;
    }

    get position() {
        return this.state.reports.findIndex((report) => report.id === this.state.current);
    }

    /** The keys that do something now, in the order of the work. */
    get keys() {
        const may = this.state.data?.may || {};
        const open = this.findings.some((found) => found.state === "proposed");
        const keys = [];
        if (may.supervise) {
            keys.push({ key: "a", label: _t("Pass On"), css: "btn-primary" });
            keys.push({ key: "r", label: _t("Return"), css: "btn-secondary" });
        }
        if (may.review) {
            if (open) {
                keys.push({ key: "c", label: _t("Confirm"), css: "btn-secondary" });
                keys.push({ key: "x", label: _t("Dismiss"), css: "btn-secondary" });
                keys.push({ key: "g", label: _t("Confirm All"), css: "btn-secondary" });
            }
            const label = this.state.data.proposed_label;
            keys.push({
                key: "a",
                label: label ? _t("Propose: %s", label) : _t("Propose"),
                css: open ? "btn-secondary" : "btn-primary",
            });
            keys.push({ key: "o", label: _t("Other Conclusion"), css: "btn-secondary" });
            keys.push({ key: "r", label: _t("Return"), css: "btn-secondary" });
        }
        if (may.conclude) {
            const label = this.state.data.conclusion_label;
            keys.push({ key: "a", label: _t("Settle: %s", label), css: "btn-primary" });
        }
        if (may.back) {
            keys.push({ key: "b", label: _t("Back to the Reviewer"), css: "btn-secondary" });
        }
        return keys;
    }

    // -- keys --------------------------------------------------------------------

    async onKey(ev) {
        if (ev.ctrlKey || ev.altKey || ev.metaKey || document.querySelector(".modal")) {
            return;
        }
        if (this.state.asking) {
            if (ev.key === "Escape") {
                this.take(ev);
                this.state.asking = null;
            } else if (ev.key === "Enter" && !ev.shiftKey && !ev.isComposing) {
                this.take(ev);
                await this.answer();
            }
            return;
        }
        if (ev.target.closest?.("input, textarea, select, [contenteditable]")) {
            return;
        }
        const moves = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
        if (ev.key in moves) {
            this.take(ev);
            await this.move(moves[ev.key]);
        } else if (ev.key === "n" || ev.key === "p") {
            this.take(ev);
            const count = this.findings.length;
            const step = ev.key === "n" ? 1 : -1;
            this.state.finding = count ? (this.state.finding + step + count) % count : 0;
        } else if (ev.key === "e") {
            this.take(ev);
            await this.openEvidence();
        } else if (ev.key === "d") {
            this.take(ev);
            this.state.onlyChanged = !this.state.onlyChanged;
        } else if (ev.key === " " && this.body.el) {
            this.take(ev);
            this.body.el.scrollBy({ top: this.body.el.clientHeight * 0.8 });
        } else if (ev.key === "?") {
            this.take(ev);
            this.state.help = !this.state.help;
        } else if (this.keys.some((step) => step.key === ev.key)) {
            this.take(ev);
            await this.press(ev.key);
        }
    }

    take(ev) {
        ev.preventDefault();
        ev.stopPropagation();
    }

    async move(step) {
        const next = this.state.reports[this.position + step];
        if (next && !this.state.busy) {
            await this.open(next.id);
        }
    }

    /** Do what a key stands for. */
    async press(key) {
        const may = this.state.data.may;
        const found = this.findings[this.state.finding];
        if (key === "a" && may.supervise) {
            await this.step("action_supervise", {}, true);
        } else if (key === "a" && may.review) {
            await this.step("action_propose", {}, true);
        } else if (key === "a" && may.conclude) {
            await this.step("action_conclude", {}, true);
        } else if (key === "c" && found?.state === "proposed") {
            await this.decide("action_confirm", [found.id], {});
        } else if (key === "g") {
            const open = this.findings.filter((one) => one.state === "proposed");
            await this.decide("action_confirm", open.map((one) => one.id), {});
        } else if (key === "x" && found?.state === "proposed") {
            this.ask("x", _t("Why doesn't “%s” hold?", found.name));
        } else if (key === "r") {
            this.ask("r", _t("What does the organization have to put right?"));
        } else if (key === "b") {
            this.ask("b", _t("What does the reviewer have to look at again?"));
        } else if (key === "o") {
            this.ask("o", _t("Which other conclusion, and why?"));
            const [first] = this.state.data.conclusions.filter(
                ([value]) => value !== this.state.data.proposed
            );
            this.state.field = first[0];
        }
    }

    ask(key, title) {
        this.state.asking = { key, title };
        this.state.text = "";
        this.state.field = "";
    }

    async answer() {
        const { asking, text, field, data } = this.state;
        if (!text.trim()) {
            return;
        }
        if (asking.key === "x") {
            const found = this.findings[this.state.finding];
            await this.decide("action_dismiss", [found.id], { reason: text });
        } else if (asking.key === "r") {
            const method = data.may.supervise ? "action_supervisor_return" : "action_return";
            const said = field ? { remarks: { [field]: text } } : { reason: text };
            await this.step(method, said, true);
        } else if (asking.key === "b") {
            await this.step("action_back", { reason: text }, true);
        } else if (asking.key === "o") {
            await this.step("action_propose", { conclusion: field, opinion: text }, true);
        }
    }

    // -- what is done ---------------------------------------------------------------

    /** Call a step of the report; when it is done, the next one is shown. */
    async step(method, values, leaves) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        this.state.error = "";
        try {
            const position = this.position;
            await this.orm.silent.call(MODEL, method, [[this.state.current]], values);
            const next = this.state.reports[position + 1] || this.state.reports[position - 1];
            this.state.current = leaves ? next?.id || false : this.state.current;
            this.state.asking = null;
            await this.loadQueue();
        } catch (error) {
            this.refuse(error);
        } finally {
            this.state.busy = false;
        }
    }

    async decide(method, ids, values) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        this.state.error = "";
        try {
            await this.orm.silent.call("civil.social.finding", method, [ids], values);
            this.state.asking = null;
            await this.refresh();
        } catch (error) {
            this.refuse(error);
        } finally {
            this.state.busy = false;
        }
    }

    /** Say why a step was refused, beside the work instead of in a window. */
    refuse(error) {
        if (!error.data?.message) {
            throw error;
        }
        this.state.error = error.data.message;
    }

    async takeBack(found) {
        await this.decide("action_reopen", [found.id], {});
    }

    async openEvidence() {
        const found = this.findings[this.state.finding];
        const action = found
            ? await this.orm.call("civil.social.finding", "action_open_evidence", [[found.id]])
            : {
                  type: "ir.actions.act_window",
                  res_model: MODEL,
                  res_id: this.state.current,
                  views: [[false, "form"]],
              };
        await this.action.doAction({ ...action, target: "new" });
    }

    openFile(file) {
        window.open(`/web/content/civil.social.report.file/${file.id}/content/${file.name}`);
    }

    openVersion(version) {
        this.action.doActionButton({
            type: "object",
            resModel: "civil.social.report.version",
            resId: version.id,
            name: "action_open_pdf",
        });
    }

    async openReport() {
        await this.action.doAction({
            type: "ir.actions.act_window",
            res_model: MODEL,
            res_id: this.state.current,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("civil_social_review", SocialReview);
