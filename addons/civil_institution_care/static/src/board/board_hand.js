import { _t } from "@web/core/l10n/translation";
import { stepIcon, stepLabel, TARGETS } from "./board_steps";

/** Steps after which a person has another bed. */
const BED_STEPS = ["reserve", "trial", "move_in", "move"];

/** What somebody has in the hand: a person or a bed, dragged or chosen. */
export class BoardHand {
    constructor() {
        this.plan = null;
        this.selected = null;
        this.carried = null;
    }

    /** Take another plan; what isn't there any more falls out of the hand. */
    setPlan(plan) {
        this.plan = plan;
        if (!this.stay && !this.bed) {
            this.selected = null;
        }
    }

    of(kind, what = this.selected) {
        const known = kind === "stay" ? this.plan.stays : this.plan.beds;
        return what?.kind === kind ? known.get(what.id) : undefined;
    }

    /** The person who is chosen. */
    get stay() {
        return this.of("stay");
    }

    /** The bed that is chosen. */
    get bed() {
        return this.of("bed");
    }

    get held() {
        const what = this.carried || this.selected;
        return { stay: this.of("stay", what), bed: this.of("bed", what) };
    }

    has(kind, id) {
        return this.selected?.kind === kind && this.selected.id === id;
    }

    hasBed(bed) {
        return this.has("bed", bed.id) || Boolean(bed.stay && this.has("stay", bed.stay));
    }

    toggle(kind, id) {
        this.selected = this.has(kind, id) ? null : { kind, id };
    }

    clear() {
        this.selected = null;
        this.carried = null;
    }

    lift(kind, id) {
        this.selected = null;
        this.carried = { kind, id };
    }

    /** Tell whether the person in the hand may get the bed. */
    isOpen(bed) {
        const { stay } = this.held;
        return Boolean(stay && bed.stay !== stay.id && this.plan.placing(stay, bed).length);
    }

    /** Where else a card may go; whether the one in the hand may. */
    get targets() {
        const { stay, bed } = this.held;
        const open = stay ? this.plan.steps(stay) : this.plan.bedSteps(bed);
        return TARGETS.map((code) => ({
            code,
            label: stepLabel(code),
            icon: stepIcon(code),
            isOpen: open.includes(code),
        }));
    }

    mayAim(target) {
        return this.targets.some(({ code, isOpen }) => code === target && isOpen);
    }

    /** Steps of who is chosen in the bed that he or she has already. */
    get ownSteps() {
        const bed = this.plan.beds.get(this.stay.bed);
        const steps = bed ? this.plan.placing(this.stay, bed) : [];
        return steps.map((code) => ({ code, label: stepLabel(code) }));
    }

    get hint() {
        const moves = this.plan.steps(this.stay).some((step) => BED_STEPS.includes(step));
        return moves ? _t("Click a free bed, or drag the card there.") : "";
    }
}
