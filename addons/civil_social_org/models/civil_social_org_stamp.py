from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

#: Opens the stamping to the code that concludes a year's inspection.
STAMPING = Door("civil_social_org_stamping")


class CivilSocialOrgStamp(models.Model):
    """The stamp of a year's inspection on a certificate (年检戳记).

    One a year; another conclusion after a review is a new stamp that takes the
    place of the former.
    """

    _name = "civil.social.org.stamp"
    _description = "Stamp of an Inspection"
    _order = "year desc, id desc"
    _rec_name = "year"

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    license_id = fields.Many2one(
        "civil.license",
        string="Certificate",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    year = fields.Integer(readonly=True, aggregator=None, help="The inspected year.")
    conclusion = fields.Selection(
        lambda self: (
            self.env["civil.social.org.result"]._fields["conclusion"].selection
        ),
        required=True,
        readonly=True,
    )
    stamped_on = fields.Date(readonly=True)
    stamped_uid = fields.Many2one("res.users", "Stamped By", readonly=True)
    is_current = fields.Boolean(default=True, readonly=True)

    _year_uniq = models.UniqueIndex(
        "(org_id, year) WHERE is_current",
        "The certificate bears the stamp of this year already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to stamp by hand."""
        if not STAMPING.is_open(self):
            self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to change a stamp."""
        if not STAMPING.is_open(self):
            self._refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_by_hand()

    def _refuse_by_hand(self):
        raise UserError(
            self.env._("Certificates are stamped by concluded inspections only.")
        )
