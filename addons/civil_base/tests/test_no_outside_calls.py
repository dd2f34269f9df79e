import ipaddress
import json
import socket
from unittest.mock import patch

import requests

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import _super_send
from odoo.tools import mute_logger

from .common import when_open

OUTSIDE = "http://outside.example.com/picture.png"

#: Fails when the page, or anything that it loaded, came from elsewhere.
ONLY_FROM_HERE = """
const outside = performance.getEntriesByType("resource")
    .map((entry) => entry.name)
    .filter((name) => !name.startsWith(location.origin) && !/^(data|blob):/.test(name));
if (outside.length) {
    console.error("loaded from outside: " + outside.join(", "));
} else {
    console.log("test successful");
}
"""

SCREENS = (
    "/odoo/civil-imports",
    "/odoo/civil-divisions",
    "/odoo/civil-departments",
    "/odoo/civil-parameters",
    "/odoo/civil-workdays",
    "/odoo/civil-numbering",
    "/odoo/civil-users",
    "/odoo/discuss",
    "/odoo/settings",
    "/odoo/apps",
)


def _is_here(address):
    """Tell whether a socket address stays on this machine."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@tagged("post_install", "-at_install")
class TestNoOutsideCalls(HttpCase):
    """Nothing in the suite talks to anybody outside the bureau's own server."""

    def setUp(self):
        super().setUp()
        self.attempts = []
        connect = socket.socket.connect
        resolve = socket.getaddrinfo

        def guarded_connect(sock, address):
            if not _is_here(address):
                self.attempts.append(address)
                raise OSError(f"outside: {address}")
            return connect(sock, address)

        def guarded_resolve(host, *args, **kwargs):
            name = host.decode() if isinstance(host, bytes) else host
            if not _is_here((name or "",)):
                self.attempts.append(name)
                raise socket.gaierror(f"outside: {name}")
            return resolve(host, *args, **kwargs)

        for target, name, guard in (
            (socket.socket, "connect", guarded_connect),
            (socket, "getaddrinfo", guarded_resolve),
        ):
            patcher = patch.object(target, name, guard)
            patcher.start()
            self.addCleanup(patcher.stop)
        self.addCleanup(self._report)
        self.user = new_test_user(
            self.env,
            "civil_inside",
            "base.group_system,civil_base.group_admin",
            password="civil_inside",
        )

    @classmethod
    def _request_handler(cls, session, request, **kwargs):
        """Let requests reach the guarded sockets, where they are recorded."""
        return _super_send(session, request, **kwargs)

    def _report(self):
        self.assertFalse(self.attempts)

    def _rpc(self, path, **params):
        self.authenticate("civil_inside", "civil_inside")
        response = self.url_open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response.json()

    def test_the_guard_records_an_attempt(self):
        with self.assertRaises(requests.ConnectionError):
            requests.get(OUTSIDE, timeout=1)
        with self.assertRaises(OSError):
            socket.create_connection(("192.0.2.1", 80), timeout=1)
        self.assertTrue(self.attempts)
        self.attempts.clear()

    def test_screens_load_from_here_only(self):
        for screen in SCREENS:
            with self.subTest(screen):
                code = when_open(ONLY_FROM_HERE)
                self.browser_js(screen, code, login="civil_inside")

    def test_pages_forbid_the_browser_to_load_from_outside(self):
        for path in ("/web/login", "/odoo"):
            self.authenticate("civil_inside", "civil_inside")
            policy = self.url_open(path).headers["Content-Security-Policy"]
            self.assertIn("default-src 'self'", policy)
            self.assertNotIn("*", policy)

    def test_the_browser_obeys(self):
        code = """
            document.addEventListener("securitypolicyviolation", (event) => {
                if (event.blockedURI.startsWith("http://outside.example.com")) {
                    console.log("test successful");
                }
            });
            new Image().src = "%s";
        """
        with mute_logger("odoo.addons.base.tests.test_http_case"):
            self.browser_js(
                "/odoo/civil-imports",
                when_open(code % OUTSIDE),
                login="civil_inside",
                error_checker=lambda message: "Content Security Policy" not in message,
            )

    def test_a_link_in_a_message_is_not_looked_at(self):
        partner = self.user.partner_id
        message = partner.message_post(
            body="see http://outside.example.com/page", message_type="comment"
        )
        self.env["mail.link.preview"]._create_from_message_and_notify(message)
        previews = self.env["mail.link.preview"]
        self.assertFalse(previews._search_or_create_from_url(OUTSIDE))
        self._rpc("/mail/link_preview", message_id=message.id)
        self.assertEqual(
            {},
            self._rpc("/html_editor/link_preview_external", preview_url=OUTSIDE)[
                "result"
            ],
        )
        self.assertFalse(message.message_link_preview_ids)

    def test_a_picture_is_not_imported_by_address(self):
        wizard = (
            self.env["base_import.import"]
            .with_user(self.user)
            .create(
                {
                    "res_model": "res.partner",
                    "file": f"name,image_1920\nA,{OUTSIDE}\n".encode(),
                    "file_name": "a.csv",
                    "file_type": "text/csv",
                }
            )
        )
        options = {"quoting": '"', "separator": ",", "has_headers": True}
        result = wizard.execute_import(
            ["name", "image_1920"], ["name", "image_1920"], options
        )
        self.assertFalse(result.get("ids"))
        self.assertIn("URL", result["messages"][0]["message"])
        field = self.env["ir.qweb.field.image"]
        self.assertIsNone(field.load_remote_url(OUTSIDE))

    def test_the_warranty_is_not_reported(self):
        cron = self.env.ref("mail.ir_cron_module_update_notification")
        self.assertFalse(cron.active)
        cron.method_direct_trigger()
        contract = self.env["publisher_warranty.contract"]
        self.assertTrue(contract.update_notification(cron_mode=False))
        self.assertEqual({"messages": []}, contract._get_sys_logs())

    def test_calls_and_menu_lead_nowhere_outside(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("mail.use_twilio_rtc_servers", "True")
        parameters.set_param("mail.twilio_account_sid", "x")
        parameters.set_param("mail.twilio_account_token", "x")
        self.assertEqual([], self.env["mail.ice.server"]._get_ice_servers())
        code = """
            const connection = new window.RTCPeerConnection({
                iceServers: [{ urls: ["stun:stun1.l.google.com:19302"] }],
            });
            const { registry } = odoo.loader.modules.get("@web/core/registry");
            const items = registry.category("user_menuitems");
            if (connection.getConfiguration().iceServers.length) {
                console.error("a public server is asked");
            } else if (items.contains("support") || items.contains("odoo_account")) {
                console.error("the user's menu leads outside");
            } else {
                console.log("test successful");
            }
        """
        self.browser_js("/odoo/discuss", when_open(code), login="civil_inside")

    def test_push_messages_stay_here(self):
        devices = self.env["mail.push.device"]
        device = {"endpoint": "https://push.example.com", "keys": {"auth": "x"}}
        devices.with_user(self.user).register_devices(**device)
        self.assertFalse(devices.search([("endpoint", "=", device["endpoint"])]))
        devices.get_web_push_vapid_public_key()
        old = devices.create(
            {"endpoint": "https://push.example.com", "keys": json.dumps({"auth": "x"})}
        )
        self.env["mail.push"].create({"mail_push_device_id": old.id, "payload": "{}"})
        self.env["mail.push"]._push_notification_to_endpoint()
        self.assertFalse(self.env["mail.push"].search([]))

    @mute_logger("odoo.http")
    def test_pictures_and_words_of_others_are_refused(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("discuss.tenor_api_key", "x")
        parameters.set_param("mail.google_translate_api_key", "x")
        message = self.user.partner_id.message_post(body="hello")
        for path, params in (
            ("/discuss/gif/search", {"search_term": "a"}),
            ("/discuss/gif/categories", {}),
            ("/mail/message/translate", {"message_id": message.id}),
            ("/html_editor/save_library_media", {"media": {"1": {"query": "a"}}}),
            ("/html_editor/generate_text", {"prompt": "a", "conversation_history": []}),
            ("/html_editor/attachment/add_url", {"url": OUTSIDE}),
            ("/html_editor/video_url/data", {"video_url": "https://vimeo.com/1"}),
        ):
            self.assertIn("error", self._rpc(path, **params), path)
        found = self._rpc("/html_editor/media_library_search", query="a")
        self.assertEqual([], found["result"]["media"])
