from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import arithmetic, workbook
from ..tools.fault import Fault


class CivilFormCheck(models.Model):
    """A relation between cells that has to hold or be explained (审核关系)."""

    _name = "civil.form.check"
    _description = "Check of a Form"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one(
        "civil.form.version", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    sheet = fields.Char(help="Where cells without a sheet lie; the first if empty.")
    expression = fields.Char(
        string="Relation",
        required=True,
        help="Such as C5 = C6 + C7, B3 >= C3 or D9 = SUM(D5:D8). A cell on another "
        "sheet is Sheet2!B5.",
    )
    tolerance = fields.Float(
        digits=(16, 4), help="By how much the sides may differ, for roundings."
    )

    _tolerance_positive = models.Constraint(
        "CHECK (tolerance >= 0)", "The tolerance can't be less than zero."
    )

    @api.constrains("expression", "sheet", "version_id")
    def _check_expression(self):
        for check in self:
            try:
                check._read_expression()
            except Fault as fault:
                raise ValidationError(
                    self.env._(
                        "%(check)s: %(problem)s",
                        check=check.name,
                        problem=self.env["civil.form.fault"]._sentence(fault),
                    )
                ) from fault

    def _read_expression(self):
        """Try the relation on the blank workbook.

        :raises Fault: it can't be read, or names what the workbook hasn't
        """
        book = self.version_id._book()
        home = self.sheet or book.sheetnames[0]
        left, _sign, right = arithmetic.parse_relation(self.expression)
        reader = workbook.Reader(book, home)
        for name in [*arithmetic.names(left), *arithmetic.names(right)]:
            try:
                reader.value(name)
            except Fault as fault:
                # What the blank cells hold is no fault of the relation.
                if fault.key in ("sheet", "address"):
                    raise

    def _judge(self, book):
        """Return ``(left, right, whether it holds)`` in a filled workbook.

        :raises Fault: it can't be judged
        """
        home = self.sheet or book.sheetnames[0]
        relation = arithmetic.parse_relation(self.expression)
        reader = workbook.Reader(book, home)
        tolerance = arithmetic.rounded(repr(self.tolerance), 4)
        return arithmetic.judge(relation, reader.value, tolerance)
