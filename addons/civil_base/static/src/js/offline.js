import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { WebClient } from "@web/webclient/webclient";

// Links to services of Odoo, which the suite doesn't use.
registry.category("user_menuitems").remove("support");
registry.category("user_menuitems").remove("odoo_account");

// Push messages would pass through the services of browser makers.
patch(WebClient.prototype, {
    async pushManager() {
        return undefined;
    },
});

// Calls ask public servers for the way unless others are entered: inside the
// bureau's network none is needed.
const PUBLIC = /\.l\.google\.com/;
const { RTCPeerConnection } = window;

if (RTCPeerConnection) {
    window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(configuration = {}) {
            const servers = configuration.iceServers || [];
            const own = servers.filter(({ urls }) => ![urls].flat().some((url) => PUBLIC.test(url)));
            super({ ...configuration, iceServers: own });
        }
    };
}
