from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilSubsidyProgram(models.Model):
    """How a program's payments are charged and booked."""

    _name = "civil.subsidy.program"
    _inherit = ["civil.subsidy.program", "civil.account.dimension"]

    _analytic_plan = "program"

    indicator_ids = fields.Many2many(
        "civil.fund.indicator",
        string="Only These Indicators",
        help="Indicators that the program is charged to, in the order of their issue. "
        "Empty: all of its classes, source and year.",
    )
    pays_on_behalf = fields.Boolean(
        string="Institution Receives for the Person",
        tracking=True,
        help="What an institution gets is the person's own subsidy, such as the care "
        "money of the destitute in homes: booked like payments to persons.",
    )
    private_liability = fields.Selection(
        [("2302", "2302 Accounts Payable"), ("2307", "2307 Other Payables")],
        string="Liability to Private Institutions",
        required=True,
        default="2307",
        tracking=True,
    )
    private_expense = fields.Char(
        string="Expense Account for Private Institutions",
        required=True,
        default="500199",
        tracking=True,
    )

    @api.constrains("private_expense")
    def _check_private_expense(self):
        for program in self:
            if not (program.private_expense or "").isdigit():
                raise ValidationError(
                    self.env._(
                        "%(program)s: the expense account is the code of an account, "
                        "such as 500199.",
                        program=program.name,
                    )
                )

    def _function_codes(self):
        """``{id of a class: functional class}`` of the single program's payments.

        A class without one takes that of the class above it, then the program's.
        The key None is for payments without a class.
        """
        codes = {None: self.function_code}
        for class_ in self.with_context(active_test=False).class_ids:
            above = class_
            while above and not above.function_code:
                above = above.parent_id
            codes[class_.id] = above.function_code or self.function_code
        return codes
