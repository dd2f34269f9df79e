import { _t } from "@web/core/l10n/translation";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";
import { cents, echo, problemOf, yuan } from "./answers";
import { Drafts } from "./drafts";

/** How long somebody has stopped typing before it is saved, in milliseconds. */
const PAUSE = 900;
/** After how long a saving that failed is tried again: longer each time. */
const AGAIN = [3000, 10000, 30000];

/** The annual report: saves as it is filled in, and never loses what was typed. */
export class ReportForm extends Interaction {
    static selector = ".o_civil_report";
    dynamicContent = {
        ".o_civil_field :is(input, select, textarea)": {
            "t-on-input": (ev) => this.onTyped(ev.target),
            "t-on-change": (ev) => this.onTyped(ev.target, 0),
        },
        ".o_civil_carry": { "t-on-click": (ev) => this.carry(ev.currentTarget) },
        ".o_civil_carry_all": { "t-on-click": (ev) => this.carryAll(ev.currentTarget) },
        ".o_civil_submit": { "t-on-click.prevent": (ev) => this.leave(ev.currentTarget) },
        _root: { "t-on-civil-files": (ev) => this.onFiles(ev.detail) },
        _window: { "t-on-online": () => this.save() },
    };

    setup() {
        const { report, user, revision, problems } = this.el.dataset;
        this.url = `/my/reports/${report}/answers`;
        this.revision = Number(revision);
        this.problems = JSON.parse(problems);
        this.drafts = new Drafts(report, user);
        /** What the server doesn't have yet, by name of the field. */
        this.waiting = {};
        /** What the server refused as it was typed: not sent again until changed. */
        this.refused = {};
        this.failures = 0;
        this.saving = null;
    }

    start() {
        this.offerDrafts();
        this.showProblems();
        for (const field of this.fields()) {
            this.showEcho(field);
        }
        this.openSection(location.hash.slice(1));
    }

    destroy() {
        clearTimeout(this.timer);
    }

    // -- fields --------------------------------------------------------------------

    fields() {
        return [...this.el.querySelectorAll(".o_civil_field")];
    }

    field(name) {
        return this.el.querySelector(`.o_civil_field[data-name="${name}"]`);
    }

    input(field) {
        return field.querySelector("input, select, textarea");
    }

    valueOf(name) {
        const field = this.field(name);
        return field ? this.input(field).value : "";
    }

    put(name, value) {
        const field = this.field(name);
        if (field && this.input(field).value !== String(value ?? "")) {
            this.input(field).value = value ?? "";
            this.showEcho(field);
        }
    }

    onTyped(input, pause = PAUSE) {
        const field = input.closest(".o_civil_field");
        const { name, type } = field.dataset;
        if (field.dataset.parts || (!pause && this.waiting[name] === undefined)) {
            return;
        }
        this.type(name, input.value, type, pause);
    }

