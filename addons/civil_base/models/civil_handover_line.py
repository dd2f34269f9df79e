from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilHandoverLine(models.Model):
    """One thing on the list of a handover (交接事项)."""

    _name = "civil.handover.line"
    _description = "Line of a Handover"
    _order = "handover_id, included desc, kind desc, model_id, name, id"

    handover_id = fields.Many2one(
        "civil.handover", required=True, readonly=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("record", "Record"),
            ("division", "Division"),
            ("activity", "Reminder"),
        ],
        required=True,
        readonly=True,
    )
    model_id = fields.Many2one(
        "ir.model", string="What", required=True, readonly=True, ondelete="cascade"
    )
    group_name = fields.Char(string="Heading", compute="_compute_group_name")
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    name = fields.Char(string="Matter", required=True, readonly=True)
    included = fields.Boolean(string="Handed Over", default=True, readonly=True)
    reason = fields.Char(string="Why It Stays", readonly=True)
    outcome = fields.Selection(
        [("moved", "Moved"), ("elsewhere", "No Longer the Giver's")], readonly=True
    )
    state = fields.Selection(related="handover_id.state")

    _once = models.UniqueIndex(
        "(handover_id, kind, res_model, res_id)", "It is on the list already."
    )

    @api.depends("kind", "model_id")
    def _compute_group_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            of_record = line.kind == "record"
            model = line.sudo().model_id
            line.group_name = model.name if of_record else kinds[line.kind]

    def _key(self):
        return (self.kind, self.res_model, self.res_id)

    def action_take_out(self, reason=None):
        """Leave the things with the giver.

        :param str reason: why; asked for where it is missing
        :raises UserError: the giver has signed
        """
        self._check_open()
        if not reason:
            return self.env["civil.handover.reason"]._open(
                self, "action_take_out", self.env._("Leave with the Giver")
            )
        # Lines are changed by these methods only, whose checks have passed.
        self.sudo().write({"included": False, "reason": reason})
        return True

    def action_put_back(self):
        """Hand the things over after all."""
        self._check_open()
        # The same as for taking out.
        self.sudo().write({"included": True, "reason": False})
        return True

    def _check_open(self):
        self.check_access("read")
        for handover in self.handover_id:
            handover.check_access("write")
            handover._check_may_prepare()
            handover._check_draft()

    def action_open_record(self):
        """Open what is on the list."""
        self.ensure_one()
        model, res_id = self.res_model, self.res_id
        if self.kind == "activity":
            activity = self.env[model].sudo().browse(res_id).exists()
            model, res_id = activity.res_model, activity.res_id
        record = model and self.env[model].browse(res_id).exists()
        if not record:
            raise UserError(self.env._("The record is no longer there."))
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
