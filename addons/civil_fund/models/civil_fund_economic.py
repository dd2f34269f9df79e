from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_list


class CivilFundEconomic(models.Model):
    """Economic class of expenditure (支出经济分类): 类, 款.

    There are two books: one of departmental budgets (部门预算支出经济分类), one of
    the government's (政府预算支出经济分类). A departmental class names the classes of
    the government's book to which its money may belong.
    """

    _name = "civil.fund.economic"
    _description = "Economic Class"
    _inherit = ["civil.fund.class.mixin"]
    _order = "kind, code, year_from desc"

    _code_lengths = (3, 5)

    kind = fields.Selection(
        [("department", "Departmental Budget"), ("government", "Government Budget")],
        string="Book",
        required=True,
    )
    parent_id = fields.Many2one(
        "civil.fund.economic", string="Class Above", index=True, ondelete="restrict"
    )
    government_ids = fields.Many2many(
        "civil.fund.economic",
        "civil_fund_economic_mapping",
        "department_id",
        "government_id",
        string="In the Government's Book",
        help="Any class if empty.",
    )

    def _twin_domain(self):
        return super()._twin_domain() & Domain("kind", "=", self.kind)

    @api.constrains("kind", "government_ids", "parent_id")
    def _check_kind(self):
        for record in self:
            others = record.parent_id.filtered(lambda p, r=record: p.kind != r.kind)
            mapped = record.government_ids
            if others or (mapped and record.kind != "department"):
                raise ValidationError(
                    self.env._(
                        "%(name)s mixes the two books.", name=record.display_name
                    )
                )
            if set(mapped.mapped("kind")) - {"government"}:
                raise ValidationError(
                    self.env._(
                        "%(name)s can be assigned to classes of the government's book "
                        "only.",
                        name=record.display_name,
                    )
                )

    def _mapping_refusal(self, government):
        """Why the departmental class doesn't go with ``government``, or False."""
        allowed = self.government_ids
        if not allowed or not government or government in allowed:
            return False
        return self.env._(
            "%(department)s belongs to %(allowed)s in the government's book, not to "
            "%(government)s",
            department=self.display_name,
            allowed=format_list(self.env, allowed.mapped("display_name")),
            government=government.display_name,
        )