    type(name, value, type, pause = PAUSE) {
        delete this.refused[name];
        this.waiting[name] = value;
        this.drafts.set(name, value);
        const problem = problemOf(type, value);
        if (problem) {
            this.refused[name] = problem;
        }
        this.showField(name);
        this.showEcho(this.field(name));
        this.showSums();
        this.showSaved("waiting");
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.save(), pause);
    }

    // -- saving --------------------------------------------------------------------

    toSend() {
        return Object.fromEntries(
            Object.entries(this.waiting).filter(([name]) => !(name in this.refused))
        );
    }

    /** Send what waits; one call at a time, and what came meanwhile after it. */
    async save(force = false) {
        while (this.saving) {
            await this.saving;
        }
        const values = this.toSend();
        if (!Object.keys(values).length || (this.stopped && !force)) {
            return;
        }
        this.stopped = false;
        clearTimeout(this.timer);
        this.showSaved("saving");
        this.saving = this.send(values, force);
        await this.saving;
        this.saving = null;
        if (!this.failures && Object.keys(this.toSend()).length) {
            await this.save();
        }
    }

    async send(values, force) {
        let state;
        try {
            const revision = force ? null : this.revision;
            state = await rpc(this.url, { values, revision }, { silent: true });
        } catch (error) {
            this.onFailed(error);
            return;
        }
        this.failures = 0;
        if (state.closed) {
            this.stop(state.closed);
        } else if (state.conflict) {
            this.onConflict();
        } else {
            this.onSaved(values, state);
        }
    }

    onSaved(values, state) {
        this.revision = state.revision;
        this.problems = state.problems;
        const kept = Object.keys(values).filter(
            (name) => this.waiting[name] === values[name] && !(name in state.refused)
        );
        for (const name of kept) {
            delete this.waiting[name];
        }
        this.drafts.remove(kept);
        for (const [name, sentence] of Object.entries(state.refused)) {
            if (this.waiting[name] === values[name]) {
                this.refused[name] = sentence;
            }
        }
        for (const field of this.fields().filter((field) => field.dataset.parts)) {
            this.put(field.dataset.name, state.values[field.dataset.name]);
        }
        this.showProblems();
        this.showProgress(state.progress);
        this.showSaved(Object.keys(this.refused).length ? "refused" : "saved");
    }

    onFailed(error) {
        if (error?.exceptionName?.endsWith("SessionExpiredException") || error?.code === 100) {
            const again = `/web/login?redirect=${encodeURIComponent(location.pathname)}`;
            this.stop(
                _t("You were logged out. What you typed is kept on this device."),
                _t("Log in again"),
                () => location.assign(again)
            );
            return;
        }
        const wait = AGAIN[Math.min(this.failures, AGAIN.length - 1)];
        this.failures += 1;
        this.showSaved("failed");
        this.timer = setTimeout(() => this.save(), wait);
    }

    onConflict() {
        this.stop(
            _t("The report was changed in another window. What you typed here last isn't saved yet."),
            _t("Show the latest, and offer mine again"),
            () => location.reload(),
            _t("Save mine over it"),
            () => {
                this.banner("");
                this.save(true);
            }
        );
    }

    /** Save no more by itself, and say why. */
    stop(sentence, ...actions) {
        this.stopped = true;
        this.showSaved("failed");
        this.banner(sentence, ...actions);
    }

    async leave(link) {
        await this.save();
        const refused = Object.keys(this.refused)[0];
        if (refused) {
            this.openSection(`field_${refused}`);
        } else if (!Object.keys(this.waiting).length) {
            location.assign(link.href);
        }
    }

    onFiles({ problems, progress }) {
        this.problems = problems;
        this.showProblems();
        this.showProgress(progress);
    }

    // -- last year's and kept answers --------------------------------------------------

    carry(button) {
        const field = button.closest(".o_civil_field");
        this.put(field.dataset.name, button.dataset.value);
        this.type(field.dataset.name, button.dataset.value, field.dataset.type, 0);
    }

    carryAll(button) {
        for (const carry of button.parentElement.querySelectorAll(".o_civil_carry")) {
            const value = this.input(carry.closest(".o_civil_field")).value;
            if (["", "0", "0.00"].includes(value)) {
                this.carry(carry);
            }
        }
    }

    offerDrafts() {
        const drafts = Object.fromEntries(
            Object.entries(this.drafts.read()).filter(
                ([name, value]) => this.field(name) && this.valueOf(name) !== value
            )
        );
        this.drafts.write(drafts);
        const names = Object.keys(drafts);
        if (!names.length) {
            return;
        }
        const labels = names.map((name) =>
            this.field(name).querySelector("label span").textContent.trim()
        );
        this.banner(
            _t("This device still keeps answers that were not saved: %s", labels.join("、")),
            _t("Take them"),
            () => {
                this.banner("");
                for (const [name, value] of Object.entries(drafts)) {
                    this.put(name, value);
                    this.type(name, value, this.field(name).dataset.type, 0);
                }
            },
            _t("Throw them away"),
            () => {
                this.banner("");
                this.drafts.remove(names);
            }
        );
    }

    // -- what is shown -----------------------------------------------------------------

    banner(sentence, ...actions) {
        const banner = this.el.querySelector(".o_civil_banner");
        banner.replaceChildren();
        banner.className = sentence ? "o_civil_banner alert alert-warning" : "o_civil_banner";
        banner.append(sentence);
        for (let place = 0; place < actions.length; place += 2) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "btn btn-sm btn-outline-dark ms-2 mt-1";
            button.textContent = actions[place];
            button.addEventListener("click", actions[place + 1]);
            banner.append(button);
        }
        if (sentence) {
            banner.scrollIntoView({ block: "center" });
        }
    }

    showSaved(state) {
        const words = {
            waiting: _t("Not saved yet…"),
            saving: _t("Saving…"),
            saved: _t("Saved %s", new Date().toLocaleTimeString("zh-CN", { hour12: false })),
            refused: _t("Saved, except for what is marked red"),
            failed: _t("Not saved: no connection. It stays here and is tried again."),
        };
        const place = this.el.querySelector(".o_civil_saved");
        place.textContent = this.stopped ? _t("Not saved") : words[state];
        place.dataset.state = state;
        place.classList.toggle("text-danger", ["failed", "refused"].includes(state));
        place.classList.toggle("text-success", state === "saved");
    }

    showSums() {
        for (const field of this.fields().filter((field) => field.dataset.parts)) {
            const parts = Object.entries(JSON.parse(field.dataset.parts));
            const sum = parts.reduce(
                (total, [name, sign]) => total + sign * cents(this.valueOf(name)),
                0
            );
            this.put(field.dataset.name, yuan(sum));
        }
    }

    showEcho(field) {
        if (field.dataset.type === "monetary") {
            const value = this.input(field).value;
            field.querySelector(".o_civil_echo").textContent = echo(value);
        }
    }

    /** Show what is wrong with a field: missing ones only count, until it is submitted. */
    showField(name) {
        const field = this.field(name);
        const sentences = this.problems[name] || [];
        const said = this.valueOf(name).trim();
        const text = this.refused[name] || (said ? sentences.join(" ") : "");
        field.querySelector(".o_civil_problem").textContent = text;
        this.input(field).classList.toggle("is-invalid", Boolean(text));
        this.input(field).setAttribute("aria-invalid", String(Boolean(text)));
    }

    showProblems() {
        for (const field of this.fields()) {
            this.showField(field.dataset.name);
        }
        for (const section of this.el.querySelectorAll(".o_civil_section")) {
            const names = [...section.querySelectorAll(".o_civil_field")].map(
                (field) => field.dataset.name
            );
            if (section.dataset.section === "files") {
                names.push("file_ids");
            }
            const count = names.reduce(
                (total, name) => total + (this.problems[name]?.length || (this.refused[name] ? 1 : 0)),
                0
            );
            const badge = section.querySelector(".o_civil_section_state");
            badge.textContent = count ? _t("%s to do", count) : "✓";
            badge.classList.toggle("text-bg-warning", count > 0);
            badge.classList.toggle("text-bg-success", !count);
        }
    }

    showProgress(progress) {
        const bar = this.el.querySelector(".progress");
        bar.setAttribute("aria-valuenow", progress.done);
        bar.firstElementChild.style.width = `${(100 * progress.done) / (progress.all || 1)}%`;
        this.el.querySelector(".o_civil_done").textContent = progress.done;
    }

    /** Open the section of what an address points at, or the first with work in it. */
    openSection(id) {
        const target = id ? this.el.querySelector(`#${CSS.escape(id)}`) : null;
        const open = [...this.el.querySelectorAll(".o_civil_section")].find((section) =>
            section.querySelector(".text-bg-warning")
        );
        const section = target?.closest(".o_civil_section") || open;
        if (section) {
            section.open = true;
        }
        if (target) {
            target.scrollIntoView({ block: "center" });
            target.focus?.();
        }
    }
}

registry
    .category("public.interactions")
    .add("civil_social_org_inspection.report_form", ReportForm);
