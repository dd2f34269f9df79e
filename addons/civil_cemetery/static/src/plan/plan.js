import { Component, onMounted, onWillStart, onWillUnmount, useRef, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { debounce } from "@web/core/utils/timing";
import { useSetupAction } from "@web/search/action_hook";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { PlanLayout } from "./plan_layout";
import { COLORS, MARGIN, PlanPainter } from "./plan_painter";
import { printPlan } from "./plan_print";

/** Where the browser keeps which facility was looked at last. */
const LAST = "civil_cemetery.facility";
const MODEL = "civil.cemetery.plan";
/** Widths of a cell in pixels, from far to near. */
const SIZES = [6, 8, 11, 15, 20, 26, 34, 44];
const COMFORTABLE = 26;
const ARROWS = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
};

/**
 * The plan of a cemetery: zones as a heat map, the plots of a zone colored by state.
 * It draws what is in sight only, so that twenty thousand plots move as fast as ten.
 */
export class CemeteryPlan extends Component {
    static template = "civil_cemetery.Plan";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.canvas = useRef("canvas");
        this.scroller = useRef("scroller");
        const kept = this.props.state || {};
        const params = this.props.action.params || {};
        this.state = useState({
            facilityId: kept.facilityId || params.facility_id || Number(browser.localStorage.getItem(LAST)),
            zoneId: kept.zoneId || params.zone_id || null,
            plotId: kept.plotId || params.plot_id || null,
            size: kept.size || null,
            hidden: [],
            text: "",
            found: null,
            card: null,
            isLoading: false,
        });
        this.painter = null;
        this.search = debounce(() => this.find(), 300);
        useSetupAction({
            getLocalState: () => ({
                facilityId: this.state.facilityId,
                zoneId: this.state.zoneId,
                plotId: this.state.plotId,
                size: this.state.size,
            }),
        });
        onWillStart(() => this.loadOverview());
        onMounted(() => {
            this.observer = new ResizeObserver(() => this.draw());
            this.observer.observe(this.scroller.el);
            if (this.state.zoneId) {
                this.loadZone(this.state.plotId);
            }
        });
        onWillUnmount(() => this.observer.disconnect());
    }

    // -- what there is ---------------------------------------------------------------

    async loadOverview() {
        const { facilities, states } = await this.orm.call(MODEL, "overview");
        this.facilities = facilities;
        this.states = states.map(([code, label]) => ({ code, label, color: COLORS[code] }));
        this.codes = states.map(([code]) => code);
        if (!this.facility) {
            this.state.facilityId = facilities[0]?.id || null;
        }
        if (!this.zone) {
            this.state.zoneId = null;
        }
    }

    get facility() {
        return this.facilities.find(({ id }) => id === this.state.facilityId);
    }

    get zones() {
        return this.facility?.zones || [];
    }

    get zone() {
        return this.zones.find(({ id }) => id === this.state.zoneId);
    }

    /** Counts by state of what is shown: the zone, or the whole facility. */
    get counts() {
        const zones = this.zone ? [this.zone] : this.zones;
        return this.states.map((state, index) => ({
            ...state,
            index,
            count: zones.reduce((sum, zone) => sum + zone.counts[index], 0),
            isHidden: this.state.hidden.includes(index),
        }));
    }

    total(zone) {
        return zone.counts.reduce((sum, count) => sum + count, 0);
    }

    free(zone) {
        return zone.counts[this.codes.indexOf("available")];
    }

    /** The fuller the zone, the warmer: from green over yellow to red. */
    heat(zone) {
        const total = this.total(zone);
        const free = total ? this.free(zone) / total : 1;
        return `background-color: hsl(${Math.round(free * 130)}, 60%, 88%)`;
    }

    bar(zone) {
        const total = this.total(zone) || 1;
        return this.states
            .map(({ code, color }, index) => ({
                code,
                style: `width: ${(100 * zone.counts[index]) / total}%; background: ${color[0]}`,
            }))
            .filter((part, index) => zone.counts[index]);
    }

    freeText(zone) {
        return _t("%(free)s free of %(all)s", { free: this.free(zone), all: this.total(zone) });
    }

    // -- choosing --------------------------------------------------------------------

    chooseFacility(event) {
        this.leaveZone();
        this.state.facilityId = Number(event.target.value);
        browser.localStorage.setItem(LAST, this.state.facilityId);
        Object.assign(this.state, { found: null, text: "" });
    }

    leaveZone() {
        Object.assign(this.state, { zoneId: null, plotId: null, card: null });
        this.painter = null;
    }

    async chooseZone(zoneId, plotId = null) {
        if (!zoneId) {
            this.leaveZone();
            return;
        }
        Object.assign(this.state, { zoneId, plotId: null, card: null });
        await this.loadZone(plotId);
    }

    async loadZone(plotId) {
        this.state.isLoading = true;
        try {
            this.data = await this.orm.call(MODEL, "zone", [this.state.zoneId]);
        } finally {
            this.state.isLoading = false;
        }
        this.arrange();
        if (plotId) {
            await this.select(this.painter.layout.byId.get(plotId) ?? -1);
        }
        this.scroller.el?.focus({ preventScroll: true });
    }

    /** Lay the plots out anew, as near as the window allows. */
    arrange() {
        const width = this.scroller.el?.clientWidth || 1000;
        const inRacks = this.zone.kind === "niche";
        const fits = (size) => Math.floor((width - MARGIN.left - 12) / size);
        let size = this.state.size;
        let layout = new PlanLayout(this.data, inRacks, fits(size || COMFORTABLE));
        if (!size) {
            const fitting = SIZES.filter((each) => layout.columns <= fits(each)).pop();
            // A finger needs more room than a mouse.
            size = Math.max(fitting || 0, width < 600 ? COMFORTABLE : SIZES[3]);
            layout = new PlanLayout(this.data, inRacks, fits(size));
        }
        this.painter = new PlanPainter(layout, this.codes, size);
        this.draw();
    }

    // -- drawing ---------------------------------------------------------------------

    draw() {
        if (!this.frame) {
            this.frame = requestAnimationFrame(() => {
                this.frame = null;
                this.drawNow();
            });
        }
    }

    drawNow() {
        const [canvas, scroller] = [this.canvas.el, this.scroller.el];
        if (!this.painter || !canvas || !scroller) {
            return;
        }
        const { clientWidth: width, clientHeight: height } = scroller;
        const ratio = window.devicePixelRatio || 1;
        canvas.parentElement.style.width = `${Math.max(this.painter.width, width)}px`;
        canvas.parentElement.style.height = `${Math.max(this.painter.height, height)}px`;
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
        canvas.width = width * ratio;
        canvas.height = height * ratio;
        const context = canvas.getContext("2d");
        context.scale(ratio, ratio);
        this.painter.draw(context, {
            left: scroller.scrollLeft,
            top: scroller.scrollTop,
            width,
            height,
            hidden: new Set(this.state.hidden),
            selected: this.painter.layout.byId.get(this.state.plotId) ?? -1,
        });
    }

    zoom(steps) {
        const place = SIZES.indexOf(this.painter.size) + steps;
        this.state.size = SIZES[Math.min(Math.max(place, 0), SIZES.length - 1)];
        this.arrange();
        this.reveal();
    }

    toggle(index) {
        const { hidden } = this.state;
        this.state.hidden = hidden.includes(index)
            ? hidden.filter((each) => each !== index)
            : [...hidden, index];
        this.draw();
    }

    /** Show one state alone; again: all of them. */
    only(index) {
        const others = this.states.map((state, each) => each).filter((each) => each !== index);
        const isAlone = others.every((each) => this.state.hidden.includes(each));
        this.state.hidden = isAlone ? [] : others;
        this.draw();
    }

    print() {
        printPlan(this.painter, {
            title: `${this.facility.name} ${this.zone.name}`,
            states: this.counts,
        });
    }

    // -- one plot --------------------------------------------------------------------

    async select(index) {
        const { layout } = this.painter;
        this.state.plotId = index < 0 ? null : layout.zone.id[index];
        this.reveal();
        this.draw();
        await this.loadCard();
    }

    async loadCard() {
        const plotId = this.state.plotId;
        const card = plotId && (await this.orm.call(MODEL, "card", [plotId]));
        if (plotId === this.state.plotId) {
            this.state.card = card || null;
        }
    }

    /** Scroll so far that the chosen plot is in sight. */
    reveal() {
        const index = this.painter.layout.byId.get(this.state.plotId);
        const scroller = this.scroller.el;
        if (index === undefined) {
            return;
        }
        // The window grows with what is drawn; without it there is nowhere to scroll.
        this.drawNow();
        const { x, y } = this.painter.box(index);
        const size = this.painter.size;
        const within = (at, start, length) => at >= start + size && at <= start + length - 2 * size;
        if (!within(x, scroller.scrollLeft + MARGIN.left - size, scroller.clientWidth)) {
            scroller.scrollLeft = x - scroller.clientWidth / 2;
        }
        if (!within(y, scroller.scrollTop, scroller.clientHeight)) {
            scroller.scrollTop = y - scroller.clientHeight / 2;
        }
    }

    onClick(event) {
        const bounds = this.canvas.el.getBoundingClientRect();
        const scroller = this.scroller.el;
        const x = event.clientX - bounds.left + scroller.scrollLeft;
        const y = event.clientY - bounds.top + scroller.scrollTop;
        this.select(this.painter.hit(x, y));
    }

    onKeydown(event) {
        if (!this.painter) {
            return;
        }
        const { layout } = this.painter;
        const index = layout.byId.get(this.state.plotId) ?? -1;
        if (event.key in ARROWS) {
            event.preventDefault();
            this.select(layout.next(index, ...ARROWS[event.key]));
        } else if (event.key === "Enter" && this.state.card?.actions.length) {
            event.preventDefault();
            this.act(this.state.card.actions[0]);
        } else if (event.key === "Escape") {
            this.select(-1);
        } else if (["+", "=", "-"].includes(event.key)) {
            event.preventDefault();
            this.zoom(event.key === "-" ? -1 : 1);
        }
    }

    /** Take a step from the card; what opens comes back to the same place. */
    async act([model, id, method]) {
        const action = await this.orm.call(model, method, [[id]]);
        if (action && typeof action === "object") {
            await this.action.doAction(action, { onClose: () => this.refresh() });
        } else {
            await this.refresh();
        }
    }

    openPlot() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "civil.cemetery.plot",
            res_id: this.state.card.id,
            views: [[false, "form"]],
        });
    }

    async refresh() {
        await this.loadOverview();
        if (this.state.zoneId) {
            await this.loadZone(this.state.plotId);
        }
        this.render();
    }

    // -- searching -------------------------------------------------------------------

    onInput(event) {
        this.state.text = event.target.value;
        this.search();
    }

    async find() {
        const text = this.state.text;
        const found = text.trim()
            ? await this.orm.call(MODEL, "find", [this.state.facilityId, text])
            : null;
        if (text === this.state.text) {
            this.state.found = found;
        }
    }

    async onSearchKeydown(event) {
        if (event.key === "Enter") {
            await this.find();
            if (this.state.found?.length) {
                await this.jump(this.state.found[0]);
            }
        } else if (event.key === "Escape") {
            Object.assign(this.state, { text: "", found: null });
        }
    }

    async jump({ id, zone_id: zoneId }) {
        this.state.found = null;
        if (zoneId === this.state.zoneId && this.painter) {
            await this.select(this.painter.layout.byId.get(id) ?? -1);
        } else {
            await this.chooseZone(zoneId, id);
        }
    }
}

registry.category("actions").add("civil_cemetery_plan", CemeteryPlan);
