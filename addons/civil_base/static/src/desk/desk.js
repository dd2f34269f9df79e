import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { CalendarController } from "@web/views/calendar/calendar_controller";
import { calendarView } from "@web/views/calendar/calendar_view";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { listView } from "@web/views/list/list_view";
import { ListRenderer } from "@web/views/list/list_renderer";

/** The counts above the desk; each leads to the list that it counts. */
export class DeskCounts extends Component {
    static template = "civil_base.DeskCounts";
    static props = { list: { type: Object } };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ counts: {} });
        onWillStart(() => this.load());
        onWillUpdateProps(() => this.load());
    }

    async load() {
        this.state.counts = await this.orm.call("civil.todo", "retrieve_dashboard");
    }

    get leads() {
        return Number.isInteger(this.state.counts.department);
    }

    /** Show what the count counts: replace the search by the named filters. */
    show(...names) {
        const model = this.env.searchModel;
        const items = model.getSearchItems((item) => names.includes(item.name));
        model.clearQuery();
        for (const item of items) {
            model.toggleSearchItem(item.id);
        }
    }
}

class DeskListRenderer extends ListRenderer {
    static template = "civil_base.DeskListRenderer";
    static components = { ...ListRenderer.components, DeskCounts };

    /** Nothing is done with several at once. */
    get hasSelectors() {
        return false;
    }
}

class DeskKanbanRenderer extends KanbanRenderer {
    static template = "civil_base.DeskKanbanRenderer";
    static components = { ...KanbanRenderer.components, DeskCounts };
}

/** A click on a deadline opens what is due. */
class DeskCalendarController extends CalendarController {
    async editRecord(record) {
        const action = await this.orm.call("civil.todo", "action_open_record", [record.id]);
        return this.action.doAction(action);
    }
}

const views = registry.category("views");
views.add("civil_desk_list", { ...listView, Renderer: DeskListRenderer });
views.add("civil_desk_kanban", { ...kanbanView, Renderer: DeskKanbanRenderer });
views.add("civil_desk_calendar", { ...calendarView, Controller: DeskCalendarController });
