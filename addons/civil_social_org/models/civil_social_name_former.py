from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.civil_organization.tools.credit_code import name_key


class CivilSocialNameFormer(models.Model):
    """A name that was given up (已停用名称) and is blocked for others for a time.

    How long depends on why; the years are dated parameters.
    """

    _name = "civil.social.name.former"
    _description = "Name Given Up"
    _order = "date desc, id desc"

    name = fields.Char(required=True, index="trigram")
    name_key = fields.Char(compute="_compute_name_key", store=True, index=True)
    kind_id = fields.Many2one("civil.social.org.kind", required=True, index=True)
    division_id = fields.Many2one(
        "civil.division", required=True, index=True, ondelete="restrict"
    )
    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        index="btree_not_null",
        ondelete="set null",
    )
    cause = fields.Selection(
        [
            ("renamed", "Renamed"),
            ("ended", "Deregistered"),
            ("revoked", "Annulled or Revoked"),
        ],
        required=True,
    )
    date = fields.Date(string="Given Up on", required=True)
    blocked_until = fields.Date(
        compute="_compute_blocked_until", store=True, index=True
    )

    @api.depends("name")
    def _compute_name_key(self):
        for former in self:
            former.name_key = name_key(former.name)

    @api.depends("cause", "date")
    def _compute_blocked_until(self):
        for former in self:
            until = False
            if former.cause and former.date:
                years = self.env["civil.parameter"]._get(
                    f"social.name_years_{former.cause}", former.date
                )
                until = former.date + relativedelta(years=years, days=-1)
            former.blocked_until = until
