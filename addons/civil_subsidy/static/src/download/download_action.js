import { registry } from "@web/core/registry";

/**
 * Download a file that a button has just made, then show what the button changed.
 *
 * A plain link action leaves the form as it was before the button.
 */
function downloadAndReload(env, action) {
    window.location = action.params.url;
    return { type: "ir.actions.client", tag: "soft_reload" };
}

registry.category("actions").add("civil_subsidy_download", downloadAndReload);
