from odoo import fields, models


class ResUsersRole(models.Model):
    _inherit = "res.users.role"

    department_id = fields.Many2one(
        "civil.department", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    level = fields.Selection(
        [("clerk", "Clerk"), ("head", "Section Head"), ("deputy", "Deputy Director")],
        readonly=True,
    )

    _department_level_uniq = models.UniqueIndex(
        "(department_id, level) WHERE department_id IS NOT NULL",
        "The department has a role of this level already.",
    )
