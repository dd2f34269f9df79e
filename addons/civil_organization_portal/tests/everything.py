"""What people of one organization could reach, tried out one by one."""

import inspect
import json
import re
import threading
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.http import Request
from odoo.tools import mute_logger

from .common import PASSWORD

#: Models of the suite that people of organizations read by themselves.
READABLE = {"civil.organization.account", "civil.organization.notice"}
MODES = ("read", "write", "create", "unlink")
#: What ends the session or answers for its own time only.
LEFT_OUT = (
    "/web/login",
    "/web/session/authenticate",
    "/web/session/logout",
    "/web/tests",
    "/websocket",
)
_ARGUMENT = re.compile(r"<(?:(?P<kind>[^:<>]*(?:\([^)]*\))?):)?(?P<name>[^<>]+)>")


class EverythingMixin:
    """Tries every model and every route as the person of one organization.

    The test that uses it is an ``HttpCase`` and sets ``person``, ``foreign`` (records
    that aren't his) and ``secrets`` (texts that stand in them).
    """

    secrets = ()
    foreign = ()

    def assert_nothing_told(self, text, where):
        for secret in self.secrets:
            self.assertNotIn(secret, text, f"{where} tells {secret}")

    # -- models ------------------------------------------------------------

    def check_models(self):
        suite = self.suite_models()
        for name in sorted(self.env.registry):
            model = self.env[name].with_user(self.person)
            if model._abstract or not model._auto:
                continue
            with self.subTest(model=name):
                if name in suite:
                    self.check_closed(model)
                if model.has_access("read"):
                    self.check_read(model)
        for record in self.foreign:
            with self.subTest(record=str(record)):
                self.check_record(record.with_user(self.person))

    def suite_models(self):
        models = (
            self.env["ir.model"]
            .search([])
            .filtered(
                lambda model: any(
                    part.strip().startswith("civil_")
                    for part in model.modules.split(",")
                )
            )
        )
        return {name for name in models.mapped("model") if name.startswith("civil.")}

    def check_closed(self, model):
        allowed = {mode for mode in MODES if model.has_access(mode)}
        expected = {"read"} if model._name in READABLE else set()
        self.assertEqual(allowed, expected, model._name)

    def check_read(self, model):
        """Read whatever can be read, field by field where a field refuses."""
        with mute_logger("odoo.addons.base.models.ir_rule", "odoo.models"):
            try:
                records = model.with_context(active_test=False).search([])
            except UserError:
                return
            names = [
                name
                for name, field in model._fields.items()
                if field.store
                and field.column_type
                and model._has_field_access(field, "read")
            ]
            if records and names:
                texts = records.read(names, load=None)
                self.assert_nothing_told(str(texts), model._name)

    def check_record(self, record):
        name = next(
            name
            for name, field in record._fields.items()
            if field.column_type and field.store and name != "id"
        )
        with mute_logger("odoo.addons.base.models.ir_rule", "odoo.models"):
            for attempt in (
                lambda: record.read([name]),
                lambda: record.write({name: record.sudo()[name]}),
                lambda: record.copy(),
                lambda: record.unlink(),
            ):
                with self.assertRaises(UserError):
                    attempt()
            if record.browse().has_access("read"):
                found = record.search([("id", "in", record.ids)])
                self.assertFalse(found, f"{record} can be found")

    # -- routes ------------------------------------------------------------

    def check_routes(self):
        self.authenticate(self.person.login, PASSWORD)
        for rule in self.rules():
            if rule.rule.startswith(LEFT_OUT):
                continue
            for number in self.numbers(rule):
                with self.subTest(route=rule.rule, number=number):
                    self.check_route(rule, number)
        self.assertEqual(self.url_open("/my").status_code, 200)

    def rules(self):
        with patch.object(
            threading.current_thread(), "dbname", self.env.cr.dbname, create=True
        ):
            return list(self.env["ir.http"].routing_map().iter_rules())

    def numbers(self, rule):
        """Every number where he may come in, one where the door is shut."""
        own = rule.endpoint.routing.get("organization")
        found = sorted({record.id for record in self.foreign})
        return found if own or self.env["ir.http"]._is_open(rule.rule) else found[:1]

    def check_route(self, rule, number):
        routing = rule.endpoint.routing
        path = _ARGUMENT.sub(lambda found: self.word(found, number), rule.rule)
        named = {name: self.value(name, number) for name in self.names(rule)}
        if routing["type"] == "http":
            answers = [self.get(path, named)]
            if "POST" in (routing.get("methods") or ["POST"]):
                answers.append(self.post(path, named))
        else:
            answers = [self.call(path, named)]
        for answer in answers:
            self.assert_nothing_told(answer.text, f"{rule.rule} {named}")

    def word(self, found, number):
        kind = (found["kind"] or "").split("(")[0]
        if kind in ("int", "model"):
            return str(number)
        if found["name"] == "model":
            return self.foreign[0]._name
        return "read" if found["name"] == "method" else "1"

    def names(self, rule):
        parameters = inspect.signature(rule.endpoint.func).parameters.values()
        return [
            parameter.name
            for parameter in parameters
            if parameter.kind
            in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
            and parameter.name != "self"
            and parameter.name not in rule.arguments
        ]

    def value(self, name, number):
        known = {
            "model": self.foreign[0]._name,
            "thread_model": self.foreign[0]._name,
            "res_model": self.foreign[0]._name,
            "method": "read",
            "args": [[number]],
            "kwargs": {},
            "fields": ["display_name"],
            "ids": [number],
        }
        return known.get(name, number)

    def get(self, path, named):
        return self.url_open(
            path, params=plain(named), allow_redirects=False, method="GET"
        )

    def post(self, path, named):
        data = {**plain(named), "csrf_token": Request.csrf_token(self)}
        return self.url_open(path, data=data, allow_redirects=False, method="POST")

    def call(self, path, named):
        return self.url_open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": named}),
            headers={"Content-Type": "application/json"},
            allow_redirects=False,
            method="POST",
        )


def plain(named):
    """Return the values as a form sends them."""
    return {
        name: value if isinstance(value, (str, int)) else json.dumps(value)
        for name, value in named.items()
    }
