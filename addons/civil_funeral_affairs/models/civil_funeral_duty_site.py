from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilFuneralDutySite(models.Model):
    """A site of a duty plan (值守点): a cemetery, a crossing, a columbarium."""

    _name = "civil.funeral.duty.site"
    _description = "Site of a Duty Plan"
    _order = "duty_id, sequence, id"

    duty_id = fields.Many2one(
        "civil.funeral.duty", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Site", required=True)
    organization_id = fields.Many2one(
        "civil.organization", string="Facility", index="btree_not_null"
    )
    division_id = fields.Many2one(
        "civil.division", string="Place", index="btree_not_null", ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", string="Leader's User")
    leader = fields.Char(required=True)
    phone = fields.Char(string="Duty Phone", required=True)
    expected_count = fields.Integer(string="Visitors Expected a Day")
    fire_measures = fields.Text(string="Fire Prevention")
    traffic_measures = fields.Text(string="Traffic and Parking")
    emergency_measures = fields.Text(string="In an Emergency")
    shift_ids = fields.One2many("civil.funeral.duty.shift", "site_id", copy=True)
    shift_count = fields.Integer(compute="_compute_shift_count", string="Shifts")

    _expected_check = models.Constraint(
        "CHECK (expected_count >= 0)", "The number of visitors can't be below zero."
    )

    @api.depends("shift_ids")
    def _compute_shift_count(self):
        for site in self:
            site.shift_count = len(site.shift_ids)

    @api.onchange("organization_id")
    def _onchange_organization_id(self):
        if self.organization_id:
            self.name = self.name or self.organization_id.name
            self.division_id = self.organization_id.division_id
            self.phone = self.phone or self.organization_id.phone

    @api.onchange("user_id")
    def _onchange_user_id(self):
        if self.user_id:
            self.leader = self.leader or self.user_id.name

    def action_open(self):
        """Open the site with its shifts, which change even in approved plans."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [
                (
                    self.env.ref(
                        "civil_funeral_affairs.civil_funeral_duty_site_view_form"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_of_drafts(self):
        if self.duty_id.filtered(lambda duty: duty.state != "draft"):
            raise UserError(
                self.env._("An approved plan keeps its sites; only shifts change.")
            )
