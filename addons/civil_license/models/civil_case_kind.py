from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.civil_base.tools.door import Door

HANDLER = "civil.license.case"
#: Lets a matter's name follow its license.
NAMING = Door("civil_license_naming")
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

    named_after_license = fields.Boolean(
        copy=False,
        help="Its name follows the name of the license, in every language.",
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

    def write(self, vals):
        """A name that somebody wrote by hand stays."""
        if "name" in vals and not NAMING.is_open(self):
            vals = {"named_after_license": False, **vals}
        return super().write(vals)
