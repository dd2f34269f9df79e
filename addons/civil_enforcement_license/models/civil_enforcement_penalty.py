from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: What a sanction does to a license, by its kind.
TOUCHING = ("suspension", "revocation")


class CivilEnforcementPenalty(models.Model):
    """A sanction may name the license that it suspends or revokes."""

    _inherit = "civil.enforcement.penalty"

    license_id = fields.Many2one(
        "civil.license",
        index="btree_not_null",
        ondelete="restrict",
        help="What is suspended or revoked when the decision takes effect.",
    )

    @api.constrains("license_id", "kind", "date_to")
    def _check_license(self):
        for penalty in self.filtered("license_id"):
            # Whose license it is decides, whoever may list licenses.
            if why := penalty._license_refusal(penalty.license_id.sudo()):
                raise ValidationError(
                    self.env._("%(what)s: %(why)s", what=penalty.text, why=why)
                )

    def _license_refusal(self, license_):
        """Why the single sanction can't touch a license, or False."""
        if self.kind not in TOUCHING:
            return self.env._("only a suspension or revocation names a license.")
        if license_._party() != self.case_id.sudo()._party():
            return self.env._("the license isn't the party's.")
        if self.kind == "suspension" and not self.date_to:
            return self.env._("say through which day the license is suspended.")
        return False
