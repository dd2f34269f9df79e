# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilBankBranch(models.Model):
    """A branch of any bank and its number in the payment system (联行号).

    An agent bank that pays to an account at another bank needs the twelve digits of
    that bank's branch (CNAPS, 现代化支付系统行号).
    """

    _name = "civil.bank.branch"
    _description = "Bank Branch"
    _order = "name, cnaps"
    _rec_names_search = ["name", "cnaps"]

    cnaps = fields.Char(string="CNAPS Number", required=True, size=12)
    name = fields.Char(string="Branch", required=True, index=True)
    terms = fields.Text(
        string="Also Written",
        help="One a line: what rosters write for this branch in 开户行. A bank's name "
        "that holds the term means this branch; of several the longest counts.",
    )
    active = fields.Boolean(default=True)

    _cnaps_uniq = models.UniqueIndex("(cnaps)", "This CNAPS number is there already.")
    _cnaps_digits = models.Constraint(
        "CHECK (cnaps ~ '^[0-9]{12}$')", "A CNAPS number has twelve digits."
    )

    @api.constrains("cnaps")
    def _check_cnaps(self):
        """Say which number isn't one, before the database refuses it."""
        for branch in self:
            if not re.fullmatch("[0-9]{12}", branch.cnaps or ""):
                raise ValidationError(
                    self.env._(
                        "“%(number)s” isn't a CNAPS number: it has twelve digits.",
                        number=branch.cnaps or "",
                    )
                )
