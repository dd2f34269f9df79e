from odoo import api, fields, models
from odoo.exceptions import ValidationError

HANDLER = "civil.license.case"
#: What is applied for with a license, in the order of its life.
ACTIONS = [
    ("new", "New License"),
    ("change", "Change"),
    ("renewal", "Renewal"),
    ("reissue", "Reissue"),
    ("cancel", "Cancellation"),
]


class CivilCaseKind(models.Model):
    _inherit = "civil.case.kind"

    license_kind_id = fields.Many2one(
        "civil.license.kind",
        string="License",
        index="btree_not_null",
        ondelete="restrict",
        help="The kind of license that cases of this matter are about.",
    )
    license_action = fields.Selection(
        ACTIONS, string="Purpose", help="What a grant does with the license."
    )

    _license_action_uniq = models.UniqueIndex(
        "(license_kind_id, license_action)"
        " WHERE license_kind_id IS NOT NULL AND active",
        "There is already a matter for this license and purpose.",
    )

    @api.constrains("license_kind_id", "license_action", "handler")
    def _check_license(self):
        for kind in self.filtered(lambda kind: kind.handler == HANDLER):
            if not (kind.license_kind_id and kind.license_action):
                raise ValidationError(
                    self.env._(
                        "%(kind)s: say for which license it is, and what is applied "
                        "for.",
                        kind=kind.name,
                    )
                )
