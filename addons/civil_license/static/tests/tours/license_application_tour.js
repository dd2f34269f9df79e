import {registry} from "@web/core/registry";

/* A clerk takes an application for a new license in, from the empty form on. */
registry.category("web_tour.tours").add("civil_license_application", {
    steps: () => [
        {
            content: "choose the matter",
            trigger: ".o_field_widget[name=kind_id] input",
            run: "edit 用品经营许可证",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('New License')",
            run: "click",
        },
        {
            trigger: ".o_notebook .nav-link[name=license]",
            run: "click",
        },
        {
            content: "the fields of the license appear",
            trigger: ".o_field_widget[name=license_entry_ids] .o_data_row",
        },
        {
            content: "say where",
            trigger: ".o_field_widget[name=division_id] input",
            run: "edit East Town",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('East Town')",
            run: "click",
        },
        {
            content: "say who",
            trigger: ".o_field_widget[name=organization_id] input",
            run: "edit Test Company",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Test Company')",
            run: "click",
        },
        {
            content: "what the applicant's file says is filled in",
            trigger:
                ".o_field_widget[name=license_entry_ids] .o_data_row:contains('李四')",
        },
        {
            content: "save, and take it in",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: "button[name=action_receive]:not([disabled])",
            run: "click",
        },
        {
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains('Received')",
        },
    ],
});
