import { Component, onWillStart, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { HeatCard } from "./heat_card";

const MODEL = "civil.institution.month";
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const SIGNS = { time: "✓", open: "…", late: "△", missing: "✗" };
const STEPS = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
};

/**
 * Institutions by the months of a year: self-checks, checks of the district, and what
 * was dangerous at each month's end. Signs and words say what the colors say.
 */
export class Heat extends Component {
    static template = "civil_institution_safety.Heat";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.table = useRef("table");
        this.months = MONTHS;
        this.district = _t("District");
        const kept = this.props.state || {};
        this.state = useState({
            year: kept.year || luxon.DateTime.now().year,
            text: kept.text || "",
            bad: kept.bad || false,
            towns: [],
            totals: [],
            isLoading: false,
        });
        this.popover = usePopover(HeatCard, {
            position: "bottom",
            onClose: () => this.opened?.focus({ preventScroll: true }),
        });
        useSetupAction({
            getLocalState: () => ({
                year: this.state.year,
                text: this.state.text,
                bad: this.state.bad,
            }),
        });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.isLoading = true;
        try {
            const { towns, totals } = await this.orm.call(MODEL, "board", [], {
                year: this.state.year,
            });
            Object.assign(this.state, { towns, totals });
        } finally {
            this.state.isLoading = false;
        }
    }

    async move(years) {
        this.state.year += years;
        await this.load();
    }

    // -- what is shown ---------------------------------------------------------------

    /** The towns with the institutions that the search leaves. */
    get shown() {
        const words = this.state.text.trim().toLowerCase();
        return this.state.towns
            .map((town) => {
                const all = !words || town.name.toLowerCase().includes(words);
                return {
                    name: town.name,
                    homes: town.homes.filter(
                        (home) =>
                            (all || home.name.toLowerCase().includes(words)) &&
                            (!this.state.bad || home.cells.some((cell) => this.grade(cell) === "bad"))
                    ),
                };
            })
            .filter((town) => town.homes.length);
    }

    get legend() {
        return [
            ["good", SIGNS.time, _t("Self-check filed in time")],
            ["fair", SIGNS.late, _t("Filed late")],
            ["fair", SIGNS.open, _t("To be filed")],
            ["bad", SIGNS.missing, _t("Self-check missing")],
            ["none", _t("Chk"), _t("Checked by the district")],
            ["fair", _t("G%(count)s", { count: "n" }), _t("General hazards open at the month's end")],
            ["bad", _t("M%(count)s", { count: "n" }), _t("Major hazards open at the month's end")],
        ].map(([grade, sign, label]) => ({ grade, sign, label }));
    }

    monthName(month) {
        return _t("Month %(month)s", { month });
    }

    grade([own, inspections, general, major]) {
        if (major || own === "missing") {
            return "bad";
        }
        if (general || own === "late" || own === "open") {
            return "fair";
        }
        return own || inspections ? "good" : "none";
    }

    /** The short words in a cell. */
    signs([own, inspections, general, major]) {
        return [
            own && SIGNS[own],
            inspections && _t("Chk"),
            general && _t("G%(count)s", { count: general }),
            major && _t("M%(count)s", { count: major }),
        ].filter(Boolean);
    }

    ownText(own) {
        const texts = {
            time: _t("filed in time"),
            open: _t("to be filed"),
            late: _t("filed late"),
            missing: _t("missing"),
        };
        return texts[own] || _t("none asked for");
    }

    /** What a screen reader says about a cell. */
    label(home, month) {
        const [own, inspections, general, major] = home.cells[month - 1];
        return _t(
            "%(home)s, month %(month)s: self-check %(own)s; checks %(checks)s; general hazards %(general)s, major %(major)s",
            { home: home.name, month, own: this.ownText(own), checks: inspections, general, major }
        );
    }

    percent(part, whole) {
        return whole ? `${((100 * part) / whole).toFixed(1)}%` : "—";
    }

    get sums() {
        return [
            {
                name: _t("Self-checks filed"),
                what: "self_checks",
                text: (total) => this.percent(total.filed, total.due),
                title: (total) => _t("%(part)s of %(whole)s due", { part: total.filed, whole: total.due }),
            },
            {
                name: _t("Checked since January"),
                what: "inspections",
                text: (total) => this.percent(total.covered, total.homes),
                title: (total) =>
                    _t("%(part)s of %(whole)s institutions; %(month)s in the month", {
                        part: total.covered,
                        whole: total.homes,
                        month: total.checked,
                    }),
            },
            {
                name: _t("Open hazards"),
                what: "hazards",
                text: (total) =>
                    total.major
                        ? _t("%(all)s, M%(major)s", { all: total.general + total.major, major: total.major })
                        : `${total.general}`,
                title: (total) =>
                    _t("general %(general)s, major %(major)s", { general: total.general, major: total.major }),
            },
        ];
    }

    // -- going to what is behind -----------------------------------------------------

    homeOf(id) {
        for (const town of this.state.towns) {
            const found = town.homes.find((home) => home.id === id);
            if (found) {
                return found;
            }
        }
    }

    onCellClick(event) {
        const cell = event.target.closest("button[data-home]");
        if (!cell) {
            return;
        }
        const home = this.homeOf(Number(cell.dataset.home));
        const month = Number(cell.dataset.month);
        const [own, inspections, general, major] = home.cells[month - 1];
        this.focusCell(cell);
        this.opened = cell;
        this.popover.open(cell, {
            title: `${home.name} ${this.state.year}-${String(month).padStart(2, "0")}`,
            lines: [
                { what: "self_checks", name: _t("Self-check"), text: this.ownText(own), none: !own },
                { what: "inspections", name: _t("Checks of the district"), text: `${inspections}`, none: !inspections },
                {
                    what: "hazards",
                    name: _t("Hazards open at the month's end"),
                    text: _t("general %(general)s, major %(major)s", { general, major }),
                    none: !(general + major),
                },
            ],
            open: (what) => this.open(what, month, home.id),
        });
    }

    async open(what, month, homeId = null) {
        const action = await this.orm.call(MODEL, "action_open", [], {
            year: this.state.year,
            month,
            what,
            institution_id: homeId,
        });
        await this.action.doAction(action);
    }

    openHome(id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "civil.institution",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async export() {
        const action = await this.orm.call(MODEL, "action_export", [], { year: this.state.year });
        await this.action.doAction({ ...action, context: user.context });
    }

    // -- keys ------------------------------------------------------------------------

    /** Only one cell takes part in tabbing; the arrow keys move within the board. */
    focusCell(cell) {
        this.table.el.querySelector("button[data-home][tabindex='0']")?.setAttribute("tabindex", "-1");
        cell.setAttribute("tabindex", "0");
        cell.focus();
    }

    onKeydown(event) {
        const cell = event.target.closest("button[data-home]");
        const step = STEPS[event.key];
        if (!cell || !step) {
            return;
        }
        event.preventDefault();
        const rows = [...this.table.el.querySelectorAll("tr.o_civil_heat_home")];
        const row = rows[rows.indexOf(cell.closest("tr")) + step[0]];
        const month = Number(cell.dataset.month) + step[1];
        const next = row?.querySelector(`button[data-month='${month}']`);
        if (next) {
            this.focusCell(next);
        }
    }

    onSearchKeydown(event) {
        if (event.key === "ArrowDown" || event.key === "Enter") {
            const first = this.table.el.querySelector("button[data-home]");
            if (first) {
                event.preventDefault();
                this.focusCell(first);
            }
        }
    }
}

registry.category("actions").add("civil_institution_heat", Heat);
