"""A matter that waits for people, for the tests alone."""

import types

from odoo import fields, models

from odoo.addons.civil_base.tools.todo import TodoEntry

#: Not the addon's name: the class joins a registry only where a test asks for it.
MODULE = "civil_base_test_matter"
MATTER = "civil.base.test.matter"


class Matter(models.Model):
    _module = MODULE
    _name = MATTER
    _description = "Matter Under Test"
    _inherit = ["civil.todo.mixin", "civil.division.mixin"]

    _todo_triggers = ("name", "group_id", "second_id", "due", "done")

    name = fields.Char()
    user_id = fields.Many2one("res.users")
    group_id = fields.Many2one("res.groups")
    second_id = fields.Many2one("res.groups")
    barred_ids = fields.Many2many("res.users")
    due = fields.Date()
    done = fields.Boolean()
    implied = fields.Boolean()
    note = fields.Char()

    def _todo_entries(self):
        if self.done:
            return []
        name = f"Do {self.name}"
        entries = []
        if self.user_id or self.group_id:
            entries.append(
                TodoEntry(
                    "first",
                    name,
                    user=self.user_id,
                    group=self.group_id,
                    due=self.due,
                    barred=self.barred_ids,
                    implied=self.implied,
                )
            )
        if self.second_id:
            entries.append(TodoEntry("second", name, group=self.second_id))
        return entries


def join(case):
    """Let the matter's model live in the registry for the time of a test class."""
    env = case.env
    env["ir.module.module"].create({"name": MODULE})
    case.registry.load(types.SimpleNamespace(name=MODULE))
    case.registry._setup_models__(env.cr, [MATTER])
    case.registry.init_models(env.cr, [MATTER], {"module": "civil_base"})
    case.addClassCleanup(case.registry.__delitem__, MATTER)
    env["ir.model.access"].create(
        {
            "name": MATTER,
            "model_id": env["ir.model"]._get(MATTER).id,
            "group_id": env.ref("civil_base.group_staff").id,
            **dict.fromkeys(
                ("perm_read", "perm_write", "perm_create", "perm_unlink"), True
            ),
        }
    )
    return env[MATTER]
