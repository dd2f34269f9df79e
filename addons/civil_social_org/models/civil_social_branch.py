from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilSocialBranch(models.Model):
    """A branch or representative office of an association or foundation (分支机构).

    It is no legal person. Private non-enterprise units have none:
    《民办非企业单位登记管理暂行条例》第十三条.
    """

    _name = "civil.social.branch"
    _description = "Branch of a Social Organization"
    _order = "org_id, name"

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="cascade",
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    company_id = fields.Many2one(related="org_id.company_id", store=True, index=True)
    name = fields.Char(required=True)
    form = fields.Selection(
        [
            ("branch", "Branch"),
            ("committee", "Special Committee"),
            ("office", "Representative Office"),
        ],
        required=True,
        default="branch",
    )
    head = fields.Char()
    address = fields.Char()
    decided_on = fields.Date(help="The day on which the board decided on it.")
    closed_on = fields.Date()
    note = fields.Char()

    _days_in_order = models.Constraint(
        "CHECK (closed_on >= decided_on)", "A branch can't close before it opens."
    )

    @api.constrains("org_id")
    def _check_kind(self):
        for branch in self:
            kind = branch.org_id.kind_id
            if not kind.has_branches:
                raise ValidationError(
                    self.env._(
                        "%(name)s: a %(kind)s may not have branches.",
                        name=branch.org_id.name,
                        kind=kind.name,
                    )
                )
