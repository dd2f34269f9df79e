from odoo import api, fields, models


class CivilLicenseMeasure(models.TransientModel):
    """Records a measure against a license: which, on what decision, why."""

    _name = "civil.license.measure"
    _description = "Measure Against a License"

    license_id = fields.Many2one("civil.license", required=True, readonly=True)
    measure = fields.Selection(
        [
            ("suspend", "Suspend"),
            ("reinstate", "Reinstate"),
            ("revoke", "Revoke"),
            ("annul", "Annul"),
            ("cancel", "Cancel"),
        ],
        required=True,
        readonly=True,
    )
    decision_id = fields.Many2one(
        "civil.document",
        domain=[("state", "=", "issued")],
        help="The issued document on which the measure rests.",
    )
    until = fields.Date()
    ground = fields.Selection(
        selection=lambda self: [
            (key, label)
            for key, label in self.env["civil.license"]
            ._fields["cancel_ground"]
            ._description_selection(self.env)
            if key != "applied"
        ],
        help="Administrative Licensing Law, article 70.",
    )
    reason = fields.Text(required=True)

    @api.model
    def _title(self, measure):
        """Return what the window is called."""
        titles = {
            "suspend": self.env._("Suspend the License"),
            "reinstate": self.env._("Reinstate the License"),
            "revoke": self.env._("Revoke the License"),
            "annul": self.env._("Annul the License"),
            "cancel": self.env._("Cancel the License"),
        }
        return titles[measure]

    def action_apply(self):
        """Record the measure in the name of the present user."""
        self.ensure_one()
        license_, decision = self.license_id, self.decision_id.id
        if self.measure == "suspend":
            license_.action_suspend(decision, self.until, self.reason)
        elif self.measure == "reinstate":
            license_.action_reinstate(self.reason)
        elif self.measure == "revoke":
            license_.action_revoke(decision, self.reason)
        elif self.measure == "annul":
            license_.action_annul(decision, self.reason)
        else:
            license_.action_cancel(self.ground, self.reason)
        return {"type": "ir.actions.act_window_close"}
