from odoo import api, fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD
from ..tools.steps import OUTSIDE

#: Marks that follow from a limit that is over: the limit, and the states it holds in.
_BY_LIMIT = {
    "not_transported": (("funeral.transport",), OUTSIDE),
    "ashes_unknown": (
        ("funeral.placement", "funeral.deposit"),
        ("cremated", "placement_pending", "placed", "closed"),
    ),
}


class CivilFuneralMark(models.Model):
    """Something wrong with a case that must be looked into (异常标记)."""

    _name = "civil.funeral.mark"
    _description = "Abnormal Mark"
    _inherit = ["civil.workflow.mixin", "civil.todo.mixin", "mail.thread"]
    _order = "noted_at desc, id desc"
    _mail_post_access = "read"
    _transitions = (
        Transition("open", "cleared", CLERK, "_clear_refusal", stamp="handled"),
        Transition("open", "confirmed", CLERK, "_clear_refusal", stamp="handled"),
        Transition(("cleared", "confirmed"), "open", HEAD, name="reopen"),
    )
    _guarded = ("clock_id", "noted_uid", "noted_at", "result")
    _todo_triggers = ("state",)

    case_id = fields.Many2one(
        "civil.funeral.case", required=True, index=True, ondelete="restrict"
    )
    division_id = fields.Many2one(related="case_id.division_id", store=True, index=True)
    town_id = fields.Many2one(related="case_id.town_id", store=True)
    kind = fields.Selection(
        [
            ("not_transported", "Not Transported in Time"),
            ("secret_burial", "Buried Secretly (Suspected)"),
            ("ashes_unknown", "Ashes Whereabouts Unknown"),
            ("coffin", "Ashes Buried in a Coffin (Suspected)"),
        ],
        required=True,
        index=True,
    )
    note = fields.Text()
    clock_id = fields.Many2one(
        "civil.clock",
        string="Limit That Is Over",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    noted_at = fields.Datetime(readonly=True)
    noted_uid = fields.Many2one("res.users", string="Noted By", readonly=True)
    result = fields.Text(readonly=True, help="What was found and done.")
    handled_uid = fields.Many2one("res.users", string="Handled By", readonly=True)
    handled_date = fields.Datetime(string="Handled on", readonly=True)
    state = fields.Selection(
        [("open", "To Be Checked"), ("cleared", "Cleared"), ("confirmed", "Confirmed")],
        default="open",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )

    _open_uniq = models.UniqueIndex(
        "(case_id, kind) WHERE state = 'open'",
        "This case bears such a mark already.",
    )

    @api.depends("kind", "case_id")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for mark in self:
            mark.display_name = (
                f"{labels.get(mark.kind) or ''} {mark.case_id.display_name or ''}"
            )

    @api.model
    def _note(self, case, kind, note=False, clock=None):
        """Mark a case; with raised rights, for whoever noted it."""
        mark = self.sudo().create({"case_id": case.id, "kind": kind, "note": note})
        mark._write_guarded(
            {
                "noted_at": fields.Datetime.now(),
                "noted_uid": self.env.uid,
                "clock_id": clock.id if clock else False,
            }
        )
        return mark

    def _clear_refusal(self):
        return not self.result and self.env._("write what was found")

    def _answer(self, node):
        """A node has brought what was missing."""
        step = self.env["civil.funeral.node"]._fields["node"]
        nodes = dict(step._description_selection(self.env))
        self._write_guarded(
            {
                "result": self.env._("Answered by: %(node)s", node=nodes[node]),
                "handled_uid": self.env.uid,
                "handled_date": fields.Datetime.now(),
            }
        )
        self._write_guarded({"state": "cleared"})

    def action_clear(self, reason=None):
        """Note that nothing is wrong, or that it was put right.

        :param str reason: what was found
        """
        return self._handle("cleared", reason)

    def action_confirm(self, reason=None):
        """Note that it is so; enforcement has to follow.

        :param str reason: what was found
        """
        return self._handle("confirmed", reason)

    def _handle(self, target, reason):
        if not reason:
            method = "action_clear" if target == "cleared" else "action_confirm"
            return self.env["civil.case.reason"]._open(
                self, method, self.env._("What Was Found")
            )
        self.check_access("write")
        refused = {mark: mark._step_refusal(mark._steps(target)) for mark in self}
        refused = {
            mark: why
            for mark, why in refused.items()
            if why and (mark.state != "open" or not self.env.user.has_group(CLERK))
        }
        self._refuse_reasons(refused)
        self._write_guarded({"result": reason.strip()})
        self._transition(target)
        return True

    def action_reopen(self):
        """Look into it again."""
        self._transition("open", "reopen")

    def action_open_case(self):
        """Show the case."""
        self.ensure_one()
        return self.case_id.get_formview_action()

    # -- found by the passing of time ------------------------------------------------

    @api.model
    def _cron_mark(self):
        """Mark the cases whose limits are over, each limit once."""
        now = fields.Datetime.now()
        cases = self.env["civil.funeral.case"]
        for kind, (codes, states) in _BY_LIMIT.items():
            clocks = self.env["civil.clock"].search(
                [
                    ("res_model", "=", cases._name),
                    ("kind_id.code", "in", codes),
                    ("state", "=", "running"),
                    ("limit_at", "<", now),
                ]
            )
            marked = self.search([("clock_id", "in", clocks.ids)]).clock_id
            for clock in clocks - marked:
                case = cases.browse(clock.res_id).exists()
                standing = case.mark_ids.filtered(
                    lambda m, k=kind: m.kind == k and m.state == "open"
                )
                if case.state in states and not standing:
                    self._note(case, kind, clock=clock)

    def _todo_entries(self):
        if self.state != "open":
            return []
        return [
            TodoEntry(
                "mark",
                self.env._("Look into: %(mark)s", mark=self.display_name),
                group=self.env.ref(CLERK),
            )
        ]
