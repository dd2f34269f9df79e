from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilCaseReason(models.TransientModel):
    """Asks for what a step needs, such as a reason, then takes the step.

    Any addon may use it. The step is called with what was asked as arguments of the
    same names, with the rights of whoever answers: it is a public ``action_…`` that
    he could call himself.
    """

    _name = "civil.case.reason"
    _description = "Reason for a Step"

    res_model = fields.Char(required=True, readonly=True)
    res_ids = fields.Json(required=True, readonly=True)
    method = fields.Char(required=True, readonly=True)
    asked = fields.Char(required=True, readonly=True)
    ground_step = fields.Char(readonly=True)
    kind_ids = fields.Many2many("civil.case.kind", string="Kinds", readonly=True)
    reason = fields.Text()
    ground_ids = fields.Many2many(
        "civil.case.ground",
        string="Grounds",
        domain="[('step', '=', ground_step), '|', ('kind_ids', '=', False), "
        "('kind_ids', 'in', kind_ids)]",
    )
    proposal = fields.Selection([("grant", "Grant"), ("refuse", "Refuse")])
    pause_reason_id = fields.Many2one("civil.clock.pause.reason", string="Why It Rests")
    note = fields.Char("What Is Waited For")
    opinion = fields.Text()
    position = fields.Selection(
        [("agreed", "Agreed"), ("opposed", "Opposed"), ("none", "No Objection")]
    )
    answer = fields.Text()
    is_upheld = fields.Boolean("Upheld")

    @api.model
    def _open(self, records, method, title, asked=("reason",), ground_step=False):
        """The window that asks for what ``method`` of ``records`` needs.

        :param asked: the names of the fields of this model, which are the names of
            the method's arguments, too
        """
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_res_model": records._name,
                "default_res_ids": records.ids,
                "default_method": method,
                "default_asked": f",{','.join(asked)},",
                "default_ground_step": ground_step,
                "default_kind_ids": records.kind_id.ids if ground_step else [],
            },
        }

    def action_confirm(self):
        """Take the step with what was given."""
        self.ensure_one()
        names = self.asked.strip(",").split(",")
        if "reason" in names and not (self.reason or "").strip():
            if not ("proposal" in names and self.proposal == "grant"):
                raise UserError(self.env._("Write the reason first."))
        if not self.method.startswith("action_") or self.res_model not in self.env:
            raise UserError(self.env._("There is no such step."))
        records = self.env[self.res_model].browse(self.res_ids)
        getattr(records, self.method)(**{name: self._value(name) for name in names})
        return {"type": "ir.actions.act_window_close"}

    def _value(self, name):
        value = self[name]
        if self._fields[name].type == "many2many":
            return value.ids
        if self._fields[name].type == "many2one":
            return value.id
        return value.strip() if isinstance(value, str) else value
