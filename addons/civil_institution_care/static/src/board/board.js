import { Component, markRaw, onWillStart, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { ControlPanel } from "@web/search/control_panel/control_panel";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { BoardDialog } from "./board_dialog";
import { useBoardDrag } from "./board_drag";
import { BoardHand } from "./board_hand";
import { nextFace } from "./board_keys";
import { BoardPlan } from "./board_plan";
import { stepLabel } from "./board_steps";

const MODEL = "civil.institution.board";
/** Where the browser keeps which institution was looked at last. */
const LAST = "civil_institution_care.board";
/** Steps for which the window of the stay asks. */
const ASKED = ["leave", "hospital"];

/**
 * The floor plan of an institution (床位平面图): rooms as boxes, beds as cards, people
 * who wait at the side. A person is dragged, or chosen and put down by a click or Enter;
 * what is refused stays where it was, with the reason.
 */
export class InstitutionBoard extends Component {
    static template = "civil_institution_care.Board";
    static components = { ControlPanel, RecordSelector };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.root = useRef("root");
        this.hand = useState(new BoardHand());
        const kept = this.props.state || {};
        this.state = useState({
            floor: kept.floor || null,
            states: kept.states || [],
            text: kept.text || "",
            focusId: null,
            isLoading: false,
        });
        const { active_id: activeId, active_model: model } = this.props.action.context || {};
        // After a reload the address tells the institution, but no model.
        this.givenId = (!model || model === "civil.institution") && activeId;
        this.homeId =
            kept.homeId ||
            this.givenId ||
            this.props.resId ||
            Number(browser.localStorage.getItem(LAST)) ||
            false;
        useSetupAction({
            getLocalState: () => ({
                homeId: this.homeId,
                floor: this.state.floor,
                states: [...this.state.states],
                text: this.state.text,
            }),
        });
        useBoardDrag(this, {
            enable: () => Boolean(this.plan?.data.may),
            lift: (kind, id) => this.hand.lift(kind, id),
            drop: (what) => this.drop(what),
            end: () => this.hand.clear(),
        });
        onWillStart(() => this.open());
    }

    // -- what there is ---------------------------------------------------------------

    /** Open the institution of last time, or the first that the user may see. */
    async open() {
        try {
            await this.load();
        } catch (error) {
            if (!this.homeId || this.givenId || !this.reason(error)) {
                throw error;
            }
            this.homeId = false;
            await this.load();
        }
    }

    async load() {
        this.state.isLoading = true;
        try {
            const data = await this.orm.call(MODEL, "board", [], {
                institution_id: this.homeId,
            });
            this.homeId = data.home && data.home.id;
            this.hand.setPlan(markRaw(new BoardPlan(data)));
        } finally {
            this.state.isLoading = false;
        }
        if (this.homeId) {
            browser.localStorage.setItem(LAST, this.homeId);
        }
        if (!this.plan.floors.some(({ key }) => key === this.state.floor)) {
            this.state.floor = null;
        }
    }

    async chooseHome(id) {
        if (id && id !== this.homeId) {
            this.homeId = id;
            Object.assign(this.state, { floor: null, states: [], text: "" });
            this.hand.clear();
            await this.load();
        }
    }

    get plan() {
        return this.hand.plan;
    }

    get filter() {
        const { floor, states } = this.state;
        return { floor, states, text: this.state.text.trim() };
    }

    get floors() {
        return this.plan.shown(this.filter);
    }

    get legend() {
        const counts = this.plan.counts(this.state.floor);
        return this.plan.data.states.map(([code, label]) => ({
            code,
            label,
            count: counts[code],
            isOn: this.state.states.includes(code),
        }));
    }

    get waiting() {
        const { text } = this.filter;
        return this.plan.waiting.filter((stay) => !text || this.plan.isNamed(stay, text));
    }

    toggleState(code) {
        const { states } = this.state;
        this.state.states = states.includes(code)
            ? states.filter((each) => each !== code)
            : [...states, code];
    }

    floorName(floor) {
        const { building, floor: number } = floor;
        return _t("%(building)s, floor %(number)s", { building, number });
    }

    sizeText(floor) {
        return _t("%(free)s of %(all)s free", floor.size);
    }

    onSearchKeydown(event) {
        if (event.key === "Escape") {
            this.state.text = "";
        } else if (event.key === "Enter") {
            this.root.el.querySelector(".o_civil_board_meant")?.focus();
        }
    }

    // -- what is chosen --------------------------------------------------------------

    bedName(bed) {
        return `${bed.place}-${bed.name}`;
    }

    bedLabel(bed) {
        const { person } = bed;
        const about = person ? [person.name, person.level, ...person.flags.map((f) => f.text)] : [];
        return [this.bedName(bed), bed.state_label, ...about].filter(Boolean).join(", ");
    }

    /** The one card that Tab reaches; arrows lead to the others. */
    tabId(floors) {
        const beds = floors.flatMap((floor) => floor.rooms.flatMap((room) => room.beds));
        const last = beds.find(({ id }) => id === this.state.focusId);
        return (last || beds[0])?.id;
    }

    onFace(event, bed) {
        // A press that might become a drag takes the focus away.
        event.currentTarget.focus();
        this.state.focusId = bed.id;
        if (this.hand.isOpen(bed)) {
            this.place(this.hand.stay, bed);
        } else if (bed.stay) {
            this.hand.toggle("stay", bed.stay);
        } else {
            this.hand.toggle("bed", bed.id);
        }
    }

    onPerson(event, stay) {
        event.currentTarget.focus();
        this.hand.toggle("stay", stay.id);
    }

    onKeydown(event) {
        if (event.key === "Escape") {
            this.hand.clear();
            return;
        }
        const face = nextFace(this.root.el, event);
        if (face) {
            event.preventDefault();
            this.state.focusId = Number(face.closest("[data-bed]").dataset.bed);
            face.focus();
        }
    }

    // -- steps -----------------------------------------------------------------------

    drop({ bedId, target }) {
        const { stay } = this.hand.held;
        const bed = this.plan.beds.get(bedId);
        if (target) {
            this.aim(target);
        } else if (stay && bed && bed.stay !== stay.id) {
            this.place(stay, bed);
        }
    }

    aim(target) {
        const { stay, bed } = this.hand.held;
        if (!this.hand.mayAim(target)) {
            return;
        }
        if (stay && ASKED.includes(target)) {
            this.askWindow(stay, target);
        } else if (stay) {
            this.ask(stay, [target], { text: this.personText(stay) });
        } else {
            this.act("action_bed", { bed_id: bed.id, step: target, seen_state: bed.state });
        }
    }

    takeOwn(step) {
        const { stay } = this.hand;
        this.ask(stay, [step], { text: this.personText(stay), bedId: stay.bed });
    }

    personText(stay) {
        const bed = this.plan.beds.get(stay.bed);
        return [stay.name, stay.level, bed && this.bedName(bed)].filter(Boolean).join(" · ");
    }

    place(stay, bed) {
        const steps = this.plan.placing(stay, bed);
        const to = this.bedName(bed);
        if (!steps.length) {
            this.notification.add(this.refusal(stay, bed), { type: "warning" });
            return;
        }
        this.ask(stay, steps, { text: `${this.personText(stay)} → ${to}`, bedId: bed.id });
    }

    /** Why nothing moves, before the server is asked. */
    refusal(stay, bed) {
        const other = this.plan.stayOf(bed);
        const values = {
            name: stay.name,
            bed: this.bedName(bed),
            state: bed.state_label,
            other: other?.name,
        };
        return other
            ? _t("%(name)s can't get bed %(bed)s: it is %(other)s's (%(state)s).", values)
            : _t("%(name)s can't get bed %(bed)s (%(state)s).", values);
    }

    /** Who goes away says where to, and whom the institution told: the stay's window. */
    async askWindow(stay, step) {
        const window = await this.orm.call("civil.institution.stay", "action_ask", [[stay.id]], {
            step,
        });
        await this.action.doAction(window, { onClose: () => this.load() });
    }

    /** Ask for the day, then take the step; the board shows what came of it. */
    ask(stay, steps, { text, bedId = false }) {
        this.dialog.add(BoardDialog, {
            title: steps.length > 1 ? _t("Give a Bed") : stepLabel(steps[0]),
            text,
            steps: steps.map((code) => [code, stepLabel(code)]),
            today: this.plan.data.today,
            confirm: (values) =>
                this.act("action_take", {
                    stay_id: stay.id,
                    bed_id: bedId,
                    ...values,
                    seen_state: stay.state,
                    seen_bed_id: stay.bed,
                }),
        });
    }

    async act(method, values) {
        try {
            await this.orm.call(MODEL, method, [], values);
            this.hand.clear();
        } catch (error) {
            const reason = this.reason(error);
            if (!reason) {
                throw error;
            }
            this.notification.add(reason, { type: "danger", sticky: true });
        }
        await this.load();
    }

    /** What the server said against it; nothing where it failed otherwise. */
    reason(error) {
        const name = error.exceptionName || error.data?.name || "";
        return name.startsWith("odoo.exceptions.") ? error.data?.message : "";
    }

    // -- what opens ------------------------------------------------------------------

    openRecord(model, id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    get openStayText() {
        return _t("Open the Stay");
    }

    get openBedText() {
        return _t("Open the Bed");
    }

    openStay(id) {
        this.openRecord("civil.institution.stay", id);
    }

    openBed(id) {
        this.openRecord("civil.institution.bed", id);
    }

    async admit() {
        const action = await this.orm.call(MODEL, "action_admit", [], {
            institution_id: this.homeId,
        });
        this.action.doAction(action);
    }

    print() {
        browser.print();
    }
}

registry.category("actions").add("civil_institution_board", InstitutionBoard);
