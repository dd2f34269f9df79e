from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilSocialExtension(models.Model):
    """A term that goes on beyond its end (延期换届), with the supervisor's consent.

    How long at most is a dated parameter; source: the model charter of associations.
    """

    _name = "civil.social.extension"
    _description = "Extension of a Term"
    _order = "org_id, date_to desc"
    _rec_name = "date_to"

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="cascade",
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    company_id = fields.Many2one(related="org_id.company_id", store=True, index=True)
    term_end = fields.Date(
        string="End of the Term",
        required=True,
        help="The end that is put off.",
    )
    date_to = fields.Date(string="Extended until", required=True)
    reason = fields.Text(required=True)
    agreed_on = fields.Date(string="Supervisor's Consent")
    approved_on = fields.Date(required=True)
    approval_no = fields.Char(string="Number of the Approval", required=True)

    _term_uniq = models.UniqueIndex(
        "(org_id, term_end)", "This term was already extended once."
    )

    @api.constrains("term_end", "date_to", "approved_on")
    def _check_length(self):
        for extension in self:
            months = self.env["civil.parameter"]._get(
                "social.extension_months", extension.approved_on
            )
            latest = extension.term_end + relativedelta(months=months)
            if not extension.term_end < extension.date_to <= latest:
                raise ValidationError(
                    self.env._(
                        "%(name)s: a term that ends on %(end)s can be extended until "
                        "%(latest)s at most.",
                        name=extension.org_id.name,
                        end=extension.term_end,
                        latest=latest,
                    )
                )
