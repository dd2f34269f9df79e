from odoo import api, fields, models

REASONS = [
    ("inheritance", "Inheritance"),
    ("divorce", "Divorce"),
    ("family", "Agreement of the Family"),
]


class CivilCemeteryHolder(models.Model):
    """A change of the holder of an agreement (持证人变更记录)."""

    _name = "civil.cemetery.holder"
    _description = "Change of the Holder"
    _order = "date desc, id desc"
    _rec_name = "new_name"

    agreement_id = fields.Many2one(
        "civil.cemetery.agreement", required=True, index=True, ondelete="restrict"
    )
    facility_id = fields.Many2one(related="agreement_id.facility_id", store=True)
    division_id = fields.Many2one(
        related="agreement_id.division_id", store=True, index=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    old_name = fields.Char(string="Holder so Far", required=True)
    old_identity = fields.Char(string="Identity Number so Far")
    new_name = fields.Char(string="New Holder", required=True)
    relation = fields.Char(required=True)
    reason = fields.Selection(REASONS, required=True)
    proof = fields.Binary(required=True, attachment=True)
    user_id = fields.Many2one("res.users", string="Noted by", required=True)

    @api.model
    def _note_change(self, agreement, name, number, relation, reason, proof):
        """Keep the change, and let the new holder follow.

        The caller has checked that the user may change the agreement.
        """
        # What was is kept by the application only.
        self.sudo().create(
            {
                "agreement_id": agreement.id,
                "old_name": agreement.holder_name,
                "old_identity": agreement.identity_masked,
                "new_name": name,
                "relation": relation,
                "reason": reason,
                "proof": proof,
                "user_id": self.env.uid,
            }
        )
        agreement._write_signed(
            {
                "holder_name": name,
                "relation": relation,
                # Without a number the old one must not stay.
                **({"identity_input": number} if number else {}),
            }
        )
        if not number:
            agreement.sudo()._write_signed({"identity_number": False})
