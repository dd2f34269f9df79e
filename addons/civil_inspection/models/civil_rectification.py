from odoo import api, fields, models
from odoo.exceptions import UserError

from .civil_rectification_step import HEAD


class CivilRectification(models.Model):
    """An order to put right what an inspection found (责令整改).

    It is served with a limit, extended once at most, reported by the object's side,
    checked again by somebody else than who found it or reported it, and closed
    (销号); what isn't put right goes on to enforcement.

    Source: 《社会组织抽查暂行办法》; 《行政处罚法》第二十八条 (order to correct).
    """

    _name = "civil.rectification"
    _description = "Rectification Order"
    _inherit = [
        "civil.rectification.step",
        "civil.inspection.scope",
        "civil.clock.mixin",
        "civil.document.mixin",
        "civil.todo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "number"
    _rec_names_search = ["number", "object_id.name"]
    _todo_triggers = ("state", "escalated_date", "reported_uid")

    number = fields.Char(readonly=True, copy=False, index="trigram")
    inspection_id = fields.Many2one(
        "civil.inspection",
        required=True,
        index=True,
        ondelete="restrict",
    )
    object_id = fields.Many2one(
        "civil.inspection.object",
        string="Object",
        related="inspection_id.object_id",
        store=True,
        index=True,
        precompute=True,
    )
    object_name = fields.Char(related="object_id.name", string="Object's Name")
    kind_id = fields.Many2one(
        related="inspection_id.kind_id", store=True, index=True, precompute=True
    )
    division_id = fields.Many2one(
        related="inspection_id.division_id", store=True, index=True, precompute=True
    )
    department_id = fields.Many2one(
        "civil.department", related="kind_id.department_id", store=True, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="In Charge",
        index=True,
        default=lambda self: self.env.user,
        tracking=True,
    )
    item_ids = fields.One2many(
        "civil.rectification.item", "rectification_id", string="To Be Put Right"
    )
    deadline = fields.Date(
        string="To Be Rectified By",
        help="The last day; if empty, the days of the parameter count.",
    )
    requirement = fields.Text(help="What the order says beyond its items.")
    report = fields.Text(
        string="Report of the Object", help="What the object says it has done."
    )
    evidence_ids = fields.Many2many("ir.attachment")
    extension_reason = fields.Char(readonly=True, copy=False)
    recheck_ids = fields.One2many(
        "civil.rectification.recheck", "rectification_id", string="Re-Checks"
    )
    failed_count = fields.Integer(
        string="Failed Re-Checks", compute="_compute_failed_count", store=True
    )
    escalated_date = fields.Datetime(
        string="Escalated On", readonly=True, copy=False, index="btree_not_null"
    )
    close_reason = fields.Char(string="Reason", readonly=True, copy=False)
    handed_model = fields.Char(readonly=True, copy=False)
    handed_id = fields.Many2oneReference(
        string="Handed On As", model_field="handed_model", readonly=True, copy=False
    )

    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This number has already been given."
    )
    _state_due_idx = models.Index("(state, due_at)")

    @api.depends("recheck_ids.passed")
    def _compute_failed_count(self):
        for record in self:
            failed = record.recheck_ids.filtered(lambda check: not check.passed)
            record.failed_count = len(failed)

    @api.depends("number", "object_id.name")
    def _compute_display_name(self):
        for record in self:
            parts = (record.number, record.object_id.name)
            record.display_name = " ".join(filter(None, parts))

    @api.model_create_multi
    def create(self, vals_list):
        """Give each order its number."""
        records = super().create(vals_list)
        numbers = self.env["civil.numbering"]._reserve("rectification", len(records))
        for record, number in zip(records, numbers, strict=True):
            record._write_guarded({"number": number})
        return records

    @api.model
    def _from_inspection(self, inspection):
        """Return the order that follows from a signed inspection; made once.

        :raises UserError: not signed, or nothing has to be put right
        """
        open_orders = inspection.rectification_ids
        if open_orders:
            return open_orders
        lines = inspection.line_ids.filtered(lambda line: line.result == "no")
        if inspection.state not in ("signed", "published") or not lines:
            raise UserError(
                self.env._(
                    "%(number)s isn't signed, or nothing has to be put right.",
                    number=inspection.number,
                )
            )
        return self.create(
            {
                "inspection_id": inspection.id,
                "item_ids": [
                    fields.Command.create(
                        {
                            "line_id": line.id,
                            "name": line.name,
                            "finding": line.note,
                            "basis": line.basis,
                        }
                    )
                    for line in lines
                ],
            }
        )

    def write(self, vals):
        """Keep what was ordered, and who handed in what."""
        fixed = {"inspection_id", "requirement", "item_ids", "deadline"}
        fixed |= {"object_id", "kind_id", "division_id", "company_id"}
        if fixed & vals.keys():
            self._check_draft()
        if {"report", "evidence_ids"} & vals.keys() and self.filtered(
            lambda record: record.state not in ("draft", "issued")
        ):
            raise UserError(
                self.env._("What was reported stays until it was checked again.")
            )
        return super().write(vals)

    def _check_draft(self):
        if issued := self.filtered(lambda record: record.state != "draft"):
            raise UserError(
                self.env._(
                    "%(number)s was issued: what it orders stays.",
                    number=issued[0].number,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        self._check_draft()

    def _action_open(self):
        """Show the orders."""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Rectification Orders"),
            "res_model": self._name,
        }
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        return {
            **action,
            "domain": [("id", "in", self.ids)],
            "views": [(False, "list"), (False, "form")],
        }

    def action_open_handed(self):
        """Show what the order was handed on as, if one may read it."""
        self.ensure_one()
        record = self.env[self.handed_model].browse(self.handed_id)
        record.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    # -- overdue ---------------------------------------------------------------------

    @api.model
    def _cron_escalate(self):
        """Bring what is overdue before the section's head, once."""
        late = self.search(
            [
                ("state", "in", ("issued", "reported")),
                ("due_at", "<", fields.Datetime.now()),
                ("escalated_date", "=", False),
            ]
        )
        late._escalate()

    def _escalate(self):
        for record in self:
            record._write_guarded({"escalated_date": fields.Datetime.now()})
            record.message_post(
                body=self.env._("Overdue: brought before the section's head.")
            )

    def action_escalate(self):
        """Bring the single order before the section's head before it is overdue."""
        self.check_access("write")
        if not any(map(self.env.user.has_group, HEAD)):
            raise UserError(self.env._("Your role doesn't allow this."))
        self.filtered(lambda record: not record.escalated_date)._escalate()
